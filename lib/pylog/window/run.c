#include "pylog/window/run.h"

/* `[end of output]`, a margin or a rule of a group, a place, a star of Flask's; an object of JSON ends with `}`. */
static bool
is_message(struct bytes line)
{
	size_t indent = bytes_indent(line);

	return indent > 0 && indent < line.len && memchr("[|+F*", line.at[indent], 5) == NULL &&
	    line.at[line.len - 1] != '}';
}

size_t
run_length(struct bytes text)
{
	const char *flat, *newline;
	size_t length = 0;

	if (bytes_indent(text) == 0)
		return 0;
	/* a traceback whose line ends became blanks has this in the middle of a line */
	flat = bytes_find(text, BYTES("call last): "));
	if (flat != NULL)
		text.len = (size_t)(flat - text.at);
	while (length < text.len &&
	    (newline = memchr(text.at + length, '\n', text.len - length)) != NULL) {
		size_t end = (size_t)(newline - text.at);

		if (!is_message(bytes_first(bytes_from(text, length), end - length)))
			break;
		length = end + 1;
	}
	return length;
}
