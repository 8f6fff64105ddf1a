#include "io/interrupt.h"

#include "base/bytes.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

static volatile sig_atomic_t came; /* the signal that came */
static int told[2] = { -1, -1 };   /* a pipe: a byte in it ends poll(2) */

/* Notes the first signal; the next one of the same kind has its usual effect. */
static void
note(int number)
{
	int error = errno;

	came = number;
	signal(number, SIG_DFL);
	if (write(told[1], "", 1) == -1)
		came = number; /* the pipe is full, so it wakes poll(2) anyway */
	errno = error;
}

void
interrupt_catch(void)
{
	static const int signals[] = { SIGINT, SIGTERM };
	struct sigaction action = { .sa_handler = note, .sa_flags = SA_RESTART };

	if (told[0] != -1 || pipe(told) == -1)
		return;
	for (int i = 0; i < 2; i++)
		fcntl(told[i], F_SETFD, FD_CLOEXEC);
	for (size_t i = 0; i < COUNT_OF(signals); i++) {
		struct sigaction before;

		sigaction(signals[i], NULL, &before);
		if (before.sa_handler != SIG_IGN)
			sigaction(signals[i], &action, NULL);
	}
}

/* Whether a signal ends the input. After SIGINT a pipe is still read, until its writer closes it. */
static bool
ends(bool pipe)
{
	return came != 0 && !(came == SIGINT && pipe);
}

enum interrupt_wait
interrupt_wait(int fd, bool pipe, int milliseconds)
{
	struct pollfd wanted[] = { { .fd = fd, .events = POLLIN },
		{ .fd = told[0], .events = POLLIN } };
	char bytes[16];
	int ready = -1;

	while (!ends(pipe)) {
		wanted[0].revents = wanted[1].revents = 0;
		ready = poll(wanted, 2, milliseconds);
		if (ready > 0 && wanted[1].revents != 0)
			(void)!read(told[0], bytes, sizeof(bytes)); /* taken out again */
		if (ready == 0 || (ready > 0 && wanted[0].revents != 0) ||
		    (ready == -1 && errno != EINTR))
			break;
	}
	if (ends(pipe))
		return INTERRUPT_CAME;
	return ready == 0 ? INTERRUPT_QUIET : INTERRUPT_READY;
}

void
interrupt_die(void)
{
	if (came != 0)
		raise(came);
}
