#include "render/backtrace.h"

#include "base/shown.h"
#include "record/names.h"
#include "render/library.h"
#include "render/recursion.h"
#include "same/interpreter.h"
#include "same/normalise.h"

enum {
	LONG_NAME = 72,   /* bytes of a function's name past which its template arguments go */
	SHORT_FRAMES = 4, /* functions in one line */
	FEW_FRAMES = 4,   /* frames of a stack of which none is folded */
};

static void
append_place(struct rendering *rendering, const struct value *frame, struct arena *memory)
{
	struct bytes file = json_text(frame, NAME_FILE), module = format_module(frame, memory);
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

struct bytes
backtrace_name(const struct value *frame, int detail, struct arena *memory)
{
	struct bytes function = format_function(frame);

	if (detail < BACKTRACE_ARGUMENTS && json_text(frame, NAME_FUNCTION).len > 0)
		function = normalise_parameters(function);
	if (detail < BACKTRACE_ARGUMENTS && function.len > LONG_NAME)
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

/* A stack that is being shown, one frame after the other. */
struct showing {
	struct rendering *rendering;
	const struct record *record;
	const struct value **frames;
	size_t count;
	int detail;
	bool python; /* frames of Python stand in it */
	bool cut;    /* frames may be left out in the middle */
	bool folds;  /* frames of all libraries are folded, and not only the interpreter's */
	struct backtrace_fold fold; /* folded frames that are not written yet */
};

static struct showing
begin(struct rendering *rendering, const struct record *record, int detail)
{
	struct showing showing = { .rendering = rendering, .record = record, .detail = detail };
	const struct value *frames = library_frames(record->value);

	showing.python = interpreter_runs(frames);
	showing.cut = !showing.python && json_flag(record->value, NAME_TRUNCATED) &&
	    json_number(record->value, NAME_TRIMMED) <= 0;
	showing.frames = recursion_list(frames, record->memory, &showing.count);
	return showing;
}

/*
 * Appends a frame with the debugger's number. If it has none, or frames of Python stand in the stack, it is counted. Whether
 * names have parameters depends on -i alone, and not on the detail of this stack.
 */
static void
append_frame(const struct showing *showing, size_t i, const char *colour)
{
	struct rendering *rendering = showing->rendering;
	const struct value *frame = showing->frames[i];
	long long level = showing->python ? -1 : json_number(frame, NAME_LEVEL);
	int names = rendering->options.detail;
	struct buffer *out = &rendering->line;
	size_t start = out->len;

	format_append_number(out, "  #", level >= 0 ? level : (long long)i, " ");
	buffer_append(out, bytes_from(BYTES("   "), out->len - start - 3));
	format_paint(rendering, colour, backtrace_name(frame, names, showing->record->memory));
	if (showing->detail >= BACKTRACE_ARGUMENTS)
		format_append_text(rendering, " ", json_text(frame, NAME_ARGS), "");
	append_place(rendering, frame, showing->record->memory);
	buffer_byte(out, '\n');
	if (showing->detail >= BACKTRACE_LOCALS)
		append_locals(rendering, frame);
}

void
backtrace_fold_add(struct backtrace_fold *fold, struct bytes library)
{
	size_t i = 0;

	fold->frames++;
	while (i < fold->names_count && i < BACKTRACE_LIBRARIES &&
	    !bytes_equal(fold->names[i], library))
		i++;
	if (i < BACKTRACE_LIBRARIES && i == fold->names_count)
		fold->names[i] = library;
	if (i == fold->names_count || i == BACKTRACE_LIBRARIES)
		fold->names_count = i + 1;
}

void
backtrace_fold_append(struct rendering *rendering, struct backtrace_fold *fold, size_t margin)
{
	struct buffer *out = &rendering->line;
	size_t shown =
	    fold->names_count < BACKTRACE_LIBRARIES ? fold->names_count : BACKTRACE_LIBRARIES;

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
	*fold = (struct backtrace_fold){ .frames = 0 };
}

/* Whether the frame is never folded: the innermost one, a signal handler, and the one that it interrupted. */
static bool
is_shown_always(const struct showing *showing, size_t i)
{
	return i == 0 || json_flag(showing->frames[i], NAME_SIGNAL_HANDLER) ||
	    json_flag(showing->frames[i - 1], NAME_SIGNAL_HANDLER);
}

/* The library of the frame, if its frames are folded; no bytes: it is shown. */
static struct bytes
folded(const struct showing *showing, size_t i)
{
	const struct value *frame = showing->frames[i];

	if (showing->folds)
		return library_of(frame, showing->python, showing->record->memory);
	return showing->python && interpreter_is(frame) ? BYTES(NAME_PYTHON) : BYTES_NONE;
}

static void
append_one(struct showing *showing, size_t i)
{
	struct bytes library = folded(showing, i);
	bool next = i + 1 < showing->count && !is_shown_always(showing, i + 1) &&
	    folded(showing, i + 1).len > 0;
	const char *colour = library.len > 0 ? FORMAT_DIM : FORMAT_BOLD;

	/* a single frame is shown: a line that says that it is folded would be no shorter */
	if (library.len > 0 && !is_shown_always(showing, i) && (showing->fold.frames > 0 || next)) {
		backtrace_fold_add(&showing->fold, library);
		return;
	}
	backtrace_fold_append(showing->rendering, &showing->fold, 2);
	append_frame(showing, i, showing->folds ? colour : NULL);
}

/* Says how many frames are left out in front of the frame. */
static void
append_gap(struct showing *showing, size_t i)
{
	size_t gap =
	    i == 0 || !showing->cut ? 0 : recursion_gap(showing->frames[i - 1], showing->frames[i]);

	if (gap == 0)
		return;
	backtrace_fold_append(showing->rendering, &showing->fold, 2);
	format_append_number(&showing->rendering->line, "  … ", (long long)gap,
	    gap == 1 ? " frame left out\n" : " frames left out\n");
}

static void
append_all(struct showing *showing, bool fold)
{
	struct rendering *rendering = showing->rendering;
	size_t i = 0;

	while (i < showing->count) {
		struct recursion found = recursion_none;

		if (rendering->options.detail < BACKTRACE_ARGUMENTS)
			found = recursion_of(showing->frames + i, showing->count - i);
		if (found.times > 1)
			backtrace_fold_append(rendering, &showing->fold, 2);
		for (size_t end = i + found.period, first = i; first < end; first++) {
			append_gap(showing, first);
			if (found.times == 1 && fold)
				append_one(showing, first);
			else
				append_frame(showing, first, NULL);
		}
		recursion_append(&rendering->line, 8, found);
		i += found.frames;
	}
	backtrace_fold_append(rendering, &showing->fold, 2);
}

void
backtrace_append(struct rendering *rendering, const struct record *record, int detail)
{
	struct showing showing = begin(rendering, record, detail);

	append_all(&showing, showing.python && rendering->options.detail == 0);
}

void
backtrace_append_folded(struct rendering *rendering, const struct record *record, int detail)
{
	struct showing showing = begin(rendering, record, detail);

	showing.folds = true;
	append_all(&showing, showing.count > FEW_FRAMES);
}

void
backtrace_append_short(struct rendering *rendering, const struct record *record)
{
	const struct value *frames = library_frames(record->value);
	const struct value *frame = library_first_own(record->value, record->memory);
	struct buffer *out = &rendering->line;
	bool python = interpreter_runs(frames);
	size_t shown = 0;

	for (bool more = frame != NULL; frame != NULL && more; frame = json_next(frame)) {
		if (shown > 0 && library_of(frame, python, record->memory).len > 0)
			continue;
		buffer_append(out, shown == 0 ? BYTES("  ") : BYTES(" < "));
		more = shown++ < SHORT_FRAMES;
		if (more)
			shown_append(out, backtrace_name(frame, 0, record->memory));
		else
			buffer_append(out, BYTES("…"));
		if (shown == 1)
			append_place(rendering, frame, record->memory);
	}
	if (shown > 0)
		buffer_byte(out, '\n');
}
