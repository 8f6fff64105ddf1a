/* A record as rules see it: its frames, of which trims take some away, and what they may ask for. */
#ifndef ST_RULES_STACK_H
#define ST_RULES_STACK_H

#include "record/stream.h"

#include <stdint.h>

/* One bit of 64, by the length of a name and its ends: names of two bits are not the same. */
static inline uint64_t
stack_mark(struct bytes name)
{
	return name.len == 0 ? 0
			     : (uint64_t)1 << ((name.len * 13 + (unsigned char)name.at[0] * 5u +
						   (unsigned char)name.at[name.len - 1]) %
				   64);
}

struct stack_frame {
	struct bytes function, name; /* as printed; normalised */
	struct bytes module, file;
	uint64_t marks;    /* stack_mark() of function and name */
	long long address; /* -1: not known */
	bool signal_handler;
	bool dropped;      /* to go with the next stack_compact() */
	struct bytes json; /* the frame as it stands in the record */
};

struct stack {
	struct stack_frame *frames; /* innermost first; what trims take away is gone from here */
	size_t count;
	size_t trimmed; /* how many they took */
	struct bytes comm, exe, signal, exception, message;
};

/* In the record's memory; false where that is full. */
bool stack_read(struct stack *stack, const struct record *record);

/* Takes away the frames that are marked as dropped. */
void stack_compact(struct stack *stack);

/* The first frame outside the system's libraries; the count where there is none. */
size_t stack_innermost(const struct stack *stack);

/* Takes away the frames from `first` to `last`, both included. */
void stack_drop(struct stack *stack, size_t first, size_t last);

#endif
