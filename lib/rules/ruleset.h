/* Rule files and packs, loaded in the order in which they apply. What is wrong with one is said, and ends with status 2. */
#ifndef ST_RULES_RULESET_H
#define ST_RULES_RULESET_H

#include "base/keyset.h"
#include "io/cli.h"
#include "rules/rulefile.h"

/* All zero: no rules. */
struct ruleset {
	struct rulefile *first, *last;
};

/* Appends the rules of files. */
void ruleset_add_files(struct ruleset *rules, const struct cli_texts *paths);

/* Appends the packs that ship; or if there are names, those. A name that no pack has is wrong usage. */
void ruleset_add_packs(struct ruleset *rules, const struct cli_texts *names);

/*
 * Appends the packs that ship and have one of the names. Names that none of them has are those of people's own rules, and
 * are passed over.
 */
void ruleset_add_named(struct ruleset *rules, const struct keyset *names);

void ruleset_free(struct ruleset *rules);

#endif
