/* Finds where in a stack a condition holds. */
#ifndef ST_RULES_MATCH_H
#define ST_RULES_MATCH_H

#include "rules/condition.h"

/* If a pattern of a condition was given up on that many stacks, the condition is not tried any more. */
enum { MATCH_TRIES = 10 };

/* One search: a condition and a stack, which must not change meanwhile. */
struct matching {
	struct condition *condition;
	const struct stack *stack;
	unsigned *given_up; /* on how many stacks a pattern of the condition was given up */
	bool over; /* one was given up here, or too often before: the condition does not hold */
	size_t innermost; /* the number of stack_innermost(); SIZE_MAX: not known yet */
};

/*
 * Begins a search. If a pattern of the condition is given up, the condition does not hold, whatever else
 * it asks for, and *given_up is counted up. The condition stores what is found out, so it can be in only
 * one search at a time.
 */
struct matching match_begin(
    struct condition *condition, const struct stack *stack, unsigned *given_up);

/*
 * Whether the condition holds for a frame from `from` on; *range is the first match. For `any` it is the
 * range of the first condition that holds, for `all` that of the first condition that has one. `from` may
 * not decrease from call to call: all calls together look at each frame once.
 */
bool match_next(struct matching *matching, size_t from, struct range *range);

/* A whole search: the first match from the innermost frame on. */
bool match_condition(struct condition *condition, const struct stack *stack, struct range *range,
    unsigned *given_up);

#endif
