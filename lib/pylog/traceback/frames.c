#include "pylog/traceback/frames.h"

#include "pylog/traceback/grammar.h"
#include "pylog/traceback/states.h"

enum { INDENT = 2 }; /* blanks before a frame that is kept */

bool
frames_may_come(const struct event *event)
{
	const struct source *source = &event->source;

	return event_state_now(event) == EVENT_FRAMES && event->style < HEADING_RICH &&
	    event->indent_len == 0 && !event->in_group && !source->syntax &&
	    source->half.len == 0 && source->fallen.len == 0;
}

/* Takes a frame. A file's name that begins with a quotation mark is a cell of CSV, and a function with `&` of markup: no frame. */
static bool
take_frame(struct event *event, struct bytes line, size_t indent)
{
	struct traceback_frame frame;

	if (!grammar_read_frame(bytes_from(line, indent), &frame) || frame.function.len == 0 ||
	    frame.function.at[0] == '&' || frame.file.len == 0 || frame.file.at[0] == '"')
		return false;
	source_frame(&event->source, &event->tree, &frame, indent);
	event->foreign = 0;
	event->blanks = 0;
	return true;
}

/* Whether a line with indentation may be something else than source: a frame, or a line that stands for some. */
static bool
says_more(struct bytes rest)
{
	struct traceback_frame frame;

	switch (rest.at[0]) {
	case '[':
	case '+':
		return true;
	case 'F':
		return bytes_start(rest, BYTES("File")) && (rest.len == 4 || rest.at[4] == ' ');
	case '>':
	case 'C':
		return grammar_read_frame(rest, &frame);
	case 'M': /* or a field of a journal */
		return bytes_start(rest, BYTES("MESSAGE=")) || grammar_read_frame(rest, &frame);
	case 'E':
		return bytes_start(rest, BYTES("EXCEPTION_TEXT="));
	}
	return false;
}

static bool
take_source(struct event *event, struct bytes line, size_t indent)
{
	struct source *source = &event->source;
	struct bytes rest = bytes_from(line, indent);

	if (source->frame == NULL || event->foreign > 0 || indent == 0 || indent < source->indent ||
	    rest.len == 0 || says_more(rest))
		return false;
	source_add(
	    source->frame, line, grammar_is_marks(rest), &source->text_indent, event->tree.memory);
	return true;
}

/* Whether a line may hold more: it may end an object of JSON, or be a whole traceback whose line ends became blanks. */
static bool
may_hold_more(struct bytes line)
{
	enum { LEAST = 100 };

	return bytes_tail(line) == '}' ||
	    (line.len > LEAST && bytes_find(line, BYTES("call last): ")) != NULL);
}

/* Takes the lines of a text up to one that may be something else; gives how many bytes they are. */
static size_t
take_lines(struct event *event, struct bytes text)
{
	struct bytes rest = text;
	size_t length;

	while ((length = bytes_index(rest, '\n')) < rest.len) {
		struct bytes line = bytes_first(rest, length);
		size_t indent = bytes_indent(line);

		if (may_hold_more(line) ||
		    !(bytes_start(bytes_from(line, indent), BYTES("File \""))
			    ? take_frame(event, line, indent)
			    : take_source(event, line, indent)))
			break;
		states_note_width(event, line);
		rest = bytes_from(rest, length + 1);
	}
	return text.len - rest.len;
}

/*
 * The lines of the frame that the text begins with; no bytes if not all of them are there. They are if another frame
 * follows, or a line without indentation. *first: bytes of the first line.
 */
static struct bytes
whole_frame(struct bytes text, size_t *first)
{
	static const struct bytes begin = BYTES_ROW("  File \"");
	size_t end;

	if (!bytes_start(text, begin))
		return BYTES_NONE;
	*first = bytes_index(text, '\n');
	for (end = *first + 1; end < text.len;
	     end += bytes_index(bytes_from(text, end), '\n') + 1) {
		struct bytes rest = bytes_from(text, end);

		if (rest.at[0] > ' ' || bytes_start(rest, begin))
			return bytes_first(text, end);
		if (!bytes_start(rest, BYTES("   ")))
			return BYTES_NONE;
	}
	return BYTES_NONE;
}

/* A frame that came before; false where a terminal may have cut one of its lines. */
static bool
take_known(struct event *event, const struct framecache_entry *entry)
{
	if (!wrap_take_several(&event->wrap, entry->longest, entry->last))
		return false;
	if (entry->longest == event->wrap.longest)
		event->full = entry->widest;
	event->source.frame = tree_put_frame(&event->tree, &entry->frame);
	event->source.indent = INDENT;
	if (entry->frame.text.len > 0)
		event->source.text_indent = entry->text_indent;
	event->foreign = 0;
	event->blanks = 0;
	return true;
}

/* Takes the lines of one frame, which may be known; gives how many bytes were taken. */
static size_t
take_whole_frame(struct event *event, struct bytes lines, size_t first, struct framecache *cache)
{
	uint64_t hash = 0;
	size_t length;
	const struct framecache_entry *entry = framecache_find(cache, lines, first, &hash);
	const struct raised *raised = tree_newest(&event->tree);
	long long count = raised == NULL ? 0 : raised->frame_count;

	if (entry != NULL && take_known(event, entry))
		return lines.len;
	length = take_lines(event, lines);
	/* source may look like another frame */
	if (length < lines.len || raised == NULL || raised->frame_count != count + 1)
		return length;
	if (entry == NULL)
		entry =
		    framecache_add(cache, hash, lines, raised->frames, event->source.text_indent);
	if (entry != NULL)
		raised->frames->written = entry->frame.written;
	return length;
}

size_t
frames_take(struct event *event, struct bytes text, struct framecache *cache)
{
	struct bytes rest = text, lines;
	size_t length, first;

	do {
		lines = whole_frame(rest, &first);
		length = lines.len > 0
		    ? take_whole_frame(event, lines, first, cache)
		    : take_lines(event, bytes_first(rest, bytes_index(rest, '\n') + 1));
		rest = bytes_from(rest, length);
	} while (length > 0);
	/* what follows may still change the newest frame */
	if (event->source.frame != NULL)
		event->source.frame->written = BYTES_NONE;
	return text.len - rest.len;
}
