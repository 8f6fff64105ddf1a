/* Which labels of rules hold for a stack. */
#ifndef ST_RULES_LABELS_H
#define ST_RULES_LABELS_H

#include "rules/rulefile.h"

/* The label that gave something, and the file that it is of; NULL: none did. */
struct reason {
	const struct rule *label;
	const struct rulefile *file;
};

/* What labels say of a record. */
struct labels {
	struct bytes says[SAYS]; /* JSON; no bytes: nothing */
	struct reason why[SAYS]; /* whose labels these were */
	struct bytes pack;       /* the first rule file of which one was taken */
};

/* Adds to the labels what the rules that apply say of the stack; texts may be in the memory. */
void labels_find(
    struct rulefile *rules, const struct stack *stack, struct arena *memory, struct labels *labels);

/* The stack as that label of the file saw it when labels_find() was last asked: the frames are those of `stack`. */
struct stack labels_see(
    const struct rulefile *rules, const struct rule *label, const struct stack *stack);

#endif
