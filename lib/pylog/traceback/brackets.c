#include "pylog/traceback/brackets.h"

static void
read_byte(struct brackets *brackets, char c)
{
	if (brackets->escaped)
		brackets->escaped = false;
	else if (brackets->remark)
		brackets->remark = c != '\n';
	else if (c == '\\')
		brackets->escaped = true;
	else if (c == brackets->quote)
		brackets->quote = 0;
	else if (brackets->quote == 0 && (c == '"' || c == '\''))
		brackets->quote = c;
	else if (brackets->quote == 0 && c == '#')
		brackets->remark = true;
	else if (brackets->quote == 0)
		brackets->depth += (memchr("([{", c, 3) != NULL) - (memchr(")]}", c, 3) != NULL);
}

void
brackets_read(struct brackets *brackets, struct bytes text)
{
	if (text.at != brackets->read.at || text.len < brackets->read.len)
		*brackets = (struct brackets){ .depth = 0 };
	for (size_t i = brackets->read.len; i < text.len; i++)
		read_byte(brackets, text.at[i]);
	brackets->read = text;
}

struct bytes
brackets_join(struct brackets *brackets, struct arena *arena, struct bytes text, struct bytes more)
{
	bool same = text.at == brackets->read.at && text.len >= brackets->read.len;

	text = arena_join(arena, text, more);
	if (same && brackets->read.len > 0)
		brackets->read.at = text.at;
	return text;
}
