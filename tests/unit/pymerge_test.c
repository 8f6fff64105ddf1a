#include "native/pymerge.h"

#include "check.h"

/*
 * Frames of C and of Python, and what comes of them, by their first letters: `E` is the evaluator, others of C are
 * capital. Of Python's, those that a call from C began have a `*` behind them. `|`: those of C stand beside them.
 */
static const struct {
	const char *native, *python, *merged;
} rows[] = {
	{ "RE", "a*", "RaE" },
	{ "REM", "ab*", "RabEM" },
	{ "REFEM", "ab*c*", "RabEFcEM" },
	{ "EE", "a*b*", "aEbE" },
	{ "", "ab*", "ab|" },
	{ "RM", "a*", "a|RM" },
	{ "REM", "a", "a|REM" },
	{ "REM", "a*b", "ab|REM" },
	{ "REM", "a*b*", "ab|REM" },
	{ "REEM", "a*", "a|REEM" },
	{ "REM", "", "REM" },
};

static struct bytes
write_python(struct buffer *out, const char *letters)
{
	buffer_reset(out);
	buffer_byte(out, '[');
	for (; *letters != '\0'; letters += letters[1] == '*' ? 2 : 1) {
		buffer_append(out, out->len > 1 ? BYTES(",") : BYTES(""));
		buffer_append(out, BYTES("{\"function\":\""));
		buffer_byte(out, *letters);
		buffer_append(out, letters[1] == '*' ? BYTES("\",\"entry\":true}") : BYTES("\"}"));
	}
	buffer_byte(out, ']');
	return buffer_bytes(out);
}

static void
append_letters(struct buffer *out, const struct frame *frame)
{
	for (; frame != NULL; frame = frame->next) {
		bool runs = bytes_equal(frame->function, BYTES("_PyEval_EvalFrameDefault"));

		buffer_byte(out, runs ? 'E' : frame->function.at[0]);
	}
}

int
main(void)
{
	struct drafts *drafts = drafts_new(1 << 20);
	struct arena *memory = arena_new(1 << 20);
	struct buffer json = { .at = NULL }, got = { .at = NULL };

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct draft *draft = drafts_begin(drafts);
		struct bytes native = bytes_of(rows[i].native);
		struct capture_python python = { .truncated = true };
		const char *reason;
		size_t place;

		for (size_t n = 0; n < native.len; n++)
			drafts_add_frame(draft)->function = native.at[n] == 'E'
			    ? BYTES("_PyEval_EvalFrameDefault")
			    : (struct bytes){ native.at + n, 1 };
		python.frames = json_first(
		    json_read(write_python(&json, rows[i].python), memory, &reason, &place));
		pymerge_add(draft, &python, NULL);
		buffer_reset(&got);
		append_letters(&got, draft->thread.frames);
		if (draft->thread.language.len > 0)
			buffer_byte(&got, '|');
		append_letters(&got, draft->thread.native_frames);
		CHECK_TEXT(buffer_bytes(&got), bytes_of(rows[i].merged));
		CHECK(draft->thread.truncated == (python.frames != NULL));
		drafts_drop(drafts, draft);
		arena_reset(memory);
	}
	buffer_free(&json);
	buffer_free(&got);
	arena_free(memory);
	drafts_free(drafts);
	return check_end();
}
