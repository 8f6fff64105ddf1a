/* What is wrong with a rule file: kept until somebody asks, with the place where it stands. */
#ifndef ST_RULES_FAULT_H
#define ST_RULES_FAULT_H

#include "json/json.h"

struct fault {
	size_t place; /* in the file's text, bytes; (size_t)-1: in all of it */
	char member[64];
	char reason[200];
};

/* Fills in the fault of a value; always false, so that a caller can return it. */
bool fault_at(const struct value *value, struct bytes file, struct fault *fault, const char *format,
    ...) __attribute__((format(printf, 4, 5)));

/* Whether a member before this one has the same name: that is a fault. */
bool fault_is_repeated(const struct value *object, const struct value *member);

#endif
