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
interrupts_wait(time_t *begun, long long seconds)
{
	const struct timespec moment = { 0, 50000000 };

	/* a clock that is set back must not make it wait for longer */
	while (came == 0 && time(NULL) - *begun < seconds && time(NULL) >= *begun)
		nanosleep(&moment, NULL);
	*begun = time(NULL);
}

void
interrupts_release(void)
{
	for (size_t i = 0; i < COUNT; i++)
		sigaction(numbers[i], &before[i], NULL);
	if (came != 0)
		raise(came);
}
