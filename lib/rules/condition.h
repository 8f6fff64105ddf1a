/* Conditions: the `when` of a rule. */
#ifndef ST_RULES_CONDITION_H
#define ST_RULES_CONDITION_H

#include "rules/document.h"
#include "rules/stack.h"

struct condition;

/*
 * Compiles a `when`, a value of the document. `memory` and the document have to outlive it. `exactly`: names match only
 * as printed, whatever it says itself. NULL: the document's fault says why.
 */
struct condition *condition_compile(
    struct document *document, const cJSON *value, bool exactly, struct arena *memory);

/* Gives back what is not in the arena. */
void condition_free(struct condition *condition);

/* Whether it asks for frames, so that a match has a range. */
bool condition_has_range(const struct condition *condition);

#endif
