#include "native/kernel.h"

#include "base/words.h"
#include "native/kernelframe.h"
#include "native/kernelhead.h"

static const struct bytes tool = BYTES_ROW("kernel");

enum {
	HEAD_MOST = 60,    /* lines between a heading and its frames */
	DOUBT_MOST = 3,    /* the same of a line that may be none */
	STRANGE_MOST = 60, /* lines of others among the frames of a trace end it */
};

static bool
is_frame(struct bytes line)
{
	struct frame frame, caller;

	return !kernelframe_is_end(line) &&
	    (kernelframe_parse(line, &frame) || kernelframe_parse_arm(line, &frame, &caller));
}

/* arm64 writes it small, and ARM something that other programs do, too. */
static bool
is_call_trace(struct bytes line)
{
	static const struct bytes words[] = { BYTES_ROW("Call Trace:"), BYTES_ROW("Call trace:"),
		BYTES_ROW("Backtrace:") };

	line = bytes_trim(line);
	(void)bytes_take_end(&line, BYTES(" frame pointer underflow"));
	return words_find(LIST(words), line) != WORDS_NONE;
}

static enum begins
begins(const struct dialect *dialect, struct line *line, bool current)
{
	struct bytes frame;
	struct kernel_head head;

	if (current)
		return BEGINS_NOTHING;
	if ((bytes_start(line->text, BYTES("[<")) && is_frame(line->text)) ||
	    kernelhead_read_grep(line->text, &head, &frame))
		return BEGINS_THREAD;
	if (kernelhead_read(line->text, &head))
		return head.sure ? BEGINS_THREAD : BEGINS_PERHAPS;
	/* a text may begin within a stack; behind others, frames may be of any of them */
	return is_call_trace(line->text) || (!dialect->threads_seen && is_frame(line->text))
	    ? BEGINS_PERHAPS
	    : BEGINS_NOTHING;
}

/* Other programs write lines like most that are held, and like registers behind them: `Dumped at:`, `errno: 11`. */
static bool
goes_on(struct bytes held, struct bytes line)
{
	struct kernel_head head;
	bool elided = bytes_equal(bytes_trim(line), BYTES("..."));

	if (is_frame(line))
		return true;
	if (is_frame(held))
		return elided || is_call_trace(line) || kernelhead_is_between(line);
	if (is_call_trace(held))
		return elided || kernelhead_is_mark(line);
	if (kernelhead_read(held, &head) && head.state.len > 0) /* a row of sysrq's */
		return is_call_trace(line) || kernelhead_is_words(line);
	return is_call_trace(line) && !bytes_start(bytes_trim(line), BYTES("Backtrace"));
}

static void
end(struct dialect *dialect)
{
	dialect_end_stack(dialect, tool);
	dialect->kernel = KERNEL_BARE;
	dialect->strange = 0;
}

/* A hung task is told twice: which one it is, and, since 5.9, once more with its state. */
static void
begin_thread(struct dialect *dialect, const struct kernel_head *head)
{
	struct draft *open = dialect->open;
	bool again = open != NULL && open->thread.frames == NULL && open->thread.lwp == head->lwp;

	if (!again) {
		end(dialect);
		dialect->open = open = dialect_begin(dialect);
	}
	if (open == NULL)
		return;
	dialect->kernel = KERNEL_HEADED;
	dialect->strange = head->sure ? 0 : HEAD_MOST - DOUBT_MOST;
	open->thread.process.pid = head->pid;
	open->thread.lwp = head->lwp;
	open->thread.comm = arena_copy(open->memory, head->comm);
	open->thread.stack = arena_copy(open->memory, head->stack);
	open->thread.observed.kernel_state = arena_copy(open->memory, head->state);
	if (head->reason.len > 0)
		open->thread.reason = arena_copy(open->memory, head->reason);
}

/* Whether a task entered the kernel there, so that no frame lies further out; behind an interrupt there are. */
static bool
is_outermost(const struct frame *frame)
{
	static const struct bytes entries[] = { BYTES_ROW("entry_"), BYTES_ROW("ret_from_fork"),
		BYTES_ROW("ret_from_kernel_"), BYTES_ROW("system_call"), BYTES_ROW("asm_exc_"),
		BYTES_ROW("el0"), BYTES_ROW("ret_fast_") };

	return !frame->unreliable && words_start(LIST(entries), frame->function) != WORDS_NONE &&
	    !bytes_start(frame->function, BYTES("el0_svc_common"));
}

static bool
is_whole(const struct draft *open)
{
	return open->thread.last_frame != NULL && is_outermost(open->thread.last_frame);
}

/* Stacks that were written one behind the other: the next one begins further in again. */
static bool
begins_another(const struct dialect *dialect, struct bytes line)
{
	struct frame frame;

	return dialect->open != NULL && dialect->kernel == KERNEL_BARE && is_whole(dialect->open) &&
	    kernelframe_parse(line, &frame) && !is_outermost(&frame);
}

static void
take_frame(struct dialect *dialect, struct bytes line)
{
	struct draft *open = dialect->open;
	struct frame callee, caller;

	if (begins_another(dialect, line)) {
		end(dialect);
		open = NULL;
	}
	if (open == NULL && (open = dialect->open = dialect_begin(dialect)) == NULL)
		return;
	line = arena_copy(open->memory, line);
	if (kernelframe_parse_arm(line, &callee, &caller)) {
		if (open->thread.last_frame == NULL ||
		    !bytes_equal(open->thread.last_frame->function, callee.function))
			drafts_add_parsed(open, &callee);
		drafts_add_parsed(open, &caller);
	} else if (kernelframe_parse(line, &callee) || kernelframe_parse_nameless(line, &callee)) {
		drafts_add_parsed(open, &callee);
	}
	dialect->strange = 0;
}

static void
begin_trace(struct dialect *dialect)
{
	if (dialect->kernel != KERNEL_HEADED) {
		end(dialect);
		dialect->open = dialect_begin(dialect);
	}
	dialect->kernel = KERNEL_TRACED;
	dialect->strange = 0;
}

/* Where the processor was stands above the frames, or among them where an interrupt came. */
static void
take_place(struct dialect *dialect, enum kernel_place place, struct bytes frame)
{
	const struct draft *open = dialect->open;

	if (place == KERNEL_USER && dialect->kernel == KERNEL_TRACED)
		end(dialect);
	else if (place == KERNEL_CODE && open != NULL &&
	    (dialect->kernel == KERNEL_TRACED || open->thread.frames == NULL))
		take_frame(dialect, frame);
}

/* Whether the report is over, and what follows says again what it said. */
static bool
ends_report(struct bytes line)
{
	static const struct bytes ends[] = { BYTES_ROW("---[ end"), BYTES_ROW("Modules linked in:"),
		BYTES_ROW("Kernel panic"), BYTES_ROW("RIP  [<") };

	return words_start(LIST(ends), bytes_trim(line)) != WORDS_NONE;
}

/* A line that is neither a frame nor of the kernel's own around them: of what else it logs, or the end. */
static void
take_other(struct dialect *dialect, struct bytes line)
{
	bool over = true;

	if (dialect->kernel == KERNEL_HEADED)
		over = ++dialect->strange >= HEAD_MOST;
	else if (dialect->kernel == KERNEL_TRACED && dialect->open != NULL)
		over = ends_report(line) || is_whole(dialect->open) ||
		    ++dialect->strange >= STRANGE_MOST;
	if (over)
		end(dialect);
	dialect->stray = true;
}

/* Whether it is a frame without a name, behind others. */
static bool
goes_on_nameless(const struct dialect *dialect, struct bytes line)
{
	struct frame frame;

	return dialect->open != NULL && dialect->open->thread.frames != NULL &&
	    kernelframe_parse_nameless(line, &frame);
}

static void
feed(struct dialect *dialect, struct line *line)
{
	struct bytes text = line->text, frame;
	struct kernel_head head;
	enum kernel_place place;

	if (kernelhead_read_grep(text, &head, &frame)) {
		if (dialect->open == NULL || dialect->open->thread.lwp != head.lwp)
			begin_thread(dialect, &head);
		text = frame;
	}
	place = kernelhead_read_place(text, &frame);
	if (kernelframe_is_end(text)) {
		end(dialect);
	} else if (place != KERNEL_NO_PLACE) {
		take_place(dialect, place, frame);
	} else if (is_frame(text) || goes_on_nameless(dialect, text)) {
		if (dialect->kernel == KERNEL_HEADED)
			dialect->kernel = KERNEL_BARE;
		take_frame(dialect, text);
	} else if (kernelhead_read(text, &head)) {
		begin_thread(dialect, &head);
	} else if (is_call_trace(text)) {
		begin_trace(dialect);
	} else if (!kernelhead_is_between(text)) {
		take_other(dialect, text);
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
