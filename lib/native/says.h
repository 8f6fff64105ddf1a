/* What a line of a debugger's log says, by the words it begins with: one table, searched once per line. */
#ifndef ST_NATIVE_SAYS_H
#define ST_NATIVE_SAYS_H

#include "base/bytes.h"

enum says {
	SAYS_UNREAD,  /* nobody looked */
	SAYS_NOTHING, /* that is in the table */

	/* of the process */
	SAYS_REM,
	SAYS_ATTACHING,
	SAYS_STARTING,
	SAYS_GENERATED,
	SAYS_PID,
	SAYS_DUMPED,
	SAYS_APPLICATION, /* KDE's crash handler: what came is what follows */
	SAYS_EXECUTABLE,
	SAYS_COMMAND,
	SAYS_LIBTHREAD, /* once for a program, where gdb says nothing else of it */
	SAYS_DETACHED,  /* what follows is of another */

	/* of its stop, and of which thread is selected */
	SAYS_SIGNAL,
	SAYS_CAUGHT, /* which signal the program's own handler got */
	SAYS_ABORT,  /* what the C library printed before it ended the process */
	SAYS_TERMINATED,
	SAYS_RECEIVED,
	SAYS_HIT, /* a breakpoint; the rest is where */
	SAYS_INFERIOR,
	SAYS_SWITCHING,
	SAYS_CURRENT,
	SAYS_STEPS,   /* it goes on, until the selected thread is elsewhere */
	SAYS_THREADS, /* the head of the table of threads */

	/* of a backtrace */
	SAYS_NO_LOCALS,
	SAYS_STOPPED,    /* why the backtrace goes no further is what follows */
	SAYS_UNREADABLE, /* the same, and the whole line is the reason */
	SAYS_CUT,        /* a limit on frames was reached */
	SAYS_CODE,       /* `x/i $pc` */

	/* no part of a backtrace */
	SAYS_WARNING,
	SAYS_SOURCE,     /* a line of source, or that there is none */
	SAYS_RUNS,       /* the process or a thread of it goes on, begins or ends */
	SAYS_NEW_LWP,    /* a thread of a core file, or of a process that gdb attaches to */
	SAYS_NEW_THREAD, /* a thread begins */
	SAYS_FORKED,     /* the process has a child, which runs on */
	SAYS_EXITED,     /* the process ended */
	SAYS_NOISE,
	SAYS_PANICKED, /* what a program in Rust prints */

	/* why there are no threads */
	SAYS_FAILED,         /* in words that debuggers alone have */
	SAYS_FAILED_PERHAPS, /* in words that others have, too */
};

struct said {
	enum says says;
	struct bytes rest; /* what follows the words, in the line */
};

/* A line, and what it says once somebody asked. */
struct line {
	struct bytes text;
	struct said said;
};

/* What the text says by the words it begins with, behind its indent. */
struct said says_read(struct bytes text);

static inline struct said
says_of(struct line *line)
{
	if (line->said.says == SAYS_UNREAD)
		line->said = says_read(line->text);
	return line->said;
}

/* For a line that says nothing else: a complaint that stands anywhere in it, SAYS_FAILED or SAYS_FAILED_PERHAPS. */
enum says says_complaint(struct bytes line);

#endif
