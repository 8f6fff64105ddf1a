/*
 * Numbers the looks at a process in the plain log of a debugger: what it shows at one stop is one look, and the next
 * one at the same process has the next number. A capture says itself which look it is.
 */
#ifndef ST_NATIVE_SAMPLES_H
#define ST_NATIVE_SAMPLES_H

#include "base/index.h"
#include "record/thread.h"

/* A process, by a hash, and the last look at it. */
struct samples_process {
	uint64_t process;
	long long look, sample;
};

/* All zero: no process was looked at. */
struct samples {
	struct samples_process *items;
	size_t count, size;
	struct index index;
	bool lost; /* there was no room for a process; its looks have no numbers */
};

/*
 * The number of the look, from 1 on for each process; `look` is another, larger number for each look of one log. -1: there
 * is no room.
 */
long long samples_number(struct samples *samples, const struct thread *thread, long long look);

/* Another log begins: numbers begin with 1 again. */
void samples_forget(struct samples *samples);

void samples_free(struct samples *samples);

#endif
