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
	/* the same process goes on, unless the message has several lines */
	CHECK(take(HEAD "    _PID=811\n", "    MESSAGE=c") == VERBOSE_FIRST && verbose.key == key);
	CHECK(take("", "              d") == VERBOSE_MORE && bytes_equal(text, BYTES("  d")));
	CHECK(take(HEAD "    _PID=811\n", "    MESSAGE=e") == VERBOSE_FIRST && verbose.key != key);
}

static void
test_exported(void)
{
	static const char above[] =
	    "\n__CURSOR=s=6b\n__REALTIME_TIMESTAMP=1795514400000002\n_PID=811\n";

	verbose = (struct verbose){ .column = 0 };
	CHECK(take(above, "MESSAGE=a") == VERBOSE_FIRST && bytes_equal(text, BYTES("a")));
	CHECK(verbose.log.pid == 811);
	CHECK(bytes_equal(verbose.log.timestamp, BYTES("1795514400000002")));
	/* other programs have such lines, too */
	CHECK(take("_PID=811\n", "MESSAGE=a") == VERBOSE_NONE);
	CHECK(take("__CURSOR=s=6b\n_PID=811\n", "MESSAGE=a") == VERBOSE_NONE);
}

/* Whose message it is, by an entry's fields; 0: that is no entry. */
static unsigned long long
key_of(const char *above)
{
	verbose = (struct verbose){ .column = 0 };
	return take(above, "    MESSAGE=a") == VERBOSE_FIRST ? verbose.key : 0;
}

static void
test_fields(void)
{
	static const char *const whose[] = { "_PID=8", "_SYSTEMD_UNIT=a", "SYSLOG_IDENTIFIER=a",
		"_HOSTNAME=a", "_MACHINE_ID=a" };
	unsigned long long none = key_of(HEAD);
	char above[300];

	CHECK(none != 0 && verbose.log.pid == -1 && verbose.log.origin.len == 0);
	for (size_t i = 0; i < COUNT_OF(whose); i++) {
		snprintf(above, sizeof(above), HEAD "    %s\n", whose[i]);
		CHECK(key_of(above) != none);
	}
	CHECK(key_of(HEAD "    PRIORITY=6\n") == none && key_of(HEAD "    garbage\n") == none);
	CHECK(key_of(HEAD "        _PID=8\n") == none); /* more of the field above */
	CHECK(key_of(HEAD "    _PID=8\n    _HOSTNAME=a\n") ==
	    key_of(HEAD "    _HOSTNAME=a\r\n    _PID=8\r\n"));
	CHECK(key_of(HEAD "    _SYSTEMD_UNIT=a.service\n    _PID=8\n") != none);
	CHECK(bytes_equal(verbose.log.origin, BYTES("a.service")) && verbose.log.pid == 8);
	CHECK(key_of(HEAD "    _PID=x\n") != none && verbose.log.pid == -1);
	CHECK(verbose.log.origin.len == 0);
	/* no entry */
	CHECK(key_of("") == 0 && key_of("\n") == 0 && key_of(HEAD "  _PID=8\n") == 0);
	CHECK(key_of("Sun 2026-03-01 10:00:00 UTC [x;i=1]\n    _PID=8\n") == 0);
	CHECK(key_of("Sun 2026-03-01 10:00:00 UTC [s=1]\n    _PID=8\n") == 0);
	CHECK(key_of("Sun 2026-03-01 10:00:00 UTC [s=1;i=1] x\n    _PID=8\n") == 0);
}

/* The next message of a process is another, where the last one had several lines. */
static void
test_runs(void)
{
	unsigned long long key = key_of(HEAD);

	CHECK(take(HEAD, "    MESSAGE=b") == VERBOSE_FIRST && verbose.key == key);
	verbose = (struct verbose){ .column = 0 };
	CHECK(take(HEAD "    MESSAGE=a\n", "            Traceback (x):") == VERBOSE_FIRST);
	CHECK(verbose.key == key);
	CHECK(take(HEAD, "    MESSAGE=b") == VERBOSE_FIRST && verbose.key == key + 1);
	CHECK(take(HEAD, "    MESSAGE=c") == VERBOSE_FIRST && verbose.key == key + 1);
	/* behind other lines, what is set in is no more of the message */
	CHECK(take("", "some text") == VERBOSE_NONE && verbose.column == 0);
	CHECK(take("", "            d") == VERBOSE_NONE);
}

/* So many lines of an entry are looked at. */
static void
test_long_entries(void)
{
	static char above[3000];

	for (int fields = 99; fields <= 100; fields++) {
		strcpy(above, HEAD);
		for (int i = 0; i < fields; i++)
			strcat(above, "    A=1\n");
		CHECK((key_of(above) != 0) == (fields == 99));
		strcpy(above, HEAD "    MESSAGE=a\n");
		for (int i = 0; i < fields; i++)
			strcat(above, "            b\n");
		verbose = (struct verbose){ .column = 0 };
		CHECK(
		    (take(above, "            Traceback (x):") == VERBOSE_FIRST) == (fields == 99));
	}
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

/* Lines that are indented in the same way, but are no journal. */
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
	test_exported();
	test_fields();
	test_runs();
	test_long_entries();
	test_inside();
	test_others();
	arena_free(arena);
	return check_end();
}
