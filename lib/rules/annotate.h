/* Applies rules to a record, and puts the results into it; all other members keep their bytes. */
#ifndef ST_RULES_ANNOTATE_H
#define ST_RULES_ANNOTATE_H

#include "base/buffer.h"
#include "rules/judge.h"
#include "rules/known.h"
#include "rules/labels.h"

/* What the rules gave for the last record, and which rules these were: for --explain. */
struct reasons {
	struct labels labels;
	struct stack stack; /* as labels saw it; in the record's arena */
	bool trims;         /* trims were tried: rule->took says how many frames each took */
};

/*
 * How many stacks of exceptions to which no rule file applies are remembered, and not tried again. On a log whose
 * exceptions come from a thousand places, st-annotate takes .82 of the instructions that it takes without this.
 */
enum { ANNOTATE_UNRULED = 4096 };

/* Options and working memory: at first all zero, except for the options. */
struct annotator {
	bool relabel;            /* replace labels that a record has already */
	bool fingerprint_text;   /* add the text that the fingerprint is the digest of */
	struct known *known;     /* NULL: --known was not given */
	struct bytes release;    /* of all records that name none, as JSON; no bytes: not known */
	struct judged judged;    /* for the last record; all zero if --known does not concern it */
	struct reasons *reasons; /* NULL: not wanted */
	struct buffer out, values, text;
	struct buffer exe; /* of the last record that had one */
	/* needs_marks is filled in: stack_mark() of all functions that rule files need */
	bool needs_known;
	bool needs_marks[STACK_MARKS];
	bool ruled;                         /* rules apply to the last record */
	uint64_t unruled[ANNOTATE_UNRULED]; /* such stacks, by unruled_number() */
};

/*
 * Applies the rules to a thread, a traceback or a group: first the fingerprint, then trims in their order, then labels,
 * then whether it is known. *line is the resulting record without LF, good until the next call. A rule whose pattern is
 * given up (base/regex.h) is skipped, and rule->given_up counts that. False: no memory.
 */
bool annotate_record(struct annotator *annotator, struct rulefile *rules,
    const struct record *record, struct bytes *line);

/* Applies one trim to a stack: once, or with `each` everywhere. annotate_record() calls this itself. */
void annotate_trim(struct rule *trim, struct stack *stack);

void annotate_free(struct annotator *annotator);

/*
 * The next rule of the file that needs a warning: its pattern was given up on a record, or, after
 * MATCH_TRIES records, it is not tried any more. Gives each once. NULL: there are no more.
 */
const struct rule *annotate_next_given_up(struct rulefile *rules);

#endif
