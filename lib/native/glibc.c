#include "native/glibc.h"

#include "base/ascii.h"
#include "native/glibcframe.h"
#include "native/signals.h"

static const struct bytes tool = BYTES_ROW("glibc");

enum { STRANGE_MOST = 3 }; /* so many lines that are no frames end a stack */

/* What the lines around the frames say. */
enum around {
	AROUND_ELSE,
	AROUND_STACK,  /* frames follow */
	AROUND_STACKS, /* those of one thread after the other */
	AROUND_PLACE,  /* one frame follows: where it crashed */
	AROUND_OVER,   /* no more frames */
	AROUND_KILLED, /* the number of the signal follows */
	AROUND_FAULT,  /* it got SIGSEGV */
	AROUND_ABORT,  /* it got SIGABRT */
	AROUND_REASON, /* the C library's words */
	AROUND_NOTE,   /* of those who look the frames up */
};

/* By words that stand anywhere in a line, the first that do. */
static const struct row {
	const char *words;
	enum around says;
	char later; /* a byte that must stand behind them, or NUL */
} rows[] = {
	{ "*** Error in `", AROUND_REASON, '\0' }, /* glibc before 2.26 */
	{ "*** buffer overflow detected ***", AROUND_REASON, '\0' },
	{ "*** stack smashing detected ***", AROUND_REASON, '\0' },
	{ "======= Backtrace: =", AROUND_STACK, '\0' },
	{ "======= Memory map: =", AROUND_OVER, '\0' },
	{ " got signal ", AROUND_KILLED, ';' }, /* mysqld, mariadbd */
	{ "stack_bottom = ", AROUND_STACK, '\0' },
	{ "addr2line: ", AROUND_NOTE, '\0' },
	{ "Printing to addr2line failed", AROUND_NOTE, '\0' },
	{ " crashed by signal: ", AROUND_KILLED, '\0' }, /* redis */
	{ "------ STACK TRACE ------", AROUND_STACKS, '\0' },
	{ "EIP:", AROUND_PLACE, '\0' },
	{ " received SIG", AROUND_KILLED, ':' },  /* segfault-handler of Node.js */
	{ "Caught signal ", AROUND_KILLED, ')' }, /* UCX */
	{ "==== backtrace (tid:", AROUND_STACK, ')' },
	{ "Segmentation fault on shard ", AROUND_FAULT, '\0' }, /* Seastar */
	{ "Aborting on shard ", AROUND_ABORT, '\0' },
	{ "[Backtrace #", AROUND_STACK, ']' }, /* its frames, looked up */
	{ "Backtrace:", AROUND_STACK, '\0' },
	{ " ------", AROUND_OVER, '\0' },
};

/* What the line says; *before and *behind are what stands around the words. */
static enum around
read_around(struct bytes line, struct bytes *before, struct bytes *behind)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (bytes_split(line, bytes_of(rows[i].words), before, behind) &&
		    (rows[i].later == '\0' || bytes_has(*behind, rows[i].later)))
			return rows[i].says;
	return AROUND_ELSE;
}

/* `11 ;`, `11, si_code: 1`, `SEGV for address: 0x3f`; none: no such signal, or another sentence. */
static struct bytes
signal_of(enum around says, struct bytes behind)
{
	const size_t sig = strlen("SIG");
	long long number;

	if (says != AROUND_KILLED)
		return says == AROUND_FAULT ? BYTES("SIGSEGV") : BYTES("SIGABRT");
	if (bytes_find(behind, BYTES(" for address: 0x")) != NULL &&
	    memcmp(behind.at - sig, "SIG", sig) == 0)
		return (struct bytes){ behind.at - sig, bytes_index(behind, ' ') + sig };
	return bytes_take_number(&behind, &number) ? bytes_of(signals_name(number)) : BYTES_NONE;
}

static enum begins
begins(const struct dialect *dialect, struct line *line, bool current)
{
	struct bytes behind;
	struct frame frame;
	enum around says;

	(void)dialect;
	if (!current && glibcframe_parse(line->text, &frame) == GLIBC_FRAME)
		return BEGINS_THREAD;
	switch (says = read_around(line->text, NULL, &behind)) {
	case AROUND_KILLED:
	case AROUND_FAULT:
	case AROUND_ABORT:
		return signal_of(says, behind).len > 0 ? BEGINS_PROCESS : BEGINS_NOTHING;
	case AROUND_REASON:
		return BEGINS_PROCESS;
	case AROUND_STACK:
	case AROUND_STACKS:
		return current ? BEGINS_NOTHING : BEGINS_THREAD;
	default:
		return BEGINS_NOTHING;
	}
}

/* The place of a crash is no stack of its own where another one goes through it. */
static bool
shows_place(const struct thread *whole, const struct thread *held)
{
	for (const struct frame *frame = whole->frames; frame != NULL; frame = frame->next)
		if (bytes_equal(frame->address, held->frames->address))
			return true;
	return false;
}

static void
end_stack(struct dialect *dialect)
{
	const struct stop *stop = &dialect->snapshot->stop;
	struct draft *open = dialect->open;

	dialect->strange = 0;
	if (open == NULL)
		return;
	if (open->thread.frames == NULL) {
		drafts_drop(dialect->drafts, open);
		dialect->open = NULL;
		return;
	}
	if (dialect_settle(dialect, shows_place))
		open->thread.crashed = true;
	open->thread.current = open->thread.crashed;
	if (open->thread.crashed) {
		open->thread.signal = arena_copy(open->memory, stop->signal);
		open->thread.reason = arena_copy(open->memory, stop->reason);
	}
	dialect->glibc.expected = dialect->glibc.listing;
	if (dialect->glibc.place_follows)
		dialect_hold(dialect);
	else
		dialect_end(dialect, tool);
	dialect->glibc.place_follows = false;
}

static void
end(struct dialect *dialect)
{
	end_stack(dialect);
	dialect_release(dialect, tool);
	dialect->glibc = (struct glibc){ .expected = false };
}

static struct draft *
begin_stack(struct dialect *dialect)
{
	struct glibc *glibc = &dialect->glibc;

	end_stack(dialect);
	dialect->open = dialect_begin(dialect);
	if (dialect->open != NULL)
		dialect->open->thread.crashed = glibc->died || glibc->place_follows;
	glibc->died = glibc->died && glibc->place_follows;
	return dialect->open;
}

/* `811 loom-server *`: the thread whose frames follow; a star is behind the one that crashed. */
static bool
take_thread(struct dialect *dialect, struct bytes line)
{
	struct bytes comm = bytes_trim_end(line);
	struct draft *draft;
	long long lwp;
	bool crashed;

	if (!dialect->glibc.expected || !bytes_take_number(&comm, &lwp) ||
	    !bytes_take(&comm, BYTES(" ")))
		return false;
	crashed = bytes_take_end(&comm, BYTES(" *"));
	draft = begin_stack(dialect);
	if (draft != NULL) {
		draft->thread.lwp = lwp;
		draft->thread.comm = arena_copy(draft->memory, comm);
		draft->thread.crashed = crashed;
	}
	return true;
}

/* `811:M 01 May 2024 … crashed by signal`: redis puts its number before each line. Others say `PID 811`. */
static void
read_pid(struct snapshot *snapshot, struct bytes before)
{
	long long pid;
	bool words = bytes_take(&before, BYTES("PID "));

	if (bytes_take_number(&before, &pid) &&
	    (words ? before.len == 0
		   : bytes_take(&before, BYTES(":")) && ascii_is_upper(bytes_head(before))))
		snapshot_process(snapshot)->pid = pid;
}

/* `[host:811:0:813] Caught signal 11`: UCX puts it before. */
static void
read_ucx(struct snapshot *snapshot, struct bytes before)
{
	struct process *process = snapshot_process(snapshot);
	struct bytes host;
	long long pid;

	if (!bytes_take_end(&before, BYTES("] ")) ||
	    !bytes_split_last(before, BYTES("["), NULL, &before) ||
	    !bytes_split(before, BYTES(":"), &host, &before) ||
	    ascii_run(host, ascii_is_digit) == host.len || !bytes_take_number(&before, &pid))
		return;
	process->pid = pid;
	process->host = snapshot_keep(snapshot, host);
}

/* `==== backtrace (tid:  813) ====`: whose frames follow. */
static void
take_tid(struct dialect *dialect, struct bytes line)
{
	long long lwp;

	if (!bytes_split(line, BYTES(" (tid:"), NULL, &line))
		return;
	line = bytes_trim(line);
	if (bytes_take_number(&line, &lwp) && begin_stack(dialect) != NULL)
		dialect->open->thread.lwp = lwp;
}

/* What the C library says of it, up to the address that differs each time. */
static void
read_reason(struct dialect *dialect, struct bytes line)
{
	struct bytes reason = line, exe;

	(void)bytes_split(line, BYTES("*** "), NULL, &reason);
	(void)bytes_split_last(reason, BYTES(" ***"), &reason, NULL);
	if (bytes_take(&reason, BYTES("Error in `")) &&
	    bytes_split(reason, BYTES("': "), &exe, &reason))
		snapshot_process(dialect->snapshot)->exe = snapshot_keep(dialect->snapshot, exe);
	dialect->snapshot->stop.reason = snapshot_keep(dialect->snapshot, reason);
}

static void
take_frame(struct dialect *dialect, struct bytes line)
{
	struct draft *open = dialect->open;
	struct frame parsed, *frame, *first, *last;

	if (open == NULL && (open = begin_stack(dialect)) == NULL)
		return;
	first = open->thread.frames;
	last = open->thread.last_frame;
	(void)glibcframe_parse(arena_copy(open->memory, line), &parsed);
	if (parsed.level < 0)
		parsed.level = open->thread.frame_count;
	if (first != NULL && parsed.level < first->level)
		frame = drafts_add_inner(open); /* DPDK begins with the outermost one */
	else
		frame = drafts_add_frame(open);
	if (frame == NULL)
		return;
	parsed.next = frame->next;
	*frame = parsed;
	if (last != NULL && bytes_start(bytes_trim(line), BYTES("(inlined by) ")))
		last->inlined = true;
	dialect->strange = 0;
	if (dialect->glibc.place_follows)
		end_stack(dialect);
}

/* Seastar has a whole stack in the line: `Reactor stalled for 8 ms on shard 0. Backtrace: 0x3c53042 0x3c52380` */
static void
take_addresses(struct dialect *dialect, struct bytes line)
{
	struct bytes rest = line = bytes_trim(line), word;
	struct frame frame;

	while (bytes_next(&rest, ' ', &word))
		if (glibcframe_parse(word, &frame) == GLIBC_NO_FRAME)
			return;
	if (line.len == 0)
		return;
	while (bytes_next(&line, ' ', &word))
		take_frame(dialect, word);
	end_stack(dialect);
	dialect->glibc.expected = dialect->glibc.listing;
}

static void
take_around(struct dialect *dialect, struct bytes line)
{
	struct bytes before, behind;
	enum around says = read_around(line, &before, &behind);
	struct glibc *glibc = &dialect->glibc;

	switch (says) {
	case AROUND_NOTE:
		return;
	case AROUND_STACKS:
		glibc->listing = true;
		/* fall through */
	case AROUND_STACK:
	case AROUND_PLACE:
		end_stack(dialect);
		glibc->expected = true;
		glibc->place_follows = says == AROUND_PLACE;
		take_tid(dialect, line);
		take_addresses(dialect, behind);
		return;
	case AROUND_OVER:
		end(dialect);
		return;
	case AROUND_KILLED:
	case AROUND_FAULT:
	case AROUND_ABORT:
		if (!ascii_is_digit(bytes_head(behind)) && signal_of(says, behind).len == 0)
			return;
		dialect->snapshot->stop.signal =
		    snapshot_keep(dialect->snapshot, signal_of(says, behind));
		read_pid(dialect->snapshot, before);
		read_ucx(dialect->snapshot, before);
		glibc->died = true;
		return;
	case AROUND_REASON:
		read_reason(dialect, line);
		glibc->died = true;
		return;
	case AROUND_ELSE:
		break;
	}
	if (take_thread(dialect, line))
		return;
	dialect->stray = bytes_indent(line) < line.len;
	if (!dialect->stray || ++dialect->strange >= STRANGE_MOST)
		end_stack(dialect);
}

static void
feed(struct dialect *dialect, struct line *line)
{
	struct glibc *glibc = &dialect->glibc;
	enum glibc_frame is;
	struct frame frame;

	is = glibcframe_parse(line->text, &frame);
	if (is == GLIBC_FRAME ||
	    (is == GLIBC_PERHAPS && (dialect->open != NULL || glibc->expected)))
		take_frame(dialect, line->text);
	else
		take_around(dialect, line->text);
}

const struct debugger glibc_debugger = {
	.name = "glibc",
	.first = NULL,
	.offered = true,
	.begins = begins,
	.feed = feed,
	.end = end,
	.passing = true,
};
