#include "collect/take.h"

#include "collect/corefile.h"
#include "collect/corelocks.h"
#include "collect/fault.h"
#include "collect/interrupts.h"
#include "collect/observe.h"
#include "collect/python/pycore.h"
#include "collect/python/pylive.h"
#include "collect/replaced.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	MEMORY_MAX = 256 * 1024 * 1024,
	TEXT_MAX = 1024 * 1024 * 1024,
};

bool
take_version(struct tool *tool, long long timeout_ms, struct refusal *refusal)
{
	struct arena *memory = arena_new(MEMORY_MAX);
	const struct debugger_task debugger = {
		.arguments = memory == NULL ? NULL : tool_version_arguments(tool, memory),
		.core = -1,
		.timeout_ms = timeout_ms,
	};
	struct run run;
	bool good = true;

	*refusal = (struct refusal){ .tool = tool };
	if (debugger.arguments != NULL) {
		run_debugger(&run, &debugger);
		good = interrupts_came() != 0 || refusal_check_version(refusal, &run);
		tool_set_version(tool, run.text);
		run_free(&run);
	}
	arena_free(memory);
	return good;
}

/* Reads the threads of a core file: the locks that they wait for, and their Python functions. */
static void
read_core_threads(struct take *take, const struct elf_source *core, bool python)
{
	const struct program *program = &take->program;
	struct captured *captured = &take->captured;
	struct captured_thread *threads;
	struct locks *locks = &take->locks;

	corelocks_read(core, &take->modules, locks);
	threads = arena_zero(program->memory, locks->count * sizeof(*threads));
	for (size_t i = 0; i < locks->count && threads != NULL; i++) {
		threads[i].lwp = locks->list[i].lwp;
		threads[i].observed = observed_nothing;
		captured->thread_count++;
	}
	captured->threads = take->threads = threads;
	if (python)
		pycore_read(core, &take->modules, program->request.exe, locks, &take->python,
		    &take->stacks);
}

/* Reads what a core file says by itself. */
static void
observe_core(struct take *take, bool python)
{
	struct captured *captured = &take->captured;
	const struct elf_source core =
	    corefile_source(&take->program.core, take->program.core_size);
	struct fault fault;

	corefile_read_modules(&core, &take->modules);
	fault_read(&core, &fault);
	if (fault.pid > 0)
		captured->process.pid = fault.pid;
	captured->process.title = arena_copy(take->program.memory, bytes_of(fault.title));
	captured->reason = arena_copy(take->program.memory, bytes_of(fault.reason));
	read_core_threads(take, &core, python);
}

/* Reads what is known without the debugger, before it begins: this is no part of the pause. */
static void
observe(struct take *take, struct target *target, const struct take_options *options)
{
	const bool still = take->refusal.tool->kind == TOOL_NONE;
	struct observing observing = {
		.captured = &take->captured,
		.modules = &take->modules,
		.locks = &take->locks,
		.memory = take->program.memory,
		.history = &target->history,
		.python = options->no_python ? NULL : &take->python,
		.stacks = still ? &take->stacks : NULL,
	};

	take->modules.memory = take->stacks.memory = take->program.memory;
	if (target->pid <= 0) {
		observe_core(take, !options->no_python);
	} else {
		observe_process(&observing, target->pid);
		take->threads = observing.threads;
	}
	take->threads_error = observing.threads_error;
	take->memory_error = observing.memory_error;
	take->forbidden = observing.refused;
	take->captured.modules = take->modules.list;
	take->captured.module_count = take->modules.count;
}

static void
read_host_and_time(struct take *take)
{
	struct captured *captured = &take->captured;
	char host[256] = "";

	/* a core file may come from another machine */
	if (captured->process.core.len == 0 && gethostname(host, sizeof(host) - 1) == 0)
		captured->process.host = arena_copy(take->program.memory, bytes_of(host));
	captured->time = observe_time(time(NULL), take->program.memory);
}

/* The texts of pstack, pldd and pflags, each under a line that names it, as collect.py has it. */
static void
join_text(struct take *take, const char *path)
{
	buffer_append(&take->joined, BYTES("REM "));
	buffer_append(&take->joined, bytes_of(path));
	buffer_byte(&take->joined, '\n');
	buffer_append(&take->joined, take->run.text);
	take->captured.text = buffer_bytes(&take->joined);
}

static struct bytes
signal_name(int number)
{
	static const struct {
		int number;
		const char *name;
	} names[] = { { SIGKILL, "SIGKILL" }, { SIGSEGV, "SIGSEGV" }, { SIGABRT, "SIGABRT" },
		{ SIGTERM, "SIGTERM" }, { SIGBUS, "SIGBUS" }, { SIGXFSZ, "SIGXFSZ" },
		{ SIGINT, "SIGINT" }, { SIGHUP, "SIGHUP" }, { SIGPIPE, "SIGPIPE" },
		{ SIGQUIT, "SIGQUIT" }, { SIGILL, "SIGILL" }, { SIGFPE, "SIGFPE" } };

	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (names[i].number == number)
			return bytes_of(names[i].name);
	return BYTES_NONE;
}

static void
note_run(struct take *take, int step)
{
	const struct run_report *report = &take->run.report;
	bool killed = report->ended && WIFSIGNALED(report->status);

	take->mended |= report->mended;
	take->cut |= report->timed_out || report->let_go || report->unguarded || killed;
	if (report->stopped_ms >= 0)
		take->captured.stopped_ms = report->stopped_ms +
		    (take->captured.stopped_ms < 0 ? 0 : take->captured.stopped_ms);
	if (step == 0 && killed)
		take->captured.signal = signal_name(WTERMSIG(report->status));
	else if (step == 0 && report->ended)
		take->captured.status = WEXITSTATUS(report->status);
}

/* Runs the tool's program number `step`. */
static void
run_step(struct take *take, struct debugger_task *debugger, int step)
{
	run_free(&take->run);
	run_debugger(&take->run, debugger);
	note_run(take, step);
}

/* Whether the process was let go, and there is a way to stop it for a shorter time. */
static bool
can_hurry(const struct take *take)
{
	return take->run.report.let_go && take->refusal.tool->kind == TOOL_GDB &&
	    !take->program.request.options.fast;
}

/* Runs the debugger once more, in that way: it shows again what it has shown. */
static void
hurry(struct take *take, struct debugger_task *debugger, int step)
{
	struct tool_request *request = &take->program.request;

	request->options.fast = true;
	debugger->arguments =
	    tool_arguments(take->refusal.tool, step, request, take->program.memory);
	if (debugger->arguments == NULL)
		return;
	take->hurried = true;
	take->cut = false;
	take->captured.signal = BYTES_NONE;
	debugger->max_pause_ms = 0;
	debugger->meanwhile = NULL;
	run_step(take, debugger, step);
}

/* Runs the tool's programs, one after the other. */
static bool
run_all(struct take *take, const struct take_options *options)
{
	const struct tool *tool = take->refusal.tool;
	struct program *program = &take->program;
	struct pylive_stop stop = {
		.pid = take->refusal.target->pid,
		.runtime = &take->python.runtime,
		.modules = &take->modules,
		.locks = &take->locks,
		.stacks = &take->stacks,
	};
	const bool python =
	    stop.pid > 0 && tool->kind != TOOL_NONE && take->python.kind == PYRUNTIME_KNOWN;
	const bool quick = program->request.options.fast;
	struct debugger_task debugger = {
		.pid = take->refusal.target->pid,
		.core = program->core,
		.rights = program->rights,
		.timeout_ms = options->timeout_ms,
		/* if the quick way was chosen here, it has no limit: there is none quicker */
		.max_pause_ms = quick && !options->tool.fast ? 0 : options->max_pause_ms,
		.mark = tool_mark,
		.meanwhile = python ? pylive_read_stopped : NULL,
		.of = &stop,
	};

	for (int step = 0; step < TOOL_STEPS; step++) {
		debugger.arguments =
		    tool_arguments(tool, step, &program->request, take->program.memory);
		if (debugger.arguments == NULL)
			continue;
		run_step(take, &debugger, step);
		if (can_hurry(take) && interrupts_came() == 0)
			hurry(take, &debugger, step);
		debugger.meanwhile = NULL;
		if (interrupts_came() != 0)
			return false;
		if (step == 0 && !refusal_has_threads(take->run.text))
			return refusal_after(&take->refusal, &take->run);
		program->doubtful = program->doubtful &&
		    bytes_find(take->run.text, BYTES("core file may not match")) != NULL;
		if (tool->kind == TOOL_PSTACK)
			join_text(take, tool->paths[step]);
		else
			take->captured.text = take->run.text;
	}
	/* Python's frames are of the first stop, the debugger's of the second */
	stop.done = stop.done && !take->hurried;
	take->python_moved = python && !stop.done;
	return true;
}

/* Leaves only what the kernel says of the process. */
static void
do_without(struct take *take)
{
	take->captured.tool = bytes_of(tool_names[TOOL_NONE]);
	take->captured.tool_version = take->captured.text = take->captured.signal = BYTES_NONE;
	take->captured.max_frames = 0;
	take->captured.status = -1;
}

/* Puts into the records of the threads what they wait for, and their Python functions. */
static void
tell_threads(struct take *take)
{
	struct captured *captured = &take->captured;

	locks_tell(&take->locks, take->threads, captured->thread_count, take->program.memory);
	if (!take->hurried)
		pystacks_tell(&take->stacks, captured);
}

/* Looks with a debugger, unless there is to be none, or the process may not be traced. */
static bool
look(struct take *take, struct target *target, const struct take_options *options)
{
	bool good = target->forbidden || run_all(take, options);

	if (take->captured.stopped_ms > 0)
		target->history.stopped_ms = take->captured.stopped_ms;
	take->forbidden = take->forbidden || take->refusal.forbidden;
	if (!good && !(options->or_none && take->refusal.forbidden))
		return false;
	tell_threads(take);
	if (target->forbidden || !good)
		do_without(take);
	if (take->forbidden && !take->refusal.forbidden)
		(void)refusal_forbid(&take->refusal);
	return true;
}

/* Finds modules for which the debugger reads another file than was loaded; eu-stack reads memory if a file is gone. */
static void
find_replaced(struct take *take)
{
	const long long pid = take->refusal.target->pid;
	const bool gdb = take->refusal.tool->kind == TOOL_GDB;
	const bool foreign = pid > 0 && !namespace_is_own(pid);
	enum replaced_which which = gdb && pid > 0 ? REPLACED_GONE
	    : gdb                                  ? REPLACED_ALL
						   : REPLACED_NONE;
	struct bytes exe = take->program.exe;
	char folder[64] = "";
	size_t count;

	if (gdb && foreign)
		snprintf(folder, sizeof(folder), "/proc/%lld/root", pid);
	if (take->refusal.tool->kind == TOOL_EU_STACK && foreign) {
		/* it reads all paths as the caller's, the program's too */
		which = REPLACED_ALL;
		exe = BYTES_NONE;
	}
	replaced_find(&take->modules, which, folder, exe);
	/* the C library's message is found by symbols, which may be wrong then */
	if (replaced_first(&take->modules, &count) != NULL)
		take->program.request.options.plain = true;
}

/* Notes in its module the part of the function that runs Python for which the debugger has no name. */
static void
tell_evaluator(struct take *take)
{
	const struct pycold *part = &take->python.evaluator;

	for (size_t i = 0; i < take->modules.count && part->end > 0; i++) {
		struct module *module = &take->modules.list[i];

		if (part->base < module->base || part->end > module->end)
			continue;
		module->part = BYTES(PYRUNTIME_EVALUATOR);
		module->part_base = part->base;
		module->part_end = part->end;
	}
}

/* Finds out how gdb is to find the files of the process. */
static void
find_files(struct take *take)
{
	const long long pid = take->refusal.target->pid;
	struct tool_request *request = &take->program.request;

	find_replaced(take);
	if (pid <= 0)
		return;
	request->preload = preload_find(pid, take->program.exe, &take->modules);
	namespace_find_root(pid, take->program.exe, take->root);
	request->root = take->root[0] == '\0' ? NULL : take->root;
}

bool
take_capture(struct take *take, struct target *target, const struct tool *tool,
    const struct take_options *options)
{
	struct arena *memory = arena_new(MEMORY_MAX);

	*take = (struct take){
		.captured = { .process = thread_no_process,
		    .tool = bytes_of(tool_names[tool->kind]),
		    .tool_version = bytes_of(tool->version),
		    .max_frames = tool->kind >= TOOL_PSTACK ? 0 : options->tool.max_frames,
		    .sample = -1,
		    .stopped_ms = -1,
		    .status = -1 },
		.refusal = { .target = target, .tool = tool },
		.program = { .refusal = &take->refusal,
		    .options = &options->program,
		    .memory = memory,
		    .request.options = options->tool,
		    .core = -1 },
		.joined = { .ceiling = TEXT_MAX },
	};
	if (memory == NULL)
		return refusal_say(&take->refusal, "out of memory");
	if (!refusal_check_process(&take->refusal, &take->program.request.pid) ||
	    !program_find(&take->program))
		return false;
	take->captured.process.exe = take->program.exe;
	take->captured.process.core = bytes_of(target->core);
	if (target->pid > 0)
		take->captured.process.pid = target->pid;
	read_host_and_time(take);
	observe(take, target, options);
	/* gdb would read Python's own debug symbols for many seconds, while the process is stopped */
	if (target->pid > 0 && take->python.kind == PYRUNTIME_KNOWN && !options->tool.full &&
	    !options->tool.no_locals)
		take->program.request.options.fast = true;
	tell_evaluator(take);
	find_files(take);
	return look(take, target, options);
}

void
take_free(struct take *take)
{
	program_close(&take->program);
	run_free(&take->run);
	buffer_free(&take->joined);
	free(take->modules.list);
	pystacks_free(&take->stacks);
	locks_free(&take->locks);
	arena_free(take->program.memory);
}
