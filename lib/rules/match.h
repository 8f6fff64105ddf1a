/* Where in a stack a condition holds. */
#ifndef ST_RULES_MATCH_H
#define ST_RULES_MATCH_H

#include "rules/condition.h"

/* On so many stacks a pattern of a condition may be given up; then the condition is not tried again. */
enum { MATCH_TRIES = 10 };

/* One condition and one stack, which stays as it is meanwhile. */
struct matching {
	struct condition *condition;
	const struct stack *stack;
	unsigned *given_up; /* on how many stacks a pattern of the condition was given up */
	bool over;        /* and so it was here, or too often before: the condition does not hold */
	size_t innermost; /* the frame; SIZE_MAX: not looked for yet */
};

/*
 * A condition with a pattern that had to be given up does not hold, whatever else it asks for, and
 * *given_up is one more then. What is found out is kept in the condition, so that there is but one
 * matching of it at a time.
 */
struct matching match_begin(
    struct condition *condition, const struct stack *stack, unsigned *given_up);

/*
 * Whether it holds; the range is that of the first frame, from `from` on, with which it does. Of
 * `any` it is that of the first condition that holds, of `all` that of the first that has one.
 * `from` is never less than the time before; all times together look at each frame once.
 */
bool match_next(struct matching *matching, size_t from, struct range *range);

/* The same, from the innermost frame on, for those who ask once. */
bool match_condition(struct condition *condition, const struct stack *stack, struct range *range,
    unsigned *given_up);

#endif
