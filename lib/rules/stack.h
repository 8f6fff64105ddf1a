/* A record as rules see it: its frames, of which trims take some away, and what they may ask for. */
#ifndef ST_RULES_STACK_H
#define ST_RULES_STACK_H

#include "record/stream.h"

/* A number by the length of a name and its ends: names of two numbers are not the same. */
enum { STACK_MARKS = 1024 };

static inline unsigned
stack_mark(struct bytes name)
{
	return name.len == 0 ? 0
			     : (unsigned)(name.len * 13 + (unsigned char)name.at[0] * 5u +
				   (unsigned char)name.at[name.len - 1] * 37u) %
		STACK_MARKS;
}

struct stack_frame {
	const struct value *value;   /* as it stands in the record */
	struct bytes function, name; /* as printed; normalised */
	unsigned marks[2];           /* stack_mark() of these */
	bool python;                 /* a frame of Python */
	bool dropped;                /* annotate.c: the trim at hand takes it away */
};

struct stack {
	struct stack_frame *frames; /* innermost first; what trims take away is gone from here */
	size_t count;
	size_t trimmed; /* how many they took */
	struct bytes comm, exe, title, signal, kernel_state, syscall, exception, message, reason;
	bool main,
	    other; /* it is the thread that the process began with; it is known to be another */
	bool waits_for_itself; /* for a lock that it has */
	bool python;           /* it is a thread of Python: one of its frames is */
	bool native; /* annotate.c: the rules at hand are about C, and see no frames of Python */
	bool gil;    /* it has Python's interpreter lock */
	struct bytes waits_for; /* the kind of the lock that it waits for */
};

/* The address of a frame; -1: not known. */
long long stack_address(const struct stack_frame *frame);

/* In the record's memory; false where that is full. */
bool stack_read(struct stack *stack, const struct record *record);

/* The first frame outside the system's libraries; the count where there is none. */
size_t stack_innermost(const struct stack *stack);

/* Whether a frame of the stack is the innermost one of Python. */
bool stack_is_innermost_python(const struct stack *stack, const struct stack_frame *frame);

#endif
