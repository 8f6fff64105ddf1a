/* A shell in place of a debugger, for unit tests. */
#ifndef ST_TESTS_UNIT_SHELL_H
#define ST_TESTS_UNIT_SHELL_H

#include "check.h"
#include "collect/debugger.h"

static char shell_path[] = "/bin/sh", shell_option[] = "-c";

/* A shell that runs the command in place of a debugger. */
static inline void
shell_begin(struct debugger_task *debugger, char *arguments[4], char *command)
{
	arguments[0] = shell_path;
	arguments[1] = shell_option;
	arguments[2] = command;
	arguments[3] = NULL;
	*debugger =
	    (struct debugger_task){ .arguments = arguments, .core = -1, .timeout_ms = 60000 };
}

#endif
