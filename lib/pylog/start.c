#include "pylog/start.h"

#include "pylog/traceback/grammar.h"
#include "pylog/traceback/heading.h"

enum { HEAD_MAX = 600 }; /* the longest text before a header in its line */

static bool
find_frame(struct bytes text, struct start *start)
{
	const char *at = bytes_find(text, BYTES("File \""));
	struct traceback_frame frame;
	size_t column;

	if (at == NULL)
		at = bytes_find(text, BYTES("Cell In["));
	if (at == NULL)
		return false;
	column = (size_t)(at - text.at);
	if (!grammar_read_frame(bytes_from(text, column), &frame))
		return false;
	start->orphan = true;
	/* blanks before it are the frame's own, but for one behind a carrier */
	while (column > 0 && (text.at[column - 1] == ' ' || text.at[column - 1] == '\t'))
		column--;
	if (column > 0 && column < text.len && text.at[column] == ' ')
		column++;
	start->before = bytes_first(text, column);
	start->text = bytes_from(text, column);
	return true;
}

static bool
find_ignored(struct bytes text, struct start *start)
{
	const char *at = bytes_find(text, BYTES("Exception "));
	struct bytes type, message;

	if (at == NULL)
		return false;
	start->before = bytes_until(text, at);
	start->text = bytes_from(text, start->before.len);
	return grammar_read_ignored(start->text, &type, &message);
}

bool
start_find(struct bytes text, struct start *start)
{
	struct heading header;
	size_t column, end;

	*start = (struct start){ .kind = EVENT_EXCEPTION };
	if (!heading_find(text, &header))
		return find_frame(text, start) || find_ignored(text, start);
	column = header.start;
	end = header.end;
	if (header.style == HEADING_STACK)
		start->kind = EVENT_STACK;
	if (header.style == HEADING_DUMP)
		start->kind = EVENT_DUMP;
	/* a group's `  + ` belongs to it */
	if (header.style == HEADING_GROUP && bytes_end(bytes_first(text, column), BYTES("  + ")))
		column -= 4;
	start->before = bytes_first(text, column);
	start->text = bytes_first(bytes_from(text, column), end - column);
	start->rest = header.rest;
	start->alone = header.style == HEADING_REPORT;
	start->fatal = header.fatal;
	start->handle = header.handle;
	return true;
}

struct start
start_keep(const struct start *start, struct buffer *held)
{
	struct start kept = *start;
	struct bytes *texts[] = { &kept.before, &kept.text, &kept.handle };
	size_t at = 0;

	buffer_reset(held);
	kept.before = bytes_first(start->before, HEAD_MAX);
	for (size_t i = 0; i < COUNT_OF(texts); i++)
		buffer_append(held, *texts[i]);
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		*texts[i] =
		    bytes_first(bytes_from(buffer_bytes(held), at), held->full ? 0 : texts[i]->len);
		at += texts[i]->len;
	}
	return kept;
}
