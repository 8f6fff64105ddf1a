#include "native/kernel/kernel.h"

#include "base/words.h"
#include "native/kernel/kernelcallers.h"
#include "native/kernel/kernelframe.h"
#include "native/kernel/kernelhead.h"

static const struct bytes tool = BYTES_ROW("kernel");

enum {
	HEAD_MOST = 60,    /* lines between a heading and its frames */
	DOUBT_MOST = 3,    /* the same behind a line that may be no heading */
	STRANGE_MOST = 60, /* lines of others among the frames of a trace end it */
	BESIDE_MOST =
	    3, /* lines of others between the headings of two processors that write at once */
};

static struct kernel *
kernel_of(const struct dialect *dialect)
{
	return dialect_state(dialect, &kernel_debugger);
}

static bool
expects(const struct dialect *dialect)
{
	const struct kernel *kernel = kernel_of(dialect);

	return kernel->parked_count > 0 || kernel->mixed > 0;
}

static bool
is_frame(struct bytes line)
{
	struct frame frame, caller;

	return !kernelframe_is_end(line) &&
	    (kernelframe_parse(line, &frame) || kernelframe_parse_arm(line, &frame, &caller));
}

/* `Call trace:` is arm64's, and `Backtrace:` ARM's, which other programs write, too. */
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
	/* a log may begin in the middle of a stack; later, such frames may be another debugger's */
	return is_call_trace(line->text) || (!dialect->threads_seen && is_frame(line->text))
	    ? BEGINS_PERHAPS
	    : BEGINS_NOTHING;
}

/* Other programs write such headings, too, and lines that look like registers below them: `Dumped at:`, `errno: 11`. */
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
	if (kernelhead_read(held, &head) && head.state.len > 0) /* a row of sysrq t */
		return is_call_trace(line) || kernelhead_is_words(line);
	return is_call_trace(line) && !bytes_start(bytes_trim(line), BYTES("Backtrace"));
}

/* Whether the task entered the kernel in that frame, so that no frame lies further out. */
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

/* The open stack is over. */
static void
end_stack(struct dialect *dialect)
{
	struct kernel_stack *now = &kernel_of(dialect)->now;

	dialect_end_stack(dialect, tool);
	*now = (struct kernel_stack){ .caller = now->caller };
}

static void
end(struct dialect *dialect)
{
	struct kernel *kernel = kernel_of(dialect);

	end_stack(dialect);
	kernelcallers_end(dialect, kernel, tool);
	kernel->mixed = 0;
}

/*
 * The lines of `stacks` more stacks come mixed, and nobody can tell them apart. The open stack loses its frames; it stays
 * a record if its heading names a task.
 */
static void
mix(struct dialect *dialect, int stacks)
{
	struct kernel *kernel = kernel_of(dialect);
	struct draft *open = dialect->open;

	if (open != NULL) {
		if (kernel->now.state != KERNEL_HEADED)
			dialect_note_unread(dialect, open->thread.frame_count, kernel->now.first);
		open->thread.frames = open->thread.last_frame = NULL;
		open->thread.frame_count = 0;
		open->thread.truncated = true;
		if (open->thread.lwp >= 0)
			dialect_end(dialect, tool);
	}
	end_stack(dialect);
	kernel->mixed += stacks;
}

/* Whether two processors write at once: the heading before this one was a processor's, too, and no frame came since. */
static bool
is_beside(const struct dialect *dialect, const struct kernel_head *head)
{
	const struct draft *open = dialect->open;
	const struct kernel_stack *now = &kernel_of(dialect)->now;

	return now->dumped && head->dumped && open != NULL && now->state == KERNEL_HEADED &&
	    now->strange <= BESIDE_MOST &&
	    (open->thread.lwp != head->lwp || !bytes_equal(open->thread.comm, head->comm));
}

/* Whether more frames of the open stack may come: its last line was a frame, and not the outermost one. */
static bool
is_amid(const struct dialect *dialect)
{
	const struct kernel_stack *now = &kernel_of(dialect)->now;
	const struct draft *open = dialect->open;

	return open != NULL && open->thread.frames != NULL && !is_whole(open) &&
	    now->state == KERNEL_TRACED && now->strange == 0;
}

/* A hung task has two headings: which one it is, and, since 5.9, the same with its state. */
static void
begin_thread(struct dialect *dialect, const struct kernel_head *head)
{
	struct kernel_stack *now = &kernel_of(dialect)->now;
	struct draft *open = dialect->open;
	struct bytes reason = head->reason;
	bool again = open != NULL && open->thread.frames == NULL && open->thread.lwp == head->lwp;
	bool amid = is_amid(dialect);

	if (is_beside(dialect, head)) {
		mix(dialect, 1);
		again = false;
	}
	if (!again) {
		end_stack(dialect);
		dialect->open = open = dialect_begin(dialect);
	}
	if (open == NULL)
		return;
	now->state = KERNEL_HEADED;
	now->strange = head->sure ? 0 : HEAD_MOST - DOUBT_MOST;
	now->dumped = head->dumped;
	now->amid = amid;
	open->thread.process.pid = head->pid;
	open->thread.lwp = head->lwp;
	open->thread.comm = arena_copy(open->memory, head->comm);
	open->thread.stack = arena_copy(open->memory, head->stack);
	/* what the heading before this one told is kept */
	if (head->state.len > 0)
		open->thread.observed.kernel_state = arena_copy(open->memory, head->state);
	if (head->dumped)
		reason = kernelfault_take(
		    &dialect->snapshot->fault, dialect->snapshot->lines, head->lwp, head->comm);
	if (reason.len > 0)
		open->thread.reason = arena_copy(open->memory, reason);
	if (kernel_of(dialect)->mixed > 0)
		mix(dialect, 1);
}

/* Whether the open stack is at its end, and yet a frame comes that lies further in. */
static bool
begins_another(const struct dialect *dialect, struct bytes line)
{
	struct frame frame;

	return dialect->open != NULL && is_whole(dialect->open) &&
	    kernelframe_parse(line, &frame) && !frame.unreliable && !is_outermost(&frame);
}

/* Whether the frame may be of another stack than the open one: behind two `Call Trace:` nobody knows of which. */
static bool
is_foreign(const struct dialect *dialect, struct bytes line)
{
	const struct kernel *kernel = kernel_of(dialect);

	if (kernel->now.state == KERNEL_HEADED)
		return kernel->now.dumped && kernel->now.amid;
	return kernel->now.state == KERNEL_TRACED && begins_another(dialect, line) &&
	    !bytes_start(dialect->open->thread.last_frame->function, BYTES("asm_exc_"));
}

/* A line while stacks are mixed: each of them ends once. */
static void
take_mixed(struct dialect *dialect, struct bytes line)
{
	struct kernel *kernel = kernel_of(dialect);
	struct frame frame;

	if (kernelframe_is_end(line) || (kernelframe_parse(line, &frame) && is_outermost(&frame)))
		kernel->mixed--;
	else if (!is_frame(line) && ++kernel->now.strange >= STRANGE_MOST)
		kernel->mixed = 0;
	dialect->stray = true;
}

static void
take_frame(struct dialect *dialect, struct bytes line)
{
	struct kernel_stack *now = &kernel_of(dialect)->now;
	struct draft *open = dialect->open;
	struct frame callee, caller;

	if (now->state == KERNEL_BARE && begins_another(dialect, line)) {
		end_stack(dialect);
		open = NULL;
	}
	if (open == NULL && (open = dialect->open = dialect_begin(dialect)) == NULL)
		return;
	if (open->thread.frames == NULL)
		now->first = dialect->line;
	if (open->thread.reason.len > 0)
		kernelfault_forget(&dialect->snapshot->fault);
	if (kernelframe_parse_arm(line, &callee, &caller)) {
		if (open->thread.last_frame == NULL ||
		    !bytes_equal(open->thread.last_frame->function, callee.function))
			drafts_add_parsed(open, &callee);
		drafts_add_parsed(open, &caller);
	} else if (kernelframe_parse(line, &callee) || kernelframe_parse_nameless(line, &callee)) {
		drafts_add_parsed(open, &callee);
	}
	now->strange = 0;
}

static void
begin_trace(struct dialect *dialect)
{
	struct kernel_stack *now = &kernel_of(dialect)->now;
	const struct draft *open = dialect->open;

	if (now->state == KERNEL_TRACED && open != NULL && open->thread.frames == NULL) {
		mix(dialect, 2);
		return;
	}
	if (now->state != KERNEL_HEADED) {
		end_stack(dialect);
		dialect->open = dialect_begin(dialect);
	}
	now->state = KERNEL_TRACED;
	now->strange = 0;
}

/* Where the processor was stands above the frames, or among them where an interrupt came. */
static void
take_place(struct dialect *dialect, enum kernel_place place, struct bytes frame)
{
	const struct draft *open = dialect->open;
	bool traced = kernel_of(dialect)->now.state == KERNEL_TRACED;

	if (place == KERNEL_USER && traced)
		end_stack(dialect);
	else if (place == KERNEL_CODE && open != NULL && (traced || open->thread.frames == NULL))
		take_frame(dialect, frame);
}

/* Whether the report is over: what follows repeats it. */
static bool
ends_report(struct bytes line)
{
	static const struct bytes ends[] = { BYTES_ROW("---[ end"), BYTES_ROW("Modules linked in:"),
		BYTES_ROW("Kernel panic"), BYTES_ROW("RIP  [<") };

	return words_start(LIST(ends), bytes_trim(line)) != WORDS_NONE;
}

/* A line that belongs to no stack: another message of the kernel, or the end of the stack. */
static void
take_other(struct dialect *dialect, struct bytes line)
{
	struct kernel_stack *now = &kernel_of(dialect)->now;
	bool over = true;

	if (now->state == KERNEL_HEADED)
		over = ++now->strange >= HEAD_MOST;
	else if (now->state == KERNEL_TRACED && dialect->open != NULL)
		over =
		    ends_report(line) || is_whole(dialect->open) || ++now->strange >= STRANGE_MOST;
	if (over)
		end_stack(dialect);
	dialect->stray = true;
}

/* Whether it is a frame without a name, behind others or `Call trace:`. */
static bool
goes_on_nameless(const struct dialect *dialect, struct bytes line)
{
	const struct draft *open = dialect->open;
	struct frame frame;

	return open != NULL &&
	    (open->thread.frames != NULL || kernel_of(dialect)->now.state == KERNEL_TRACED) &&
	    kernelframe_parse_nameless(line, &frame);
}

static void
feed(struct dialect *dialect, struct line *line)
{
	struct kernel *kernel = kernel_of(dialect);
	struct bytes text = line->text, frame;
	struct kernel_head head;
	enum kernel_place place;

	kernelcallers_turn(dialect, kernel, tool);
	if (kernelhead_read_grep(text, &head, &frame)) {
		if (dialect->open == NULL || dialect->open->thread.lwp != head.lwp)
			begin_thread(dialect, &head);
		text = frame;
	}
	place = kernelhead_read_place(text, &frame);
	if (is_frame(text) && is_foreign(dialect, text))
		mix(dialect, kernel->now.state == KERNEL_HEADED ? 2 : 1);
	if (kernel->mixed > 0 && !kernelhead_read(text, &head)) {
		take_mixed(dialect, text);
	} else if (kernelframe_is_end(text)) {
		end_stack(dialect);
	} else if (place != KERNEL_NO_PLACE) {
		take_place(dialect, place, frame);
	} else if (is_frame(text) || goes_on_nameless(dialect, text)) {
		if (kernel->now.state == KERNEL_HEADED)
			kernel->now.state = KERNEL_BARE;
		take_frame(dialect, text);
	} else if (kernelhead_read(text, &head)) {
		kernelfault_note(&dialect->snapshot->fault, text, dialect->snapshot->lines);
		begin_thread(dialect, &head);
	} else if (is_call_trace(text)) {
		begin_trace(dialect);
	} else if (!kernelhead_is_between(text)) {
		kernelfault_note(&dialect->snapshot->fault, text, dialect->snapshot->lines);
		take_other(dialect, text);
	}
}

const struct debugger kernel_debugger = { .name = "kernel",
	.first = "=[/ItC",
	.offered = true,
	.passing = true,
	.expects = expects,
	.clues = kernelhead_clues,
	.state = sizeof(struct kernel),
	.begins = begins,
	.goes_on = goes_on,
	.feed = feed,
	.end = end };
