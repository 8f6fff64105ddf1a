#include "native/snapshot.h"

#include "check.h"

enum { CEILING = 4 * 1024 * 1024 };

static const struct observed polling = { .syscall = BYTES_ROW("poll") };
static const struct observed fifth = { .syscall = BYTES_ROW("5") };

/* What is known of the thread with the LWP, or with the debugger's number. */
static struct thread
told(const struct snapshot *snapshot, long long lwp, long long tid)
{
	struct thread thread = thread_nothing;

	thread.lwp = lwp;
	thread.tid = tid;
	snapshot_tell(snapshot, &thread);
	return thread;
}

/* What is said again and again takes no more memory, and what counts of it stays. */
static void
a_long_session(void)
{
	struct snapshot *snapshot = snapshot_new(1024 * 1024);
	char row[100];
	struct target target;
	bool current;

	if (!CHECK(snapshot != NULL))
		return;
	snapshot_process(snapshot)->exe = snapshot_keep(snapshot, BYTES("/bin/a"));
	snapshot_add_thread(snapshot, 7, BYTES("main"), &polling);
	for (int i = 0; i < 500000; i++) {
		snprintf(row, sizeof(row), "* 2    Thread 0x7f%06d (LWP 9) \"w%d\" f ()", i, i);
		if (header_parse_row(bytes_of(row), &target, &current))
			snapshot_add_target(snapshot, &target);
	}
	CHECK(!snapshot->lost);
	CHECK_TEXT(snapshot_process(snapshot)->exe, BYTES("/bin/a"));
	CHECK_TEXT(told(snapshot, 7, -1).comm, BYTES("main"));
	CHECK_TEXT(told(snapshot, 7, -1).observed.syscall, BYTES("poll"));
	CHECK_TEXT(told(snapshot, 9, -1).comm, BYTES("w499999"));
	CHECK_TEXT(told(snapshot, -1, 2).pthread, BYTES("0x7f499999"));
	CHECK(told(snapshot, -1, 2).lwp == 9);
	CHECK(told(snapshot, -1, 3).comm.len == 0 && told(snapshot, 8, -1).comm.len == 0);
	/* what is said first stays where nothing is said anew */
	snapshot_add_thread(snapshot, 12, BYTES("b"), &fifth);
	snapshot_add_thread(snapshot, 12, BYTES_NONE, NULL);
	CHECK_TEXT(told(snapshot, 12, -1).comm, BYTES("b"));
	CHECK_TEXT(told(snapshot, 12, -1).observed.syscall, BYTES("5"));
	snapshot_free(snapshot);
}

static void
no_memory(void)
{
	struct snapshot *snapshot = snapshot_new(64 * 1024);

	if (!CHECK(snapshot != NULL))
		return;
	for (long long lwp = 1; lwp <= 20000; lwp++)
		snapshot_add_thread(snapshot, lwp, BYTES("worker"), &polling);
	CHECK_TEXT(told(snapshot, 1, -1).comm, BYTES("worker"));
	CHECK(told(snapshot, 20000, -1).comm.len == 0);
	snapshot_reset(snapshot);
	CHECK(told(snapshot, 1, -1).comm.len == 0);
	CHECK(snapshot->lost);
	snapshot_free(snapshot);
}

/* A million threads are known and no more, which is noted; those that are known are known all the same. */
static void
very_many(void)
{
	enum { MOST = 1024 * 1024 };
	struct snapshot *snapshot = snapshot_new((size_t)MOST * 64);

	if (!CHECK(snapshot != NULL))
		return;
	snapshot_add_thread(snapshot, 0, BYTES("x"), NULL);
	snapshot_add_thread(snapshot, -5, BYTES("x"), NULL);
	for (long long lwp = 1; lwp <= MOST; lwp++)
		snapshot_add_thread(snapshot, lwp * 4096, BYTES("x"), NULL);
	CHECK(!snapshot->lost);
	snapshot_add_thread(snapshot, 7, BYTES("x"), NULL);
	CHECK(snapshot->lost && told(snapshot, 7, -1).comm.len == 0);
	snapshot->lost = false;
	snapshot_add_thread(snapshot, 4096, BYTES("y"), NULL);
	CHECK(!snapshot->lost);
	CHECK_TEXT(told(snapshot, 4096, -1).comm, BYTES("y"));
	CHECK_TEXT(told(snapshot, MOST * 4096LL, -1).comm, BYTES("x"));
	snapshot_reset(snapshot);
	CHECK(told(snapshot, 4096, -1).comm.len == 0);
	snapshot_add_thread(snapshot, 1LL << 40, BYTES("z"), NULL);
	CHECK_TEXT(told(snapshot, 1LL << 40, -1).comm, BYTES("z"));
	snapshot_free(snapshot);
}

/* The process of an inferior stays known while another is selected. */
static void
inferiors(void)
{
	struct snapshot *snapshot = snapshot_new(CEILING);

	if (!CHECK(snapshot != NULL))
		return;
	CHECK(!snapshot_is_at_new_inferior(snapshot));
	snapshot_process(snapshot)->pid = 7;
	snapshot->inferior = 2;
	CHECK(snapshot_process(snapshot)->pid == -1 && snapshot_is_at_new_inferior(snapshot));
	snapshot_process(snapshot)->pid = 8;
	CHECK(!snapshot_is_at_new_inferior(snapshot));
	CHECK(snapshot_process_of(snapshot, 1)->pid == 7);
	CHECK(snapshot_process_of(snapshot, 2)->pid == 8);
	CHECK(snapshot_process_of(snapshot, SNAPSHOT_INFERIORS)->pid == 8);
	snapshot->inferior = 1;
	CHECK(snapshot_process(snapshot)->pid == 7 && snapshot_process_of(snapshot, 2)->pid == 8);
	snapshot_free(snapshot);
}

/* Lines that say nothing else, and what of the first that complains is kept, or whose text it is. */
static const struct {
	const char *lines[3], *complaint, *looks;
} complaints[] = {
	{ { "ptrace: Operation not permitted.", "No threads." }, "ptrace: Operation not permitted.",
	    NULL },
	{ { "all is well", "/srv/x: No such file or directory." },
	    "/srv/x: No such file or directory.", NULL },
	{ { "Traceback (most recent call last):", "PermissionError: Permission denied" }, "",
	    "a traceback of Python" },
	{ { "Traceback (most recent call last):", "ptrace: Operation not permitted." },
	    "ptrace: Operation not permitted.", "a traceback of Python" },
	{ { "Nov 24 10:00:00 web3 gdb[123]: #0  0x1 in f ()" }, "", NULL },
	{ { "main.go:3", "goroutine 1 [running]:" }, "", "a Go panic" },
	{ { "" }, "", NULL },
};

static void
complaining(void)
{
	struct snapshot *snapshot = snapshot_new(CEILING);

	if (!CHECK(snapshot != NULL))
		return;
	for (size_t n = 0; n < COUNT_OF(complaints); n++) {
		snapshot_reset(snapshot);
		for (size_t i = 0; i < 3 && complaints[n].lines[i] != NULL; i++)
			snapshot_note_complaint(snapshot, bytes_of(complaints[n].lines[i]));
		CHECK_TEXT(snapshot->complaint, bytes_of(complaints[n].complaint));
		CHECK_TEXT(bytes_of(snapshot->looks == NULL ? NULL : snapshot->looks->like),
		    bytes_of(complaints[n].looks));
	}
	snapshot_note_complaint(snapshot, BYTES("No such file or directory\0"));
	CHECK(snapshot->complaint.len == 0); /* a program, not its text */
	snapshot_free(snapshot);
}

int
main(void)
{
	a_long_session();
	no_memory();
	very_many();
	inferiors();
	complaining();
	return check_end();
}
