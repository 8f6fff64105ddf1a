/* What rules make of a record: which frames stay, and what they say of it. */
#ifndef ST_RULES_ANNOTATE_H
#define ST_RULES_ANNOTATE_H

#include "rules/rulefile.h"

struct annotation {
	bool trims;              /* trims applied, if only to find nothing */
	struct bytes says[SAYS]; /* JSON; no bytes: nothing */
	struct bytes pack;       /* the rule file whose label it was */
};

/* Decides which rules apply to the record: before a trim takes off what they need. */
void annotate_choose(struct rulefile *rules, const struct stack *stack);

/*
 * Applies the trims of all rules that were chosen, in their order, to the stack. A rule with a pattern
 * that had to be given up is passed over, and counts that.
 */
void annotate_trim(struct rulefile *rules, struct stack *stack, struct annotation *annotation);

/* Finds the labels of the rules that were chosen; the stack is as the trims left it. */
void annotate_label(
    struct rulefile *rules, const struct stack *stack, struct annotation *annotation);

/*
 * The next rule of the file of which there is something to say: that it was given up on a record, or,
 * after MATCH_TRIES of them, that it is not tried again. NULL: none. Each is said once.
 */
const struct rule *annotate_next_given_up(struct rulefile *rules);

#endif
