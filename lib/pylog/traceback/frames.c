#include "pylog/traceback/frames.h"

#include "pylog/traceback/grammar.h"
#include "pylog/traceback/states.h"

bool
frames_may_come(const struct event *event)
{
	const struct source *source = &event->source;

	return states_now(event) == EVENT_FRAMES && event->style < HEADING_RICH &&
	    event->indent_len == 0 && !event->in_group && !source->syntax &&
	    source->half.len == 0 && source->fallen.len == 0;
}

/* A quote mark behind the one that opens the name is of a cell of CSV. */
static bool
take_frame(struct event *event, struct bytes line, size_t indent)
{
	struct traceback_frame frame;

	if (!grammar_read_frame(bytes_from(line, indent), &frame) || frame.function.len == 0 ||
	    frame.file.len == 0 || frame.file.at[0] == '"')
		return false;
	source_frame(&event->source, &event->tree, &frame, indent);
	event->foreign = 0;
	event->blanks = 0;
	return true;
}

/* Source may look like a frame of others, or like what stands for frames; then it is read for itself. */
static bool
take_source(struct event *event, struct bytes line, size_t indent)
{
	struct source *source = &event->source;
	struct bytes rest = bytes_from(line, indent);

	if (source->frame == NULL || event->foreign > 0 || indent == 0 || indent < source->indent ||
	    rest.len == 0 || memchr(">MC[+", rest.at[0], 5) != NULL)
		return false;
	source_add(
	    source->frame, line, grammar_is_marks(rest), &source->text_indent, event->tree.memory);
	return true;
}

/* Whether a line may be more than it seems: an object of JSON, or a whole traceback whose line ends became blanks. */
static bool
may_hold_more(struct bytes line)
{
	enum { LEAST = 100 };

	return bytes_tail(line) == '}' ||
	    (line.len > LEAST && bytes_find(line, BYTES("call last): ")) != NULL);
}

size_t
frames_take(struct event *event, struct bytes text)
{
	struct bytes rest = text;
	size_t length;

	while ((length = bytes_index(rest, '\n')) < rest.len) {
		struct bytes line = bytes_first(rest, length);
		size_t indent = bytes_indent(line);

		if (may_hold_more(line) ||
		    !(bytes_head(bytes_from(line, indent)) == 'F'
			    ? take_frame(event, line, indent)
			    : take_source(event, line, indent)))
			break;
		states_note_width(event, line);
		rest = bytes_from(rest, length + 1);
	}
	return text.len - rest.len;
}
