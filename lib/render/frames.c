#include "render/frames.h"

#include "base/shown.h"
#include "group/normalise.h"
#include "record/names.h"

enum {
	LONG_NAME = 72,    /* bytes of a function's name past which its template arguments go */
	PERIOD_MAX = 8,    /* frames that a recursion takes turns with */
	REPEATS_LEAST = 4, /* of such frames before they are folded */
};

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
		format_paint(rendering, FORMAT_DIM, module);
	}
	if (read_flag(frame, NAME_INLINED))
		buffer_append(out, BYTES(" (inlined)"));
}

static void
append_local(struct buffer *out, const struct value *local)
{
	buffer_append(out, BYTES("        "));
	shown_append(out, read_text(local, NAME_NAME));
	buffer_append(out, BYTES(" = "));
	format_append_value(out, read_text(local, NAME_VALUE), BYTES("            "), shown_append);
}

/* `number`: where the frame stands in the record, for those without a level. */
static void
append_frame(struct rendering *rendering, const struct record *record, const struct value *frame,
    size_t number, int detail)
{
	const struct value *local = read_first(read_member(frame, NAME_LOCALS));
	long long level = read_number(frame, NAME_LEVEL);
	struct bytes function = format_function(frame);
	struct buffer *out = &rendering->line;
	size_t start = out->len;

	buffer_append(out, BYTES("  #"));
	buffer_number(out, level >= 0 ? level : (long long)number);
	do
		buffer_byte(out, ' ');
	while (out->len - start < 6);
	if (function.len > LONG_NAME && rendering->options.detail < FRAMES_ARGUMENTS)
		function = normalise_templates(function, record->memory);
	shown_append(out, function);
	if (detail >= FRAMES_ARGUMENTS)
		format_append_named(out, " ", read_text(frame, NAME_ARGS));
	append_place(rendering, frame);
	buffer_byte(out, '\n');
	for (; detail >= FRAMES_LOCALS && local != NULL; local = read_next(local))
		append_local(out, local);
}

/* The frames of a record in an array. NULL: there are none, or no memory. */
static const struct value **
list_frames(const struct record *record, size_t *count)
{
	const struct value *first = read_first(read_member(record->value, NAME_FRAMES)), **list;

	*count = 0;
	for (const struct value *frame = first; frame != NULL; frame = read_next(frame))
		(*count)++;
	list = *count == 0 ? NULL : arena_alloc(record->memory, *count * sizeof(*list));
	if (list == NULL) {
		*count = 0;
		return NULL;
	}
	for (size_t i = 0; i < *count; i++, first = read_next(first))
		list[i] = first;
	return list;
}

static bool
is_same(const struct value *a, const struct value *b, const char *name)
{
	return bytes_equal(read_text(a, name), read_text(b, name));
}

/* Without a line the address tells places apart; with one, a compiler may have made two of it. */
static bool
is_same_place(const struct value *a, const struct value *b)
{
	long long line = read_number(a, NAME_LINE);

	return is_same(a, b, NAME_FUNCTION) && is_same(a, b, NAME_MODULE) &&
	    is_same(a, b, NAME_FILE) && line == read_number(b, NAME_LINE) &&
	    (line >= 0 || is_same(a, b, NAME_ADDRESS));
}

/* How many times the first `period` frames come, one after the other. */
static size_t
count_repeats(const struct value **frames, size_t count, size_t period)
{
	size_t i = period;

	while (i < count && is_same_place(frames[i], frames[i - period]))
		i++;
	return i / period;
}

static void
append_repeats(struct buffer *out, size_t period, size_t repeats)
{
	buffer_append(out, BYTES("        "));
	if (period == 1) {
		buffer_append(out, BYTES("the same "));
	} else {
		buffer_append(out, BYTES("these "));
		buffer_number(out, (long long)period);
		buffer_byte(out, ' ');
	}
	buffer_number(out, (long long)repeats);
	buffer_append(out, BYTES(" times more\n"));
}

/* Who asked for arguments wants those of each frame of a recursion. */
void
frames_append(struct rendering *rendering, const struct record *record, int detail)
{
	size_t count, i = 0;
	const struct value **frames = list_frames(record, &count);

	while (i < count) {
		size_t period = 1, repeats = 1;

		while (rendering->options.detail < FRAMES_ARGUMENTS && period <= PERIOD_MAX &&
		    (repeats = count_repeats(frames + i, count - i, period)) < REPEATS_LEAST)
			period++;
		if (repeats < REPEATS_LEAST)
			period = repeats = 1;
		for (size_t end = i + period, first = i; first < end; first++)
			append_frame(rendering, record, frames[first], first, detail);
		if (repeats > 1)
			append_repeats(&rendering->line, period, repeats - 1);
		i += period * repeats;
	}
}
