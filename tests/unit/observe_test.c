#include "child.h"
#include "collect/observe.h"
#include "collect/proc.h"
#include "collect/system.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	DESCRIPTOR = 47, /* 0x2f */
	OTHER_USER = 65534,
};

static void *
use_cpu(void *nothing)
{
	volatile unsigned long turns = 0;

	for (;;)
		turns++;
	return nothing;
}

/* A process whose first thread waits in read(2), while a second one is at work. */
static pid_t
start_process(void)
{
	pthread_t thread;
	int ends[2];
	char byte;
	pid_t child = pipe(ends) == -1 ? -1 : fork();

	if (child == 0) {
		system_set_name("st waits");
		if (dup2(ends[0], DESCRIPTOR) == -1 ||
		    pthread_create(&thread, NULL, use_cpu, NULL) != 0)
			_exit(1);
		(void)!read(DESCRIPTOR, &byte, 1);
		_exit(0);
	}
	close(ends[0]);
	return child;
}

struct look {
	struct arena *memory;
	struct captured captured;
	struct module_map modules;
	struct locks locks;
	struct observing observing;
};

static void
take(struct look *look, pid_t pid, struct history *history)
{
	*look = (struct look){ .memory = arena_new(1 << 24) };
	look->modules.memory = look->memory;
	look->observing = (struct observing){ .captured = &look->captured,
		.modules = &look->modules,
		.locks = &look->locks,
		.memory = look->memory,
		.history = history };
	observe_process(&look->observing, pid);
}

static void
give_back(struct look *look)
{
	free(look->modules.list);
	locks_free(&look->locks);
	arena_free(look->memory);
}

static bool
waits_in_read(const struct look *look)
{
	return look->captured.thread_count == 2 &&
	    bytes_equal(look->captured.threads[0].observed.syscall, BYTES("read")) &&
	    bytes_equal(look->captured.threads[0].observed.kernel_state, BYTES("S"));
}

static void
check_threads(const struct look *look, pid_t child)
{
	const struct captured_thread *threads = look->captured.threads;

	if (!CHECK(waits_in_read(look)))
		return;
	CHECK(look->observing.threads == threads && look->observing.threads_error == 0);
	CHECK(threads[0].lwp == child && threads[1].lwp > child);
	CHECK_TEXT(threads[0].comm, BYTES("st waits"));
	CHECK_TEXT(threads[1].comm, BYTES("st waits"));
	/* six arguments, the descriptor first, without the stack pointer after them */
	CHECK(bytes_start(threads[0].observed.syscall_args, BYTES("0x2f 0x")));
	CHECK(bytes_count(threads[0].observed.syscall_args, ' ') == 5);
	CHECK_TEXT(threads[1].observed.kernel_state, BYTES("R"));
	CHECK(threads[1].observed.syscall.len == 0);
	CHECK(threads[0].observed.cpu_ms >= 0 &&
	    threads[0].observed.cpu_ms <= threads[1].observed.cpu_ms);
}

static bool
has_module(const struct module_map *map, const char *path)
{
	for (size_t i = 0; i < map->count; i++)
		if (bytes_equal(map->list[i].path, bytes_of(path)))
			return true;
	return false;
}

static void
check_process(const struct look *look, const char *program, time_t before)
{
	struct bytes started = look->captured.process.started;
	char exe[PROC_PATH], wanted[32];
	struct tm utc;
	bool near = false;

	CHECK_TEXT(look->captured.process.title, bytes_of(program));
	CHECK(proc_exe(getpid(), exe) && has_module(&look->modules, exe));
	/* clock ticks since the boot, and a boot time in whole seconds */
	for (time_t at = before - 3; at <= before + 10 && gmtime_r(&at, &utc) != NULL; at++) {
		strftime(wanted, sizeof(wanted), "%Y-%m-%dT%H:%M:%SZ", &utc);
		near = near || bytes_equal(started, bytes_of(wanted));
	}
	if (!CHECK(near))
		printf("   %.*s, not %s\n", (int)started.len, started.at, wanted);
	CHECK(!look->observing.refused && look->observing.memory_error == 0);
}

/* The second of two looks tells how busy the threads were between. */
static void
process(const char *program)
{
	const struct timespec moment = { 0, 50000000 };
	struct history history = { .count = 0 };
	time_t before = time(NULL);
	pid_t child = start_process();
	struct look look;
	long long busy = -1;
	bool ready = false;

	for (int i = 0; i < 200 && !ready; i++) {
		nanosleep(&moment, NULL);
		history_free(&history);
		take(&look, child, &history);
		ready = waits_in_read(&look) && look.captured.threads[1].observed.cpu_ms > 0;
		if (ready || i == 199) {
			check_threads(&look, child);
			check_process(&look, program, before);
		}
		if (ready)
			CHECK(look.captured.threads[0].observed.cpu_percent < 0);
		give_back(&look);
	}
	/* machines are busy: the second thread may have to wait for its turn */
	for (int i = 0; i < 200 && busy <= 0; i++) {
		nanosleep(&moment, NULL);
		take(&look, child, &history);
		if (CHECK(look.captured.thread_count == 2)) {
			CHECK(look.captured.threads[0].observed.cpu_percent == 0);
			busy = look.captured.threads[1].observed.cpu_percent;
		}
		give_back(&look);
	}
	CHECK(busy > 0);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	/* the process has ended */
	take(&look, child, &history);
	CHECK(look.captured.thread_count == 0 && look.observing.threads_error != 0);
	CHECK(look.captured.process.title.len == 0 && look.modules.count == 0);
	CHECK(look.observing.memory_error == 0); /* not reported again */
	give_back(&look);
	history_free(&history);
}

/* Another user, who may not see everything of a process of root's: what is there is no error. */
static int
look_at_root(void *of)
{
	struct look look;
	bool good;

	if (setuid(OTHER_USER) == -1)
		return 7;
	take(&look, *(const pid_t *)of, NULL);
	good = look.observing.refused && look.observing.memory_error == 0 &&
	    look.observing.threads_error == 0 && look.captured.thread_count == 1 &&
	    look.captured.threads[0].observed.syscall.len == 0;
	give_back(&look);
	return good;
}

static void
rights(void)
{
	pid_t own = getpid();

	if (geteuid() == 0)
		child_check(look_at_root, &own, "", "", 1);
}

/* date -u -d @951782399 */
static void
times(void)
{
	struct arena *memory = arena_new(1 << 16);

	CHECK_TEXT(observe_time(0, memory), BYTES("1970-01-01T00:00:00Z"));
	CHECK_TEXT(observe_time(951782399, memory), BYTES("2000-02-28T23:59:59Z"));
	CHECK_TEXT(observe_time(951868800, memory), BYTES("2000-03-01T00:00:00Z"));
	arena_free(memory);
}

int
main(int argc, char *argv[])
{
	(void)argc;
	times();
	rights();
	process(argv[0]);
	return check_end();
}
