#include "pylog/carrier/logmembers.h"

#include "check.h"

/* Objects as loggers of JSON write them, and the log message that they have, as `time level logger pid message origin release`. */
static const struct {
	const char *object, *log;
} rows[] = {
	{ "{}", "| | | -1 | | | " },
	{ "{\"timestamp\":\"2026-11-24 "
	  "16:25:38\",\"level\":\"ERROR\",\"logger\":\"a.b\",\"message\":"
	  "\"m\"}",
	    "2026-11-24 16:25:38| ERROR| a.b| -1 | m| | " },
	/* pino: milliseconds, and numbers as levels; each digit stays */
	{ "{\"level\":50,\"time\":1772359200512,\"pid\":7,\"msg\":\"m\"}",
	    "1772359200512| 50| | 7 | m| | " },
	/* zap, as it writes times by default: a power of ten */
	{ "{\"level\":\"error\",\"ts\":1.7723592005e+09,\"msg\":\"m\"}",
	    "1772359200.5| error| | -1 | m| | " },
	{ "{\"ts\":1.7723592E9}", "1772359200| | | -1 | | | " },
	{ "{\"ts\":1.5e0}", "1.5| | | -1 | | | " },
	{ "{\"ts\":17723592e2}", "1772359200| | | -1 | | | " },
	/* no time has such a power, or is negative */
	{ "{\"ts\":1e21}", "| | | -1 | | | " },
	{ "{\"ts\":1.5e-3}", "| | | -1 | | | " },
	{ "{\"ts\":-5}", "| | | -1 | | | " },
	/* Google Cloud's pair; nanoseconds are shortened where nothing is lost */
	{ "{\"timestamp\":{\"seconds\":1772359200,\"nanos\":512000000}}",
	    "1772359200.512| | | -1 | | | " },
	{ "{\"timestamp\":{\"seconds\":1772359200,\"nanos\":512345}}",
	    "1772359200.000512345| | | -1 | | | " },
	{ "{\"timestamp\":{\"seconds\":1772359200,\"nanos\":0}}", "1772359200| | | -1 | | | " },
	{ "{\"timestamp\":{\"seconds\":1772359200,\"nanos\":1000000000}}",
	    "1772359200| | | -1 | | | " },
	/* a number as a text is a pid, too; other texts are none */
	{ "{\"process\":\"7\"}", "| | | 7 | | | " },
	{ "{\"process\":\"MainProcess\"}", "| | | -1 | | | " },
	/* the first of the names that has a text */
	{ "{\"pod\":\"b\",\"kubernetes\":{\"pod_name\":\"a\"}}", "| | | -1 | | a| " },
	{ "{\"msg\":\"b\",\"message\":\"\"}", "| | | -1 | b| | " },
	/* 1.10 is another release than 1.1 */
	{ "{\"release\":1.10}", "| | | -1 | | | 1.10" },
	{ "{\"release\":\"1.2.3\"}", "| | | -1 | | | 1.2.3" },
};

static void
check_row(size_t i, struct arena *arena)
{
	struct traceback_log log = traceback_no_log;
	const char *reason;
	size_t place;
	const struct value *object = json_read(bytes_of(rows[i].object), arena, &reason, &place);
	char shown[200];

	logmembers_read(object, arena, &log);
	snprintf(shown, sizeof(shown), "%.*s| %.*s| %.*s| %lld | %.*s| %.*s| %.*s",
	    (int)log.timestamp.len, log.timestamp.at, (int)log.level.len, log.level.at,
	    (int)log.logger.len, log.logger.at, log.pid, (int)log.message.len, log.message.at,
	    (int)log.origin.len, log.origin.at, (int)log.release.len, log.release.at);
	if (!CHECK_TEXT(bytes_of(shown), bytes_of(rows[i].log)))
		printf("   %s\n", rows[i].object);
	CHECK(log.time.len == 0);
	arena_reset(arena);
}

int
main(void)
{
	struct arena *arena = arena_new(1 << 20);

	if (!CHECK(arena != NULL))
		return check_end();
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		check_row(i, arena);
	arena_free(arena);
	return check_end();
}
