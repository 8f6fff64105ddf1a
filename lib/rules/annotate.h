/* What rules make of a record: which frames stay, and what they say of it. */
#ifndef ST_RULES_ANNOTATE_H
#define ST_RULES_ANNOTATE_H

#include "rules/rulefile.h"

struct annotation {
	bool trims;                      /* trims applied, if only to find nothing */
	struct bytes role, state, issue; /* no bytes: none; the issue is JSON */
	struct bytes pack;               /* the rule file whose label it was */
};

/* Decides which rules apply to the record: before a trim takes off what they need. */
void annotate_choose(struct rulefile *rules, const struct stack *stack);

/*
 * Applies the trims of all rules that were chosen, in their order, to the stack. A rule with a pattern
 * that had to be given up is passed over, and says so in its source.
 */
void annotate_trim(struct rulefile *rules, struct stack *stack, struct annotation *annotation);

/* Finds the labels of the rules that were chosen; the stack is as the trims left it. */
void annotate_label(
    struct rulefile *rules, const struct stack *stack, struct annotation *annotation);

/* The line of the next rule of the file that was given up since it was asked last; 0: none. */
long long annotate_next_limited(struct rulefile *rules);

#endif
