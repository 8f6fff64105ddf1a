/* --explain: which rules gave a record its labels, which others would have, and which nearly did. */
#ifndef ST_RULES_EXPLAIN_H
#define ST_RULES_EXPLAIN_H

#include "rules/annotate.h"

/*
 * Appends lines for people on the record that annotate_record() handled last; the annotator has to have `reasons`. False:
 * no memory.
 */
bool explain_append(struct buffer *out, const struct annotator *annotator,
    const struct rulefile *rules, const struct record *record);

#endif
