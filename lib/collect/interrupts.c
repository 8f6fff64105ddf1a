#include "collect/interrupts.h"

#include "base/bytes.h"

#include <signal.h>
#include <stddef.h>

static const int numbers[] = { SIGINT, SIGTERM, SIGHUP, SIGPIPE };
enum { COUNT = COUNT_OF(numbers) };

static struct sigaction before[COUNT];
static volatile sig_atomic_t came;

/* The second one ends the program at once: what has to be done then, the guard does. */
static void
note(int number)
{
	if (came != 0) {
		signal(number, SIG_DFL);
		raise(number);
	}
	came = number;
}

void
interrupts_hold(void)
{
	struct sigaction action = { .sa_handler = note };

	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < COUNT; i++) {
		sigaction(numbers[i], NULL, &before[i]);
		if (before[i].sa_handler != SIG_IGN)
			sigaction(numbers[i], &action, NULL);
	}
}

int
interrupts_came(void)
{
	return came;
}

void
interrupts_wait(struct timespec *begun, long long ms)
{
	enum { MOMENT_MS = 50, NS_PER_MS = 1000000 };
	struct timespec now, moment;
	long long left;

	for (;;) {
		clock_gettime(CLOCK_MONOTONIC, &now);
		left = ms - (long long)(now.tv_sec - begun->tv_sec) * 1000 -
		    (now.tv_nsec - begun->tv_nsec) / NS_PER_MS;
		if (came != 0 || left <= 0)
			break;
		/* a signal that comes just before the pause is seen no later than this */
		moment = (struct timespec){ 0, (left < MOMENT_MS ? left : MOMENT_MS) * NS_PER_MS };
		nanosleep(&moment, NULL);
	}
	*begun = now;
}

void
interrupts_release(void)
{
	for (size_t i = 0; i < COUNT; i++)
		sigaction(numbers[i], &before[i], NULL);
	if (came != 0)
		raise(came);
}
