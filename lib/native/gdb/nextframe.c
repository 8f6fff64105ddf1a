#include "native/gdb/nextframe.h"

#include "base/words.h"
#include "native/frameline.h"
#include "native/prototype.h"

/* Whether the first arguments are the others, or as many of them as stand in a line that was wrapped there. */
static bool
same_arguments(struct bytes whole, struct bytes shown, bool open)
{
	return open ? bytes_start(whole, bytes_trim_end(shown)) : bytes_equal(whole, shown);
}

bool
nextframe_shows_again(const struct draft *draft, long long level, struct bytes rest, bool *other)
{
	struct frame shown = thread_no_frame;
	enum frameline state = frameline_parse(rest, &shown);
	bool there = false;

	if (state != FRAMELINE_WHOLE)
		frameline_keep(rest, &shown);
	if (state == FRAMELINE_OPEN)
		shown.args = bytes_from(rest, prototype_arguments(rest, 0));
	for (const struct frame *frame = draft->thread.frames; frame != NULL; frame = frame->next) {
		if (frame->level != level)
			continue;
		if (bytes_end(frame->raw, rest) ||
		    (frame->raw.len == 0 && bytes_equal(frame->function, shown.function) &&
			same_arguments(frame->args, shown.args, state == FRAMELINE_OPEN)))
			return true;
		there = true;
	}
	*other = there && state != FRAMELINE_ODD;
	return false;
}

/* Pieces of a log that were pasted together overlap: the same `#0` comes again (shapes.json: pasted-overlap). */
bool
nextframe_is_pasted_again(const struct thread *thread, struct bytes rest)
{
	struct frame frame = thread_no_frame;

	return thread->frame_count == 1 && thread->frames->locals == NULL &&
	    frameline_parse(rest, &frame) == FRAMELINE_WHOLE &&
	    bytes_equal(frame.address, thread->frames->address) &&
	    bytes_equal(frame.function, thread->frames->function) &&
	    bytes_equal(frame.args, thread->frames->args);
}

/* A frame filter sets frames in that it left out, behind the one that stands for them. */
bool
nextframe_is_elided(const struct draft *draft, struct bytes line, long long level)
{
	return bytes_indent(line) > 0 && draft->thread.frame_count < NEXTFRAME_LOOKED_AT &&
	    !drafts_has_level(draft, level);
}

/* `0x… name (module + 0x…)` of systemd-coredump, under no header: its text begins within a thread. */
bool
nextframe_is_fragment(const struct frame *frame, struct bytes rest)
{
	return frame->address.len > 0 && frame->module.len > 0 && frame->args.len == 0 &&
	    bytes_tail(bytes_trim_end(rest)) == ')';
}

bool
nextframe_is_prose(struct bytes rest)
{
	/* py-bt-full's */
	static const struct bytes unreadable[] = { BYTES_ROW("(frame information optimized out)"),
		BYTES_ROW("(unable to read python frame information)") };
	struct frame frame = thread_no_frame;

	if (words_find(LIST(unreadable), rest) != WORDS_NONE)
		return false;
	if (frameline_parse(rest, &frame) == FRAMELINE_WHOLE)
		return false;
	frameline_keep(rest, &frame);
	return frame.address.len == 0 && frame.function.len == 0;
}

bool
nextframe_is_readable(const struct frame *frame)
{
	return frame->raw.len == 0 && frame->function.len > 0 &&
	    (frame->address.len > 0 || frame->line >= 0 || frame->module.len > 0);
}

bool
nextframe_is_pythons(const struct draft *draft, long long level, struct bytes rest)
{
	const struct frame *last = draft->thread.last_frame;

	return last != NULL && last->language.len > 0 && level == last->level &&
	    bytes_start(rest, BYTES("Frame 0x"));
}
