#include "base/input.h"

#include "base/cli.h"
#include "base/magic.h"
#include "base/shown.h"
#include "base/utf16.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
	BLOCK = 256 * 1024,
	KEPT = 4 * BLOCK, /* a buffer that grew past this for one long line shrinks again */
};

struct input {
	char **files; /* what is still to be read */
	struct input_limits limits;
	int count;
	int fd; /* -1: none is open */
	const char *file;
	long long number;

	char *buffer;
	size_t size, start, scanned, end; /* the line begins at start; no LF before scanned */
	bool ended;
	bool skipping;    /* inside a line past its ceiling */
	bool interrupted; /* nothing more is to be read */

	bool progress;
	long long done, total; /* bytes of this file; total is 0 where it is not known */
	struct timespec begun, shown;
};

struct input *
input_open(char **files, struct input_limits limits)
{
	static char dash[] = "-";
	static char *standard_input[] = { dash, NULL };
	struct input *input = calloc(1, sizeof(*input));

	if (input == NULL)
		return NULL;
	input->files = files[0] == NULL ? standard_input : files;
	input->limits = limits;
	input->fd = -1;
	input->size = BLOCK;
	input->buffer = malloc(input->size);
	if (input->buffer == NULL) {
		free(input);
		return NULL;
	}
	return input;
}

static void
close_file(struct input *input)
{
	if (input->fd > STDERR_FILENO)
		close(input->fd);
	input->fd = -1;
}

void
input_close(struct input *input)
{
	if (input == NULL)
		return;
	close_file(input);
	free(input->buffer);
	free(input);
}

void
input_show_progress(struct input *input)
{
	input->progress = isatty(STDERR_FILENO) != 0;
}

const char *
input_file(const struct input *input)
{
	return input->file;
}

long long
input_number(const struct input *input)
{
	return input->number;
}

int
input_file_count(const struct input *input)
{
	return input->count;
}

static const char *
shown_name(const struct input *input)
{
	return input->file == NULL ? "standard input" : input->file;
}

static bool
open_next(struct input *input)
{
	struct stat about;
	const char *name;

	while ((name = *input->files) != NULL) {
		input->files++;
		input->file = strcmp(name, "-") == 0 ? NULL : name;
		input->fd = input->file == NULL ? STDIN_FILENO : open(name, O_RDONLY | O_CLOEXEC);
		if (input->fd == -1) {
			cli_failure(name, "%s", strerror(errno));
			continue;
		}
		input->count++;
		input->number = 0;
		input->start = input->scanned = input->end = 0;
		input->ended = input->skipping = false;
		input->done = input->total = 0;
		if (fstat(input->fd, &about) == 0 && S_ISREG(about.st_mode))
			input->total = about.st_size;
		clock_gettime(CLOCK_MONOTONIC, &input->begun);
		input->shown = input->begun;
		return true;
	}
	return false;
}

static double
seconds_between(struct timespec from, struct timespec to)
{
	return (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
}

static void
show_progress(struct input *input)
{
	struct buffer name = { .at = NULL };
	struct timespec now;
	double seconds, done = (double)input->done / 1e6;

	clock_gettime(CLOCK_MONOTONIC, &now);
	if (seconds_between(input->shown, now) < 0.2 && !input->ended)
		return;
	input->shown = now;
	seconds = seconds_between(input->begun, now);
	shown_append(&name, bytes_of(shown_name(input)));
	fprintf(stderr, "\r%.*s: %.1f MB", (int)name.len, name.at, done);
	buffer_free(&name);
	if (input->total > 0)
		fprintf(stderr, ", %.0f %%", 100.0 * (double)input->done / (double)input->total);
	if (seconds > 0)
		fprintf(stderr, ", %.1f MB/s", done / seconds);
	fputs(input->ended ? "\n" : "   ", stderr);
}

/* Whether a read would find bytes, or the end, at once. */
static bool
ready(int fd)
{
	struct pollfd wanted = { .fd = fd, .events = POLLIN };

	return poll(&wanted, 1, 0) != 0;
}

/* Reads once; at the end of the file, or where it fails, `ended` is set. */
static void
read_block(struct input *input)
{
	ssize_t got;

	if (!ready(input->fd))
		cli_flush();
	do {
		if (!cli_wait(input->fd)) {
			input->ended = input->interrupted = true;
			return;
		}
		got = read(input->fd, input->buffer + input->end, input->size - input->end);
	} while (got == -1 && (errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK));
	if (got == -1)
		cli_failure(shown_name(input), "%s", strerror(errno));
	input->ended = got <= 0;
	if (got > 0) {
		input->end += (size_t)got;
		input->done += got;
	}
	if (input->progress)
		show_progress(input);
}

static size_t
ceiling(const struct input *input)
{
	bool record = input->end > input->start && input->buffer[input->start] == '{';

	return record ? input->limits.record : input->limits.line;
}

static void
resize(struct input *input, size_t size)
{
	char *buffer = realloc(input->buffer, size);

	if (buffer == NULL)
		return;
	input->buffer = buffer;
	input->size = size;
}

/* Makes room for another block behind what has been read of this line; false past the ceiling. */
static bool
make_room(struct input *input)
{
	size_t held = input->end - input->start;

	if (input->start > 0) {
		memmove(input->buffer, input->buffer + input->start, held);
		input->start = 0;
		input->scanned = input->end = held;
	}
	if (held > ceiling(input))
		return false;
	if (input->size > KEPT && held < BLOCK)
		resize(input, 2 * BLOCK);
	else if (input->size - held < BLOCK / 2)
		resize(input, input->size * 2);
	return input->size > held;
}

static void
skip_line(struct input *input)
{
	size_t limit = ceiling(input);

	input->number++;
	cli_unusable_line(input->file, input->number,
	    "line longer than %zu bytes, skipped (--max-%s raises that)", limit,
	    limit == input->limits.record ? "record" : "line");
	input->skipping = true;
}

/* False, and it is said, where the file is no text to read as it is, by its first line. */
static bool
is_readable(const struct input *input, struct bytes line)
{
	const char *tool = magic_decompressor(line);
	bool big, wide = utf16_has_mark(line, &big);

	if (tool != NULL)
		cli_unusable(shown_name(input), MAGIC_COMPRESSED, tool);
	else if (wide)
		cli_unusable(shown_name(input),
		    "is UTF-16; put `iconv -f UTF-16 -t UTF-8 |` before this command");
	return tool == NULL && !wide;
}

static void
skip_file(struct input *input)
{
	input->start = input->scanned = input->end;
	input->ended = true;
}

/* A line that ends at `end`, with its LF or with the file; false where it is to be passed over. */
static bool
take_line(struct input *input, size_t end, struct bytes *line)
{
	size_t start = input->start;
	bool skipped = input->skipping;

	*line = (struct bytes){ input->buffer + start, end - start };
	if (input->number == 0 && !is_readable(input, *line)) {
		skip_file(input);
		return false;
	}
	if (input->number == 0 && bytes_start(*line, BYTES("\xEF\xBB\xBF")))
		*line = bytes_from(*line, 3); /* a byte order mark is no text */
	if (!skipped && line->len > ceiling(input)) {
		skip_line(input);
		skipped = true;
	} else if (!skipped) {
		input->number++;
	}
	input->skipping = false;
	input->start = input->scanned = end < input->end ? end + 1 : end;
	return !skipped;
}

/* The next line of the open file; false at its end. */
static bool
line_of_file(struct input *input, struct bytes *line)
{
	for (;;) {
		const char *from = input->buffer + input->scanned;
		const char *newline = memchr(from, '\n', input->end - input->scanned);

		if (newline != NULL) {
			if (take_line(input, (size_t)(newline - input->buffer), line))
				return true;
			continue;
		}
		input->scanned = input->end;
		if (input->skipping)
			input->start = input->end;
		if (input->ended)
			return input->start < input->end && take_line(input, input->end, line);
		if (!make_room(input)) {
			skip_line(input);
			input->start = input->end;
			make_room(input);
		}
		read_block(input);
	}
}

bool
input_line(struct input *input, struct bytes *line)
{
	for (;;) {
		if (input->interrupted || (input->fd == -1 && !open_next(input)))
			return false;
		if (line_of_file(input, line))
			return true;
		close_file(input);
	}
}
