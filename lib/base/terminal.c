#include "base/terminal.h"

enum { ESCAPE = '\033', BELL = '\a' };

/* The end of a sequence that has bytes from a blank to `last`, then one from `first` to `~`; 0: it has none. */
static size_t
end_of(struct bytes text, size_t n, char last, char first)
{
	while (n < text.len && text.at[n] >= ' ' && text.at[n] <= last)
		n++;
	return n < text.len && text.at[n] >= first && text.at[n] <= '~' ? n + 1 : 0;
}

static size_t
system_command(struct bytes text)
{
	size_t n = 2;

	while (n < text.len && text.at[n] != BELL && text.at[n] != ESCAPE)
		n++;
	if (n < text.len && text.at[n] == ESCAPE)
		n++;
	return n < text.len ? n + 1 : 0;
}

size_t
terminal_sequence(struct bytes text)
{
	if (text.len < 2 || text.at[0] != ESCAPE)
		return 0;
	if (text.at[1] == '[')
		return end_of(text, 2, '?', '@'); /* parameters and intermediates */
	if (text.at[1] == ']')
		return system_command(text);
	return end_of(text, 1, '/', '0');
}

struct bytes
terminal_strip(struct bytes text, struct buffer *scratch)
{
	buffer_reset(scratch);
	for (struct bytes rest = text; rest.len > 0;) {
		size_t plain = bytes_index(rest, ESCAPE), n;

		buffer_append(scratch, bytes_first(rest, plain));
		rest = bytes_from(rest, plain);
		n = terminal_sequence(rest);
		if (n == 0 && rest.len > 0)
			buffer_byte(scratch, rest.at[n++]);
		rest = bytes_from(rest, n);
	}
	return scratch->full ? text : buffer_bytes(scratch);
}
