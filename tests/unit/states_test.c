#include "pylog/traceback/states.h"

#include "traceback.h"

#define LOG "2026-11-24 10:00:00 INFO app: x\n"
#define SENTENCE "The above exception was the direct cause of the following exception:"
#define CAUSE SENTENCE "\n"

static void
test_the_line_above_may_introduce_what_comes(void)
{
	begin("ValueError: x");
	CHECK(feed("") == LINE_HELD);
	CHECK(feed("Job 17:") == LINE_TAKEN);
	CHECK(feed(header) == LINE_OVER_EARLIER);
	CHECK_TEXT(message(), BYTES("x"));
	begin("ValueError: x");
	CHECK(feed("") == LINE_HELD);
	CHECK(feed("Job 17:") == LINE_TAKEN);
	CHECK(feed("") == LINE_HELD);
	CHECK(feed(header) == LINE_OVER);
	CHECK_TEXT(message(), BYTES("x\n\nJob 17:"));
	/* and is none of the next exception's */
	begin("ValueError: a message that is longer");
	CHECK(feed("") == LINE_HELD);
	CHECK(feed("Job 17:") == LINE_TAKEN);
	CHECK(feed("During handling of the above exception, another exception occurred:") ==
	    LINE_TAKEN);
	CHECK(feed(header) == LINE_TAKEN);
	CHECK(feed(frame) == LINE_TAKEN);
	CHECK(feed("KeyError: y") == LINE_TAKEN);
	CHECK(feed(header) == LINE_OVER);
	CHECK_TEXT(message(), BYTES("y"));
}

static void
test_foreign_lines_inside(void)
{
	begin("ValueError: x");
	begin_anew();
	CHECK(feed(header) == LINE_TAKEN);
	CHECK(feed(frame) == LINE_TAKEN);
	CHECK(feed("2026-11-24 10:00:00 INFO app: other") == LINE_HELD);
	CHECK(feed("its second line") == LINE_HELD);
	CHECK(feed("ValueError: x") == LINE_TAKEN);
	CHECK_TEXT(message(), BYTES("x"));
	begin_anew();
	CHECK(feed(header) == LINE_TAKEN);
	CHECK(feed("word: x") == LINE_TAKEN);
	CHECK(event_is_whole(&event));
}

/* IPython shows `pkg.Type` as `Type` at the top. */
static void
test_types_of_listings(void)
{
	static const struct {
		const char *shown, *line;
		bool is;
	} rows[] = {
		{ "Type", "Type: x", true },
		{ "Type", "pkg.Type: x", true },
		{ "Type", "pkgType: x", false },
		{ "Type", "pkg.Other: x", false },
		{ "ZeroType", "Type: x", true },
		{ "Types", "Type: x", false },
	};
	char heading[80];

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		begin_anew();
		snprintf(heading, sizeof(heading), "%s      Traceback (most recent call last)",
		    rows[i].shown);
		CHECK(feed(heading) == LINE_TAKEN);
		CHECK(feed("") == LINE_HELD);
		CHECK(feed("Cell In[1], line 3") == LINE_TAKEN);
		CHECK(feed(rows[i].line) == LINE_TAKEN);
		CHECK(event_is_whole(&event) == rows[i].is);
	}
}

/* Where a header, a frame or an exception line is to come. */
static void
test_what_begins_a_traceback(void)
{
	static const char first[] = FRAMES "+ValueError: x\n+" CAUSE;

	begin_anew();
	tell(first);
	tell("~\n"
	     "~" LOG "+  File \"b.py\", line 2, in g\n"
	     "+KeyError: 1\n");
	is_raised("KeyError", "1", "ValueError");
	begin_anew();
	tell(first);
	tell("+  File \"b.py\", line 2\n"
	     "+SyntaxError: y\n");
	is_raised("SyntaxError", "y", "ValueError");
	CHECK_TEXT(event_raised(&event)->file, BYTES("b.py"));
	/* one that was never raised has its exception line alone */
	begin_anew();
	tell(first);
	tell("+KeyError: 1\n");
	is_raised("KeyError", "1", "ValueError");
	begin_anew();
	tell(first);
	tell("+word: y\n");
	is_raised("word", "y", "ValueError");
	begin_anew();
	tell(first);
	tell("~ValueError: 2026-11-24 10:00:00\n" /* or a log message, of a program of that name */
	     "+KeyError: 1\n");
	begin_anew();
	tell(first);
	tell("+Exception KeyError: '1' in <f> ignored\n");
	is_raised("KeyError", "'1'", "ValueError");
	begin_anew();
	tell(first);
	tell("+ray::f() (pid=7)\n" /* Ray has the task's name instead of a header */
	     "+  File \"b.py\", line 2, in g\n"
	     "+KeyError: 1\n");
	is_raised("KeyError", "1", "ValueError");
	begin_anew();
	tell(first);
	tell(".two words\n"
	     ".  x\n"
	     ".>>> f()\n");
	/* pytest's report of the next, which begins anew */
	begin_anew();
	tell(first);
	tell("+____ test_a ____\n");
	CHECK(event.report.idle == 0 && !event.report.named);
}

/* Kinds of line inside a traceback, each of which ends it, or does not. */
static void
test_lines_inside(void)
{
	begin_anew();
	tell(FRAMES "+--- <exception caught here> ---\n"
		    "+  [Previous line repeated 3 more times]\n"
		    ".----------\n"
		    ".>>> f()\n"
		    ".Location: /opt/ops.py:109\n"
		    ".Exception KeyError: '1' in <f> ignored\n"
		    "+      [end of output]\n"
		    "+NoneType: None\n"
		    ".text\n");
	CHECK(event_is_whole(&event));
	/* Django's page has no exception line before the sentence; it may name the message */
	begin_anew();
	tell(FRAMES
	    "+The above exception (no row) was the direct cause of the following exception:\n"
	    "+  File \"b.py\", line 2, in g\n"
	    "+KeyError: 1\n");
	is_raised("KeyError", "1", "");
	CHECK_TEXT(event_raised(&event)->behind->message, BYTES("no row"));
	begin("ValueError: x");
	tell("+The above exception (no row) was the direct cause of the following exception:\n"
	     "+KeyError: 1\n");
	CHECK_TEXT(event_raised(&event)->behind->message, BYTES("x"));
	begin("ValueError");
	tell("+The above exception (no row) was the direct cause of the following exception:\n"
	     "+KeyError: 1\n");
	CHECK_TEXT(event_raised(&event)->behind->message, BYTES(""));
}

/* A bare quotation has no end of its own: it is over where its message says of what type its last exception is. */
static void
test_where_a_bare_quotation_ends(void)
{
	static const struct {
		const char *wrapper, *quoted;
		bool over;
	} rows[] = {
		{ "RuntimeError: Caught KeyError in worker", "KeyError: 1", true },
		{ "RuntimeError: Caught KeyError in worker", "pkg.KeyError: 1", true },
		{ "RuntimeError: Caught KeyError in worker", "OSError: 1", false },
		{ "RuntimeError: KeyError in worker", "KeyError: 1", false },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		begin(rows[i].wrapper);
		tell("+Original Traceback (most recent call last):\n"
		     "+  File \"w.py\", line 1, in w\n"
		     "+    w()\n");
		CHECK(feed(rows[i].quoted) == LINE_TAKEN);
		tell("+" CAUSE);
		if (!CHECK(event.tree.top == (rows[i].over ? 0 : 1)))
			printf("   %s\n", rows[i].quoted);
	}
	begin("RayTaskError(KeyError): ray::f() (pid=7)");
	tell("+  File \"w.py\", line 1, in w\n"
	     "+    w()\n"
	     "+pkg.KeyError: 1\n"
	     "+" CAUSE);
	CHECK(event.tree.top == 0);
}

static enum line_answer
feed_fallen(const char *line)
{
	return event_feed_fallen(&event, bytes_of(line));
}

/* Lines without what carries the others. */
static void
test_fallen_lines(void)
{
	begin("ValueError: x");
	CHECK(feed_fallen("text") == LINE_OTHER);
	CHECK(feed_fallen("") == LINE_HELD);
	CHECK(feed_fallen(SENTENCE) == LINE_TAKEN);
	CHECK(feed_fallen("") == LINE_HELD);
	CHECK(feed_fallen("KeyError: 1") == LINE_OTHER);
	CHECK(feed_fallen(header) == LINE_TAKEN);
	CHECK(feed_fallen("  File \"b.py\", line 2, in g") == LINE_TAKEN);
	CHECK(feed_fallen("  File \"b.py\", line 2, in g") == LINE_TAKEN);
	CHECK(feed_fallen(">>> f()") == LINE_OTHER);
	CHECK(feed_fallen("KeyError: 1") == LINE_TAKEN);
	is_raised("KeyError", "1", "ValueError");
	/* the same frame again is that of another stack, where none has a header */
	arena_reset(memory);
	event_begin(&event, memory, HEADING_FRAME, BYTES(""));
	CHECK(feed(frame) == LINE_TAKEN);
	CHECK(feed_fallen("  File \"b.py\", line 2, in g") == LINE_TAKEN);
	CHECK(feed_fallen(frame) == LINE_OVER);
	/* boxes and reports have none */
	begin_anew();
	tell("+ValueError      Traceback (most recent call last)\n");
	CHECK(feed_fallen(frame) == LINE_OTHER);
	begin_anew();
	tell("+____ test_a ____\n");
	CHECK(feed_fallen(frame) == LINE_OTHER);
}

int
main(void)
{
	memory = arena_new(1024 * 1024);
	if (!CHECK(memory != NULL))
		return check_end();
	test_the_line_above_may_introduce_what_comes();
	test_foreign_lines_inside();
	test_types_of_listings();
	test_what_begins_a_traceback();
	test_lines_inside();
	test_where_a_bare_quotation_ends();
	test_fallen_lines();
	arena_free(memory);
	return check_end();
}
