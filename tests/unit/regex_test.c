#include "base/regex.h"
#include "check.h"

static enum regex_result
match(const char *pattern, struct bytes text)
{
	char reason[120];
	size_t place;
	struct regex *regex = regex_compile(bytes_of(pattern), reason, sizeof(reason), &place);
	enum regex_result result = REGEX_LIMIT;

	if (CHECK(regex != NULL))
		result = regex_match(regex, text);
	regex_free(regex);
	return result;
}

static void
faults(void)
{
	static const char *const faulty[] = { "(", "a)", "*", "[a", "a{2,1}", "\\", "(?<n" };
	char reason[120];
	size_t place;

	for (size_t i = 0; i < COUNT_OF(faulty); i++) {
		reason[0] = '\0';
		place = 99;
		CHECK(regex_compile(bytes_of(faulty[i]), reason, sizeof(reason), &place) == NULL);
		CHECK(reason[0] != '\0');
		CHECK(place <= strlen(faulty[i]));
	}
	CHECK(regex_compile(BYTES("*"), reason, sizeof(reason), &place) == NULL && place == 0);
	CHECK(regex_compile(BYTES("ab("), reason, sizeof(reason), &place) == NULL && place == 3);
	CHECK(regex_compile(BYTES("\xff"), reason, sizeof(reason), &place) == NULL);
	regex_free(NULL);
}

/* Checks the first match from `from` on, and its group. */
static bool
finds(const char *pattern, const char *text, size_t from, const char *wanted, const char *group)
{
	char reason[120];
	size_t place;
	struct regex *regex = regex_compile(bytes_of(pattern), reason, sizeof(reason), &place);
	struct bytes whole, part;
	bool found = regex != NULL &&
	    regex_find(regex, bytes_of(text), from, &whole, &part) == REGEX_YES &&
	    bytes_equal(whole, bytes_of(wanted)) && bytes_equal(part, bytes_of(group));

	regex_free(regex);
	return found;
}

int
main(void)
{
	static char text[20000];

	CHECK(finds("b+", "abbc", 0, "bb", "bb"));
	CHECK(finds("a(b+)c", "abbc", 0, "abbc", "bb"));
	CHECK(finds("a(x)?b", "abbc", 0, "ab", "ab"));
	CHECK(finds("a(x?)b", "abbc", 0, "ab", ""));
	CHECK(finds("(?|a(b)|c(d))", "ab cd", 1, "cd", "d"));
	CHECK(finds("(?<=a)b", "ab", 1, "b", "b"));
	CHECK(!finds("a", "ab", 1, "a", "a"));

	CHECK(match("b", BYTES("abc")) == REGEX_YES);
	CHECK(match("^b", BYTES("abc")) == REGEX_NO);
	CHECK(match("^abc$", BYTES("abc")) == REGEX_YES);
	CHECK(match("", (struct bytes){ NULL, 0 }) == REGEX_YES);
	CHECK(match("a.c", BYTES("a\0c")) == REGEX_YES);
	CHECK(match("^.$", BYTES("\xC3\xBC")) == REGEX_YES);
	/* text that is no UTF-8 can be searched, too */
	CHECK(match("b",
		  BYTES("a\xff"
			"b")) == REGEX_YES);
	CHECK(match("c",
		  BYTES("a\xff"
			"b")) == REGEX_NO);
	/* a pattern that takes too many steps is given up */
	memset(text, 'a', sizeof(text));
	CHECK(match("^(a+)+$", (struct bytes){ text, 100 }) == REGEX_YES);
	text[60] = '!';
	CHECK(match("^(a+)+$", (struct bytes){ text, 61 }) == REGEX_LIMIT);
	CHECK(match("(a*)*(a*)*(a*)*b", (struct bytes){ text, 60 }) != REGEX_YES);
	CHECK(
	    match("(?R)?a", BYTES("a")) == REGEX_YES || match("(?R)?a", BYTES("a")) == REGEX_LIMIT);
	/* but not a simple one on a long text */
	CHECK(match("!$", (struct bytes){ text, sizeof(text) }) == REGEX_NO);
	CHECK(match("a{1000}", (struct bytes){ text, sizeof(text) }) == REGEX_YES);
	faults();
	return check_end();
}
