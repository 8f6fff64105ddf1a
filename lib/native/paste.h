/* What terminals, mail and trackers put around a debugger's lines, taken off again. */
#ifndef ST_NATIVE_PASTE_H
#define ST_NATIVE_PASTE_H

#include "base/buffer.h"

struct paste {
	size_t indent; /* how far the log is set in: as its last header, else its `#0` */
	bool headed;   /* a header came */
	bool web;      /* a web page wrote `<` as `&lt;`, or a blank as U+00A0 */
	char first;    /* of the line, behind its indent */
	/* a line that had to be put together anew: without control sequences, by what it means, without marks */
	struct buffer scratch, meant, marked;
	struct buffer paged; /* a line that the pager's question cut, as far as it came */
};

/*
 * Takes off a CR at the end, `> ` quotes, prompts (`(gdb) `, `(kgdb) `), the pager's question with its answer, terminal
 * control sequences, what web pages and trackers do to a line (markup.h), and the indent. False if nothing
 * else stood on the line. The result points into `line` or into a buffer of `paste`, and is good until the
 * next call.
 */
bool paste_clean(struct paste *paste, struct bytes line, struct bytes *clean);

/* Whether that leaves a local as it is, of nothing but what ASCII can print. */
bool paste_leaves(const struct paste *paste, struct bytes line);

/*
 * Takes what the pager's question left of a line, if the next line is no more of it: it begins with a frame's number, or is
 * a header. False: there is nothing.
 */
bool paste_take_cut(struct paste *paste, struct bytes next, struct bytes *text);

/* Whether rsyslog wrote a message of many lines as one: `#012` is a line end, and a stack follows one. */
bool paste_is_folded(struct bytes line);

/* Another log begins. */
void paste_reset(struct paste *paste);
void paste_free(struct paste *paste);

#endif
