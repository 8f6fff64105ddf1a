/* Times of records: which of two is the earlier one, and how long after 1970 one is. */
#ifndef ST_RECORD_WHEN_H
#define ST_RECORD_WHEN_H

#include "base/buffer.h"

enum {
	WHEN_MAX = 40,
	WHEN_DAY = 10, /* so much of it is the day, and the hour: `2026-03-01`, `2026-03-01T09` */
	WHEN_HOUR = 13
};

/* A time as records have it, 2026-03-01T09:00:00.100+01:00; all zero: none that could be compared. */
struct when {
	char text[WHEN_MAX];
	size_t length;
	bool zoned; /* it has an offset; a time without one counts as UTC */
};

/* False: the text is no such time, as where the date is not known. */
bool when_read(struct bytes text, struct when *when);

/* The number of an hour, or of a day where the text is so short: those that follow one another differ by 1. */
long long when_period(struct bytes text);

/* Below 0: the one is earlier; above 0: the other is. */
int when_compare(const struct when *one, const struct when *other);

/* Appends the nanoseconds since 1970-01-01 UTC, as far as its fraction says; false, and nothing, before that. */
bool when_append_nanoseconds(struct buffer *out, const struct when *when);

#endif
