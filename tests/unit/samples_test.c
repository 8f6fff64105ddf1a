#include "native/samples.h"

#include "check.h"

static struct samples samples;

static long long
number(const char *tool, long long pid, const char *exe, long long look)
{
	struct thread thread = thread_nothing;

	thread.tool = bytes_of(tool);
	thread.process.pid = pid;
	thread.process.exe = bytes_of(exe);
	return samples_number(&samples, &thread, look);
}

/* Two processes, each looked at several times. */
static void
check_processes(void)
{
	CHECK(number("gdb", 7, "", 1) == 1);
	CHECK(number("gdb", 7, "", 1) == 1);
	CHECK(number("gdb", 8, "", 2) == 1);
	CHECK(number("gdb", 7, "", 3) == 2);
	CHECK(number("gdb", 8, "", 3) == 2);       /* two inferiors in one look */
	CHECK(number("gdb", 8, "/bin/x", 4) == 3); /* the same process, with more details */
	CHECK(number("pstack", 7, "", 9) == 3);
}

/* Processes without a number differ by their other members; without any members, all are one. */
static void
check_without_number(void)
{
	CHECK(number("gdb", -1, "/bin/x", 10) == 1);
	CHECK(number("gdb", -1, "/bin/y", 11) == 1);
	CHECK(number("gdb", -1, "/bin/x", 12) == 2);
	CHECK(number("gdb", -1, "", 13) == 1);
	CHECK(number("gdb", -1, "", 14) == 2);
}

int
main(void)
{
	check_processes();
	check_without_number();
	samples_forget(&samples);
	CHECK(number("gdb", 7, "", 22) == 1);
	for (long long pid = 100; pid < 5000; pid++)
		CHECK(number("gdb", pid, "", 23) == 1 && number("gdb", pid, "", 24) == 2);
	CHECK(!samples.lost);
	samples_free(&samples);
	return check_end();
}
