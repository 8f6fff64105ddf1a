/* Times as logs write them, by a table of forms. */
#ifndef ST_BASE_TIMESTAMP_H
#define ST_BASE_TIMESTAMP_H

#include "base/bytes.h"
#include "base/zone.h"

enum { TIMESTAMP_WRITTEN_MAX = 64 };

/* The form of syslog's times in other languages: the name of the month may be any. */
#define TIMESTAMP_ANY_MONTH "%o %d %H:%M:%S%F"

struct timestamp {
	size_t length;            /* bytes of the text */
	int year, month, day;     /* -1: the text has none */
	int hour, minute, second; /* -1: the text has none */
	struct bytes
	    fraction; /* of a second: digits, of milliseconds since 1970 perhaps with a point among them */
	bool has_zone;   /* the text says how far from UTC */
	int zone;        /* minutes east of UTC */
	long long epoch; /* seconds since 1970; -1: it is written otherwise */
	bool possible;   /* there is such a day and such an hour */
};

/* Reads the time that the text begins with; false where it begins with none. */
bool timestamp_read(struct bytes text, struct timestamp *time);

/* Reads a time of one form, a pattern with the letters of timestamp.c's table; false where the text does not begin so. */
bool timestamp_read_form(const char *form, struct bytes text, struct timestamp *time);

/* Whether the word is a name of a month or a day of the week, short or whole. */
bool timestamp_is_calendar_word(struct bytes word);

/* How many seconds the second time is later than the first; 0 where that is not known. */
long long timestamp_distance(const struct timestamp *first, const struct timestamp *second);

/*
 * The time as ISO 8601 writes it, in `place` of TIMESTAMP_WRITTEN_MAX bytes; no bytes where the text has no year or no
 * such day. The zone (may be NULL) is for texts that name none.
 */
struct bytes timestamp_write(const struct timestamp *time, const struct zone *zone, char *place);

#endif
