/* Tries the labels of all rule files on a stack. */
#ifndef ST_RULES_LABELS_H
#define ST_RULES_LABELS_H

#include "rules/rulefile.h"

/* The label that gave a value, and its file; NULL: none did. */
struct reason {
	const struct rule *label;
	const struct rulefile *file;
};

/* The values that labels give to a record. */
struct labels {
	struct bytes says[SAYS]; /* as JSON; no bytes: none */
	struct reason why[SAYS]; /* which label each came from */
	struct bytes pack;       /* the name of the first rule file that gave one */
};

/* Fills in the values that are not there yet, by the rule files that apply; texts may be in the arena. */
void labels_find(
    struct rulefile *rules, const struct stack *stack, struct arena *memory, struct labels *labels);

/* The stack as that label of the file saw it in the last labels_find(); the frames are those of `stack`. */
struct stack labels_see(
    const struct rulefile *rules, const struct rule *label, const struct stack *stack);

#endif
