#include "base/utf16.h"

#include "base/utf8.h"

enum { REPLACEMENT = 0xfffd };

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

static size_t
put(char *out, unsigned long code)
{
	if (code < 0x80) {
		out[0] = (char)code;
		return 1;
	}
	if (code < 0x800) {
		out[0] = (char)(0xc0 | code >> 6);
		out[1] = (char)(0x80 | (code & 63));
		return 2;
	}
	if (code < 0x10000) {
		out[0] = (char)(0xe0 | code >> 12);
		out[1] = (char)(0x80 | (code >> 6 & 63));
		out[2] = (char)(0x80 | (code & 63));
		return 3;
	}
	out[0] = (char)(0xf0 | code >> 18);
	out[1] = (char)(0x80 | (code >> 12 & 63));
	out[2] = (char)(0x80 | (code >> 6 & 63));
	out[3] = (char)(0x80 | (code & 63));
	return 4;
}

static unsigned long
unit(const struct utf16 *state, size_t at)
{
	unsigned long first = state->held[at], second = state->held[at + 1];

	return state->big ? first << 8 | second : second << 8 | first;
}

/* Decodes what is held as far as it is complete. */
static size_t
decode_held(struct utf16 *state, char *out)
{
	unsigned long code = unit(state, 0);
	size_t used = 2;

	if (code >= 0xd800 && code < 0xdc00) {
		unsigned long low;

		if (state->held_len < 4)
			return 0;
		low = unit(state, 2);
		if (low >= 0xdc00 && low < 0xe000) {
			code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
			used = 4;
		} else {
			code = REPLACEMENT;
		}
	} else if (code >= 0xdc00 && code < 0xe000) {
		code = REPLACEMENT;
	}
	state->held_len -= used;
	memmove(state->held, state->held + used, state->held_len);
	return put(out, code);
}

size_t
utf16_decode(struct utf16 *state, struct bytes text, char *out)
{
	size_t written = 0;

	for (size_t i = 0; i < text.len; i++) {
		size_t got = 1;

		state->held[state->held_len++] = (unsigned char)text.at[i];
		while (got > 0 && state->held_len >= 2 && state->held_len % 2 == 0) {
			got = decode_held(state, out + written);
			written += got;
		}
	}
	return written;
}

size_t
utf16_end(struct utf16 *state, char *out)
{
	size_t left = state->held_len;

	state->held_len = 0;
	return left == 0 ? 0 : put(out, REPLACEMENT);
}
