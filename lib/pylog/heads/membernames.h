/* The names that loggers give to the parts of a log message, in JSON and in logfmt. */
#ifndef ST_PYLOG_HEADS_MEMBERNAMES_H
#define ST_PYLOG_HEADS_MEMBERNAMES_H

#include "base/bytes.h"

enum member {
	MEMBER_TIME,
	MEMBER_LEVEL,
	MEMBER_LOGGER,
	MEMBER_MESSAGE,
	MEMBER_PID,
	MEMBER_ORIGIN,  /* a pod, a container, a unit */
	MEMBER_RELEASE, /* of the program; `version` may be that of anything */
	MEMBER_LINE,    /* one line of a log, as it was */
	/* of an exception that is taken apart: */
	MEMBER_TYPE,
	MEMBER_REASON,
	MEMBER_STACK,
	MEMBERS,
	MEMBER_NONE = MEMBERS,
};

enum { MEMBER_NAMES = 13, MEMBER_TIME_PAIRS = 2 };

/* Times in two members: seconds since 1970, and nanoseconds. */
extern const char *const membernames_time_pairs[MEMBER_TIME_PAIRS][2];

/*
 * The names of each member, in the order of preference, ended by NULL; dots stand between names of nested objects. The
 * first `sure` ones also count in logfmt, and show that an object is a log message.
 */
struct member_names {
	size_t sure;
	const char *names[MEMBER_NAMES];
};

extern const struct member_names membernames_all[MEMBERS];

/* Which member has that name, among the sure ones. */
enum member membernames_of(struct bytes name);

/* Whether a member of that name differs from line to line: a time, a counter, the number of the line. */
bool membernames_change(struct bytes name);

#endif
