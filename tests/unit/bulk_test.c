#include "pylog/traceback/bulk.h"
#include "pylog/traceback/moves.h"

#include "traceback.h"

/* How many bytes at the beginning of a text are lines that can only continue a message. */
static const struct row {
	const char *text;
	size_t length;
} rows[] = {
	{ "", 0 },
	{ "not set in\n", 0 },
	{ "  set in\n", 9 },
	{ "  set in, and the LF is to come", 0 },
	{ "  one\n\ttwo\n  half", 11 },
	{ "  one\nnot set in\n  two\n", 6 },
	{ "  one\n\n  two\n", 6 },
	{ "  one\n  \n", 6 },
	{ "  one\n  File \"a.py\", line 1, in f\n", 6 },
	{ "  one\n  | a margin\n", 6 },
	{ "  one\n  + a group\n", 6 },
	{ "  one\n  [end of output]\n", 6 },
	{ "  one\n  {\"log\": \"x\"}\n", 6 },
	{ "  one\n  two Traceback (most recent call last): File\n  three\n", 6 },
	{ "  one\n  * a star\n", 6 },
	{ "  one\n  12% of it\n", 6 },
	{ "  one\n  MESSAGE=x\n", 6 },
	{ "  one\n  EXCEPTION_TEXT=x\n", 6 },
	{ "\tone\n", 5 },
	{ " one\n", 5 },
};

static struct framecache *cache;

static void
take(const char *text, size_t length)
{
	if (!CHECK(bulk_take(&event, bytes_of(text), cache) == length))
		printf("   %s\n", text);
}

/* Lines taken at once say the same as one by one; where something else may be meant, none is taken. */
static void
test_taking(void)
{
	static const struct outside outside;

	begin_anew();
	take("  one\n", 0);
	CHECK(feed(header) == LINE_TAKEN);
	take("  File \"a.py\", line 1, in f\n    f()\n", 36);
	CHECK(feed("ValueError: x") == LINE_TAKEN);
	take("  one\n  two\nthree\n", 12);
	take("  four\n", 7);
	is_raised("ValueError", "x\n  one\n  two\n  four", NULL);
	take("three\n", 0);
	/* behind an empty line */
	CHECK(feed("") == LINE_HELD);
	take("  one\n", 0);
	/* of a terminal's width */
	begin("ValueError: x");
	event.cut = true;
	take("  one\n", 0);
	CHECK(feed("more") == LINE_TAKEN);
	take("  one\n", 6);
	event.cut = false;
	event.wrap = (struct wrap){ .last = 70, .longest = 70, .width = 70 };
	take("  one\n", 6);
	CHECK(feed("more") == LINE_TAKEN);
	is_raised("ValueError", "x\nmore\n  one\n  one\nmore", NULL);
	/* what the last line introduced is no more introduced */
	begin("ValueError: x");
	tell("~\n"
	     "+Job 17:\n");
	take("  one\n", 6);
	CHECK(feed(header) == LINE_OVER);
	/* nor does a frame stand straight behind the exception line */
	begin("RayTaskError(KeyError): ray::f() (pid=7)");
	take("  one\n", 6);
	CHECK(feed(frame) == LINE_TAKEN && event.tree.top == 0);
	/* groups, logs without heads, events that are set in, stacks */
	begin("ValueError: x");
	event.in_group = true;
	take("  one\n", 0);
	begin("ValueError: x");
	event.outside = &outside;
	take("  one\n", 0);
	begin("ValueError: x");
	moves_set_in(&event, BYTES("  "));
	take("  one\n", 0);
	arena_reset(memory);
	event_begin(&event, memory, HEADING_STACK, BYTES(""));
	tell("+Stack (most recent call last):\n");
	event.levels[0] = EVENT_MESSAGE;
	take("  one\n", 0);
}

int
main(void)
{
	memory = arena_new(1024 * 1024);
	cache = framecache_new();
	if (!CHECK(memory != NULL && cache != NULL))
		return check_end();
	test_taking();
	framecache_free(cache);
	arena_free(memory);
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (!CHECK(bulk_length(bytes_of(rows[i].text)) == rows[i].length))
			printf("   %s\n", rows[i].text);
	return check_end();
}
