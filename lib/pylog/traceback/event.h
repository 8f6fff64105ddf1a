/*
 * One event: from the header of the first traceback to the end of the last message, with all chains, groups
 * and quotations in between. Fed with lines without carriers, colours and line ends; does no input or output.
 */
#ifndef ST_PYLOG_TRACEBACK_EVENT_H
#define ST_PYLOG_TRACEBACK_EVENT_H

#include "pydump/pydump.h"
#include "pylog/heads/outside.h"
#include "pylog/traceback/cleo.h"
#include "pylog/traceback/report.h"
#include "pylog/traceback/source.h"
#include "pylog/traceback/wrap.h"

enum { EVENT_INDENT_MAX = 64 };

enum event_state {
	EVENT_EXPECT,  /* a header, frames or an exception line is to come */
	EVENT_FRAMES,  /* inside a traceback */
	EVENT_MESSAGE, /* behind the exception line */
	EVENT_DONE,    /* behind a group or a quotation: the exception is complete */
	EVENT_STATES, /* a table says what lines do in those; in the rest, lines have kinds of their own */
	EVENT_BOX,      /* inside rich's box */
	EVENT_NOTEBOOK, /* inside IPython's traceback */
	EVENT_REPORT,   /* inside pytest's */
	EVENT_CLEO,     /* inside cleo's */
};

struct event {
	/* what is known from elsewhere: flow.c sets it behind event_begin(), and so tree.outwards */
	struct mark mark; /* log messages of this first word end the event, too: `[something]` */
	/* what the log's lines look like, where they have no heads: such a line ends the message. NULL: they have heads */
	const struct outside *outside;
	size_t lines_max; /* then so many lines are the most of a message; 0: any number */
	bool framed;      /* rulers frame the event: a blank line says nothing */
	bool apart;       /* a blank line stands above it, as one between paragraphs does */
	bool fenced;      /* it stands in a block of Markdown, and ends with that */
	bool in_span;     /* it stands between two single marks of Markdown's code */
	bool located;     /* Blender reports it: behind the message it may say where */
	bool
	    ignored; /* the interpreter goes on, `Exception ignored in: …`: it writes an empty message, too */
	bool fatal; /* of a dump: what the C stack may say belongs to it */

	/* what anybody may read once the event has ended, beside event_raised() */
	bool truncated;   /* it was cut before its exception line */
	bool message_cut; /* its message has lines_max lines, which ended it */
	bool pointed;     /* arrows point at its source: stackprinter, which has no header */
	bool followed;    /* what the interpreter died of: by a dump, or by a traceback */
	struct {
		struct traceback_native *first, *last;
	} native;             /* a dump's C stack */
	struct thread thread; /* a thread's stack that a tool printed */

	/* the rest is of this folder alone */
	enum heading_style style; /* of what it began with */
	struct tree tree;
	enum event_state levels[TREE_LEVELS]; /* inside groups and quotations each has its own */
	bool in_group;                        /* lines have the margin of a group */
	bool margined;                        /* and one of them has come behind the header */
	char indent[EVENT_INDENT_MAX];        /* what lines begin with */
	size_t indent_len;

	struct wrap wrap;  /* whether a terminal cut its lines */
	struct bytes full; /* the newest line that wrap_is_full() */
	bool cut; /* the line below may be the rest of it: of a function's name, or of source */

	/* of the traceback that the newest line is in */
	struct source source;
	bool torn;   /* a frame could not be read */
	int foreign; /* lines of others since the last of ours */
	struct report report;
	struct cleo cleo;

	bool in_native;
	struct pydump pydump; /* reads `thread` */

	/* of its message */
	bool colon;          /* the exception line has a message, and be it empty */
	struct bytes word;   /* the line that named it, where that may be source */
	size_t lines;        /* how many it has behind the first, empty ones, too */
	size_t blanks;       /* empty lines since the last other one */
	unsigned introduces; /* the kinds of line, as bits, that the last line may stand above */
	size_t before_last;  /* the message's length without that line */
	/* so many lines at its end are of it only if a sentence that links exceptions follows; its length without them */
	size_t doubts, certain;
	struct bytes
	    half; /* what its last lines have of a sentence that links exceptions: it was folded */
	size_t before_half; /* the message's length without those */
};

/*
 * Begins an event with a heading of that style. Each of its lines begins with `indent` (of which EVENT_INDENT_MAX bytes
 * count). Everything that the event finds is put into the arena, which has to outlive it.
 */
void event_begin(
    struct event *event, struct arena *memory, enum heading_style style, struct bytes indent);

/* Whether blanks fill up its lines: rich's handler does that where it leaves the traceback to logging. */
void event_set_padded(struct event *event, bool padded);

enum line_answer event_feed(struct event *event, struct bytes line);

/*
 * The same for a line that lost its indentation, has the head of a log message in front, or lacks the carrier. It may
 * still be a frame, source, the exception line, or a sentence that links exceptions. LINE_OTHER: it is none of these.
 */
enum line_answer event_feed_fallen(struct event *event, struct bytes line);

/* The state of the level that the newest exception is at. */
static inline enum event_state
event_state_now(const struct event *event)
{
	return event->levels[event->tree.top];
}

/* No more lines come. */
void event_end(struct event *event);

/* The exception (of a dump: its frames alone); NULL where there is none. Good as long as the memory. */
struct raised *event_raised(const struct event *event);

/* Whether the event is complete, except that further exceptions of its chain may come. */
bool event_is_whole(const struct event *event);

#endif
