#include "pylog/traceback/source.h"

#include "base/ascii.h"
#include "base/words.h"
#include "pylog/traceback/grammar.h"

#define SIDE "\xe2\x94\x82" /* a box's side, and a guide of indentation */
#define EDGE "\xe2\x94\x80"
#define ARROW "\xe2\x9d\xb1" /* points at the line */

/* What the lower border of a box begins with. */
static const struct bytes borders[] = {
	BYTES_ROW("\xe2\x95\xb0"),
	BYTES_ROW("\xe2\x94\x94"),
	BYTES_ROW("+-"),
};

bool
source_is_open(struct source *source, struct bytes text)
{
	brackets_read(&source->brackets, text);
	return source->brackets.depth > 0 || source->brackets.quote != 0;
}

bool
source_is_quoting(struct source *source, struct bytes text)
{
	brackets_read(&source->brackets, text);
	return source->brackets.quote != 0;
}

void
source_lengthen(
    struct source *source, struct traceback_frame *frame, struct bytes more, struct arena *arena)
{
	frame->text = brackets_join(&source->brackets, arena, frame->text, more);
}

/* Whether the source goes on in the next line. */
static bool
goes_on(struct source *source, struct bytes text)
{
	brackets_read(&source->brackets, text);
	return source->brackets.depth > 0;
}

void
source_add(struct source *source, struct traceback_frame *frame, struct bytes line, bool marks,
    struct arena *arena)
{
	size_t blanks = bytes_indent(line), *indent = &source->text_indent;
	struct bytes text = bytes_trim_end(bytes_from(line, blanks));

	if (bytes_head(text) == 'P' && bytes_start(text, BYTES("PL/Python "))) /* PostgreSQL's */
		return;
	/* BitBake points at the line among those around it */
	if (frame->args.len > 0 && bytes_start(text, BYTES("> "))) {
		frame->text = arena_copy(arena, bytes_trim(bytes_from(text, 1)));
	} else if (frame->text.len == 0) {
		if (marks)
			return;
		*indent = blanks;
		frame->text = arena_copy(arena, text);
	} else if (marks) {
		if (frame->column < 0 && blanks >= *indent)
			frame->column = (long long)(blanks - *indent) + 1;
	} else if (text.len > 0 && (unsigned char)text.at[0] < 0x80 &&
	    goes_on(source, frame->text)) {
		/* 3.13 shows all lines of a call (plain 3.13); loguru's values are beyond ASCII */
		line = bytes_from(line, blanks < *indent ? blanks : *indent);
		source_lengthen(source, frame, BYTES("\n"), arena);
		source_lengthen(source, frame, bytes_trim_end(line), arena);
	}
}

void
source_frame(
    struct source *source, struct tree *tree, const struct traceback_frame *frame, size_t indent)
{
	struct raised *raised;

	source->indent = indent;
	if (frame->function.len > 0 || source->listed) {
		source->frame = tree_add_frame(tree, frame);
		/* this is the only name that IPython leaves out */
		if (frame->function.len == 0 && source->frame != NULL)
			source->frame->function = BYTES("<module>");
		return;
	}
	raised = tree_raised(tree);
	source->frame = NULL;
	source->syntax = true;
	if (raised == NULL)
		return;
	raised->file = arena_copy(tree->memory, frame->file);
	raised->line = frame->line;
	raised->text = BYTES_NONE;
}

/* ` *** 0012:    code`: of the lines around, that is the frame's. */
static void
read_numbered(const struct source *source, const struct tree *tree, struct bytes text)
{
	long long number;

	text = bytes_trim(text);
	if (bytes_take(&text, BYTES("*** ")) && bytes_take_number(&text, &number) &&
	    bytes_take(&text, BYTES(":")) && source->frame != NULL)
		source->frame->text = arena_copy(tree->memory, bytes_trim(text));
}

void
source_read(struct source *source, struct tree *tree, const struct log_line *line)
{
	struct raised *raised = tree_newest(tree);
	bool marks = line->kind == KIND_MARKS;

	if (source->numbered)
		read_numbered(source, tree, line->text);
	else if (source->syntax && raised != NULL && raised->text.len == 0 && !marks)
		raised->text = arena_copy(tree->memory, bytes_trim(line->text));
	else if (!source->syntax && source->frame != NULL &&
	    !(source->valued && source->frame->text.len > 0))
		source_add(source, source->frame, line->text, marks, tree->memory);
}

/* --- listings: rich's, in a box, and IPython's --- */

/* The text of a line inside the box, and whether it reaches the box's right side. False: the line has no sides. */
static bool
inside_box(bool open, struct bytes *text, bool *full)
{
	size_t indent = bytes_indent(*text);

	*text = bytes_trim(*text);
	*full = false;
	if (open) /* its lines are set in (Streamlit) */
		return indent > 0 && !bytes_start(*text, BYTES(EDGE EDGE));
	if (!bytes_take(text, BYTES(SIDE)) && !bytes_take(text, BYTES("|")))
		return false;
	if (!bytes_take_end(text, BYTES(SIDE)))
		bytes_take_end(text, BYTES("|"));
	*full = text->len < 2 || text->at[text->len - 2] != ' ';
	*text = bytes_trim(*text);
	return true;
}

/* `12   code`, perhaps behind guides (rich-log): the frame's line and source, if it has none yet. */
static void
set_source(struct traceback_frame *frame, struct bytes text, struct arena *memory)
{
	long long line;

	text = bytes_trim(text);
	if (!bytes_take_number(&text, &line) || frame == NULL || frame->text.len > 0)
		return;
	do
		text = bytes_from(text, bytes_indent(text));
	while (bytes_take(&text, BYTES(SIDE)));
	frame->text = arena_copy(memory, bytes_trim_end(text));
	if (frame->line < 0)
		frame->line = line;
}

/* Whether the rest of a frame may be in the next line (rich_log): `/srv/app/a.py:7`, `/srv/app/a.py:7 in`, `C:\Program` */
static bool
is_half_frame(struct bytes text)
{
	struct bytes file;

	bytes_take_end(&text, BYTES(" in"));
	if (grammar_begins_drive(text))
		return true;
	if (bytes_head(text) == '/' || bytes_head(text) == '~')
		return !bytes_has(text, ' ');
	file = text;
	while (ascii_is_digit(bytes_tail(file)))
		file.len--;
	return file.len < text.len && bytes_end(file, BYTES(".py:"));
}

/* Joins the half of a frame and the next line: with a blank in between, or without one if a word was cut. */
static bool
join_frame(const struct source *source, struct bytes half, struct bytes *text, struct arena *arena,
    struct traceback_frame *frame)
{
	struct bytes cut = arena_join(arena, half, *text);
	struct bytes blank = arena_join(arena, arena_join(arena, half, BYTES(" ")), *text);
	struct bytes likely = source->half_full ? cut : blank;

	*text = likely;
	return grammar_read_rich_frame(likely, frame) ||
	    (!is_half_frame(likely) &&
		grammar_read_rich_frame(*text = source->half_full ? blank : cut, frame));
}

bool
source_read_box(struct source *source, struct tree *tree, struct bytes line)
{
	struct bytes text = line, half = source->half;
	struct traceback_frame frame;
	bool full, open = source->open;

	source->half = BYTES_NONE;
	if (!inside_box(open, &text, &full)) {
		source->open = false;
		return words_start(LIST(borders), text) != WORDS_NONE ||
		    (open && bytes_start(text, BYTES(EDGE EDGE)));
	}
	if (half.len > 0 && text.len > 0 ? join_frame(source, half, &text, tree->memory, &frame)
					 : grammar_read_rich_frame(text, &frame))
		source_frame(source, tree, &frame, 0);
	else if (is_half_frame(text))
		source->half = arena_copy(tree->memory, text);
	else if (bytes_take(&text, BYTES(ARROW)) || bytes_take(&text, BYTES("> ")))
		set_source(source->frame, text, tree->memory);
	source->half_full = full;
	return true;
}

bool
source_read_notebook(struct source *source, struct tree *tree, struct bytes line)
{
	struct bytes text = bytes_trim(line), rest;
	struct traceback_frame frame;
	size_t n = 0;

	if (grammar_read_ipython_frame(line, &frame) || grammar_read_frame(line, &frame)) {
		source_frame(source, tree, &frame, 0);
		return true;
	}
	/* `----> 3     code`, `-> 1007 code`, `> 10007 code`: the longer the number, the shorter the arrow */
	while (n < text.len && text.at[n] == '-')
		n++;
	rest = bytes_from(text, n);
	if (bytes_take(&rest, BYTES(">"))) {
		set_source(source->frame, rest, tree->memory);
		return true;
	}
	n = ascii_run(text, ascii_is_digit);
	return line.at[0] == ' ' || line.at[0] == '-' || (n > 0 && n < 6);
}
