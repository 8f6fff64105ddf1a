/*
 * Text for people: what a process is and what its threads do. In a core file, the crashed thread comes first. Frames have
 * their function, file and line; with -i 3 their arguments, with -i 4 their local variables; the crashed thread always shows
 * its arguments. Threads are shown as they come, groups when all have come.
 */
#include "record/names.h"
#include "render/backtrace.h"
#include "render/deadlock.h"
#include "render/groups.h"
#include "render/past.h"
#include "render/wait.h"

enum {
	LARGE_POOL = 50, /* threads from which on a group's stack is shown in one line */
	HELD_MAX = 16 * 1024 * 1024, /* bytes of text that wait for a crashed thread to come */
};

struct text {
	struct rendering rendering;
	struct buffer held; /* threads of a core file, until its crashed one came */
	bool holding;
	struct deadlock deadlock;        /* of the process at hand */
	struct deadlock groups_deadlock; /* of all groups */
	long long sample;                /* of the last thread, as sample_of() has it */
	struct view view;                /* of the groups */
};

/* The number of the look at a process; -1: it is the first, which may be the only one. */
static long long
sample_of(const struct record *record)
{
	long long sample = json_number(record->value, NAME_SAMPLE);

	return sample < 2 ? -1 : sample;
}

/* process 5361 /usr/sbin/httpd, core file /var/core, on web3, look 2 */
static void
append_process(struct rendering *rendering, const struct record *record)
{
	struct buffer *out = &rendering->line;

	format_paint(rendering, FORMAT_BOLD, BYTES("process"));
	format_append_process(out, record);
	format_append_number(out, ", look ", sample_of(record), "");
	format_append_input(out, record);
	buffer_append(out, BYTES("\n\n"));
}

/* thread 3, LWP 8837 "httpd" */
static void
append_who(struct rendering *rendering, const struct record *record)
{
	struct buffer *out = &rendering->line;
	long long tid = json_number(record->value, NAME_TID);
	long long lwp = json_number(record->value, NAME_LWP);
	struct bytes comm = json_text(record->value, NAME_COMM);

	format_paint(rendering, FORMAT_BOLD,
	    tid >= 0 || lwp >= 0                         ? BYTES("thread")
		: json_flag(record->value, NAME_CURRENT) ? BYTES("the current thread")
							 : BYTES("a thread"));
	if (tid >= 0) {
		buffer_byte(out, ' ');
		format_append_id(out, record->value);
	}
	format_append_number(out, tid >= 0 ? ", LWP " : " LWP ", lwp, "");
	if (comm.len > 0)
		who_append_name(out, comm);
	format_append_text(rendering, ", ", json_text(record->value, NAME_TARGET), "");
}

/* Appends the kernel's state of a thread, if it has no other state. State D is always shown. */
static void
append_kernel_state(struct rendering *rendering, const struct record *record)
{
	static const struct {
		struct bytes letter, words;
		bool always;
	} words[] = { { BYTES_ROW("D"), BYTES_ROW("in the kernel (D)"), true },
		{ BYTES_ROW("R"), BYTES_ROW("running"), false },
		{ BYTES_ROW("T"), BYTES_ROW("stopped"), false },
		{ BYTES_ROW("t"), BYTES_ROW("stopped"), false } };
	struct bytes letter = json_text(record->value, NAME_KERNEL_STATE);
	struct bytes state = json_text(record->value, NAME_STATE);

	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (bytes_equal(letter, words[i].letter) && format_count(record) == 1 &&
		    (state.len == 0 || (words[i].always && !bytes_equal(state, words[i].words))))
			format_append_text(rendering, "  ", words[i].words, "");
}

/* Appends what became of a thread: whether and why it crashed, exited, is known. */
static void
append_marks(struct rendering *rendering, const struct record *record)
{
	struct bytes signal = json_text(record->value, NAME_SIGNAL);
	struct buffer *out = &rendering->line;

	if (json_flag(record->value, NAME_CRASHED)) {
		buffer_append(out, BYTES("  "));
		format_paint(rendering, FORMAT_RED, signal.len > 0 ? signal : BYTES("crashed"));
	}
	format_append_text(rendering, "  ", json_text(record->value, NAME_REASON), "");
	if (json_flag(record->value, NAME_EXITED)) {
		buffer_append(out, BYTES("  exited"));
		format_append_text(
		    rendering, " with ", json_text(record->value, NAME_EXIT_VALUE), "");
		format_append_text(
		    rendering, ", ran ", json_text(record->value, NAME_START_FUNCTION), "");
	}
	append_kernel_state(rendering, record);
	format_append_known(rendering, record, "  ", "  ");
}

/* A group that is not by stacks shows the stack of one thread; says of which. */
static void
append_whose(struct rendering *rendering, const struct record *record)
{
	struct buffer *out = &rendering->line;

	if (format_count(record) == 1 || format_is_by(record, NAME_FUNCTIONS) ||
	    format_is_by(record, NAME_FINGERPRINT))
		return;
	buffer_append(out, BYTES("  one of them, "));
	format_append_id(out, record->value);
	if (!format_is_by(record, NAME_ROLE))
		format_append_text(rendering, ", ", json_text(record->value, NAME_ROLE), "");
	buffer_append(out, BYTES(":\n"));
}

/* A crashed thread shows its arguments, which tell why it crashed. */
static int
detail_of(const struct rendering *rendering, const struct record *record)
{
	int detail = rendering->options.detail;

	return json_flag(record->value, NAME_CRASHED) && detail < BACKTRACE_ARGUMENTS
	    ? BACKTRACE_ARGUMENTS
	    : detail;
}

static void
append_end(struct rendering *rendering, const struct record *record)
{
	format_append_text(rendering, "  stopped: ", json_text(record->value, NAME_STOPPED), "\n");
	if (json_flag(record->value, NAME_TRUNCATED))
		buffer_append(&rendering->line, BYTES("  frames are missing\n"));
}

/* Whether the threads wait for work, or are so many that they are hardly the trouble. */
static bool
is_pool(const struct record *record)
{
	enum interest_rank rank = interest_of(record->value).rank;

	return rank == INTEREST_IDLE ||
	    (rank == INTEREST_OTHER && format_count(record) >= LARGE_POOL);
}

void
text_append_group(struct rendering *rendering, const struct record *record)
{
	format_append_keys(rendering, record);
	append_whose(rendering, record);
	if (rendering->options.detail > 0)
		backtrace_append(rendering, record, detail_of(rendering, record));
	else if (is_pool(record))
		backtrace_append_short(rendering, record);
	else
		backtrace_append_folded(rendering, record, detail_of(rendering, record));
	append_end(rendering, record);
	past_append(rendering, record);
}

static void
append_record(struct rendering *rendering, const struct record *record)
{
	append_who(rendering, record);
	append_marks(rendering, record);
	buffer_byte(&rendering->line, '\n');
	format_append_labels(rendering, record);
	wait_append(rendering, record);
	backtrace_append(rendering, record, detail_of(rendering, record));
	append_end(rendering, record);
	past_append(rendering, record);
	buffer_byte(&rendering->line, '\n');
}

/* Writes the deadlock of the process, before the line at hand and all that is held. */
static void
tell_deadlock(struct text *text)
{
	struct rendering *rendering = &text->rendering;
	struct buffer line = rendering->line;

	if (text->deadlock.count == 0)
		return;
	rendering->line = (struct buffer){ .at = NULL };
	deadlock_append(&text->deadlock, rendering);
	format_flush(rendering);
	buffer_free(&rendering->line);
	rendering->line = line;
	deadlock_forget(&text->deadlock);
}

static void
release(struct text *text)
{
	tell_deadlock(text);
	if (text->held.len > 0)
		fwrite(text->held.at, 1, text->held.len, text->rendering.options.out);
	buffer_reset(&text->held);
	text->holding = false;
}

/* Keeps the line behind those that are held. False: no memory, and it is not kept. */
static bool
hold(struct text *text)
{
	buffer_append(&text->held, buffer_bytes(&text->rendering.line));
	if (!text->held.full)
		return true;
	text->held.full = false; /* an append takes all or nothing */
	return false;
}

/*
 * Whether threads are held until the crashed one comes: those of a core file. Threads of a live process are shown as they
 * come.
 */
static bool
may_wait(const struct record *record)
{
	const struct value *process = json_member(record->value, NAME_PROCESS);

	return json_member(process, NAME_CORE) != NULL ||
	    json_member(process, NAME_COMMAND) != NULL;
}

/* Writes a heading if the process or the look is another than the last one's. */
static void
head(struct text *text, const struct record *record)
{
	struct rendering *rendering = &text->rendering;
	long long sample = sample_of(record);

	if (!format_process_changes(rendering, record) && text->sample == sample)
		return;
	release(text);
	text->sample = sample;
	append_process(rendering, record);
	format_flush(rendering);
	text->holding = may_wait(record);
}

static bool
add(struct rendering *rendering, const struct record *record)
{
	struct text *text = (struct text *)rendering;
	bool held = true;

	if (json_member(record->value, NAME_STACK) != NULL)
		return true; /* a stack of the past */
	if (stream_is_group(record)) {
		(void)deadlock_note(&text->groups_deadlock, record);
		return groups_add(rendering, &text->view, record, text_append_group);
	}
	head(text, record);
	text->holding = deadlock_note(&text->deadlock, record) || text->holding;
	append_record(rendering, record);
	if (text->holding && rendering->line.len > HELD_MAX)
		release(text); /* a line as large as that is not held, either */
	if (!text->holding || json_flag(record->value, NAME_CRASHED)) {
		tell_deadlock(text);
		format_flush_record(rendering, record);
	} else if (!rendering->line.full && !arena_full(record->memory))
		held = hold(text);
	if (text->holding && (json_flag(record->value, NAME_CRASHED) || text->held.len > HELD_MAX))
		release(text);
	return held;
}

static void
end(struct rendering *rendering)
{
	struct text *text = (struct text *)rendering;
	struct buffer wrong;

	release(text);
	deadlock_append(&text->groups_deadlock, rendering);
	wrong = rendering->line;
	rendering->line = (struct buffer){ .at = NULL };
	groups_end(rendering, &text->view, buffer_bytes(&wrong));
	buffer_free(&wrong);
	deadlock_forget(&text->groups_deadlock);
	buffer_free(&text->held);
}

const struct format text_format = { sizeof(struct text), .add = add, .end = end };
