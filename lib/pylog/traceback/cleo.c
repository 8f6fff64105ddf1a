#include "pylog/traceback/cleo.h"

#include "base/ascii.h"
#include "pylog/traceback/grammar.h"

#define ARROW "\xe2\x86\x92"
#define SIDE "\xe2\x94\x82"

enum { INDENT = 2 }; /* of all lines but listings, frames and the sentence */

/* `12│ code`; *source is what stands behind. */
static bool
is_listing(struct bytes text, struct bytes *source)
{
	text = bytes_from(text, bytes_indent(text));
	text = bytes_from(text, ascii_run(text, ascii_is_digit));
	*source = text;
	return ascii_is_digit(text.at[-1]) && bytes_take(source, BYTES(SIDE));
}

bool
cleo_find(struct bytes line, size_t *start)
{
	const char *at = bytes_find(line, BYTES(ARROW " "));
	struct bytes source;

	if (at == NULL)
		return false;
	*start = (size_t)(at - line.at);
	return is_listing(bytes_from(line, *start + strlen(ARROW)), &source);
}

/* `path:3 in f`, behind a number or `at` */
static bool
read_place(struct bytes text, struct traceback_frame *frame)
{
	return grammar_read_rich_frame(text, frame) && grammar_is_name(frame->function);
}

enum cleo_line
cleo_read(struct bytes line, struct traceback_frame *frame, struct bytes *source)
{
	static const struct bytes link =
	    BYTES_ROW("The following error occurred when trying to handle this error:");
	size_t indent = bytes_indent(line);
	struct bytes text = bytes_trim(line), rest = text;
	long long number;

	if (text.len == 0)
		return CLEO_BLANK;
	if (bytes_equal(text, link))
		return CLEO_LINK;
	if (bytes_take(&rest, BYTES(ARROW " ")) && is_listing(rest, source))
		return CLEO_ARROW;
	if (indent == 0)
		return CLEO_OTHER;
	if (ascii_is_digit(text.at[0]) && is_listing(text, source))
		return CLEO_LISTING;
	if (bytes_equal(text, BYTES("Stack trace:")))
		return CLEO_TITLE;
	rest = text;
	if (bytes_take_number(&rest, &number) && bytes_indent(rest) == INDENT &&
	    read_place(rest, frame))
		return CLEO_FRAME;
	rest = text;
	if (bytes_take(&rest, BYTES("at ")) && read_place(rest, frame))
		return CLEO_PLACE;
	return indent == INDENT && grammar_is_name(text) ? CLEO_NAME : CLEO_TEXT;
}

static void
add_frame(struct cleo *cleo, struct tree *tree, const struct traceback_frame *frame)
{
	tree_raised(tree);
	cleo->frame = tree_add_frame(tree, frame);
}

/* The source of the newest frame. */
static void
add_source(const struct cleo *cleo, const struct tree *tree, struct bytes source)
{
	if (cleo->frame != NULL && cleo->frame->text.len == 0)
		cleo->frame->text = arena_copy(tree->memory, bytes_trim(source));
}

static void
add_message(struct cleo *cleo, struct tree *tree, struct bytes line)
{
	struct raised *raised = tree_newest(tree);
	struct bytes text = bytes_trim_end(bytes_from(line, INDENT));

	if (cleo->worded)
		tree_add_message(tree, cleo->blanks, text);
	else if (raised != NULL)
		raised->message = arena_copy(tree->memory, text);
	cleo->worded = true;
	cleo->blanks = 0;
}

/* A line of the message; before the type and behind the frame there is none. */
static enum line_answer
take_text(struct cleo *cleo, struct tree *tree, struct bytes line)
{
	if (cleo->placed || !cleo->named)
		return LINE_OVER;
	add_message(cleo, tree, line);
	return LINE_TAKEN;
}

enum line_answer
cleo_feed(struct cleo *cleo, struct tree *tree, struct bytes line)
{
	struct traceback_frame frame;
	struct bytes source;

	switch (cleo_read(line, &frame, &source)) {
	case CLEO_BLANK:
		cleo->blanks += cleo->worded;
		return LINE_HELD;
	case CLEO_FRAME:
		if (cleo->named)
			return take_text(cleo, tree, line);
		add_frame(cleo, tree, &frame);
		return LINE_TAKEN;
	case CLEO_PLACE:
		if (cleo->placed)
			return LINE_OVER;
		add_frame(cleo, tree, &frame);
		cleo->placed = true;
		return LINE_TAKEN;
	case CLEO_ARROW:
		add_source(cleo, tree, source);
		return LINE_TAKEN;
	case CLEO_LISTING:
		return LINE_TAKEN;
	case CLEO_LINK:
		if (!cleo->placed)
			return LINE_OVER;
		*cleo = (struct cleo){ .named = false };
		tree_raise(tree);
		return LINE_TAKEN;
	case CLEO_NAME:
		if (cleo->named)
			return take_text(cleo, tree, line);
		tree_name(tree, bytes_trim(line), BYTES_NONE);
		cleo->named = true;
		return LINE_TAKEN;
	case CLEO_TITLE:
		return cleo->named || cleo->placed ? take_text(cleo, tree, line) : LINE_TAKEN;
	case CLEO_TEXT:
		return take_text(cleo, tree, line);
	case CLEO_OTHER:
		break;
	}
	return LINE_OVER;
}
