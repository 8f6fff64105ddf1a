#include "native/printed/glibcsaid.h"

#include "check.h"

/* A line, and its meaning. */
static enum glibcsaid
says(const char *line, struct bytes *before, struct bytes *behind)
{
	return glibcsaid_read(bytes_of(line), before, behind);
}

static void
signals(const char *line, enum glibcsaid wanted, const char *signal)
{
	struct bytes before, behind;

	if (!CHECK(says(line, &before, &behind) == wanted))
		printf("   %s\n", line);
	else
		CHECK_TEXT(glibcsaid_signal(wanted, behind), bytes_of(signal));
}

/* NULL: the line is not of this kind. */
static void
caught(const char *line, const char *signal, long long pid, long long lwp)
{
	struct glibcsaid_caught read;
	struct bytes before, behind;
	bool is = says(line, &before, &behind) == GLIBCSAID_HANDLER &&
	    glibcsaid_read_caught(bytes_of(line), before, behind, &read);

	if (!CHECK(is == (signal != NULL)))
		printf("   %s\n", line);
	if (!is || signal == NULL)
		return;
	CHECK_TEXT(read.signal, bytes_of(signal));
	CHECK(read.pid == pid && read.lwp == lwp);
}

static void
thread(const char *line, const char *pthread, long long tid, bool caller)
{
	struct glibcsaid_thread read;
	struct bytes before, behind;
	bool is = says(line, &before, &behind) == GLIBCSAID_THREAD &&
	    glibcsaid_read_thread(bytes_of(line), before, behind, &read);

	if (!CHECK(is == (pthread != NULL)))
		printf("   %s\n", line);
	if (!is || pthread == NULL)
		return;
	CHECK_TEXT(read.pthread, bytes_of(pthread));
	CHECK(read.tid == tid && read.caller == caller);
}

/* What stands around the words on a signal says of the process; -1: nothing. */
static void
pid(const char *line, long long wanted)
{
	struct snapshot *snapshot = snapshot_new(1 << 16);
	struct bytes before, behind;

	if (!CHECK(snapshot != NULL))
		return;
	if (!CHECK(says(line, &before, &behind) != GLIBCSAID_ELSE))
		printf("   %s\n", line);
	glibcsaid_tell(snapshot, before, behind);
	if (!CHECK(snapshot_process(snapshot)->pid == wanted))
		printf("   %s\n", line);
	snapshot_free(snapshot);
}

static void
reason(const char *line, const char *wanted, const char *wanted_exe)
{
	struct bytes exe;

	CHECK_TEXT(glibcsaid_reason(bytes_of(line), &exe), bytes_of(wanted));
	CHECK_TEXT(exe, bytes_of(wanted_exe));
}

int
main(void)
{
	struct bytes before, behind;

	CHECK(says("Assert error in the shed: see above", &before, &behind) == GLIBCSAID_ELSE);
	reason("*** Error in `./loomd': free(): invalid size: 0x0 ***", "free(): invalid size: 0x0",
	    "./loomd");
	reason("*** glibc detected *** ./loomd: free(): invalid size ***", "free(): invalid size",
	    "./loomd");
	reason("F1128 10:00:00 811 loom.cc:7] Check failed: n > 0 ", "Check failed: n > 0", NULL);
	reason("loomd: Panic: file a.c: line 7", "file a.c: line 7", NULL);
	reason("Assert error in f(), a.c line 7:", "Assert error in f(), a.c line 7", NULL);
	reason("10:00 loom[8:9] *** Terminating app due to x", "Terminating app due to x", NULL);
	signals("811:M 01 May 2026 10:00:00 # Redis 7 crashed by signal: 11, si_code: 1",
	    GLIBCSAID_KILLED, "SIGSEGV");
	signals("*** Caught signal (Aborted) **", GLIBCSAID_KILLED, "SIGABRT");
	signals("[critical][backtrace] Caught Segmentation fault, suspect faulting address 0x0",
	    GLIBCSAID_KILLED, "SIGSEGV");
	signals("PID 811 received SIGSEGV for address: 0x3f", GLIBCSAID_KILLED, "SIGSEGV");
	signals("!!! uWSGI process 811 got Segmentation Fault !!!", GLIBCSAID_FAULT, "SIGSEGV");
	signals("  INTERNAL ERROR: Signal 11: Segmentation fault in smbd () in pid 811 (4.17)",
	    GLIBCSAID_KILLED, "SIGSEGV");
	signals("A signal 11 (Segmentation fault) was received.", GLIBCSAID_KILLED, "SIGSEGV");
	signals("A signal (to stop) was received.", GLIBCSAID_KILLED, "");
	signals("Fatal exception: Signal 6", GLIBCSAID_KILLED, "SIGABRT");
	signals("Fatal error 11: Segmentation fault", GLIBCSAID_FAULT, "SIGSEGV");
	signals("Fatal error 6: Aborted", GLIBCSAID_ABORT, "SIGABRT");
	signals("PID 811 received SIG:", GLIBCSAID_KILLED, "");
	signals("loomd received SIGTERM: it ends", GLIBCSAID_KILLED, "");
	signals(
	    "Unhandled Exception: SIGSEGV: invalid attempt to read", GLIBCSAID_KILLED, "SIGSEGV");
	signals("Segmentation fault on shard 0", GLIBCSAID_FAULT, "SIGSEGV");

	caught("*** SIGSEGV (@0x0) received by PID 811 (TID 0x7f88) from PID 0; stack trace: ***",
	    "SIGSEGV", 811, -1);
	caught("*** SIGABRT received by PID 811 (pthread TID 0x7f88) (linux TID 812) ***",
	    "SIGABRT", 811, 812);
	caught("(from thread 812) (query_id: x) Received signal Segmentation fault (11)", "SIGSEGV",
	    -1, 812);
	caught("*** x received by PID 811 SIG", NULL, -1, -1);
	caught("[811] signal 11 (1): Segmentation fault", "SIGSEGV", 811, -1);
	caught("[811] signal (11.1): Segmentation fault", "SIGSEGV", 811, -1);
	caught("signal (6): Aborted", "SIGABRT", -1, -1);
	caught("[info] signal 15 (TERM): it ends", NULL, -1, -1);
	caught("it got a signal (11): it ends", NULL, -1, -1);
	caught("*** x received by PID 811", NULL, -1, -1);

	pid("811:M 01 May 2026 10:00:00 # Redis 7 crashed by signal: 11", 811);
	pid("[811] 01 May 10:00:00.123 # Redis 2.8.19 crashed by signal: 11", 811);
	pid("[811] loom: Redis 2.8.19 crashed by signal: 11", -1);
	pid("[811: Redis 2.8.19 crashed by signal: 11", -1);
	pid("PID 811 received SIGSEGV for address: 0x3f", 811);
	pid("!!! uWSGI process 811 got Segmentation Fault !!!", 811);
	pid("INTERNAL ERROR: Signal 11 in pid 811 (4.10.4)", 811);
	pid("10:00:01.123 Loom[811:90210] *** Terminating app due to uncaught exception 'E'", 811);
	pid("10:00:01.123 Loom[811:x] *** Terminating app due to uncaught exception 'E'", -1);
	pid("10:00:01.123 Loom[811] *** Terminating app due to uncaught exception 'E'", -1);

	/* by psiginfo() of glibc 2.36 */
	CHECK_TEXT(glibcsaid_info(BYTES("Segmentation fault (Address not mapped to object [0x8])")),
	    BYTES("SIGSEGV"));
	CHECK_TEXT(
	    glibcsaid_info(BYTES("Aborted (Signal sent by tkill() 811 0)")), BYTES("SIGABRT"));
	CHECK(glibcsaid_info(BYTES("Segmentation fault (core dumped)")).len == 0);
	CHECK(glibcsaid_info(BYTES("Segmentation fault (at [0x8]")).len == 0);
	CHECK(glibcsaid_info(BYTES("Request failed (see [1])")).len == 0);

	thread("*>Thread 4 : id=0x7fc8431e1700 act=1 glob=0", "0x7fc8431e1700", 4, true);
	thread("  Thread 5 : id=0x7fc8431e1701", "0x7fc8431e1701", 5, false);
	thread("Thread 5 : id=0x", NULL, -1, false); /* cut */
	thread("Thread x : id=0x7f", NULL, -1, false);
	thread("Threads : id=0x7f", NULL, -1, false);
	return check_end();
}
