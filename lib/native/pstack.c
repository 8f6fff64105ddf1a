#include "native/pstack.h"

#include "base/ascii.h"
#include "native/prototype.h"
#include "native/quoted.h"
#include "native/statements.h"

static bool
is_of_address(char c)
{
	return ascii_is_digit(c) || (c >= 'a' && c <= 'f');
}

/* `1425:\t/usr/bin/httpd -k start`, `core '…' of 1425:`; what it does not say stays as it was. */
static bool
parse_process(struct bytes line, struct process *process)
{
	struct bytes rest = line, core = line;

	if (bytes_take(&core, BYTES("core '")))
		(void)bytes_split(core, BYTES("' of "), &process->core, &rest);
	if (!bytes_take_number(&rest, &process->pid) || !bytes_take(&rest, BYTES(":")) ||
	    (rest.len > 0 && bytes_indent(rest) == 0))
		return false;
	process->command = bytes_trim(rest);
	process->exe = bytes_first(process->command, bytes_index(process->command, ' '));
	return true;
}

static bool
begins_thread(struct bytes line)
{
	return bytes_start(line, BYTES("-----")) &&
	    (bytes_find(line, BYTES(" lwp# ")) != NULL ||
		bytes_find(line, BYTES(" thread# ")) != NULL);
}

static void
end(struct dialect *dialect)
{
	dialect_end(dialect, BYTES("pstack"));
}

static void
take_process(struct dialect *dialect, const struct process *process)
{
	struct snapshot *snapshot = dialect->snapshot;
	struct process *known = snapshot_process(snapshot);

	end(dialect);
	known->pid = process->pid;
	if (process->core.len > 0)
		known->core = snapshot_keep(snapshot, process->core);
	if (process->exe.len > 0)
		known->exe = snapshot_keep(snapshot, process->exe);
	known->command = snapshot_keep(snapshot, process->command);
	dialect->process_begun = true;
}

static struct draft *
begin_thread(struct dialect *dialect)
{
	end(dialect);
	return dialect->open = dialect_begin(dialect);
}

/* -----------------  lwp# 2 / thread# 2  ----; illumos: ---- thread# 2 / lwp# 2 [name] ---- */
static void
take_thread(struct dialect *dialect, struct bytes line)
{
	struct draft *draft = begin_thread(dialect);
	struct bytes name = bytes_from(line, bytes_index(line, '[') + 1);

	if (draft == NULL)
		return;
	draft->thread.tid = bytes_number_behind(line, BYTES("thread# "));
	draft->thread.lwp = bytes_number_behind(line, BYTES("lwp# "));
	if (bytes_split_last(name, BYTES("]"), &name, NULL))
		draft->thread.comm = arena_copy(draft->memory, name);
}

/* `dummy_worker(), exit value = 0x00000000`: the thread is gone, this is what it ran. */
static bool
take_exited(struct thread *thread, struct bytes text)
{
	if (!bytes_split(
		text, BYTES("(), exit value = "), &thread->start_function, &thread->exit_value))
		return false;
	thread->exited = true;
	thread->exit_value = bytes_trim(thread->exit_value);
	return true;
}

/* ` + 2e8`, illumos `+0x2e8`: bytes, in hexadecimal */
static bool
take_offset(struct bytes text, struct frame *frame)
{
	size_t n;

	text = bytes_trim(text);
	if (text.len == 0)
		return true;
	if (!bytes_take(&text, BYTES("+")))
		return false;
	text = bytes_trim(text);
	(void)bytes_take(&text, BYTES("0x"));
	n = ascii_run(text, is_of_address);
	if (!bytes_hex(bytes_first(text, n), &frame->offset))
		return false;
	text = bytes_trim(bytes_from(text, n));
	return text.len == 0 || bytes_equal(text, BYTES("()"));
}

/* `function (args) + offset`, the name padded to eight columns; illumos also `function+0x12()` */
static bool
parse_call(struct bytes text, struct frame *frame)
{
	size_t start = bytes_index(text, '('), end, name;
	bool unclosed = false;

	if (start == 0)
		return false;
	end = start == text.len ? text.len : quoted_close(text, start, &unclosed);
	if (end == 0)
		return false;
	name = bytes_trim(bytes_first(text, start)).len;
	for (size_t i = 1; i < name; i++) {
		if (text.at[i] == '+' &&
		    take_offset((struct bytes){ text.at + i, name - i }, frame)) {
			name = i;
			break;
		}
	}
	frame->function = bytes_first(text, name);
	/* `libc.so.1`read` of newer systems names the module, too */
	(void)bytes_split(frame->function, BYTES("`"), &frame->module, &frame->function);
	frame->args = (struct bytes){ text.at + start, end - start };
	return !bytes_has(frame->function, ' ') && !bytes_has(frame->module, ' ') &&
	    take_offset(bytes_from(text, end), frame);
}

/* Whether a name has blanks only in brackets, as in `<alloc::Vec<T> as core::Drop>::drop`, or is one of C++. */
static bool
is_name(struct bytes name)
{
	int depth = 0;

	for (size_t i = 0; i < name.len; i++) {
		depth += (name.at[i] == '<') - (name.at[i] == '>');
		if (name.at[i] == ' ' && depth <= 0)
			return prototype_is(name, true);
	}
	return true;
}

/* The same if illumos demangled the name: the last brackets before the offset are the arguments. */
static bool
parse_demangled(struct bytes text, struct frame *frame)
{
	struct bytes offset = BYTES_NONE;
	size_t start;

	if (bytes_tail(text) != ')' && !bytes_split_last(text, BYTES(" + "), &text, &offset))
		return false;
	text = bytes_trim(text);
	start = prototype_group(text);
	if (start == 0 || start == text.len || text.at[start - 1] != ' ' ||
	    (offset.len > 0 && !bytes_hex(offset, &frame->offset)))
		return false;
	frame->function = bytes_trim(bytes_first(text, start));
	frame->args = bytes_from(text, start);
	return is_name(frame->function);
}

/* What follows the address. */
static bool
parse(struct bytes text, struct frame *frame)
{
	struct frame called = *frame, demangled = *frame;
	bool call = parse_call(text, &called);

	if (!call && !parse_demangled(text, &demangled))
		return false;
	*frame = call ? called : demangled;
	return true;
}

static void
take_frame(struct draft *draft, struct bytes line)
{
	struct bytes text = arena_copy(draft->memory, bytes_trim(line));
	size_t address = ascii_run(text, is_of_address);
	struct bytes rest = bytes_trim(bytes_from(text, address));
	struct frame *frame;

	if (take_exited(&draft->thread, rest))
		return;
	frame = drafts_add_frame(draft);
	if (frame == NULL)
		return;
	frame->address = bytes_first(text, address);
	if (!parse(rest, frame))
		frame->raw = text;
	frame->level = draft->thread.frame_count;
}

/* A blank, an address of at least six digits, a blank; a paste may have lost the first blank. */
static bool
is_frame(struct bytes line)
{
	struct bytes text = bytes_from(line, bytes_indent(line));
	size_t n = ascii_run(text, is_of_address);

	if (n < 6 || n == text.len || text.at[n] != ' ')
		return false;
	return text.len < line.len || (n >= 8 && bytes_has(text, '('));
}

static bool
is_of_arguments(char c)
{
	return is_of_address(c) || strchr("(), ?.", c) != NULL;
}

/* A frame as nothing else prints it, its arguments in hexadecimal: a paste may begin within a thread. */
static bool
is_surely_frame(struct bytes line)
{
	struct bytes text = bytes_trim(line);
	size_t n = ascii_run(text, is_of_address);
	struct frame frame = thread_no_frame;

	return (n == 8 || n == 16) && is_frame(line) &&
	    parse(bytes_trim(bytes_from(text, n)), &frame) && frame.args.len > 0 &&
	    frame.args.at[-1] == ' ' && ascii_run(frame.args, is_of_arguments) == frame.args.len;
}

static enum begins
begins(const struct dialect *dialect, struct line *line, bool current)
{
	struct process process;

	if (dialect->stray) /* its debugger could not use the line */
		return is_surely_frame(line->text) ? BEGINS_THREAD : BEGINS_NOTHING;
	if (begins_thread(line->text))
		return BEGINS_THREAD;
	if (!parse_process(line->text, &process))
		return BEGINS_NOTHING;
	return current ? BEGINS_PROCESS : BEGINS_PERHAPS;
}

/* What follows the header of a process: a thread's, or at once a frame. */
static bool
goes_on(struct bytes held, struct bytes line)
{
	(void)held;
	return begins_thread(line) || is_frame(line);
}

static void
take_next_frame(struct dialect *dialect, struct bytes line)
{
	bool whole = dialect->process_begun; /* a process of one thread has no header for it */

	if (dialect->open == NULL && (whole || is_surely_frame(line)) &&
	    begin_thread(dialect) != NULL)
		dialect->open->thread.truncated = !whole;
	if (dialect->open != NULL)
		take_frame(dialect->open, line);
}

static void
feed(struct dialect *dialect, struct line *line)
{
	struct process process = thread_no_process;

	if (parse_process(line->text, &process)) {
		take_process(dialect, &process);
	} else if (begins_thread(line->text)) {
		take_thread(dialect, line->text);
	} else if (is_frame(line->text)) {
		take_next_frame(dialect, line->text);
	} else {
		dialect->stray = !statements_read(dialect->snapshot, line);
	}
}

const struct debugger pstack_debugger = {
	.name = "pstack",
	.looks = true,
	.first = "-c0123456789",
	.offered = true,
	.begins = begins,
	.goes_on = goes_on,
	.feed = feed,
	.end = end,
};
