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

/* The same as shown_append(), but DEL stays, as in the original. */
static void
append_shown(struct buffer *out, struct bytes text)
{
	for (;;) {
		size_t length = bytes_index(text, 0x7F);

		shown_append(out, bytes_first(text, length));
		if (length == text.len)
			return;
		buffer_byte(out, text.at[length]);
		text = bytes_from(text, length + 1);
	}
}

static void
append_process(struct rendering *rendering, const struct value *process)
{
	struct buffer *out = &rendering->line;
	size_t start = out->len;

	format_append_number(out, "Pid ", json_number(process, NAME_PID), " ");
	format_append_text(rendering, "Executable ", json_text(process, NAME_EXE), " ");
	if (out->len > start)
		buffer_byte(out, '\n');
}

/* [27] MPM child worker thread (waiting for connection to handle) */
static void
append_title(struct rendering *rendering, const struct record *record)
{
	const struct value *thread = json_first(json_member(record->value, NAME_MEMBERS));
	bool group = stream_is_group(record);
	struct buffer *out = &rendering->line;

	if (group)
		format_append_number(out, "", format_count(record), " * ");
	buffer_byte(out, '[');
	format_append_id(out, group && thread != NULL ? thread : record->value);
	buffer_byte(out, ']');
	format_append_text(rendering, " ", json_text(record->value, NAME_ROLE), "");
	format_append_text(rendering, " (", json_text(record->value, NAME_STATE), ")");
	buffer_byte(out, '\n');
}

static void
append_functions(struct rendering *rendering, const struct value *frame)
{
	bool bare = rendering->options.detail >= DETAIL_BARE;

	if (!bare)
		buffer_append(&rendering->line, BYTES("  "));
	for (; frame != NULL; frame = json_next(frame))
		format_append_text(
		    rendering, bare ? " " : "", format_function(frame), bare ? "" : ", ");
	buffer_byte(&rendering->line, '\n');
}

static void
append_frames(struct rendering *rendering, const struct value *frame)
{
	struct buffer *out = &rendering->line;

	for (; frame != NULL; frame = json_next(frame)) {
		const struct value *local = json_first(json_member(frame, NAME_LOCALS));

		buffer_append(out, BYTES(" #"));
		format_append_number(out, "", json_number(frame, NAME_LEVEL), "");
		format_append_text(rendering, " ", format_function(frame), "");
		format_append_text(rendering, "", json_text(frame, NAME_ARGS), "");
		buffer_byte(out, '\n');
		if (rendering->options.detail < DETAIL_LOCALS)
			continue;
		for (; local != NULL; local = json_next(local)) {
			buffer_append(out, BYTES("  "));
			rendering->show(out, json_text(local, NAME_NAME));
			buffer_byte(out, '=');
			format_append_value(rendering, json_text(local, NAME_VALUE), 4);
		}
	}
	buffer_byte(out, '\n');
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
		append_process(rendering, json_member(record->value, NAME_PROCESS));
	}
	append_title(rendering, record);
	if (rendering->options.detail < DETAIL_FRAMES)
		append_functions(rendering, frame);
	else
		append_frames(rendering, frame);
	format_flush_record(rendering, record);
	return true;
}

/* An empty line ends a process, another one the whole; without any threads, nothing is written. */
static void
end(struct rendering *rendering)
{
	if (rendering->any)
		fputs("\n\n", rendering->options.out);
}

const struct format describe_format = {
	sizeof(struct rendering),
	.add = add,
	.end = end,
	.show = append_shown,
};
