/*
 * usage: odd WHAT [PID]
 * A process that is difficult for a debugger. WHAT is one of:
 *   leaderless  the main thread ends with pthread_exit(), another one goes on
 *   zombie      has a child that has ended, and does not wait for it; prints its pid
 *   tracer PID  traces that process without stopping it, and prints `tracing`
 *   crash       writes to address 0, two threads deep in functions of their own
 * Ends after ten minutes if nobody ends it.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LIFE = 600 };

static void *
stay(void *argument)
{
	for (;;)
		pause();
	return argument;
}

static void
start_thread_that_stays(void)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, stay, NULL) != 0)
		exit(2);
}

static void
zombie(void)
{
	pid_t child = fork();

	if (child == 0)
		_exit(0);
	waitid(P_PID, (id_t)child, NULL, WEXITED | WNOWAIT);
	printf("%ld\n", (long)child);
	fflush(stdout);
	stay(NULL);
}

static void
tracer(pid_t pid)
{
	if (ptrace(PTRACE_SEIZE, pid, NULL, NULL) == -1)
		exit(2);
	puts("tracing");
	fflush(stdout);
	stay(NULL);
}

__attribute__((noinline)) static void
inner(volatile int *place)
{
	*place = 1;
}

__attribute__((noinline)) static void
outer(volatile int *place)
{
	inner(place);
	_exit(3);
}

int
main(int argc, char *argv[])
{
	const char *what = argc > 1 ? argv[1] : "";

	alarm(LIFE);
	if (strcmp(what, "leaderless") == 0) {
		start_thread_that_stays();
		pthread_exit(NULL);
	}
	if (strcmp(what, "zombie") == 0)
		zombie();
	if (strcmp(what, "tracer") == 0 && argc > 2)
		tracer((pid_t)atoi(argv[2]));
	if (strcmp(what, "crash") == 0) {
		start_thread_that_stays();
		outer(NULL);
	}
	return 2;
}
