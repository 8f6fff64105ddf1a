/*
 * One look of gdb at a process: which threads are complete, which backtraces without a header repeat another one, and what
 * all frames of a thread say together.
 */
#ifndef ST_NATIVE_GDB_LOOK_H
#define ST_NATIVE_GDB_LOOK_H

#include "base/numberset.h"
#include "native/dialect.h"
#include "native/gdb/selection.h"

struct look {
	struct dialect *dialect;
	struct selection selection;
	bool addresses;          /* gdb prints them */
	bool headers;            /* there were some */
	bool fragment;           /* a text of systemd-coredump that begins within a thread */
	long long first_header;  /* the line of the first */
	struct numberset seen;   /* threads that are complete, by number */
	struct numberset places; /* where they stand, by a hash */
	struct numberset stacks; /* all their frames, by another */
	struct {
		struct draft *first, *last;
	} shown; /* places where threads stand that may come whole yet, or backtraces with a number */
	size_t shown_count;
	bool wanting; /* the selected thread's backtrace is among them */
	struct {
		struct draft *first, *last;
	} rows; /* of the table of threads; backtraces of these threads may come */
	size_t row_count;
	bool rows_dropped;  /* of too many */
	struct draft *stop; /* where a signal stopped the process, or NULL */
	bool unnamed;       /* a backtrace came of which the thread's number is not known */
};

/* The dialect has to outlive it. */
void look_init(struct look *look, struct dialect *dialect);
void look_free(struct look *look);

/* The look is over: hands over the threads that are held back, and begins anew. */
void look_end(struct look *look);

/* Whether a thread of that number is complete; one without an inferior is of the first. */
bool look_has_thread(const struct look *look, const struct thread *thread);

/*
 * Adds a row of the table of threads: it becomes a thread of its own if no backtrace of that thread comes in this look.
 * False: there are too many, and it is dropped.
 */
bool look_add_row(struct look *look, struct draft *draft);

/*
 * Keeps the place where a signal stopped the process: it becomes a thread of its own if neither a backtrace nor the table
 * of threads comes in this look.
 */
void look_keep_stop(struct look *look, struct draft *draft);

/* Hands a complete thread over, with what all its frames say together. */
void look_complete(struct look *look, struct draft *draft);

/*
 * The same for a backtrace without a header, unless it repeats one that its thread has. If it is only the `place` where a
 * thread stands, or the selected thread's whose number is not known, it waits for the end of the look: the whole backtrace
 * may come, or one with the number.
 */
void look_settle(struct look *look, struct draft *draft, bool place);

#endif
