/* Checks for unit tests: they are counted, and reported if they fail. */
#ifndef ST_TESTS_UNIT_CHECK_H
#define ST_TESTS_UNIT_CHECK_H

#include "base/bytes.h"

#include <stdio.h>

static int checks_passed, checks_failed;

#define CHECK(claim) check((claim), #claim, __FILE__, __LINE__)
#define CHECK_TEXT(got, wanted) check_text((got), (wanted), #got, __FILE__, __LINE__)

static inline bool
check(bool holds, const char *claim, const char *file, int line)
{
	checks_passed += holds;
	checks_failed += !holds;
	if (!holds)
		printf("%s:%d: not so: %s\n", file, line, claim);
	return holds;
}

static inline bool
check_text(struct bytes got, struct bytes wanted, const char *claim, const char *file, int line)
{
	if (check(bytes_equal(got, wanted), claim, file, line))
		return true;
	printf("   `%.*s`, not `%.*s`\n", (int)got.len, got.len == 0 ? "" : got.at, (int)wanted.len,
	    wanted.len == 0 ? "" : wanted.at);
	return false;
}

/* To be called at the end of main(): prints the counts, and returns the exit status. */
static inline int
check_end(void)
{
	printf("%d passed, %d failed\n", checks_passed, checks_failed);
	return checks_failed > 0 || checks_passed == 0;
}

#endif
