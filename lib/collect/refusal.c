#include "collect/refusal.h"

#include "base/words.h"
#include "collect/proc.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LINE_SHOWN = 300 };

bool
refusal_say(struct refusal *refusal, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(refusal->reason, sizeof(refusal->reason), format, arguments);
	va_end(arguments);
	return false;
}

static bool
say_gone(struct refusal *refusal)
{
	refusal->gone = true;
	return refusal_say(refusal, "no such process (see ps -e)");
}

static bool
is_in_namespace(const struct proc *proc, long long number)
{
	return proc->ns_pid == number && proc->pid != number;
}

static bool
say_not_in_proc(struct refusal *refusal)
{
	long long pid = refusal->target->pid, other;

	/* it is there, and /proc does not show it (hidepid) */
	if (kill((pid_t)pid, 0) == -1 && errno == EPERM)
		return refusal_say(refusal, "not permitted: run st-collect as root");
	say_gone(refusal);
	other = proc_find(0, is_in_namespace, pid);
	if (other > 0)
		refusal_say(refusal,
		    "no such process here; in another pid namespace it is the number of %lld: "
		    "use -p %lld",
		    other, other);
	return false;
}

static bool
is_living_thread(const struct proc *thread, long long first)
{
	return thread->pid != first && !proc_has_ended(thread);
}

/* main() ended with pthread_exit(). gdb refuses the process; by another thread's number it shows that one alone. */
static bool
check_zombie(struct refusal *refusal, const struct proc *proc, long long *attach)
{
	*attach = proc_find(proc->pid, is_living_thread, proc->pid);
	refusal->gone = *attach == 0;
	if (refusal->gone)
		return refusal_say(refusal,
		    "a zombie: it has ended, and its parent %lld has not noticed", proc->parent);
	return refusal->tool->kind == TOOL_EU_STACK || refusal->tool->kind == TOOL_NONE ||
	    refusal_say(refusal,
		"its first thread has ended, and %s cannot show the others: use --tool eu-stack",
		tool_names[refusal->tool->kind]);
}

/* Whether a debugger can attach at all. */
static bool
check_traceable(struct refusal *refusal, const struct proc *proc)
{
	struct proc tracer;

	if (proc->tracer > 0) {
		proc_read(proc->tracer, 0, &tracer);
		return refusal_say(refusal, "already traced by %lld (%s): end that first",
		    proc->tracer, tracer.comm[0] == '\0' ? "not known" : tracer.comm);
	}
	return proc->vm_kib > 0 ||
	    refusal_say(refusal, "a kernel thread: no debugger can show it, /proc/%lld/stack does",
		proc->pid);
}

bool
refusal_check_process(struct refusal *refusal, long long *attach)
{
	long long pid = refusal->target->pid;
	struct proc proc;

	*attach = pid;
	if (pid < 0)
		return true;
	/* no Linux: the debugger knows more */
	if (!proc_is_there())
		return kill((pid_t)pid, 0) == 0 || errno != ESRCH || say_gone(refusal);
	if (!proc_is_ours())
		return refusal_say(refusal,
		    "/proc is of another pid namespace: run st-collect in that one, or mount "
		    "/proc here");
	if (!proc_read(pid, 0, &proc))
		return say_not_in_proc(refusal);
	if (proc_has_ended(&proc))
		return check_zombie(refusal, &proc, attach);
	if (refusal->tool->kind != TOOL_NONE && !check_traceable(refusal, &proc))
		return false;
	if (pid == (long long)getpid())
		return refusal_say(refusal, "that is st-collect itself");
	return proc.tgid == pid ||
	    refusal_say(refusal, "a thread of process %lld: use -p %lld", proc.tgid, proc.tgid);
}

static bool
is_header(struct bytes line)
{
	static const struct bytes beginnings[] = { BYTES_ROW("Thread "), BYTES_ROW("TID "),
		BYTES_ROW("#0 ") };
	long long address;

	/* `-----------------  lwp# 1 / thread# 1  -----`, or a frame of a program without threads */
	return words_start(LIST(beginnings), line) != WORDS_NONE ||
	    bytes_find(line, BYTES("lwp# ")) != NULL ||
	    (line.len > 9 && line.at[0] == ' ' &&
		bytes_hex(bytes_first(bytes_from(line, 1), 8), &address));
}

bool
refusal_has_threads(struct bytes text)
{
	struct bytes line;

	while (bytes_next(&text, '\n', &line))
		if (is_header(line))
			return true;
	return false;
}

/*
 * The line that tells what is wrong; no bytes: none does. The words that tell most come first, wherever in the text
 * they stand. native/says has a list of its own, since it reads a line at a time, and text of others, too.
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

		while (bytes_next(&rest, '\n', &line))
			if (bytes_find(line, bytes_of(complaints[i])) != NULL)
				return bytes_first(bytes_trim(line), LINE_SHOWN);
	}
	return BYTES_NONE;
}

/* Whether the debugger could not open the core file by its descriptor: whatever started it had closed that. */
static bool
lost_its_core(struct bytes text)
{
	struct bytes line;

	while (bytes_next(&text, '\n', &line))
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

	if (file != NULL && fscanf(file, "%1d", &scope) != 1)
		scope = 0;
	if (file != NULL)
		fclose(file);
	return scope;
}

bool
refusal_forbid(struct refusal *refusal)
{
	struct proc proc;
	long long user = (long long)geteuid();

	refusal->forbidden = true;
	if (!proc_read(refusal->target->pid, 0, &proc) || (user != 0 && proc.uid == 0))
		return refusal_say(refusal, "not permitted: run st-collect as root");
	if (user == 0)
		return refusal_say(refusal,
		    "not permitted, not even to root: in a container, give it CAP_SYS_PTRACE");
	if (user != proc.uid)
		return refusal_say(refusal,
		    "not permitted: run st-collect as root or as its user (uid %lld)", proc.uid);
	if (yama_scope() > 0)
		return refusal_say(refusal,
		    "not permitted (kernel.yama.ptrace_scope is %lld): run st-collect as root",
		    yama_scope());
	return refusal_say(
	    refusal, "not permitted (it has changed its user): run st-collect as root");
}

static bool
say_end(struct refusal *refusal, const struct run *run)
{
	const char *name = tool_names[refusal->tool->kind];
	struct bytes complaint = find_complaint(run->text);
	int status = run->report.status;

	if (!run->report.ended)
		return refusal_say(
		    refusal, "%s could not be ended: see what holds it, ps -C %s", name, name);
	if (WIFSIGNALED(status))
		return refusal_say(refusal,
		    "%s was killed by signal %d before it showed a thread: try again", name,
		    WTERMSIG(status));
	if (complaint.len > 0)
		return refusal_say(refusal, "%s shows no threads; it says: %.*s", name,
		    (int)complaint.len, complaint.at);
	return refusal_say(refusal, "%s shows no threads (exit status %d): try another --tool",
	    name, WEXITSTATUS(status));
}

/* Checks that the debugger was run, and that its output could be read. */
static bool
check_run(struct refusal *refusal, const struct run *run)
{
	const char *path = refusal->tool->paths[0], *reason = strerror(run->report.error);

	if (run->report.error == 0)
		return true;
	if (run->ran)
		return refusal_say(refusal, "the output of %s cannot be read: %s", path, reason);
	return refusal_say(refusal, "%s cannot be run: %s", path, reason);
}

bool
refusal_check_version(struct refusal *refusal, const struct run *run)
{
	const char *path = refusal->tool->paths[0];
	int status = run->report.status;

	if (!check_run(refusal, run))
		return false;
	if (run->report.timed_out)
		return refusal_say(refusal,
		    "%s does not tell its --version in the time that --timeout gives", path);
	if (!run->report.ended || WIFSIGNALED(status))
		return refusal_say(refusal, "%s --version was killed by signal %d", path,
		    run->report.ended ? WTERMSIG(status) : SIGKILL);
	return WEXITSTATUS(status) == 0 ||
	    refusal_say(refusal, "%s --version fails (exit status %d)", path, WEXITSTATUS(status));
}

static bool
says(const struct run *run, const char *words)
{
	return bytes_find(run->text, bytes_of(words)) != NULL;
}

bool
refusal_after(struct refusal *refusal, const struct run *run)
{
	const char *name = tool_names[refusal->tool->kind];
	long long pid = refusal->target->pid;
	struct proc proc;

	if (!check_run(refusal, run))
		return false;
	if (pid > 0 && proc_is_there() && !proc_read(pid, 0, &proc))
		return say_not_in_proc(refusal);
	if (run->report.timed_out)
		return refusal_say(
		    refusal, "no thread in the time that --timeout gives: raise it, or use --fast");
	if (run->report.let_go)
		return refusal_say(
		    refusal, "no thread in the time that --max-pause gives: raise it");
	if (says(run, "peration not permitted") || says(run, "ermission denied"))
		return refusal_forbid(refusal);
	if (says(run, "not a core dump") || says(run, "not recognized"))
		return refusal_say(refusal, "not a core file that %s can read", name);
	if (pid < 0 && lost_its_core(run->text))
		return refusal_say(refusal,
		    "%s could not open it: a script that starts %s has to leave descriptors open",
		    name, name);
	return say_end(refusal, run);
}
