#include "base/utf8.h"
#include "check.h"

static void
valid(struct bytes text)
{
	size_t invalid;

	CHECK(utf8_length(text, &invalid) == text.len);
	CHECK(utf8_valid(text) == text.len);
}

/* Checks that the text begins with no valid character, and that one U+FFFD replaces so many bytes. */
static void
broken(struct bytes text, size_t wanted)
{
	size_t invalid = 99;

	CHECK(utf8_length(text, &invalid) == 0);
	if (!CHECK(invalid == wanted))
		printf("   %zu, not %zu of %02x %02x\n", invalid, wanted, (unsigned char)text.at[0],
		    text.len > 1 ? (unsigned char)text.at[1] : 0);
	CHECK(utf8_valid(text) == 0);
}

/* The first and last character of each length, and around the surrogates (RFC 3629, section 4). */
static void
boundaries(void)
{
	valid(BYTES("\0"));
	valid(BYTES("\x7F"));
	valid(BYTES("\xC2\x80"));
	valid(BYTES("\xDF\xBF"));
	valid(BYTES("\xE0\xA0\x80"));
	valid(BYTES("\xED\x9F\xBF"));
	valid(BYTES("\xEE\x80\x80"));
	valid(BYTES("\xEF\xBF\xBF"));
	valid(BYTES("\xF0\x90\x80\x80"));
	valid(BYTES("\xF4\x8F\xBF\xBF"));
	broken(BYTES("\x80"), 1);
	broken(BYTES("\xBF"), 1);
	broken(BYTES("\xC0\x80"), 1);
	broken(BYTES("\xC1\xBF"), 1);
	broken(BYTES("\xE0\x9F\xBF"), 1);
	broken(BYTES("\xED\xA0\x80"), 1);
	broken(BYTES("\xED\xBF\xBF"), 1);
	broken(BYTES("\xF0\x8F\xBF\xBF"), 1);
	broken(BYTES("\xF4\x90\x80\x80"), 1);
	broken(BYTES("\xF5\x80\x80\x80"), 1);
	broken(BYTES("\xFE"), 1);
	broken(BYTES("\xFF"), 1);
}

/* Unicode 15, section 3.9, tables 3-8 to 3-11 */
static void
maximal_subparts(void)
{
	broken(BYTES("\xC2"), 1);
	broken(BYTES("\xC2"
		     "A"),
	    1);
	broken(BYTES("\xE1\x80"), 2);
	broken(BYTES("\xE1\x80"
		     "A"),
	    2);
	broken(BYTES("\xE1\x80\xE2"), 2);
	broken(BYTES("\xF0\x91\x92"), 3);
	broken(BYTES("\xF0\x91\x92"
		     "A"),
	    3);
	broken(BYTES("\xF1\xBF"), 2);
	broken(BYTES("\xF1"), 1);
	broken(BYTES("\xF0\x80\x80"
		     "A"),
	    1);
	broken(BYTES("\xE0\x80"), 1);
}

/* Every pair of bytes is valid exactly if it encodes a character of its range. */
static void
all_pairs(void)
{
	int good = 0;

	for (int a = 0; a < 256; a++) {
		for (int b = 0; b < 256; b++) {
			char text[2] = { (char)a, (char)b };
			size_t invalid = 0,
			       length = utf8_length((struct bytes){ text, 2 }, &invalid);

			good += length == 2;
			if (length == 0 ? invalid < 1 || invalid > 2 : length > 2)
				CHECK(false);
		}
	}
	CHECK(good == 30 * 64); /* C2 to DF, each with 80 to BF */
}

static void
runs(void)
{
	char text[150]; /* longer than a step of the search, with every length of the rest */

	CHECK(utf8_valid((struct bytes){ NULL, 0 }) == 0);
	for (size_t i = 0; i < sizeof(text); i++) {
		memset(text, 'a', sizeof(text));
		text[i] = (char)0xFF;
		CHECK(utf8_valid((struct bytes){ text, sizeof(text) }) == i);
		CHECK(utf8_valid((struct bytes){ text, i }) == i);
	}
	CHECK(utf8_valid(BYTES("aaaaaaa\xC3\xBC"
			       "aaaaaaaaaa\xE2\x82")) == 19);
}

int
main(void)
{
	boundaries();
	maximal_subparts();
	all_pairs();
	runs();
	return check_end();
}
