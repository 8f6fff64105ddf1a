/* All rule files and packs, in the order in which they apply. A fault in one is reported, and the exit status will be 2. */
#ifndef ST_RULES_RULESET_H
#define ST_RULES_RULESET_H

#include "base/keyset.h"
#include "io/cli.h"
#include "rules/rulefile.h"

/* All zero: no rules. */
struct ruleset {
	struct rulefile *first, *last;
};

/* Loads and appends the files. */
void ruleset_add_files(struct ruleset *rules, const struct cli_texts *paths);

/* Appends the packs with these names, or all packs if there are none. A name that no pack has is wrong usage. */
void ruleset_add_packs(struct ruleset *rules, const struct cli_texts *names);

/*
 * Appends the packs that have one of the names. Other names, which are of users' own rule files, are ignored.
 */
void ruleset_add_named(struct ruleset *rules, const struct keyset *names);

void ruleset_free(struct ruleset *rules);

#endif
