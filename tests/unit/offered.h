/* Shared by tests that offer the lines of a log to its open events. */
#ifndef ST_TESTS_UNIT_OFFERED_H
#define ST_TESTS_UNIT_OFFERED_H

#include "check.h"
#include "pylog/offers.h"

#include <stdlib.h>

#define HEADER "Traceback (most recent call last):\n"
#define FRAME "  File \"a.py\", line 1, in f\n    f()\n"
#define VALUE HEADER FRAME "ValueError: x\n"
#define T0 "2026-11-24 10:00:00 "
#define T2 "2026-11-24 10:00:02 "

static const struct pylog_options plain = { .record_max = 1000000 };
static struct pylog_options options;
static struct window window;
static struct offers *offers;
static long long number; /* the next line's number */

static inline void
begin(struct pylog_options wanted)
{
	if (offers != NULL)
		offers_free(offers);
	free(offers);
	offers = calloc(1, sizeof(*offers));
	if (offers == NULL)
		exit(1);
	options = wanted;
	offers_init(offers, &options, &window);
}

/* Begins a log with its text in the window, and feeds no line yet. */
static inline void
begin_log(const char *log)
{
	window = (struct window){ .text = bytes_of(log), .line_end = '\n' };
	number = 1;
	offers_begin(offers, BYTES("log"));
	survey_take(&offers->survey, window.text);
}

static inline struct flow_line
line_at(struct bytes text)
{
	return (struct flow_line){
		.text = text,
		.raw = text,
		.number = number,
		.offset = text.at - window.text.at,
	};
}

/* Feeds the window's lines from there on, and returns how many of them open events took. */
static inline int
feed_from(size_t start)
{
	struct bytes rest = bytes_from(window.text, start), text;
	int taken = 0;

	for (; bytes_next(&rest, '\n', &text); number++) {
		struct flow_line line = line_at(text);
		bool ended = false;

		if (offers_line(offers, &line, false, &ended))
			taken++;
		else
			offers_open(offers, &line, ended);
	}
	return taken;
}

static inline int
feed(const char *log)
{
	begin_log(log);
	return feed_from(0);
}

static inline bool
notes(enum pylog_notice kind, long long line)
{
	const struct note *last = &offers->notes.last;

	if (CHECK(notes_next(&offers->notes) && last->kind == kind && last->line == line))
		return true;
	printf("   %d in line %lld\n", (int)last->kind, last->line);
	return false;
}

static inline void
notes_nothing(void)
{
	CHECK(!notes_next(&offers->notes));
}

/* Takes all records, and returns how many there were. */
static inline size_t
records(void)
{
	size_t count = bytes_count(buffer_bytes(&offers->records), '\n');

	buffer_reset(&offers->records);
	return count;
}

static inline void
limit_records(size_t ceiling)
{
	buffer_free(&offers->records);
	offers->records = (struct buffer){ .ceiling = ceiling };
}

static inline bool
says(const char *text)
{
	if (CHECK(bytes_find(buffer_bytes(&offers->records), bytes_of(text)) != NULL))
		return true;
	printf("   %s: %.*s\n", text, (int)offers->records.len,
	    offers->records.at == NULL ? "" : offers->records.at);
	return false;
}

static inline bool
says_not(const char *text)
{
	return CHECK(bytes_find(buffer_bytes(&offers->records), bytes_of(text)) == NULL);
}

static inline struct flow *
first_flow(void)
{
	return &offers->flows.open[0]->flow;
}

static inline int
end_offers(void)
{
	offers_free(offers);
	free(offers);
	return check_end();
}

#endif
