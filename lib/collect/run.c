#include "collect/run.h"

#include "collect/interrupts.h"
#include "collect/mend.h"
#include "collect/system.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	END_LOOKS = 2000,      /* ten seconds: gdb takes 12 ms to be gone once it is killed */
	GUARD_LOOK_MS = 5,     /* how often the guard looks at the debugger and its process */
	STARTER_LOOK_MS = 100, /* a signal that comes just before poll(2) waits so long at most */
	KILLER_MS = 50,        /* how long it takes somebody to kill several of these processes */
};

struct task {
	const struct debugger_task *debugger;
	struct proc before; /* the process that it is given, as it was; number 0: none */
	int output;         /* what it prints goes there, also its standard error */
	/*
	 * One end of a pair of sockets. The starter can read from its end when there is a report, or
	 * when keeper and guard have died; these have the other end.
	 */
	int control;
	/*
	 * The starter has, or may get, children that it did not start: a program that is executed in
	 * place of a shell has the shell's, and the first process of a container adopts all orphans.
	 */
	bool others;
};

struct watch {
	const struct task *task;
	pid_t session;  /* only children in this session are its offspring; 0: all children are */
	pid_t debugger; /* the child whose end is reported; 0: the last one that ends */
	struct run_report report;
	bool bereaved;          /* the starter or the guard was killed */
	long long traced_since; /* -1: it is not traced */
};

/* False: report.error says why. */
static bool
start_debugger(struct watch *watch)
{
	int failure[2], *error = &watch->report.error;
	pid_t pid;

	if (!system_make_pair(failure)) {
		*error = errno;
		return false;
	}
	pid = fork();
	if (pid == 0)
		debugger_become(watch->task->debugger, watch->task->output, failure[1]);
	if (pid == -1)
		*error = errno;
	close(failure[1]);
	if (pid != -1 && read(failure[0], error, sizeof(*error)) > 0)
		waitpid(pid, NULL, 0);
	close(failure[0]);
	watch->debugger = pid;
	return *error == 0;
}

/* Notes the debugger's end, if it has ended. False: there is no child to wait for. */
static bool
wait_for_ended(struct watch *watch)
{
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
		if (watch->debugger != 0 && watch->debugger != pid)
			continue;
		watch->report.ended = true;
		watch->report.status = status;
	}
	return pid == 0 || errno != ECHILD;
}

/* Kills all offspring: until a child is waited for, no other process gets its number. False: there was none. */
static bool
kill_children(const struct watch *watch)
{
	struct proc_list all;
	bool any = false;

	if (!proc_is_ours() || !proc_list(0, &all)) {
		/* no Linux: at least those that stayed in the group of the debugger */
		if (watch->debugger > 0 && !watch->report.ended) {
			kill(-watch->debugger, SIGKILL);
			kill(watch->debugger, SIGKILL);
		}
		return true;
	}
	for (size_t i = 0; i < all.count; i++) {
		const struct proc *child = &all.procs[i];

		if (child->parent != (long long)getpid() ||
		    (watch->session != 0 && child->session != (long long)watch->session))
			continue;
		kill((pid_t)child->pid, SIGKILL);
		any = true;
	}
	proc_free_list(&all);
	return any;
}

/*
 * Kills whatever the debugger has started, down to the last descendant, and all that they start
 * meanwhile: the caller adopts orphans, so that each of them is its child once those between have
 * ended. Some may still be there after ten seconds.
 */
static void
end_offspring(struct watch *watch)
{
	const struct timespec pause = { 0, GUARD_LOOK_MS * 1000000L };

	for (int look = 0; look < END_LOOKS; look++) {
		if (!wait_for_ended(watch) || !kill_children(watch))
			return;
		nanosleep(&pause, NULL);
	}
}

/* Adds up for how long the process is traced; it is stopped for all of that time. */
static void
note_pause(struct watch *watch)
{
	bool traced = !watch->report.ended && mend_is_traced(&watch->task->before);
	long long now = system_now_ms();

	if (traced && watch->traced_since == -1)
		watch->traced_since = now;
	if (traced || watch->traced_since == -1)
		return;
	if (watch->report.stopped_ms == -1)
		watch->report.stopped_ms = 0;
	watch->report.stopped_ms += now - watch->traced_since;
	watch->traced_since = -1;
}

static bool
is_stopped_too_long(const struct watch *watch)
{
	long long most = watch->task->debugger->max_pause_ms;

	return most > 0 && watch->traced_since != -1 &&
	    system_now_ms() - watch->traced_since >= most;
}

/* Waits a moment. False: the starter is gone, or asks for the end, which it does by sending a byte. */
static bool
wait_a_moment(struct watch *watch)
{
	struct pollfd control = { .fd = watch->task->control, .events = POLLIN };
	char byte;

	if (poll(&control, 1, GUARD_LOOK_MS) <= 0)
		return true;
	watch->bereaved = read(control.fd, &byte, 1) <= 0;
	return false;
}

/*
 * Ends whatever is left of the debugger, then makes sure that its process runs. It uses SIGKILL at once: gdb is gone
 * within 12 ms, and the kernel releases the process. On SIGTERM gdb takes up to 160 ms, and half of the time leaves the
 * process stopped all the same.
 *
 * Whoever killed one of these processes may be about to kill the others, too. If that happened between the debugger's
 * end and the mending, nobody would be left to continue the process. A debugger that outlives all of them releases it
 * by itself.
 */
static void
clean_up(struct watch *watch)
{
	const struct timespec pause = { 0, KILLER_MS * 1000000L };

	if (watch->bereaved)
		nanosleep(&pause, NULL);
	end_offspring(watch);
	note_pause(watch);
	watch->report.mended = mend_after(&watch->task->before);
}

static void
leave_starter(const struct task *task)
{
	const int kept[] = { task->control, task->output, task->debugger->core };
	sigset_t all;

	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, NULL);
	setsid();
	/* killing all that are called st-collect must not kill those that then look after the process */
	system_set_name("st-guard");
	system_hold_nothing(kept, COUNT_OF(kept));
}

static _Noreturn void
write_report(const struct watch *watch)
{
	ssize_t size = sizeof(watch->report);

	_exit(write(watch->task->control, &watch->report, sizeof(watch->report)) != size);
}

static _Noreturn void
be_guard(struct watch *watch)
{
	long long deadline;
	bool wanted = true;

	setpgid(0, 0);
	system_adopt_orphans();
	if (!start_debugger(watch))
		write_report(watch);
	deadline = system_now_ms() + watch->task->debugger->timeout_ms;
	while (wanted && wait_for_ended(watch) && !watch->report.ended) {
		note_pause(watch);
		watch->report.timed_out = system_now_ms() >= deadline;
		watch->report.let_go = is_stopped_too_long(watch);
		wanted = !watch->report.timed_out && !watch->report.let_go && wait_a_moment(watch);
	}
	clean_up(watch);
	write_report(watch);
}

/* Waits for the end of a child, and continues it if somebody stops it. */
static int
wait_for_end(pid_t pid)
{
	int status = 1;

	while (waitpid(pid, &status, WUNTRACED) == -1 ? errno == EINTR : WIFSTOPPED(status))
		if (WIFSTOPPED(status))
			kill(pid, SIGCONT);
	return status;
}

static struct watch
new_watch(const struct task *task)
{
	return (struct watch){ .task = task, .report.stopped_ms = -1, .traced_since = -1 };
}

static _Noreturn void
be_keeper(const struct task *task)
{
	struct watch watch = new_watch(task);
	pid_t guard;

	leave_starter(task);
	system_adopt_orphans();
	guard = fork();
	if (guard == 0)
		be_guard(&watch);
	if (guard == -1) {
		watch.report.error = errno;
		write_report(&watch);
	}
	if (WIFEXITED(wait_for_end(guard)))
		_exit(0);
	watch.report.unguarded = watch.bereaved = true;
	clean_up(&watch);
	write_report(&watch);
}

/* -1 with errno: there is no guard, and nothing was started. */
static pid_t
start_keeper(struct task *task)
{
	int pair[2];
	siginfo_t info;
	pid_t keeper;

	if (!system_make_pair(pair))
		return -1;
	system_adopt_orphans();
	task->others = getpid() == 1 || waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0;
	keeper = fork();
	if (keeper == 0) {
		close(pair[0]);
		task->control = pair[1];
		be_keeper(task);
	}
	close(pair[1]);
	task->control = pair[0];
	if (keeper == -1)
		close(pair[0]);
	return keeper;
}

/* Waits for the report. If a signal comes, asks for the debugger's end now; the report comes all the same. */
static void
wait_for_report(const struct task *task, pid_t keeper)
{
	struct pollfd control = { .fd = task->control, .events = POLLIN };
	const struct debugger_task *debugger = task->debugger;
	int look_ms = debugger->meanwhile == NULL ? -1 : 0;
	siginfo_t info;

	while (poll(&control, 1, look_ms < 0 ? STARTER_LOOK_MS : look_ms) <= 0) {
		if (look_ms >= 0)
			look_ms = debugger->meanwhile(debugger->of);
		/* continues a keeper that somebody stopped; the keeper does the same for the guard */
		info.si_pid = 0;
		if (waitid(P_PID, (id_t)keeper, &info, WSTOPPED | WNOHANG) == 0 && info.si_pid != 0)
			kill(keeper, SIGCONT);
		if (interrupts_came() != 0)
			send(task->control, "", 1, MSG_NOSIGNAL | MSG_DONTWAIT);
	}
}

/* Reads the report, after which the process runs and nothing of the debugger is left. Without one, cleans up. */
static void
read_report(const struct task *task, pid_t keeper, struct run_report *report)
{
	const bool complete = system_receive(task->control, report, sizeof(*report));

	close(task->control);
	if (!complete) {
		/* how the debugger ended is not known, only that it did not end by itself */
		struct watch watch = new_watch(task);

		watch.session = task->others ? keeper : 0;
		watch.report.unguarded = watch.bereaved = true;
		clean_up(&watch);
		*report = watch.report;
	}
	wait_for_end(keeper);
}

/* Maps the output. It is sealed first: the debugger may have left a process that could cut it off. */
static bool
map_output(struct run *run, int output, struct bytes mark)
{
	struct stat stat;
	const char *found;
	void *memory;

	if (!system_seal_file(output) || fstat(output, &stat) == -1)
		return false;
	if (stat.st_size == 0)
		return true;
	memory = mmap(NULL, (size_t)stat.st_size, PROT_READ, MAP_PRIVATE, output, 0);
	if (memory == MAP_FAILED)
		return false;
	run->text = run->memory = (struct bytes){ memory, (size_t)stat.st_size };
	found = mark.len == 0 ? NULL : bytes_find(run->text, mark);
	if (found != NULL)
		run->text = bytes_from(bytes_at(run->text, found), mark.len);
	return true;
}

void
run_debugger(struct run *run, const struct debugger_task *debugger)
{
	struct task task = { .debugger = debugger };
	pid_t keeper;

	*run = (struct run){ .report.stopped_ms = -1 };
	if (!proc_read(debugger->pid, 0, &task.before))
		task.before.pid = 0;
	task.output = system_private_file();
	if (task.output == -1 || (keeper = start_keeper(&task)) == -1) {
		run->report.error = errno;
	} else {
		wait_for_report(&task, keeper);
		read_report(&task, keeper, &run->report);
		run->ran = run->report.error == 0;
		if (!map_output(run, task.output, debugger->mark))
			run->report.error = errno;
	}
	if (task.output != -1)
		close(task.output);
}

void
run_free(struct run *run)
{
	if (run->memory.len > 0)
		munmap((void *)run->memory.at, run->memory.len);
	run->text = run->memory = BYTES_NONE;
}
