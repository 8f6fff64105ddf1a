/* Times as logs write them, by a table of formats. */
#ifndef ST_PYLOG_HEADS_TIMESTAMP_H
#define ST_PYLOG_HEADS_TIMESTAMP_H

#include "base/bytes.h"

struct timestamp {
	size_t length;            /* bytes of the text */
	int year, month, day;     /* -1: the text has none */
	int hour, minute, second; /* -1: the text has none */
	struct bytes fraction;    /* of a second: digits */
	bool has_zone;            /* the text says how far from UTC */
	int zone;                 /* minutes east of UTC */
	long long epoch;          /* seconds since 1970; -1: it is written otherwise */
	bool possible;            /* there is such a day and such an hour */
};

/* Reads the time that the text begins with; false where it begins with none. */
bool timestamp_read(struct bytes text, struct timestamp *time);

/* Whether the word is a name of a month or a day of the week, short or whole. */
bool timestamp_is_calendar_word(struct bytes word);

#endif
