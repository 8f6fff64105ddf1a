#include "native/eustack.h"

#include "native/frameline.h"
#include "native/statements.h"

/* `PID 13630 - process`, `TID 13632:`, and the number in it. */
static enum begins
parse_heading(struct bytes line, long long *number)
{
	if (bytes_take(&line, BYTES("PID ")))
		return bytes_take_number(&line, number) && bytes_start(line, BYTES(" - "))
		    ? BEGINS_PROCESS
		    : BEGINS_NOTHING;
	return bytes_take(&line, BYTES("TID ")) && bytes_take_number(&line, number) &&
		bytes_equal(bytes_trim(line), BYTES(":"))
	    ? BEGINS_THREAD
	    : BEGINS_NOTHING;
}

static enum begins
begins(const struct dialect *dialect, struct line *line, bool current)
{
	long long number;

	(void)dialect;
	(void)current;
	return parse_heading(line->text, &number);
}

/* It prints an inlined function with the address of the one it is inlined into (eu-core-inlines.eustack). */
static void
mark_inlined(struct thread *thread)
{
	for (struct frame *frame = thread->frames; frame != NULL; frame = frame->next)
		frame->inlined = frame->next != NULL && frame->address.len > 0 &&
		    bytes_equal(frame->address, frame->next->address) &&
		    !bytes_equal(frame->function, frame->next->function);
}

static void
end(struct dialect *dialect)
{
	if (dialect->open != NULL)
		mark_inlined(&dialect->open->thread);
	dialect_end(dialect, BYTES("eu-stack"));
}

/*
 * Behind the function ` - /path`, ` - [vdso: 12]`, of a core ` - name`, the last of them, since a demangled name may
 * hold one in its list of parameters; one form adds `   file:line:column`.
 */
static struct bytes
take_module(struct bytes text, struct frame *frame)
{
	const char *path = bytes_find(text, BYTES(" - /"));
	struct bytes place;

	if (path != NULL) {
		frame->module = bytes_at(text, path + 3);
		text = bytes_until(text, path);
	} else {
		(void)bytes_split_last(text, BYTES(" - "), &text, &frame->module);
	}
	if (bytes_split(frame->module, BYTES("   "), &frame->module, &place))
		frameline_place(bytes_trim(place), frame);
	(void)bytes_take_end(&frame->module, BYTES(" (deleted)")); /* the file is gone meanwhile */
	return text;
}

/* `0x…[    | - 1] function - module`, all but the address optional */
static bool
parse(struct bytes text, struct frame *frame)
{
	size_t n = bytes_index(text, ' ');

	if (n < 3 || !bytes_start(text, BYTES("0x")))
		return false;
	frame->address = bytes_first(text, n);
	text = bytes_from(text, n);
	/* `- 1` says that it is a return address, and nothing of the place */
	if (bytes_start(text, BYTES(" - 1")) && (text.len == 4 || text.at[4] == ' '))
		text = bytes_from(text, 4);
	text = take_module(text, frame);
	frame->function = frameline_unversioned(bytes_trim(text));
	return true;
}

static void
take_frame(struct draft *draft, struct bytes line, long long level)
{
	struct frame *frame = drafts_add_frame(draft);
	struct bytes rest;

	if (frame == NULL)
		return;
	line = arena_copy(draft->memory, line);
	if (!frameline_starts(line, &level, &rest) || !parse(rest, frame))
		frame->raw = line;
	frame->level = level;
}

/* `[build id]@0xbase+0x118d`, `file:line:column` under a frame */
static void
take_detail(struct draft *draft, struct bytes text)
{
	struct frame *frame = draft->thread.last_frame, place = thread_no_frame;
	struct bytes id, offset;

	text = arena_copy(draft->memory, bytes_trim(text));
	if (bytes_start(text, BYTES("[")) && bytes_split(text, BYTES("]@"), &id, NULL)) {
		frame->build_id = bytes_from(id, 1);
		if (bytes_split(text, BYTES("+0x"), NULL, &offset))
			(void)bytes_hex(offset, &frame->module_offset);
		return;
	}
	frameline_place(text, &place);
	if (place.line < 0)
		return;
	frame->file = place.file;
	frame->line = place.line;
	frame->column = place.column;
}

/* `eu-stack: tid 9: shown max number of frames (256, …)`, `eu-stack: dwfl_thread_getframes tid 9 at …: …` */
static void
take_message(struct draft *draft, struct bytes text)
{
	if (bytes_find(text, BYTES("shown max number of frames")) != NULL)
		draft->thread.truncated = true;
	else
		draft->thread.stopped = arena_copy(draft->memory, text);
}

static void
feed(struct dialect *dialect, struct line *line)
{
	struct draft *open = dialect->open;
	struct bytes text = line->text, rest;
	long long number;

	switch (parse_heading(text, &number)) {
	case BEGINS_PROCESS:
		end(dialect);
		snapshot_process(dialect->snapshot)->pid = number;
		return;
	case BEGINS_THREAD:
		end(dialect);
		dialect->open = dialect_begin(dialect);
		if (dialect->open != NULL)
			dialect->open->thread.lwp = number;
		return;
	default:
		break;
	}
	if (open != NULL && frameline_starts(text, &number, &rest)) {
		take_frame(open, text, number);
	} else if (open != NULL && open->thread.frames != NULL && bytes_indent(text) > 0) {
		take_detail(open, text);
	} else {
		if (open != NULL && bytes_take(&text, BYTES("eu-stack: ")))
			take_message(open, text);
		dialect->stray = !statements_read(dialect->snapshot, line);
	}
}

const struct debugger eustack_debugger = {
	.name = "eu-stack", .looks = true, .first = "PT", .begins = begins, .feed = feed, .end = end
};
