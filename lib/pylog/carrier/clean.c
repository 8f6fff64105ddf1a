#include "pylog/carrier/clean.h"

/* The length of the ANSI sequence at the start of the text; 0: it is none. */
static size_t
sequence_length(struct bytes text)
{
	size_t n = 2;

	if (text.len < 2 || text.at[0] != '\033')
		return 0;
	if (text.at[1] == ']') {
		/* a title or a link: to BEL or to ESC \ */
		while (n < text.len && text.at[n] != '\a' && text.at[n] != '\033')
			n++;
		if (n + 1 < text.len && text.at[n] == '\033')
			n++;
		return n < text.len ? n + 1 : 0;
	}
	if (text.at[1] != '[')
		return 0;
	while (n < text.len && text.at[n] >= 0x20 && text.at[n] <= 0x3f)
		n++;
	return n < text.len && text.at[n] >= 0x40 && text.at[n] <= 0x7e ? n + 1 : 0;
}

static struct bytes
without_sequences(struct bytes line, struct buffer *scratch)
{
	const char *escape;

	buffer_reset(scratch);
	while (line.len > 0 && (escape = memchr(line.at, '\033', line.len)) != NULL) {
		struct bytes rest = bytes_at(line, escape);
		size_t n = sequence_length(rest);

		buffer_append(scratch, bytes_first(line, line.len - rest.len));
		if (n == 0) {
			/* an ESC that begins nothing stays */
			buffer_byte(scratch, '\033');
			n = 1;
		}
		line = bytes_from(rest, n);
	}
	buffer_append(scratch, line);
	return scratch->full ? line : buffer_bytes(scratch);
}

struct bytes
clean_line(struct bytes line, bool sequences, struct buffer *scratch)
{
	while (line.len > 0 && line.at[0] == '\0')
		line = bytes_from(line, 1);
	while (line.len > 0 && line.at[line.len - 1] == '\r')
		line.len--;
	if (bytes_start(line, BYTES("\xef\xbb\xbf")))
		line = bytes_from(line, 3);
	if (sequences && line.len > 0 && memchr(line.at, '\033', line.len) != NULL)
		return without_sequences(line, scratch);
	return line;
}
