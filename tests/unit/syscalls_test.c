#include "check.h"
#include "collect/proc.h"
#include "collect/syscalls.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void
wait_in_read(void)
{
	int ends[2];
	char byte;

	if (pipe(ends) == 0)
		(void)!read(ends[0], &byte, 1);
}

static void
wait_in_sleep(void)
{
	nanosleep(&(struct timespec){ 100, 0 }, NULL);
}

static void
wait_for_child(void)
{
	pid_t child = fork();

	if (child == 0)
		wait_in_sleep();
	waitpid(child, NULL, 0);
}

/* The number of the system call in which a process is, by the kernel; -1: in none. */
static long long
call_of(pid_t pid)
{
	char text[256], *end;
	long long number;

	if (!proc_file(pid, 0, "syscall", text, sizeof(text)))
		return -1;
	number = strtoll(text, &end, 10);
	return end == text ? -1 : number;
}

/* A waiting process is in a call with one of these names. */
static void
check_waiting(void (*wait)(void), const char *one, const char *other)
{
	const struct timespec moment = { 0, 10000000 };
	const char *name = NULL;
	pid_t child = fork();

	if (child == 0) {
		setpgid(0, 0);
		wait();
		_exit(0);
	}
	for (int i = 0; i < 500; i++) {
		long long number = call_of(child);

		name = number < 0 ? NULL : syscalls_name(number);
		if (name != NULL && (strcmp(name, one) == 0 || strcmp(name, other) == 0))
			break;
		nanosleep(&moment, NULL);
	}
	if (!CHECK(name != NULL && (strcmp(name, one) == 0 || strcmp(name, other) == 0)))
		printf("   %s, not %s\n", name == NULL ? "none" : name, one);
	kill(-child, SIGKILL);
	waitpid(child, NULL, 0);
}

/* By the kernel's own table, arch/x86/entry/syscalls/syscall_64.tbl. */
static void
known_numbers(void)
{
#if defined(__linux__) && defined(__x86_64__) && defined(__LP64__)
	static const struct {
		long long number;
		const char *name;
	} table[] = {
		{ 0, "read" },
		{ 7, "poll" },
		{ 23, "select" },
		{ 34, "pause" },
		{ 35, "nanosleep" },
		{ 43, "accept" },
		{ 45, "recvfrom" },
		{ 61, "wait4" },
		{ 72, "fcntl" },
		{ 73, "flock" },
		{ 202, "futex" },
		{ 219, "restart_syscall" },
		{ 230, "clock_nanosleep" },
		{ 232, "epoll_wait" },
		{ 247, "waitid" },
		{ 270, "pselect6" },
		{ 281, "epoll_pwait" },
	};

	for (size_t i = 0; i < COUNT_OF(table); i++)
		if (!CHECK_TEXT(bytes_of(syscalls_name(table[i].number)), bytes_of(table[i].name)))
			printf("   %lld\n", table[i].number);
	CHECK(syscalls_name(39) == NULL); /* getpid: nothing waits in it */
#endif
}

int
main(void)
{
	known_numbers();
	CHECK(syscalls_name(-1) == NULL);
	CHECK(syscalls_name(1000000) == NULL);
	if (call_of(getpid()) >= 0) { /* some kernels do not tell */
		check_waiting(wait_in_read, "read", "read");
		check_waiting(wait_in_sleep, "nanosleep", "clock_nanosleep");
		check_waiting(wait_for_child, "wait4", "waitid");
	}
	return check_end();
}
