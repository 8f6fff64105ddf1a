#include "pylog/traceback/listing.h"

#include "base/ascii.h"
#include "base/words.h"
#include "pylog/traceback/grammar.h"

#define SIDE "\xe2\x94\x82"  /* a box's side, and a guide of indentation */
#define ARROW "\xe2\x9d\xb1" /* points at the line */

/* What the lower border of a box begins with. */
static const struct bytes borders[] = {
	BYTES_ROW("\xe2\x95\xb0"),
	BYTES_ROW("\xe2\x94\x94"),
	BYTES_ROW("+-"),
};

/* The text inside the box; false where the line has no sides. */
static bool
inside_box(struct bytes *text)
{
	*text = bytes_trim(*text);
	if (!bytes_take(text, BYTES(SIDE)) && !bytes_take(text, BYTES("|")))
		return false;
	if (!bytes_take_end(text, BYTES(SIDE)))
		bytes_take_end(text, BYTES("|"));
	*text = bytes_trim(*text);
	return true;
}

/* `12   code`, with guides before it (rich-log): the number and the code */
static bool
read_source(struct bytes text, struct traceback_frame *frame)
{
	bool numbered;

	text = bytes_trim(text);
	numbered = ascii_is_digit(bytes_head(text));
	if (numbered && !bytes_take_number(&text, &frame->line))
		return false;
	do
		text = bytes_from(text, bytes_indent(text));
	while (bytes_take(&text, BYTES(SIDE)));
	frame->text = bytes_trim_end(text);
	return numbered;
}

/* `/srv/app/a.py:7`, `/srv/app/a.py:7 in` or less, and the rest in the next line (rich_log) */
static bool
is_half_frame(struct bytes text)
{
	struct bytes file;

	bytes_take_end(&text, BYTES(" in"));
	if (bytes_head(text) == '/' || bytes_head(text) == '~')
		return !bytes_has(text, ' ');
	file = text;
	while (ascii_is_digit(bytes_tail(file)))
		file.len--;
	return file.len < text.len && bytes_end(file, BYTES(".py:"));
}

/* The half of a frame and what follows it, with a blank in between or, where a word was cut, without. */
static bool
join_frame(
    struct bytes before, struct bytes *text, struct arena *arena, struct traceback_frame *frame)
{
	struct bytes cut = arena_join(arena, before, *text);

	if (grammar_read_rich_frame(cut, frame))
		return true;
	if (is_half_frame(cut)) {
		*text = cut;
		return false;
	}
	*text = arena_join(arena, arena_join(arena, before, BYTES(" ")), *text);
	return grammar_read_rich_frame(*text, frame);
}

enum listing_line
listing_read_box(
    struct bytes line, struct bytes before, struct arena *arena, struct traceback_frame *frame)
{
	struct bytes text = line;

	if (!inside_box(&text))
		return words_start(LIST(borders), text) != WORDS_NONE ? LISTING_NOTHING
								      : LISTING_OUTSIDE;
	if (before.len > 0 && text.len > 0 ? join_frame(before, &text, arena, frame)
					   : grammar_read_rich_frame(text, frame))
		return LISTING_FRAME;
	*frame = traceback_no_frame;
	if (is_half_frame(text)) {
		frame->text = text;
		return LISTING_HALF;
	}
	return (bytes_take(&text, BYTES(ARROW)) || bytes_take(&text, BYTES("> "))) &&
		read_source(text, frame)
	    ? LISTING_SOURCE
	    : LISTING_NOTHING;
}

enum listing_line
listing_read_notebook(struct bytes line, struct traceback_frame *frame)
{
	struct bytes text = bytes_trim(line);
	size_t n = 0;

	if (grammar_read_ipython_frame(line, frame) || grammar_read_frame(line, frame))
		return LISTING_FRAME;
	/* `----> 3     code` */
	*frame = traceback_no_frame;
	while (n < text.len && text.at[n] == '-')
		n++;
	if (n >= 2 && n < text.len && text.at[n] == '>')
		return read_source(bytes_from(text, n + 1), frame) ? LISTING_SOURCE
								   : LISTING_NOTHING;
	n = ascii_run(text, ascii_is_digit);
	return line.len > 0 && (line.at[0] == ' ' || line.at[0] == '-' || (n > 0 && n < 6))
	    ? LISTING_NOTHING
	    : LISTING_OUTSIDE;
}

void
listing_set_source(
    struct traceback_frame *frame, const struct traceback_frame *source, struct arena *arena)
{
	if (frame == NULL || frame->text.len > 0)
		return;
	frame->text = arena_copy(arena, source->text);
	if (frame->line < 0)
		frame->line = source->line;
}

bool
listing_is_type(struct bytes type, struct bytes shown)
{
	if (type.len <= shown.len)
		return bytes_end(shown, type);
	return bytes_end(type, shown) && type.at[type.len - shown.len - 1] == '.';
}
