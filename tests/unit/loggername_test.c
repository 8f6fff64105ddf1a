#include "pylog/heads/loggername.h"

#include "check.h"

static const struct bytes no_time = { "", 0 };

static bool
fits(char letter, const char *name)
{
	return loggername_fits(letter, bytes_of(name), no_time);
}

/* No letter takes a number, a path, or a level in capitals for a logger. */
static void
test_all(void)
{
	static const char letters[] = "ncDNCJM";

	for (const char *letter = letters; *letter != '\0'; letter++) {
		CHECK(!fits(*letter, ""));
		CHECK(!fits(*letter, "7.log"));
		CHECK(!fits(*letter, "/var/log.d"));
		CHECK(!fits(*letter, "ERROR"));
	}
	CHECK(fits('n', "root") && fits('n', "Worker") && !fits('n', "a"));
	CHECK(fits('c', "root") && !fits('c', "a"));
}

static void
test_letters(void)
{
	CHECK(fits('D', "app.views") && !fits('D', "views") && !fits('D', "Done."));
	CHECK(fits('N', "app.views") && fits('N', "views") && fits('N', "My_App"));
	CHECK(!fits('N', "Failed") && !fits('N', "error") && !fits('N', "spawned"));
	CHECK(fits('C', "Worker") && !fits('C', "ValueError") && !fits('C', "MyException"));
	CHECK(!fits('C', "error"));
	CHECK(fits('M', "root") && fits('M', "__main__") && fits('M', "werkzeug"));
	CHECK(!fits('M', "app.views"));
}

/* Classes stand behind log4j's own form of time. */
static void
test_classes(void)
{
	static const struct bytes time = BYTES_ROW("26/11/24 10:00:00");

	CHECK(loggername_fits('J', BYTES("TaskSetManager"), time));
	CHECK(loggername_fits('J', BYTES("Executor"), time));
	CHECK(!loggername_fits('J', BYTES("Failed"), time));
	CHECK(!loggername_fits('J', BYTES("GPU"), time));
	CHECK(!loggername_fits('J', BYTES("taskSet"), time));
	CHECK(!loggername_fits('J', BYTES("TaskSet"), BYTES("2026-11-24 10:00")));
	CHECK(!loggername_fits('J', BYTES("TaskSet"), BYTES("26-11-24 10:00:00")));
	CHECK(!fits('J', "TaskSet"));
}

int
main(void)
{
	test_all();
	test_letters();
	test_classes();
	return check_end();
}
