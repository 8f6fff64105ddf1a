/*
 * A debugger that misbehaves; it is to be called gdb and found in PATH. It attaches to the process
 * named with -p, does not wait for it to stop, and then, depending on $RUDE:
 *   dies   kills itself with SIGKILL
 *   exits  ends with status 0
 *   stays  prints a thread's header and a frame, and goes on until somebody ends it
 *   mute   the same, but prints nothing
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <unistd.h>

int
main(int argc, char *argv[])
{
	const char *how = getenv("RUDE");
	pid_t pid = 0;

	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--version") == 0)
			return puts("GNU gdb (GDB) 13.1") == EOF;
		if (strcmp(argv[i], "-p") == 0 && i + 1 < argc)
			pid = (pid_t)atoi(argv[i + 1]);
	}
	if (how == NULL || pid <= 0 || ptrace(PTRACE_ATTACH, pid, NULL, NULL) == -1)
		return 2;
	if (strcmp(how, "exits") == 0)
		return 0;
	if (strcmp(how, "dies") == 0)
		raise(SIGKILL);
	if (strcmp(how, "stays") == 0)
		puts("Thread 1 (LWP 7):\n#0  main () at m.c:1");
	fflush(stdout);
	for (;;)
		pause();
}
