/* What is allowed in a rule file, and hardly meant. */
#ifndef ST_RULES_REVIEW_H
#define ST_RULES_REVIEW_H

#include "rules/rulefile.h"

/* Says in notes, with file and line, which labels never say anything, and which names match less than they seem to. */
void review_rules(const struct rulefile *rules);

#endif
