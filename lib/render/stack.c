#include "render/stack.h"

#include "base/shown.h"
#include "record/names.h"
#include "render/library.h"
#include "render/recursion.h"
#include "same/normalise.h"

enum {
	LONG_NAME = 72,   /* bytes of a function's name past which its template arguments go */
	SHORT_FRAMES = 4, /* functions in one line */
	FEW_FRAMES = 4,   /* so many are shown, whosever they are */
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

static struct bytes
shown_name(const struct value *frame, int detail, struct arena *memory)
{
	struct bytes function = format_function(frame);

	if (detail < STACK_ARGUMENTS && json_text(frame, NAME_FUNCTION).len > 0)
		function = normalise_parameters(function);
	if (detail < STACK_ARGUMENTS && function.len > LONG_NAME)
		function = normalise_templates(function, memory);
	return function;
}

static void
append_locals(struct rendering *rendering, const struct value *frame)
{
	const struct value *local = json_first(json_member(frame, NAME_LOCALS));
	struct buffer *out = &rendering->line;

	for (; local != NULL; local = json_next(local)) {
		buffer_blanks(out, 8);
		shown_append(out, json_text(local, NAME_NAME));
		buffer_append(out, BYTES(" = "));
		format_append_value(rendering, json_text(local, NAME_VALUE), 12);
	}
}

/*
 * `number`: where the frame stands in the record, for those without a level. `colour` of its function. Who asked for
 * arguments wants names with all that is theirs.
 */
static void
append_frame(struct rendering *rendering, const struct record *record, const struct value *frame,
    size_t number, int detail, const char *colour)
{
	long long level = json_number(frame, NAME_LEVEL);
	int names = rendering->options.detail;
	struct buffer *out = &rendering->line;
	size_t start = out->len;

	format_append_number(out, "  #", level >= 0 ? level : (long long)number, " ");
	buffer_append(out, bytes_from(BYTES("   "), out->len - start - 3));
	format_paint(rendering, colour, shown_name(frame, names, record->memory));
	if (detail >= STACK_ARGUMENTS)
		format_append_text(rendering, " ", json_text(frame, NAME_ARGS), "");
	append_place(rendering, frame);
	buffer_byte(out, '\n');
	if (detail >= STACK_LOCALS)
		append_locals(rendering, frame);
}

void
stack_append(struct rendering *rendering, const struct record *record, int detail)
{
	size_t count, i = 0;
	const struct value **frames =
	    recursion_list(json_member(record->value, NAME_FRAMES), record->memory, &count);

	while (i < count) {
		struct recursion found = recursion_none;

		if (rendering->options.detail < STACK_ARGUMENTS)
			found = recursion_of(frames + i, count - i);
		for (size_t end = i + found.period, first = i; first < end; first++)
			append_frame(rendering, record, frames[first], first, detail, NULL);
		recursion_append(&rendering->line, 8, found);
		i += found.period * found.times;
	}
}

void
stack_fold_add(struct stack_fold *fold, struct bytes library)
{
	size_t i = 0;

	fold->frames++;
	while (
	    i < fold->names_count && i < STACK_LIBRARIES && !bytes_equal(fold->names[i], library))
		i++;
	if (i < STACK_LIBRARIES && i == fold->names_count)
		fold->names[i] = library;
	if (i == fold->names_count || i == STACK_LIBRARIES)
		fold->names_count = i + 1;
}

void
stack_fold_append(struct rendering *rendering, struct stack_fold *fold, size_t margin)
{
	struct buffer *out = &rendering->line;
	size_t shown = fold->names_count < STACK_LIBRARIES ? fold->names_count : STACK_LIBRARIES;

	if (fold->frames == 0)
		return;
	buffer_blanks(out, margin);
	format_begin_paint(rendering, FORMAT_DIM);
	format_append_number(
	    out, "… ", (long long)fold->frames, fold->frames == 1 ? " frame of " : " frames of ");
	for (size_t i = 0; i < shown; i++) {
		bool last = i + 1 == fold->names_count;

		buffer_append(out, i == 0 ? BYTES("") : last ? BYTES(" and ") : BYTES(", "));
		shown_append(out, fold->names[i]);
	}
	if (fold->names_count > shown)
		buffer_append(out, BYTES(" and others"));
	format_end_paint(rendering);
	buffer_byte(out, '\n');
	*fold = (struct stack_fold){ .frames = 0 };
}

/* A stack whose frames are folded. */
struct folding {
	struct rendering *rendering;
	const struct record *record;
	const struct value **frames;
	size_t count;
	int detail;
	struct stack_fold fold;
};

/* Whether the frame is shown, whosever it is: the innermost, a handler of a signal, and what it interrupted. */
static bool
is_shown_always(const struct folding *folding, size_t i)
{
	return i == 0 || json_flag(folding->frames[i], NAME_SIGNAL_HANDLER) ||
	    json_flag(folding->frames[i - 1], NAME_SIGNAL_HANDLER);
}

static void
append_one(struct folding *folding, size_t i)
{
	const struct value *frame = folding->frames[i];
	struct bytes library = library_of(frame, folding->record->memory);
	bool next = i + 1 < folding->count && !is_shown_always(folding, i + 1) &&
	    library_of(folding->frames[i + 1], folding->record->memory).len > 0;

	/* one alone takes no more room than what would say so */
	if (library.len > 0 && !is_shown_always(folding, i) && (folding->fold.frames > 0 || next)) {
		stack_fold_add(&folding->fold, library);
		return;
	}
	stack_fold_append(folding->rendering, &folding->fold, 2);
	append_frame(folding->rendering, folding->record, frame, i, folding->detail,
	    library.len > 0 ? FORMAT_DIM : FORMAT_BOLD);
}

void
stack_append_folded(struct rendering *rendering, const struct record *record, int detail)
{
	struct folding folding = { .rendering = rendering, .record = record, .detail = detail };
	size_t i = 0;

	folding.frames =
	    recursion_list(json_member(record->value, NAME_FRAMES), record->memory, &folding.count);
	if (folding.count <= FEW_FRAMES) {
		stack_append(rendering, record, detail);
		return;
	}
	while (i < folding.count) {
		struct recursion found = recursion_of(folding.frames + i, folding.count - i);

		if (found.times > 1)
			stack_fold_append(rendering, &folding.fold, 2);
		for (size_t end = i + found.period, first = i; first < end; first++) {
			if (found.times == 1)
				append_one(&folding, first);
			else
				append_frame(
				    rendering, record, folding.frames[first], first, detail, NULL);
		}
		recursion_append(&rendering->line, 8, found);
		i += found.period * found.times;
	}
	stack_fold_append(rendering, &folding.fold, 2);
}

void
stack_append_short(struct rendering *rendering, const struct record *record)
{
	const struct value *frames = json_member(record->value, NAME_FRAMES);
	const struct value *frame = library_first_own(frames, record->memory);
	struct buffer *out = &rendering->line;
	size_t shown = 0;

	for (bool more = frame != NULL; frame != NULL && more; frame = json_next(frame)) {
		if (shown > 0 && library_of(frame, record->memory).len > 0)
			continue;
		buffer_append(out, shown == 0 ? BYTES("  ") : BYTES(" < "));
		more = shown++ < SHORT_FRAMES;
		if (more)
			shown_append(out, shown_name(frame, 0, record->memory));
		else
			buffer_append(out, BYTES("…"));
		if (shown == 1)
			append_place(rendering, frame);
	}
	if (shown > 0)
		buffer_byte(out, '\n');
}
