#include "base/shown.h"

#include "base/utf8.h"

static bool
is_plain(unsigned char byte)
{
	return (byte >= 0x20 && byte < 0x7F) || byte == '\t';
}

static void
append_escaped(struct buffer *out, unsigned char byte)
{
	static const char digits[] = "0123456789abcdef";
	char escaped[] = { '\\', 'x', digits[byte >> 4], digits[byte & 15] };

	buffer_append(out, (struct bytes){ escaped, sizeof(escaped) });
}

/* The length of a run of bytes at the start that are shown as they are, or of one character. */
static size_t
plain_length(struct bytes text)
{
	size_t n = 0, invalid;

	while (n < text.len && is_plain((unsigned char)text.at[n]))
		n++;
	if (n > 0 || (unsigned char)text.at[0] < 0x80)
		return n;
	/* U+0080 to U+009F are control characters, too */
	if (text.len > 1 && (unsigned char)text.at[0] == 0xC2 && (unsigned char)text.at[1] < 0xA0)
		return 0;
	return utf8_length(text, &invalid);
}

void
shown_append(struct buffer *out, struct bytes text)
{
	while (text.len > 0) {
		size_t length = plain_length(text);

		if (length > 0) {
			buffer_append(out, bytes_first(text, length));
		} else {
			append_escaped(out, (unsigned char)text.at[0]);
			length = 1;
		}
		text = bytes_from(text, length);
	}
}
