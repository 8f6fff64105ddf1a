#include "pylog/traceback/report.h"

#include "pylog/traceback/grammar.h"

enum {
	RULE_MIN = 4,  /* of a title's rules, on either side of it */
	IDLE_MAX = 60, /* lines below a title that look like no part of a report */
};

bool
report_find_title(struct bytes line, size_t *start)
{
	struct bytes before, title, name;

	if (!bytes_split(line, BYTES("____ "), &before, &title))
		return false;
	while (bytes_tail(before) == '_')
		before.len--;
	*start = before.len;
	name = title = bytes_trim(title);
	while (bytes_tail(name) == '_')
		name.len--;
	return title.len - name.len >= RULE_MIN && name.len > 1 && bytes_tail(name) == ' ' &&
	    name.at[0] != '_';
}

/* The exception that the next lines belong to. */
static struct raised *
raised_of(struct report *report, struct tree *tree)
{
	if (!report->linked)
		return tree_raised(tree);
	report->linked = report->named = false;
	return tree_raise(tree);
}

/* `E       ValueError: x`, and more lines of the message behind the same margin. */
static void
add_message(struct report *report, struct tree *tree, struct bytes text)
{
	size_t indent = bytes_indent(text);
	struct bytes type, message;

	raised_of(report, tree);
	if (report->named) {
		indent = indent < report->margin ? indent : report->margin;
		tree_add_message(tree, 0, bytes_from(text, indent));
		return;
	}
	report->named = true;
	report->margin = indent;
	text = bytes_from(text, indent);
	if (grammar_read_exception(text, &type, &message))
		tree_name(tree, type, message);
	else
		tree_name(tree,
		    bytes_start(text, BYTES("assert ")) ? BYTES("AssertionError") : BYTES(""),
		    text);
}

/* `path:12: in function`; `path:12: ` below a listing; `path:12: Type` below the last listing. */
static bool
read_place(struct bytes line, struct traceback_frame *frame, struct bytes *type)
{
	struct bytes message, rest;

	*frame = traceback_no_frame;
	*type = BYTES_NONE;
	if (line.at[0] == ':' || !grammar_read_colon_frame(line, BYTES(":"), frame, &rest))
		return false;
	rest = bytes_trim(rest);
	if (bytes_take(&rest, BYTES("in "))) {
		frame->function = bytes_trim(rest);
		return true;
	}
	return rest.len == 0 || (grammar_read_exception(rest, type, &message) && message.len == 0);
}

static void
add_frame(
    struct report *report, struct tree *tree, struct traceback_frame *frame, struct bytes type)
{
	struct raised *raised = raised_of(report, tree);

	if (frame->function.len > 0) {
		report->frame = tree_add_frame(tree, frame);
		return;
	}
	frame->function = report->function;
	frame->text = report->source;
	tree_add_frame(tree, frame);
	report->function = report->source = BYTES_NONE;
	report->frame = NULL;
	if (raised != NULL && raised->type.len == 0)
		raised->type = arena_copy(tree->memory, type);
}

/* Takes the function's name from the first line of its listing. */
static void
take_function(struct report *report, struct tree *tree, struct bytes text)
{
	bytes_take(&text, BYTES("async "));
	if (bytes_take(&text, BYTES("def ")))
		report->function =
		    arena_copy(tree->memory, bytes_first(text, bytes_index(text, '(')));
}

/* A line of a listing, or the source below a frame. */
static void
add_source(struct report *report, struct tree *tree, struct bytes line)
{
	struct bytes text = bytes_trim(line);

	if (report->frame != NULL && report->frame->text.len == 0)
		report->frame->text = arena_copy(tree->memory, text);
	take_function(report, tree, text);
}

static bool
begins_with(struct bytes line, char mark)
{
	return line.at[0] == mark && (line.len == 1 || line.at[1] == ' ');
}

/* More of the message, whatever it says: a test quotes what a child printed, also with a traceback. */
static bool
goes_on(const struct report *report, struct bytes text)
{
	enum { MARGIN = 3 };

	return report->named && bytes_take(&text, BYTES("E")) && bytes_indent(text) >= MARGIN;
}

enum line_answer
report_feed(struct report *report, struct tree *tree, const struct log_line *line)
{
	struct bytes text = line->text, type;
	struct traceback_frame frame;
	size_t start;

	if (line->kind == KIND_BLANK)
		return LINE_HELD;
	if (!goes_on(report, text) &&
	    (line->kind == KIND_HEADING || kind_begins_log(line) ||
		report_find_title(text, &start)))
		return LINE_OVER;
	if (begins_with(text, 'E')) {
		add_message(report, tree, bytes_from(text, 1));
	} else if (begins_with(text, '>')) {
		report->source = arena_copy(tree->memory, bytes_trim(bytes_from(text, 1)));
		take_function(report, tree, report->source); /* the function in one line */
	} else if (line->indent > 0) {
		add_source(report, tree, text);
		return LINE_TAKEN;
	} else if (line->kind == KIND_RELATION) {
		tree->levels[tree->top].relation = line->relation;
		report->linked = true;
	} else if (read_place(text, &frame, &type)) {
		add_frame(report, tree, &frame, type);
	} else {
		/* an argument, a variable, or a line that is not of the report */
		report->idle += report->idle >= 0;
		return (report->named && !report->linked) || report->idle > IDLE_MAX ||
			line->kind == KIND_RULER
		    ? LINE_OVER
		    : LINE_TAKEN;
	}
	report->idle = -1;
	return LINE_TAKEN;
}
