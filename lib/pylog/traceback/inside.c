#include "pylog/traceback/inside.h"

#include "base/ascii.h"
#include "pylog/traceback/grammar.h"
#include "pylog/traceback/moves.h"

enum { HALF_MAX = 1024 }; /* the longest frame that is joined from its pieces */

/* The line that was held below the newest frame is its source. */
static void
take_fallen(struct source *source)
{
	if (source->frame != NULL && source->frame->text.len == 0)
		source->frame->text = source->fallen;
	source->fallen = BYTES_NONE;
}

enum line_answer
inside_frame(struct event *event, const struct log_line *line)
{
	struct source *source = &event->source;

	/* without a header, a frame behind a line of others begins the stack in the next message */
	if (event->style == HEADING_FRAME && event->foreign > 0)
		return LINE_OVER;
	if (source->valued && source->frame != NULL && line->indent > source->indent)
		return LINE_TAKEN;
	take_fallen(source);
	source->numbered = bytes_start(line->text, BYTES("File: '"));
	source_frame(source, &event->tree, &line->frame, line->indent);
	event->foreign = 0;
	event->blanks = 0;
	return LINE_TAKEN;
}

/* A first frame without a header: on Django's page, or where the log begins in the middle of a traceback. */
enum line_answer
inside_open_with_frame(struct event *event, const struct log_line *line)
{
	moves_open(event, line);
	return inside_frame(event, line);
}

/* Whether a word may be the name of an exception. Without a header, or behind a line that may be prose, it has to be a dotted name. */
static bool
may_name(const struct event *event, const struct log_line *line, bool alone)
{
	if (line->kind != KIND_WORD)
		return line->type.len > 0;
	/* newest lines first: what stands below the header is of others */
	if (alone && event->source.frame == NULL && !event->source.syntax && !event->in_group &&
	    !bytes_has(line->type, '.'))
		return false;
	/* a word that stands alone behind an empty line is a title */
	return (event->blanks == 0 || !alone) &&
	    ((event->style != HEADING_FRAME && event->source.fallen.len == 0) ||
		bytes_has(line->type, '.'));
}

enum line_answer
inside_name(struct event *event, const struct log_line *line)
{
	bool alone = bytes_trim_end(line->text).len == line->type.len, whole;
	struct bytes type, message;

	if (!may_name(event, line, alone))
		return LINE_OVER;
	take_fallen(&event->source);
	/* BitBake writes `Exception: ` before it */
	if (!event->source.numbered || !bytes_equal(line->type, BYTES("Exception")) ||
	    !grammar_read_exception(line->message, &type, &message)) {
		type = line->type;
		message = line->message;
	}
	tree_name(&event->tree, type, message);
	whole = event->ignored && !alone && bytes_trim(message).len == 0;
	moves_close(event, event->tree.top, whole ? EVENT_DONE : EVENT_MESSAGE);
	event->colon = !alone;
	event->foreign = 0;
	event->word =
	    line->kind == KIND_WORD ? arena_copy(event->tree.memory, line->text) : BYTES_NONE;
	return LINE_TAKEN;
}

/* An exception line whose message is another traceback: `RuntimeError: Traceback (most …`. */
enum line_answer
inside_quoting(struct event *event, const struct log_line *line)
{
	struct log_line name = { .kind = KIND_EXCEPTION,
		.text = bytes_trim_end(line->heading.before) };

	if (!grammar_read_exception(name.text, &name.type, &name.message) ||
	    !grammar_is_exception_name(name.type) || inside_name(event, &name) != LINE_TAKEN ||
	    !tree_open_quote(&event->tree, true))
		return moves_end(event, line);
	event->located = true;
	return moves_open(event, line);
}

enum line_answer
inside_source(struct event *event, const struct log_line *line)
{
	source_read(&event->source, &event->tree, line);
	return LINE_TAKEN;
}

/*
 * Salt and others indent all lines but the header. There the exception line has less indentation than the frames, and
 * from it on, that is the indentation of the event.
 */
enum line_answer
inside_set_in(struct event *event, const struct log_line *line)
{
	bool outer =
	    line->indent < event->source.indent && event->tree.top == 0 && !event->in_group;
	struct log_line rest;

	if (outer)
		kind_read(bytes_from(line->text, line->indent), &event->mark, &rest);
	if (outer && rest.type.len > 0 && (event->foreign == 0 || rest.kind == KIND_EXCEPTION)) {
		moves_set_in(event, bytes_first(line->text, line->indent));
		event->blanks = 0;
		return inside_name(event, &rest);
	}
	return event->foreign > 0 ? moves_pass_foreign(event) : inside_source(event, line);
}

/* The first half of a frame. Mail folds lines, and ends the first half with `=`. */
enum line_answer
inside_tear(struct event *event, const struct log_line *line)
{
	struct bytes half = line->text;

	/* source may begin like that, too */
	if (event->source.frame != NULL && line->indent > event->source.indent)
		return inside_set_in(event, line);
	bytes_take_end(&half, BYTES("="));
	event->source.half = arena_copy(event->tree.memory, half);
	return LINE_TAKEN;
}

static bool
is_frame(enum kind kind)
{
	return kind == KIND_FRAME || kind == KIND_PLACE;
}

/* Joins the line and the half of a frame above it: directly, or, as rich folds frames at blanks, with a blank in between. */
static bool
join_halves(struct event *event, const struct log_line *line, struct log_line *whole)
{
	struct arena *memory = event->tree.memory;
	struct bytes half = event->source.half;
	bool path = bytes_head(line->text) == '"';

	if (half.len + line->text.len > HALF_MAX)
		return false;
	kind_read(arena_join(memory, half, line->text), &event->mark, whole);
	if (is_frame(whole->kind)) {
		wrap_learn(&event->wrap);
		return true;
	}
	if (whole->kind == KIND_TORN &&
	    (path || (wrap_is_full(&event->wrap) && line->type.len == 0)))
		return true;
	half = arena_join(memory, half, BYTES(" "));
	kind_read(arena_join(memory, half, line->text), &event->mark, whole);
	return is_frame(whole->kind) || (whole->kind == KIND_TORN && path);
}

/* Whether the half is whole, and a page left out the name of its function, as if it were a tag: `…, line 12, in <module>`. */
static bool
has_lost_name(const struct event *event, const struct log_line *line, const struct log_line *whole)
{
	return bytes_end(bytes_trim_end(event->source.half), BYTES(", in")) &&
	    (line->indent > 1 || !grammar_is_name(whole->frame.function));
}

/* Takes that frame. Only the names of modules, and rarely that of a lambda, look like tags. */
static bool
take_lost_name(struct event *event)
{
	struct bytes half = bytes_trim_end(event->source.half);
	struct log_line whole;

	kind_read(arena_join(event->tree.memory, half, BYTES(" <module>")), &event->mark, &whole);
	return is_frame(whole.kind) && inside_frame(event, &whole) == LINE_TAKEN;
}

bool
inside_mend(struct event *event, const struct log_line *line, enum line_answer *answer)
{
	struct log_line whole;
	bool joined = join_halves(event, line, &whole);

	if (joined && whole.kind == KIND_FRAME && has_lost_name(event, line, &whole))
		joined = !take_lost_name(event);
	else
		event->torn = event->torn || !joined;
	event->source.half = BYTES_NONE;
	if (joined && whole.kind == KIND_TORN) {
		event->source.half = whole.text;
		*answer = LINE_TAKEN;
	} else if (joined) {
		*answer = inside_frame(event, &whole);
	}
	return joined;
}

/* Whether the log lost the indentation of all lines. */
static bool
is_flat(const struct source *source)
{
	return source->frame != NULL && source->indent == 0;
}

enum line_answer
inside_marks(struct event *event, const struct log_line *line)
{
	if (line->indent > 0)
		return inside_set_in(event, line);
	/* rich folds long lines of marks, too */
	return is_flat(&event->source) || event->tree.padded ? inside_source(event, line)
							     : LINE_OVER;
}

enum line_answer
inside_repeat(struct event *event, const struct log_line *line)
{
	if (event->source.frame != NULL)
		event->source.frame->repeated = line->repeated;
	return LINE_TAKEN;
}

/* Holds a line that is source if a frame or the exception line follows (half_fallen). */
enum line_answer
inside_hold_source(struct event *event, const struct log_line *line)
{
	struct source *source = &event->source;

	if (source->frame == NULL || source->frame->text.len == 0 || wrap_may_be_full(&event->wrap))
		source->fallen = arena_copy(event->tree.memory, bytes_trim(line->text));
	return moves_pass_foreign(event);
}

/* A line with indentation that fell out of the event: source, if the newest frame has none. */
enum line_answer
inside_take_source(struct event *event, const struct log_line *line)
{
	const struct traceback_frame *frame = event->source.frame;

	return frame != NULL && frame->text.len == 0 ? inside_source(event, line)
						     : moves_pass_foreign(event);
}

/* Whether a warning begins, which may have a stack of its own. It ends a stack without a header. */
static bool
is_next_warning(const struct event *event, const struct log_line *line)
{
	return event->style == HEADING_FRAME && event->source.frame != NULL &&
	    (bytes_find(line->text, BYTES("py.warnings")) != NULL ||
		grammar_is_warning(line->text));
}

/* Whether rich has folded a line, which it fills up with blanks: the first word of the rest had no room in it. */
static bool
is_folded_at_blank(const struct event *event, const struct log_line *line)
{
	size_t length = event->indent_len + bytes_trim_end(event->full).len;
	size_t word = bytes_index(bytes_trim_end(line->text), ' ');

	return event->tree.padded && line->type.len == 0 && wrap_may_be_full(&event->wrap) &&
	    length + 1 + word > event->wrap.last;
}

/* Whether the line is the rest of source that has a line end as `\\n` in quotes, which was undone with those of the log. */
static bool
take_split_source(struct event *event, const struct log_line *line)
{
	struct source *source = &event->source;
	struct traceback_frame *frame = source->frame;

	if (line->kind != KIND_PLAIN || bytes_has(frame->text, '\n') ||
	    !source_is_quoting(source, frame->text))
		return false;
	source_lengthen(source, frame, BYTES("\n"), event->tree.memory);
	source_lengthen(source, frame, line->text, event->tree.memory);
	return true;
}

/* Whether the line is the rest of the newest source, which mail folded (the first half ends with `=`) or a terminal cut. */
static bool
take_folded_source(struct event *event, const struct log_line *line)
{
	struct source *source = &event->source;
	struct traceback_frame *frame = source->frame;
	struct bytes half;
	bool mail, cut;

	if (frame == NULL || event->foreign > 0 || event->blanks > 0 || line->kind == KIND_LOG)
		return false;
	half = frame->text;
	mail = bytes_take_end(&half, BYTES("="));
	cut = wrap_is_cut(&event->wrap) || is_folded_at_blank(event, line) ||
	    (wrap_is_full(&event->wrap) &&
		(bytes_tail(event->full) == ' ' ||
		    (line->type.len == 0 && source_is_open(source, half))));
	event->cut = event->cut || (wrap_is_full(&event->wrap) && half.len > 0);
	if (half.len > 0 && !mail && !cut)
		return take_split_source(event, line);
	if (half.len == 0)
		return false;
	if (!mail)
		wrap_learn(&event->wrap);
	frame->text = half;
	if (!mail && bytes_tail(event->full) == ' ')
		source_lengthen(source, frame, BYTES(" "), event->tree.memory);
	source_lengthen(source, frame, bytes_trim_end(line->text), event->tree.memory);
	return true;
}

/* Reads the newest full line and the text behind it as one frame. */
static bool
read_cut_frame(const struct event *event, struct bytes text, struct log_line *whole)
{
	kind_read(arena_join(event->tree.memory, event->full, text), &event->mark, whole);
	return whole->kind == KIND_FRAME && grammar_is_name(whole->frame.function);
}

bool
inside_lengthen(struct event *event, struct bytes word)
{
	struct traceback_frame *frame = event->source.frame;
	struct log_line whole;

	if (!event->cut || bytes_has(word, '.'))
		return false;
	if (frame->text.len > 0)
		source_lengthen(&event->source, frame, word, event->tree.memory);
	else if (read_cut_frame(event, word, &whole))
		frame->function = whole.frame.function;
	else
		return false;
	event->wrap.width = event->wrap.longest;
	return true;
}

/* What seemed to be the place of a SyntaxError is a frame. */
static void
make_frame(struct event *event, const struct traceback_frame *frame, size_t indent)
{
	struct raised *raised = tree_newest(&event->tree);
	raised->file = BYTES_NONE;
	raised->line = -1;
	event->source.syntax = false;
	source_frame(&event->source, &event->tree, frame, indent);
}

/* The rest of such a frame, which was cut within its line number: `2, in f`. */
static bool
take_rest_of_place(struct event *event, const struct log_line *line)
{
	const struct raised *raised = tree_newest(&event->tree);
	struct traceback_frame frame = traceback_no_frame;
	struct bytes text = line->text;

	if (!event->source.syntax || raised == NULL || raised->line < 0 || raised->text.len > 0)
		return false;
	frame.file = raised->file;
	frame.line = raised->line;
	for (; frame.line < 100000 && ascii_is_digit(bytes_head(text)); text = bytes_from(text, 1))
		frame.line = 10 * frame.line + (text.at[0] - '0');
	frame.function = bytes_trim_end(bytes_from(text, strlen(", in ")));
	if (!bytes_start(text, BYTES(", in ")) || !grammar_is_name(frame.function))
		return false;
	make_frame(event, &frame, event->source.indent);
	return true;
}

/* The same of a frame that seemed to be whole: the terminal cut its line number, or its function. */
static bool
take_cut_frame(struct event *event, const struct log_line *line)
{
	struct source *source = &event->source;
	struct raised *raised = tree_newest(&event->tree);
	struct log_line whole;

	event->cut = false;
	if (event->full.len == 0 || raised == NULL || !read_cut_frame(event, line->text, &whole))
		return false;
	/* the line may be an exception, and not the rest of the function: the next line will tell (inside_lengthen) */
	event->cut = !wrap_is_cut(&event->wrap) && source->frame != NULL && line->type.len > 0 &&
	    (wrap_is_full(&event->wrap) || line->kind == KIND_WORD) &&
	    grammar_is_name(source->frame->function);
	if (event->cut || !wrap_is_full(&event->wrap))
		return false;
	wrap_learn(&event->wrap);
	if (source->frame != NULL) {
		source->frame->function = whole.frame.function;
		return true;
	}
	/* a frame cut before its function looked like the place of a SyntaxError */
	make_frame(event, &whole.frame, whole.indent);
	return true;
}

/* stackprinter: `--> 12    code` among the lines around it, which stood for the source so far. */
static bool
take_pointed(struct event *event, struct bytes text)
{
	struct traceback_frame *frame = event->source.frame;
	long long number;

	if (frame == NULL || !bytes_take(&text, BYTES("--> ")) ||
	    !bytes_take_number(&text, &number) || number != frame->line)
		return false;
	frame->text = arena_copy(event->tree.memory, bytes_trim(text));
	event->pointed = true;
	return true;
}

/* A line without indentation: source in a log that lost it, a line of others, or the exception line. */
enum line_answer
inside_flat(struct event *event, const struct log_line *line)
{
	struct source *source = &event->source;

	if (grammar_is_elision(line->text)) {
		event->torn = true;
		return LINE_TAKEN;
	}
	if (take_pointed(event, line->text) || take_rest_of_place(event, line) ||
	    take_cut_frame(event, line) || take_folded_source(event, line))
		return LINE_TAKEN;
	if (is_flat(source) && source->frame->text.len == 0 && line->kind != KIND_LOG)
		return inside_source(event, line);
	if (line->kind == KIND_LOG && is_next_warning(event, line))
		return LINE_OVER;
	if (line->kind == KIND_LOG || (event->foreign > 0 && source->fallen.len == 0))
		return moves_pass_foreign(event);
	if (line->type.len > 0 || event->style == HEADING_FRAME)
		return inside_name(event, line);
	/* one line may be the source that a frame lacks (half_fallen), the rest of a long line, or of a torn frame */
	return source->fallen.len == 0 &&
		(source->frame != NULL
			? source->frame->text.len == 0 || wrap_may_be_full(&event->wrap)
			: event->torn)
	    ? inside_hold_source(event, line)
	    : LINE_OVER;
}
