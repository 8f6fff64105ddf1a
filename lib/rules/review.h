/* Warns of what is allowed in a rule file but hardly meant. */
#ifndef ST_RULES_REVIEW_H
#define ST_RULES_REVIEW_H

#include "rules/rulefile.h"

/* Prints a note, with file and line, on each label that can never apply, and on names that match less than they seem to. */
void review_rules(const struct rulefile *rules);

#endif
