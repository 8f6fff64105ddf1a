#define _DEFAULT_SOURCE /* setgroups(), fgetpwent() */
#include "collect/debugger.h"

#include "base/words.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum {
	OUTPUT_MAX = 256 * 1024 * 1024,
	LATE_S = 5, /* after its time limit */
	NO_GROUP = 65534,
};

#define MEMORY_MAX (UINT64_C(16) << 30)

/* Reads the file, and does not call getpwuid(3), which loads other code: this program is linked statically. */
static gid_t
primary_group(uid_t uid)
{
	FILE *file = fopen("/etc/passwd", "re");
	const struct passwd *entry;

	if (file == NULL)
		return NO_GROUP;
	while ((entry = fgetpwent(file)) != NULL && entry->pw_uid != uid)
		;
	fclose(file);
	return entry == NULL ? NO_GROUP : entry->pw_gid;
}

/* From now on the caller has these rights and no others. False: with errno. */
static bool
take_rights(const struct rights *rights)
{
	if (!rights->dropped)
		return true;
	if (setgroups(0, NULL) == -1 || setgid(rights->gid) == -1 || setuid(rights->uid) == -1)
		return false;
	errno = EPERM;
	return getuid() == rights->uid && geteuid() == rights->uid &&
	    (rights->uid == 0 || setuid(0) == -1);
}

struct rights
debugger_rights(uid_t uid, const char *file, const char *other, const char *program)
{
	const struct rights rights = { .dropped = true, .uid = uid, .gid = primary_group(uid) };
	pid_t child = fork();
	int status = 0;

	if (child == 0)
		_exit(!take_rights(&rights) || access(file, R_OK) == -1 ||
		    access(other, R_OK) == -1 || access(program, X_OK) == -1);
	while (child != -1 && waitpid(child, &status, 0) == -1 && errno == EINTR)
		;
	/* no answer counts as yes: the owner of the core can kill the child, but must not get root's rights by that */
	if (WIFEXITED(status) && WEXITSTATUS(status) != 0)
		return (struct rights){ .dropped = false };
	return rights;
}

/* Root's environment is not for the user whose rights the debugger has. */
static void
clear_environment(void)
{
	static char *nothing[] = { NULL };
	const char *path = getenv("PATH");

	environ = nothing;
	if (path != NULL)
		setenv("PATH", path, 1);
	setenv("HOME", "/", 1);
}

/* Removes what changes the debugger's output or makes it run code: gdb's Python reads PYTHONUSERBASE. */
static void
remove_variables(void)
{
	static const struct bytes unwanted[] = { BYTES_ROW("LANG="), BYTES_ROW("LANGUAGE="),
		BYTES_ROW("GDBHISTFILE="), BYTES_ROW("INPUTRC="), BYTES_ROW("COLUMNS="),
		BYTES_ROW("LINES="), BYTES_ROW("PYTHON"), BYTES_ROW("DEBUGINFOD_") };
	char **kept = environ;

	for (char **from = environ; from != NULL && *from != NULL; from++)
		if (words_start(LIST(unwanted), bytes_of(*from)) == WORDS_NONE)
			*kept++ = *from;
	if (kept != NULL)
		*kept = NULL;
}

static void
set_signals(void)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGQUIT, SIGALRM };
	sigset_t none;

	for (size_t i = 0; i < COUNT_OF(signals); i++)
		signal(signals[i], SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Lowers a limit, and never raises it. */
static void
set_limit(int resource, rlim_t most)
{
	struct rlimit limit;

	if (getrlimit(resource, &limit) == -1)
		return;
	if (limit.rlim_cur > most)
		limit.rlim_cur = most;
	if (limit.rlim_max > most)
		limit.rlim_max = most;
	setrlimit(resource, &limit);
}

static bool
set_descriptors(const struct debugger_task *debugger, int output)
{
	int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);

	return nothing != -1 && dup2(nothing, 0) != -1 && dup2(output, 1) != -1 &&
	    dup2(output, 2) != -1 &&
	    (debugger->core == -1 || fcntl(debugger->core, F_SETFD, 0) != -1);
}

_Noreturn void
debugger_become(const struct debugger_task *debugger, int output, int failure)
{
	int error;

	setpgid(0, 0);
	/* relative names in a core must not be looked for in the caller's folder */
	if (set_descriptors(debugger, output) && chdir("/") == 0 &&
	    take_rights(&debugger->rights)) {
		/* nothing in the caller's environment may change what the debugger does or prints */
		if (debugger->rights.dropped)
			clear_environment();
		remove_variables();
		setenv("LC_ALL", "C", 1);
		setenv("TERM", "dumb", 1);
		set_signals();
		set_limit(RLIMIT_CORE, 0);
		set_limit(RLIMIT_FSIZE, OUTPUT_MAX);
		set_limit(RLIMIT_AS, (rlim_t)MEMORY_MAX);
		/* it ends even if all processes that watch over it were killed */
		alarm((unsigned)(debugger->timeout_ms / 1000) + LATE_S);
		execv(debugger->arguments[0], debugger->arguments);
	}
	error = errno;
	_exit(write(failure, &error, sizeof(error)) == -1 ? 126 : 127);
}
