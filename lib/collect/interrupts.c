#include "collect/interrupts.h"

#include "base/bytes.h"
#include "collect/system.h"

#include <signal.h>
#include <stddef.h>
#include <time.h>

static const int numbers[] = { SIGINT, SIGTERM, SIGHUP, SIGPIPE };
enum { COUNT = COUNT_OF(numbers) };

static struct sigaction before[COUNT];
static volatile sig_atomic_t came;

/* The second signal ends the program at once; the guard then does what has to be done. */
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
interrupts_wait(long long *begun_ms, long long ms)
{
	enum { MOMENT_MS = 50, NS_PER_MS = 1000000 };
	long long now = system_now_ms();

	for (; came == 0 && now - *begun_ms < ms; now = system_now_ms()) {
		long long left = ms - (now - *begun_ms);
		/* a signal that comes just before the pause is seen no later than this */
		struct timespec moment = { 0, (left < MOMENT_MS ? left : MOMENT_MS) * NS_PER_MS };

		nanosleep(&moment, NULL);
	}
	*begun_ms = now;
}

void
interrupts_release(void)
{
	for (size_t i = 0; i < COUNT; i++)
		sigaction(numbers[i], &before[i], NULL);
	if (came != 0)
		raise(came);
}
