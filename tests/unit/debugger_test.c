#define _DEFAULT_SOURCE /* getpgid() */
#include "collect/debugger.h"

#include "collect/run.h"
#include "shell.h"

#include <fcntl.h>
#include <pwd.h>
#include <stdlib.h>
#include <unistd.h>

enum { OTHER_USER = 65534 };

static void
check_run(const char *script, const char *wanted)
{
	char command[512], *arguments[4];
	struct debugger_task debugger;
	struct run run;

	snprintf(command, sizeof(command), "%s", script);
	shell_begin(&debugger, arguments, command);
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
	struct debugger_task debugger;
	struct run run;
	int file = mkstemp(path);

	unlink(path);
	CHECK(write(file, "a core", 6) == 6);
	shell_begin(&debugger, arguments, command);
	debugger.core = fcntl(file, F_DUPFD_CLOEXEC, 63);
	run_debugger(&run, &debugger);
	if (debugger.core == 63)
		CHECK_TEXT(run.text, BYTES("a core"));
	run_free(&run);
	close(debugger.core);
	close(file);
}

/* With the rights of another user, who has no part of root's environment. */
static void
rights(void)
{
	char command[] = "id -u; id -G; echo $HOME,$KEPT,$PATH", *arguments[4], wanted[512];
	char path[] = "/tmp/debugger_test.XXXXXX";
	const struct passwd *user = getpwuid(OTHER_USER);
	struct debugger_task debugger;
	struct rights found;
	struct run run;

	if (geteuid() != 0 || user == NULL)
		return;
	found = debugger_rights(OTHER_USER, "/etc/passwd", "/", shell_path);
	CHECK(found.dropped && found.uid == OTHER_USER && found.gid == user->pw_gid);
	shell_begin(&debugger, arguments, command);
	debugger.rights = found;
	run_debugger(&run, &debugger);
	snprintf(wanted, sizeof(wanted), "%d\n%d\n/,,%s\n", OTHER_USER, (int)user->pw_gid,
	    getenv("PATH"));
	CHECK_TEXT(run.text, bytes_of(wanted));
	run_free(&run);
	/* one that may not read the file, or run the program */
	close(mkstemp(path));
	CHECK(!debugger_rights(OTHER_USER, path, "/", shell_path).dropped);
	CHECK(!debugger_rights(OTHER_USER, "/etc/passwd", path, shell_path).dropped);
	CHECK(!debugger_rights(OTHER_USER, "/etc/passwd", "/", path).dropped);
	CHECK(debugger_rights(0, path, "/", shell_path).dropped);
	unlink(path);
}

int
main(void)
{
	surroundings();
	core();
	rights();
	return check_end();
}
