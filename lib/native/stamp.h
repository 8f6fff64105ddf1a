/* The times that logs tell: at the beginning of a line, or behind words that say whose time it is. */
#ifndef ST_NATIVE_STAMP_H
#define ST_NATIVE_STAMP_H

#include "base/timestamp.h"

enum { STAMP_HEAD = 136 }; /* bytes of a line, in which a time counts */

/*
 * The functions write a time to `place`, of TIMESTAMP_WRITTEN_MAX bytes, as ISO 8601 has it, and give that. No bytes: the
 * text tells no time with its date, or one whose day and month may be the other way round.
 */

/* Which the text begins with. */
struct bytes stamp_of(struct bytes text, char *place);

/* When the line was written: few words stand before the time, `811:M 02 Nov 2026 10:11:12.345 # `. */
struct bytes stamp_of_line(struct bytes line, char *place);

/* When a process died, as a line of a report on that says: `Timestamp: …`. *follows: the next line says it. */
struct bytes stamp_of_report(struct bytes line, char *place, bool *follows);

/* The line that is read, and the beginning of the message that it belongs to. All zero: none. */
struct stamps {
	struct bytes line;     /* as it came; good while it is read */
	char head[STAMP_HEAD]; /* of the last line that is not set in, if a time is in it */
	size_t length;
};

/* Another line is read. Those that are set in go on with the message of the line before. */
void stamp_read_line(struct stamps *stamps, struct bytes line);

/* When the line was written that is read, or the message that it goes on with. */
struct bytes stamp_now(const struct stamps *stamps, char *place);

/* By the microseconds since 1970, in decimal. */
struct bytes stamp_of_microseconds(struct bytes number, char *place);

#endif
