#include "base/utf8.h"

#include "base/lanes.h"

size_t
utf8_length(struct bytes text, size_t *invalid)
{
	const unsigned char *byte = (const unsigned char *)text.at;
	unsigned char lead = byte[0], low = 0x80, high = 0xBF;
	size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4, n;

	if (lead < 0x80)
		return 1;
	if (lead == 0xE0 || lead == 0xF0)
		low = lead == 0xE0 ? 0xA0 : 0x90; /* below that, there is a shorter form */
	else if (lead == 0xED || lead == 0xF4)
		high = lead == 0xED ? 0x9F : 0x8F; /* above that are surrogates, and U+110000 */
	*invalid = 1;
	if (lead < 0xC2 || lead > 0xF4 || text.len < 2 || byte[1] < low || byte[1] > high)
		return 0;
	for (n = 2; n < length; n++) {
		if (n >= text.len || (byte[n] & 0xC0) != 0x80) {
			*invalid = n;
			return 0;
		}
	}
	return n;
}

unsigned
utf8_character(const char *at, size_t length)
{
	static const unsigned char firsts[] = { 0, 0x7F, 0x1F, 0x0F, 0x07 };
	unsigned character = (unsigned char)at[0] & firsts[length];

	for (size_t i = 1; i < length; i++)
		character = character << 6 | ((unsigned char)at[i] & 0x3F);
	return character;
}

unsigned
utf8_take(struct bytes *text)
{
	size_t invalid, length = utf8_length(*text, &invalid);
	unsigned character = length == 0 ? UTF8_REPLACING : utf8_character(text->at, length);

	*text = bytes_from(*text, length == 0 ? invalid : length);
	return character;
}

char *
utf8_put(char *to, unsigned character)
{
	/* the bits that mark the first of so many bytes */
	static const unsigned char firsts[] = { 0x00, 0x00, 0xC0, 0xE0, 0xF0 };
	size_t length = character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;

	for (size_t i = length; i-- > 1; character >>= 6)
		to[i] = (char)(0x80 | (character & 0x3F));
	to[0] = (char)(firsts[length] | character);
	return to + length;
}

static bool
is_ascii(const char *at)
{
	/* bytes are signed: what is beyond ASCII is below 0 */
	return !lanes_any(lanes_load(at) < 0);
}

/* Skips ASCII, many bytes at a time: nearly all of a log is ASCII. */
static size_t
skip_ascii(struct bytes text, size_t from)
{
	enum { STEP = 4 * LANES };

	for (; text.len - from >= STEP; from += STEP) {
		const char *at = text.at + from;

		if (lanes_any((lanes_load(at) | lanes_load(at + LANES) |
				  lanes_load(at + 2 * LANES) | lanes_load(at + 3 * LANES)) < 0))
			break;
	}
	for (; text.len - from >= LANES && is_ascii(text.at + from); from += LANES)
		;
	/* the last few bytes, with those before them once more */
	if (text.len - from < LANES && text.len >= LANES && is_ascii(text.at + text.len - LANES))
		from = text.len;
	return from;
}

size_t
utf8_valid(struct bytes text)
{
	size_t n = 0, length, invalid;

	while (n < text.len) {
		n = skip_ascii(text, n);
		if (n == text.len)
			break;
		length = utf8_length(bytes_from(text, n), &invalid);
		if (length == 0)
			break;
		n += length;
	}
	return n;
}
