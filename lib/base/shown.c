#include "base/shown.h"

#include "base/lanes.h"
#include "base/utf8.h"

/*
 * Characters that are invisible, or turn the direction of text, by the tables of Unicode 15: format characters (Cf)
 * that may be ignored by default (Default_Ignorable_Code_Point), separators of lines and paragraphs (Zl, Zp),
 * interlinear annotation, and the whole block of tags. Variation selectors are left out: they choose the look of the
 * character before.
 */
static const struct {
	unsigned first, last;
} hidden[] = {
	{ 0xAD, 0xAD },       /* the soft hyphen */
	{ 0x61C, 0x61C },     /* the Arabic letter mark: direction */
	{ 0x180E, 0x180E },   /* the Mongolian vowel separator */
	{ 0x200B, 0x200F },   /* the zero-width space; joiners, also those in emoji; direction */
	{ 0x2028, 0x202E },   /* separators; embeddings and overrides of direction */
	{ 0x2060, 0x206F },   /* characters without a width; isolates of direction */
	{ 0xFEFF, 0xFEFF },   /* the byte order mark */
	{ 0xFFF9, 0xFFFB },   /* interlinear annotation */
	{ 0x1BCA0, 0x1BCA3 }, /* shorthand */
	{ 0x1D173, 0x1D17A }, /* music */
	{ 0xE0000, 0xE007F }, /* tags */
};

enum { SHOWN_LONGEST = 10 }; /* the most bytes that one character or byte becomes */

static bool
is_hidden(unsigned character)
{
	size_t i = 0;

	while (i < COUNT_OF(hidden) && character > hidden[i].last)
		i++;
	return i < COUNT_OF(hidden) && character >= hidden[i].first;
}

static bool
is_plain(unsigned char byte)
{
	return (byte >= 0x20 && byte < 0x7F) || byte == '\t';
}

/* Bytes are signed: what is beyond ASCII is below a blank, too. */
static lanes
specials(lanes bytes)
{
	return (bytes < ' ') | (bytes == 0x7F);
}

/* Where, from `n` on, the next byte stands that is a control character other than the tab, or beyond ASCII. */
static size_t
skip_ascii(struct bytes text, size_t n)
{
	const char *at = text.at;

	for (; text.len - n >= (size_t)2 * LANES; n += (size_t)2 * LANES)
		if (lanes_any(specials(lanes_load(at + n)) | specials(lanes_load(at + n + LANES))))
			break;
	if (text.len - n >= LANES && !lanes_any(specials(lanes_load(at + n))))
		n += LANES;
	while (n < text.len && is_plain((unsigned char)at[n]))
		n++;
	return n;
}

/* The number of the character that the text begins with; 0, and *length is 0: it begins with none. */
static unsigned
character_at(struct bytes text, size_t *length)
{
	size_t invalid;

	*length = utf8_length(text, &invalid);
	return *length == 0 ? 0 : utf8_character(text.at, *length);
}

/* The length of the character beyond ASCII that the text begins with; 0: it is not shown as it is. */
static size_t
seen_length(struct bytes text)
{
	size_t length;
	unsigned character = character_at(text, &length);

	/* U+0080 to U+009F are control characters */
	return character < 0xA0 || is_hidden(character) ? 0 : length;
}

size_t
shown_plain(struct bytes text)
{
	size_t n = 0, length;

	do {
		n = skip_ascii(text, n);
		length = n < text.len && (unsigned char)text.at[n] >= 0x80
		    ? seen_length(bytes_from(text, n))
		    : 0;
		n += length;
	} while (length > 0);
	return n;
}

/* Appends the escape for what the text begins with, and gives how many bytes of the text that is. */
static size_t
append_escape(struct buffer *out, struct bytes text)
{
	size_t length;
	unsigned character = character_at(text, &length);

	if (character < 0xA0) {
		buffer_append(out, BYTES("\\x"));
		buffer_hex(out, (unsigned char)text.at[0], 2);
		return 1;
	}
	buffer_append(out, character < 0x10000 ? BYTES("\\u") : BYTES("\\U"));
	buffer_hex(out, character, character < 0x10000 ? 4 : 8);
	return length;
}

void
shown_append(struct buffer *out, struct bytes text)
{
	for (;;) {
		size_t plain = shown_plain(text);

		buffer_append(out, bytes_first(text, plain));
		text = bytes_from(text, plain);
		if (text.len == 0)
			return;
		text = bytes_from(text, append_escape(out, text));
	}
}

size_t
shown_fitting(struct bytes text, size_t room)
{
	struct bytes rest = text;

	while (rest.len > 0) {
		char escaped[SHOWN_LONGEST];
		struct buffer escape = BUFFER_OVER(escaped);
		/* a character that does not fit whole is escaped, which takes more room */
		size_t length = shown_plain(bytes_first(rest, room)), size = length;

		if (length == 0) {
			length = append_escape(&escape, rest);
			size = escape.len;
		}
		if (size > room)
			break;
		room -= size;
		rest = bytes_from(rest, length);
	}
	return text.len - rest.len;
}
