#include "base/utf16.h"

#include "check.h"

/* Decodes a text in pieces of so many bytes, and its end. */
static void
becomes(bool big, struct bytes text, struct bytes wanted)
{
	for (size_t piece = 1; piece <= text.len; piece++) {
		struct utf16 state = { .big = big };
		struct bytes rest = text;
		char out[200];
		size_t length = 0;

		while (rest.len > 0) {
			length += utf16_decode(&state, bytes_first(rest, piece), out + length);
			rest = bytes_from(rest, piece);
		}
		length += utf16_end(&state, out + length);
		CHECK_TEXT(((struct bytes){ out, length }), wanted);
		CHECK(utf16_end(&state, out) == 0);
	}
}

static void
test_likely(void)
{
	struct bytes little = BYTES("a\0b\0c\0d\0e\0f\0g\0h\0i\0j\0k\0l\0m\0n\0o\0p\0");
	struct bytes high = BYTES("\0a\0b\0c\0d\0e\0f\0g\0h\0i\0j\0k\0l\0m\0n\0o\0p");
	bool big = true;

	CHECK(utf16_is_likely(little, &big) && !big);
	CHECK(utf16_is_likely(high, &big) && big);
	CHECK(!utf16_is_likely(bytes_first(little, 30), &big)); /* too short to tell */
	CHECK(!utf16_is_likely(BYTES("abcdefghijklmnopqrstuvwxyz012345"), &big));
	CHECK(!utf16_is_likely(BYTES("\0\0b\0c\0d\0e\0f\0g\0h\0i\0j\0k\0l\0m\0n\0o\0p\0"), &big));
	/* half of the characters is enough, but not less */
	CHECK(utf16_is_likely(BYTES("a\0b\0c\0d\0e\0f\0g\0h\0ijklmnopqrstuvwx"), &big) && !big);
	CHECK(!utf16_is_likely(BYTES("a\0b\0c\0d\0e\0f\0g\0hhijklmnopqrstuvwx"), &big));
}

int
main(void)
{
	bool big = true;

	CHECK(utf16_has_mark(BYTES("\xff\xfe"), &big) && !big);
	CHECK(utf16_has_mark(BYTES("\xfe\xff"), &big) && big);
	CHECK(!utf16_has_mark(BYTES("\xff"), &big) && !utf16_has_mark(BYTES("ab"), &big));
	/* a, U+00E9, U+20AC, U+1F600, encoded as in RFC 2781 */
	becomes(false, BYTES("a\0\xe9\0\xac\x20\x3d\xd8\x00\xde"),
	    BYTES("a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80"));
	becomes(true, BYTES("\0a\0\xe9\x20\xac\xd8\x3d\xde\x00"),
	    BYTES("a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80"));
	/* the first and last characters of two, three and four bytes in UTF-8 */
	becomes(true, BYTES("\0\x7f\0\x80\x07\xff\x08\0\xff\xff\xd8\0\xdc\0\xdb\xff\xdf\xff"),
	    BYTES("\x7f\xc2\x80\xdf\xbf\xe0\xa0\x80\xef\xbf\xbf\xf0\x90\x80\x80\xf4\x8f\xbf\xbf"));
	/* half a pair, and half a unit at the end */
	becomes(true, BYTES("\xd8\0\0a\xdc\0\0b"),
	    BYTES("\xef\xbf\xbd"
		  "a\xef\xbf\xbd"
		  "b"));
	becomes(true, BYTES("\xd8\0\xd8\x3d\xde\0"), BYTES("\xef\xbf\xbd\xf0\x9f\x98\x80"));
	becomes(true, BYTES("\0a\xd8\0"), BYTES("a\xef\xbf\xbd"));
	becomes(true, BYTES("\0a\xd7"), BYTES("a\xef\xbf\xbd"));
	becomes(true, BYTES("\xd7\xff\xe0\0"), BYTES("\xed\x9f\xbf\xee\x80\x80"));
	test_likely();
	return check_end();
}
