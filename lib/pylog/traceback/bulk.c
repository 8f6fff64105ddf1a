#include "pylog/traceback/bulk.h"

#include "base/ascii.h"
#include "pylog/traceback/frames.h"

/*
 * Whether the line, with indentation, can only be text of a message. It may be more if it begins like `[end of output]`,
 * a margin or rule of a group, a frame, a line of Flask's (`*`), a progress bar (a digit), or a field of a journal (MESSAGE=,
 * EXCEPTION_TEXT=), or if it ends like an object of JSON.
 */
static bool
is_message(struct bytes line)
{
	size_t indent = bytes_indent(line);

	return indent > 0 && indent < line.len && memchr("[|+F*ME", line.at[indent], 7) == NULL &&
	    !ascii_is_digit(line.at[indent]) && line.at[line.len - 1] != '}';
}

size_t
bulk_length(struct bytes text)
{
	const char *flat, *newline;
	size_t length = 0;

	if (bytes_indent(text) == 0)
		return 0;
	/* if line ends became blanks, a whole traceback is one line, with this in the middle */
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

/* Whether a run of lines as bulk_length() finds it can only be more of the message. */
static bool
takes_message(const struct event *event)
{
	return heading_is_exception(event->style) && event->indent_len == 0 && !event->in_group &&
	    event->outside == NULL && event->blanks == 0 && !(event->cut && event->lines == 0) &&
	    event_state_now(event) == EVENT_MESSAGE;
}

static size_t
take_message(struct event *event, struct bytes text)
{
	size_t length = bulk_length(text);

	if (length == 0)
		return 0;
	event->introduces = 0;
	event->wrap.last = 0;
	event->lines++;
	tree_add_message(&event->tree, 0, bytes_first(text, length - 1));
	return length;
}

size_t
bulk_take(struct event *event, struct bytes text, struct framecache *frames)
{
	/* each line may be folded, and has blanks at its end (rich's handler fills lines up, and folds them) */
	if (event->tree.padded)
		return 0;
	if (frames_may_come(event))
		return frames_take(event, text, frames);
	return takes_message(event) ? take_message(event, text) : 0;
}
