/* A record with what rules say of it put in: all that they do not change keeps its bytes. */
#ifndef ST_RULES_REWRITE_H
#define ST_RULES_REWRITE_H

#include "base/buffer.h"
#include "rules/annotate.h"

/* How to go about it, and room to work in: all zero but the flags to begin with. */
struct rewrite {
	bool relabel;          /* labels that a record has are replaced */
	bool fingerprint_text; /* the clear text of fingerprints is added */
	struct buffer out, values, text;
};

void rewrite_free(struct rewrite *rewrite);

/*
 * Applies the rules to a thread, a traceback or a group: fingerprint, trims, labels. *line is the
 * record as it is then, without LF, good until the next call. False: no memory.
 */
bool rewrite_record(struct rewrite *rewrite, struct rulefile *rules, const struct record *record,
    struct bytes *line);

#endif
