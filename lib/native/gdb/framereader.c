#include "native/gdb/framereader.h"

#include "base/ascii.h"
#include "native/gdb/nextframe.h"
#include "native/sanitizer/sanitizerframe.h"
#include "native/sanitizer/sanitizerline.h"

enum {
	/* What one frame's text may grow to: every line added is parsed with all before it. */
	LINES_MAX = 256,
	TEXT_MAX = 64 * 1024,
	WIDTH_LEAST = 40,       /* bytes of a line that was broken at a width */
	SHOWN_AGAIN_MAX = 4096, /* frames of a thread in which one is looked for */
};

void
framereader_start(struct framereader *reader, struct draft *draft)
{
	*reader = (struct framereader){ .original = reader->original, .draft = draft };
}

/* Parses the text anew; the frame's level and place in the list stay. */
static enum frameline
parse(struct framereader *reader, struct bytes text,
    enum frameline (*parser)(struct bytes, struct frame *))
{
	struct frame parsed = thread_no_frame;
	enum frameline state = parser(bytes_from(text, reader->number), &parsed);

	if (state == FRAMELINE_WHOLE) {
		parsed.level = reader->frame->level;
		parsed.next = reader->frame->next;
		parsed.room = reader->frame->room;
		*reader->frame = parsed;
	}
	return state;
}

/* A sanitizer's frame: there are programs that print its stacks under headers of gdb's. */
static enum frameline
parse_sanitizers(struct bytes text, struct frame *frame)
{
	return sanitizerframe_parse(text, frame) ? FRAMELINE_WHOLE : FRAMELINE_ODD;
}

/* A frame of gdb's, or of a sanitizer if `(module+0x…)` would pass for arguments. */
static enum frameline
parse_line(struct bytes text, struct frame *frame)
{
	enum frameline state = frameline_parse(text, frame);

	if (state != FRAMELINE_WHOLE || frame->file.len + frame->module.len > 0 ||
	    !(bytes_has(frame->args, '+') || bytes_has(frame->args, '<')) ||
	    !sanitizerframe_has_module(text))
		return state;
	*frame = thread_no_frame;
	return parse_sanitizers(text, frame);
}

void
framereader_close(struct framereader *reader)
{
	if (!reader->wrapping)
		return;
	reader->wrapping = false;
	if (reader->state == FRAMELINE_OPEN)
		reader->state = parse(reader, reader->text, frameline_parse_unbalanced);
	if (reader->state != FRAMELINE_WHOLE && sanitizerframe_is(reader->text))
		reader->state = parse(reader, reader->text, parse_sanitizers);
	if (reader->state == FRAMELINE_WHOLE)
		return;
	reader->frame->raw = reader->text;
	frameline_keep(bytes_from(reader->text, reader->number), reader->frame);
}

bool
framereader_begin(struct framereader *reader, struct bytes line, long long level, struct bytes rest)
{
	struct draft *draft = reader->draft;
	const struct frame *last = draft->thread.last_frame;
	struct frame *frame;
	bool other;
	size_t indent = bytes_indent(line), number = (size_t)(rest.at - line.at) - indent;
	enum frameline state;

	framereader_close(reader);
	line = arena_copy(drafts_room(draft), bytes_from(line, indent));
	frame = line.len == 0 ? NULL : drafts_new_frame(draft);
	if (frame == NULL) /* no memory */
		return false;
	state = parse_line(bytes_from(line, number), frame);
	/* `#1 Problem …` in a log is no frame; one that a new gdb prints in a new way is. */
	if (state == FRAMELINE_ODD && last != NULL && level <= last->level)
		return false;
	framereader_start(reader, draft);
	/* `up`, `frame 4` show again what is there; stacktraces.py takes it for one more */
	if (!reader->original && last != NULL && level <= last->level &&
	    draft->thread.frame_count < SHOWN_AGAIN_MAX &&
	    !nextframe_is_pythons(draft, level, bytes_from(line, number)) &&
	    nextframe_shows_again(draft, level, bytes_from(line, number), &other))
		return true;
	drafts_put_frame(draft, frame);
	frame->level = level;
	reader->frame = frame;
	reader->text = line;
	reader->number = number;
	reader->state = state;
	reader->wrapping = true;
	return true;
}

/* The rest of a place, `sh.c:85`, or the line alone behind the colon. */
static bool
ends_place(const struct framereader *reader, struct bytes line)
{
	struct bytes digits = line;
	bool colon = bytes_split_last(line, BYTES(":"), NULL, &digits) ||
	    bytes_end(reader->text, BYTES(":"));

	return colon && digits.len > 0 && ascii_run(digits, ascii_is_digit) == digits.len;
}

/* Whether mail was folded before the place or the module: `… () at`, `… () from`. */
static bool
is_folded(struct bytes text)
{
	text = bytes_trim_end(text);
	return bytes_end(text, BYTES(") at")) || bytes_end(text, BYTES(") from"));
}

/*
 * Whether the line may be more of the frame's text, and what comes between the two (`glue`): gdb breaks a line at a blank
 * and sets the rest in; a forum breaks anywhere, also inside a number (`libc-start.c:36⏎0`).
 */
static bool
may_go_on(const struct framereader *reader, struct bytes line, const char **glue)
{
	struct bytes text = bytes_trim(line);

	*glue = " ";
	if (reader->lines >= LINES_MAX || reader->text.len + line.len > TEXT_MAX)
		return false;
	switch (reader->state) {
	case FRAMELINE_OPEN:
		return true;
	case FRAMELINE_OPEN_NAME:
		/* gdb breaks no name: a tool with a fixed width did, anywhere */
		if (bytes_indent(line) == 0 && !bytes_end(reader->text, BYTES(" ")) &&
		    !bytes_end(reader->text, BYTES(",")))
			*glue = "";
		return reader->text.len >= WIDTH_LEAST && bytes_indent(line) < 8;
	case FRAMELINE_ODD:
		/* a local is set in, too */
		if (is_folded(reader->text))
			return bytes_end(bytes_trim_end(reader->text), BYTES(" at"))
			    ? ends_place(reader, text)
			    : !bytes_has(text, ' ');
		if (bytes_indent(line) > 0)
			return true;
		/* a tool that folds at blanks leaves the blank; else it folds anywhere */
		if (bytes_end(reader->text, BYTES(" ")))
			return bytes_start(line, BYTES("(")) || ends_place(reader, line);
		*glue = "";
		return ends_place(reader, line);
	case FRAMELINE_WHOLE:
		break;
	}
	if ((reader->frame->line >= 0 && ascii_run(line, ascii_is_digit) == line.len) ||
	    (reader->frame->line < 0 && reader->frame->file.len > 0 && ends_place(reader, line) &&
		!bytes_has(line, ' '))) {
		*glue = "";
		return true;
	}
	if (reader->frame->module.len > 0)
		return false;
	/* code that has lines and no function has both (shapes.json: frame-place-and-module) */
	if (reader->frame->file.len > 0)
		return bytes_start(text, BYTES("from ")) && bytes_indent(line) > 0 &&
		    bytes_equal(reader->frame->function, BYTES("??"));
	return bytes_start(text, BYTES("at ")) || bytes_start(text, BYTES("from "));
}

/* `f (a=Reading symbols from /usr/lib/debug/x.debug...`: gdb reads more amid a line, says so, and goes on in the next. */
static bool
cut_note(struct bytes *text)
{
	struct bytes before;

	if (!bytes_end(*text, BYTES("...")) ||
	    !bytes_split_last(*text, BYTES("Reading symbols from "), &before, NULL))
		return false;
	*text = before;
	return true;
}

/* Joins a line to the frame's text if the whole reads as a frame. */
static bool
go_on(struct framereader *reader, struct bytes line)
{
	struct arena *memory = drafts_memory(reader->draft, reader->frame);
	const char *glue;
	struct bytes text;
	enum frameline state;
	size_t least;
	bool cut;

	if (!may_go_on(reader, line, &glue))
		return false;
	text = bytes_trim_end(reader->text);
	if (reader->state == FRAMELINE_OPEN && cut_note(&text))
		glue = "";
	least = text.len;
	/* stacktraces.py drops the comma where no blank is left behind it (parse-gdb.bats) */
	cut = reader->original && text.len == reader->text.len && bytes_end(text, BYTES(","));
	text.len -= cut;
	if (text.len + 1 == reader->text.len && glue[0] == ' ' && !cut) { /* it grows in place */
		text = reader->text;
		glue = "";
	}
	text = arena_join(memory, text, bytes_of(glue));
	text = arena_join(memory, text, bytes_from(line, bytes_indent(line)));
	if (text.len < least) /* no memory: what is there stays */
		return false;
	state = parse(reader, text, frameline_parse);
	/* the place is still to come: it reads as a frame later */
	if (state == FRAMELINE_ODD && !is_folded(text))
		return false;
	reader->text = text;
	reader->state = state;
	reader->lines++;
	return true;
}

/* A line set in as locals are, under a frame whose arguments close only when cut short ones may. */
static bool
is_local_of_unbalanced(struct framereader *reader, struct bytes line)
{
	struct frame scratch = thread_no_frame;
	bool set_in = bytes_head(line) == '\t' || bytes_indent(line) >= 8;

	return reader->state == FRAMELINE_OPEN && set_in &&
	    bytes_find(line, BYTES(" = ")) != NULL &&
	    frameline_parse_unbalanced(bytes_from(reader->text, reader->number), &scratch) ==
	    FRAMELINE_WHOLE;
}

bool
framereader_continue(struct framereader *reader, struct bytes line, bool wraps)
{
	if (reader->frame == NULL)
		return false;
	if (wraps && reader->wrapping && line.len > 0 && !is_local_of_unbalanced(reader, line) &&
	    go_on(reader, line))
		return true;
	/* A note between two lines (Apple's of missing object files) does not end the frame. */
	if (!locals_open(&reader->locals) && bytes_head(line) != ' ' && bytes_head(line) != '\t')
		return false;
	framereader_close(reader);
	return locals_read(&reader->locals, reader->draft, reader->frame, line);
}

bool
framereader_hold(struct framereader *reader, struct bytes line)
{
	struct sanitizerline_heading heading; /* of another program's report, which has no locals */

	return reader->frame != NULL && !reader->wrapping &&
	    !sanitizerline_heading(line, &heading) &&
	    locals_hold(&reader->locals, reader->draft, reader->frame, line);
}
