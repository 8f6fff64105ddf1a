#include "pylog/traceback/moves.h"

#include "traceback.h"

/* Lines of others inside a traceback: three are held, since it may go on behind them; the fourth ends it. */
static void
foreign(void)
{
	begin_anew();
	for (int i = 0; i < 3; i++)
		CHECK(moves_pass_foreign(&event) == LINE_HELD);
	CHECK(moves_pass_foreign(&event) == LINE_OVER);
}

/* What lines are indented by adds up, as far as there is room for it. */
static void
set_in(void)
{
	char wide[2 * EVENT_INDENT_MAX];

	begin_anew();
	moves_set_in(&event, BYTES("  "));
	moves_set_in(&event, BYTES_NONE);
	moves_set_in(&event, BYTES("\t"));
	CHECK_TEXT(((struct bytes){ event.indent, event.indent_len }), BYTES("  \t"));
	memset(wide, ' ', sizeof(wide));
	moves_set_in(&event, (struct bytes){ wide, sizeof(wide) });
	CHECK(event.indent_len == EVENT_INDENT_MAX && event.indent[EVENT_INDENT_MAX - 1] == ' ');
	moves_set_in(&event, BYTES("x"));
	CHECK(event.indent_len == EVENT_INDENT_MAX && event.indent[EVENT_INDENT_MAX - 1] == ' ');
}

/* A level that is closed has no message behind it any more. */
static void
closed(void)
{
	begin("ValueError: x");
	CHECK(feed("more") == LINE_TAKEN && feed("") == LINE_HELD);
	CHECK(event.lines > 0 && event.blanks > 0);
	moves_close(&event, 0, EVENT_DONE);
	CHECK(event_state_now(&event) == EVENT_DONE);
	CHECK(event.lines == 0 && event.blanks == 0 && event.doubts == 0 && event.introduces == 0);
}

/* The state that a heading opens. */
static void
opens(enum heading_style style, enum event_state state)
{
	struct log_line line = { .kind = KIND_HEADING, .heading = { .style = style } };

	begin_anew();
	event.levels[event.tree.top] = EVENT_DONE;
	CHECK(moves_open(&event, &line) == LINE_TAKEN);
	CHECK(event_state_now(&event) == state);
	/* pytest's report names its exception later */
	CHECK((event_raised(&event) == NULL) == (style == HEADING_REPORT));
}

static void
opened(void)
{
	struct log_line frame_line = { .kind = KIND_FRAME };
	struct log_line notebook = { .kind = KIND_HEADING,
		.heading = { .style = HEADING_IPYTHON, .type = BYTES("KeyError") } };
	struct log_line box = { .kind = KIND_HEADING,
		.heading = { .style = HEADING_RICH, .open = true } };

	opens(HEADING_PLAIN, EVENT_FRAMES);
	opens(HEADING_GROUP, EVENT_FRAMES);
	opens(HEADING_FRAME, EVENT_FRAMES);
	opens(HEADING_DUMP, EVENT_FRAMES);
	opens(HEADING_RICH, EVENT_BOX);
	opens(HEADING_IPYTHON, EVENT_NOTEBOOK);
	opens(HEADING_REPORT, EVENT_REPORT);
	/* a frame without a heading above it */
	begin_anew();
	CHECK(moves_open(&event, &frame_line) == LINE_TAKEN);
	CHECK(event_state_now(&event) == EVENT_FRAMES);
	/* IPython's heading names the type */
	begin_anew();
	(void)moves_open(&event, &notebook);
	CHECK_TEXT(event_raised(&event)->type, BYTES("KeyError"));
	CHECK(event.source.listed && !event.source.open);
	begin_anew();
	(void)moves_open(&event, &box);
	CHECK(!event.source.listed && event.source.open);
}

/*
 * The line behind a message ends the event; if the last line of the message says that it comes, that was no part of the
 * message.
 */
static void
ends(void)
{
	struct log_line line = { .kind = KIND_HEADING };

	begin("ValueError: x");
	CHECK(feed("more") == LINE_TAKEN);
	event.introduces = 0;
	CHECK(moves_end(&event, &line) == LINE_OVER);
	CHECK_TEXT(message(), BYTES("x\nmore"));
	event.introduces = 1U << KIND_FRAME;
	CHECK(moves_end(&event, &line) == LINE_OVER);
	event.introduces = 1U << KIND_HEADING;
	event.before_last = strlen("x");
	event.blanks = 1;
	CHECK(moves_end(&event, &line) == LINE_OVER);
	event.blanks = 0;
	event.doubts = 1;
	CHECK(moves_end(&event, &line) == LINE_OVER);
	CHECK_TEXT(message(), BYTES("x\nmore"));
	event.doubts = 0;
	CHECK(moves_end(&event, &line) == LINE_OVER_EARLIER);
	CHECK_TEXT(message(), BYTES("x"));
}

int
main(void)
{
	memory = arena_new(1 << 20);
	if (!CHECK(memory != NULL))
		return check_end();
	foreign();
	set_in();
	closed();
	opened();
	ends();
	arena_free(memory);
	return check_end();
}
