#include "native/openmpi.h"

#include "base/ascii.h"
#include "base/list.h"
#include "native/glibcframe.h"
#include "native/signals.h"

static const struct bytes tool = BYTES_ROW("glibc");

enum {
	RANKS_MAX = 1024, /* processes whose reports are open at a time */
	PREFIX_MAX = 256, /* of a line, before what Open MPI prints */
};

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

static bool
is_frame(struct bytes line)
{
	struct frame frame;

	return bytes_head(line) == '[' && glibcframe_parse(line, &frame) != GLIBC_NO_FRAME &&
	    frame.level >= 0;
}

static enum begins
begins(const struct dialect *dialect, struct line *line, bool current)
{
	struct bytes text = line->text, host;
	long long pid;

	(void)dialect;
	return !current && take_rank(&text, &host, &pid) && (begins_report(text) || is_frame(text))
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
	if (draft->thread.frames == NULL)
		drafts_drop(dialect->drafts, draft);
	else
		dialect_complete(dialect, draft, tool);
}

static void
end_report(struct dialect *dialect, struct draft *draft)
{
	struct draft *before = NULL;

	for (struct draft *each = dialect->held.first; each != draft; each = each->next)
		before = each;
	*(before == NULL ? &dialect->held.first : &before->next) = draft->next;
	if (draft == dialect->held.last)
		dialect->held.last = before;
	draft->next = NULL;
	complete(dialect, draft);
}

static void
end(struct dialect *dialect)
{
	struct draft *draft = dialect->held.first;

	dialect->held.first = dialect->held.last = NULL;
	for (struct draft *next; draft != NULL; draft = next) {
		next = draft->next;
		draft->next = NULL;
		complete(dialect, draft);
	}
}

static void
take_frame(struct draft *draft, struct bytes line)
{
	struct frame *frame = drafts_add_frame(draft);

	if (frame == NULL)
		return;
	(void)glibcframe_parse(arena_copy(draft->memory, line), frame);
	if (draft->thread.frame_count == 1 && frame->level > 0)
		draft->thread.truncated = true;
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

static void
feed(struct dialect *dialect, struct line *line)
{
	struct bytes text = line->text, host;
	struct draft *draft;
	long long pid;

	if (!take_rank(&text, &host, &pid)) {
		dialect->stray = true;
		return;
	}
	draft = find(dialect, host, pid);
	if (draft != NULL && begins_report(text)) {
		end_report(dialect, draft);
		draft = NULL;
	}
	if (draft == NULL && (begins_report(text) || is_frame(text)))
		draft = begin_report(dialect, host, pid);
	if (draft == NULL)
		dialect->stray = true;
	else if (is_frame(text))
		take_frame(draft, text);
	else if (bytes_start(text, BYTES("*** End of error message ***")))
		end_report(dialect, draft);
	else
		take_signal(draft, text);
}

const struct debugger openmpi_debugger = {
	.name = "openmpi",
	.first = NULL,
	.offered = true,
	.begins = begins,
	.feed = feed,
	.end = end,
	.passing = true,
};
