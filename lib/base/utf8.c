#include "base/utf8.h"

#include "base/lanes.h"

/* What may follow a lead byte: the range of the second byte, and how many bytes there are. */
struct lead {
	unsigned char first, last; /* lead bytes */
	unsigned char low, high;   /* second byte */
	unsigned char length;
};

static const struct lead leads[] = {
	{ 0xC2, 0xDF, 0x80, 0xBF, 2 },
	{ 0xE0, 0xE0, 0xA0, 0xBF, 3 },
	{ 0xE1, 0xEC, 0x80, 0xBF, 3 },
	{ 0xED, 0xED, 0x80, 0x9F, 3 },
	{ 0xEE, 0xEF, 0x80, 0xBF, 3 },
	{ 0xF0, 0xF0, 0x90, 0xBF, 4 },
	{ 0xF1, 0xF3, 0x80, 0xBF, 4 },
	{ 0xF4, 0xF4, 0x80, 0x8F, 4 },
};

static const struct lead *
find_lead(unsigned char byte)
{
	for (size_t i = 0; i < COUNT_OF(leads); i++)
		if (byte >= leads[i].first && byte <= leads[i].last)
			return &leads[i];
	return NULL;
}

size_t
utf8_length(struct bytes text, size_t *invalid)
{
	const unsigned char *byte = (const unsigned char *)text.at;
	const struct lead *lead;
	size_t n;

	if (byte[0] < 0x80)
		return 1;
	*invalid = 1;
	lead = find_lead(byte[0]);
	if (lead == NULL || text.len < 2 || byte[1] < lead->low || byte[1] > lead->high)
		return 0;
	for (n = 2; n < lead->length; n++) {
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
	/* what marks the first byte of that many */
	static const unsigned char firsts[] = { 0x00, 0x00, 0xC0, 0xE0, 0xF0 };
	size_t length = character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;

	for (size_t i = length; i-- > 1; character >>= 6)
		to[i] = (char)(0x80 | (character & 0x3F));
	to[0] = (char)(firsts[length] | character);
	return to + length;
}

/* ASCII many bytes at a time, which is nearly all that logs consist of. */
static size_t
skip_ascii(struct bytes text, size_t from)
{
	/* bytes are signed: what is beyond ASCII is below 0 */
	for (; text.len - from >= (size_t)2 * LANES; from += (size_t)2 * LANES)
		if (lanes_any(
			(lanes_load(text.at + from) | lanes_load(text.at + from + LANES)) < 0))
			break;
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
