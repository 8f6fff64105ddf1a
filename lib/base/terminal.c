#include "base/terminal.h"

enum { ESCAPE = '\033', BELL = '\a' };

static size_t
control_sequence(struct bytes text)
{
	size_t n = 2;

	/* parameters and intermediates, then one final byte */
	while (n < text.len && text.at[n] >= 0x20 && text.at[n] <= 0x3f)
		n++;
	return n < text.len && text.at[n] >= 0x40 && text.at[n] <= 0x7e ? n + 1 : 0;
}

static size_t
system_command(struct bytes text)
{
	size_t n = 2;

	while (n < text.len && text.at[n] != BELL && text.at[n] != ESCAPE)
		n++;
	if (n + 1 < text.len && text.at[n] == ESCAPE)
		n++;
	return n < text.len ? n + 1 : 0;
}

static size_t
short_sequence(struct bytes text)
{
	size_t n = 1;

	while (n < text.len && text.at[n] >= 0x20 && text.at[n] <= 0x2f)
		n++;
	return n < text.len && text.at[n] >= 0x30 && text.at[n] <= 0x7e ? n + 1 : 0;
}

size_t
terminal_sequence(struct bytes text)
{
	if (text.len < 2 || text.at[0] != ESCAPE)
		return 0;
	if (text.at[1] == '[')
		return control_sequence(text);
	if (text.at[1] == ']')
		return system_command(text);
	return short_sequence(text);
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
