#include "oneflow.h"

/* The original text is kept if it is asked for, or as long as nothing of the event could be read. */
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
	/* lines that may belong to it are kept, but do not count yet */
	CHECK(feed("") == LINE_HELD);
	CHECK(flow.last.number == 13 && flow.last.end == place - 2);
	CHECK(flow.last.raw == flow.raw.len - 1);
	/* several lines written as one count as that one */
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

/* Lines that come seconds after a traceback do not belong to it, unless its own lines were as slow. */
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
	/* an empty line waits for the next one, which tells */
	begin("", T0 HEADER, T0 FRAME);
	TAKE(T0 FRAME, T0 "ValueError: x");
	CHECK(feed(T2) == LINE_HELD);
	CHECK(feed(T2 "another") == LINE_OVER);
	/* a chain goes on, however late it comes */
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

static enum line_answer
feed_object(const char *text, const char *timestamp)
{
	struct traceback_log log = { .timestamp = bytes_of(timestamp) };
	struct flow_line line = line_of(text);

	line.log = &log;
	return flow_feed(&flow, &line);
}

/* A line in an object has the object's time; another line's time may be anywhere in its prefix. */
static void
test_where_the_time_stands(void)
{
	for (key = 1; key <= 2; key++) {
		begin("", HEADER, FRAME);
		CHECK(feed_object(FRAME, "1795514400.5") == LINE_TAKEN);
		CHECK(feed_object("ValueError: x", "1795514400.5") == LINE_TAKEN);
		CHECK(feed_object("more", "1795514401.5") == LINE_TAKEN);
		CHECK(feed("and more") == LINE_TAKEN); /* an object that tells no time */
		CHECK(feed_object("still more", "1795514401.5") == LINE_TAKEN);
		CHECK(feed_object("another", "1795514403.5") == LINE_OVER);
	}
	key = 0;
	begin("", "web " T0 HEADER, "web " T0 FRAME);
	TAKE("web " T0 FRAME, "web " T0 "ValueError: x");
	CHECK(feed("web " T2 "another") == LINE_OVER);
	/* a number that is no time */
	begin("", "[12.5] " HEADER, "[12.5] " FRAME);
	TAKE("[12.5] " FRAME, "[12.6] ValueError: x", "[97.5] more");
}

/* A line without the others' prefix is taken only if it follows directly and is indented or an exception line. */
static void
test_bare(void)
{
	struct flow_line line;

	begin("", T0 HEADER, T0 FRAME);
	TAKE(T0 FRAME);
	line = line_of(" f()");
	CHECK(flow_feed_bare(&flow, &line) == LINE_TAKEN);
	line = line_of("some text");
	CHECK(flow_feed_bare(&flow, &line) == LINE_OTHER);
	number--;
	line = line_of("value: x");
	CHECK(flow_feed_bare(&flow, &line) == LINE_OTHER);
	line = line_of("ValueError: x"); /* a line of another writer is between */
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

/* The same head before another line; it is no prefix of all lines. */
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

/* How long the flow is silent, in bytes of other lines; it ends when that is longer than ever before. */
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

/* Pieces of a line (CRI): the line is fed when it is whole. */
static void
test_pieces(void)
{
#define CRI "2026-11-24T10:00:00Z stdout "
	begin("", CRI "F " HEADER, CRI "F " FRAME);
	TAKE(CRI "F " FRAME, CRI "P Value");
	CHECK(flow.seen == place - 1 && flow.last.number == number - 2);
	TAKE(CRI "F Error: x");
	CHECK_TEXT(message(), BYTES("x"));
	CHECK(flow.last.number == number - 1);
}

/* An event that does not fit is cut; all memory of the flow counts. */
static void
test_limits(void)
{
	size_t empty;

	begin("", HEADER, FRAME);
	empty = flow_memory(&flow);
	CHECK(!flow_is_cut(&flow) && empty >= sizeof(flow));
	buffer_grow(&flow.raw, 10000);
	CHECK(flow_memory(&flow) >= empty + 10000);
	buffer_grow(&flow.carrying.partial, 10000);
	buffer_grow(&flow.carrying.suffix, 10000);
	CHECK(flow_memory(&flow) >= empty + 30000);
	arena_alloc(flow.memory, RECORD_MAX / 2);
	CHECK(flow_memory(&flow) >= empty + 30000 + RECORD_MAX / 2);
	flow.raw.full = true;
	CHECK(flow_is_cut(&flow));
	flow.raw.full = false;
	flow.event.tree.too_deep = true;
	CHECK(flow_is_cut(&flow));
	flow.event.tree.too_deep = false;
	CHECK(!flow_is_cut(&flow));
	arena_alloc(flow.memory, 2 * RECORD_MAX);
	CHECK(flow_is_cut(&flow));
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

/* Many lines are read at once if they need no other treatment. */
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
	CHECK(flow.enclosing.kind == ENCLOSING_MARKUP && run(LINES) == 0);
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
	test_later();
	test_where_the_time_stands();
	test_bare();
	test_headed();
	test_silence();
	test_pieces();
	test_limits();
	test_runs();
	flow_free(&flow);
	return check_end();
}
