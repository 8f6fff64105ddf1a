/* Times of records: which of two is earlier, and how long after 1970 one is. */
#ifndef ST_RECORD_WHEN_H
#define ST_RECORD_WHEN_H

#include "base/buffer.h"

enum {
	WHEN_MAX = 40,
	/* how many characters are the day, and the hour: `2026-03-01`, `2026-03-01T09` */
	WHEN_DAY = 10,
	WHEN_HOUR = 13
};

/* A time as records have it, 2026-03-01T09:00:00.100+01:00. All zero: not known. */
struct when {
	char text[WHEN_MAX];
	size_t length;
	bool zoned; /* it has an offset; a time without one counts as UTC */
};

/* False: the text is no such time, for instance because it has no date. */
bool when_read(struct bytes text, struct when *when);

/* The number of an hour, or, where the text is only a day, of a day: the next one has the next number. */
long long when_period(struct bytes text);

/* Below 0: `one` is earlier; above 0: `other` is. */
int when_compare(const struct when *one, const struct when *other);

/* Appends the nanoseconds since 1970-01-01 UTC, exactly. False, and nothing is appended, for earlier times. */
bool when_append_nanoseconds(struct buffer *out, const struct when *when);

#endif
