/* Shared by tests of a flow: one flow, to which they give lines. */
#ifndef ST_TESTS_UNIT_ONEFLOW_H
#define ST_TESTS_UNIT_ONEFLOW_H

#include "check.h"
#include "pylog/flow.h"

#define HEADER "Traceback (most recent call last):"
#define FRAME "  File \"a.py\", line 1, in f"
#define T0 "2026-11-24 10:00:00 app: "
#define T1 "2026-11-24 10:00:01 app: "
#define T2 "2026-11-24 10:00:02 app: "

enum { RECORD_MAX = 1024 * 1024 };

static struct pylog_options options = { .record_max = RECORD_MAX, .message_max = 7 };
static struct window window = { .line_end = '\n' };
static struct flow flow;
static long long place;        /* where the next line begins */
static long long number;       /* and its number */
static unsigned long long key; /* the key of the objects that the lines come from */
static bool embedded;

static inline struct flow_line
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

/* Opens the flow at the heading in the line, and gives it the next line, unless NULL. */
static inline void
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

static inline void
decide(const char *above, const char *next)
{
	struct flow_line line = { .number = number, .offset = place };

	if (next != NULL)
		line.text = line.raw = bytes_of(next);
	flow_decide(&flow, bytes_of(above), next == NULL ? NULL : &line);
}

static inline void
begin(const char *above, const char *text, const char *next)
{
	open_at(text);
	decide(above, next);
}

static inline enum line_answer
feed(const char *text)
{
	struct flow_line line = line_of(text);

	return flow_feed(&flow, &line);
}

/* Feeds lines, ended by NULL, which all have to be taken. */
static inline void
take(const char *const *lines)
{
	for (; *lines != NULL; lines++)
		if (!CHECK(feed(*lines) == LINE_TAKEN))
			printf("   %s\n", *lines);
}

#define TAKE(...) take((const char *const[]){ __VA_ARGS__, NULL })

static inline struct bytes
message(void)
{
	const struct raised *raised = event_raised(&flow.event);

	return raised == NULL ? BYTES("(none)") : raised->message;
}

#endif
