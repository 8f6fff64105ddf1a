/*
 * The text of stacktraces.py: per process a line for it, then each thread, or group of threads,
 * with its role and state and, by the level of detail,
 *   0, 1  the functions in a line, with commas
 *   2     the functions in a line
 *   3     a line for each frame, with its arguments
 *   4     and with its local variables
 */
#include "base/shown.h"
#include "record/names.h"
#include "render/format.h"

enum { DETAIL_BARE = 2, DETAIL_FRAMES = 3, DETAIL_LOCALS = 4 };

/* As shown_append(), but a DEL stays. */
static void
append_shown(struct buffer *out, struct bytes text)
{
	const char *delete;

	while (text.len > 0 && (delete = memchr(text.at, 0x7F, text.len)) != NULL) {
		size_t length = (size_t)(delete - text.at);

		shown_append(out, bytes_first(text, length));
		buffer_byte(out, *delete);
		text = bytes_from(text, length + 1);
	}
	shown_append(out, text);
}

static struct rendering *
begin(const struct format_options *options)
{
	return format_begin(sizeof(struct rendering), options);
}

static void
append_process(struct buffer *out, const struct value *process)
{
	long long pid = json_number(process, NAME_PID);
	struct bytes exe = json_text(process, NAME_EXE);

	if (pid >= 0) {
		buffer_append(out, BYTES("Pid "));
		buffer_number(out, pid);
		buffer_byte(out, ' ');
	}
	if (exe.len > 0) {
		buffer_append(out, BYTES("Executable "));
		append_shown(out, exe);
		buffer_byte(out, ' ');
	}
	if (pid >= 0 || exe.len > 0)
		buffer_byte(out, '\n');
}

/* [27] MPM child worker thread (waiting for connection to handle) */
static void
append_title(struct buffer *out, const struct record *record)
{
	struct bytes role = json_text(record->value, NAME_ROLE);
	struct bytes state = json_text(record->value, NAME_STATE);

	if (format_is_group(record)) {
		buffer_number(out, format_count(record));
		buffer_append(out, BYTES(" * "));
	}
	buffer_byte(out, '[');
	format_append_id(out, format_first(record));
	buffer_byte(out, ']');
	if (role.len > 0) {
		buffer_byte(out, ' ');
		append_shown(out, role);
	}
	if (state.len > 0) {
		buffer_append(out, BYTES(" ("));
		append_shown(out, state);
		buffer_byte(out, ')');
	}
	buffer_byte(out, '\n');
}

static void
append_functions(struct buffer *out, const struct value *frame, int detail)
{
	if (detail < DETAIL_BARE)
		buffer_append(out, BYTES("  "));
	for (; frame != NULL; frame = json_next(frame)) {
		if (detail >= DETAIL_BARE)
			buffer_byte(out, ' ');
		append_shown(out, format_function(frame));
		if (detail < DETAIL_BARE)
			buffer_append(out, BYTES(", "));
	}
	buffer_byte(out, '\n');
}

static void
append_local(struct buffer *out, const struct value *local)
{
	buffer_append(out, BYTES("  "));
	append_shown(out, json_text(local, NAME_NAME));
	buffer_byte(out, '=');
	format_append_value(out, json_text(local, NAME_VALUE), BYTES("    "), append_shown);
}

static void
append_frames(struct buffer *out, const struct value *frame, int detail)
{
	for (; frame != NULL; frame = json_next(frame)) {
		const struct value *local = json_first(json_member(frame, NAME_LOCALS));
		long long level = json_number(frame, NAME_LEVEL);

		buffer_append(out, BYTES(" #"));
		if (level >= 0)
			buffer_number(out, level);
		buffer_byte(out, ' ');
		append_shown(out, format_function(frame));
		append_shown(out, json_text(frame, NAME_ARGS));
		buffer_byte(out, '\n');
		for (; detail >= DETAIL_LOCALS && local != NULL; local = json_next(local))
			append_local(out, local);
	}
	buffer_byte(out, '\n');
}

/* A DEL comes out as the original has it, but for a terminal. */
static void
flush(struct rendering *rendering)
{
	struct bytes rest = buffer_bytes(&rendering->line);
	const char *delete;

	while (rendering->options.terminal && rest.len > 0 &&
	    (delete = memchr(rest.at, 0x7F, rest.len)) != NULL) {
		size_t length = (size_t)(delete - rest.at);

		fwrite(rest.at, 1, length, rendering->options.out);
		fputs("\\x7f", rendering->options.out);
		rest = bytes_from(rest, length + 1);
	}
	if (rest.len > 0)
		fwrite(rest.at, 1, rest.len, rendering->options.out);
	buffer_reset(&rendering->line);
}

static bool
add(struct rendering *rendering, const struct record *record)
{
	const struct value *frame = json_first(json_member(record->value, NAME_FRAMES));
	bool first = !rendering->any;
	struct buffer *out = &rendering->line;

	if (format_process_changes(rendering, record)) {
		if (!first)
			buffer_byte(out, '\n');
		append_process(out, json_member(record->value, NAME_PROCESS));
	}
	append_title(out, record);
	if (rendering->options.detail < DETAIL_FRAMES)
		append_functions(out, frame, rendering->options.detail);
	else
		append_frames(out, frame, rendering->options.detail);
	if (!out->full && !arena_full(record->memory))
		flush(rendering);
	return true;
}

/* An empty line ends a process, one more ends it all. Of nothing there is nothing to say. */
static void
end(struct rendering *rendering)
{
	if (rendering->any)
		fputs("\n\n", rendering->options.out);
	format_free(rendering);
}

const struct format threads_format = { begin, add, end };
