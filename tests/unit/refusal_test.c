#include "check.h"
#include "collect/refusal.h"

/* What debuggers print if they show a thread, and if they do not. */
static void
threads(void)
{
	CHECK(refusal_has_threads(BYTES("\nThread 1 (Thread 0x7f (LWP 9) \"a\"):\n")));
	CHECK(refusal_has_threads(BYTES("Thread 1 (process 7):")));
	CHECK(refusal_has_threads(BYTES("PID 7 - process\nTID 7:\n#0  0x7f poll\n")));
	CHECK(refusal_has_threads(BYTES("#0  main () at m.c:1")));
	CHECK(refusal_has_threads(BYTES("7:\toven\n-------  lwp# 1 / thread# 1  -------\n")));
	CHECK(refusal_has_threads(BYTES("7:\toven\n fed44f95 _read    (7) + 15\n")));
	CHECK(refusal_has_threads(BYTES("7:\toven\n ffffffff7d8a9088 lwp_wait (6)\n")));
	CHECK(!refusal_has_threads(BYTES("")));
	CHECK(!refusal_has_threads(BYTES("7:\toven -d\n/lib/libc.so.1\n")));
	CHECK(!refusal_has_threads(BYTES("ptrace: Operation not permitted.\nNo threads.\n")));
	CHECK(!refusal_has_threads(BYTES("[Thread debugging using libthread_db enabled]\n")));
	CHECK(!refusal_has_threads(BYTES("[New Thread 0x7f (LWP 9)]\n* 1    Thread 0x7f\n")));
	CHECK(!refusal_has_threads(BYTES("warning: process 7 is a zombie\n")));
}

int
main(void)
{
	threads();
	return check_end();
}
