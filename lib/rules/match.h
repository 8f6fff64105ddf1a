/* Where in a stack a condition holds. */
#ifndef ST_RULES_MATCH_H
#define ST_RULES_MATCH_H

#include "rules/condition.h"

/* The frames that a match spans: from the innermost to the outermost. */
struct range {
	bool any; /* it spans some: what held asked for a frame */
	size_t first, last;
};

/* One condition and one stack, which stays as it is meanwhile. */
struct matching {
	struct condition *condition;
	const struct stack *stack;
	bool *limited;
	size_t innermost; /* the frame; SIZE_MAX: not looked for yet */
};

/*
 * *limited is set where a pattern was given up. What is found out is kept in the condition, so that
 * there is but one matching of it at a time.
 */
struct matching match_begin(struct condition *condition, const struct stack *stack, bool *limited);

/*
 * Whether it holds; the range is that of the first frame, from `from` on, with which it does. Of
 * `any` it is that of the first condition that holds, of `all` that of the first that has one.
 * `from` is never less than the time before; all times together look at each frame once.
 */
bool match_next(struct matching *matching, size_t from, struct range *range);

/* The same, from the innermost frame on, for those who ask once. */
bool match_condition(
    struct condition *condition, const struct stack *stack, struct range *range, bool *limited);

#endif
