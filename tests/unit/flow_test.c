#include "pylog/flow.h"

#include "check.h"

#define HEADER "Traceback (most recent call last):"
#define FRAME "  File \"a.py\", line 1, in f"
#define T0 "2026-11-24 10:00:00 app: "
#define T1 "2026-11-24 10:00:01 app: "
#define T2 "2026-11-24 10:00:02 app: "

enum { RECORD_MAX = 1024 * 1024 };

static struct pylog_options options = { .record_max = RECORD_MAX, .message_max = 7 };
static struct window window = { .line_end = '\n' };
static struct flow flow;
static long long place;        /* of the next line */
static long long number;       /* and its number */
static unsigned long long key; /* of the objects of the lines */
static bool embedded;

static struct flow_line
line_of(const char *text)
{
	struct flow_line line = { .text = bytes_of(text),
		.raw = bytes_of(text),
		.number = number,
		.offset = place,
		.key = key,
		.embedded = embedded };

	place += (long long)strlen(text) + 1;
	number++;
	return line;
}

/* Opens the flow at the heading in the line; the next line is NULL or given to it. */
static void
open_at(const char *text)
{
	struct flow_line line;
	struct heading heading;

	place = 100;
	number = 10;
	line = line_of(text);
	if (!CHECK(heading_find_any(line.text, &heading)))
		return;
	flow_open(&flow, &line, &heading);
}

static void
decide(const char *above, const char *next)
{
	struct flow_line line = { .number = number, .offset = place };

	if (next != NULL)
		line.text = line.raw = bytes_of(next);
	flow_decide(&flow, bytes_of(above), next == NULL ? NULL : &line);
}

static void
begin(const char *above, const char *text, const char *next)
{
	open_at(text);
	decide(above, next);
}

static enum line_answer
feed(const char *text)
{
	struct flow_line line = line_of(text);

	return flow_feed(&flow, &line);
}

/* Feeds lines that have to be taken; NULL ends them. */
static void
take(const char *const *lines)
{
	for (; *lines != NULL; lines++)
		if (!CHECK(feed(*lines) == LINE_TAKEN))
			printf("   %s\n", *lines);
}

#define TAKE(...) take((const char *const[]){ __VA_ARGS__, NULL })

static struct bytes
message(void)
{
	const struct raised *raised = event_raised(&flow.event);

	return raised == NULL ? BYTES("(none)") : raised->message;
}

/* The text as it stood is kept if it is wanted, or as long as nothing of the event could be read. */
static void
test_raw(void)
{
	begin("", HEADER, FRAME);
	CHECK_TEXT(buffer_bytes(&flow.raw), BYTES(HEADER));
	CHECK(flow.unread && flow.last.raw == flow.raw.len);
	TAKE("  File \"a");
	CHECK_TEXT(buffer_bytes(&flow.raw), BYTES(HEADER "\n  File \"a"));
	CHECK(flow.unread);
	TAKE(FRAME, "    f()", "ValueError: x");
	CHECK(!flow.unread);
	CHECK_TEXT(buffer_bytes(&flow.raw), BYTES(HEADER "\n  File \"a"));
	options.raw = true;
	begin("", HEADER, FRAME);
	TAKE(FRAME, "    f()", "ValueError: x");
	CHECK_TEXT(buffer_bytes(&flow.raw), BYTES(HEADER "\n" FRAME "\n    f()\nValueError: x"));
	CHECK(flow.last.raw == flow.raw.len);
	CHECK(flow.last.number == 13 && flow.last.end == place - 1);
	/* what may be of it is kept, but does not count yet */
	CHECK(feed("") == LINE_HELD);
	CHECK(flow.last.number == 13 && flow.last.end == place - 2);
	CHECK(flow.last.raw == flow.raw.len - 1);
	/* several lines of one line are that one */
	embedded = true;
	begin("", HEADER, FRAME);
	TAKE(FRAME, "ValueError: x");
	CHECK_TEXT(buffer_bytes(&flow.raw), BYTES(HEADER));
	options.raw = false;
	begin("", HEADER, FRAME);
	TAKE(FRAME, "ValueError: x");
	CHECK(flow.raw.len == 0 && !flow.unread);
	embedded = false;
}

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
	/* the whole is set in */
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

/* A flow serves many events: nothing of the one before is left. */
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
	flow.document.kind = DOCUMENT_CELL;
	place = 1000;
	line = line_of(HEADER);
	line.log = &log;
	line.key = 8;
	heading_find_any(line.text, &heading);
	flow_open(&flow, &line, &heading);
	CHECK(flow.undecided && flow.unread && !flow.slow && !flow.inherited);
	CHECK(flow.fatal.len == 0 && flow.process.pid == -1 && flow.pause == 0);
	CHECK(flow.document.kind == DOCUMENT_NONE && flow.when.len == 0 && flow.key == 8);
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

/* What comes seconds after a traceback is no message of it, unless its own lines came so. */
static void
test_later(void)
{
	begin("", T0 HEADER, T0 FRAME);
	TAKE(T0 FRAME, T0 "ValueError: x", T1 "more");
	CHECK(feed(T1 "and more") == LINE_TAKEN);
	CHECK(feed("2026-11-24 10:00:03 app: another") == LINE_OVER);
	begin("", T0 HEADER, T0 FRAME);
	TAKE(T0 FRAME, T0 "ValueError: x");
	CHECK(feed(T2 "another") == LINE_OVER);
	/* slowly */
	begin("", T0 HEADER, T0 FRAME);
	TAKE(T0 FRAME, T2 "ValueError: x", "2026-11-24 10:00:04 app: more");
	begin("", T0 HEADER, T0 FRAME);
	TAKE(T0 FRAME, T1 "ValueError: x");
	CHECK(feed("2026-11-24 10:00:03 app: another") == LINE_OVER);
	/* an empty line has to wait for the next, which tells */
	begin("", T0 HEADER, T0 FRAME);
	TAKE(T0 FRAME, T0 "ValueError: x");
	CHECK(feed(T2) == LINE_HELD);
	CHECK(feed(T2 "another") == LINE_OVER);
	/* a chain goes on, however late */
	begin("", T0 HEADER, T0 FRAME);
	TAKE(T0 FRAME, T0 "ValueError: x");
	CHECK(feed(T2 "During handling of the above exception, another exception occurred:") ==
	    LINE_TAKEN);
	begin("", T0 HEADER, T0 FRAME);
	TAKE(T0 FRAME, T0 "ValueError: x");
	CHECK(feed(T2 "The above exception was the direct cause of the following ") != LINE_OVER);
	/* as stacktraces.py does */
	options.original = true;
	begin("", T0 HEADER, T0 FRAME);
	TAKE(T0 FRAME, T0 "ValueError: x", T2 "more");
	options.original = false;
	/* no time at all */
	begin("", "app1: " HEADER, "app1: " FRAME);
	TAKE("app1: " FRAME, "app1: ValueError: x", "app1: more");
}

/* The time of a line in an object is what the object says. */
static void
test_later_in_objects(void)
{
	struct traceback_log log = { .timestamp = BYTES("2026-11-24T10:00:00Z") };
	struct flow_line line;

	key = 5;
	begin("", HEADER, FRAME);
	for (int i = 0; i < 4; i++) {
		static const char *const lines[] = { FRAME, "ValueError: x", "more", "later" };

		line = line_of(lines[i]);
		line.log = i == 2 ? NULL : &log;
		if (i == 3)
			log.timestamp = BYTES("2026-11-24T10:00:02Z");
		CHECK(flow_feed(&flow, &line) == (i < 3 ? LINE_TAKEN : LINE_OVER) || i == 3);
	}
	begin("", HEADER, FRAME);
	log.timestamp = BYTES("2026-11-24T10:00:00Z");
	for (int i = 0; i < 3; i++) {
		static const char *const lines[] = { FRAME, "ValueError: x", "later" };

		line = line_of(lines[i]);
		line.log = &log;
		if (i == 2)
			log.timestamp = BYTES("2026-11-24T10:00:02Z");
		CHECK(flow_feed(&flow, &line) == (i < 2 ? LINE_TAKEN : LINE_OVER));
	}
	key = 0;
}

/* A line without the prefix of the others: only straight below, set in or an exception line. */
static void
test_bare(void)
{
	struct flow_line line;

	begin("", T0 HEADER, T0 FRAME);
	TAKE(T0 FRAME);
	line = line_of("    f()");
	CHECK(flow_feed_bare(&flow, &line) == LINE_TAKEN);
	line = line_of("some text");
	CHECK(flow_feed_bare(&flow, &line) == LINE_OTHER);
	number--;
	line = line_of("value: x");
	CHECK(flow_feed_bare(&flow, &line) == LINE_OTHER);
	line = line_of("ValueError: x"); /* a line of another stands between */
	CHECK(flow_feed_bare(&flow, &line) == LINE_OTHER);
	number -= 2;
	line = line_of("ValueError: x");
	line.number = flow.last.number;
	CHECK(flow_feed_bare(&flow, &line) == LINE_OTHER);
	line.number++;
	CHECK(flow_feed_bare(&flow, &line) == LINE_TAKEN);
	CHECK_TEXT(message(), BYTES("x"));
	begin("", HEADER, FRAME);
	TAKE(FRAME);
	line = line_of("ValueError: x");
	CHECK(flow_feed_bare(&flow, &line) == LINE_OTHER);
	open_at(T0 HEADER);
	line = line_of("    f()");
	CHECK(flow_feed_bare(&flow, &line) == LINE_OTHER);
	key = 5;
	begin("", T0 HEADER, T0 FRAME);
	TAKE(T0 FRAME);
	line = line_of("ValueError: x");
	CHECK(flow_feed_bare(&flow, &line) == LINE_OTHER);
	key = 0;
}

/* The same head before another line, which is no prefix of all lines. */
static void
test_headed(void)
{
	begin("", "[11-24 10:00:00] {a.py:7} INFO - " HEADER, FRAME);
	TAKE(FRAME, "    f()");
	CHECK(!flow_is_carried(&flow) && flow.head.len > 0);
	TAKE("[11-24 10:00:01] {a.py:7} INFO - ValueError: x");
	CHECK_TEXT(message(), BYTES("x"));
	begin("", T0 HEADER, T0 FRAME);
	CHECK(flow.head.len == 0);
	begin("", "  " HEADER, "  " FRAME);
	CHECK(flow.head.len == 0);
}

/* How long it was silent, in bytes of others; it is done when it has been silent for longer than ever. */
static void
test_silence(void)
{
	enum { PAUSE = 64 * 1024 };

	begin("", HEADER, FRAME);
	TAKE(FRAME);
	CHECK(!flow_is_done(&flow, flow.seen + 100 * PAUSE));
	TAKE("ValueError: x");
	CHECK(flow_is_whole(&flow));
	CHECK(!flow_is_done(&flow, flow.seen + PAUSE));
	CHECK(flow_is_done(&flow, flow.seen + PAUSE + 1));
	place += PAUSE;
	TAKE("more");
	CHECK(flow.pause == PAUSE + 1);
	CHECK(!flow_is_done(&flow, flow.seen + 2 * (PAUSE + 1)));
	CHECK(flow_is_done(&flow, flow.seen + 2 * (PAUSE + 1) + 1));
}

/* What stands before the header: blanks, the head of a log message, or the prefix of all lines. */
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
	/* a field of a report is no message, nor has a test's report any */
	begin("", "      Message:      " HEADER, FRAME);
	CHECK(flow.document.kind == DOCUMENT_FIELD && flow.context.log.message.len == 0);
	begin("ERROR:app:boom\n", "_________________ test_it _________________", "");
	CHECK(flow.heading.style == HEADING_REPORT && flow.context.log.message.len == 0);
	memset(longest, 'x', 700);
	snprintf(line, sizeof(line), "%s " HEADER, longest);
	open_at(line);
	CHECK(flow.heading.before.len == 600);
}

/* What is a part of another document, by what stands before the header and in the next line. */
static void
test_documents(void)
{
	begin("", "<message>" HEADER, FRAME);
	CHECK(flow.document.kind == DOCUMENT_MARKUP);
	begin("", "<worker-a> " HEADER, "<worker-a> " FRAME);
	CHECK(flow.document.kind == DOCUMENT_NONE);
	begin("", "<worker-a>" HEADER, "<worker-a>" FRAME);
	CHECK(flow.document.kind == DOCUMENT_NONE);
	begin("", "<worker-a>" HEADER, "<worker-a>  File &quot;a.py&quot;, line 1, in f");
	CHECK(flow.document.kind == DOCUMENT_MARKUP);
	begin("", "<p>" HEADER "</p>", "<p>" FRAME "</p>");
	CHECK(flow.document.kind == DOCUMENT_MARKUP);
	embedded = true;
	begin("", "<message>" HEADER, FRAME);
	CHECK(flow.document.kind == DOCUMENT_NONE);
	embedded = false;
}

static size_t
run(const char *text)
{
	static struct framecache *frames;
	long long at = number;
	size_t length;

	if (frames == NULL)
		frames = framecache_new();
	length = flow_feed_run(&flow, bytes_of(text), place, &at, frames);
	if (length > 0) {
		CHECK(flow.last.number == at - 1 && flow.last.end == flow.seen);
		CHECK(flow.seen == place + (long long)length - 1);
	}
	if (text == NULL)
		framecache_free(frames);
	return length;
}

/* Many lines at once, where nothing is to be done to them. */
static void
test_runs(void)
{
#define LINES "  File \"b.py\", line 2, in g\n    g()\n"
	begin("", HEADER, FRAME);
	CHECK(run(LINES) == strlen(LINES));
	CHECK(flow.last.number == 12 && !flow.unread);
	open_at(HEADER);
	CHECK(run(LINES) == 0);
	begin("", T0 HEADER, T0 FRAME);
	CHECK(run(LINES) == 0);
	begin("", HEADER ", referer: x", FRAME ", referer: x");
	CHECK(flow.carrying.suffix.len == 12 && run(LINES) == 0);
	begin("", " [7] " HEADER, FRAME);
	CHECK(!flow_is_carried(&flow) && run(LINES) == 0);
	begin("", "[7] " HEADER, FRAME);
	CHECK(!flow_is_carried(&flow) && run(LINES) > 0);
	options.raw = true;
	begin("", HEADER, FRAME);
	CHECK(run(LINES) == 0);
	options.raw = false;
	key = 5;
	begin("", HEADER, FRAME);
	CHECK(run(LINES) == 0);
	key = 0;
	begin("", "<message>" HEADER, FRAME);
	CHECK(flow.document.kind == DOCUMENT_MARKUP && run(LINES) == 0);
	begin("", HEADER, FRAME);
	buffer_append(&flow.carrying.partial, BYTES("x"));
	CHECK(run(LINES) == 0);
}

int
main(void)
{
	CHECK(flow_init(&flow, &options, &window));
	CHECK(flow.raw.ceiling == RECORD_MAX && flow.carrying.partial.ceiling == RECORD_MAX);
	test_raw();
	test_above();
	test_opened_again();
	test_later();
	test_later_in_objects();
	test_bare();
	test_headed();
	test_silence();
	test_before();
	test_documents();
	test_runs();
	flow_free(&flow);
	return check_end();
}
