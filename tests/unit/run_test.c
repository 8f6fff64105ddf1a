#define _DEFAULT_SOURCE /* nanosleep() */
#include "collect/run.h"

#include "child.h"
#include "collect/interrupts.h"
#include "collect/system.h"
#include "shell.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* How it ended, and what it printed until then. */
static void
ends(void)
{
	char end[] = "echo a; exit 3", killed[] = "echo a; kill -9 $$", late[] = "echo a; sleep 60",
	     marked[] = "echo before; echo MARK; echo behind; echo MARK", *arguments[4];
	char nosuch[] = "/nonexistent/gdb", left[] = "sleep 987654 >/dev/null 2>&1 & echo $!";
	struct debugger_task debugger;
	struct run run;
	pid_t child;

	shell_begin(&debugger, arguments, end);
	run_debugger(&run, &debugger);
	CHECK(WIFEXITED(run.report.status) && WEXITSTATUS(run.report.status) == 3);
	CHECK(!run.report.timed_out && !run.report.mended && run.report.stopped_ms == -1);
	run_free(&run);
	shell_begin(&debugger, arguments, killed);
	run_debugger(&run, &debugger);
	CHECK(WIFSIGNALED(run.report.status) && WTERMSIG(run.report.status) == SIGKILL);
	CHECK_TEXT(run.text, BYTES("a\n"));
	run_free(&run);
	shell_begin(&debugger, arguments, late);
	debugger.timeout_ms = 3000; /* machines are busy */
	run_debugger(&run, &debugger);
	CHECK(run.report.timed_out && run.report.ended && WIFSIGNALED(run.report.status));
	CHECK_TEXT(run.text, BYTES("a\n"));
	run_free(&run);
	shell_begin(&debugger, arguments, marked);
	debugger.mark = BYTES("MARK\n");
	run_debugger(&run, &debugger);
	CHECK_TEXT(run.text, BYTES("behind\nMARK\n"));
	run_free(&run);
	shell_begin(&debugger, arguments, end);
	arguments[0] = nosuch;
	run_debugger(&run, &debugger);
	CHECK(!run.ran && run.report.error == ENOENT && run.text.len == 0);
	run_free(&run);
	/* nothing that it has started is left */
	shell_begin(&debugger, arguments, left);
	run_debugger(&run, &debugger);
	child = (pid_t)strtol(run.text.len == 0 ? "" : run.text.at, NULL, 10);
	CHECK(child > 0 && kill(child, 0) == -1 && errno == ESRCH);
	run_free(&run);
}

static int
be_killed(void *of)
{
	char late[] = "echo a; sleep 60", *arguments[4];
	struct debugger_task debugger;
	struct run run;
	pid_t own = getpid();
	long long begun = system_now_ms();

	interrupts_hold();
	if (fork() == 0) {
		nanosleep(&(struct timespec){ 0, 200000000 }, NULL);
		kill(own, SIGTERM);
		_exit(0);
	}
	shell_begin(&debugger, arguments, late);
	run_debugger(&run, &debugger);
	return run.report.ended && WIFSIGNALED(run.report.status) && of == NULL &&
	    system_now_ms() - begun < 30000;
}

int
main(void)
{
	ends();
	child_check(be_killed, NULL, "", "", 1);
	return check_end();
}
