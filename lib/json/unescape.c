#include "json/unescape.h"

#include "base/utf8.h"

enum { REPLACEMENT = 0xFFFD, BEYOND = 0x10000 };

static unsigned
hex_value(char digit)
{
	return digit <= '9' ? (unsigned)(digit - '0') : (unsigned)((digit | 32) - 'a' + 10);
}

/* The four digits of `\uHHHH`, of which the text begins with the backslash; 0 where it does not. */
static unsigned
unit_at(struct bytes text)
{
	unsigned unit = 0;

	if (text.len < 6 || text.at[0] != '\\' || text.at[1] != 'u')
		return 0;
	for (int i = 2; i < 6; i++)
		unit = unit * 16 + hex_value(text.at[i]);
	return unit;
}

/* The character that an escape, or a pair of them, stands for; *length is how long it is. */
static unsigned
character_at(struct bytes text, size_t *length)
{
	unsigned first = unit_at(text), second = unit_at(bytes_from(text, 6));

	*length = 6;
	if (first < 0xD800 || first > 0xDFFF)
		return first == 0 ? REPLACEMENT : first;
	if (first > 0xDBFF || second < 0xDC00 || second > 0xDFFF)
		return REPLACEMENT;
	*length = 12;
	return BEYOND + ((first - 0xD800) << 10) + (second - 0xDC00);
}

static char *
put_character(char *to, unsigned character)
{
	if (character < 0x80) {
		*to++ = (char)character;
		return to;
	}
	if (character < 0x800) {
		*to++ = (char)(0xC0 | character >> 6);
	} else {
		if (character < BEYOND) {
			*to++ = (char)(0xE0 | character >> 12);
		} else {
			*to++ = (char)(0xF0 | character >> 18);
			*to++ = (char)(0x80 | (character >> 12 & 0x3F));
		}
		*to++ = (char)(0x80 | (character >> 6 & 0x3F));
	}
	*to++ = (char)(0x80 | (character & 0x3F));
	return to;
}

/* What stands for itself behind a backslash, and what does not. */
static char
plain_escape(char kind)
{
	static const char kinds[] = "bfnrt", meant[] = "\b\f\n\r\t";
	const char *found = memchr(kinds, kind, sizeof(kinds) - 1);

	return found == NULL ? kind : meant[found - kinds];
}

struct bytes
unescape_text(struct bytes written, struct arena *memory)
{
	/* no escape is shorter than what it stands for */
	char *text = arena_alloc(memory, written.len), *to = text;
	size_t length;

	if (text == NULL)
		return (struct bytes){ NULL, 0 };
	while (written.len > 0) {
		const char *escape = memchr(written.at, '\\', written.len);
		size_t plain = escape == NULL ? written.len : (size_t)(escape - written.at);

		memcpy(to, written.at, plain);
		to += plain;
		written = bytes_from(written, plain);
		if (written.len < 2)
			break;
		if (written.at[1] == 'u') {
			to = put_character(to, character_at(written, &length));
			written = bytes_from(written, length);
		} else {
			*to++ = plain_escape(written.at[1]);
			written = bytes_from(written, 2);
		}
	}
	return (struct bytes){ text, (size_t)(to - text) };
}
