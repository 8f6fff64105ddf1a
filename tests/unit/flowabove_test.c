/* What a flow knows from the text above its header, and from the header's line. */
#include "oneflow.h"

/* An exception that was never raised stands above the header. */
static void
test_above(void)
{
#define ABOVE \
	"KeyError: 'k'\n\nThe above exception was the direct cause of the following " \
	"exception:\n\n"
	begin("it began\n" ABOVE, HEADER, FRAME);
	CHECK(flow.first.number == 10 - 4 && flow.first.offset == 100 - (long long)strlen(ABOVE));
	TAKE(FRAME, "ValueError: x");
	CHECK_TEXT(event_raised(&flow.event)->behind->type, BYTES("KeyError"));
	CHECK(flow.raw.len == strlen(HEADER));
	options.raw = true;
	begin("it began\n" ABOVE, HEADER, FRAME);
	CHECK_TEXT(buffer_bytes(&flow.raw), BYTES(ABOVE HEADER));
	CHECK(flow.last.raw == flow.raw.len);
	options.raw = false;
	embedded = true;
	begin("it began\n" ABOVE, HEADER, FRAME);
	CHECK(flow.first.number == 10 && flow.first.offset == 100);
	embedded = false;
	/* all lines are indented */
	begin("    KeyError: 'k'\n    \n    The above exception was the direct cause of the "
	      "following "
	      "exception:\n    \n",
	    "    " HEADER, "    " FRAME);
	CHECK(flow.first.number == 6);
	TAKE("    " FRAME, "    ValueError: x");
	CHECK_TEXT(event_raised(&flow.event)->behind->type, BYTES("KeyError"));
	/* a stack is not chained */
	begin("it began\n" ABOVE, "Stack (most recent call last):", FRAME);
	CHECK(flow.first.number == 10);
}

/* A flow has one event after the other, and nothing of an earlier one is left. */
static void
test_opened_again(void)
{
	static const struct traceback_log log = { .message = BYTES_ROW("said"), .pid = 7 };
	struct flow_line line;
	struct heading heading;

	begin(T0 "boom\n", T0 HEADER, T0 FRAME);
	CHECK(flow_is_carried(&flow) && flow.context.log.timestamp.len > 0);
	TAKE(T0 FRAME, T0 "ValueError: x");
	CHECK(feed(T2 "more") == LINE_OVER);
	flow.slow = flow.inherited = true;
	flow.fatal = BYTES("x");
	flow.pause = flow.process.pid = 7;
	flow.enclosing.kind = ENCLOSING_CELL;
	place = 1000;
	line = line_of(HEADER);
	line.log = &log;
	line.key = 8;
	heading_find_any(line.text, &heading);
	flow_open(&flow, &line, &heading);
	CHECK(flow.undecided && flow.unread && !flow.slow && !flow.inherited);
	CHECK(flow.fatal.len == 0 && flow.process.pid == -1 && flow.pause == 0);
	CHECK(flow.enclosing.kind == ENCLOSING_NONE && flow.when.len == 0 && flow.key == 8);
	CHECK(flow.first.offset == 1000 && flow.seen == 1000 + (long long)strlen(HEADER));
	CHECK(flow.context.log.timestamp.len == 0 && flow.context.log.pid == -1);
	CHECK(flow.log.pid == 7);
	CHECK_TEXT(flow.log.message, BYTES("said"));
	CHECK_TEXT(buffer_bytes(&flow.raw), BYTES(HEADER));
	CHECK(flow.last.end == flow.seen && flow.last.number == line.number);
	CHECK(feed(FRAME) == LINE_OTHER);
	CHECK(!flow_is_whole(&flow) && !flow_needs_heads(&flow) && !flow_is_bare(&flow));
	for (int i = 0; i < 2 * RECORD_MAX / (int)strlen(T0 HEADER); i++)
		open_at(T0 HEADER);
	CHECK(flow.log.pid == -1 && flow.log.message.len == 0 && !flow_is_cut(&flow));
	key = 0;
}

/* The text before the header: blanks, the head of a log message, or the prefix of all lines. */
static void
test_before(void)
{
	static char longest[701];
	char line[800];

	begin("", "web_1  | " HEADER, "web_1  | " FRAME);
	CHECK_TEXT(flow.context.log.origin, BYTES("web_1"));
	begin("", HEADER, FRAME);
	CHECK(flow.context.log.origin.len == 0 && !flow.carrying.fine && !flow.context.found);
	begin("", T0 HEADER, T0 FRAME);
	CHECK(!flow.carrying.fine && flow.context.found);
	begin("", "[7] " HEADER, "[7] " FRAME);
	CHECK(!flow.carrying.fine);
	begin("", "2026-11-24 10:00:00.5 app: " HEADER, "2026-11-24 10:00:00.5 app: " FRAME);
	CHECK(flow.carrying.fine);
	CHECK_TEXT(flow.context.log.timestamp, BYTES("2026-11-24 10:00:00.5"));
	/* the log message in the header's line, not the one above */
	begin("ERROR:app:boom\n", "WARNING:app:other: " HEADER, FRAME);
	CHECK_TEXT(flow.context.log.message, BYTES("other"));
	CHECK_TEXT(flow.context.log.level, BYTES("WARNING"));
	begin("ERROR:app:boom\n", "it failed: " HEADER, FRAME);
	CHECK_TEXT(flow.context.log.message, BYTES("boom"));
	begin("ERROR:app:boom\n", "    " HEADER, "    " FRAME);
	CHECK_TEXT(flow.context.log.message, BYTES("boom"));
	/* neither a field of a report nor a test's report has a log message */
	begin("", "      Message:      " HEADER, FRAME);
	CHECK(flow.enclosing.kind == ENCLOSING_FIELD && flow.context.log.message.len == 0);
	begin("ERROR:app:boom\n", "_________________ test_it _________________", "");
	CHECK(flow.heading.style == HEADING_REPORT && flow.context.log.message.len == 0);
	memset(longest, 'x', 700);
	snprintf(line, sizeof(line), "%s " HEADER, longest);
	open_at(line);
	CHECK(flow.heading.before.len == 600);
}

/* A log within another document, recognised by the text before the header and by the next line. */
static void
test_documents(void)
{
	begin("", "<message>" HEADER, FRAME);
	CHECK(flow.enclosing.kind == ENCLOSING_MARKUP);
	begin("", "<worker-a> " HEADER, "<worker-a> " FRAME);
	CHECK(flow.enclosing.kind == ENCLOSING_NONE);
	begin("", "<worker-a>" HEADER, "<worker-a>" FRAME);
	CHECK(flow.enclosing.kind == ENCLOSING_NONE);
	begin("", "<worker-a>" HEADER, "<worker-a>  File &quot;a.py&quot;, line 1, in f");
	CHECK(flow.enclosing.kind == ENCLOSING_MARKUP);
	begin("", "<p>" HEADER "</p>", "<p>" FRAME "</p>");
	CHECK(flow.enclosing.kind == ENCLOSING_MARKUP);
	embedded = true;
	begin("", "<message>" HEADER, FRAME);
	CHECK(flow.enclosing.kind == ENCLOSING_NONE);
	embedded = false;
}

/* What the event learns from the lines above it. */
static void
test_what_is_above(void)
{
	static const struct outside outside;

	begin(
	    "Fatal Python error: Aborted\n", "Current thread 0x01 (most recent call first):", NULL);
	CHECK(flow.event.fatal && flow.fatal.len > 0);
	begin("", "Current thread 0x01 (most recent call first):", NULL);
	CHECK(!flow.event.fatal && flow.fatal.len == 0);
	begin("Fatal Python error: Aborted\n", "Thread 0x01 (most recent call first):", NULL);
	CHECK(!flow.event.fatal && flow.fatal.len > 0);
	begin("Process 7: python a.py\n", "Python v3.11.2 (/usr/bin/python3.11)", NULL);
	CHECK(flow.process.pid == 7);
	CHECK_TEXT(flow.process.command, BYTES("python a.py"));
	begin("Process 7: python a.py\n", HEADER, FRAME);
	CHECK(flow.process.pid == -1);
	begin("x\n", "Python v3.11.2 (/usr/bin/python3.11)", NULL);
	CHECK(flow.process.pid == -1);
	begin("[worker] x\n", HEADER, FRAME);
	CHECK(mark_begins(&flow.event.mark, BYTES("[worker] y")));
	begin("x\n", HEADER, FRAME);
	CHECK(!mark_begins(&flow.event.mark, BYTES("[worker] y")));
	begin("```\n", HEADER, FRAME);
	CHECK(flow.event.fenced && !flow.event.in_span);
	begin("x\n", "`" HEADER, FRAME);
	CHECK(!flow.event.fenced && flow.event.in_span);
	begin("`x\n", HEADER, FRAME);
	CHECK(flow.event.in_span);
	begin("x\n", "Error: Python: " HEADER, FRAME);
	CHECK(flow.event.located);
	begin("x\n", "Error: " HEADER, FRAME);
	CHECK(!flow.event.located);
	for (int i = 0; i < 4; i++) {
		static const char *const above[] = { "", "==========\n", "\n", "x\n" };

		begin(above[i], HEADER, FRAME);
		CHECK(!flow_is_bare(&flow) && flow_needs_heads(&flow));
		flow_set_outside(&flow, &outside);
		CHECK(flow.event.framed == (i == 1) && flow.event.apart == (i == 2));
		CHECK(flow_is_bare(&flow) && flow.event.lines_max == 7);
	}
	/* not if lines are told apart otherwise */
	begin("", "> " HEADER, "> " FRAME);
	CHECK(flow_needs_heads(&flow));
	begin("", "[7] " HEADER, "[7] " FRAME);
	CHECK(!flow_needs_heads(&flow));
	embedded = true;
	begin("", HEADER, FRAME);
	CHECK(!flow_needs_heads(&flow));
	embedded = false;
	key = 5;
	begin("", HEADER, FRAME);
	CHECK(!flow_needs_heads(&flow));
	key = 0;
	options.original = true;
	begin("", HEADER, FRAME);
	CHECK(!flow_needs_heads(&flow));
	options.original = false;
	/* nor what cleo wrote */
	begin("", "    \xe2\x86\x92 12\xe2\x94\x82 g()", "      13\xe2\x94\x82");
	CHECK(!flow.undecided && !flow_needs_heads(&flow));
}

/* Another flow begins so far after this one's last line. */
static bool
inherit(struct flow *next, long long distance)
{
	struct flow_line line = line_of("Traceback (most recent call last):");
	struct heading heading;
	bool inherited;

	CHECK(heading_find_any(line.text, &heading));
	flow_open(next, &line, &heading);
	next->first.offset = flow.last.end + distance;
	inherited = flow_inherit(next, &flow);
	CHECK(next->inherited == inherited);
	return inherited;
}

/* An exception right after a dump or a stack belongs to the same log message; a stack is more of it. */
static void
test_inherit(void)
{
	static const struct traceback_log said = { .message = BYTES_ROW("said"), .pid = 9 };
	static struct flow next;

	CHECK(flow_init(&next, &options, &window));
	begin("ERROR:app:boom\n", "Stack (most recent call last):", FRAME);
	TAKE(FRAME);
	CHECK(!inherit(&next, -1) && next.log.message.len == 0);
	CHECK(!inherit(&next, 7));
	CHECK(inherit(&next, 6));
	CHECK(inherit(&next, 0));
	CHECK_TEXT(next.log.message, BYTES("boom\nStack (most recent call last):\n" FRAME));
	CHECK_TEXT(next.log.logger, BYTES("app"));
	CHECK(next.process.pid == -1 && next.fatal.len == 0);
	/* the object's own members come last */
	flow.log = said;
	CHECK(inherit(&next, 0));
	CHECK_TEXT(next.log.message, BYTES("said\nStack (most recent call last):\n" FRAME));
	CHECK_TEXT(next.log.logger, BYTES("app"));
	CHECK(next.log.pid == 9);
	/* no message, no stack in it */
	begin("", "Stack (most recent call last):", FRAME);
	TAKE(FRAME);
	CHECK(inherit(&next, 0) && next.log.message.len == 0);
	/* a dump's fatal error and process; the lines above the next dump do not count */
	begin("Fatal Python error: Aborted\n",
	    "Thread 0x01 (most recent call first):", "  File \"a.py\", line 1 in f");
	TAKE("  File \"a.py\", line 1 in f");
	flow.process = (struct process){ .pid = 7, .command = BYTES("python") };
	CHECK(inherit(&next, 1) && next.log.message.len == 0 && next.process.pid == 7);
	CHECK_TEXT(next.process.command, BYTES("python"));
	flow_decide(&next, BYTES("Fatal Python error: other\n"), NULL);
	CHECK_TEXT(next.fatal, BYTES("Fatal Python error: Aborted"));
	begin("ERROR:app:boom\n", HEADER, FRAME);
	TAKE(FRAME);
	CHECK(!inherit(&next, 1) && next.log.message.len == 0);
	flow_free(&next);
}

/* stacktraces.py takes the time of the last log message above, if no other is near. */
static void
test_inherit_time(void)
{
	static struct flow before;

	begin("", HEADER, FRAME);
	before.context.log.timestamp = BYTES("10:00");
	before.context.log.time = BYTES("T10:00");
	flow_inherit_time(&flow, NULL);
	CHECK(flow.context.log.timestamp.len == 0);
	flow.context.found = true;
	flow_inherit_time(&flow, &before);
	CHECK(flow.context.log.timestamp.len == 0);
	flow.context.found = flow.context.near = false;
	flow_inherit_time(&flow, &before);
	CHECK(flow.context.log.timestamp.len == 0);
	flow.context.near = true;
	flow_inherit_time(&flow, &before);
	CHECK_TEXT(flow.context.log.timestamp, BYTES("10:00"));
	CHECK_TEXT(flow.context.log.time, BYTES("T10:00"));
}

int
main(void)
{
	CHECK(flow_init(&flow, &options, &window));
	test_above();
	test_opened_again();
	test_before();
	test_documents();
	test_what_is_above();
	test_inherit();
	test_inherit_time();
	flow_free(&flow);
	return check_end();
}
