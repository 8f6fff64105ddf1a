#include "pylog/carrier/verbose.h"

#include "check.h"

#define HEAD "Sun 2026-03-01 10:00:00.123456 UTC [s=6b1f;i=1a2b;b=4c1e]\n"

static struct verbose verbose;
static struct arena *arena;
static struct bytes text;

static enum verbose_line
take(const char *above, const char *line)
{
	text = bytes_of(line);
	return verbose_take(&verbose, bytes_of(above), '\n', &text, arena);
}

static void
test_entries(void)
{
	unsigned long long key;

	CHECK(take(HEAD "    _PID=811\n", "    MESSAGE=a") == VERBOSE_FIRST);
	CHECK(bytes_equal(text, BYTES("a")) && verbose.log.pid == 811);
	CHECK(bytes_equal(verbose.log.timestamp, BYTES("2026-03-01 10:00:00.123456 UTC")));
	key = verbose.key;
	CHECK(take(HEAD "    _PID=811\n    MESSAGE=a\n", "    _UID=9") == VERBOSE_NONE);
	CHECK(take(HEAD "    _PID=930\n", "    MESSAGE=b") == VERBOSE_FIRST && verbose.key != key);
	/* the same process goes on, unless a message had several lines */
	CHECK(take(HEAD "    _PID=811\n", "    MESSAGE=c") == VERBOSE_FIRST && verbose.key == key);
	CHECK(take("", "              d") == VERBOSE_MORE && bytes_equal(text, BYTES("  d")));
	CHECK(take(HEAD "    _PID=811\n", "    MESSAGE=e") == VERBOSE_FIRST && verbose.key != key);
}

static void
test_inside(void)
{
	verbose = (struct verbose){ .column = 0 };
	CHECK(take(HEAD "    MESSAGE=a\n             b\n", "            Traceback (x):") ==
	    VERBOSE_FIRST);
	CHECK(bytes_equal(text, BYTES("Traceback (x):")));
	CHECK(bytes_equal(verbose.log.message, BYTES("a\n b")));
	CHECK(take(HEAD, "    EXCEPTION_TEXT=Traceback (x):") == VERBOSE_AGAIN);
	CHECK(take("", "                   y") == VERBOSE_AGAIN);
}

/* What is set in alike, and is no journal. */
static void
test_others(void)
{
	verbose = (struct verbose){ .column = 0 };
	CHECK(take("x\n    _PID=811\n", "    MESSAGE=a") == VERBOSE_NONE);
	CHECK(take("    MESSAGE=a\n", "            Traceback (x):") == VERBOSE_NONE);
	CHECK(take("", "            Traceback (x):") == VERBOSE_NONE);
	CHECK(take(HEAD "    MESSAGE=a\n", "            b") == VERBOSE_NONE);
}

int
main(void)
{
	arena = arena_new(1 << 20);
	test_entries();
	test_inside();
	test_others();
	arena_free(arena);
	return check_end();
}
