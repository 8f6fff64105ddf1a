/* Rule files for unit tests, loaded from JSON. */
#ifndef ST_TESTS_UNIT_RULES_H
#define ST_TESTS_UNIT_RULES_H

#include "check.h"
#include "rules/rulefile.h"

#include <stdlib.h>
#include <unistd.h>

/* Loads the text as a file, of which only the loaded rules are left. NULL: *error says why. */
static inline struct rulefile *
rules_try(const char *json, struct rulefile_error *error)
{
	char path[] = "/tmp/st-rules.XXXXXX";
	int fd = mkstemp(path);
	struct rulefile *rules = NULL;
	size_t length = strlen(json);

	if (CHECK(fd != -1 && write(fd, json, length) == (ssize_t)length))
		rules = rulefile_load(path, error);
	close(fd);
	unlink(path);
	return rules;
}

static inline struct rulefile *
rules_of(const char *json)
{
	struct rulefile_error error;
	struct rulefile *rules = rules_try(json, &error);

	if (!CHECK(rules != NULL))
		printf("   %s\n   %s\n", json, error.text);
	return rules;
}

#endif
