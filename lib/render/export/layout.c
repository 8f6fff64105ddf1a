#include "render/export/layout.h"

#include "record/names.h"
#include "render/export/exported.h"
#include "render/recursion.h"

/* An exception whose chain and members are written; the one that it is a member of is `outer`. */
struct level {
	struct level *outer;
	const struct value **order; /* of its chain, as CPython writes it: what came first, first */
	size_t count, at;           /* `at`: the next one to write */
	const struct value *member; /* the next member of the exception before `at` */
	long long number;           /* of the member written last, from 1; 0: none */
};

struct layout {
	struct buffer *out;
	const struct record *record;
	const struct format_options *options;
	struct buffer text; /* of one exception */
	size_t depth;       /* how many groups it is inside of; the outermost is so itself */
	bool close;         /* the frame around the last member is still open */
};

/* Writes the text, each line behind the margin of the groups that it is in. */
static void
put(struct layout *layout, char first)
{
	struct bytes text = buffer_bytes(&layout->text), line;

	while (bytes_next(&text, '\n', &line)) {
		buffer_blanks(layout->out, 2 * layout->depth);
		if (layout->depth > 0) {
			buffer_byte(layout->out, first);
			buffer_byte(layout->out, ' ');
		}
		first = '|';
		buffer_append(layout->out, line);
		buffer_byte(layout->out, '\n');
	}
	buffer_reset(&layout->text);
}

static void
append_place(struct layout *layout, const struct value *place)
{
	struct buffer *out = &layout->text;

	buffer_append(out, BYTES("  File \""));
	buffer_append(out, exported_path(layout->options, json_text(place, NAME_FILE)));
	buffer_byte(out, '"');
	format_append_number(out, ", line ", json_number(place, NAME_LINE), "");
}

static void
append_source(struct buffer *out, const struct value *place)
{
	struct bytes text = json_text(place, NAME_TEXT), line;

	while (bytes_next(&text, '\n', &line)) {
		buffer_append(out, BYTES("\n    "));
		buffer_append(out, line);
	}
	buffer_byte(out, '\n');
}

static void
append_python_frame(struct layout *layout, const struct value *frame)
{
	struct bytes raw = json_text(frame, NAME_RAW);
	long long more = json_number(frame, NAME_REPEATED);
	struct buffer *out = &layout->text;

	if (raw.len > 0) {
		buffer_append(out, raw);
		buffer_byte(out, '\n');
		return;
	}
	append_place(layout, frame);
	buffer_append(out, BYTES(", in "));
	buffer_append(out, format_function(frame));
	append_source(out, frame);
	format_append_number(out, "  [Previous line repeated ", more > 0 ? more : -1,
	    more == 1 ? " more time]\n" : " more times]\n");
}

static void
append_exception(struct layout *layout, const struct value *holder, const char *heading)
{
	const struct value *exception = json_member(holder, NAME_EXCEPTION);
	struct bytes type = json_text(exception, NAME_TYPE);
	struct bytes message = json_text(exception, NAME_MESSAGE);
	struct buffer *out = &layout->text;
	size_t count;
	const struct value **frames =
	    recursion_list(json_member(holder, NAME_FRAMES), layout->record->memory, &count);

	if (count > 0)
		buffer_append(out, bytes_of(heading));
	while (frames != NULL && count > 0)
		append_python_frame(layout, frames[--count]);
	if (json_text(exception, NAME_FILE).len > 0) {
		append_place(layout, exception);
		append_source(out, exception);
	}
	buffer_append(out, type);
	if (type.len > 0 && message.len > 0)
		buffer_append(out, BYTES(": "));
	buffer_append(out, message);
	if (type.len > 0 || message.len > 0)
		buffer_byte(out, '\n');
}

/* Begins an exception, with its chain. NULL: no memory. */
static struct level *
open_level(struct layout *layout, const struct value *holder, struct level *outer)
{
	struct arena *memory = layout->record->memory;
	struct level *level = arena_zero(memory, sizeof(*level));
	size_t count;
	const struct value **chain =
	    recursion_list(json_member(holder, NAME_CHAIN), memory, &count);

	if (level == NULL)
		return NULL;
	level->outer = outer;
	level->order = arena_alloc(memory, (count + 1) * sizeof(struct value *));
	if (level->order == NULL)
		return NULL;
	for (size_t i = count; chain != NULL && i > 0; i--)
		level->order[level->count++] = chain[i - 1];
	level->order[level->count++] = holder;
	return level;
}

/* Appends the line above a member, or above those that are left out (a number below 0), or below the last one (0). */
static void
append_rule(struct layout *layout, long long number)
{
	struct buffer *out = layout->out;

	buffer_blanks(out, 2 * layout->depth);
	if (number == 0) {
		buffer_append(out, BYTES("+------------------------------------\n"));
		return;
	}
	buffer_append(out, number == 1 ? BYTES("+-+") : BYTES("  +"));
	buffer_append(out, BYTES("---------------- "));
	buffer_append(out, number < 0 ? BYTES("...") : BYTES_NONE);
	format_append_number(out, "", number, "");
	buffer_append(out, BYTES(" ----------------\n"));
}

static void
append_next(struct layout *layout, struct level *level)
{
	const struct value *holder = level->order[level->at];
	const struct value *members = json_first(json_member(holder, NAME_EXCEPTIONS));
	bool top = members != NULL && layout->depth == 0;

	if (level->at > 0) {
		bool cause = bytes_equal(
		    json_text(level->order[level->at - 1], NAME_RELATION), BYTES("cause"));

		buffer_append(&layout->text,
		    cause ? BYTES("\nThe above exception was the direct cause of the following "
				  "exception:\n\n")
			  : BYTES("\nDuring handling of the above exception, another exception "
				  "occurred:\n\n"));
		put(layout, '|');
	}
	layout->depth += top;
	append_exception(layout, holder,
	    members != NULL ? "Exception Group Traceback (most recent call last):\n"
			    : "Traceback (most recent call last):\n");
	put(layout, top ? '+' : '|');
	level->member = members;
	level->number = 0;
	level->at++;
}

/* Ends the members of an exception. */
static void
close_members(struct layout *layout, struct level *level)
{
	long long omitted = json_number(level->order[level->at - 1], NAME_OMITTED);

	if (omitted > 0) {
		append_rule(layout, -1);
		layout->depth++;
		format_append_number(&layout->text, "and ", omitted,
		    omitted == 1 ? " more exception\n" : " more exceptions\n");
		put(layout, '|');
		layout->depth--;
		layout->close = true;
	}
	layout->depth++;
	if (layout->close)
		append_rule(layout, 0);
	layout->close = false;
	layout->depth--;
	level->number = 0;
	layout->depth -= layout->depth == 1 && level->outer == NULL;
}

static void
append_chain(struct layout *layout, struct level *level)
{
	while (level != NULL) {
		if (level->member != NULL) {
			struct level *inner = open_level(layout, level->member, level);

			append_rule(layout, ++level->number);
			level->member = json_next(level->member);
			layout->close = true;
			layout->depth++;
			level = inner;
		} else if (level->number > 0) {
			close_members(layout, level);
		} else if (level->at < level->count) {
			append_next(layout, level);
		} else {
			level = level->outer;
			layout->depth -= level != NULL;
		}
	}
}

static void
append_locals(struct buffer *out, const struct value *frame)
{
	for (const struct value *local = json_first(json_member(frame, NAME_LOCALS)); local != NULL;
	     local = json_next(local)) {
		buffer_blanks(out, 8);
		buffer_append(out, json_text(local, NAME_NAME));
		buffer_append(out, BYTES(" = "));
		buffer_append(out, json_text(local, NAME_VALUE));
		buffer_byte(out, '\n');
	}
}

/* #1  worker (name=0x55) at crash.c:85 */
static void
append_native_frame(struct layout *layout, const struct value *frame, long long number)
{
	struct bytes file = exported_path(layout->options, json_text(frame, NAME_FILE));
	struct bytes module = format_module(frame, layout->record->memory);
	struct bytes args = json_text(frame, NAME_ARGS);
	long long level = json_number(frame, NAME_LEVEL);
	struct buffer *out = layout->out;

	format_append_number(out, "#", level >= 0 ? level : number, " ");
	buffer_blanks(out, number < 10);
	buffer_append(out, format_function(frame));
	if (layout->options->values && args.len > 0) {
		buffer_byte(out, ' ');
		buffer_append(out, args);
	}
	if (file.len > 0)
		buffer_append(out, BYTES(" at "));
	else if (module.len > 0)
		buffer_append(out, BYTES(" from "));
	buffer_append(out, file.len > 0 ? file : module);
	if (file.len > 0)
		format_append_number(out, ":", json_number(frame, NAME_LINE), "");
	buffer_byte(out, '\n');
	if (layout->options->values)
		append_locals(out, frame);
}

/* With arguments, the frames of a recursion differ. */
static void
append_native_frames(struct layout *layout)
{
	size_t count;
	const struct value **frames = recursion_list(
	    json_member(layout->record->value, NAME_FRAMES), layout->record->memory, &count);

	for (size_t i = 0; i < count;) {
		struct recursion found =
		    layout->options->values ? recursion_none : recursion_of(frames + i, count - i);

		for (size_t j = i; j < i + found.period; j++)
			append_native_frame(layout, frames[j], (long long)j);
		recursion_append(layout->out, 8, found);
		i += found.frames;
	}
}

void
layout_append(struct buffer *out, const struct record *record, const struct format_options *options)
{
	struct layout layout = { .out = out, .record = record, .options = options };

	if (format_kind(record) == FORMAT_TRACEBACKS)
		append_chain(&layout, open_level(&layout, record->value, NULL));
	else
		append_native_frames(&layout);
	buffer_end(&layout.text, out);
}
