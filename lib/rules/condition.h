/* Conditions: the `when` of a rule. */
#ifndef ST_RULES_CONDITION_H
#define ST_RULES_CONDITION_H

#include "rules/located.h"
#include "rules/stack.h"

struct condition;

/*
 * Compiles a `when`. `memory` and `file` (the text the value stands in) have to outlive it.
 * `exactly`: names match only as printed, whatever it says itself. NULL: *fault says why.
 */
struct condition *condition_compile(const struct located *value, bool exactly, struct arena *memory,
    struct bytes file, struct fault *fault);

/* Gives back what is not in the arena. */
void condition_free(struct condition *condition);

/* Whether it asks for frames, so that a match has a range. */
bool condition_has_range(const struct condition *condition);

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
bool condition_match(const struct condition *condition, const struct stack *stack, size_t from,
    struct range *range, bool *limited);

#endif
