#include "native/kernel.h"

#include "base/ascii.h"
#include "base/words.h"
#include "native/frameline.h"

static const struct bytes tool = BYTES_ROW("kernel");

static bool
is_of_symbol(char c)
{
	return ascii_is_word(c) || c == '.' || c == '$';
}

/*
 * `[<0>] `, `[<ffffffff53c82042>] `, `[<     inline     >] `: a zero stands for an address that is not shown, and what
 * looked the lines up says what is inlined.
 */
static bool
take_address(struct bytes *text, struct frame *frame)
{
	struct bytes rest = *text, address;
	size_t zeros = 0;

	if (!bytes_take(&rest, BYTES("[<")) || !bytes_split(rest, BYTES(">] "), &address, &rest))
		return false;
	frame->inlined = bytes_start(bytes_trim(address), BYTES("inline"));
	if (!frame->inlined &&
	    (address.len == 0 || ascii_run(address, ascii_is_hex) != address.len))
		return false;
	while (zeros < address.len && address.at[zeros] == '0')
		zeros++;
	if (!frame->inlined && zeros < address.len)
		frame->address = address;
	*text = bytes_from(rest, bytes_indent(rest));
	return true;
}

/* `kernel/kthread.c:207 (discriminator 3)`: what looked the lines up puts it behind a symbol. */
static bool
take_place(struct bytes text, struct frame *frame)
{
	struct frame place = thread_no_frame;

	(void)bytes_split(text, BYTES(" (discriminator "), &text, NULL);
	frameline_place(text, &place);
	frame->file = place.file;
	frame->line = place.line;
	return place.line > 0 && !bytes_has(place.file, ' ');
}

/* `+0xfc/0x3c0`: the offset from the function, and how long that is. */
static bool
take_offset(struct bytes *text, long long *offset)
{
	struct bytes rest = *text, digits, size;

	if (!bytes_take(&rest, BYTES("+0x")))
		return false;
	digits = bytes_first(rest, ascii_run(rest, ascii_is_hex));
	rest = bytes_from(rest, digits.len);
	if (!bytes_hex(digits, offset) || !bytes_take(&rest, BYTES("/0x")))
		return false;
	size = bytes_first(rest, ascii_run(rest, ascii_is_hex));
	*text = bytes_trim(bytes_from(rest, size.len));
	return size.len > 0;
}

/* `[nfsv4]`, newer `[nfsv4 0a1b2c]` with the module's build id. */
static void
take_module(struct bytes *text, struct frame *frame)
{
	struct bytes rest = *text, inside;

	if (!bytes_take(&rest, BYTES("[")) || !bytes_split(rest, BYTES("]"), &inside, &rest))
		return;
	frame->module = bytes_first(inside, bytes_index(inside, ' '));
	*text = bytes_trim(rest);
}

/* `open_stateid+0xfc/0x3c0 [nfsv4]`, each perhaps with a place; of an inlined one the name and its place. */
static bool
take_symbol(struct bytes text, struct frame *frame)
{
	size_t n = ascii_run(text, is_of_symbol);
	struct bytes rest = bytes_from(text, n);
	bool offset;

	if (n == 0)
		return false;
	frame->function = bytes_first(text, n);
	offset = take_offset(&rest, &frame->offset);
	if (frame->inlined && offset) { /* the function that it is inlined into stands first */
		frame->offset = -1;
		return take_symbol(rest, frame);
	}
	rest = bytes_trim(rest);
	take_module(&rest, frame);
	return (offset && rest.len == 0) || ((offset || frame->inlined) && take_place(rest, frame));
}

bool
kernel_parse(struct bytes line, struct frame *frame)
{
	struct bytes text = bytes_trim(line), address;
	bool bracketed;

	*frame = thread_no_frame;
	bracketed = take_address(&text, frame);
	frame->unreliable = bytes_take(&text, BYTES("? "));
	text = bytes_from(text, bytes_indent(text));
	if (take_symbol(text, frame))
		return true;
	/* what has no name: an address alone */
	address = frame->address;
	*frame = thread_no_frame;
	frame->address = address;
	return bracketed && bytes_start(text, BYTES("0x"));
}

/* Old kernels end a stack so. */
static bool
is_last(struct bytes line)
{
	return bytes_equal(bytes_trim(line), BYTES("[<ffffffffffffffff>] 0xffffffffffffffff"));
}

static bool
is_frame(struct bytes line)
{
	struct frame frame;

	return kernel_parse(line, &frame) && !is_last(line);
}

/* The number behind the words, wherever they stand; -1: there is none. */
static long long
number_behind(struct bytes text, struct bytes words)
{
	long long number;

	if (!bytes_split(text, words, NULL, &text))
		return -1;
	text = bytes_from(text, bytes_indent(text));
	return bytes_take_number(&text, &number) ? number : -1;
}

/* What a line says of the task whose stack follows. */
struct task {
	long long pid, lwp;
	struct bytes comm, state, reason;
};

/* `/proc/811/task/812/stack`, `/proc/811/stack`: takes it off the front. */
static bool
take_path(struct bytes *text, struct task *task)
{
	struct bytes rest = *text;

	if (!bytes_take(&rest, BYTES("/proc/")) || !bytes_take_number(&rest, &task->pid))
		return false;
	task->lwp = task->pid;
	if (bytes_take(&rest, BYTES("/task/")) && !bytes_take_number(&rest, &task->lwp))
		return false;
	if (!bytes_take(&rest, BYTES("/stack")))
		return false;
	*text = rest;
	return true;
}

/* head's heading: `==> /proc/811/task/812/stack <==` */
static bool
read_path(struct bytes line, struct task *task)
{
	return bytes_take(&line, BYTES("==> ")) && take_path(&line, task) &&
	    bytes_equal(bytes_trim(line), BYTES("<=="));
}

/* `INFO: task loomd:811 blocked for more than 122 seconds.` */
static bool
read_hung(struct bytes line, struct task *task)
{
	struct bytes number;

	if (!bytes_take(&line, BYTES("INFO: task ")) ||
	    !bytes_split(line, BYTES(" blocked for "), &line, &task->reason) ||
	    !bytes_split_last(line, BYTES(":"), &task->comm, &number) ||
	    !bytes_number(number, &task->lwp))
		return false;
	task->reason = (struct bytes){ task->reason.at - strlen("blocked for "),
		task->reason.len + strlen("blocked for ") };
	(void)bytes_take_end(&task->reason, BYTES("."));
	task->pid = task->lwp;
	task->state = BYTES("D");
	return true;
}

/* `task:loomd state:D stack:0 pid:811 tgid:811 ppid:2 flags:0x4000`, since 5.9; tgid since 6.4. */
static bool
read_task(struct bytes line, struct task *task)
{
	struct bytes rest;

	if (!bytes_take(&line, BYTES("task:")) ||
	    !bytes_split(line, BYTES(" state:"), &task->comm, &rest))
		return false;
	task->comm = bytes_trim(task->comm);
	task->state = bytes_first(rest, ascii_run(rest, ascii_is_letter));
	task->lwp = number_behind(rest, BYTES(" pid:"));
	task->pid = number_behind(rest, BYTES(" tgid:"));
	if (task->pid < 0)
		task->pid = task->lwp;
	return task->lwp >= 0;
}

/* `CPU: 1 PID: 811 Comm: loomd Not tainted 6.1.0`: where the kernel stumbled itself. */
static bool
read_cpu(struct bytes line, struct task *task)
{
	static const struct bytes ends[] = { BYTES_ROW(" Not tainted"), BYTES_ROW(" Tainted:"),
		BYTES_ROW(" Kdump:") };

	if (!bytes_start(line, BYTES("CPU: ")) ||
	    !bytes_split(line, BYTES(" Comm: "), &line, &task->comm))
		return false;
	for (size_t i = 0; i < COUNT_OF(ends); i++)
		(void)bytes_split(task->comm, ends[i], &task->comm, NULL);
	task->pid = task->lwp = number_behind(line, BYTES(" PID: "));
	return task->lwp >= 0;
}

static bool
read_heading(struct bytes line, struct task *task)
{
	*task = (struct task){ .pid = -1, .lwp = -1 };
	line = bytes_trim(line);
	return read_path(line, task) || read_hung(line, task) || read_task(line, task) ||
	    read_cpu(line, task);
}

/* arm64 writes it small. */
static bool
is_call_trace(struct bytes line)
{
	line = bytes_trim(line);
	return bytes_equal(line, BYTES("Call Trace:")) || bytes_equal(line, BYTES("Call trace:"));
}

static enum begins
begins(const struct dialect *dialect, struct line *line, bool current)
{
	struct bytes text = line->text;
	struct task task;

	(void)dialect;
	if (current)
		return BEGINS_NOTHING;
	if (read_heading(text, &task) || (bytes_start(text, BYTES("[<")) && is_frame(text)) ||
	    (take_path(&text, &task) && bytes_take(&text, BYTES(":")) && is_frame(text)))
		return BEGINS_THREAD;
	return is_call_trace(text) ? BEGINS_PERHAPS : BEGINS_NOTHING;
}

static bool
goes_on(struct bytes line)
{
	return is_frame(line) || bytes_equal(bytes_trim(line), BYTES("<TASK>"));
}

static void
end(struct dialect *dialect)
{
	if (dialect->open != NULL && dialect->open->thread.frames == NULL) {
		drafts_drop(dialect->drafts, dialect->open);
		dialect->open = NULL;
	}
	dialect_end(dialect, tool);
}

/* A hung task is told twice: which one it is, and, since 5.9, once more with its state. */
static void
begin_thread(struct dialect *dialect, const struct task *task)
{
	struct draft *open = dialect->open;
	bool again = open != NULL && open->thread.frames == NULL && open->thread.lwp == task->lwp;

	if (!again) {
		end(dialect);
		dialect->open = open = dialect_begin(dialect);
	}
	if (open == NULL)
		return;
	open->thread.process.pid = task->pid;
	open->thread.lwp = task->lwp;
	open->thread.comm = arena_copy(open->memory, task->comm);
	open->thread.observed.kernel_state = arena_copy(open->memory, task->state);
	if (task->reason.len > 0)
		open->thread.reason = arena_copy(open->memory, task->reason);
}

/* Whether a task entered the kernel there, so that no frame lies further out. */
static bool
is_outermost(struct bytes function)
{
	static const struct bytes entries[] = { BYTES_ROW("entry_"), BYTES_ROW("ret_from_"),
		BYTES_ROW("system_call"), BYTES_ROW("asm_"), BYTES_ROW("el0"),
		BYTES_ROW("ret_fast_") };

	return words_start(LIST(entries), function) != WORDS_NONE;
}

/* Stacks that were written one behind the other: the next one begins further in again. */
static bool
begins_another(const struct draft *open, struct bytes line)
{
	struct frame frame;

	return open != NULL && open->thread.last_frame != NULL && kernel_parse(line, &frame) &&
	    is_outermost(open->thread.last_frame->function) && !is_outermost(frame.function);
}

static void
take_frame(struct dialect *dialect, struct bytes line)
{
	struct draft *open = dialect->open;
	struct frame *frame;

	if (begins_another(open, line)) {
		end(dialect);
		open = NULL;
	}
	if (open == NULL && (open = dialect->open = dialect_begin(dialect)) == NULL)
		return;
	frame = drafts_add_frame(open);
	if (frame == NULL)
		return;
	(void)kernel_parse(arena_copy(open->memory, line), frame);
	frame->level = open->thread.frame_count - 1;
}

static void
feed(struct dialect *dialect, struct line *line)
{
	struct draft *open = dialect->open;
	struct bytes text = line->text;
	struct task task;

	if (take_path(&text, &task) && bytes_take(&text, BYTES(":")) &&
	    (open == NULL || open->thread.lwp != task.lwp)) {
		task = (struct task){ .pid = task.pid, .lwp = task.lwp };
		begin_thread(dialect, &task);
	}
	if (is_last(text))
		end(dialect);
	else if (is_frame(text))
		take_frame(dialect, text);
	else if (read_heading(text, &task))
		begin_thread(dialect, &task);
	else {
		if (open != NULL && open->thread.frames != NULL)
			end(dialect);
		dialect->stray = true;
	}
}

const struct debugger kernel_debugger = { .name = "kernel",
	.first = "=[/ItC",
	.offered = true,
	.passing = true,
	.begins = begins,
	.goes_on = goes_on,
	.feed = feed,
	.end = end };
