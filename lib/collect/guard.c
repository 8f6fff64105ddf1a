#include "collect/guard.h"

#include "collect/system.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	LOOK_MS = 5,      /* how often it looks at the debugger and its process */
	DEATH_MS = 10000, /* how long a killed debugger may take to be gone */
	OUTPUT_MAX = 256 * 1024 * 1024,
};

struct watch {
	const struct guard_task *task;
	int control;
	pid_t debugger;
	struct guard_report report;
	long long traced_since; /* -1: it is not traced */
};

static long long
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Nothing of the caller's reaches into what the debugger does or says. */
static void
set_environment(void)
{
	static const char *const unwanted[] = { "LANG", "LANGUAGE", "DEBUGINFOD_URLS",
		"GDBHISTFILE", "PYTHONHOME", "PYTHONPATH", "PYTHONSTARTUP", "INPUTRC", "COLUMNS",
		"LINES" };

	setenv("LC_ALL", "C", 1);
	setenv("TERM", "dumb", 1);
	for (size_t i = 0; i < sizeof(unwanted) / sizeof(unwanted[0]); i++)
		unsetenv(unwanted[i]);
}

static void
set_signals(void)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGQUIT };
	sigset_t none;

	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		signal(signals[i], SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Neither a core of the debugger's own nor an output without end. */
static void
set_limits(void)
{
	const struct rlimit no_core = { 0, 0 }, output = { OUTPUT_MAX, OUTPUT_MAX };

	setrlimit(RLIMIT_CORE, &no_core);
	setrlimit(RLIMIT_FSIZE, &output);
}

static void
become_debugger(const struct guard_task *task, pid_t guard, int failure)
{
	int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC), error;

	setpgid(0, 0);
	system_die_with_parent();
	if (getppid() != guard)
		_exit(127); /* it died before the line above */
	set_environment();
	set_limits();
	if (nothing != -1 && dup2(nothing, 0) != -1 && dup2(task->output, 1) != -1 &&
	    dup2(task->output, 2) != -1) {
		set_signals();
		execv(task->arguments[0], task->arguments);
	}
	error = errno;
	if (write(failure, &error, sizeof(error)) == -1)
		_exit(126);
	_exit(127);
}

/* False: report.error says why. */
static bool
start_debugger(struct watch *watch)
{
	pid_t guard = getpid();
	int failure[2];

	if (pipe(failure) == -1) {
		watch->report.error = errno;
		return false;
	}
	for (int i = 0; i < 2; i++)
		fcntl(failure[i], F_SETFD, FD_CLOEXEC);
	watch->debugger = fork();
	if (watch->debugger == 0)
		become_debugger(watch->task, guard, failure[1]);
	if (watch->debugger == -1)
		watch->report.error = errno;
	close(failure[1]);
	if (watch->debugger != -1 &&
	    read(failure[0], &watch->report.error, sizeof(watch->report.error)) > 0)
		waitpid(watch->debugger, &watch->report.status, 0);
	close(failure[0]);
	return watch->report.error == 0;
}

/* Adds up for how long the process is traced; it is stopped for all of that time. */
static void
note_pause(struct watch *watch)
{
	bool traced = !watch->report.ended && mend_is_traced(&watch->task->target);
	long long now = now_ms();

	if (traced && watch->traced_since == -1)
		watch->traced_since = now;
	if (traced || watch->traced_since == -1)
		return;
	if (watch->report.stopped_ms == -1)
		watch->report.stopped_ms = 0;
	watch->report.stopped_ms += now - watch->traced_since;
	watch->traced_since = -1;
}

/* Waits a moment. False: the starter is gone, or wants it to stop. */
static bool
wait_a_moment(const struct watch *watch)
{
	struct pollfd control = { .fd = watch->control, .events = POLLIN };
	char byte;

	return poll(&control, 1, LOOK_MS) <= 0 || read(watch->control, &byte, 1) > 0;
}

static bool
has_ended(struct watch *watch)
{
	if (waitpid(watch->debugger, &watch->report.status, WNOHANG) != 0)
		watch->report.ended = true;
	return watch->report.ended;
}

/*
 * At once with SIGKILL: it takes gdb 12 ms to be gone, and the kernel lets go of the process. On
 * SIGTERM gdb takes up to 160 ms, and half the time leaves the process stopped all the same. The
 * whole group, since a pstack may be a script with a gdb inside.
 */
static void
kill_debugger(struct watch *watch)
{
	const struct timespec pause = { 0, LOOK_MS * 1000000L };
	long long deadline = now_ms() + DEATH_MS;

	kill(-watch->debugger, SIGKILL);
	kill(watch->debugger, SIGKILL);
	while (!has_ended(watch) && now_ms() < deadline)
		nanosleep(&pause, NULL);
}

static void
watch_debugger(struct watch *watch)
{
	long long deadline = now_ms() + watch->task->timeout_ms;
	bool wanted = true;

	while (!has_ended(watch)) {
		note_pause(watch);
		if (now_ms() >= deadline)
			watch->report.timed_out = true;
		if (watch->report.timed_out || !wanted) {
			kill_debugger(watch);
			break;
		}
		wanted = wait_a_moment(watch);
	}
	note_pause(watch);
	watch->report.mended = mend_after(&watch->task->target);
}

/* Holds nothing of its starter's: whoever reads from a pipe sees its end when the starter dies. */
static void
leave_starter(const struct watch *watch)
{
	sigset_t all;
	int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);

	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, NULL);
	setsid();
	for (int fd = 0; fd <= 2; fd++)
		if (nothing != -1)
			dup2(nothing, fd);
	system_close_others(watch->control, watch->task->output);
}

static void
be_guard(const struct guard_task *task, int control)
{
	struct watch watch = {
		.task = task,
		.control = control,
		.report = { .stopped_ms = -1 },
		.traced_since = -1,
	};

	leave_starter(&watch);
	if (start_debugger(&watch))
		watch_debugger(&watch);
	if (write(control, &watch.report, sizeof(watch.report)) == -1)
		_exit(1);
	_exit(0);
}

bool
guard_start(struct guard *guard, const struct guard_task *task)
{
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == -1)
		return false;
	for (int i = 0; i < 2; i++)
		fcntl(pair[i], F_SETFD, FD_CLOEXEC);
	/* where it is ignored, which is inherited, there is nothing to wait for */
	signal(SIGCHLD, SIG_DFL);
	guard->pid = fork();
	if (guard->pid == 0) {
		close(pair[0]);
		be_guard(task, pair[1]);
	}
	close(pair[1]);
	guard->control = pair[0];
	if (guard->pid != -1)
		return true;
	close(pair[0]);
	return false;
}

void
guard_stop(const struct guard *guard)
{
	shutdown(guard->control, SHUT_WR);
}

bool
guard_end(struct guard *guard, struct guard_report *report)
{
	size_t length = 0;
	ssize_t got;
	int status;

	while (length < sizeof(*report)) {
		got = read(guard->control, (char *)report + length, sizeof(*report) - length);
		if (got == 0 || (got == -1 && errno != EINTR))
			break;
		if (got > 0)
			length += (size_t)got;
	}
	close(guard->control);
	while (waitpid(guard->pid, &status, 0) == -1 && errno == EINTR)
		;
	return length == sizeof(*report);
}
