/*
 * The state of an event: what each kind of line does to it, line by line. Inside groups and quotations each level has
 * a state of its own.
 */
#ifndef ST_PYLOG_TRACEBACK_STATES_H
#define ST_PYLOG_TRACEBACK_STATES_H

#include "pylog/traceback/event.h"
#include "pylog/traceback/kind.h"
#include "pylog/traceback/report.h"
#include "pylog/traceback/source.h"

enum { INDENT_MAX = 64 };

enum state {
	EXPECT,  /* a header, frames or an exception line is to come */
	FRAMES,  /* inside a traceback */
	MESSAGE, /* behind the exception line */
	DONE,    /* behind a group or a quotation: the exception is complete */
	STATES, /* a table says what lines do in those; in the rest, lines have kinds of their own */
	BOX,    /* inside rich's box */
	NOTEBOOK, /* inside IPython's traceback */
	REPORT,   /* inside pytest's */
};

/* Of the event alone, which reads it and does not change it, but for the margin. */
struct states {
	struct arena *memory;
	struct tree tree;
	enum state levels[TREE_LEVELS];
	bool in_group; /* lines have the margin of a group */
	struct mark mark;
	char indent[INDENT_MAX]; /* what lines begin with */
	size_t indent_len;

	/* of the traceback that the newest line is in */
	struct source source;
	int foreign;       /* lines of others since the last of ours */
	struct bytes half; /* of a frame that rich wrapped */
	struct report report;

	/* of its message */
	bool colon;          /* the exception line has a message, and be it empty */
	size_t blanks;       /* empty lines since the last other one */
	unsigned introduces; /* the kinds of line, as bits, that the last line may stand above */
	size_t before_last;  /* the message's length without that line */
};

/* Begins anew: `memory` holds what comes of it, `indent` is what lines begin with (kept up to INDENT_MAX). */
void states_begin(struct states *states, struct arena *memory, struct bytes indent);

/* A line without indentation and margin. */
enum event_answer states_feed(struct states *states, struct bytes text);

/* Goes back to a level of the tree, and to a state in it. */
void states_close(struct states *states, size_t level, enum state state);

/* Somebody else's line inside a traceback: what is ours may go on behind it. */
enum event_answer states_pass_foreign(struct states *states);

#endif
