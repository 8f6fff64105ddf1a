#define _DEFAULT_SOURCE /* getpgid() */
#include "collect/debugger.h"

#include "child.h"
#include "collect/interrupts.h"
#include "collect/run.h"
#include "collect/system.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

enum { OTHER_USER = 65534 };

static char shell[] = "/bin/sh", option[] = "-c";

/* A shell that runs the command in place of a debugger. */
static void
begin(struct debugger *debugger, char *arguments[4], char *command)
{
	arguments[0] = shell;
	arguments[1] = option;
	arguments[2] = command;
	arguments[3] = NULL;
	*debugger = (struct debugger){ .arguments = arguments, .core = -1, .timeout_ms = 60000 };
}

static void
check_run(const char *script, const char *wanted)
{
	char command[512], *arguments[4];
	struct debugger debugger;
	struct run run;

	snprintf(command, sizeof(command), "%s", script);
	begin(&debugger, arguments, command);
	run_debugger(&run, &debugger);
	CHECK(run.ran && run.report.error == 0 && run.report.ended);
	if (!CHECK_TEXT(run.text, bytes_of(wanted)))
		printf("   %s\n", script);
	run_free(&run);
}

/* Where it runs, and with what. */
static void
surroundings(void)
{
	setenv("LANG", "de_DE.UTF-8", 1);
	setenv("LC_ALL", "de_DE.UTF-8", 1);
	setenv("COLUMNS", "40", 1);
	setenv("PYTHONUSERBASE", "/tmp", 1);
	setenv("DEBUGINFOD_URLS", "https://example.org/", 1);
	setenv("KEPT", "yes", 1);
	check_run("pwd; cat; echo err >&2", "/\nerr\n");
	check_run("echo $LANG,$LC_ALL,$TERM,$COLUMNS,$PYTHONUSERBASE,$DEBUGINFOD_URLS,$KEPT",
	    ",C,dumb,,,,yes\n");
	check_run("ulimit -c; readlink /proc/self/fd/0", "0\n/dev/null\n");
	/* no descriptor of the caller's */
	(void)!dup2(STDOUT_FILENO, 9);
	check_run("ls /proc/self/fd | tr '\\n' ' '", "0 1 2 3 ");
	close(9);
}

/* The core file is open under its number. */
static void
core(void)
{
	char command[] = "cat /proc/self/fd/63", *arguments[4],
	     path[] = "/tmp/debugger_test.XXXXXX";
	struct debugger debugger;
	struct run run;
	int file = mkstemp(path);

	unlink(path);
	CHECK(write(file, "a core", 6) == 6);
	begin(&debugger, arguments, command);
	debugger.core = fcntl(file, F_DUPFD_CLOEXEC, 63);
	run_debugger(&run, &debugger);
	if (debugger.core == 63)
		CHECK_TEXT(run.text, BYTES("a core"));
	run_free(&run);
	close(debugger.core);
	close(file);
}

/* How it ended, and what it printed until then. */
static void
ends(void)
{
	char end[] = "echo a; exit 3", killed[] = "echo a; kill -9 $$", late[] = "echo a; sleep 60",
	     marked[] = "echo before; echo MARK; echo behind; echo MARK", *arguments[4];
	char nosuch[] = "/nonexistent/gdb", left[] = "sleep 987654 >/dev/null 2>&1 & echo $!";
	struct debugger debugger;
	struct run run;
	pid_t child;

	begin(&debugger, arguments, end);
	run_debugger(&run, &debugger);
	CHECK(WIFEXITED(run.report.status) && WEXITSTATUS(run.report.status) == 3);
	CHECK(!run.report.timed_out && !run.report.mended && run.report.stopped_ms == -1);
	run_free(&run);
	begin(&debugger, arguments, killed);
	run_debugger(&run, &debugger);
	CHECK(WIFSIGNALED(run.report.status) && WTERMSIG(run.report.status) == SIGKILL);
	CHECK_TEXT(run.text, BYTES("a\n"));
	run_free(&run);
	begin(&debugger, arguments, late);
	debugger.timeout_ms = 3000; /* machines are busy */
	run_debugger(&run, &debugger);
	CHECK(run.report.timed_out && run.report.ended && WIFSIGNALED(run.report.status));
	CHECK_TEXT(run.text, BYTES("a\n"));
	run_free(&run);
	begin(&debugger, arguments, marked);
	debugger.mark = BYTES("MARK\n");
	run_debugger(&run, &debugger);
	CHECK_TEXT(run.text, BYTES("behind\nMARK\n"));
	run_free(&run);
	begin(&debugger, arguments, end);
	arguments[0] = nosuch;
	run_debugger(&run, &debugger);
	CHECK(!run.ran && run.report.error == ENOENT && run.text.len == 0);
	run_free(&run);
	/* nothing that it has started is left */
	begin(&debugger, arguments, left);
	run_debugger(&run, &debugger);
	child = (pid_t)strtol(run.text.len == 0 ? "" : run.text.at, NULL, 10);
	CHECK(child > 0 && kill(child, 0) == -1 && errno == ESRCH);
	run_free(&run);
}

static int
be_killed(void *of)
{
	char late[] = "echo a; sleep 60", *arguments[4];
	struct debugger debugger;
	struct run run;
	pid_t own = getpid();
	long long begun = system_now_ms();

	interrupts_hold();
	if (fork() == 0) {
		nanosleep(&(struct timespec){ 0, 200000000 }, NULL);
		kill(own, SIGTERM);
		_exit(0);
	}
	begin(&debugger, arguments, late);
	run_debugger(&run, &debugger);
	return run.report.ended && WIFSIGNALED(run.report.status) && of == NULL &&
	    system_now_ms() - begun < 30000;
}

/* With the rights of another user, who has no part of root's environment. */
static void
rights(void)
{
	char command[] = "id -u; id -G; echo $HOME,$KEPT,$PATH", *arguments[4], wanted[512];
	char path[] = "/tmp/debugger_test.XXXXXX";
	const struct passwd *user = getpwuid(OTHER_USER);
	struct debugger debugger;
	struct rights found;
	struct run run;

	if (geteuid() != 0 || user == NULL)
		return;
	found = debugger_rights(OTHER_USER, "/etc/passwd", "/", shell);
	CHECK(found.dropped && found.uid == OTHER_USER && found.gid == user->pw_gid);
	begin(&debugger, arguments, command);
	debugger.rights = found;
	run_debugger(&run, &debugger);
	snprintf(wanted, sizeof(wanted), "%d\n%d\n/,,%s\n", OTHER_USER, (int)user->pw_gid,
	    getenv("PATH"));
	CHECK_TEXT(run.text, bytes_of(wanted));
	run_free(&run);
	/* one that may not read the file, or run the program */
	close(mkstemp(path));
	CHECK(!debugger_rights(OTHER_USER, path, "/", shell).dropped);
	CHECK(!debugger_rights(OTHER_USER, "/etc/passwd", path, shell).dropped);
	CHECK(!debugger_rights(OTHER_USER, "/etc/passwd", "/", path).dropped);
	CHECK(debugger_rights(0, path, "/", shell).dropped);
	unlink(path);
}

int
main(void)
{
	surroundings();
	core();
	ends();
	child_check(be_killed, NULL, "", "", 1);
	rights();
	return check_end();
}
