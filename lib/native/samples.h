/*
 * Numbers the looks at a process in the plain log of a debugger: what it shows at one stop is one look, and the next
 * one at the same process has the next number. Of a process whose number is not known, a look is the next one only where
 * that is sure: in the same session of the debugger, or where a thread is the same. A capture says itself which look it is.
 */
#ifndef ST_NATIVE_SAMPLES_H
#define ST_NATIVE_SAMPLES_H

#include "base/index.h"
#include "base/numberset.h"
#include "native/says.h"
#include "record/thread.h"

enum { SAMPLES_ANNOUNCED = 64 }; /* so many threads that a debugger announces are noted */

/* A process, by a hash, and the last look at it. One without a number may be followed by another that has the same hash. */
struct samples_process {
	uint64_t process;
	long long look, sample;
	long long session; /* of the last look */
	uint64_t
	    marks; /* begins the hashes of what is known of its threads; each process of that hash has another */
	bool crashed;  /* a thread of it, in the last look */
	bool lwps;     /* of some of its threads the LWP is known */
	bool pthreads; /* and of some the pthread */
};

/* All zero: no process was looked at. */
struct samples {
	struct samples_process *items;
	size_t count, size;
	struct index index;
	long long session; /* how many times a debugger began anew */
	long long over;    /* the last look before a program was started, or a process ended */
	long long announced[SAMPLES_ANNOUNCED]; /* LWPs, since the last look */
	size_t announced_count;
	struct numberset seen; /* threads of processes without a number, by hashes */
	bool lost;             /* there was no room for a process; its looks have no numbers */
};

/*
 * The number of the look, from 1 on for each process; `look` is another, larger number for each look of one log. -1: there
 * is no room.
 */
long long samples_number(struct samples *samples, const struct thread *thread, long long look);

/* Notes what a debugger says of processes and threads that begin and end, behind that look. `lwp`: of a thread. */
void samples_note(struct samples *samples, enum says says, long long lwp, long long look);

/* A debugger begins anew: what it shows next is of the same process only if a thread is the same. */
void samples_begin_session(struct samples *samples);

/* Another log begins: numbers begin with 1 again. */
void samples_forget(struct samples *samples);

void samples_free(struct samples *samples);

#endif
