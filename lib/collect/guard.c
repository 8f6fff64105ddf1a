#include "collect/guard.h"

#include "base/bytes.h"
#include "collect/offspring.h"
#include "collect/system.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { LOOK_MS = 5 }; /* how often it looks at the debugger and its process */

struct watch {
	const struct guard_task *task;
	int control;
	struct offspring offspring; /* the first of them is the debugger */
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

/* False: report.error says why. */
static bool
start_debugger(struct watch *watch)
{
	int failure[2];
	pid_t pid;

	if (pipe(failure) == -1) {
		watch->report.error = errno;
		return false;
	}
	for (int i = 0; i < 2; i++)
		fcntl(failure[i], F_SETFD, FD_CLOEXEC);
	pid = fork();
	if (pid == 0)
		debugger_become(&watch->task->debugger, watch->task->output, failure[1]);
	if (pid == -1)
		watch->report.error = errno;
	close(failure[1]);
	if (pid != -1 && read(failure[0], &watch->report.error, sizeof(watch->report.error)) > 0)
		waitpid(pid, NULL, 0);
	close(failure[0]);
	watch->offspring.first = pid;
	return watch->report.error == 0;
}

/* Adds up for how long the process is traced; it is stopped for all of that time. */
static void
note_pause(struct watch *watch)
{
	bool traced = !watch->offspring.ended && mend_is_traced(&watch->task->target);
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

/*
 * Ends whatever is left of a debugger, and then sees to it that its process runs. At once with
 * SIGKILL: it takes gdb 12 ms to be gone, and the kernel lets go of the process. On SIGTERM gdb
 * takes up to 160 ms, and half the time leaves the process stopped all the same.
 */
static void
clean_up(struct offspring *offspring, const struct mend *target, struct guard_report *report)
{
	offspring_end(offspring);
	report->ended = offspring->ended;
	report->status = offspring->status;
	report->mended = mend_after(target);
}

static void
watch_debugger(struct watch *watch)
{
	long long deadline = now_ms() + watch->task->debugger.timeout_ms;
	bool wanted = true;

	while (wanted && !offspring_has_ended(&watch->offspring)) {
		note_pause(watch);
		watch->report.timed_out = now_ms() >= deadline;
		wanted = !watch->report.timed_out && wait_a_moment(watch);
	}
	offspring_end(&watch->offspring);
	note_pause(watch);
	clean_up(&watch->offspring, &watch->task->target, &watch->report);
}

/* Holds nothing of its starter's: whoever reads from a pipe sees its end when the starter dies. */
static void
leave_starter(const struct guard_task *task, int control)
{
	const int kept[] = { control, task->output, task->debugger.core };
	sigset_t all;
	int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);

	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, NULL);
	setsid();
	/* who kills st-collect by its name does not mean those who look after the process then */
	system_set_name("st-guard");
	for (int fd = 0; fd <= 2; fd++)
		if (nothing != -1)
			dup2(nothing, fd);
	system_close_others(kept, COUNT_OF(kept));
}

static _Noreturn void
write_report(int control, const struct guard_report *report)
{
	_exit(write(control, report, sizeof(*report)) != (ssize_t)sizeof(*report));
}

static _Noreturn void
be_guard(const struct guard_task *task, int control)
{
	struct watch watch = {
		.task = task,
		.control = control,
		.report = { .stopped_ms = -1 },
		.traced_since = -1,
	};

	setpgid(0, 0);
	system_adopt_orphans();
	if (start_debugger(&watch))
		watch_debugger(&watch);
	write_report(control, &watch.report);
}

/* In the guard's place. Its last moments are not known, but that it did not end by itself. */
static void
do_guards_work(const struct guard_task *task, pid_t session, struct guard_report *report)
{
	struct offspring offspring = { .session = session };

	*report = (struct guard_report){ .unguarded = true, .stopped_ms = -1 };
	clean_up(&offspring, &task->target, report);
}

/* Waits for the end of a child. Whoever stops it does not keep us waiting for it. */
static int
wait_for_end(pid_t pid)
{
	int status = 1;

	while (waitpid(pid, &status, WUNTRACED) == -1 ? errno == EINTR : WIFSTOPPED(status))
		if (WIFSTOPPED(status))
			kill(pid, SIGCONT);
	return status;
}

static _Noreturn void
be_keeper(const struct guard_task *task, int control)
{
	struct guard_report report = { .stopped_ms = -1 };
	pid_t guard;

	leave_starter(task, control);
	system_adopt_orphans();
	guard = fork();
	if (guard == 0)
		be_guard(task, control);
	if (guard == -1) {
		report.error = errno;
		write_report(control, &report);
	}
	if (WIFEXITED(wait_for_end(guard)))
		_exit(0);
	do_guards_work(task, 0, &report);
	write_report(control, &report);
}

bool
guard_start(struct guard *guard, const struct guard_task *task)
{
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == -1)
		return false;
	for (int i = 0; i < 2; i++)
		fcntl(pair[i], F_SETFD, FD_CLOEXEC);
	system_adopt_orphans();
	*guard =
	    (struct guard){ .task = task, .others = offspring_has_others(), .control = pair[0] };
	guard->keeper = fork();
	if (guard->keeper == 0) {
		close(pair[0]);
		be_keeper(task, pair[1]);
	}
	close(pair[1]);
	if (guard->keeper != -1)
		return true;
	close(pair[0]);
	return false;
}

void
guard_continue(const struct guard *guard)
{
	siginfo_t info = { .si_pid = 0 };

	if (waitid(P_PID, (id_t)guard->keeper, &info, WSTOPPED | WNOHANG) == 0 && info.si_pid != 0)
		kill(guard->keeper, SIGCONT);
}

void
guard_stop(const struct guard *guard)
{
	shutdown(guard->control, SHUT_WR);
}

void
guard_end(struct guard *guard, struct guard_report *report)
{
	size_t length = 0;
	ssize_t got;

	while (length < sizeof(*report)) {
		got = read(guard->control, (char *)report + length, sizeof(*report) - length);
		if (got == 0 || (got == -1 && errno != EINTR))
			break;
		if (got > 0)
			length += (size_t)got;
	}
	close(guard->control);
	if (length < sizeof(*report))
		do_guards_work(guard->task, guard->others ? guard->keeper : 0, report);
	wait_for_end(guard->keeper);
}
