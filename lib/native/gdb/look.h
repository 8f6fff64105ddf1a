/*
 * One look of gdb at a process: which threads were complete in it, which of those without a header only say again what
 * another says, and what the frames of a thread say together.
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
	struct {
		struct draft *first, *last;
	} shown; /* places where threads stand that may come whole yet */
	size_t shown_count;
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

/* The look is over: hands over what is held back, and forgets what it saw. */
void look_end(struct look *look);

/* Whether a thread of that number is complete; one without an inferior is of the first. */
bool look_has_thread(const struct look *look, const struct thread *thread);

/*
 * A row of the table of threads: it is a thread of its own if none of that number comes in this look. False: there are
 * too many, and it is dropped.
 */
bool look_add_row(struct look *look, struct draft *draft);

/*
 * The place where a signal stopped the process: it is a thread of its own if neither a backtrace nor the table of threads
 * comes in this look.
 */
void look_keep_stop(struct look *look, struct draft *draft);

/* The thread is complete: hands it over with what its frames say together. */
void look_complete(struct look *look, struct draft *draft);

/*
 * The same of a backtrace without a header, unless it only says again what its thread said. One that is but a `place`
 * where a thread stands waits for the end of the look, since the thread may come whole.
 */
void look_settle(struct look *look, struct draft *draft, bool place);

#endif
