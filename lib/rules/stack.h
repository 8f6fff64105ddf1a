/* A record as rules see it: its frames, of which trims take some away, and everything else that conditions ask for. */
#ifndef ST_RULES_STACK_H
#define ST_RULES_STACK_H

#include "record/stream.h"

/* A quick hash of a name, of its length and its first and last byte: names with different marks are different. */
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
	struct bytes function, name; /* the function as printed, and normalised */
	unsigned marks[2];           /* stack_mark() of these */
	bool python;                 /* a frame of Python */
	bool dropped;                /* private to annotate.c: the current trim takes it away */
};

struct stack {
	struct stack_frame *frames; /* innermost first, without those that trims took away */
	size_t count;
	size_t trimmed; /* how many frames trims took away */
	struct bytes comm, exe, title, signal, kernel_state, syscall, exception, message, reason;
	/* it is the process's first thread, or surely another one; neither is set if that is not known */
	bool main, other;
	bool waits_for_itself; /* it waits for a lock that it holds */
	bool python;           /* at least one of its frames is of Python */
	bool native; /* private to annotate.c: the current rule file sees no frames of Python */
	bool gil;    /* it holds Python's interpreter lock */
	struct bytes waits_for; /* the kind of the lock that it waits for */
};

/* The address of a frame; -1: not known. */
long long stack_address(const struct stack_frame *frame);

/* Reads a record; the stack is in the record's arena. False: that is full. */
bool stack_read(struct stack *stack, const struct record *record);

/* The same in two steps: all but the frames, which are none at first. */
void stack_begin(struct stack *stack, const struct record *record);
bool stack_read_frames(struct stack *stack, const struct record *record);

/* The number of the innermost frame outside the system's libraries; `count`: there is none. */
size_t stack_innermost(const struct stack *stack);

/* Whether a frame of the stack is the innermost one of Python. */
bool stack_is_innermost_python(const struct stack *stack, const struct stack_frame *frame);

#endif
