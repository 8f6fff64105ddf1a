/* An event for the tests of its modules: it is fed, and asked what it has found. */
#ifndef ST_TESTS_UNIT_TRACEBACK_H
#define ST_TESTS_UNIT_TRACEBACK_H

#include "pylog/traceback/event.h"

#include "check.h"

static const char header[] = "Traceback (most recent call last):";
static const char frame[] = "  File \"a.py\", line 1, in f";

static struct arena *memory;
static struct event event;

static inline enum line_answer
feed(const char *line)
{
	return event_feed(&event, bytes_of(line));
}

static inline void
begin_anew(void)
{
	arena_reset(memory);
	event_begin(&event, memory, HEADING_PLAIN, BYTES(""));
}

/* Gives the event lines, each behind the sign of its answer: + taken, ~ held, . over, < over earlier, ? other. */
static inline void
tell(const char *text)
{
	static const char signs[] = "+~.<?";
	struct bytes rest = bytes_of(text), line;

	while (bytes_next(&rest, '\n', &line)) {
		enum line_answer answer = event_feed(&event, bytes_from(line, 1));

		if (!CHECK(signs[answer] == line.at[0]))
			printf("   %c, not `%.*s`\n", signs[answer], (int)line.len, line.at);
	}
}

/* The header of a traceback, and a frame with its source. */
#define FRAMES \
	"+Traceback (most recent call last):\n" \
	"+  File \"a.py\", line 1, in f\n" \
	"+    f()\n"

/* A traceback up to its exception line. */
static inline void
begin(const char *exception)
{
	begin_anew();
	tell(FRAMES);
	CHECK(!event_is_whole(&event));
	CHECK(feed(exception) == LINE_TAKEN);
	CHECK(event_is_whole(&event));
}

static inline struct bytes
message(void)
{
	return event_raised(&event)->message;
}

/* The newest exception of the event's own chain: its type, its message, and what of one is behind it (NULL: nothing). */
static inline void
is_raised(const char *type, const char *text, const char *behind)
{
	const struct raised *raised = event_raised(&event);

	if (!CHECK(raised != NULL))
		return;
	CHECK_TEXT(raised->type, bytes_of(type));
	CHECK_TEXT(raised->message, bytes_of(text));
	if (!CHECK((raised->behind != NULL) == (behind != NULL)))
		return;
	if (behind != NULL)
		CHECK_TEXT(raised->behind->type, bytes_of(behind));
}

#endif
