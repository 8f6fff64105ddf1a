/* What secrets look like: classes of them, and the patterns that find them. */
#ifndef ST_RULES_SECRETS_H
#define ST_RULES_SECRETS_H

#include "base/bytes.h"

/* A pattern. The secret is what its group 1 matches, or the whole match if it has no group. */
struct secret_pattern {
	struct bytes class, pattern;
};

extern const struct secret_pattern secrets_patterns[];
extern const size_t secrets_count;

/* Patterns of names of variables and members whose values are secrets, whatever these look like. */
extern const struct secret_pattern secrets_names[];
extern const size_t secrets_names_count;

/* The classes: first those that are masked by default. */
enum { SECRETS_STANDARD = 7, SECRETS_CLASSES = 9 };
extern const struct bytes secrets_classes[SECRETS_CLASSES];

#endif
