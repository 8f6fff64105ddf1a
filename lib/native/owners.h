/*
 * Who owns the locks that threads wait for, in one look at a process, as far as gdb printed it: a mutex with its `__owner`
 * among the locals of `bt full`, or by `print`.
 */
#ifndef ST_NATIVE_OWNERS_H
#define ST_NATIVE_OWNERS_H

#include "base/numberset.h"
#include "native/deadlocks.h"
#include "native/drafts.h"

/* A lock, by its address, or else by a hash of the variable's name that gdb prints behind an address. */
struct owners_lock {
	uint64_t address, name;
	long long owner;
};

/* All zero: nothing is known. */
struct owners {
	struct owners_lock *list;
	size_t count, size;
	struct numberset lwps; /* of the threads of this look */
	struct buffer value;   /* that `print` shows, over several lines */
	int lines;             /* of it that may still come */
	uint64_t address, name;
	bool lost; /* there was no memory for all */
};

void owners_free(struct owners *owners);

/* Another look begins: forgets all locks. */
void owners_forget(struct owners *owners);

/*
 * Reads a line that is no part of a backtrace: `p *mutex`, `$1 = {__data = …`, or more of that value. `frame` is the last
 * one that was shown, or NULL.
 */
void owners_read(struct owners *owners, struct bytes line, const struct frame *frame);

/* Notes the locks in the locals of a complete thread, and its LWP. */
void owners_note(struct owners *owners, const struct thread *thread);

/* Sets `waits_for` of the look's threads, from `first` on. */
void owners_judge(struct owners *owners, struct draft *first, long long look);

#endif
