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

/* The line without the count of Ray, which prints once what several workers print: `text [repeated 3x across cluster]`. */
static struct bytes
without_count(struct bytes line)
{
	struct bytes rest = line, text;
	long long count;

	if (bytes_tail(line) != ']' && bytes_tail(line) != ')')
		return line;
	/* the first one has some advice behind it */
	if (bytes_end(rest, BYTES(" for more options.)")))
		bytes_split_last(rest, BYTES(" (Ray deduplicates logs "), &rest, NULL);
	return bytes_end(rest, BYTES("x across cluster]")) &&
		bytes_split_last(rest, BYTES(" [repeated "), &text, &rest) &&
		bytes_take_number(&rest, &count)
	    ? text
	    : line;
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
	if (sequences && bytes_has(line, '\033'))
		line = terminal_strip(line, scratch);
	else if (sequences && terminal_has_lost(line))
		line = terminal_strip_lost(line, scratch);
	return without_count(line);
}
