/* One look of gdb at a process: which threads were complete in it, and what the frames of a thread say together. */
#ifndef ST_NATIVE_GDB_LOOK_H
#define ST_NATIVE_GDB_LOOK_H

#include "base/numberset.h"
#include "native/dialect.h"

/* All zero is a look in which nothing was seen. */
struct look {
	bool addresses;          /* gdb prints them */
	struct numberset seen;   /* threads that are complete, by number */
	struct numberset places; /* where they stand, by a hash */
};

void look_free(struct look *look);

/* The look is over: forgets what it saw. */
void look_end(struct look *look);

/* Whether a thread of that number is complete; one without an inferior is of the first. */
bool look_has_thread(const struct look *look, const struct thread *thread);

/* Whether a thread is complete that stands where this one does, which has frames. */
bool look_has_place(const struct look *look, const struct thread *thread);

/* The thread is complete: hands it over with what its frames say together. */
void look_complete(struct look *look, struct dialect *dialect, struct draft *draft);

#endif
