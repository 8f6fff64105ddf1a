/* Conditions: the `when` of a rule. */
#ifndef ST_RULES_CONDITION_H
#define ST_RULES_CONDITION_H

#include "rules/fault.h"
#include "rules/stack.h"

struct condition;

/*
 * Compiles a `when`. `memory` and `file` (the text the value stands in) have to outlive it.
 * `exactly`: names match only as printed, whatever it says itself. NULL: *fault says why.
 */
struct condition *condition_compile(const struct value *value, bool exactly, struct arena *memory,
    struct bytes file, struct fault *fault);

/* Gives back what is not in the arena. */
void condition_free(struct condition *condition);

/* Whether it asks for frames, so that a match has a range. */
bool condition_has_range(const struct condition *condition);

#endif
