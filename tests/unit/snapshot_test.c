#include "native/snapshot.h"

#include "check.h"

enum { CEILING = 4 * 1024 * 1024 };

/* What is said again and again takes no more memory, and what counts of it stays. */
static void
a_long_session(void)
{
	struct snapshot snapshot;
	char row[100];
	struct thread_id id;
	struct target target;
	bool current;

	if (!CHECK(snapshot_init(&snapshot, CEILING)))
		return;
	snapshot.process.exe = snapshot_keep(&snapshot, BYTES("/bin/a"));
	snapshot_add_thread(&snapshot, 7, BYTES("main"), BYTES("poll"));
	for (int i = 0; i < 500000; i++) {
		snprintf(row, sizeof(row), "* 2    Thread 0x7f%06d (LWP 9) \"w%d\" f ()", i, i);
		if (header_parse_row(bytes_of(row), &id, &target, &current))
			snapshot_add_target(&snapshot, id, &target);
	}
	CHECK(!snapshot.lost && arena_held(snapshot.memory) < 1024 * 1024);
	CHECK_TEXT(snapshot.process.exe, BYTES("/bin/a"));
	CHECK_TEXT(threadtable_find(&snapshot.known, 7)->comm, BYTES("main"));
	CHECK_TEXT(threadtable_find(&snapshot.known, 7)->syscall, BYTES("poll"));
	CHECK_TEXT(threadtable_find(&snapshot.known, 9)->comm, BYTES("w499999"));
	CHECK_TEXT(
	    threadtable_find(&snapshot.known, SNAPSHOT_TID + 2)->pthread, BYTES("0x7f499999"));
	snapshot_free(&snapshot);
}

static void
no_memory(void)
{
	struct snapshot snapshot;

	if (!CHECK(snapshot_init(&snapshot, 64 * 1024)))
		return;
	for (long long lwp = 1; lwp <= 20000; lwp++)
		snapshot_add_thread(&snapshot, lwp, BYTES("worker"), BYTES("poll"));
	CHECK(snapshot.lost);
	CHECK_TEXT(threadtable_find(&snapshot.known, 1)->comm, BYTES("worker"));
	CHECK(threadtable_find(&snapshot.known, 20000)->comm.len == 0);
	snapshot_reset(&snapshot);
	CHECK(snapshot.lost); /* until it is taken */
	snapshot_free(&snapshot);
}

/* The process of an inferior stays known while another is selected. */
static void
inferiors(void)
{
	struct snapshot snapshot;

	if (!CHECK(snapshot_init(&snapshot, CEILING)))
		return;
	snapshot.process.pid = 7;
	snapshot_select_inferior(&snapshot, 2);
	CHECK(snapshot.process.pid == -1);
	snapshot.process.pid = 8;
	snapshot_select_inferior(&snapshot, SNAPSHOT_INFERIORS); /* not told apart */
	CHECK(snapshot_process(&snapshot, 1)->pid == 7 && snapshot_process(&snapshot, 2)->pid == 8);
	snapshot_select_inferior(&snapshot, 1);
	CHECK(snapshot.process.pid == 7 && snapshot_process(&snapshot, 2)->pid == 8);
	snapshot_free(&snapshot);
}

int
main(void)
{
	a_long_session();
	no_memory();
	inferiors();
	return check_end();
}
