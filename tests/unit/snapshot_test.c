#include "native/snapshot.h"

#include "base/buffer.h"

#include "check.h"

enum { CEILING = 4 * 1024 * 1024 };

static const struct observed polling = { .syscall = BYTES_ROW("poll") };
static const struct observed fifth = { .syscall = BYTES_ROW("5") };

/* Checks what is known about the thread with that LWP, or with the debugger's number. */
static struct thread
told(const struct snapshot *snapshot, long long lwp, long long tid)
{
	struct thread thread = thread_nothing;

	thread.lwp = lwp;
	thread.tid = tid;
	snapshot_tell(snapshot, &thread);
	return thread;
}

/* Statements that come again and again take no more memory, and the valid ones stay. */
static void
a_long_session(void)
{
	struct snapshot *snapshot = snapshot_new(1024 * 1024);
	char row[100];
	struct thread_target target;
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
	/* the first statement stays valid until another one replaces it */
	snapshot_add_thread(snapshot, 12, BYTES("b"), &fifth);
	snapshot_add_thread(snapshot, 12, BYTES_NONE, NULL);
	CHECK_TEXT(told(snapshot, 12, -1).comm, BYTES("b"));
	CHECK_TEXT(told(snapshot, 12, -1).observed.syscall, BYTES("5"));
	snapshot_free(snapshot);
}

/* The texts that are known move when what is of no use any more goes. */
static void
tidied(void)
{
	struct snapshot *snapshot = snapshot_new(CEILING);
	struct process *process, *other;
	char text[32];

	if (!CHECK(snapshot != NULL))
		return;
	process = snapshot_process(snapshot);
	other = &snapshot->processes[SNAPSHOT_INFERIORS - 1];
	{
		struct bytes *const texts[] = { &snapshot->time, &snapshot->reason,
			&snapshot->stop.signal, &snapshot->stop.reason, &snapshot->complaint,
			&snapshot->panic.name, &snapshot->panic.message, &snapshot->panic.earlier,
			&snapshot->panic.names, &process->exe, &process->core, &process->host,
			&process->command, &process->title, &process->started, &process->more,
			&other->exe };
		const char *before[COUNT_OF(texts)];

		for (size_t i = 0; i < COUNT_OF(texts); i++) {
			snprintf(text, sizeof(text), "text %zu", i);
			*texts[i] = snapshot_keep(snapshot, bytes_of(text));
			before[i] = texts[i]->at;
		}
		for (int i = 0; i < 256; i++)
			(void)snapshot_keep(snapshot, (struct bytes){ (char[2000]){ 'x' }, 2000 });
		for (size_t i = 0; i < COUNT_OF(texts); i++) {
			snprintf(text, sizeof(text), "text %zu", i);
			CHECK(texts[i]->at != before[i]);
			CHECK_TEXT(*texts[i], bytes_of(text));
		}
	}
	CHECK(!snapshot->lost);
	snapshot_free(snapshot);
}

/* What a further look at the process, or a step of it, leaves of the stop. */
static void
stops(void)
{
	struct snapshot *snapshot = snapshot_new(CEILING);
	struct stop *stop;

	if (!CHECK(snapshot != NULL))
		return;
	stop = &snapshot->stop;
	for (int step = 0; step < 2; step++) {
		*stop = (struct stop){ .live = true,
			.signal = BYTES("SIGSEGV"),
			.current = { 1, 2 },
			.crashed = { 1, 3 },
			.current_lwp = 4,
			.crashed_lwp = 5,
			.switched = true,
			.selections = 6 };
		(step ? snapshot_step : snapshot_forget_threads)(snapshot);
		CHECK(stop->live && stop->signal.len == 0 && !stop->switched);
		CHECK(stop->crashed.tid == -1 && stop->crashed.inferior == -1);
		CHECK(stop->crashed_lwp == -1 && stop->selections == 6 + step);
		CHECK(stop->current.tid == (step ? 2 : -1) &&
		    stop->current.inferior == (step ? 1 : -1) &&
		    stop->current_lwp == (step ? 4 : -1));
	}
	snapshot_reset(snapshot);
	CHECK(!stop->live && stop->selections == 0 && snapshot->inferior == 1);
	CHECK(snapshot->sample == -1 && snapshot->max_frames < 1);
	/* which thread took a signal is the first that is selected behind it */
	snapshot_select(snapshot, (struct thread_id){ -1, 0 });
	CHECK(stop->selections == 1 && stop->crashed.tid == -1);
	snapshot_select(snapshot, (struct thread_id){ -1, 0 });
	CHECK(stop->selections == 1);
	stop->signal = BYTES("S");
	snapshot_select(snapshot, (struct thread_id){ 0, 0 });
	CHECK(stop->selections == 2 && stop->crashed.tid == 0 && stop->crashed.inferior == 0);
	snapshot_select(snapshot, (struct thread_id){ 0, 1 });
	CHECK(stop->selections == 3 && stop->crashed.tid == 0 && stop->current.tid == 1);
	/* gdb says so of the thread with the signal; without one nobody knows its number */
	snapshot_switch(snapshot, NULL, 9);
	CHECK(stop->selections == 4 && stop->current.tid == 1 && stop->current_lwp == 9);
	stop->crashed.tid = -1;
	snapshot_switch(snapshot, NULL, 9);
	CHECK(stop->current.tid == -1 && !stop->switched);
	snapshot_switch(snapshot, &(struct thread_id){ 2, 3 }, -1);
	CHECK(stop->current.tid == 3 && stop->switched && stop->current_lwp == -1);
	stop->crashed.tid = 0;
	stop->signal = BYTES_NONE;
	snapshot_switch(snapshot, NULL, 9);
	CHECK(stop->current.tid == -1);
	snapshot_free(snapshot);
}

/* A name that Python has for a thread stays, and numbers lead to LWPs. */
static void
names(void)
{
	struct thread_target target = {
		.id = { -1, 2 }, .pid = -1, .lwp = 9, .comm = BYTES_ROW("a")
	};
	struct capture_python python = { .name = BYTES_ROW("MainThread") };
	struct snapshot *snapshot = snapshot_new(CEILING);
	struct thread thread = thread_nothing;

	if (!CHECK(snapshot != NULL))
		return;
	snapshot_note_python(snapshot, 9, &python); /* nobody knows that thread */
	CHECK(snapshot_python(snapshot, 9).name.len == 0);
	snapshot_add_thread(snapshot, 9, python.name, NULL);
	snapshot_note_python(snapshot, 9, &python);
	CHECK_TEXT(snapshot_python(snapshot, 9).name, BYTES("MainThread"));
	CHECK(snapshot_python(snapshot, 8).name.len == 0);
	snapshot_note_target(snapshot, &target);
	snapshot_add_thread(snapshot, 9, BYTES("b"), NULL);
	CHECK_TEXT(told(snapshot, 9, -1).comm, BYTES("MainThread"));
	CHECK(told(snapshot, -1, 2).lwp == 9 && told(snapshot, 7, 2).lwp == 7);
	CHECK_TEXT(told(snapshot, 7, 2).comm, BYTES("a"));
	/* what is not said stays; a thread that is not said to have a name has none noted */
	target.comm = BYTES_NONE;
	target.pthread = BYTES("0x7f1");
	target.lwp = -1;
	snapshot_note_target(snapshot, &target);
	CHECK_TEXT(told(snapshot, -1, 2).pthread, BYTES("0x7f1"));
	CHECK(told(snapshot, -1, 2).lwp == 9);
	target.pthread = BYTES_NONE;
	target.id.tid = 5;
	target.lwp = 10;
	snapshot_note_target(snapshot, &target);
	CHECK(told(snapshot, -1, 5).lwp == -1);
	/* a row says all of a thread */
	target.lwp = 0;
	target.id.tid = 2;
	snapshot_add_target(snapshot, &target);
	CHECK(told(snapshot, -1, 2).lwp == -1 && told(snapshot, -1, 2).comm.len == 0);
	/* what the thread says itself is not replaced */
	thread.lwp = 9;
	thread.comm = BYTES("own");
	thread.pthread = BYTES("0x1");
	thread.process.pid = 3;
	thread.process.host = BYTES("web3");
	snapshot_tell(snapshot, &thread);
	CHECK_TEXT(thread.comm, BYTES("MainThread"));
	CHECK_TEXT(thread.pthread, BYTES("0x1"));
	CHECK_TEXT(thread.process.host, BYTES("web3"));
	CHECK(thread.process.pid == 3);
	snapshot_process(snapshot)->pid = 0;
	snapshot_process(snapshot)->host = BYTES("h");
	snapshot_tell(snapshot, &thread);
	CHECK_TEXT(thread.process.host, BYTES("h"));
	CHECK(thread.process.pid == 0);
	snapshot_free(snapshot);
}

/* The state that a debugger printed is as new as the kernel's. */
static void
states(void)
{
	const struct observed observed = { .syscall = BYTES_ROW("poll"),
		.kernel_state = BYTES_ROW("S") };
	struct snapshot *snapshot = snapshot_new(CEILING);
	struct thread thread = thread_nothing;

	if (!CHECK(snapshot != NULL))
		return;
	snapshot_add_thread(snapshot, 9, BYTES_NONE, &observed);
	CHECK_TEXT(told(snapshot, 9, -1).observed.kernel_state, BYTES("S"));
	thread.lwp = 9;
	thread.observed.kernel_state = BYTES("R");
	snapshot_tell(snapshot, &thread);
	CHECK_TEXT(thread.observed.kernel_state, BYTES("R"));
	CHECK_TEXT(thread.observed.syscall, BYTES("poll"));
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

/* At most a million threads are known; that there are more is noted, and those known stay known. */
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

int
main(void)
{
	a_long_session();
	tidied();
	stops();
	names();
	states();
	no_memory();
	very_many();
	inferiors();
	return check_end();
}
