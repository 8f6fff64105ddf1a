#include "collect/interrupts.h"

#include "child.h"
#include "collect/system.h"

#include <signal.h>
#include <time.h>

/* One signal is remembered; it acts when signals are let go. */
static int
hold(void *of)
{
	interrupts_hold();
	raise(*(const int *)of);
	printf("%d", interrupts_came() == *(const int *)of);
	fflush(stdout);
	interrupts_release();
	return 7;
}

static int
twice(void *of)
{
	interrupts_hold();
	raise(*(const int *)of);
	raise(*(const int *)of);
	return 7;
}

/* The handler of before is back. */
static int
release(void *of)
{
	interrupts_hold();
	interrupts_release();
	raise(*(const int *)of);
	return 7;
}

/* nohup(1) */
static int
ignored(void *of)
{
	signal(SIGHUP, SIG_IGN);
	interrupts_hold();
	raise(SIGHUP);
	if (interrupts_came() != 0)
		return 7;
	interrupts_release();
	raise(SIGHUP);
	return of != NULL;
}

static long long
waited(long long begun, long long ms)
{
	long long now = system_now_ms(), at = begun;

	interrupts_wait(&at, ms);
	CHECK(at >= now && at <= system_now_ms());
	return at - now;
}

/* As long as it says, from the moment that it is given; a signal ends it. */
static int
waits(void *of)
{
	const pid_t own = getpid();

	interrupts_hold();
	/* machines are busy */
	if (waited(system_now_ms(), 120) < 120 || waited(system_now_ms() - 60000, 60000) > 30000 ||
	    waited(system_now_ms(), 0) > 30000)
		return 7;
	if (fork() == 0) {
		nanosleep(&(struct timespec){ 0, 20000000 }, NULL);
		kill(own, SIGTERM);
		_exit(0);
	}
	return waited(system_now_ms(), 60000) < 30000 && interrupts_came() == SIGTERM && of == NULL;
}

int
main(void)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGPIPE };

	for (size_t i = 0; i < COUNT_OF(signals); i++) {
		int number = signals[i];

		child_check(hold, &number, "1", "", -number);
		child_check(twice, &number, "", "", -number);
		child_check(release, &number, "", "", -number);
	}
	child_check(ignored, NULL, "", "", 0);
	child_check(waits, NULL, "", "", 1);
	return check_end();
}
