#include "native/kernel/drgn.h"

#include "base/ascii.h"
#include "native/frameline.h"

static const struct bytes tool = BYTES_ROW("drgn");

/* Takes ` (kernel/sched/core.c:5313:2)` off the end; in assembly there is no column. */
static bool
take_place(struct bytes *text, struct frame *frame)
{
	struct frame place = thread_no_frame;
	struct bytes inside;

	if (!bytes_split_last(*text, BYTES(" ("), text, &inside) ||
	    !bytes_take_end(&inside, BYTES(")")))
		return false;
	frameline_place(inside, &place);
	frame->file = place.file;
	frame->line = place.line;
	frame->column = place.column;
	return place.line > 0 && !bytes_has(place.file, ' ') && !bytes_has(place.file, '=');
}

/* Takes `+0xaf/0x14c` off the end: the offset in the function, and the size of that. */
static void
take_offset(struct bytes *name, struct frame *frame)
{
	struct bytes text, offset, size;

	if (bytes_split_last(*name, BYTES("+0x"), &text, &offset) &&
	    bytes_split(offset, BYTES("/0x"), &offset, &size) &&
	    ascii_run(size, ascii_is_hex) == size.len && bytes_hex(offset, &frame->offset))
		*name = text;
}

bool
drgn_parse(struct bytes line, struct frame *frame, bool *sure)
{
	struct bytes text = bytes_trim(line), rest;

	*frame = thread_no_frame;
	*sure = false;
	if (!frameline_starts(text, &frame->level, &rest))
		return false;
	text = rest = bytes_trim(rest);
	if (bytes_take(&rest, BYTES("0x"))) {
		frame->address = text;
		return rest.len > 0 && ascii_run(rest, ascii_is_hex) == rest.len;
	}
	if (bytes_tail(text) == ')') {
		if (!take_place(&text, frame))
			return false;
		*sure = frame->column >= 0;
	}
	take_offset(&text, frame);
	if (!bytes_equal(text, BYTES("???")))
		frame->function = text;
	return text.len > 0 && !bytes_has(text, ' ') && !bytes_has(text, '(') &&
	    (frame->line > 0 || frame->offset >= 0 || frame->function.len == 0);
}

static enum begins
begins(const struct dialect *dialect, struct line *line, bool current)
{
	struct frame frame;
	bool sure;

	(void)dialect;
	/* a stack may begin in code of the kernel's that is in assembly */
	return !current && drgn_parse(line->text, &frame, &sure) && frame.function.len > 0 &&
		(sure || (frame.level == 0 && frame.line > 0))
	    ? BEGINS_THREAD
	    : BEGINS_NOTHING;
}

static void
end(struct dialect *dialect)
{
	dialect_end(dialect, tool);
}

static void
feed(struct dialect *dialect, struct line *line)
{
	struct draft *open = dialect->open;
	struct frame parsed;
	bool sure;

	if (!drgn_parse(line->text, &parsed, &sure)) {
		end(dialect);
		dialect->stray = true;
		return;
	}
	if (open != NULL && parsed.level <= open->thread.last_frame->level) {
		end(dialect);
		open = NULL;
	}
	if (open == NULL) {
		dialect->open = open = dialect_begin(dialect);
		if (open != NULL)
			open->thread.truncated = parsed.level > 0;
	}
	if (open != NULL)
		(void)drafts_add_parsed(open, &parsed);
}

const struct debugger drgn_debugger = { .name = "drgn",
	.first = "#",
	.offered = true,
	.passing = true,
	.begins = begins,
	.feed = feed,
	.end = end };
