/* What rules make of a record: which frames stay, and what they say of it. */
#ifndef ST_RULES_ANNOTATE_H
#define ST_RULES_ANNOTATE_H

#include "rules/rulefile.h"

struct annotation {
	bool trims;                      /* trims applied, if only to find nothing */
	struct bytes role, state, issue; /* no bytes: none; the issue is JSON */
	struct bytes pack;               /* the rule file whose label it was */
};

/*
 * A rule whose pattern was given up for the first time: its file and line. Kept until it is taken;
 * the rules go on without it.
 */
struct annotate_limit {
	const char *path;
	long long line; /* 0: nothing happened */
};

/* Whether the rules apply to the record. */
bool annotate_applies(const struct rulefile *rules, const struct stack *stack);

/* Applies the trims of all rules that apply, in their order, to the stack. */
void annotate_trim(struct rulefile *rules, struct stack *stack, struct annotation *annotation,
    struct annotate_limit *limit);

/* Finds the labels; the stack is as the trims left it. */
void annotate_label(struct rulefile *rules, const struct stack *stack,
    struct annotation *annotation, struct annotate_limit *limit);

#endif
