#include "pylog/carrier/clean.h"

#include "base/terminal.h"

static struct bytes
without_sequences(struct bytes line, struct buffer *scratch)
{
	buffer_reset(scratch);
	while (bytes_has(line, '\033')) {
		struct bytes rest = bytes_from(line, bytes_index(line, '\033'));
		size_t n = terminal_sequence(rest), kept = line.len - rest.len + (n == 0);

		/* an ESC that begins nothing stays */
		buffer_append(scratch, bytes_first(line, kept));
		line = bytes_from(line, kept + n);
	}
	buffer_append(scratch, line);
	return scratch->full ? line : buffer_bytes(scratch);
}

struct bytes
clean_line(struct bytes line, bool sequences, struct buffer *scratch)
{
	while (line.len > 0 && line.at[0] == '\0')
		line = bytes_from(line, 1);
	while (bytes_tail(line) == '\r')
		line.len--;
	if (bytes_head(line) == '\xef')
		bytes_take(&line, BYTES("\xef\xbb\xbf"));
	if (sequences && bytes_has(line, '\033'))
		return without_sequences(line, scratch);
	return line;
}
