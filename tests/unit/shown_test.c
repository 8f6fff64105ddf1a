#include "base/shown.h"

#include "base/utf8.h"
#include "check.h"

static void
shown(struct bytes text, struct bytes wanted)
{
	struct buffer out = { .at = NULL };

	shown_append(&out, text);
	CHECK_TEXT(buffer_bytes(&out), wanted);
	CHECK((shown_plain(text) == text.len) == bytes_equal(text, wanted));
	buffer_free(&out);
}

static void
ascii(void)
{
	shown(BYTES(""), BYTES(""));
	shown(BYTES("plain \t~"), BYTES("plain \t~"));
	shown(BYTES("a\0b\x1F\x7F\nc\r"), BYTES("a\\x00b\\x1f\\x7f\\x0ac\\x0d"));
	/* at each place of a long text */
	for (size_t length = 1; length < 100; length++) {
		for (size_t i = 0; i < length; i++) {
			char text[100], wanted[104];

			memset(text, 'a', sizeof(text));
			memset(wanted, 'a', sizeof(wanted));
			text[i] = '\033';
			memcpy(wanted + i, "\\x1b", 4);
			shown((struct bytes){ text, length }, (struct bytes){ wanted, length + 3 });
		}
	}
}

static void
beyond_ascii(void)
{
	shown(BYTES("gr\xC3\xBC\xC3\x9F \xE2\x82\xAC \xF0\x9F\x98\x80"),
	    BYTES("gr\xC3\xBC\xC3\x9F \xE2\x82\xAC \xF0\x9F\x98\x80"));
	/* C1 control characters and invalid UTF-8: byte by byte */
	shown(BYTES("\xC2\x80"
		    "a\xC2\x9F"),
	    BYTES("\\xc2\\x80a\\xc2\\x9f"));
	shown(BYTES("\xC2"
		    "a\xE2\x80\xFF\xED\xA0\x80"),
	    BYTES("\\xc2a\\xe2\\x80\\xff\\xed\\xa0\\x80"));
	shown(BYTES("a\xE2\x80\xAE"
		    "b\xF3\xA0\x81\x81"
		    "c"),
	    BYTES("a\\u202eb\\U000e0041c"));
	/* an emoji of two, and one with a variation selector */
	shown(BYTES("\xF0\x9F\x91\xA9\xE2\x80\x8D\xE2\x9D\xA4\xEF\xB8\x8F"),
	    BYTES("\xF0\x9F\x91\xA9\\u200d\xE2\x9D\xA4\xEF\xB8\x8F"));
}

/*
 * perl -e 'for (0xA0..0x10FFFF) { $_ = chr; print ... if /\p{Cf}/ && /\p{DI}/ || /[\p{Zl}\p{Zp}\p{Bidi_C}]/ }',
 * with U+2065, U+FFF9 to U+FFFB and all of the block of tags
 */
static const unsigned hidden[][2] = { { 0xAD, 0xAD }, { 0x61C, 0x61C }, { 0x180E, 0x180E },
	{ 0x200B, 0x200F }, { 0x2028, 0x202E }, { 0x2060, 0x206F }, { 0xFEFF, 0xFEFF },
	{ 0xFFF9, 0xFFFB }, { 0x1BCA0, 0x1BCA3 }, { 0x1D173, 0x1D17A }, { 0xE0000, 0xE007F } };

static bool
is_hidden(unsigned character)
{
	for (size_t i = 0; i < COUNT_OF(hidden); i++)
		if (character >= hidden[i][0] && character <= hidden[i][1])
			return true;
	return false;
}

static size_t
encode(unsigned character, char *to)
{
	static const unsigned char leads[] = { 0, 0, 0xC0, 0xE0, 0xF0 };
	size_t length = character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;

	for (size_t i = length - 1; i > 0; i--, character >>= 6)
		to[i] = (char)(0x80 | (character & 0x3F));
	to[0] = (char)(leads[length] | character);
	return length;
}

static void
all_characters(void)
{
	unsigned wrong = 0;

	for (unsigned character = 0xA0; character < 0x110000; character++) {
		struct buffer out = { .at = NULL };
		char utf8[4], escape[16];
		struct bytes text = { utf8, encode(character, utf8) }, wanted = text, rest = text;

		if (character >= 0xD800 && character < 0xE000)
			continue;
		snprintf(
		    escape, sizeof(escape), character < 0x10000 ? "\\u%04x" : "\\U%08x", character);
		shown_append(&out, text);
		if (is_hidden(character))
			wanted = bytes_of(escape);
		wrong += !bytes_equal(buffer_bytes(&out), wanted);
		wrong += utf8_take(&rest) != character || rest.len > 0;
		buffer_free(&out);
	}
	CHECK(wrong == 0);
}

/* Text that is cut to a width has as many whole characters as fit, and never takes more room. */
static void
rooms(void)
{
	/* pieces as they are shown, and their bytes */
	static const struct bytes shown_as[] = { { "a", 1 }, { "\\x1b", 4 }, { "\xC3\xBC", 2 },
		{ "\\xc2", 4 }, { "\\x85", 4 }, { "\xE2\x82\xAC", 3 }, { "\\u202e", 6 },
		{ "\\xff", 4 }, { "\xF0\x9F\x98\x80", 4 }, { "\\U000e0041", 10 }, { "z", 1 } };
	static const struct bytes texts[] = { { "a", 1 }, { "\033", 1 }, { "\xC3\xBC", 2 },
		{ "\xC2", 1 }, { "\x85", 1 }, { "\xE2\x82\xAC", 3 }, { "\xE2\x80\xAE", 3 },
		{ "\xFF", 1 }, { "\xF0\x9F\x98\x80", 4 }, { "\xF3\xA0\x81\x81", 4 }, { "z", 1 } };
	struct buffer whole = { .at = NULL };
	size_t room = 0, fits = 0, count = COUNT_OF(texts);

	for (size_t i = 0; i < count; i++)
		buffer_append(&whole, texts[i]);
	for (size_t i = 0; i < count; i++) {
		for (size_t more = 0; more < shown_as[i].len; more++)
			CHECK(shown_fitting(buffer_bytes(&whole), room + more) == fits);
		room += shown_as[i].len;
		fits += texts[i].len;
	}
	CHECK(shown_fitting(buffer_bytes(&whole), room) == whole.len);
	CHECK(shown_fitting(buffer_bytes(&whole), room + 1) == whole.len);
	buffer_free(&whole);
}

int
main(void)
{
	ascii();
	beyond_ascii();
	all_characters();
	rooms();
	return check_end();
}
