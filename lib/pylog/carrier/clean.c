#include "pylog/carrier/clean.h"

#include "base/terminal.h"

struct bytes
clean_line(struct bytes line, bool sequences, struct buffer *scratch)
{
	while (line.len > 0 && line.at[0] == '\0')
		line = bytes_from(line, 1);
	while (bytes_tail(line) == '\r')
		line.len--;
	if (bytes_head(line) == '\xef' && bytes_start(line, BYTES("\xef\xbb\xbf")))
		line = bytes_from(line, 3);
	return sequences && bytes_has(line, '\033') ? terminal_strip(line, scratch) : line;
}
