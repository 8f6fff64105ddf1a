/* Runs a function in a child process, because it ends the program, or writes to standard output and error. */
#ifndef ST_TESTS_UNIT_CHILD_H
#define ST_TESTS_UNIT_CHILD_H

#include "check.h"

#include <sys/wait.h>
#include <unistd.h>

enum { CHILD_TEXT = 64 * 1024 };

struct child {
	char out[CHILD_TEXT], err[CHILD_TEXT]; /* what it wrote, as strings */
	int status; /* its exit status, or the negative number of the signal that killed it */
};

static inline void
child_read(FILE *file, char text[CHILD_TEXT])
{
	rewind(file);
	text[fread(text, 1, CHILD_TEXT - 1, file)] = '\0';
	fclose(file);
}

/* Runs the function in a child; if it returns, its result is the status. */
static inline void
child_run(struct child *child, int (*run)(void *of), void *of)
{
	FILE *out = tmpfile(), *err = tmpfile();
	int status = 0;
	pid_t pid;

	fflush(stdout);
	if (!CHECK(out != NULL && err != NULL))
		_exit(1);
	pid = fork();
	if (pid == 0) {
		dup2(fileno(out), STDOUT_FILENO);
		dup2(fileno(err), STDERR_FILENO);
		status = run(of);
		fflush(stdout);
		_exit(status);
	}
	CHECK(pid > 0 && waitpid(pid, &status, 0) == pid);
	child->status = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
	child_read(out, child->out);
	child_read(err, child->err);
}

/* The same, and checks what it wrote, and its status. */
static inline void
child_check(int (*run)(void *of), void *of, const char *out, const char *err, int status)
{
	static struct child child;

	child_run(&child, run, of);
	CHECK_TEXT(bytes_of(child.out), bytes_of(out));
	CHECK_TEXT(bytes_of(child.err), bytes_of(err));
	if (!CHECK(child.status == status))
		printf("   %d, not %d: %s%s", child.status, status, out, err);
}

#endif
