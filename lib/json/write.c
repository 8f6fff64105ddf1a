#include "json/write.h"

#include "base/lanes.h"
#include "base/utf8.h"

#include <stdint.h>

/* What follows the backslash of a control character, `u` for \u00HH. */
static const char controls[] = "uuuuuuuubtnufruuuuuuuuuuuuuuuuuu";

static char *
put_escape(char *to, unsigned char byte)
{
	static const char digits[] = "0123456789abcdef";
	char kind = byte < 0x20 ? controls[byte] : (char)byte;

	*to++ = '\\';
	*to++ = kind;
	if (kind == 'u') {
		*to++ = '0';
		*to++ = '0';
		*to++ = digits[byte >> 4];
		*to++ = digits[byte & 15];
	}
	return to;
}

/* Copies one character beyond ASCII, or writes U+FFFD for a NUL or bytes that are not UTF-8; *from moves past it. */
static char *
put_character(char *to, struct bytes text, size_t *from)
{
	struct bytes rest = bytes_from(text, *from);
	size_t invalid = 1, length = rest.at[0] == '\0' ? 0 : utf8_length(rest, &invalid);

	if (length == 0) {
		memcpy(to, UTF8_REPLACEMENT, 3);
		*from += invalid;
		return to + 3;
	}
	memcpy(to, rest.at, length);
	*from += length;
	return to + length;
}

/* Whether none of eight bytes has to be escaped. */
static bool
is_plain_word(uint64_t word)
{
	const uint64_t ones = 0x0101010101010101u, tops = 0x8080808080808080u;

	/* a top bit is set where a byte is beyond ASCII, below a blank, `"` or `\\` */
	return ((word | (word - ones * ' ') | ((word ^ ones * '"') - ones) |
		    ((word ^ ones * '\\') - ones)) &
		   tops) == 0;
}

static bool
is_plain(unsigned char byte)
{
	return byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';
}

static char *
put_special(char *to, struct bytes text, size_t *i)
{
	unsigned char byte = (unsigned char)text.at[*i];

	if (byte == '\0' || byte >= 0x80)
		return put_character(to, text, i);
	(*i)++;
	return put_escape(to, byte);
}

/* Copies eight bytes; false: one of them has to be escaped. */
static bool
copy_word(char *to, const char *from)
{
	uint64_t word;

	memcpy(&word, from, sizeof(word));
	memcpy(to, &word, sizeof(word));
	return is_plain_word(word);
}

/* The same for up to fifteen bytes, some of which may be copied twice. Three and fewer are not copied: false. */
static bool
copy_short(char *to, const char *from, size_t n)
{
	uint32_t first, last;

	if (n >= sizeof(uint64_t))
		return copy_word(to, from) &&
		    copy_word(to + n - sizeof(uint64_t), from + n - sizeof(uint64_t));
	if (n < sizeof(first))
		return false;
	memcpy(&first, from, sizeof(first));
	memcpy(&last, from + n - sizeof(last), sizeof(last));
	memcpy(to, &first, sizeof(first));
	memcpy(to + n - sizeof(last), &last, sizeof(last));
	return is_plain_word((uint64_t)first << 32 | last);
}

/* Copies sixteen bytes; returns how many of them stand before the first that has to be escaped. */
static size_t
copy_lanes(char *to, const char *from)
{
	lanes bytes = lanes_load(from);

	lanes_store(to, bytes);
	/* bytes are signed: what is beyond ASCII is below a blank, too */
	return lanes_first((bytes < ' ') | (bytes == '"') | (bytes == '\\'));
}

static char *
put_text(char *to, struct bytes text)
{
	size_t i = 0, plain;

	do {
		for (plain = LANES; plain == LANES && text.len - i >= LANES; i += plain) {
			plain = copy_lanes(to, text.at + i);
			to += plain;
		}
		if (text.len - i < LANES) {
			if (copy_short(to, text.at + i, text.len - i))
				return to + text.len - i;
			/* one of them has to be escaped: the plain ones before it are copied again */
			while (i < text.len && is_plain((unsigned char)text.at[i]))
				*to++ = text.at[i++];
		}
		while (i < text.len && !is_plain((unsigned char)text.at[i]))
			to = put_special(to, text, &i);
	} while (i < text.len);
	return to;
}

void
write_text(struct buffer *out, struct bytes text)
{
	/* At the worst each byte becomes \u00HH. */
	char *start = text.len > (size_t)-1 / 8 ? NULL : buffer_reserve(out, 6 * text.len + 2);
	char *to = start;

	if (start == NULL) {
		out->full = true;
		return;
	}
	*to++ = '"';
	if (text.len > 0)
		to = put_text(to, text);
	*to++ = '"';
	out->len += (size_t)(to - start);
}

static void
enclose(struct buffer *out, size_t start, const char brackets[2])
{
	if (out->full)
		return;
	if (out->len == start)
		buffer_byte(out, brackets[0]);
	else
		out->at[start] = brackets[0];
	buffer_byte(out, brackets[1]);
}

void
write_close(struct buffer *out, size_t start)
{
	enclose(out, start, "{}");
}

void
write_close_array(struct buffer *out, size_t start)
{
	enclose(out, start, "[]");
}
