#include "pylog/carrier/clean.h"

#include "base/terminal.h"

/* AWS Lambda sets lines in with U+00A0, so that nothing strips them (lambda_nbsp): they become blanks. */
static struct bytes
blank_indent(struct bytes line, struct buffer *scratch)
{
	static const struct bytes fixed = BYTES_ROW("\xc2\xa0");
	struct bytes rest = line;

	buffer_reset(scratch);
	while (bytes_take(&rest, fixed) || bytes_take(&rest, BYTES(" ")))
		buffer_byte(scratch, ' ');
	buffer_append(scratch, rest);
	return scratch->full ? line : buffer_bytes(scratch);
}

struct bytes
clean_line(struct bytes line, bool sequences, struct buffer *scratch)
{
	while (line.len > 0 && line.at[0] == '\0')
		line = bytes_from(line, 1);
	while (bytes_tail(line) == '\r')
		line.len--;
	if (bytes_head(line) == '\xef' && bytes_start(line, BYTES("\xef\xbb\xbf")))
		line = bytes_from(line, 3);
	if (bytes_head(line) == '\xc2' && bytes_start(line, BYTES("\xc2\xa0")))
		return blank_indent(line, scratch);
	if (!sequences)
		return line;
	if (bytes_has(line, '\033'))
		return terminal_strip(line, scratch);
	return terminal_has_lost(line) ? terminal_strip_lost(line, scratch) : line;
}
