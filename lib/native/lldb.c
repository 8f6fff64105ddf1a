#include "native/lldb.h"

#include "base/ascii.h"
#include "base/words.h"
#include "native/frameline.h"
#include "native/quoted.h"
#include "native/statements.h"

static const struct bytes tool = BYTES_ROW("lldb");

static bool
is_of_name(char c)
{
	return ascii_is_name(c) || c == '#';
}

/* `(this=0x1, …)`, `((null)=3)`: values, and not the types that are part of a name. */
static bool
has_values(struct bytes text)
{
	size_t n;

	if (bytes_start(text, BYTES("((null)=")))
		return true;
	n = ascii_run(bytes_from(text, 1), is_of_name);
	return n > 0 && text.len > n + 1 && text.at[n + 1] == '=';
}

/* Finds the list of arguments, from *start up to *end; false: there is none. */
static bool
find_args(struct bytes text, size_t *start, size_t *end)
{
	bool unclosed = false;

	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] != '(' || !has_values(bytes_from(text, i)))
			continue;
		*start = i;
		*end = quoted_close(text, i, &unclosed);
		return *end > 0;
	}
	return false;
}

/* ` [opt]`, ` [artificial]`: how the function was compiled. */
static struct bytes
without_remarks(struct bytes text)
{
	while (
	    bytes_take_end(&text, BYTES(" [opt]")) || bytes_take_end(&text, BYTES(" [artificial]")))
		;
	return text;
}

/* What is behind the name and its arguments: ` const + 64 at nap.c:18:3`, each part optional. */
static struct bytes
take_place(struct bytes text, struct frame *frame)
{
	struct bytes place;

	text = without_remarks(text);
	if (bytes_split_last(text, BYTES(" at "), &text, &place))
		frameline_place(place, frame);
	return frameline_take_offset(text, frame);
}

/*
 * The function and its arguments. lldb puts these into the first brackets, also where they are part of the name:
 * `operator(this=0x1)(int) const` is `operator()(int) const`.
 */
static void
take_function(struct bytes text, struct arena *memory, struct frame *frame)
{
	struct bytes name, behind = BYTES_NONE;
	size_t start, end;

	if (find_args(text, &start, &end)) {
		name = bytes_first(text, start);
		frame->args = (struct bytes){ text.at + start, end - start };
		behind = take_place(bytes_from(text, end), frame);
	} else {
		name = take_place(text, frame);
	}
	frame->inlined = bytes_split_last(name, BYTES(" [inlined] "), NULL, &name);
	if (frame->args.len > 0 && bytes_end(name, BYTES("operator"))) {
		name = arena_join(memory, name, BYTES("()"));
		if (bytes_head(behind) == '(')
			name = arena_join(memory, name, behind);
	}
	/* lldb numbers what has no name, anew each time */
	if (bytes_start(name, BYTES("___lldb_unnamed_symbol")))
		frame->offset = -1;
	else
		frame->function = frameline_unversioned(name);
}

bool
lldb_parse(struct bytes text, struct arena *memory, struct frame *frame)
{
	size_t n = bytes_index(text, ' ');

	text = bytes_trim_end(text);
	*frame = thread_no_frame;
	if (n < 3 || !bytes_start(text, BYTES("0x")))
		return false;
	frame->address = bytes_first(text, n);
	text = bytes_from(text, n + 1);
	if (bytes_split(text, BYTES("`"), &frame->module, &text))
		take_function(text, memory, frame);
	else
		frame->module = text;
	return true;
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

/* `  * frame #0: `: the number and what follows. */
static bool
begins_frame(struct bytes text, long long *number, struct bytes *rest)
{
	*rest = bytes_from(text, bytes_indent(text));
	(void)bytes_take(rest, BYTES("* "));
	return bytes_take(rest, BYTES("frame #")) && bytes_take_number(rest, number) &&
	    bytes_take(rest, BYTES(": "));
}

/* `Process 811 stopped`, `… launched: '/usr/bin/loomd' (x86_64)`: the number and the rest. */
static bool
begins_process(struct bytes text, long long *pid, struct bytes *rest)
{
	*rest = text;
	return bytes_take(rest, BYTES("Process ")) && bytes_take_number(rest, pid) &&
	    (bytes_equal(*rest, BYTES(" stopped")) || bytes_start(*rest, BYTES(" launched: '")));
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
	return bytes_start(text, BYTES("(lldb)")) || begins_process(text, &number, &rest) ||
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
take_stop_reason(struct thread *thread, struct bytes reason)
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
		    bytes_start(reason, BYTES("EXC_CRASH"));
	}
	if (thread->crashed)
		thread->reason = reason;
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
		take_stop_reason(thread, reason);
}

static void
take_frame(struct dialect *dialect, struct bytes text, long long number)
{
	struct draft *draft = dialect->open;
	struct frame *frame, parsed;

	if (draft == NULL && (draft = dialect->open = dialect_begin(dialect)) == NULL)
		return;
	frame = drafts_add_frame(draft);
	if (frame == NULL)
		return;
	text = arena_copy(draft->memory, text);
	if (lldb_parse(text, draft->memory, &parsed))
		*frame = parsed;
	else
		frame->raw = text;
	frame->level = number;
}

/* lldb shows the frame where a thread stopped, and later the whole thread. */
static bool
shows_stop(const struct thread *whole, const struct thread *held)
{
	return whole->tid == held->tid && whole->frames != NULL && held->frames != NULL &&
	    bytes_equal(whole->frames->address, held->frames->address);
}

static void
end_thread(struct dialect *dialect)
{
	struct draft *open = dialect->open;

	if (open == NULL)
		return;
	if (dialect->stops && open->thread.frame_count == 1) {
		dialect_hold(dialect);
		return;
	}
	(void)dialect_settle(dialect, shows_stop);
	dialect_end(dialect, tool);
}

static void
end(struct dialect *dialect)
{
	end_thread(dialect);
	dialect_release(dialect, tool);
	dialect->stops = false;
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

/* The process stopped, perhaps once more: the threads before are of another look. */
static void
take_process(struct dialect *dialect, long long pid, struct bytes rest)
{
	struct process *process = snapshot_process(dialect->snapshot);
	struct bytes exe;

	end(dialect);
	process->pid = pid;
	dialect->stops = true;
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
		take_frame(dialect, rest, number);
	} else if (begins_thread(text, &number, &selected, &rest)) {
		end_thread(dialect);
		take_thread(dialect, rest, number, selected);
	} else if (begins_process(text, &number, &rest)) {
		take_process(dialect, number, rest);
	} else if (bytes_start(text, BYTES("(lldb)"))) {
		end_thread(dialect);
		dialect->stops = false;
	} else if (!take_statement(dialect, text)) {
		dialect->stray = !statements_read(dialect->snapshot, line);
	}
}

const struct debugger lldb_debugger = { .name = "lldb",
	.first = "*(tfP",
	.offered = true,
	.begins = begins,
	.feed = feed,
	.end = end };
