/*
 * Text for people: what a process is and what its threads do. The thread that took a signal comes
 * first. Frames have their function, file and line; with -i 3 their arguments, with -i 4 their
 * local variables; the crashed thread has its arguments always.
 */
#include "base/shown.h"
#include "record/names.h"
#include "render/deadlock.h"
#include "render/recursion.h"
#include "same/normalise.h"

enum {
	FRAMES_ARGUMENTS = 3, /* from which level of detail on there are arguments */
	FRAMES_LOCALS = 4,
	LONG_NAME = 72, /* bytes of a function's name past which its template arguments go */
	IDS_SHOWN = 20,
	HELD_MAX = 16 * 1024 * 1024, /* bytes of text that wait for a crashed thread to come */
};

struct text {
	struct rendering rendering;
	struct buffer held; /* threads of a core file, until its crashed one came */
	bool holding;
	struct deadlock deadlock; /* of its process, to be told first */
	bool mixed;               /* the last record was a group of threads of several processes */
	long long sample;         /* of the last thread, as sample_of() has it */
};

/* Which further look at a process a thread is of; -1: the first, which may be the only one. A group may be of all. */
static long long
sample_of(const struct record *record)
{
	long long sample = json_number(record->value, NAME_SAMPLE);

	return format_is_group(record) || sample < 2 ? -1 : sample;
}

/* process 5361  /usr/sbin/httpd, core file /var/core, on web3, sample 2 */
static void
append_process(struct rendering *rendering, const struct record *record)
{
	const struct value *process = json_member(record->value, NAME_PROCESS);
	struct bytes exe = json_text(process, NAME_EXE), command = json_text(process, NAME_COMMAND);
	struct bytes file = json_text(json_member(record->value, NAME_SOURCE), NAME_FILE);
	long long pid = json_number(process, NAME_PID);
	struct buffer *out = &rendering->line;

	format_paint(rendering, FORMAT_BOLD, BYTES("process"));
	format_append_number(out, " ", pid, "");
	format_append_text(rendering, " ", exe.len > 0 ? exe : command, "");
	format_append_text(rendering, ", core file ", json_text(process, NAME_CORE), "");
	format_append_text(rendering, ", on ", json_text(process, NAME_HOST), "");
	format_append_number(out, ", inferior ", json_number(record->value, NAME_INFERIOR), "");
	format_append_number(out, ", sample ", sample_of(record), "");
	if (pid < 0 && exe.len == 0 && command.len == 0)
		format_append_text(
		    rendering, " of ", file.len > 0 ? file : BYTES("standard input"), "");
	buffer_append(out, BYTES("\n\n"));
}

static bool
is_of_several_processes(const struct value *first)
{
	for (const struct value *member = first; member != NULL; member = json_next(member))
		if (json_number(member, NAME_PID) != json_number(first, NAME_PID))
			return true;
	return false;
}

/* The threads of a group, those of one process and sample after the other: `11 3 2; 7`, `11 of process 8; 3 of process 9`. */
static void
append_members(struct rendering *rendering, const struct record *record)
{
	const struct value *member = json_first(json_member(record->value, NAME_MEMBERS));
	bool several = is_of_several_processes(member);
	long long rest = format_count(record);
	struct buffer *out = &rendering->line;

	for (int shown = 0; member != NULL && shown < IDS_SHOWN; shown++) {
		const struct value *next = shown + 1 < IDS_SHOWN ? json_next(member) : NULL;
		long long pid = json_number(member, NAME_PID);
		bool other = next == NULL || json_number(next, NAME_PID) != pid;

		buffer_byte(out, ' ');
		format_append_id(out, member);
		if (several && other)
			format_append_number(out, " of process ", pid, "");
		if (next != NULL &&
		    (other || json_number(next, NAME_SAMPLE) != json_number(member, NAME_SAMPLE)))
			buffer_byte(out, ';');
		member = next;
		rest--;
	}
	if (rest > 0)
		format_append_number(out, " and ", rest, " more");
}

/* A name between quotes, behind a blank; quotes in it are escaped. */
static void
append_quoted(struct buffer *out, struct bytes name)
{
	buffer_append(out, BYTES(" \""));
	for (;;) {
		size_t length = bytes_index(name, '"');

		shown_append(out, bytes_first(name, length));
		if (length == name.len)
			break;
		buffer_append(out, BYTES("\\\""));
		name = bytes_from(name, length + 1);
	}
	buffer_byte(out, '"');
}

/* thread 3, LWP 8837 "httpd"; 15 threads: 26 25 24 … */
static void
append_who(struct rendering *rendering, const struct record *record)
{
	struct buffer *out = &rendering->line;
	long long tid = json_number(record->value, NAME_TID);
	long long lwp = json_number(record->value, NAME_LWP), count = format_count(record);
	struct bytes comm = json_text(record->value, NAME_COMM);

	if (count != 1) {
		buffer_number(out, count);
		format_paint(rendering, FORMAT_BOLD, BYTES(" threads:"));
		append_members(rendering, record);
		return;
	}
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
		append_quoted(out, comm);
	format_append_text(rendering, ", ", json_text(record->value, NAME_TARGET), "");
}

/* What the scheduler had of it, unless its state says more. One that nothing can interrupt is always told. */
static void
append_kernel_state(struct rendering *rendering, const struct record *record)
{
	static const struct {
		struct bytes letter, words;
		bool always;
	} words[] = { { BYTES_ROW("D"), BYTES_ROW("in the kernel (D)"), true },
		{ BYTES_ROW("R"), BYTES_ROW("running"), false },
		{ BYTES_ROW("T"), BYTES_ROW("stopped"), false } };
	struct bytes letter = json_text(record->value, NAME_KERNEL_STATE);
	struct bytes state = json_text(record->value, NAME_STATE);

	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (bytes_equal(letter, words[i].letter) && format_count(record) == 1 &&
		    (state.len == 0 || (words[i].always && !bytes_equal(state, words[i].words))))
			format_append_text(rendering, "  ", words[i].words, "");
}

/* The words that say what became of it: crashed and why, exited, known. */
static void
append_marks(struct rendering *rendering, const struct record *record)
{
	struct bytes signal = json_text(record->value, NAME_SIGNAL);
	struct buffer *out = &rendering->line;

	if (json_flag(record->value, NAME_CRASHED)) {
		buffer_append(out, BYTES("  "));
		format_paint(rendering, FORMAT_RED, signal.len > 0 ? signal : BYTES("crashed"));
		if (format_count(record) > 1) {
			buffer_append(out, BYTES(" in "));
			format_append_id(out, record->value);
		}
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

/* Of what is together for another reason than its stack, the stack is one of many. */
static void
append_whose(struct rendering *rendering, const struct record *record)
{
	struct buffer *out = &rendering->line;

	if (format_count(record) == 1 || format_is_by(record, NAME_FUNCTIONS) ||
	    format_is_by(record, NAME_FINGERPRINT))
		return;
	buffer_append(out, BYTES("  one of them, "));
	format_append_id(out, record->value);
	buffer_append(out, BYTES(":\n"));
}

static void
append_place(struct rendering *rendering, const struct value *frame)
{
	struct bytes file = json_text(frame, NAME_FILE), module = json_text(frame, NAME_MODULE);
	struct buffer *out = &rendering->line;

	format_append_text(rendering, " at ", file, "");
	if (file.len > 0) {
		format_append_number(out, ":", json_number(frame, NAME_LINE), "");
	} else if (module.len > 0) {
		buffer_append(out, BYTES(" from "));
		format_paint(rendering, FORMAT_DIM, module);
	}
	if (json_flag(frame, NAME_INLINED))
		buffer_append(out, BYTES(" (inlined)"));
}

/* `number`: where the frame stands in the record, for those without a level. */
static void
append_frame(struct rendering *rendering, const struct record *record, const struct value *frame,
    size_t number, int detail)
{
	const struct value *local = json_first(json_member(frame, NAME_LOCALS));
	long long level = json_number(frame, NAME_LEVEL);
	struct bytes function = format_function(frame);
	struct buffer *out = &rendering->line;
	size_t start = out->len;

	format_append_number(out, "  #", level >= 0 ? level : (long long)number, " ");
	buffer_append(out, bytes_from(BYTES("   "), out->len - start - 3));
	if (function.len > LONG_NAME && rendering->options.detail < FRAMES_ARGUMENTS)
		function = normalise_templates(function, record->memory);
	shown_append(out, function);
	if (detail >= FRAMES_ARGUMENTS)
		format_append_text(rendering, " ", json_text(frame, NAME_ARGS), "");
	append_place(rendering, frame);
	buffer_byte(out, '\n');
	for (; detail >= FRAMES_LOCALS && local != NULL; local = json_next(local)) {
		buffer_blanks(out, 8);
		shown_append(out, json_text(local, NAME_NAME));
		buffer_append(out, BYTES(" = "));
		format_append_value(rendering, json_text(local, NAME_VALUE), 12);
	}
}

/*
 * With so much detail. Who asked for arguments wants those of each frame of a recursion, and names with
 * their template arguments.
 */
static void
append_frames(struct rendering *rendering, const struct record *record, int detail)
{
	size_t count, i = 0;
	const struct value **frames =
	    recursion_list(json_member(record->value, NAME_FRAMES), record->memory, &count);

	while (i < count) {
		struct recursion found = recursion_none;

		if (rendering->options.detail < FRAMES_ARGUMENTS)
			found = recursion_of(frames + i, count - i);
		for (size_t end = i + found.period, first = i; first < end; first++)
			append_frame(rendering, record, frames[first], first, detail);
		recursion_append(&rendering->line, 8, found);
		i += found.period * found.times;
	}
}

static void
append_record(struct rendering *rendering, const struct record *record)
{
	int detail = rendering->options.detail;

	if (json_flag(record->value, NAME_CRASHED) && detail < FRAMES_ARGUMENTS)
		detail = FRAMES_ARGUMENTS;
	append_who(rendering, record);
	append_marks(rendering, record);
	buffer_byte(&rendering->line, '\n');
	format_append_labels(rendering, record);
	deadlock_append_wait(rendering, record);
	append_whose(rendering, record);
	append_frames(rendering, record, detail);
	format_append_text(rendering, "  stopped: ", json_text(record->value, NAME_STOPPED), "\n");
	if (json_flag(record->value, NAME_TRUNCATED))
		buffer_append(&rendering->line, BYTES("  frames are missing\n"));
	buffer_byte(&rendering->line, '\n');
}

/* What is written stands before the line at hand, and before what is held. */
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

/* Keeps the line behind those that wait. False: no memory, and it is not kept. */
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
 * Whether what crashed may be still to come and is to be first: in a core, and among groups, which
 * come when all is known. The threads of a live process are shown as they come.
 */
static bool
may_wait(const struct record *record)
{
	const struct value *process = json_member(record->value, NAME_PROCESS);

	return format_is_group(record) || json_member(process, NAME_CORE) != NULL ||
	    json_member(process, NAME_COMMAND) != NULL;
}

/* Whether a group has threads of several processes, or of some that it cannot tell apart. */
static bool
is_mixed(const struct record *record)
{
	const struct value *process = json_member(record->value, NAME_PROCESS), *member;
	long long pid = json_number(process, NAME_PID);
	struct bytes host = json_text(process, NAME_HOST);

	if (format_is_by(record, NAME_PROCESS))
		return false;
	member = json_first(json_member(record->value, NAME_MEMBERS));
	for (; pid >= 0 && member != NULL; member = json_next(member))
		if (json_number(member, NAME_PID) != pid ||
		    !bytes_equal(json_text(member, NAME_HOST), host))
			return true;
	return pid < 0;
}

/* A new heading where the process or the sample is another than the last one's. */
static void
head(struct text *text, const struct record *record)
{
	struct rendering *rendering = &text->rendering;
	bool mixed = is_mixed(record);
	bool changes = format_process_changes(rendering, record) ||
	    text->sample != sample_of(record) || text->mixed;

	if (mixed ? text->mixed : !changes)
		return;
	release(text);
	text->mixed = mixed;
	text->sample = sample_of(record);
	if (mixed)
		buffer_append(&rendering->line, BYTES("all processes\n\n"));
	else
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
		return true; /* history, and no thread */
	head(text, record);
	text->holding = deadlock_note(&text->deadlock, record) || text->holding;
	append_record(rendering, record);
	if (text->holding && rendering->line.len > HELD_MAX)
		release(text); /* what is as large as that is not held besides */
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

	release(text);
	buffer_free(&text->held);
}

const struct format text_format = { sizeof(struct text), .add = add, .end = end };
