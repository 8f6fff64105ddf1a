#include "native/lldb.h"

#include "base/ascii.h"
#include "base/hash.h"
#include "base/numberset.h"
#include "base/words.h"
#include "native/lldbframe.h"
#include "native/statements.h"

static const struct bytes tool = BYTES_ROW("lldb");

struct lldb {
	bool stops;       /* the threads that come are shown where they stopped, and no further */
	bool places;      /* a person asked for one frame */
	bool lists;       /* a person asked for the table of threads */
	struct bytes row; /* the header of the open thread; in the table it has the place */
	struct numberset
	    whole; /* threads shown whole, each by its number and with its place, too */
};

static struct lldb *
lldb_of(const struct dialect *dialect)
{
	return dialect_state(dialect, &lldb_debugger);
}

static void
free_state(void *state)
{
	struct lldb *lldb = state;

	numberset_free(&lldb->whole);
}

/* `* thread #1`: the number, whether lldb selected the thread, and what follows. */
static bool
begins_thread(struct bytes text, long long *number, bool *selected, struct bytes *rest)
{
	*rest = bytes_from(text, bytes_indent(text));
	*selected = bytes_take(rest, BYTES("* "));
	return bytes_take(rest, BYTES("thread #")) && bytes_take_number(rest, number) &&
	    (rest->len == 0 || rest->at[0] == ',' || rest->at[0] == ':');
}

/* `#8 #9 `: takes the next number. */
static bool
take_number(struct bytes *numbers, long long *number)
{
	if (!bytes_take(numbers, BYTES("#")) || !bytes_take_number(numbers, number))
		return false;
	*numbers = bytes_trim(*numbers);
	return true;
}

/* `2 thread(s) #8 #9 `, as `thread backtrace unique` heads a stack: the numbers of its threads. */
static bool
begins_threads(struct bytes text, struct bytes *numbers)
{
	long long count, first;

	if (!bytes_take_number(&text, &count) || count <= 0 ||
	    !bytes_take(&text, BYTES(" thread(s) ")))
		return false;
	*numbers = text;
	return take_number(&text, &first);
}

/* `  * frame #0: `: the number and what follows. */
static bool
begins_frame(struct bytes text, long long *number, struct bytes *rest)
{
	*rest = bytes_from(text, bytes_indent(text));
	(void)bytes_take(rest, BYTES("* "));
	return bytes_take(rest, BYTES("frame #")) && bytes_take_number(rest, number) &&
	    bytes_take(rest, BYTES(": "));
}

/* `Process 811 stopped`, `… resuming`, `… launched: '/usr/bin/loomd' (x86_64)`: the number and the rest. */
static bool
begins_process(struct bytes text, long long *pid, struct bytes *rest)
{
	*rest = text;
	return bytes_take(rest, BYTES("Process ")) && bytes_take_number(rest, pid) &&
	    (bytes_equal(*rest, BYTES(" stopped")) || bytes_equal(*rest, BYTES(" resuming")) ||
		bytes_start(*rest, BYTES(" launched: '")));
}

static enum begins
begins(const struct dialect *dialect, struct line *line, bool current)
{
	struct bytes text = line->text, rest;
	long long number;
	bool selected;

	(void)dialect;
	if (current)
		return BEGINS_NOTHING;
	return bytes_start(text, BYTES("(lldb)")) || begins_threads(text, &rest) ||
		begins_process(text, &number, &rest) ||
		begins_thread(text, &number, &selected, &rest) || begins_frame(text, &number, &rest)
	    ? BEGINS_THREAD
	    : BEGINS_NOTHING;
}

/* What follows `, NAME = '` up to the quote that ends it: names hold quotes, too. */
static struct bytes
quoted_member(struct bytes text, const char *name)
{
	static const struct bytes next[] = { BYTES_ROW("', queue = "), BYTES_ROW("', activity = "),
		BYTES_ROW("', stop reason = ") };
	struct bytes value;

	if (!bytes_split(text, bytes_of(name), NULL, &value))
		return BYTES_NONE;
	for (size_t i = 0; i < COUNT_OF(next); i++)
		if (bytes_split(value, next[i], &value, NULL))
			return value;
	return bytes_take_end(&value, BYTES("'")) ? value : BYTES_NONE;
}

/* `signal SIGSEGV: address not mapped to object`, `EXC_BAD_ACCESS (code=1, address=0x10)` */
static void
take_stop_reason(struct snapshot *snapshot, struct thread *thread, struct bytes reason)
{
	static const struct bytes fatal[] = { BYTES_ROW("SIGSEGV"), BYTES_ROW("SIGABRT"),
		BYTES_ROW("SIGBUS"), BYTES_ROW("SIGFPE"), BYTES_ROW("SIGILL"),
		BYTES_ROW("SIGSYS") };

	struct bytes signal;

	if (bytes_take(&reason, BYTES("signal "))) {
		signal = bytes_first(reason, ascii_run(reason, ascii_is_word));
		thread->crashed = words_find(LIST(fatal), signal) != WORDS_NONE;
		/* lldb attaches with SIGSTOP */
		if (bytes_start(signal, BYTES("SIG")) && !bytes_equal(signal, BYTES("SIGSTOP")))
			thread->signal = signal;
		reason = bytes_from(reason, bytes_index(reason, ':') + 2);
	} else {
		thread->crashed = bytes_start(reason, BYTES("EXC_BAD_")) ||
		    bytes_start(reason, BYTES("EXC_CRASH")) ||
		    bytes_equal(reason, BYTES("hit program assert"));
	}
	if (!thread->crashed)
		return;
	thread->reason = reason;
	snapshot_set_signal(snapshot, thread->signal);
}

static void
take_thread(struct dialect *dialect, struct bytes text, long long number, bool selected)
{
	struct draft *draft;
	struct thread *thread;
	struct bytes lwp, reason;

	dialect->open = draft = dialect_begin(dialect);
	if (draft == NULL)
		return;
	thread = &draft->thread;
	text = arena_copy(draft->memory, text);
	thread->tid = number;
	thread->current = selected;
	thread->comm = quoted_member(text, ", name = '");
	thread->target = quoted_member(text, ", queue = '");
	if (bytes_split(text, BYTES("tid = "), NULL, &lwp) &&
	    !(bytes_take(&lwp, BYTES("0x"))
		    ? bytes_hex(bytes_first(lwp, ascii_run(lwp, ascii_is_hex)), &thread->lwp)
		    : bytes_take_number(&lwp, &thread->lwp)))
		thread->lwp = -1;
	if (bytes_split(text, BYTES(", stop reason = "), NULL, &reason))
		take_stop_reason(dialect->snapshot, thread, reason);
	lldb_of(dialect)->row = text;
	if (thread->lwp >= 0) /* only the table tells it */
		snapshot_note_target(dialect->snapshot,
		    &(struct thread_target){ .id = { .inferior = -1, .tid = number },
			.pid = -1,
			.lwp = thread->lwp,
			.comm = thread->comm });
}

/* Several threads stand in the frames that follow. Their count says no more than their numbers. */
static void
take_threads(struct dialect *dialect, struct bytes numbers)
{
	struct draft *draft = dialect->open = dialect_begin(dialect);
	struct bytes rest = numbers;
	long long number;

	if (draft == NULL)
		return;
	draft->alike = -1;
	while (take_number(&rest, &number))
		draft->alike++;
	lldb_of(dialect)->row = arena_copy(draft->memory, numbers);
}

/* The place in a row of the table of threads, `thread #2: tid = 9, 0x… libc.so.6`poll at poll.c:29:10, name = …`. */
static void
take_row_place(struct draft *draft, struct bytes text)
{
	static const struct bytes ends[] = { BYTES_ROW(", name = '"), BYTES_ROW(", queue = '"),
		BYTES_ROW(", activity = '"), BYTES_ROW(", stop reason = ") };
	struct frame frame;
	struct bytes place;

	if (!bytes_split(text, BYTES(", 0x"), NULL, &place))
		return;
	place = bytes_at(text, place.at - strlen("0x"));
	for (size_t i = 0; i < COUNT_OF(ends); i++)
		(void)bytes_split(place, ends[i], &place, NULL);
	if (lldbframe_parse(place, draft->memory, &frame))
		(void)drafts_add_parsed(draft, &frame);
}

static void
take_frame(struct dialect *dialect, struct bytes text, long long number)
{
	struct draft *draft = dialect->open;
	struct frame frame;

	if (draft == NULL && (draft = dialect->open = dialect_begin(dialect)) == NULL)
		return;
	if (!lldbframe_parse(text, draft->memory, &frame)) {
		frame = thread_no_frame;
		frame.raw = text;
	}
	frame.level = number;
	(void)drafts_add_parsed(draft, &frame);
}

/* lldb shows the frame where a thread stopped, and later the whole thread. */
static bool
shows_stop(const struct thread *whole, const struct thread *held)
{
	return whole->tid == held->tid && whole->frames != NULL && held->frames != NULL &&
	    bytes_equal(whole->frames->address, held->frames->address);
}

/* A number for a thread and the place where it stands. */
static uint64_t
stand_of(const struct thread *thread)
{
	return hash_number(hash_bytes(thread->frames->address) ^ (uint64_t)thread->tid) | 1;
}

/*
 * A thread that was shown whole stands elsewhere now: the process went on in between, although no line says so, and what
 * is shown from now on is another look.
 */
static void
note_look(struct dialect *dialect, const struct thread *thread)
{
	struct lldb *lldb = lldb_of(dialect);
	uint64_t number = hash_number((uint64_t)thread->tid) | 1;

	if (numberset_has(&lldb->whole, number) && !numberset_has(&lldb->whole, stand_of(thread))) {
		dialect_release(dialect, tool);
		numberset_clear(&lldb->whole);
		dialect_begin_look(dialect);
	}
	(void)numberset_add(&lldb->whole, number);
}

/* The open thread was shown whole: the place where it stopped is no thread of its own. */
static void
note_whole(struct dialect *dialect)
{
	const struct thread *thread = &dialect->open->thread;

	if (thread->frames == NULL)
		return;
	if (thread->tid >= 0)
		note_look(dialect, thread);
	(void)dialect_settle(dialect, shows_stop);
	(void)numberset_add(&lldb_of(dialect)->whole, stand_of(thread));
}

/* The same for all threads that stand where the open one does. */
static void
note_threads(struct dialect *dialect, struct bytes numbers)
{
	struct thread *thread = &dialect->open->thread;

	while (take_number(&numbers, &thread->tid))
		note_whole(dialect);
	if (dialect->open->alike > 0)
		thread->tid = -1;
}

static void
end_thread(struct dialect *dialect)
{
	struct lldb *lldb = lldb_of(dialect);
	struct draft *open = dialect->open;
	struct bytes header = lldb->row;
	bool place;

	if (open == NULL)
		return;
	lldb->row = BYTES_NONE;
	place = open->thread.frames == NULL && header.len > 0;
	if (place)
		take_row_place(open, header);
	if ((!place && !lldb->stops) || open->thread.frame_count != 1) {
		if (bytes_head(header) == '#')
			note_threads(dialect, header);
		else
			note_whole(dialect);
		dialect_end(dialect, tool);
	} else if (numberset_has(&lldb->whole, stand_of(&open->thread))) {
		drafts_drop(dialect->drafts, open);
		dialect->open = NULL;
	} else {
		(void)dialect_settle(dialect, shows_stop);
		dialect_hold(dialect);
	}
}

static void
end(struct dialect *dialect)
{
	struct lldb *lldb = lldb_of(dialect);

	end_thread(dialect);
	dialect_release(dialect, tool);
	numberset_clear(&lldb->whole);
	lldb->stops = lldb->places = lldb->lists = false;
}

/* What a person asked for: one frame alone, the table of threads, or else perhaps whole threads. */
static void
take_command(struct dialect *dialect, struct bytes command)
{
	static const struct bytes of_place[] = { BYTES_ROW("thread s"), BYTES_ROW("t "),
		BYTES_ROW("frame "), BYTES_ROW("f "), BYTES_ROW("up"), BYTES_ROW("down") };
	static const struct bytes of_table[] = { BYTES_ROW("thread l"), BYTES_ROW("process s") };
	struct lldb *lldb = lldb_of(dialect);

	command = bytes_trim(command);
	end_thread(dialect);
	lldb->stops = lldb->places = words_start(LIST(of_place), command) != WORDS_NONE;
	lldb->lists = words_start(LIST(of_table), command) != WORDS_NONE;
}

/* What lldb says of the process; the name stands in quotes. */
static bool
take_statement(struct dialect *dialect, struct bytes text)
{
	struct process *process = snapshot_process(dialect->snapshot);
	struct bytes name;

	if (bytes_take(&text, BYTES("Executable module set to \"")) &&
	    bytes_split_last(text, BYTES("\""), &name, NULL))
		process->exe = snapshot_keep(dialect->snapshot, name);
	else if (bytes_take(&text, BYTES("Current executable set to '")) &&
	    bytes_split_last(text, BYTES("' ("), &name, NULL))
		process->exe = snapshot_keep(dialect->snapshot, name);
	else if (bytes_take(&text, BYTES("Core file '")) &&
	    bytes_split_last(text, BYTES("' ("), &name, NULL))
		process->core = snapshot_keep(dialect->snapshot, name);
	else
		return false;
	return true;
}

/* The process stopped or goes on: the threads before are of another look, and what stopped it then is of no later stop. */
static void
take_process(struct dialect *dialect, long long pid, struct bytes rest)
{
	struct process *process = snapshot_process(dialect->snapshot);
	struct lldb *lldb = lldb_of(dialect);
	struct bytes exe;

	if (lldb->lists && process->pid == pid) /* it heads the table, too */
		return;
	end(dialect);
	if (process->pid != pid || bytes_equal(rest, BYTES(" resuming")))
		snapshot_forget_threads(dialect->snapshot);
	process->pid = pid;
	lldb->stops = true;
	if (bytes_take(&rest, BYTES(" launched: '")) &&
	    bytes_split_last(rest, BYTES("' ("), &exe, NULL))
		process->exe = snapshot_keep(dialect->snapshot, exe);
}

static void
feed(struct dialect *dialect, struct line *line)
{
	struct bytes text = line->text, rest;
	long long number;
	bool selected;

	if (begins_frame(text, &number, &rest)) {
		/* `up` and `frame select 2` show a frame alone, and not set in */
		if (!lldb_of(dialect)->places || !dialect->threads_seen || bytes_indent(text) > 0)
			take_frame(dialect, rest, number);
	} else if (begins_thread(text, &number, &selected, &rest)) {
		end_thread(dialect);
		take_thread(dialect, rest, number, selected);
	} else if (begins_process(text, &number, &rest)) {
		take_process(dialect, number, rest);
	} else if (begins_threads(text, &rest)) {
		end_thread(dialect);
		take_threads(dialect, rest);
	} else if (bytes_take(&text, BYTES("(lldb)"))) {
		take_command(dialect, text);
	} else if (!take_statement(dialect, text)) {
		dialect->stray = !statements_read(dialect->snapshot, line);
	}
}

static const struct clue clues[] = {
	{ CLUE_HEADING, BYTES_ROW("* thread #"), .words = "* thread #9" },
	{ .words = NULL },
};

const struct debugger lldb_debugger = { .name = "lldb",
	.looks = true,
	.first = "*(tfP123456789",
	.offered = true,
	.clues = clues,
	.state = sizeof(struct lldb),
	.free = free_state,
	.begins = begins,
	.feed = feed,
	.end = end };
