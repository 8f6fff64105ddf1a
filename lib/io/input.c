#include "io/input.h"

#include "base/memory.h"
#include "io/blocks.h"
#include "io/cli.h"

#include <limits.h>
#include <stdlib.h>

enum {
	BLOCK = 256 * 1024,
	KEPT = 4 * BLOCK,       /* a buffer that grew past this for one long line shrinks again */
	INDENT_MAX = 64 * 1024, /* a line with more blanks at its start is no record */
};

struct input {
	struct blocks *blocks;
	struct input_limits limits;
	size_t least; /* no line of at most that length is past its ceiling */
	int count;
	bool open; /* a file is being read */
	long long number;

	char *buffer;
	size_t size, start, scanned, end; /* the line begins at start; no LF before scanned */
	bool ended;
	bool skipping; /* inside a line past its ceiling */

	struct filepart part; /* if it has a `split`, only that part of the file is read */
	long long read_to;    /* how far the file has been read */
};

struct input *
input_open(char **files, struct input_limits limits)
{
	struct input *input = memory_zero(1, sizeof(*input));

	if (input == NULL)
		return NULL;
	input->limits = limits;
	input->least = limits.line < limits.record ? limits.line : limits.record;
	input->size = BLOCK;
	input_want_part(input, &(struct filepart){ .split = NULL });
	input->buffer = memory_take(input->size);
	input->blocks = blocks_open(files);
	if (input->buffer == NULL || input->blocks == NULL) {
		input_close(input);
		return NULL;
	}
	return input;
}

void
input_close(struct input *input)
{
	if (input == NULL)
		return;
	blocks_close(input->blocks);
	free(input->buffer);
	free(input);
}

void
input_want_part(struct input *input, const struct filepart *part)
{
	input->part = *part;
	if (part->split != NULL)
		blocks_want_parts(input->blocks);
	else
		input->part.to = LLONG_MAX;
}

void
input_show_progress(struct input *input)
{
	blocks_show_progress(input->blocks);
}

const char *
input_file(const struct input *input)
{
	return blocks_file(input->blocks);
}

long long
input_number(const struct input *input)
{
	return input->part.unnumbered ? 0 : input->number;
}

int
input_file_count(const struct input *input)
{
	return input->count;
}

/* Goes on at the part's first line. */
static bool
go_to_part(struct input *input)
{
	struct filepart *part = &input->part;
	bool reached;

	filepart_place(part, input->blocks);
	if (part->from == 0)
		return blocks_seek(input->blocks, 0, part->whole);
	reached = filepart_jump(
	    part, input->blocks, part->from - 1, '\n', &input->read_to, &input->number);
	input->number--;
	return reached;
}

static bool
open_next(struct input *input)
{
	input->open = blocks_next(input->blocks);
	if (!input->open)
		return false;
	input->count++;
	input->number = 0;
	input->start = input->scanned = input->end = 0;
	input->ended = input->skipping = false;
	input->read_to = 0;
	if (input->part.split != NULL)
		input->ended = !go_to_part(input);
	return true;
}

/* Reads once; at the end of the file, or where it fails, `ended` is set. */
static void
read_block(struct input *input)
{
	size_t got;

	input->ended = blocks_read(input->blocks, input->buffer + input->end,
			   input->size - input->end, -1, &got) != BLOCKS_SOME;
	if (!input->ended) {
		input->end += got;
		input->read_to += (long long)got;
	}
	blocks_progress(input->blocks, "");
}

/* Takes off a byte order mark, which is no text. */
static struct bytes
without_mark(const struct input *input, struct bytes line)
{
	bool first = input->number == 0 && !input->skipping;

	return first && bytes_start(line, BYTES("\xEF\xBB\xBF")) ? bytes_from(line, 3) : line;
}

/* A line of nothing but blanks may be the start of a record whose rest has not come yet. */
static bool
is_text(struct bytes line)
{
	size_t indent = bytes_indent(bytes_first(line, INDENT_MAX));

	return indent == INDENT_MAX || (indent < line.len && line.at[indent] != '{');
}

/* The ceiling of a line, by how it begins. */
static size_t
ceiling(const struct input *input, struct bytes line)
{
	const struct input_limits *limits = &input->limits;

	if (limits->large_start.len > 0 && bytes_start(line, limits->large_start))
		return limits->large;
	return is_text(line) ? limits->line : limits->record;
}

/* False: no memory. */
static bool
resize(struct input *input, size_t size)
{
	char *buffer = memory_resize(input->buffer, size);

	if (buffer == NULL)
		return false;
	input->buffer = buffer;
	input->size = size;
	return true;
}

/* A line, or the start of one, is past its ceiling. True: the caller gets it shortened. False: it was reported. */
static bool
give_up(struct input *input, struct bytes *line)
{
	size_t most = ceiling(input, *line);
	bool text = is_text(*line), shorten = text && input->limits.shorten;

	input->number++;
	*line = bytes_first(*line, most);
	if (shorten && bytes_indent(*line) < line->len)
		return true;
	if (shorten)
		cli_unusable_line(input_file(input), input_number(input),
		    "not a record: begins with %zu blanks, skipped", most);
	else
		cli_unusable_line(input_file(input), input_number(input),
		    "line longer than %zu bytes, skipped (--max-%s raises that)", most,
		    text ? "line" : "record");
	return false;
}

/* The line as far as it has been read, up to `end`. */
static struct bytes
line_to(const struct input *input, size_t end)
{
	return without_mark(
	    input, (struct bytes){ input->buffer + input->start, end - input->start });
}

static bool
is_too_long(const struct input *input, struct bytes line)
{
	return line.len > input->least && line.len > ceiling(input, line);
}

/* Makes room for another block behind this line. Without memory, reports the line and skips it. */
static void
make_room(struct input *input)
{
	size_t length = input->end - input->start;

	if (input->start > 0) {
		memmove(input->buffer, input->buffer + input->start, length);
		input->start = 0;
		input->scanned = input->end = length;
	}
	if (input->size > KEPT && length < BLOCK)
		resize(input, 2 * BLOCK);
	if (input->size - length >= BLOCK / 2 || resize(input, input->size * 2))
		return;
	input->number++;
	cli_unusable_line(input_file(input), input_number(input), "out of memory, skipped");
	memory_told();
	input->skipping = true;
	input->start = input->scanned = input->end = 0;
}

/* Takes the line up to the newline; if that is NULL, as much of it as there is. False: the line is skipped. */
static bool
take_line(struct input *input, const char *newline, struct bytes *line)
{
	bool skipped = input->skipping;
	size_t end = newline == NULL ? input->end : (size_t)(newline - input->buffer);

	*line = line_to(input, end);
	input->skipping = newline == NULL && !input->ended;
	input->start = input->scanned = newline == NULL ? end : end + 1;
	if (skipped)
		return false;
	if (is_too_long(input, *line))
		return give_up(input, line);
	input->number++;
	return true;
}

/* Whether the next line begins behind the part. */
static bool
is_behind_part(const struct input *input)
{
	return input->part.split != NULL &&
	    input->read_to - (long long)(input->end - input->start) >= input->part.to;
}

/* The next line of the open file; false at its end. */
static bool
line_of_file(struct input *input, struct bytes *line)
{
	while ((!input->ended || input->start < input->end) && !is_behind_part(input)) {
		const char *from = input->buffer + input->scanned;
		const char *newline = memchr(from, '\n', input->end - input->scanned);

		input->scanned = input->end;
		if (newline != NULL || input->ended || input->skipping ||
		    is_too_long(input, line_to(input, input->end))) {
			if (take_line(input, newline, line))
				return true;
		}
		if (newline == NULL && !input->ended) {
			make_room(input);
			read_block(input);
		}
	}
	return false;
}

/* Fast path: the next line, if all of it is in the buffer and it needs no special care. Most lines are so. */
static inline bool
line_of_buffer(struct input *input, struct bytes *line)
{
	const char *from = input->buffer + input->start, *newline;

	if (input->number == 0 || input->skipping || input->part.split != NULL ||
	    input->scanned != input->start)
		return false;
	newline = memchr(from, '\n', input->end - input->start);
	if (newline == NULL || (size_t)(newline - from) > input->least)
		return false;
	*line = (struct bytes){ from, (size_t)(newline - from) };
	input->start = input->scanned = input->start + line->len + 1;
	input->number++;
	return true;
}

/* Any line. It is a function of its own so that the fast path pays nothing for it. */
__attribute__((noinline)) static bool
next_line(struct input *input, struct bytes *line)
{
	while (input->open || open_next(input)) {
		if (line_of_file(input, line))
			return true;
		input->open = false;
	}
	return false;
}

bool
input_line(struct input *input, struct bytes *line)
{
	return line_of_buffer(input, line) || next_line(input, line);
}
