/* Where in a stack a condition holds. */
#ifndef ST_RULES_MATCH_H
#define ST_RULES_MATCH_H

#include "rules/condition.h"

/* The frames that a match spans: from the innermost to the outermost. */
struct range {
	bool any; /* it spans some: what held asked for a frame */
	size_t first, last;
};

/*
 * Whether it holds; the range is that of the first frame, from `from` on, with which it does. Of
 * `any` it is that of the first condition that holds, of `all` that of the first that has one.
 * *limited is set where a pattern was given up.
 */
bool match_condition(const struct condition *condition, const struct stack *stack, size_t from,
    struct range *range, bool *limited);

#endif
