/*
 * Hangs in a handler of SIGALRM that interrupted nanosleep(2): the handler waits in one of these ways for something that
 * never happens.
 *
 * usage: handler mutex|rwlock|condition|semaphore|barrier|join|read|write|poll|sleep|pause|child|flock|spin
 */
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *how;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER, other = PTHREAD_MUTEX_INITIALIZER;
static pthread_rwlock_t rwlock = PTHREAD_RWLOCK_INITIALIZER;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
static pthread_barrier_t barrier;
static pthread_t sleeper;
static sem_t semaphore, taken;
static int ends[2], file;
static volatile int on = 1;

static void
on_alarm(int signal)
{
	static char bytes[1 << 20];

	(void)signal;
	if (strcmp(how, "mutex") == 0)
		pthread_mutex_lock(&mutex);
	else if (strcmp(how, "rwlock") == 0)
		pthread_rwlock_wrlock(&rwlock);
	else if (strcmp(how, "condition") == 0)
		pthread_cond_wait(&condition, &other);
	else if (strcmp(how, "semaphore") == 0)
		sem_wait(&semaphore);
	else if (strcmp(how, "barrier") == 0)
		pthread_barrier_wait(&barrier);
	else if (strcmp(how, "join") == 0)
		pthread_join(sleeper, NULL);
	else if (strcmp(how, "read") == 0)
		(void)!read(ends[0], bytes, 1);
	else if (strcmp(how, "write") == 0)
		(void)!write(ends[1], bytes, sizeof(bytes));
	else if (strcmp(how, "poll") == 0)
		poll(NULL, 0, -1);
	else if (strcmp(how, "sleep") == 0)
		sleep(1000);
	else if (strcmp(how, "pause") == 0)
		pause();
	else if (strcmp(how, "child") == 0)
		waitpid(-1, NULL, 0);
	else if (strcmp(how, "flock") == 0)
		flock(file, LOCK_EX);
	while (on)
		;
}

/* The thread that holds the mutex and the lock, or that the handler joins. */
static void *
sleep_on(void *nothing)
{
	pthread_mutex_lock(&mutex);
	pthread_rwlock_rdlock(&rwlock);
	sem_post(&taken);
	sleep(1000);
	return nothing;
}

int
main(int argc, char *argv[])
{
	struct itimerval soon = { .it_value = { .tv_usec = 50000 } };
	char path[] = "/tmp/handler.XXXXXX";
	struct sigaction action = { .sa_handler = on_alarm };
	sigset_t alarms;

	if (argc != 2 || pipe(ends) < 0 || (file = mkstemp(path)) < 0)
		return 2;
	how = argv[1];
	flock(open(path, O_RDONLY | O_CLOEXEC), LOCK_EX);
	unlink(path);
	pthread_barrier_init(&barrier, NULL, 2);
	sem_init(&semaphore, 0, 0);
	sem_init(&taken, 0, 0);
	pthread_mutex_lock(&other);
	sigaction(SIGALRM, &action, NULL);
	sigemptyset(&alarms);
	sigaddset(&alarms, SIGALRM);
	pthread_sigmask(SIG_BLOCK, &alarms, NULL);
	pthread_create(&sleeper, NULL, sleep_on, NULL);
	if (strcmp(how, "child") == 0 && fork() == 0)
		sleep(1000);
	sem_wait(&taken);
	setitimer(ITIMER_REAL, &soon, NULL);
	pthread_sigmask(SIG_UNBLOCK, &alarms, NULL);
	while (on)
		sleep(1000);
	return 0;
}
