#include "io/interrupt.h"

#include "child.h"

#include <signal.h>
#include <time.h>

/* A pipe with so many bytes in it, whose writing end is closed if it is to be at its end. */
static int
filled(size_t bytes, bool end)
{
	int ends[2] = { -1, -1 };

	CHECK(pipe(ends) == 0);
	CHECK(write(ends[1], "12345678", bytes) == (ssize_t)bytes);
	if (end)
		close(ends[1]);
	return ends[0];
}

static int
quiet(void *of)
{
	interrupt_catch();
	interrupt_catch();
	return interrupt_wait(filled(0, false), true, 10) == INTERRUPT_QUIET &&
	    interrupt_wait(filled(3, false), true, -1) == INTERRUPT_READY &&
	    interrupt_wait(filled(0, true), true, -1) == INTERRUPT_READY && of == NULL;
}

/* SIGTERM ends all input, SIGINT all but that from a pipe; then the program dies of the signal. */
static int
interrupted(void *of)
{
	const int number = *(const int *)of;

	interrupt_catch();
	raise(number);
	if (interrupt_wait(filled(1, false), false, -1) != INTERRUPT_CAME ||
	    (interrupt_wait(filled(1, false), true, -1) == INTERRUPT_CAME) != (number == SIGTERM) ||
	    (interrupt_wait(filled(0, true), true, -1) == INTERRUPT_CAME) != (number == SIGTERM))
		return 7;
	interrupt_die();
	return 8;
}

/* A signal that comes while it waits. */
static int
awakened(void *of)
{
	const pid_t own = getpid();

	interrupt_catch();
	if (fork() == 0) {
		nanosleep(&(struct timespec){ 0, 20000000 }, NULL);
		kill(own, SIGTERM);
		_exit(0);
	}
	return interrupt_wait(filled(0, false), true, 20000) == INTERRUPT_CAME && of == NULL;
}

static int
twice(void *of)
{
	interrupt_catch();
	raise(*(const int *)of);
	raise(*(const int *)of);
	return 7;
}

/* nohup(1) */
static int
ignored(void *of)
{
	signal(SIGINT, SIG_IGN);
	interrupt_catch();
	raise(SIGINT);
	if (interrupt_wait(filled(1, false), false, -1) != INTERRUPT_READY)
		return 7;
	interrupt_die();
	return of == NULL;
}

int
main(void)
{
	int terminate = SIGTERM, interrupt = SIGINT;

	child_check(quiet, NULL, "", "", 1);
	child_check(interrupted, &terminate, "", "", -SIGTERM);
	child_check(interrupted, &interrupt, "", "", -SIGINT);
	child_check(awakened, NULL, "", "", 1);
	child_check(twice, &terminate, "", "", -SIGTERM);
	child_check(twice, &interrupt, "", "", -SIGINT);
	child_check(ignored, NULL, "", "", 1);
	return check_end();
}
