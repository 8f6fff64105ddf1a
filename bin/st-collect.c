/* Runs a debugger over live processes and core files: st-collect(1). */
#include "collect/corefile.h"
#include "collect/interrupts.h"
#include "collect/logfile.h"
#include "collect/replaced.h"
#include "collect/system.h"
#include "collect/take.h"
#include "io/cli.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	NUMBER_MAX = 1000000000,
	MAX_PAUSE_MS = 2000,
};

struct collecting {
	struct cli_texts pids, names, cores;
	bool follow;
	long long samples, interval_ms, timeout;
	struct take_options options;
	struct tool tool;
	struct targets targets;
	struct logfile log;
	const char *log_path;
	long long captures;
};

static void
find_targets(struct collecting *run)
{
	for (size_t i = 0; i < run->pids.count; i++)
		if (!targets_add_pids(&run->targets, run->pids.list[i]))
			cli_usage("--pid", "%s: not the number of a process", run->pids.list[i]);
	for (size_t i = 0; i < run->names.count; i++)
		if (targets_add_named(&run->targets, run->names.list[i]) == 0 &&
		    run->targets.error == 0)
			cli_unusable(run->names.list[i], "no process has this name (see ps -e)");
	if (run->follow)
		targets_follow(&run->targets);
	for (size_t i = 0; i < run->cores.count; i++)
		targets_add_core(&run->targets, run->cores.list[i]);
	if (run->targets.error != 0)
		cli_failure(NULL, "cannot find all processes: %s", strerror(run->targets.error));
}

/* False: no debugger could read it, which is reported. */
static bool
check_exe(const char *exe)
{
	const char *reason;
	struct stat stat;
	int fd = exe == NULL ? -1 : corefile_open(exe, &stat, &reason);

	if (exe == NULL)
		return true;
	if (fd == -1)
		cli_failure(exe, "%s", reason);
	else
		close(fd);
	return fd != -1;
}

static void
check_usage(const struct collecting *run, char **operands)
{
	if (operands[0] != NULL)
		cli_usage(
		    operands[0], "not an option; --pid, --name and --corefile say what to look at");
	if (run->pids.count + run->names.count + run->cores.count == 0)
		cli_usage(NULL, "nothing to look at: use --pid, --name or --corefile");
	if (run->follow && run->pids.count + run->names.count == 0)
		cli_usage("--follow", "needs --pid or --name");
	if (run->options.tool.fast && run->options.tool.full)
		cli_usage("--full", "not with --fast, which leaves out what it adds");
	if (run->tool.kind == TOOL_NONE && run->cores.count > 0)
		cli_usage("--corefile", "needs a debugger, and --tool none is none");
	if (run->tool.kind == TOOL_NONE && run->log_path != NULL)
		cli_usage("--debuglog", "is a debugger's text, and --tool none has none");
}

/* Prepares everything. False: there is nothing to begin, which is reported. */
static bool
prepare(struct collecting *run)
{
	const char *name = tool_names[run->tool.kind];
	struct refusal refusal;

	if (!check_exe(run->options.program.exe))
		return false;
	else if (!tool_find(&run->tool))
		cli_failure(name,
		    "not in PATH: install it, or use another --tool (gdb, eu-stack, pstack, none)");
	else if (!take_version(&run->tool, run->options.timeout_ms, &refusal))
		cli_failure(name, "%s", refusal.reason);
	else if (run->log_path != NULL && strcmp(run->log_path, "-") != 0 &&
	    !logfile_open(&run->log, run->log_path))
		cli_failure(run->log_path, "%s", run->log.reason);
	if (cli_status() < 2 && interrupts_came() == 0 && run->tool.kind == TOOL_GDB &&
	    run->tool.version[0] == '\0')
		cli_note(name, "does not tell its version: taken for a new one");
	if (cli_status() < 2)
		find_targets(run);
	return cli_status() < 2;
}

/* Writes a capture. A slow reader may keep us waiting, so signals have their usual effect meanwhile. */
static void
write_out(struct collecting *run, const struct captured *captured)
{
	struct buffer out = { .at = NULL };

	if (run->log_path == NULL) {
		captured_write(&out, captured);
	} else {
		logfile_header(&out, captured);
		buffer_append(&out, captured->text);
	}
	if (out.full)
		cli_unusable(NULL, "out of memory for a capture, skipped");
	else if (run->log.path == NULL) {
		interrupts_release();
		fwrite(out.at, 1, out.len, stdout);
		cli_flush();
		interrupts_hold();
	} else if (!logfile_write(&run->log, buffer_bytes(&out))) {
		cli_failure(run->log.path, "%s", run->log.reason);
	}
	buffer_free(&out);
}

static void
report_core(const char *core, const struct program *program)
{
	/* a full disk or `ulimit -c` cuts a core file: what is missing may be a stack */
	if (program->core_size < program->core_whole)
		cli_unusable(core, "is cut: it has %llu bytes, not %llu, and stacks may be missing",
		    (unsigned long long)program->core_size,
		    (unsigned long long)program->core_whole);
	if (program->foreign && program->rights.dropped)
		cli_note(core,
		    "owned by user %lld: the debugger runs with the rights of that user "
		    "(--as-root: with those of root)",
		    program->core_owner);
	else if (program->foreign)
		cli_note(core,
		    "owned by user %lld, who may not read it or its executable or run the "
		    "debugger: the debugger runs with the rights of root",
		    program->core_owner);
}

static void
report_failure(struct target *target, const struct refusal *refusal)
{
	/* a signal came */
	if (refusal->reason[0] == '\0')
		return;
	target->refused = true;
	if (target->found && refusal->gone)
		cli_note(targets_name(target), "has ended meanwhile");
	else
		cli_unusable(targets_name(target), "%s", refusal->reason);
}

static void
report_cut(const char *name, const struct run_report *report)
{
	cli_unusable(name, "%s: what the debugger had shown is there, and may be cut",
	    report->timed_out    ? "not done in the time that --timeout gives"
		: report->let_go ? "not done in the time that --max-pause gives"
				 : "the debugger was killed");
}

/* Frames in these modules get no function (st-parse-gdb). */
static void
report_replaced(const char *name, const struct module_map *modules)
{
	size_t count;
	const struct module *first = replaced_first(modules, &count);

	if (first == NULL)
		return;
	if (count > 1)
		cli_note(name,
		    "%.*s and %zu more are other files than were loaded: their functions are not "
		    "known",
		    (int)first->path.len, first->path.at, count - 1);
	else
		cli_note(name, "%.*s is another file than was loaded: its functions are not known",
		    (int)first->path.len, first->path.at);
}

static void
report_capture(struct target *target, const struct take *take)
{
	const char *name = targets_name(target);

	if (take->program.doubtful)
		cli_note(name,
		    "perhaps not a core of this program, gdb says: name the right one with --exe");
	if (take->forbidden && !target->forbidden)
		cli_unusable(
		    name, "%s; there is what the kernel tells everybody", take->refusal.reason);
	target->forbidden = target->forbidden || take->forbidden;
	if (take->threads_error != 0)
		cli_unusable(name, "what the kernel says of its threads is missing: %s",
		    strerror(take->threads_error));
	if (take->memory_error == ETIMEDOUT)
		cli_unusable(
		    name, "what is in its memory is missing: the kernel gave no answer for 500 ms");
	else if (take->memory_error != 0)
		cli_unusable(
		    name, "what is in its memory is missing: %s", strerror(take->memory_error));
	report_replaced(name, &take->modules);
	if (take->cut)
		report_cut(name, &take->run.report);
}

/* Reports what is not known of a Python process, or not all. */
static void
report_python(const char *name, const struct take *take, bool first)
{
	const struct pyruntime *python = &take->python;
	const int major = python->version / 100, minor = python->version % 100;

	if (python->kind == PYRUNTIME_UNREAD && python->version == 0)
		cli_note(name, "no Python functions: its version could not be read");
	else if (python->kind == PYRUNTIME_UNKNOWN)
		cli_note(name, "no Python functions: Python %d.%d is not known", major, minor);
	else if (python->kind == PYRUNTIME_FREE_THREADED)
		cli_note(
		    name, "no Python functions: Python %d.%d is built without a GIL", major, minor);
	else if (take->python_moved)
		cli_note(name, "no Python functions: its threads were not all stopped at one time");
	else if (python->kind == PYRUNTIME_UNREAD || take->stacks.unread)
		cli_note(name,
		    "no Python functions: its memory could not be read as that of Python %d.%d",
		    major, minor);
	else if (take->stacks.left_out > 0)
		cli_note(name,
		    "no Python functions of %zu thread%s: the frames are not whole, or changed "
		    "while they were read",
		    take->stacks.left_out, take->stacks.left_out == 1 ? "" : "s");
	if (first && python->greenlets)
		cli_note(
		    name, "has greenlets: Python functions are those of the greenlets that run");
}

static void
collect(struct collecting *run, struct target *target, long long sample)
{
	struct take take;
	bool good = take_capture(&take, target, &run->tool, &run->options);

	if (sample == 1)
		report_core(targets_name(target), &take.program);
	if (take.hurried)
		cli_note(targets_name(target),
		    "stopped for %lld ms, and let go (--max-pause): looked at again as with --fast",
		    run->options.max_pause_ms);
	if (take.mended)
		cli_note(targets_name(target), "had been left stopped, continued with SIGCONT");
	if (good) {
		report_capture(target, &take);
		report_python(targets_name(target), &take, sample == 1);
		if (run->samples > 1)
			take.captured.sample = sample;
		write_out(run, &take.captured);
		run->captures++;
	} else {
		report_failure(target, &take.refusal);
	}
	take_free(&take);
}

/* Looks for new children. */
static void
follow_again(struct collecting *run)
{
	targets_follow(&run->targets);
	if (run->targets.error != 0)
		cli_unusable(
		    "--follow", "cannot find new children: %s", strerror(run->targets.error));
	run->targets.error = 0;
}

static void
collect_all(struct collecting *run)
{
	long long begun_ms = system_now_ms();

	for (long long sample = 1; sample <= run->samples; sample++) {
		if (sample > 1 && run->follow)
			follow_again(run);
		for (size_t i = 0; i < run->targets.count; i++) {
			if (interrupts_came() != 0 || cli_status() > 1)
				return;
			if (!run->targets.list[i].refused)
				collect(run, &run->targets.list[i], sample);
		}
		if (sample < run->samples)
			interrupts_wait(&begun_ms, run->interval_ms);
	}
}

static void
close_log(struct collecting *run)
{
	if (interrupts_came() != 0 || cli_status() > 1 || run->captures == 0)
		logfile_abandon(&run->log);
	else if (!logfile_close(&run->log))
		cli_failure(run->log_path, "%s", run->log.reason);
}

/* Sets the longest pause. There is none for a log, nor if the user chose how much to show. */
static void
set_pause(struct collecting *run)
{
	struct tool_options *tool = &run->options.tool;

	if (run->options.max_pause_ms >= 0)
		return;
	run->options.max_pause_ms =
	    tool->full || tool->no_locals || tool->fast || tool->plain ? 0 : MAX_PAUSE_MS;
}

/* A row of the table of options. */
#define OPTION(long_name, short_name, how, place, word, text) \
	{ \
		.name = (long_name), .letter = (short_name), .kind = (how), .value = (place), \
		.argument = (word), .help = (text), .choices = tool_names \
	}
#define NUMBER(long_name, how, number, word, text, least) \
	{ \
		.name = (long_name), .kind = (how), .value = (number), .argument = (word), \
		.help = (text), .low = (least), \
		.high = (how) == CLI_SIZE ? LLONG_MAX \
					  : NUMBER_MAX * ((how) == CLI_SECONDS ? 1000LL : 1) \
	}

static char **
parse(struct collecting *run, int argc, char *argv[])
{
	const struct cli_option options[] = {
		OPTION("pid", 'p', CLI_TEXTS, &run->pids, "PID",
		    "a live process; several with commas or blanks"),
		OPTION(
		    "name", 0, CLI_TEXTS, &run->names, "NAME", "all live processes of that name"),
		OPTION("follow", 'f', CLI_FLAG, &run->follow, NULL,
		    "their children, too, and the children of those"),
		OPTION("corefile", 'c', CLI_TEXTS, &run->cores, "FILE", "a core file"),
		OPTION("exe", 'e', CLI_TEXT, &run->options.program.exe, "FILE",
		    "the executable, where it is not to be found"),
		OPTION("debuglog", 'l', CLI_TEXT, &run->log_path, "FILE",
		    "write the debugger's text there, no records"),
		NUMBER("max-core", CLI_SIZE, &run->options.program.max_core, "SIZE",
		    "largest core file (64G)", 1),
		OPTION("as-root", 0, CLI_FLAG, &run->options.program.as_root, NULL,
		    "read other users' core files with the rights of root"),
		NUMBER("samples", CLI_NUMBER, &run->samples, "N", "look so many times (1)", 1),
		NUMBER("interval", CLI_SECONDS, &run->interval_ms, "SECONDS",
		    "from one time to the next, as 0.25 (1)", 0),
		NUMBER("timeout", CLI_NUMBER, &run->timeout, "SECONDS",
		    "how long a debugger may take (60)", 1),
		OPTION("tool", 0, CLI_CHOICE, &run->tool.kind, "NAME",
		    "gdb, eu-stack, pstack or none (gdb)"),
		OPTION("no-python", 0, CLI_FLAG, &run->options.no_python, NULL,
		    "no Python functions of a CPython"),
		OPTION("full", 0, CLI_FLAG, &run->options.tool.full, NULL,
		    "local variables of processes, too, as of core files"),
		OPTION("no-locals", 0, CLI_FLAG, &run->options.tool.no_locals, NULL,
		    "as --full, but no local variables; none of core files either"),
		OPTION("fast", 0, CLI_FLAG, &run->options.tool.fast, NULL,
		    "no debug symbols of libraries, no variables"),
		NUMBER("max-pause", CLI_NUMBER, &run->options.max_pause_ms, "MS",
		    "longest stop before --fast is tried (2000); 0: any", 0),
		NUMBER("max-frames", CLI_NUMBER, &run->options.tool.max_frames, "N",
		    "the innermost frames of a thread (256); 0: all", 0),
		CLI_END,
	};
	const struct cli cli = { "st-collect", "",
		"Run a debugger over live processes or core files and write what it says.", options,
		"Python: 3.8 to 3.14" };

	return cli_parse(&cli, argc, argv);
}

int
main(int argc, char *argv[])
{
	struct collecting run = { .samples = 1,
		.interval_ms = 1000,
		.tool.kind = -1,
		.timeout = 60,
		.options = {
		    .tool.max_frames = 256, .max_pause_ms = -1, .program.max_core = 64LL << 30 } };
	char **operands = parse(&run, argc, argv);

	check_usage(&run, operands);
	run.options.timeout_ms = run.timeout * 1000;
	/* who names a debugger wants that one; a log is its text */
	run.options.tool.plain = run.log_path != NULL;
	run.options.no_python = run.options.no_python || run.log_path != NULL;
	set_pause(&run);
	run.options.tool.full |= run.options.tool.plain;
	run.options.or_none = run.tool.kind < 0 && run.log_path == NULL;
	if (run.tool.kind < 0)
		run.tool.kind = TOOL_GDB;
	/* if the parent ignored it, so would this process, and then nothing can be waited for */
	signal(SIGCHLD, SIG_DFL);
	interrupts_hold();
	if (prepare(&run))
		collect_all(&run);
	close_log(&run);
	interrupts_release();
	targets_free(&run.targets);
	cli_free_texts(&run.pids);
	cli_free_texts(&run.names);
	cli_free_texts(&run.cores);
	return cli_end() == 1 && run.captures == 0 ? 2 : cli_status();
}
