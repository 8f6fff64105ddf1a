#include "pylog/traceback/message.h"

#include "base/ascii.h"
#include "pylog/traceback/inside.h"
#include "pylog/traceback/moves.h"
#include "pylog/traceback/relation.h"
#include "pylog/traceback/trailer.h"

bool
message_join_relation(struct event *event, struct log_line *line)
{
	struct raised *raised = tree_newest(&event->tree);
	struct bytes half = event->half, whole;

	event->half = BYTES_NONE;
	if (raised == NULL)
		return false;
	if (half.len > 0 && event->blanks == 0) {
		whole = arena_join(event->tree.memory, half, BYTES(" "));
		whole = arena_join(event->tree.memory, whole, line->text);
		line->relation = relation_find(whole, &line->message);
		if (line->relation != TRACEBACK_NONE) {
			raised->message.len = event->before_half;
			return true;
		}
		if (relation_is_half(whole)) {
			event->half = bytes_trim_end(whole);
			return false;
		}
	}
	if (relation_is_half(line->text)) {
		event->before_half = raised->message.len;
		event->half = arena_copy(event->tree.memory, bytes_trim_end(line->text));
	}
	return false;
}

/* Whether the first line of the message has text. If not, rulers and blank lines may stand inside it (torch's elastic). */
static bool
begins_with_text(const struct event *event, const struct raised *raised)
{
	return raised != NULL &&
	    (raised->message.len == 0 ? !event->colon : raised->message.at[0] != '\n');
}

/* Whether the message goes on even behind an empty line: the line above announces it, or SQLAlchemy shows the statement. */
static bool
goes_on(const struct raised *raised, const struct log_line *line)
{
	return bytes_tail(bytes_trim_end(raised->message)) == ':' ||
	    bytes_start(line->text, BYTES("[SQL: ")) ||
	    bytes_start(line->text, BYTES("(Background on this error at: "));
}

/* Whether the line is the log's own again, in a log without heads: it begins like other lines of the log. */
static bool
is_outside(const struct event *event, const struct raised *raised, const struct log_line *line)
{
	return event->outside != NULL && line->indent == 0 && event->tree.top == 0 &&
	    (raised == NULL || !goes_on(raised, line)) &&
	    outside_begins(event->outside, line->text);
}

/* Whether that is likely, since the line stands behind an empty one. */
static bool
may_be_outside(const struct event *event, const struct raised *raised, const struct log_line *line)
{
	return event->outside != NULL && line->indent == 0 && event->tree.top == 0 &&
	    event->blanks > 0 && !event->framed && outside_is_known(event->outside, event->apart) &&
	    begins_with_text(event, raised) && !goes_on(raised, line);
}

/* `at org.example.A.b(A.java:1)`, `at f (a.js:1:2)`, `at a.wasm:0x152d67` */
static bool
is_other_frame(struct bytes text)
{
	return bytes_start(text, BYTES("at ")) && (bytes_has(text, '(') || bytes_has(text, ':'));
}

/* `at f (a.js:1:2)`: the same of JavaScript, for sure. */
static bool
is_script_frame(struct bytes text)
{
	struct bytes rest;

	text = bytes_trim_end(text);
	return is_other_frame(text) && bytes_take_end(&text, BYTES(")")) &&
	    bytes_split_last(text, BYTES(":"), &text, &rest) && rest.len > 0 &&
	    ascii_run(rest, ascii_is_digit) == rest.len && ascii_is_digit(bytes_tail(text)) &&
	    bytes_has(text, ':');
}

/* The same of a page's script, which Playwright quotes: `at f (https://loom.example/a.js:1:2)`, `at f (<anonymous>:1:2)` */
static bool
is_page_frame(struct bytes text)
{
	return bytes_find(text, BYTES("<anonymous>:")) != NULL ||
	    bytes_find(text, BYTES("(http")) != NULL;
}

/* Whether the line, which ends most messages, is a quotation in this one. */
static bool
is_quoted(const struct event *event, const struct log_line *line)
{
	const struct raised *raised = tree_newest(&event->tree);

	return raised != NULL && event->doubts == 0 &&
	    (trailer_is_announced(raised->message, line->text) ||
		(event->blanks == 0 && trailer_is_quoted(raised->message, line->text)));
}

/* Whether the line ends the message: some kinds of line do so only under conditions. */
static bool
ends_message(const struct event *event, const struct log_line *line)
{
	const struct raised *raised = tree_newest(&event->tree);
	struct bytes text;

	/* without a colon there is no message: notes may follow, but straight below */
	if (raised != NULL && raised->message.len == 0 && !event->colon && event->blanks > 0)
		return true;
	switch (line->kind) {
	case KIND_PLACE: /* a SyntaxError that has no header begins with its place (main_syntax) */
		return event->tree.top == 0 && bytes_start(line->text, BYTES("  File \""));
	case KIND_RULER:
		return begins_with_text(event, raised);
	case KIND_LOCATION:
		return event->located;
	case KIND_TITLE: /* messages quote what a command printed; among log messages, a head ends them */
		return event->blanks > 0 &&
		    (event->outside != NULL || !bytes_start(line->text, BYTES("std")));
	case KIND_SET_IN: /* frames of Java or JavaScript, below an exception of Spark's worker or Pyodide */
		text = bytes_from(line->text, line->indent);
		return event->blanks > 0 ? is_other_frame(text)
					 : is_script_frame(text) && !is_page_frame(text);
	case KIND_PLAIN:
		if (event->fenced && bytes_equal(bytes_trim_end(line->text), BYTES("```")))
			return true;
		/* fall through */
	default:
		return (kind_begins_log(line) && !is_quoted(event, line)) ||
		    is_script_frame(line->text) || is_outside(event, raised, line);
	}
}

/* The report of torch's elastic begins with a ruler, and ends with the next one of the same kind. */
static bool
ends_report(const struct raised *raised, const struct log_line *line)
{
	return line->kind == KIND_RULER && raised != NULL &&
	    bytes_end(raised->type, BYTES("ChildFailedError")) && raised->message.len > 1 &&
	    raised->message.at[1] == line->text.at[0];
}

/* JAX prints a rule between the message and the sentence that links. Behind the rule, nothing but that sentence is of the event. */
static enum line_answer
end_message(struct event *event, const struct log_line *line)
{
	enum line_answer answer = moves_end(event, line);
	size_t doubts = event->doubts;

	if (answer != LINE_OVER ||
	    !bytes_equal(bytes_trim_end(line->text), BYTES("--------------------")))
		return answer;
	moves_close(event, event->tree.top, EVENT_DONE);
	event->doubts = doubts;
	return LINE_HELD;
}

/* Holds a line that is part of the message if a sentence that links exceptions follows (Hugging Face), and else of the log. */
static enum line_answer
add_doubtful(struct event *event, struct raised *raised, const struct log_line *line)
{
	enum { MOST = 20 };

	/* an exception line may be of an exception that was never raised, and that the sentence links (never_raised) */
	if (event->doubts == MOST || line->kind == KIND_FRAME || line->kind == KIND_PLACE ||
	    line->kind == KIND_EXCEPTION)
		return moves_end(event, line);
	if (event->doubts++ == 0)
		event->certain = raised->message.len;
	event->lines += event->blanks + 1;
	tree_add_message(&event->tree, event->blanks, line->text);
	event->blanks = 0;
	return LINE_HELD;
}

enum line_answer
message_add(struct event *event, const struct log_line *line)
{
	struct raised *raised = tree_newest(&event->tree);
	bool last = ends_report(raised, line);

	if (ends_message(event, line))
		return end_message(event, line);
	if (event->doubts > 0 || may_be_outside(event, raised, line))
		return add_doubtful(event, raised, line);
	event->lines += event->blanks + 1;
	if (event->outside != NULL && event->lines_max > 0 && event->lines >= event->lines_max) {
		event->message_cut = true;
		return LINE_OVER;
	}
	event->introduces = kind_introduced(line, event->blanks == 0);
	/* programs say in a line what went wrong, and print the traceback below it; messages of two lines are rarer */
	if (event->lines == 1 && event->blanks == 0 && line->indent == 0 && raised != NULL &&
	    raised->message.len > 0)
		event->introduces |= 1U << KIND_HEADING;
	event->before_last = raised == NULL ? 0 : raised->message.len;
	if (raised != NULL && event->blanks == 0 && line->indent == 0 && wrap_is_cut(&event->wrap))
		raised->message = arena_join(event->tree.memory, raised->message, line->text);
	else
		tree_add_message(&event->tree, event->blanks, line->text);
	event->blanks = 0;
	if (last)
		moves_close(event, event->tree.top, EVENT_DONE);
	return LINE_TAKEN;
}

/* A line that ends the message, unless it is a quotation in it. */
enum line_answer
message_trailer(struct event *event, const struct log_line *line)
{
	return is_quoted(event, line) ? message_add(event, line) : moves_end(event, line);
}

enum line_answer
message_add_django_value(struct event *event, const struct log_line *line)
{
	struct raised *raised = tree_newest(&event->tree);

	if (raised == NULL || raised->message.len > 0)
		return event_state_now(event) == EVENT_DONE ? moves_end(event, line)
							    : message_add(event, line);
	raised->message =
	    arena_copy(event->tree.memory, bytes_from(line->text, sizeof("Exception Value: ") - 1));
	return LINE_TAKEN;
}

/* Quotation marks end the quotation of a message, or begin one if the message is empty so far. */
enum line_answer
message_quote(struct event *event, const struct log_line *line)
{
	const struct raised *raised = tree_newest(&event->tree);
	size_t level;

	while (event->tree.levels[level = tree_ground(&event->tree)].bare)
		tree_close(&event->tree, level - 1);
	if (level > 0) {
		moves_close(event, level - 1, EVENT_DONE);
		event->in_group = tree_is_in_group(&event->tree);
		return LINE_TAKEN;
	}
	if (raised == NULL || raised->message.len > 0 || event->blanks > 0 ||
	    !tree_open_quote(&event->tree, false))
		return moves_end(event, line);
	moves_close(event, event->tree.top, EVENT_EXPECT);
	return LINE_TAKEN;
}

/* torch prints the traceback of a worker below the message: `Original Traceback (…`. */
enum line_answer
message_head(struct event *event, const struct log_line *line)
{
	if (event->doubts > 0 || !line->heading.original || !tree_open_quote(&event->tree, true))
		return moves_end(event, line);
	return moves_open(event, line);
}

/* Ray prints it without a header, below `RayTaskError(ValueError): ray::f() (pid=7)`; old versions, `RayTaskError: ray_f (pid=7)`. */
static bool
is_task(const struct raised *raised)
{
	return bytes_find(raised->type, BYTES("RayTaskError")) != NULL &&
	    (bytes_find(raised->message, BYTES("ray::")) != NULL ||
		bytes_start(raised->message, BYTES("ray_")));
}

/* Marks behind the exception line. Ray has left out the frames of its own, but not the marks below them. */
enum line_answer
message_marks(struct event *event, const struct log_line *line)
{
	const struct raised *raised = tree_newest(&event->tree);

	return raised != NULL && is_task(raised) && event->lines == 0 && event->blanks == 0
	    ? LINE_TAKEN
	    : message_add(event, line);
}

/* Whether the exception line may be source of the newest frame instead; a dotted name is not the rest of cut source. */
static bool
may_take_back_name(const struct event *event, const struct raised *raised)
{
	return raised != NULL && event->blanks == 0 && event->lines == 0 && event->word.len > 0 &&
	    event->source.frame != NULL &&
	    (event->source.frame->text.len == 0 ||
		(event->cut && !event->colon && !bytes_has(event->word, '.')));
}

/* It was no exception line: the traceback goes on. */
static void
take_back_name(struct event *event, struct raised *raised)
{
	raised->type = raised->message = event->word = BYTES_NONE;
	moves_close(event, event->tree.top, EVENT_FRAMES);
}

/* A line with indentation: perhaps source of a frame whose function a terminal cut. */
enum line_answer
message_set_in(struct event *event, const struct log_line *line)
{
	struct raised *raised = tree_newest(&event->tree);

	if (!event->cut || !may_take_back_name(event, raised) ||
	    event->source.frame->text.len > 0 || !inside_lengthen(event, event->word))
		return message_add(event, line);
	take_back_name(event, raised);
	return inside_source(event, line);
}

/* An exception line. If the line above was taken for one, but may be the rest of cut source, then this one is it. */
enum line_answer
message_named(struct event *event, const struct log_line *line)
{
	const struct raised *raised = tree_newest(&event->tree);

	if (!event->cut || !may_take_back_name(event, raised) ||
	    event->source.frame->text.len == 0 || line->message.len == 0 ||
	    (line->kind == KIND_WORD && !bytes_has(line->type, '.')))
		return message_add(event, line);
	return inside_name(event, line);
}

/* A frame straight behind the exception line. Another worker that shares the log may have printed it (two_at_once). */
enum line_answer
message_frame(struct event *event, const struct log_line *line)
{
	struct raised *raised = tree_newest(&event->tree);

	if (raised == NULL || event->blanks > 0 || event->lines > 0)
		return message_add(event, line);
	if (is_task(raised) && tree_open_quote(&event->tree, true))
		return inside_open_with_frame(event, line);
	if (may_take_back_name(event, raised)) {
		/* source without its indentation (half_fallen) */
		if (!inside_lengthen(event, event->word) && event->source.frame->text.len == 0)
			event->source.frame->text = event->word;
		take_back_name(event, raised);
		return inside_frame(event, line);
	}
	return tree_has_frame(raised, &line->frame) ? moves_end(event, line)
						    : message_add(event, line);
}
