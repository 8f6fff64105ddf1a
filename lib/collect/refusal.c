#include "collect/refusal.h"

#include "collect/proc.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LINE_SHOWN = 300 };

void
refusal_say(struct refusal *refusal, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(refusal->reason, sizeof(refusal->reason), format, arguments);
	va_end(arguments);
}

static bool
is_in_namespace(const struct proc *proc, long long number)
{
	return proc->ns_pid == number && proc->pid != number;
}

static void
say_gone(long long pid, struct refusal *refusal)
{
	long long other = proc_find(0, is_in_namespace, pid);

	if (kill((pid_t)pid, 0) == -1 && errno == EPERM) {
		/* it is there, and /proc does not show it (hidepid) */
		refusal_say(refusal, "not permitted: run st-collect as root");
		return;
	}
	refusal->gone = true;
	if (other > 0)
		refusal_say(refusal,
		    "no such process here; in another pid namespace it is the number of %lld: "
		    "use -p %lld",
		    other, other);
	else
		refusal_say(refusal, "no such process: ps -e lists those that there are");
}

static bool
is_living_thread(const struct proc *thread, long long first)
{
	return thread->pid != first && thread->state != 'Z' && thread->state != 'X';
}

/* main() ended with pthread_exit(): gdb refuses the process, and sees one thread by a number of it. */
static bool
is_zombie(
    const struct proc *proc, const struct tool *tool, long long *attach, struct refusal *refusal)
{
	*attach = proc_find(proc->pid, is_living_thread, proc->pid);
	if (*attach > 0 && tool->kind == TOOL_EU_STACK)
		return false;
	refusal->gone = *attach == 0;
	if (*attach > 0)
		refusal_say(refusal,
		    "its first thread has ended, and %s cannot show the others: "
		    "use --tool eu-stack",
		    tool_names[tool->kind]);
	else
		refusal_say(refusal, "a zombie: it has ended, and its parent %lld has not noticed",
		    proc->parent);
	return true;
}

static void
say_traced(long long tracer, struct refusal *refusal)
{
	struct proc proc;

	proc_read(tracer, 0, &proc);
	refusal_say(refusal, "already traced by %lld (%s): end that first", tracer,
	    proc.comm[0] == '\0' ? "not known" : proc.comm);
}

static bool
refuses_process(
    const struct proc *proc, const struct tool *tool, long long *attach, struct refusal *refusal)
{
	if (proc->state == 'Z' || proc->state == 'X')
		return is_zombie(proc, tool, attach, refusal);
	if (proc->tracer > 0)
		say_traced(proc->tracer, refusal);
	else if (proc->vm_kib == 0)
		refusal_say(refusal,
		    "a kernel thread: no debugger can show it, /proc/%lld/stack does", proc->pid);
	else if (proc->pid == (long long)getpid())
		refusal_say(refusal, "that is st-collect itself");
	else if (proc->tgid != proc->pid)
		refusal_say(
		    refusal, "a thread of process %lld: use -p %lld", proc->tgid, proc->tgid);
	else
		return false;
	return true;
}

bool
refusal_before(const struct target *target, const struct tool *tool, long long *attach,
    struct refusal *refusal)
{
	struct proc proc;

	*refusal = (struct refusal){ .gone = false };
	*attach = target->pid;
	if (target->pid < 0)
		return false;
	if (!proc_is_there()) {
		/* no Linux: the debugger knows more */
		refusal->gone = kill((pid_t)target->pid, 0) == -1 && errno == ESRCH;
		if (refusal->gone)
			refusal_say(refusal, "no such process: ps -e lists those that there are");
		return refusal->gone;
	}
	if (!proc_is_ours()) {
		refusal_say(refusal,
		    "/proc is of another pid namespace: run st-collect in that one, or mount "
		    "/proc here");
		return true;
	}
	if (!proc_read(target->pid, 0, &proc)) {
		say_gone(target->pid, refusal);
		return true;
	}
	return refuses_process(&proc, tool, attach, refusal);
}

/* The next line of the text; false at its end. */
static bool
next_line(struct bytes *text, struct bytes *line)
{
	const char *newline;

	if (text->len == 0)
		return false;
	newline = memchr(text->at, '\n', text->len);
	*line = bytes_first(*text, newline == NULL ? text->len : (size_t)(newline - text->at));
	*text = bytes_from(*text, line->len + 1);
	return true;
}

static bool
is_header(struct bytes line)
{
	static const char *const beginnings[] = { "Thread ", "TID ", "#0 " };

	for (size_t i = 0; i < COUNT_OF(beginnings); i++)
		if (bytes_start(line, bytes_of(beginnings[i])))
			return true;
	/* `-----------------  lwp# 1 / thread# 1  -----`, or a frame of a program without threads */
	return bytes_find(line, BYTES("lwp# ")) != NULL ||
	    (line.len > 9 && line.at[0] == ' ' && strspn(line.at + 1, "0123456789abcdef") >= 8);
}

bool
refusal_has_threads(struct bytes text)
{
	struct bytes line;

	while (next_line(&text, &line))
		if (is_header(line))
			return true;
	return false;
}

/*
 * The line that tells what is wrong; no bytes where none does. The words that tell most come first, wherever in the text
 * they stand; native/says has a list of its own, since it reads a line at a time and text of others, too.
 */
static struct bytes
find_complaint(struct bytes text)
{
	static const char *const complaints[] = { "ptrace: ", "ptrace(", "ermission denied",
		"peration not permitted", "o such process", "annot examine", "annot open",
		"is a zombie", "already traced", "not a core", "not recognized", "ternal error",
		"rror", "No threads", "No stack", "No such file" };
	struct bytes line;

	for (size_t i = 0; i < COUNT_OF(complaints); i++) {
		struct bytes rest = text;

		while (next_line(&rest, &line))
			if (bytes_find(line, bytes_of(complaints[i])) != NULL)
				return bytes_first(bytes_trim(line), LINE_SHOWN);
	}
	return (struct bytes){ NULL, 0 };
}

/* The core file is open in the debugger, unless what started it has closed that. */
static bool
lost_its_core(struct bytes text)
{
	struct bytes line;

	while (next_line(&text, &line))
		if (bytes_find(line, BYTES("/proc/self/fd/")) != NULL &&
		    bytes_find(line, BYTES("No such file")) != NULL)
			return true;
	return false;
}

static long long
yama_scope(void)
{
	FILE *file = fopen("/proc/sys/kernel/yama/ptrace_scope", "re");
	int scope = 0;

	if (file == NULL)
		return 0;
	if (fscanf(file, "%1d", &scope) != 1)
		scope = 0;
	fclose(file);
	return scope;
}

static void
say_not_permitted(const struct target *target, struct refusal *refusal)
{
	struct proc proc;

	if (target->pid < 0 || !proc_read(target->pid, 0, &proc))
		refusal_say(refusal, "not permitted: run st-collect as root");
	else if (geteuid() == 0)
		refusal_say(refusal,
		    "not permitted, not even to root: in a container, give it CAP_SYS_PTRACE");
	else if (proc.uid == 0)
		refusal_say(refusal, "not permitted: run st-collect as root");
	else if ((long long)geteuid() != proc.uid)
		refusal_say(refusal,
		    "not permitted: run st-collect as root or as its user (uid %lld)", proc.uid);
	else if (yama_scope() > 0)
		refusal_say(refusal,
		    "not permitted (kernel.yama.ptrace_scope is %lld): run st-collect as root",
		    yama_scope());
	else
		refusal_say(
		    refusal, "not permitted (it has changed its user): run st-collect as root");
}

static void
say_end(const struct tool *tool, const struct run *run, struct refusal *refusal)
{
	const char *name = tool_names[tool->kind];
	struct bytes complaint = find_complaint(run->text);
	int status = run->report.status;

	if (run->report.ended && WIFSIGNALED(status))
		refusal_say(refusal,
		    "%s was killed by signal %d before it showed a thread: try again", name,
		    WTERMSIG(status));
	else if (!run->report.ended)
		refusal_say(
		    refusal, "%s could not be ended: see what holds it, ps -C %s", name, name);
	else if (complaint.len > 0)
		refusal_say(refusal, "%s shows no threads; it says: %.*s", name, (int)complaint.len,
		    complaint.at);
	else
		refusal_say(refusal, "%s shows no threads (exit status %d): try another --tool",
		    name, WEXITSTATUS(status));
}

static void
say_not_run(const struct tool *tool, const struct run *run, struct refusal *refusal)
{
	const char *reason = strerror(run->error != 0 ? run->error : run->report.error);

	if (run->ran)
		refusal_say(refusal, "the output of %s cannot be read: %s", tool->paths[0], reason);
	else
		refusal_say(refusal, "%s cannot be run: %s", tool->paths[0], reason);
}

bool
refusal_of_version(const struct tool *tool, const struct run *run, struct refusal *refusal)
{
	int status = run->report.status;

	*refusal = (struct refusal){ .gone = false };
	if (run->error != 0 || run->report.error != 0)
		say_not_run(tool, run, refusal);
	else if (run->report.timed_out)
		refusal_say(refusal,
		    "%s does not tell its --version in the time that --timeout gives",
		    tool->paths[0]);
	else if (!run->report.ended || WIFSIGNALED(status))
		refusal_say(refusal, "%s --version was killed by signal %d", tool->paths[0],
		    run->report.ended ? WTERMSIG(status) : SIGKILL);
	else if (WEXITSTATUS(status) != 0)
		refusal_say(refusal, "%s --version fails (exit status %d)", tool->paths[0],
		    WEXITSTATUS(status));
	else
		return false;
	return true;
}

void
refusal_after(const struct target *target, const struct tool *tool, const struct run *run,
    struct refusal *refusal)
{
	struct proc proc;

	*refusal = (struct refusal){ .gone = false };
	if (run->error != 0 || run->report.error != 0)
		say_not_run(tool, run, refusal);
	else if (target->pid > 0 && proc_is_there() && !proc_read(target->pid, 0, &proc))
		say_gone(target->pid, refusal);
	else if (run->report.timed_out)
		refusal_say(
		    refusal, "no thread in the time that --timeout gives: raise it, or use --fast");
	else if (bytes_find(run->text, BYTES("peration not permitted")) != NULL ||
	    bytes_find(run->text, BYTES("ermission denied")) != NULL)
		say_not_permitted(target, refusal);
	else if (bytes_find(run->text, BYTES("not a core dump")) != NULL ||
	    bytes_find(run->text, BYTES("not recognized")) != NULL)
		refusal_say(refusal, "not a core file that %s can read", tool_names[tool->kind]);
	else if (target->pid < 0 && lost_its_core(run->text))
		refusal_say(refusal,
		    "%s could not open it: a script that starts %s has to leave descriptors open",
		    tool_names[tool->kind], tool_names[tool->kind]);
	else
		say_end(tool, run, refusal);
}
