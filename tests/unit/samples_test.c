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

/* A thread of a process that nothing is said of. */
static long long
look(long long tid, long long lwp, const char *pthread, bool crashed, long long look)
{
	struct thread thread = thread_nothing;

	thread.tool = BYTES("gdb");
	thread.tid = tid;
	thread.lwp = lwp;
	thread.pthread = bytes_of(pthread);
	thread.crashed = crashed;
	return samples_number(&samples, &thread, look);
}

static void
say(const char *text, long long look)
{
	struct line line = { .text = bytes_of(text) };

	samples_note(
	    &samples, says_of(&line).says, bytes_number_behind(line.text, BYTES("LWP ")), look);
}

/* In one session a number is of one thread. */
static void
check_session(void)
{
	samples_forget(&samples);
	CHECK(look(3, 9, "0x7f01", true, 1) == 1);
	CHECK(look(3, 9, "0x7f01", true, 2) == 2);
	CHECK(look(4, 10, "0x7f02", false, 3) == 3);
	CHECK(look(3, -1, "", false, 4) == 4);
	CHECK(look(3, 19, "0x7f01", true, 5) == 1);
	CHECK(look(1, 17, "0x7f00", false, 5) == 1);
	CHECK(look(3, 19, "0x7f01", true, 6) == 2);
}

/* A debugger that begins anew is at the same process if a thread is the same. */
static void
check_sessions(void)
{
	samples_forget(&samples);
	CHECK(look(3, 9, "0x7f01", false, 1) == 1 && look(1, 7, "0x7f00", false, 1) == 1);
	samples_begin_session(&samples);
	CHECK(look(2, 9, "0x7f01", false, 2) == 2); /* it may have another number */
	say("[New LWP 9]", 2);
	samples_begin_session(&samples);
	CHECK(look(3, 10, "0x7f02", false, 3) ==
	    3); /* a thread that is new, beside one that is not */
	samples_begin_session(&samples);
	CHECK(look(3, 11, "0x7f02", false, 4) == 1);
	samples_begin_session(&samples);
	CHECK(look(3, 11, "0x7f03", false, 5) == 1); /* in a container, numbers begin anew */
	samples_begin_session(&samples);
	CHECK(look(1, -1, "", false, 6) == 2); /* one of which nothing is known */
	samples_begin_session(&samples);
	CHECK(look(1, -1, "", true, 7) == 1);
	samples_begin_session(&samples);
	CHECK(look(1, -1, "", false, 8) == 1);
}

/* What was started is another process, and what ended does not come again. */
static void
check_runs(void)
{
	static const char *const ends[] = { "Starting program: /bin/x",
		"[Inferior 1 (process 9) exited normally]",
		"[Inferior 1 (process 9) exited with code 01]", "[Inferior 1 (process 9) killed]",
		"The program no longer exists." };
	static const char *const others[] = { "[Thread 0x7f01 (LWP 9) exited]", "Continuing.",
		"[New Thread 0x7f01 (LWP 9)]", "[Inferior 1 (process 9) detached]" };

	samples_forget(&samples);
	CHECK(look(1, 9, "0x7f01", false, 1) == 1);
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		say(ends[i], (long long)i + 1);
		CHECK(look(1, 9, "0x7f01", false, (long long)i + 2) == 1);
	}
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		say(others[i], (long long)i + 19);
		CHECK(look(1, 9, "0x7f01", false, (long long)i + 20) == (long long)i + 2);
	}
	for (long long i = 0; i < 100; i++)
		say("[New LWP 77]", 24);
}

int
main(void)
{
	check_processes();
	check_without_number();
	check_session();
	check_sessions();
	check_runs();
	samples_forget(&samples);
	CHECK(number("gdb", 7, "", 22) == 1);
	for (long long pid = 100; pid < 5000; pid++)
		CHECK(number("gdb", pid, "", 23) == 1 && number("gdb", pid, "", 24) == 2);
	CHECK(!samples.lost);
	samples_free(&samples);
	return check_end();
}
