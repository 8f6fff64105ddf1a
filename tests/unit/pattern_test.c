#include "base/pattern.h"

#include "check.h"

/* `%d` stands for one digit, or for as many as are asked for. */
static bool
piece(char letter, size_t digits, struct bytes *text, void *into)
{
	size_t n = ascii_run(*text, ascii_is_digit), wanted = digits == 0 ? 1 : digits;

	if (letter != 'd' || n < wanted)
		return false;
	*(size_t *)into += wanted;
	*text = bytes_from(*text, wanted);
	return true;
}

static const struct row {
	const char *pattern, *text, *rest; /* NULL: the text does not fit */
	size_t digits;
} rows[] = {
	{ "", "a", "a", 0 },
	{ "ab", "abc", "c", 0 },
	{ "ab", "a", NULL, 0 },
	{ "%d", "12", "2", 1 },
	{ "%2d:%d", "12:3", "", 3 },
	{ "%2d", "1", NULL, 0 },
	{ "%x", "x", NULL, 0 },
	{ "a b", "a \t b", "", 0 },
	{ "a b", "aTb", NULL, 0 },
	{ "a ", "a", "", 0 },
	{ "a b", "a", NULL, 0 },
	{ "aTb", "aTb", "", 0 },
	{ "aTb", "a  b", "", 0 },
	{ "aTb", "ab", NULL, 0 },
	{ "[%*]", "[a:b]c", "c", 0 },
	{ "[%*]", "[]c", "c", 0 },
	{ "[%*]", "[a b]", NULL, 0 },
	{ "[%*]", "[ab", NULL, 0 },
};

int
main(void)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct bytes text = bytes_of(rows[i].text), rest = text;
		size_t digits = 0;
		bool taken = pattern_take(rows[i].pattern, &rest, piece, &digits);

		if (!CHECK(taken == (rows[i].rest != NULL)))
			printf("   `%s`, `%s`\n", rows[i].pattern, rows[i].text);
		CHECK_TEXT(rest, taken ? bytes_of(rows[i].rest) : text);
		CHECK(!taken || digits == rows[i].digits);
	}
	return check_end();
}
