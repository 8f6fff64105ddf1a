#include "pylog/heads/level.h"

#include "check.h"

static void
test_levels(void)
{
	static const char *const levels[] = { "CRITICAL", "FATAL", "ERROR", "ERR", "WARNING",
		"WARN", "NOTICE", "INFO", "DEBUG", "TRACE", "SUCCESS", "EXCEPTION", "SEVERE",
		"ALERT", "EMERG", "CRIT", "PANIC" };
	static const char *const others[] = { "", "ER", "E", "ERRORS", "EXCEPTIONS",
		"ERROR:", "FAIL" };

	for (size_t i = 0; i < COUNT_OF(levels); i++)
		if (!CHECK(level_is(bytes_of(levels[i]), true)))
			printf("   %s\n", levels[i]);
	for (size_t i = 0; i < COUNT_OF(others); i++)
		if (!CHECK(!level_is(bytes_of(others[i]), false)))
			printf("   %s\n", others[i]);
	CHECK(level_is(BYTES("error"), false) && level_is(BYTES("Zarning"), false) == false);
	CHECK(!level_is(BYTES("error"), true) && !level_is(BYTES("Error"), true));
	/* glog: I W E F; Tornado: D I W E C */
	CHECK_TEXT(level_of_letter('D'), BYTES("DEBUG"));
	CHECK_TEXT(level_of_letter('I'), BYTES("INFO"));
	CHECK_TEXT(level_of_letter('W'), BYTES("WARNING"));
	CHECK_TEXT(level_of_letter('E'), BYTES("ERROR"));
	CHECK_TEXT(level_of_letter('C'), BYTES("CRITICAL"));
	CHECK_TEXT(level_of_letter('F'), BYTES("FATAL"));
	CHECK(level_of_letter('X').len == 0 && level_of_letter('\0').len == 0);
}

/* Levels that a format, or supervisord, cuts. */
static void
test_whole(void)
{
	CHECK_TEXT(level_whole(BYTES("WARNI")), BYTES("WARNING"));
	CHECK_TEXT(level_whole(BYTES("CRITI")), BYTES("CRITICAL"));
	CHECK_TEXT(level_whole(BYTES("ERRO")), BYTES("ERROR"));
	CHECK_TEXT(level_whole(BYTES("DEBG")), BYTES("DEBUG"));
	CHECK_TEXT(level_whole(BYTES("WARN")), BYTES("WARN"));
}

int
main(void)
{
	test_levels();
	test_whole();
	return check_end();
}
