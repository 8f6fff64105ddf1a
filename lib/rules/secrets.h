/* What secrets look like: classes of them, and the patterns that find them. */
#ifndef ST_RULES_SECRETS_H
#define ST_RULES_SECRETS_H

#include "base/bytes.h"

/* A pattern; what it has between the brackets of group 1 is the secret, and without such all that it matches. */
struct secret_pattern {
	struct bytes class, pattern;
};

extern const struct secret_pattern secrets_patterns[];
extern const size_t secrets_count;

/* Names of variables and members that hold secrets, whatever these look like. */
extern const struct secret_pattern secrets_names[];
extern const size_t secrets_names_count;

/* The classes: first those that are masked if nothing else was asked for. */
enum { SECRETS_STANDARD = 7, SECRETS_CLASSES = 9 };
extern const struct bytes secrets_classes[SECRETS_CLASSES];

#endif
