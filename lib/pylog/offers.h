/*
 * Offers each line to the open events: decides which event it belongs to, where events begin and end, and collects their
 * records.
 */
#ifndef ST_PYLOG_OFFERS_H
#define ST_PYLOG_OFFERS_H

#include "pylog/flows.h"
#include "pylog/notes.h"
#include "pylog/survey.h"

/* Other modules may read its members; they change only `records`, which they take, and `notes`. */
struct offers {
	struct bytes file; /* the log's name, the caller's */
	struct flows flows;
	struct buffer records; /* that are ready */
	struct survey survey;  /* of the log, which pylog.c gives to it */
	struct notes notes;    /* what is to be said of it */
	long long count;       /* exceptions so far */
	long long before;      /* and before this log */

	/* of this module alone */
	long long consumed; /* the end of the last event of a flow without carrier */
	long long lost;     /* events that were ended since too much was open */
	struct buffer scratch;

	/* of decision.c */
	size_t told;     /* how many of the survey's `others` were told */
	bool told_order; /* it was told that the newest comes first */
};

/* Initialises it, all zero before. The options and the window, which the caller changes over time, have to outlive it. */
void offers_init(
    struct offers *offers, const struct pylog_options *options, const struct window *window);
void offers_free(struct offers *offers);

/* Another log begins; the text `file` has to outlive it. */
void offers_begin(struct offers *offers, struct bytes file);

/*
 * Offers the line to the open events; if `foreign`, only to those whose lines have a prefix. False: none took it. *ended:
 * an event ended before it.
 */
bool offers_line(struct offers *offers, const struct flow_line *line, bool foreign, bool *ended);

/* Begins an event, if the line has a heading; `ended`: another event has just ended before it. */
void offers_open(struct offers *offers, const struct flow_line *line, bool ended);

/* Reads a text in one line of the log that has one or more whole events; false: it has none. */
bool offers_text(struct offers *offers, struct bytes text, const struct flow_line *whole);

/*
 * Offers a line that is a JSON object, or has one behind `before`: it may be part of a message, or a line of source. An
 * object by itself, or in a log message, is not.
 */
bool offers_is_part(
    struct offers *offers, const struct flow_line *line, struct bytes before, bool *ended);

/* Writes the record of an exception that the logger took apart (parsed.h), with its log message; `cut`: it is incomplete. */
void offers_write(
    struct offers *offers, const struct flow_line *line, const struct raised *raised, bool cut);

/* Ends the events that began in an object of JSON in the line at that place of the log. */
void offers_end_object(struct offers *offers, long long offset);

/* Ends the events without a line in the last FLOWS_GAP bytes before that place of the log. */
void offers_end_silent(struct offers *offers, long long offset);

/* The first place of the window that is still needed; at most `offset`. */
long long offers_needed(const struct offers *offers, long long offset);

/* Drops the open events, and the last one that ended. */
void offers_forget(struct offers *offers);

/* See pylog_end(), pylog_settle(), pylog_bare(). */
bool offers_end(struct offers *offers);
bool offers_settle(struct offers *offers, bool bare);
unsigned long long offers_bare(const struct offers *offers, bool *whole);

#endif
