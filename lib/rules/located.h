/* A value of a rule file and where it stands there, so that a fault can be shown by its line. */
#ifndef ST_RULES_LOCATED_H
#define ST_RULES_LOCATED_H

#include "record/read.h"

/* Where faults of a rule file are kept until somebody asks. */
struct fault {
	size_t place; /* in the file's text, bytes; (size_t)-1: in all of it */
	char member[64];
	char reason[200];
};

struct located {
	const struct value *value;
	struct bytes name; /* where it is a member */
	struct bytes text; /* as it stands in the file */
};

/* The parts of an array or object, one after the other: *part all zero to begin with. */
bool located_next(const struct located *whole, struct located *part);

/* Whether a part before this one has the same name. */
bool located_repeats(const struct located *whole, const struct located *part);

/* Fills in the fault; always false, so that a caller can return it. */
bool located_fault(const struct located *at, struct bytes file, struct fault *fault,
    const char *format, ...) __attribute__((format(printf, 4, 5)));

#endif
