#include "check.h"

static void
comparing(void)
{
	struct bytes none = { NULL, 0 };

	CHECK(bytes_equal(none, BYTES("")));
	CHECK(bytes_equal(BYTES("a\0b"), BYTES("a\0b")));
	CHECK(!bytes_equal(BYTES("a\0b"), BYTES("a\0c")));
	CHECK(!bytes_equal(BYTES("ab"), BYTES("abc")));
	CHECK(bytes_compare(none, BYTES("")) == 0);
	CHECK(bytes_compare(BYTES("ab"), BYTES("abc")) < 0);
	CHECK(bytes_compare(BYTES("abc"), BYTES("ab")) > 0);
	CHECK(bytes_compare(BYTES("ab"), BYTES("ab\0")) < 0);
	CHECK(bytes_compare(BYTES("\xff"), BYTES("a")) > 0);
	CHECK(bytes_equal(bytes_of(NULL), none));
}

static void
ends(void)
{
	CHECK(bytes_start(BYTES("abc"), BYTES("ab")));
	CHECK(bytes_start(BYTES("abc"), BYTES("")));
	CHECK(!bytes_start(BYTES("ab"), BYTES("abc")));
	CHECK(bytes_end(BYTES("abc"), BYTES("bc")));
	CHECK(bytes_end(BYTES("abc"), BYTES("abc")));
	CHECK(!bytes_end(BYTES("bc"), BYTES("abc")));
	CHECK_TEXT(bytes_from(BYTES("abc"), 1), BYTES("bc"));
	CHECK_TEXT(bytes_from(BYTES("abc"), 3), BYTES(""));
	CHECK_TEXT(bytes_from(BYTES("abc"), 99), BYTES(""));
	CHECK_TEXT(bytes_first(BYTES("abc"), 2), BYTES("ab"));
	CHECK_TEXT(bytes_first(BYTES("abc"), 99), BYTES("abc"));
}

static void
finding(void)
{
	struct bytes text = BYTES("a\0bcbc"), words;

	CHECK(bytes_find(text, BYTES("bc")) == text.at + 2);
	CHECK(bytes_find(text, BYTES("\0b")) == text.at + 1);
	CHECK(bytes_find(text, BYTES("bd")) == NULL);
	CHECK(bytes_find((struct bytes){ NULL, 0 }, BYTES("a")) == NULL);
	CHECK_TEXT(bytes_trim(BYTES(" \t a b\t ")), BYTES("a b"));
	CHECK_TEXT(bytes_trim(BYTES(" \t ")), BYTES(""));
	CHECK_TEXT(bytes_trim(BYTES("\na\r")), BYTES("\na\r"));
	words = BYTES(" \tone  two ");
	CHECK_TEXT(bytes_take_word(&words), BYTES("one"));
	CHECK_TEXT(bytes_take_word(&words), BYTES("two"));
	CHECK(bytes_take_word(&words).len == 0 && bytes_take_word(&words).len == 0);
	CHECK(bytes_indent(BYTES("\t a")) == 2);
	CHECK(bytes_indent(BYTES("  ")) == 2);
	CHECK(bytes_indent((struct bytes){ NULL, 0 }) == 0);
}

static void
numbers(void)
{
	static const char *const not_numbers[] = { "", "-1", "+1", " 1", "1 ", "1x", "0x1",
		"9007199254740992", "9999999999999999", "99999999999999999999" };
	long long number = -7;

	CHECK(bytes_number(BYTES("0"), &number) && number == 0);
	CHECK(bytes_number(BYTES("007"), &number) && number == 7);
	CHECK(bytes_number(BYTES("9007199254740991"), &number) && number == 9007199254740991);
	for (size_t i = 0; i < COUNT_OF(not_numbers); i++)
		CHECK(!bytes_number(bytes_of(not_numbers[i]), &number));
	CHECK(!bytes_number(BYTES("1\0"), &number));
	CHECK(bytes_number_behind(BYTES("a pid: 7, pid: 8"), BYTES("pid:")) == 7);
	CHECK(bytes_number_behind(BYTES("pid:\t0"), BYTES("pid:")) == 0);
	CHECK(bytes_number_behind(BYTES("pid: x, pid: 8"), BYTES("pid:")) == -1);
	CHECK(bytes_number_behind(BYTES("7"), BYTES("pid:")) == -1);
	CHECK(bytes_hex(BYTES("1f"), &number) && number == 31);
	CHECK(bytes_hex(BYTES("1fffffffffffff"), &number) == false);
	CHECK(bytes_hex(BYTES("fffffffffffff"), &number) && number == 0xfffffffffffff);
	CHECK(!bytes_hex(BYTES(""), &number));
	CHECK(!bytes_hex(BYTES("1F"), &number));
	CHECK(!bytes_hex(BYTES("0x1"), &number));
	CHECK(!bytes_hex(BYTES("1\0"), &number));
}

static void
dividing(void)
{
	struct bytes before = BYTES_NONE, behind = BYTES_NONE, text = BYTES("(a))");

	CHECK(bytes_split(BYTES("a, b, c"), BYTES(", "), &before, &behind));
	CHECK_TEXT(before, BYTES("a"));
	CHECK_TEXT(behind, BYTES("b, c"));
	CHECK(bytes_split_last(BYTES("a, b, c"), BYTES(", "), &before, &behind));
	CHECK_TEXT(before, BYTES("a, b"));
	CHECK_TEXT(behind, BYTES("c"));
	CHECK(!bytes_split(BYTES("a,b"), BYTES(", "), &before, &behind));
	CHECK(!bytes_split_last(BYTES(""), BYTES(", "), &before, &behind));
	CHECK_TEXT(before, BYTES("a, b"));
	CHECK(bytes_split(BYTES(", "), BYTES(", "), &before, NULL) && before.len == 0);
	CHECK(bytes_split_last(BYTES(", "), BYTES(", "), NULL, &behind) && behind.len == 0);
	CHECK(bytes_take_around(&text, BYTES("("), BYTES(")")));
	CHECK_TEXT(text, BYTES("a)"));
	CHECK(!bytes_take_around(&text, BYTES("("), BYTES(")")));
	CHECK(bytes_take_end(&text, BYTES(")")) && !bytes_take_end(&text, BYTES(")")));
	CHECK_TEXT(text, BYTES("a"));
	text = BYTES("'");
	CHECK(!bytes_take_around(&text, BYTES("'"), BYTES("'")));
}

static void
parts(void)
{
	struct bytes rest = BYTES("a,,b,"), part;

	CHECK(bytes_next(&rest, ',', &part));
	CHECK_TEXT(part, BYTES("a"));
	CHECK(bytes_next(&rest, ',', &part));
	CHECK_TEXT(part, BYTES(""));
	CHECK(bytes_next(&rest, ',', &part));
	CHECK_TEXT(part, BYTES("b"));
	CHECK(!bytes_next(&rest, ',', &part));
	rest = BYTES("0x1f");
	CHECK(bytes_take(&rest, BYTES("0x")) && !bytes_take(&rest, BYTES("0x")));
	CHECK_TEXT(rest, BYTES("1f"));
	CHECK(bytes_index(BYTES("abc"), 'c') == 2 && bytes_index(BYTES("abc"), 'd') == 3);
	rest = BYTES("\t a\tb  c ");
	CHECK_TEXT(bytes_take_word(&rest), BYTES("a"));
	CHECK_TEXT(bytes_take_word(&rest), BYTES("b"));
	CHECK_TEXT(bytes_take_word(&rest), BYTES("c"));
	CHECK(bytes_take_word(&rest).len == 0 && rest.len == 0);
	CHECK(bytes_head(BYTES_NONE) == '\0' && bytes_tail(BYTES("ab")) == 'b');
}

int
main(void)
{
	parts();
	dividing();
	comparing();
	ends();
	finding();
	numbers();
	CHECK_TEXT(bytes_behind_last(BYTES("/lib/libm.so"), '/'), BYTES("libm.so"));
	CHECK_TEXT(bytes_behind_last(BYTES("libm.so"), '/'), BYTES("libm.so"));
	CHECK_TEXT(bytes_behind_last(BYTES("/lib/"), '/'), BYTES(""));
	return check_end();
}
