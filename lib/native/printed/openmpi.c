#include "native/printed/openmpi.h"

#include "base/array.h"
#include "base/ascii.h"
#include "base/list.h"
#include "native/macos.h"
#include "native/printed/glibcframe.h"
#include "native/signals.h"

#include <stdlib.h>

static const struct bytes tool = BYTES_ROW("glibc");

enum {
	RANKS_MAX = 1024, /* processes whose reports are open at a time */
	PREFIX_MAX = 256, /* of a line, before what Open MPI prints */
};

struct openmpi {
	struct draft **waiting; /* each for a frame that comes without a rank */
	size_t waiting_count, waiting_size;
	long long level; /* of the last frame that is waited for */
	bool ambiguous;  /* two frames were waited for, and a process still waits */
};

static struct openmpi *
openmpi_of(const struct dialect *dialect)
{
	return dialect_state(dialect, &openmpi_debugger);
}

static void
free_state(void *state)
{
	struct openmpi *openmpi = state;

	free(openmpi->waiting);
}

static bool
is_of_host(char c)
{
	return ascii_is_word(c) || c == '-' || c == '.';
}

/* `node3:811` */
static bool
is_rank(struct bytes text, struct bytes *host, long long *pid)
{
	struct bytes number;

	return bytes_split_last(text, BYTES(":"), host, &number) && bytes_number(number, pid) &&
	    ascii_run(*host, is_of_host) == host->len &&
	    ascii_run(*host, ascii_is_digit) < host->len;
}

/* Takes off all up to `[host:pid] `, before which mpirun or a log may put more; false: there is none. */
static bool
take_rank(struct bytes *line, struct bytes *host, long long *pid)
{
	struct bytes rest = bytes_first(*line, PREFIX_MAX), inside;

	while (bytes_split(rest, BYTES("["), NULL, &rest)) {
		if (!bytes_split(rest, BYTES("] "), &inside, NULL) || !is_rank(inside, host, pid))
			continue;
		*line = bytes_at(*line, inside.at + inside.len + strlen("] "));
		return true;
	}
	return false;
}

static bool
begins_report(struct bytes line)
{
	return bytes_start(line, BYTES("*** Process received signal ***"));
}

/* `[ 5]`: takes the frame's number off the front. */
static bool
take_level(struct bytes *line, long long *level)
{
	struct bytes rest = *line;

	if (!bytes_take(&rest, BYTES("[")))
		return false;
	rest = bytes_from(rest, bytes_indent(rest));
	if (!bytes_take_number(&rest, level) || !bytes_take(&rest, BYTES("]")))
		return false;
	*line = bytes_trim(rest);
	return true;
}

/* Behind the number as the C library writes frames, or that of macOS. */
static bool
parse_frame(struct bytes line, struct frame *frame)
{
	struct bytes rest = line;
	long long level;

	if (!take_level(&rest, &level))
		return false;
	if (glibcframe_parse(rest, frame) == GLIBC_NO_FRAME && !macos_parse(rest, frame))
		return false;
	frame->level = level;
	return true;
}

static enum begins
begins(const struct dialect *dialect, struct line *line, bool current)
{
	struct bytes text = line->text, host;
	struct frame frame;
	long long pid;

	(void)dialect;
	return !current && take_rank(&text, &host, &pid) &&
		(begins_report(text) || parse_frame(text, &frame))
	    ? BEGINS_PROCESS
	    : BEGINS_NOTHING;
}

/* The open report of a process; NULL: there is none. */
static struct draft *
find(const struct dialect *dialect, struct bytes host, long long pid)
{
	struct draft *draft = dialect->held.first;

	while (draft != NULL &&
	    (draft->thread.process.pid != pid || !bytes_equal(draft->thread.process.host, host)))
		draft = draft->next;
	return draft;
}

static size_t
count_open(const struct dialect *dialect)
{
	size_t count = 0;

	for (const struct draft *draft = dialect->held.first; draft != NULL; draft = draft->next)
		count++;
	return count;
}

static struct draft *
begin_report(struct dialect *dialect, struct bytes host, long long pid)
{
	struct draft *draft = NULL;

	if (count_open(dialect) < RANKS_MAX)
		draft = dialect_begin(dialect);
	if (draft == NULL) {
		dialect->snapshot->lost = true;
		return NULL;
	}
	draft->thread.process.pid = pid;
	draft->thread.process.host = arena_copy(draft->memory, host);
	draft->thread.current = draft->thread.crashed = true;
	LIST_APPEND(&dialect->held, draft);
	return draft;
}

static void
complete(struct dialect *dialect, struct draft *draft)
{
	if (draft->thread.frames == NULL) {
		dialect->bare_reports++;
		drafts_drop(dialect->drafts, draft);
	} else {
		dialect_complete(dialect, draft, tool);
	}
}

/* The process wrote more, or its frame came, and so it waits for none. */
static void
stop_waiting(struct openmpi *openmpi, const struct draft *draft)
{
	size_t i = 0;

	while (i < openmpi->waiting_count && openmpi->waiting[i] != draft)
		i++;
	if (i < openmpi->waiting_count)
		openmpi->waiting[i] = openmpi->waiting[--openmpi->waiting_count];
	openmpi->ambiguous = openmpi->ambiguous && openmpi->waiting_count > 0;
}

static void
end_report(struct dialect *dialect, struct draft *draft)
{
	stop_waiting(openmpi_of(dialect), draft);
	dialect_unhold(dialect, draft);
	complete(dialect, draft);
}

static void
end(struct dialect *dialect)
{
	struct draft *draft = dialect->held.first;
	struct openmpi *openmpi = openmpi_of(dialect);

	dialect->held.first = dialect->held.last = NULL;
	openmpi->waiting_count = 0;
	openmpi->ambiguous = false;
	for (struct draft *next; draft != NULL; draft = next) {
		next = draft->next;
		complete(dialect, draft);
	}
}

static void
take_frame(struct draft *draft, const struct frame *frame)
{
	if (draft->thread.frame_count == 0 && frame->level > 0)
		draft->thread.truncated = true;
	(void)drafts_add_parsed(draft, frame);
}

/* The line ended behind the frame's number, since another process wrote in between: the rest follows without a rank. */
static void
await_frame(struct openmpi *openmpi, struct draft *draft, long long level)
{
	/* if two processes wait, or one waits for two frames, nobody knows which frame comes next */
	bool ambiguous = openmpi->waiting_count > 0;

	stop_waiting(openmpi, draft);
	if (!ARRAY_ROOM(openmpi->waiting, openmpi->waiting_count, openmpi->waiting_size))
		return;
	openmpi->waiting[openmpi->waiting_count++] = draft;
	openmpi->ambiguous = ambiguous;
	openmpi->level = level;
}

/* A frame without a rank: it is of the process that waits for one, or nobody knows of which. */
static bool
take_lone_frame(struct dialect *dialect, struct bytes line)
{
	struct openmpi *openmpi = openmpi_of(dialect);
	struct draft *draft;
	struct frame frame;

	if (glibcframe_parse(line, &frame) != GLIBC_FRAME)
		return false;
	if (openmpi->waiting_count > 0 && !openmpi->ambiguous) {
		if (frame.level < 0)
			frame.level = openmpi->level;
		take_frame(openmpi->waiting[0], &frame);
		openmpi->waiting_count = 0;
	} else if ((draft = dialect_begin(dialect)) != NULL) {
		take_frame(draft, &frame);
		dialect_complete(dialect, draft, tool);
	}
	return true;
}

/* `Signal: Segmentation fault (11)` */
static void
take_signal(struct draft *draft, struct bytes line)
{
	long long number;

	if (bytes_take(&line, BYTES("Signal: ")) &&
	    bytes_split_last(line, BYTES("("), NULL, &line) && bytes_take_number(&line, &number))
		draft->thread.signal = arena_copy(draft->memory, bytes_of(signals_name(number)));
}

/* Reads what one process wrote. */
static void
feed_piece(struct dialect *dialect, struct bytes host, long long pid, struct bytes text)
{
	struct draft *draft = find(dialect, host, pid);
	struct bytes rest = text;
	struct frame frame;
	long long level;
	bool framed = parse_frame(text, &frame);

	if (draft != NULL && begins_report(text)) {
		end_report(dialect, draft);
		draft = NULL;
	}
	if (draft == NULL && (begins_report(text) || framed))
		draft = begin_report(dialect, host, pid);
	if (draft == NULL) {
		dialect->stray = true;
		return;
	}
	if (take_level(&rest, &level) && rest.len == 0) {
		await_frame(openmpi_of(dialect), draft, level);
		return;
	}
	stop_waiting(openmpi_of(dialect), draft);
	if (framed)
		take_frame(draft, &frame);
	else if (bytes_start(text, BYTES("*** End of error message ***")))
		end_report(dialect, draft);
	else
		take_signal(draft, text);
}

static void
feed(struct dialect *dialect, struct line *line)
{
	struct bytes rest = line->text, next, host, next_host = BYTES_NONE;
	long long pid, next_pid = -1;
	bool more = take_rank(&rest, &host, &pid);

	if (!more) {
		dialect->stray = !take_lone_frame(dialect, rest);
		return;
	}
	/* one process may begin to write in the middle of another one's line */
	while (more) {
		next = rest;
		more = take_rank(&next, &next_host, &next_pid);
		feed_piece(dialect, host, pid, more ? bytes_until(rest, next_host.at - 1) : rest);
		rest = next;
		host = next_host;
		pid = next_pid;
	}
}

const struct debugger openmpi_debugger = {
	.name = "openmpi",
	.first = NULL,
	.offered = true,
	.begins = begins,
	.feed = feed,
	.end = end,
	.passing = true,
	.state = sizeof(struct openmpi),
	.free = free_state,
};
