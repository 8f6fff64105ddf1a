/* What an event is made of, for the files that feed it: event, frames, listed, message. */
#ifndef ST_PYLOG_TRACEBACK_INSIDE_H
#define ST_PYLOG_TRACEBACK_INSIDE_H

#include "pylog/heads/mark.h"
#include "pylog/traceback/event.h"
#include "pylog/traceback/report.h"

enum {
	INDENT_MAX = 64,
	QUOTES_MAX = 8,
};

enum state {
	EXPECT,   /* a header, frames or an exception line */
	FRAMES,   /* inside a traceback */
	BOX,      /* inside rich's box */
	NOTEBOOK, /* inside IPython's traceback */
	REPORT,   /* inside pytest's */
	MESSAGE,  /* behind the exception line */
	DONE,     /* behind a group or a quotation: the exception is complete */
};

struct event {
	struct arena *memory;
	enum event_kind kind;
	struct tree tree;
	enum state states[TREE_LEVELS];
	size_t quotes[QUOTES_MAX]; /* the levels at which quotations begin */
	size_t quote_count;
	char indent[INDENT_MAX];
	size_t indent_len;
	struct mark mark;

	struct traceback_frame *frame; /* the newest of this traceback */
	size_t frame_indent, text_indent;
	struct bytes half; /* of a frame that rich wrapped */
	struct report report;
	bool syntax;   /* the place of a SyntaxError came */
	bool in_group; /* lines have the margin of a group */
	int foreign;   /* lines of others since the last of ours */
	size_t blanks; /* empty lines since then */
	size_t
	    paragraph; /* what the message had before its last line, where empty ones came between */
	bool introduction; /* that line may introduce another traceback */
	bool quoting;      /* or be an exception that quotes one */
	bool separator;    /* or stand above a log message */
	bool colon;        /* the exception line has a message, and be it empty */
	bool gave_back;
	bool truncated;
};

static inline enum state *
inside_state(struct event *event)
{
	return &event->states[event->tree.top];
}

/* The level of a quotation's own chain; 0 outside of quotations. */
static inline size_t
inside_ground(const struct event *event)
{
	return event->quote_count == 0 ? 0 : event->quotes[event->quote_count - 1];
}

#endif
