/*
 * Text for people: what a process is and what its threads do. The thread that took a signal comes
 * first. Frames have their function, file and line; with -i 3 their arguments, with -i 4 their
 * local variables; the crashed thread has its arguments always.
 */
#include "base/shown.h"
#include "record/names.h"
#include "render/format.h"

#include <stdlib.h>

enum {
	DETAIL_ARGUMENTS = 3,
	DETAIL_LOCALS = 4,
	IDS_SHOWN = 20,
	HELD_MAX = 16 * 1024 * 1024, /* bytes of text that wait for a crashed thread to come */
};

struct text {
	struct rendering rendering;
	struct buffer held; /* threads of a core file, until its crashed one came */
	bool holding;
	long long sample; /* of the last thread; -1: none */
};

/* Select Graphic Rendition (ECMA-48) */
#define BOLD "1"
#define RED "1;31"
#define GREEN "32"
#define DIM "2"

static struct rendering *
begin(const struct format_options *options)
{
	struct text *text = calloc(1, sizeof(*text));

	if (text == NULL)
		return NULL;
	text->rendering.options = *options;
	text->sample = -1;
	return &text->rendering;
}

static void
paint(struct rendering *rendering, const char *colour, struct bytes words)
{
	struct buffer *out = &rendering->line;

	if (rendering->options.colour) {
		buffer_append(out, BYTES("\033["));
		buffer_append(out, bytes_of(colour));
		buffer_byte(out, 'm');
	}
	shown_append(out, words);
	if (rendering->options.colour)
		buffer_append(out, BYTES("\033[0m"));
}

static void
append_named(struct buffer *out, const char *name, struct bytes value)
{
	if (value.len == 0)
		return;
	buffer_append(out, bytes_of(name));
	shown_append(out, value);
}

static void
append_numbered(struct buffer *out, const char *name, long long number)
{
	if (number < 0)
		return;
	buffer_append(out, bytes_of(name));
	buffer_number(out, number);
}

/* Which of several looks at a process a thread is of; a group may be of all. */
static long long
sample_of(const struct record *record)
{
	return format_is_group(record) ? -1 : read_number(record->value, NAME_SAMPLE);
}

/* process 5361  /usr/sbin/httpd, core file /var/core, on web3, sample 2 */
static void
append_process(struct rendering *rendering, const struct record *record)
{
	const struct value *process = read_member(record->value, NAME_PROCESS);
	struct bytes exe = read_text(process, NAME_EXE), command = read_text(process, NAME_COMMAND);
	struct bytes file = read_text(read_member(record->value, NAME_SOURCE), NAME_FILE);
	long long pid = read_number(process, NAME_PID);
	struct buffer *out = &rendering->line;

	paint(rendering, BOLD, BYTES("process"));
	append_numbered(out, " ", pid);
	append_named(out, " ", exe.len > 0 ? exe : command);
	append_named(out, ", core file ", read_text(process, NAME_CORE));
	append_named(out, ", on ", read_text(process, NAME_HOST));
	append_numbered(out, ", inferior ", read_number(record->value, NAME_INFERIOR));
	append_numbered(out, ", sample ", sample_of(record));
	if (pid < 0 && exe.len == 0 && command.len == 0)
		append_named(out, " of ", file.len > 0 ? file : BYTES("standard input"));
	buffer_append(out, BYTES("\n\n"));
}

static void
append_members(struct rendering *rendering, const struct record *record)
{
	const struct value *member = read_first(read_member(record->value, NAME_MEMBERS));
	long long rest = format_count(record);
	struct buffer *out = &rendering->line;

	for (int shown = 0; member != NULL && shown < IDS_SHOWN;
	     member = read_next(member), shown++) {
		buffer_byte(out, ' ');
		format_append_id(out, member);
		rest--;
	}
	if (rest > 0) {
		buffer_append(out, BYTES(" and "));
		buffer_number(out, rest);
		buffer_append(out, BYTES(" more"));
	}
}

/* thread 3, LWP 8837 "httpd"; 15 threads: 26 25 24 … */
static void
append_who(struct rendering *rendering, const struct record *record)
{
	struct buffer *out = &rendering->line;
	long long tid = read_number(record->value, NAME_TID);
	long long lwp = read_number(record->value, NAME_LWP), count = format_count(record);
	struct bytes comm = read_text(record->value, NAME_COMM);

	if (count > 1) {
		buffer_number(out, count);
		paint(rendering, BOLD, BYTES(" threads:"));
		append_members(rendering, record);
		return;
	}
	paint(rendering, BOLD,
	    tid >= 0 || lwp >= 0                         ? BYTES("thread")
		: read_flag(record->value, NAME_CURRENT) ? BYTES("the current thread")
							 : BYTES("a thread"));
	if (tid >= 0) {
		buffer_byte(out, ' ');
		format_append_id(out, record->value);
	}
	if (lwp >= 0) {
		buffer_append(out, tid >= 0 ? BYTES(", LWP ") : BYTES(" LWP "));
		buffer_number(out, lwp);
	}
	if (comm.len > 0) {
		buffer_append(out, BYTES(" \""));
		shown_append(out, comm);
		buffer_byte(out, '"');
	}
	append_named(out, ", ", read_text(record->value, NAME_TARGET));
}

/* The words that say what became of it: crashed, exited, known. */
static void
append_marks(struct rendering *rendering, const struct record *record)
{
	struct bytes signal = read_text(record->value, NAME_SIGNAL);
	struct buffer *out = &rendering->line;

	if (read_flag(record->value, NAME_CRASHED)) {
		buffer_append(out, BYTES("  "));
		paint(rendering, RED, signal.len > 0 ? signal : BYTES("crashed"));
	}
	if (read_flag(record->value, NAME_EXITED)) {
		buffer_append(out, BYTES("  exited"));
		append_named(out, " with ", read_text(record->value, NAME_EXIT_VALUE));
		append_named(out, ", ran ", read_text(record->value, NAME_START_FUNCTION));
	}
	if (read_member(record->value, NAME_KNOWN) != NULL)
		append_named(out, "  ",
		    read_flag(record->value, NAME_KNOWN) ? BYTES("known") : BYTES("new"));
	append_named(out, "  ", read_text(read_member(record->value, NAME_ISSUE), NAME_ID));
}

static void
append_labels(struct rendering *rendering, const struct record *record)
{
	struct bytes role = read_text(record->value, NAME_ROLE);
	struct bytes state = read_text(record->value, NAME_STATE);
	struct buffer *out = &rendering->line;

	if (role.len == 0 && state.len == 0)
		return;
	buffer_append(out, BYTES("  "));
	paint(rendering, GREEN, role);
	if (role.len > 0 && state.len > 0)
		buffer_append(out, BYTES(": "));
	paint(rendering, GREEN, state);
	buffer_byte(out, '\n');
}

static void
append_place(struct rendering *rendering, const struct value *frame)
{
	struct bytes file = read_text(frame, NAME_FILE), module = read_text(frame, NAME_MODULE);
	long long line = read_number(frame, NAME_LINE);
	struct buffer *out = &rendering->line;

	if (file.len > 0) {
		buffer_append(out, BYTES(" at "));
		shown_append(out, file);
		if (line >= 0) {
			buffer_byte(out, ':');
			buffer_number(out, line);
		}
	} else if (module.len > 0) {
		buffer_append(out, BYTES(" from "));
		paint(rendering, DIM, module);
	}
	if (read_flag(frame, NAME_INLINED))
		buffer_append(out, BYTES(" (inlined)"));
}

static void
append_local(struct buffer *out, const struct value *local)
{
	struct bytes value = read_text(local, NAME_VALUE);

	buffer_append(out, BYTES("        "));
	shown_append(out, read_text(local, NAME_NAME));
	buffer_append(out, BYTES(" = "));
	for (;;) {
		const char *newline = value.len == 0 ? NULL : memchr(value.at, '\n', value.len);
		size_t length = newline == NULL ? value.len : (size_t)(newline - value.at);

		shown_append(out, bytes_first(value, length));
		buffer_byte(out, '\n');
		if (newline == NULL)
			break;
		value = bytes_from(value, length + 1);
	}
}

static void
append_frame(struct rendering *rendering, const struct value *frame, int detail)
{
	const struct value *local = read_first(read_member(frame, NAME_LOCALS));
	long long level = read_number(frame, NAME_LEVEL);
	struct buffer *out = &rendering->line;
	size_t start = out->len;

	buffer_append(out, BYTES("  #"));
	if (level >= 0)
		buffer_number(out, level);
	while (out->len - start < 6)
		buffer_byte(out, ' ');
	shown_append(out, format_function(frame));
	if (detail >= DETAIL_ARGUMENTS)
		append_named(out, " ", read_text(frame, NAME_ARGS));
	append_place(rendering, frame);
	buffer_byte(out, '\n');
	for (; detail >= DETAIL_LOCALS && local != NULL; local = read_next(local))
		append_local(out, local);
}

static void
append_end(struct rendering *rendering, const struct record *record)
{
	struct bytes stopped = read_text(record->value, NAME_STOPPED);
	struct buffer *out = &rendering->line;

	if (stopped.len > 0) {
		buffer_append(out, BYTES("  stopped: "));
		shown_append(out, stopped);
		buffer_byte(out, '\n');
	}
	if (read_flag(record->value, NAME_TRUNCATED))
		buffer_append(out, BYTES("  more frames were cut off\n"));
	buffer_byte(out, '\n');
}

static void
append_record(struct rendering *rendering, const struct record *record)
{
	const struct value *frame = read_first(read_member(record->value, NAME_FRAMES));
	int detail = rendering->options.detail;

	if (read_flag(record->value, NAME_CRASHED) && detail < DETAIL_ARGUMENTS)
		detail = DETAIL_ARGUMENTS;
	append_who(rendering, record);
	append_marks(rendering, record);
	buffer_byte(&rendering->line, '\n');
	append_labels(rendering, record);
	for (; frame != NULL; frame = read_next(frame))
		append_frame(rendering, frame, detail);
	append_end(rendering, record);
}

static void
release(struct text *text)
{
	if (text->held.len > 0)
		fwrite(text->held.at, 1, text->held.len, text->rendering.options.out);
	buffer_reset(&text->held);
	text->holding = false;
}

/* gdb says what a core file was generated by; only there a crash is to be waited for. */
static bool
is_of_core(const struct record *record)
{
	const struct value *process = read_member(record->value, NAME_PROCESS);

	return read_member(process, NAME_CORE) != NULL ||
	    read_member(process, NAME_COMMAND) != NULL;
}

static bool
add(struct rendering *rendering, const struct record *record)
{
	struct text *text = (struct text *)rendering;
	bool changes = format_process_changes(rendering, record);

	if (changes || text->sample != sample_of(record)) {
		release(text);
		text->sample = sample_of(record);
		append_process(rendering, record);
		format_flush(rendering);
		text->holding = is_of_core(record);
	}
	append_record(rendering, record);
	if (text->holding && !read_flag(record->value, NAME_CRASHED)) {
		buffer_append(&text->held, buffer_bytes(&rendering->line));
		buffer_reset(&rendering->line);
	}
	if (rendering->line.full || text->held.full)
		return false;
	format_flush(rendering);
	if (text->holding && (read_flag(record->value, NAME_CRASHED) || text->held.len > HELD_MAX))
		release(text);
	return true;
}

static bool
end(struct rendering *rendering)
{
	struct text *text = (struct text *)rendering;

	release(text);
	buffer_free(&text->held);
	buffer_free(&rendering->line);
	buffer_free(&rendering->process);
	free(text);
	return true;
}

const struct format text_format = { begin, add, end };
