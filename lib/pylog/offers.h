/*
 * The events that are open, and the lines offered to them: whose a line is, where an event begins and ends, and the
 * records that come of them.
 */
#ifndef ST_PYLOG_OFFERS_H
#define ST_PYLOG_OFFERS_H

#include "pylog/flows.h"
#include "pylog/notes.h"
#include "pylog/survey.h"

/* Other modules read it and change nothing, but for `records`, which they take, and `notes`. */
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
	size_t told;     /* so many of others' stacks */
	bool told_order; /* and that the newest comes first */
};

/* Begins with one that is all zero. The options and the window, as it is at any time, stay the caller's. */
void offers_init(
    struct offers *offers, const struct pylog_options *options, const struct window *window);
void offers_free(struct offers *offers);

/* Another log begins; `file` stays the caller's. */
void offers_begin(struct offers *offers, struct bytes file);

/*
 * Gives a line to the event that it is of, or if `foreign` to one whose lines have a carrier alone; false: it belongs
 * to none. *ended: an event ended before it.
 */
bool offers_line(struct offers *offers, const struct flow_line *line, bool foreign, bool *ended);

/* Begins an event in the line, if one begins there; `ended`: one has just ended before it. */
void offers_open(struct offers *offers, const struct flow_line *line, bool ended);

/* A text with all of an event, or of several, that stands in one line; false where none came of it. */
bool offers_text(struct offers *offers, struct bytes text, const struct flow_line *whole);

/*
 * Offers a line that has more in it, behind `before`: that may be a part of a message, or of a source line. Where it
 * stands by itself, or in a log message, it is none.
 */
bool offers_is_part(
    struct offers *offers, const struct flow_line *line, struct bytes before, bool *ended);

/* An exception of the line that was taken apart already, and the log message with it; `cut`: not all of it is there. */
void offers_write(
    struct offers *offers, const struct flow_line *line, const struct raised *raised, bool cut);

/* Ends the events that had no line for too long before that place of the log. */
void offers_end_silent(struct offers *offers, long long offset);

/* The first place that is still wanted of the window; `offset`, if none before it is. */
long long offers_needed(const struct offers *offers, long long offset);

/* Forgets the events that are open, and the last one that ended. */
void offers_forget(struct offers *offers);

/* As those of pylog.h. */
bool offers_end(struct offers *offers);
bool offers_settle(struct offers *offers, bool bare);
unsigned long long offers_bare(const struct offers *offers, bool *whole);

#endif
