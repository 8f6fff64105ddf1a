#include "native/apport.h"

#include "base/words.h"
#include "native/frameline.h"

static const struct bytes tool = BYTES_ROW("gdb");

enum { FRAMES = 5 }; /* so many at most */

struct apport {
	bool expected; /* frames follow */
};

static struct apport *
apport_of(const struct dialect *dialect)
{
	return dialect_state(dialect, &apport_debugger);
}

static bool
expects(const struct dialect *dialect)
{
	return apport_of(dialect)->expected;
}

static bool
is_heading(struct bytes line)
{
	return bytes_equal(bytes_trim(line), BYTES("StacktraceTop:"));
}

static enum begins
begins(const struct dialect *dialect, struct line *line, bool current)
{
	/* a report may have the whole stack, too */
	return !current && !dialect->threads_seen && is_heading(line->text) ? BEGINS_THREAD
									    : BEGINS_NOTHING;
}

static void
end(struct dialect *dialect)
{
	dialect_end(dialect, tool);
	apport_of(dialect)->expected = false;
}

/* Whether a thread begins in the frame, so that none is missing behind it. */
static bool
is_outermost(const struct frame *frame)
{
	static const struct bytes names[] = { BYTES_ROW("main"), BYTES_ROW("_start"),
		BYTES_ROW("start_thread"), BYTES_ROW("clone"), BYTES_ROW("__clone3"),
		BYTES_ROW("clone3") };

	return frame != NULL && words_find(LIST(names), frame->function) != WORDS_NONE;
}

/* ` weave (n=4) at loom.c:40`: gdb's frames, without number and address. */
static bool
take_frame(struct dialect *dialect, struct bytes line)
{
	struct draft *open = dialect->open;
	struct frame parsed = thread_no_frame;

	if (frameline_parse(bytes_trim(line), &parsed) != FRAMELINE_WHOLE || parsed.address.len > 0)
		return false;
	if (open == NULL) {
		open = dialect->open = dialect_begin(dialect);
		if (open == NULL)
			return true;
		dialect_set_crashed(dialect, open, true);
	}
	(void)drafts_add_parsed(open, &parsed);
	open->thread.truncated =
	    open->thread.frame_count == FRAMES && !is_outermost(open->thread.last_frame);
	return true;
}

static void
feed(struct dialect *dialect, struct line *line)
{
	if (is_heading(line->text)) {
		end(dialect);
		apport_of(dialect)->expected = !dialect->threads_seen;
	} else if (!apport_of(dialect)->expected || !take_frame(dialect, line->text)) {
		end(dialect);
		dialect->stray = true;
	} else if (dialect->open != NULL && dialect->open->thread.frame_count == FRAMES) {
		end(dialect);
	}
}

const struct debugger apport_debugger = { .name = "apport",
	.first = "S",
	.offered = true,
	.passing = true,
	.expects = expects,
	.state = sizeof(struct apport),
	.begins = begins,
	.feed = feed,
	.end = end };
