/*
 * The events that are open, and the lines offered to them: whose a line is, where an event begins and ends, and the
 * records that come of them.
 */
#ifndef ST_PYLOG_OFFERS_H
#define ST_PYLOG_OFFERS_H

#include "pylog/flow.h"
#include "pylog/notices.h"

struct offers;

/* The part of the log that is kept in memory. */
struct window {
	struct bytes text;
	long long offset; /* of its first byte in the log */
	char line_end;    /* LF, or CR where the log has no LF */
};

/* The window stays the caller's, who keeps it as it is now. NULL: no memory. */
struct offers *offers_new(const struct pylog_options *options, const struct window *window);
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

/* An exception that was taken apart already, in a line that ends there. */
void offers_write(struct offers *offers, const struct traceback *record, long long end);

/* Whether an event is open whose lines stand in objects of JSON. */
bool offers_any_in_objects(const struct offers *offers);

/* Ends the events that had no line for too long before that place of the log. */
void offers_end_silent(struct offers *offers, long long offset);

/* The flow that is open; NULL: there is none, or there are several. It stays the callee's. */
struct flow *offers_only_flow(const struct offers *offers);

/* The first place that is still wanted of the window; `offset`, if none before it is. */
long long offers_needed(const struct offers *offers, long long offset);

/* What is to be said of the log. */
struct notices *offers_notices(struct offers *offers);

/* As those of pylog.h. */
bool offers_end(struct offers *offers);
bool offers_settle(struct offers *offers);
bool offers_is_open(const struct offers *offers);
struct bytes offers_take(struct offers *offers);
long long offers_count(const struct offers *offers);

#endif
