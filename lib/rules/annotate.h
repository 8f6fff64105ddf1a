/* A record with what rules make of it put in: all that they do not change keeps its bytes. */
#ifndef ST_RULES_ANNOTATE_H
#define ST_RULES_ANNOTATE_H

#include "base/buffer.h"
#include "rules/judge.h"
#include "rules/known.h"
#include "rules/labels.h"

/* What was made of the last record, and why. */
struct reasons {
	struct labels labels;
	struct stack stack; /* as labels saw it; in the record's memory */
	bool trims;         /* trims were tried: each says how many frames it took */
};

/* How to go about it, and room to work in: all zero but the flags to begin with. */
struct annotator {
	bool relabel;            /* labels that a record has are replaced */
	bool fingerprint_text;   /* the clear text of fingerprints is added */
	struct known *known;     /* NULL: what is known was not asked for */
	struct bytes release;    /* of all records that name none, as JSON; no bytes: not known */
	struct judged judged;    /* the last record; all zero where nothing was asked of it */
	struct reasons *reasons; /* NULL: they are not asked for */
	struct buffer out, values, text;
	struct buffer exe; /* of the last record that had one */
	bool needs_known;  /* what follows: stack_mark() of all that any rules need */
	bool needs_marks[STACK_MARKS];
};

/*
 * Applies the rules to a thread, a traceback or a group: fingerprint, trims in their order, then labels, and whether it
 * is known. *line is the record as it is then, without LF, good until the next call. A rule with a pattern that has to
 * be given up is passed over, and counts that. False: no memory.
 */
bool annotate_record(struct annotator *annotator, struct rulefile *rules,
    const struct record *record, struct bytes *line);

/* Applies a trim to a stack; annotate_record() does so by itself. */
void annotate_trim(struct rule *trim, struct stack *stack);

void annotate_free(struct annotator *annotator);

/*
 * The next rule of the file of which there is something to say: that it was given up on a record, or,
 * after MATCH_TRIES of them, that it is not tried again. NULL: none. Each is said once.
 */
const struct rule *annotate_next_given_up(struct rulefile *rules);

#endif
