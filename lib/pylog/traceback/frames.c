#include "pylog/traceback/frames.h"

#include "pylog/traceback/grammar.h"
#include "pylog/traceback/states.h"

enum { INDENT = 2 }; /* blanks before a frame that is kept */

bool
frames_may_come(const struct event *event)
{
	const struct source *source = &event->source;

	return event_state_now(event) == EVENT_FRAMES && event->style < HEADING_RICH &&
	    event->indent_len == 0 && !event->in_group && !source->syntax && !source->valued &&
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
	case 'P':
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
	source_add(source, source->frame, line, grammar_is_marks(rest), event->tree.memory);
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

static const struct bytes frame_begin = BYTES_ROW("  File \"");

/* Whether the lines of a frame end where this text begins: another frame follows, or a line without indentation. */
static bool
ends_frame(struct bytes text)
{
	return text.len > 0 && (text.at[0] > ' ' || bytes_start(text, frame_begin));
}

/* The lines of the frame that the text begins with; no bytes if not all of them are there. *first: bytes of the first. */
static struct bytes
whole_frame(struct bytes text, size_t *first)
{
	size_t end;

	if (!bytes_start(text, frame_begin))
		return BYTES_NONE;
	*first = bytes_index(text, '\n');
	for (end = *first + 1; end < text.len;
	     end += bytes_index(bytes_from(text, end), '\n') + 1) {
		struct bytes rest = bytes_from(text, end);

		if (ends_frame(rest))
			return bytes_first(text, end);
		if (!bytes_start(rest, BYTES("   ")))
			return BYTES_NONE;
	}
	return BYTES_NONE;
}

/* A frame that came before; false where a terminal may have cut one of its lines. */
static bool
take_known(struct event *event, struct framecache_entry *entry, struct framecache *cache)
{
	if (!wrap_take_several(&event->wrap, entry->longest, entry->last))
		return false;
	if (entry->longest == event->wrap.longest)
		event->full = entry->widest;
	event->source.frame = tree_put_frame(&event->tree, &entry->known.frame);
	event->source.indent = INDENT;
	if (entry->known.frame.text.len > 0)
		event->source.text_indent = entry->text_indent;
	event->foreign = 0;
	event->blanks = 0;
	framecache_follow(cache, entry);
	return true;
}

/* Makes a frame that was read from the lines of the entry one that is known. */
static void
set_known(struct traceback_frame *frame, const struct framecache_entry *entry)
{
	struct traceback_frame *next = frame->next;

	*frame = entry->known.frame;
	frame->next = next;
}

/* Takes the lines of one frame, which may be known; gives how many bytes were taken. */
static size_t
take_whole_frame(struct event *event, struct bytes lines, size_t first, struct framecache *cache)
{
	uint64_t hash = 0;
	size_t length;
	struct framecache_entry *entry = framecache_find(cache, lines, first, &hash);
	const struct raised *raised = tree_newest(&event->tree);
	long long count = raised == NULL ? 0 : raised->frame_count;

	if (entry != NULL && take_known(event, entry, cache))
		return lines.len;
	length = take_lines(event, lines);
	/* source may look like another frame */
	if (length < lines.len || raised == NULL || raised->frame_count != count + 1)
		return length;
	if (entry == NULL)
		entry =
		    framecache_add(cache, hash, lines, raised->frames, event->source.text_indent);
	if (entry == NULL)
		return length;
	set_known(raised->frames, entry);
	framecache_follow(cache, entry);
	return length;
}

/* Takes the frame that came behind the one before the last time, if it comes again; gives how many bytes it has. */
static size_t
take_follower(struct event *event, struct bytes text, struct framecache *cache)
{
	struct framecache_entry *entry = framecache_follower(cache, text);

	if (entry == NULL || !ends_frame(bytes_from(text, entry->lines.len)) ||
	    !take_known(event, entry, cache))
		return 0;
	return entry->lines.len;
}

/* Takes a frame, or lines of something else; gives how many bytes were taken. */
static size_t
take_any(struct event *event, struct bytes text, struct framecache *cache)
{
	size_t first;
	struct bytes lines = whole_frame(text, &first);

	if (lines.len > 0)
		return take_whole_frame(event, lines, first, cache);
	framecache_begin(cache);
	return take_lines(event, bytes_first(text, bytes_index(text, '\n') + 1));
}

size_t
frames_take(struct event *event, struct bytes text, struct framecache *cache)
{
	struct bytes rest = text;
	size_t length;

	framecache_begin(cache);
	do {
		length = take_follower(event, rest, cache);
		if (length == 0)
			length = take_any(event, rest, cache);
		rest = bytes_from(rest, length);
	} while (length > 0);
	/* what follows may be more of the newest frame */
	if (event->source.frame != NULL)
		event->source.frame->may_differ = true;
	return text.len - rest.len;
}
