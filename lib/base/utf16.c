#include "base/utf16.h"

#include "base/utf8.h"

bool
utf16_has_mark(struct bytes text, bool *big)
{
	*big = bytes_start(text, BYTES("\xfe\xff"));
	return *big || bytes_start(text, BYTES("\xff\xfe"));
}

bool
utf16_is_likely(struct bytes text, bool *big)
{
	enum { LEAST = 16, MOST = 128 };
	size_t units = text.len / 2 < MOST ? text.len / 2 : MOST, nuls[2] = { 0, 0 };

	for (size_t i = 0; i < 2 * units; i++)
		nuls[i % 2] += text.at[i] == '\0';
	*big = nuls[0] > 0;
	return units >= LEAST && nuls[*big ? 1 : 0] == 0 && nuls[*big ? 0 : 1] >= units / 2;
}

unsigned
utf16_character(unsigned first, unsigned second, size_t *units)
{
	*units = 1;
	if (first < 0xd800 || first > 0xdfff)
		return first;
	if (first > 0xdbff || second < 0xdc00 || second > 0xdfff)
		return UTF8_REPLACING;
	*units = 2;
	return 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
}

static unsigned
unit(const struct utf16 *state, size_t at)
{
	unsigned first = state->held[at], second = state->held[at + 1];

	return state->big ? first << 8 | second : second << 8 | first;
}

/* Decodes the character that is held, if it is complete. */
static char *
decode_held(struct utf16 *state, char *out)
{
	unsigned first = unit(state, 0), character;
	size_t units;

	if (first >= 0xd800 && first < 0xdc00 && state->held_len < 4)
		return out;
	character = utf16_character(first, unit(state, 2), &units);
	state->held_len -= 2 * units;
	memmove(state->held, state->held + 2 * units, state->held_len);
	return utf8_put(out, character);
}

size_t
utf16_decode(struct utf16 *state, struct bytes text, char *out)
{
	char *to = out, *before;

	for (size_t i = 0; i < text.len; i++) {
		state->held[state->held_len++] = (unsigned char)text.at[i];
		do {
			before = to;
			if (state->held_len >= 2 && state->held_len % 2 == 0)
				to = decode_held(state, to);
		} while (to > before);
	}
	return (size_t)(to - out);
}

size_t
utf16_end(struct utf16 *state, char *out)
{
	size_t left = state->held_len;

	state->held_len = 0;
	return left == 0 ? 0 : (size_t)(utf8_put(out, UTF8_REPLACING) - out);
}
