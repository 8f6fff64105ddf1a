#include "pylog/beginning.h"

#include "base/words.h"
#include "pylog/carrier/carrying.h"
#include "pylog/heads/logheader.h"
#include "pylog/traceback/cleo.h"
#include "pylog/traceback/grammar.h"
#include "pylog/traceback/kind.h"

/* How many lines there are up to the exception line that begins the paragraph at `last`; 0: it has none. */
static size_t
find_exception_line(const struct above *above, size_t last)
{
	size_t found = 0;

	for (size_t i = last; i < above->count; i++) {
		struct bytes line = above->lines[i].text, type, message;
		struct logheader header;

		if (carrying_is_blank(line) || logheader_read(line, &header) ||
		    kind_is_of_traceback(line))
			break;
		if (grammar_read_exception(line, &type, &message))
			found = i + 1;
	}
	return found;
}

static size_t
pass_blank(const struct above *above, size_t i)
{
	while (i < above->count && carrying_is_blank(above->lines[i].text))
		i++;
	return i;
}

/*
 * The lines of cleo's above its first arrow: the listing, its frame and, above that, either a title or the message and the
 * type. A word of the message may be set in as the type is: a name like that of an exception is it, or else the highest one.
 */
static size_t
find_cleo(const struct above *above, bool *cut)
{
	enum { NONE, FRAME, PLACE } shown = NONE;
	size_t found = 0;

	for (size_t i = 0; i < above->count; i++) {
		struct traceback_frame frame;
		struct bytes line = above->lines[i].text, source;
		enum cleo_line kind = cleo_read(line, &frame, &source);

		if (kind == CLEO_BLANK || (kind == CLEO_LISTING && shown == NONE) ||
		    (kind == CLEO_TEXT && shown == PLACE))
			continue;
		if (kind == CLEO_TITLE && shown == FRAME)
			return i + 1;
		if ((kind == CLEO_FRAME || kind == CLEO_PLACE) && shown == NONE)
			shown = kind == CLEO_FRAME ? FRAME : PLACE;
		else if (kind != CLEO_NAME || shown != PLACE)
			break;
		found = i + 1;
		if (kind == CLEO_NAME && grammar_is_exception_name(bytes_trim(line)))
			break;
	}
	*cut = shown == FRAME;
	return found;
}

/*
 * An exception that was never raised stands without a header above the sentence that links it to
 * the next; one that quotes another begins with its exception line, too.
 */
size_t
beginning_find(const struct above *above, bool cleo, bool *cut)
{
	size_t begin, i = 0;
	struct bytes type, message;

	if (cleo)
		return find_cleo(above, cut);
	while (i < above->count && i < 2 && carrying_is_blank(above->lines[i].text))
		i++;
	if (i == 0 && above->count > 1 &&
	    bytes_equal(bytes_trim_end(above->lines[0].text), BYTES("\"\"\"")) &&
	    grammar_read_exception(above->lines[1].text, &type, &message) && message.len == 0) {
		return 2;
	}
	if (i == above->count || !kind_is_relation(above->lines[i].text))
		return 0;
	begin = find_exception_line(above, pass_blank(above, i + 1));
	*cut = begin == 0;
	return begin;
}

struct bytes
beginning_titled(const struct above *above, size_t first, struct arena *arena)
{
	/* Dagster, Streamlit, reticulate */
	static const struct bytes titles[] = { BYTES_ROW("Stack Trace:"), BYTES_ROW("Traceback:"),
		BYTES_ROW("Detailed traceback:") };
	size_t title = pass_blank(above, first), last, i;
	struct bytes text;

	if (words_find(LIST(titles), bytes_trim_end(above_text(above, title))) == WORDS_NONE)
		return BYTES_NONE;
	last = i = pass_blank(above, title + 1);
	for (; i < above->count && !carrying_is_blank(above->lines[i].text); i++) {
		struct bytes type, message;

		text = bytes_trim(above->lines[i].text);
		if (!grammar_read_exception(text, &type, &message) ||
		    !grammar_is_exception_name(type))
			continue;
		while (i-- > last) {
			text = arena_join(arena, text, BYTES("\n"));
			text = arena_join(arena, text, above->lines[i].text);
		}
		return text;
	}
	return BYTES_NONE;
}

/* Whether the line, straight above a traceback, is of its event. */
static bool
is_of_event(struct bytes line)
{
	return carrying_is_blank(line) || kind_is_relation(line) || kind_is_preamble(line) ||
	    kind_thread_name(line).len > 0 || bytes_equal(bytes_trim(line), BYTES("\"\"\""));
}

struct bytes
beginning_cut_message(struct bytes message)
{
	bool linked = false;

	for (;;) {
		struct bytes before = BYTES_NONE, line = message, type, text;
		bool more = bytes_split_last(message, BYTES("\n"), &before, &line);

		if (is_of_event(line))
			linked = linked || (!carrying_is_blank(line) && !kind_is_preamble(line));
		else if (linked && grammar_read_exception(line, &type, &text))
			linked = false;
		else
			return message;
		message = before;
		if (!more)
			return message;
	}
}
