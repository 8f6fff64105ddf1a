/* One look of gdb at a process: what its threads have in common, and what of them was seen so far. */
#ifndef ST_NATIVE_GDB_LOOK_H
#define ST_NATIVE_GDB_LOOK_H

#include "base/numberset.h"
#include "native/dialect.h"
#include "native/gdb/framereader.h"
#include "native/gdb/selection.h"

struct look {
	struct dialect *dialect;
	struct framereader reader; /* of the thread that gets frames */
	struct selection selection;
	bool addresses;          /* gdb prints them */
	bool headers;            /* there were some */
	long long first_header;  /* the line of the first */
	struct numberset seen;   /* threads that are complete, by number */
	struct numberset places; /* where they stand, by a hash */
};

void look_free(struct look *look);

/* The look is over: forgets what it saw. */
void look_end(struct look *look);

/* The thread that is read gets no more frames. */
void look_close_thread(struct look *look);

/* Whether a thread of that number is complete; one without an inferior is of the first. */
bool look_has_thread(const struct look *look, const struct thread *thread);

/* Whether a thread is complete that stands where this one does, which has frames. */
bool look_has_place(const struct look *look, const struct thread *thread);

/* The thread is complete: hands it over with what its frames say together. */
void look_complete(struct look *look, struct draft *draft);

#endif
