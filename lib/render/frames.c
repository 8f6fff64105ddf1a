#include "render/frames.h"

#include "base/shown.h"
#include "record/names.h"
#include "render/recursion.h"
#include "same/normalise.h"

enum {
	LONG_NAME = 72, /* bytes of a function's name past which its template arguments go */
};

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

/* Who asked for arguments wants those of each frame of a recursion. */
void
frames_append(struct rendering *rendering, const struct record *record, int detail)
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
