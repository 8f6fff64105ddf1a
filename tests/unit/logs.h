/* Shared by tests of whole logs: a parser, and checks of the records and notes of a log. */
#ifndef ST_TESTS_UNIT_LOGS_H
#define ST_TESTS_UNIT_LOGS_H

#include "check.h"
#include "pylog/pylog.h"

#include <stdlib.h>

#define HEADER "Traceback (most recent call last):\n"
#define FRAME "  File \"a.py\", line 1, in f\n    f()\n"

enum { SHOWN = 500 }; /* bytes of a wrong result that are printed */

static const struct pylog_options plain = { .line_max = 1000000, .record_max = 1000000 };
static struct pylog *pylog;

static inline void
parse_with(const struct pylog_options *options)
{
	pylog_free(pylog);
	pylog = pylog_new(options);
	if (!CHECK(pylog != NULL))
		exit(check_end());
}

static inline void
feed_bytes(struct bytes log)
{
	while (log.len > 0) {
		size_t size;
		char *room = pylog_room(pylog, &size);
		struct bytes part = bytes_first(log, size);

		memcpy(room, part.at, part.len);
		pylog_feed(pylog, part.len);
		log = bytes_from(log, part.len);
	}
}

static inline void
feed(const char *log)
{
	feed_bytes(bytes_of(log));
}

/* Parses a log, and returns its records. */
static inline struct bytes
parse(const char *log)
{
	pylog_begin(pylog, BYTES("log"));
	feed(log);
	CHECK(pylog_end(pylog));
	return pylog_take(pylog);
}

static inline size_t
count(struct bytes records)
{
	return bytes_count(records, '\n');
}

static inline bool
says(struct bytes records, const char *text)
{
	if (CHECK(bytes_find(records, bytes_of(text)) != NULL))
		return true;
	records = bytes_first(records, SHOWN);
	printf("   %s: %.*s\n", text, (int)records.len, records.len == 0 ? "" : records.at);
	return false;
}

static inline bool
says_not(struct bytes records, const char *text)
{
	if (CHECK(bytes_find(records, bytes_of(text)) == NULL))
		return true;
	records = bytes_first(records, SHOWN);
	printf("   %s: %.*s\n", text, (int)records.len, records.at);
	return false;
}

/* True if that is the next note. */
static inline bool
notes(enum pylog_notice wanted, long long wanted_line)
{
	enum pylog_notice notice;
	long long line;

	if (CHECK(pylog_notice(pylog, &notice, &line) && notice == wanted && line == wanted_line))
		return true;
	printf("   %d in line %lld, not %d in line %lld\n", (int)notice, line, (int)wanted,
	    wanted_line);
	return false;
}

static inline void
notes_nothing(void)
{
	enum pylog_notice notice;
	long long line;

	if (!CHECK(!pylog_notice(pylog, &notice, &line)))
		printf("   %d in line %lld\n", (int)notice, line);
}

#endif
