/* Reads the head of a log message: its time, level, logger and pid, in any order and with any brackets. */
#ifndef ST_PYLOG_HEADS_LOGHEADER_H
#define ST_PYLOG_HEADS_LOGHEADER_H

#include "base/timestamp.h"

struct logheader {
	struct bytes timestamp; /* as written */
	struct timestamp time;  /* where there is a timestamp */
	struct bytes level, logger;
	long long pid;        /* -1: not known */
	struct bytes message; /* what follows the head */
};

/* Takes the line apart; false: it does not begin as a log message does. */
bool logheader_read(struct bytes line, struct logheader *header);

/* The time of the head alone; false: it has none. */
bool logheader_time(struct bytes line, struct timestamp *time);

/* Whether the line begins as a log message does; no more of the line is read than tells. */
bool logheader_begins(struct bytes line);

#endif
