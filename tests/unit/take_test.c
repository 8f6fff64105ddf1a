#include "collect/take.h"

#include "check.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Scripts in place of debuggers. */
static char folder[] = "/tmp/take_test.XXXXXX";

static void
write_script(const char *name, const char *commands)
{
	char path[64];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	file = fopen(path, "w");
	if (!CHECK(file != NULL))
		return;
	fprintf(file, "#!/bin/sh\n%s\n", commands);
	fclose(file);
	CHECK(chmod(path, 0755) == 0);
}

static struct tool
tool_of(int kind, const char *commands)
{
	static const char *const programs[] = { "pstack", "pldd", "pflags" };
	struct tool tool = { .kind = kind };

	write_script(programs[0], commands);
	for (int i = 0; i < (kind == TOOL_PSTACK ? 3 : kind == TOOL_NONE ? 0 : 1); i++)
		snprintf(tool.paths[i], sizeof(tool.paths[i]), "%s/%s", folder, programs[i]);
	tool_set_version(&tool, BYTES("GNU gdb (GDB) 13.1"));
	return tool;
}

static void
check_version(const char *commands, const char *version, const char *reason)
{
	struct tool tool = tool_of(TOOL_GDB, commands);
	struct refusal refusal;

	CHECK(take_version(&tool, 60000, &refusal) == (reason == NULL));
	CHECK_TEXT(bytes_of(tool.version), bytes_of(version));
	if (reason != NULL && !CHECK(strstr(refusal.reason, reason) != NULL))
		printf("   %s\n", refusal.reason);
}

static const struct take_options no_options = { .timeout_ms = 60000, .program.max_core = 1 << 20 };

/* What a debugger shows counts, not its exit status. */
static void
processes(pid_t pid)
{
	struct target target = { .pid = pid };
	struct tool tool =
	    tool_of(TOOL_GDB, "echo 'Thread 1 (LWP 7):'; echo '#0  main ()'; exit 3");
	struct take_options options = no_options;
	struct take take;
	char host[256] = "";

	CHECK(gethostname(host, sizeof(host) - 1) == 0);
	CHECK(take_capture(&take, &target, &tool, &options));
	CHECK_TEXT(take.captured.text, BYTES("Thread 1 (LWP 7):\n#0  main ()\n"));
	CHECK_TEXT(take.captured.tool, BYTES("gdb"));
	CHECK_TEXT(take.captured.tool_version, BYTES("13.1"));
	CHECK_TEXT(take.captured.process.host, bytes_of(host));
	CHECK(take.captured.process.pid == pid && take.captured.process.core.len == 0);
	CHECK(bytes_end(take.captured.process.exe, BYTES("/take_test")));
	CHECK(take.captured.status == 3 && take.captured.signal.len == 0 && !take.cut);
	CHECK(take.captured.stopped_ms == -1 && take.captured.sample == -1);
	CHECK(take.captured.thread_count == 1 && take.captured.threads[0].lwp == pid);
	CHECK(take.captured.module_count > 0 && take.captured.time.len == 20);
	take_free(&take);

	tool = tool_of(TOOL_GDB, "echo 'Thread 1 (LWP 7):'; kill -SEGV $$");
	CHECK(take_capture(&take, &target, &tool, &options) && take.cut);
	CHECK(take.captured.status == -1);
	CHECK_TEXT(take.captured.signal, BYTES("SIGSEGV"));
	take_free(&take);

	tool = tool_of(TOOL_GDB, "echo 'Thread 1 (LWP 7):'; sleep 100");
	options.timeout_ms = 3000; /* machines are busy */
	CHECK(take_capture(&take, &target, &tool, &options) && take.cut);
	CHECK(take.run.report.timed_out);
	take_free(&take);
	history_free(&target.history);
}

static void
refused(pid_t pid)
{
	struct target target = { .pid = pid };
	struct tool tool = tool_of(TOOL_GDB, "echo 'ptrace: Operation not permitted.'; exit 1");
	struct take_options options = no_options;
	struct take take;

	CHECK(!take_capture(&take, &target, &tool, &options));
	CHECK(take.refusal.forbidden && take.forbidden);
	CHECK(bytes_start(bytes_of(take.refusal.reason), BYTES("not permitted")));
	take_free(&take);
	/* what the kernel says is better than nothing, if nobody asked for that debugger */
	options.or_none = true;
	CHECK(take_capture(&take, &target, &tool, &options) && take.forbidden);
	CHECK_TEXT(take.captured.tool, BYTES("none"));
	CHECK(take.captured.text.len == 0 && take.captured.status == -1);
	CHECK(take.captured.thread_count == 1);
	take_free(&take);

	tool = tool_of(TOOL_GDB, "echo 'No threads.'");
	CHECK(!take_capture(&take, &target, &tool, &options) && !take.forbidden);
	CHECK(strstr(take.refusal.reason, "gdb shows no threads") != NULL);
	take_free(&take);
	tool = tool_of(TOOL_GDB, "");
	snprintf(tool.paths[0], sizeof(tool.paths[0]), "/nonexistent/gdb");
	CHECK(!take_capture(&take, &target, &tool, &options));
	CHECK_TEXT(bytes_of(take.refusal.reason),
	    BYTES("/nonexistent/gdb cannot be run: No such file or directory"));
	take_free(&take);
	history_free(&target.history);
}

/* No debugger; and one of several programs. */
static void
others(pid_t pid)
{
	struct target target = { .pid = pid };
	struct tool tool = tool_of(TOOL_NONE, "");
	struct take take;
	char wanted[512];

	CHECK(take_capture(&take, &target, &tool, &no_options));
	CHECK(take.captured.text.len == 0 && take.captured.thread_count == 1);
	CHECK_TEXT(take.captured.tool, BYTES("none"));
	take_free(&take);

	tool = tool_of(TOOL_PSTACK, "echo \"$1:\"; echo '-- lwp# 1 / thread# 1 --'");
	write_script("pldd", "echo modules");
	write_script("pflags", "echo flags; exit 1");
	CHECK(take_capture(&take, &target, &tool, &no_options));
	snprintf(wanted, sizeof(wanted),
	    "REM %s/pstack\n%lld:\n-- lwp# 1 / thread# 1 --\nREM %s/pldd\nmodules\nREM "
	    "%s/pflags\nflags\n",
	    folder, (long long)pid, folder, folder);
	CHECK_TEXT(take.captured.text, bytes_of(wanted));
	CHECK(take.captured.status == 0);
	take_free(&take);
	history_free(&target.history);
}

/* A core file, put together byte by byte, and a program of which nobody knows whether it is its own. */
static void
cores(void)
{
	struct target target = { .pid = -1, .core = "tests/fuzz/corpus/corefile/no-files" };
	struct tool tool = tool_of(TOOL_GDB, "echo 'Thread 1 (LWP 7):'");
	struct take_options options = no_options;
	struct take take;

	options.program.exe = "/proc/self/exe";
	CHECK(take_capture(&take, &target, &tool, &options));
	CHECK_TEXT(take.captured.process.core, bytes_of(target.core));
	CHECK_TEXT(take.captured.process.exe, BYTES("/proc/self/exe"));
	/* it may be of another machine */
	CHECK(take.captured.process.host.len == 0 && take.captured.time.len == 20);
	CHECK(!take.program.doubtful);
	take_free(&take);
	tool = tool_of(TOOL_GDB,
	    "echo 'warning: core file may not match specified executable file.'; echo 'Thread 1 "
	    "(LWP 7):'");
	CHECK(take_capture(&take, &target, &tool, &options) && take.program.doubtful);
	take_free(&take);
	target.core = "/nonexistent/core";
	CHECK(!take_capture(&take, &target, &tool, &options));
	CHECK_TEXT(bytes_of(take.refusal.reason), BYTES("No such file or directory"));
	take_free(&take);
	history_free(&target.history);
}

int
main(void)
{
	static const char *const names[] = { "pstack", "pldd", "pflags" };
	char path[64];
	pid_t pid;

	if (!CHECK(mkdtemp(folder) != NULL))
		return check_end();
	check_version("echo 'GNU gdb (Debian 12.1-4) 12.1'", "12.1", NULL);
	check_version("echo 'something else'", "", NULL);
	check_version("exit 5", "", "--version fails (exit status 5)");
	check_version("kill -9 $$", "", "--version was killed by signal 9");
	fflush(stdout);
	pid = fork();
	if (pid == 0)
		for (;;)
			pause();
	processes(pid);
	refused(pid);
	others(pid);
	cores();
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		snprintf(path, sizeof(path), "%s/%s", folder, names[i]);
		unlink(path);
	}
	CHECK(rmdir(folder) == 0);
	return check_end();
}
