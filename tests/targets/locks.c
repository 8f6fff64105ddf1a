/*
 * usage: locks SCENARIO
 *
 * Threads that wait for locks. Prints who waits for whom, and then, when all of them wait, the line `ready`:
 *
 *     waits WAITER KIND OWNER      the LWPs of two threads; OWNER is `ended` if that thread is gone
 *     deadlock LWP LWP …           each waits for the next one, the last for the first
 *     behind WAITER LWP            it waits for a thread in a deadlock, but is not in it
 *
 * A wait is not printed if nothing shows the owner of such a lock. Ends after ten minutes if nobody ends it.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { LIFE = 600, MOST = 8 };

enum kind {
	NORMAL,
	RECURSIVE,
	ERRORCHECK,
	ADAPTIVE,
	SHARED,
	ROBUST,
	PI,
	PI_ROBUST,
	TIMED,
	WRITERS,
	READERS,
	STDIO
};

static const char *const words[] = { "normal", "recursive", "errorcheck", "adaptive", "shared",
	"robust", "pi", "pi-robust", "timed", "writers", "readers", "stdio" };

static struct lock {
	pthread_mutex_t mutex;
	pthread_rwlock_t rwlock;
	FILE *file;
} locks[MOST];

/* A thread takes one lock, and then waits for the other; -1: none. */
struct worker {
	enum kind kind, wanted;
	int holds, wants;
	struct worker *joins;
	pthread_t thread;
	atomic_int lwp; /* set when it is about to wait */
};

static pthread_barrier_t held;
static struct worker workers[MOST];
static int started;

static int
own_lwp(void)
{
	return (int)syscall(SYS_gettid);
}

static const char *
kind_name(enum kind kind)
{
	if (kind == STDIO)
		return "stdio";
	if (kind == WRITERS || kind == READERS)
		return "rwlock";
	return kind == PI || kind == PI_ROBUST ? "pi-mutex" : "mutex";
}

static void
make_lock(struct lock *lock, enum kind kind)
{
	static const int types[] = { [RECURSIVE] = PTHREAD_MUTEX_RECURSIVE,
		[ERRORCHECK] = PTHREAD_MUTEX_ERRORCHECK,
		[ADAPTIVE] = PTHREAD_MUTEX_ADAPTIVE_NP };
	pthread_mutexattr_t how;

	pthread_mutexattr_init(&how);
	if (kind >= RECURSIVE && kind <= ADAPTIVE)
		pthread_mutexattr_settype(&how, types[kind]);
	if (kind == SHARED)
		pthread_mutexattr_setpshared(&how, PTHREAD_PROCESS_SHARED);
	if (kind == ROBUST || kind == PI_ROBUST)
		pthread_mutexattr_setrobust(&how, PTHREAD_MUTEX_ROBUST);
	if (kind == PI || kind == PI_ROBUST)
		pthread_mutexattr_setprotocol(&how, PTHREAD_PRIO_INHERIT);
	pthread_mutex_init(&lock->mutex, &how);
	pthread_rwlock_init(&lock->rwlock, NULL);
	lock->file = fopen("/dev/null", "w");
}

static void
take(struct lock *lock, enum kind kind)
{
	struct timespec late = { .tv_sec = time(NULL) + LIFE };

	if (kind == STDIO)
		flockfile(lock->file);
	else if (kind == READERS)
		pthread_rwlock_rdlock(&lock->rwlock);
	else if (kind == WRITERS)
		pthread_rwlock_wrlock(&lock->rwlock);
	else if (kind == TIMED)
		pthread_mutex_timedlock(&lock->mutex, &late);
	else
		pthread_mutex_lock(&lock->mutex);
}

static void *
work(void *argument)
{
	struct worker *worker = argument;

	if (worker->holds >= 0)
		take(&locks[worker->holds], worker->kind);
	pthread_barrier_wait(&held);
	worker->lwp = own_lwp();
	if (worker->joins != NULL)
		pthread_join(worker->joins->thread, NULL);
	else
		take(&locks[worker->wants], worker->wanted);
	return NULL;
}

static struct worker *
add(enum kind kind, int holds, enum kind wanted, int wants)
{
	workers[started] =
	    (struct worker){ .kind = kind, .wanted = wanted, .holds = holds, .wants = wants };
	if (holds >= 0)
		make_lock(&locks[holds], kind);
	return &workers[started++];
}

/* True if the thread is in the system call futex: 202 on x86-64. */
static int
is_waiting(int lwp)
{
	char path[64], text[64] = "";
	FILE *file;

	snprintf(path, sizeof(path), "/proc/self/task/%d/syscall", lwp);
	file = fopen(path, "r");
	if (file != NULL && fgets(text, sizeof(text), file) == NULL)
		text[0] = '\0';
	if (file != NULL)
		fclose(file);
	return strncmp(text, "202 ", 4) == 0;
}

static void
await(int lwp)
{
	while (!is_waiting(lwp))
		usleep(1000);
}

/* Starts the threads that were added, and returns when all of them wait. */
static void
start(void)
{
	pthread_barrier_init(&held, NULL, (unsigned)started);
	for (int i = 0; i < started; i++)
		pthread_create(&workers[i].thread, NULL, work, &workers[i]);
	for (int i = 0; i < started; i++) {
		while (workers[i].lwp == 0)
			usleep(1000);
		await(workers[i].lwp);
	}
}

static void
say(const struct worker *worker, const struct worker *owner)
{
	printf("waits %d %s %d\n", worker->lwp,
	    worker->joins != NULL ? "thread" : kind_name(worker->wanted), owner->lwp);
}

/* Adds two threads that wait behind the first one: one wants its lock, and the main thread joins that one. */
static void
end_with(int count)
{
	struct worker *last = &workers[started - 1];

	printf("deadlock");
	for (int i = 0; i < count; i++)
		printf(" %d", workers[i].lwp);
	printf("\n");
	if (started > count) {
		say(last, &workers[0]);
		printf("behind %d %d\n", last->lwp, workers[0].lwp);
	}
	printf("waits %d thread %d\nbehind %d %d\n", getpid(), last->lwp, getpid(), workers[0].lwp);
	printf("ready\n");
	fflush(stdout);
	pthread_join(last->thread, NULL);
}

/*
 * So many threads, each of which holds a lock of that kind and waits for the next one's. With priority inheritance there
 * is only one such lock in the ring, since the kernel refuses a ring of them.
 */
static void
ring(int count, enum kind kind)
{
	enum kind rest = kind == PI || kind == PI_ROBUST ? NORMAL : kind;

	for (int i = 0; i < count; i++)
		add(i == 0 ? kind : rest, i, i + 1 == count ? kind : rest, (i + 1) % count);
	add(kind, -1, kind, 0);
	start();
	for (int i = 0; i < count; i++)
		say(&workers[i], &workers[(i + 1) % count]);
	end_with(count);
}

/* One thread holds a lock for writing and wants the other's mutex; the other wants to read. */
static void
reader(void)
{
	add(WRITERS, 0, NORMAL, 1);
	add(NORMAL, 1, READERS, 0);
	start();
	say(&workers[0], &workers[1]);
	say(&workers[1], &workers[0]);
	printf("deadlock %d %d\nready\n", workers[0].lwp, workers[1].lwp);
	fflush(stdout);
	pause();
}

/* A lock does not record its readers, so only one of the two owners is known. */
static void
read_lock(void)
{
	add(READERS, 0, NORMAL, 1);
	add(NORMAL, 1, WRITERS, 0);
	start();
	say(&workers[0], &workers[1]);
	printf("ready\n");
	fflush(stdout);
	pause();
}

static void
join(void)
{
	add(NORMAL, 0, NORMAL, 0);
	add(NORMAL, -1, NORMAL, 0);
	workers[0].joins = &workers[1];
	add(NORMAL, -1, NORMAL, 0);
	start();
	say(&workers[0], &workers[1]);
	say(&workers[1], &workers[0]);
	end_with(2);
}

static void
self(void)
{
	add(NORMAL, 0, NORMAL, 0);
	start();
	say(&workers[0], &workers[0]);
	end_with(1);
}

static void
take_again(int number)
{
	(void)number;
	take(&locks[0], NORMAL);
}

static void *
interrupted(void *nothing)
{
	make_lock(&locks[0], NORMAL);
	take(&locks[0], NORMAL);
	workers[0].lwp = own_lwp();
	raise(SIGUSR1);
	return nothing;
}

/* Its signal handler wants a lock that the thread itself holds. */
static void
handler(void)
{
	signal(SIGUSR1, take_again);
	pthread_create(&workers[started++].thread, NULL, interrupted, NULL);
	while (workers[0].lwp == 0)
		usleep(1000);
	await(workers[0].lwp);
	say(&workers[0], &workers[0]);
	end_with(1);
}

static void *
take_and_end(void *nothing)
{
	take(&locks[0], NORMAL);
	workers[MOST - 1].lwp = own_lwp();
	return nothing;
}

static void
ended(void)
{
	pthread_t thread;

	make_lock(&locks[0], NORMAL);
	pthread_create(&thread, NULL, take_and_end, NULL);
	pthread_join(thread, NULL);
	add(NORMAL, -1, NORMAL, 0);
	start();
	printf("waits %d mutex ended\nready\n", workers[0].lwp);
	fflush(stdout);
	pause();
}

/* The main thread ends while it holds a lock; it stays in /proc until the others end. */
static void
first_ended(void)
{
	make_lock(&locks[0], NORMAL);
	take(&locks[0], NORMAL);
	add(NORMAL, -1, NORMAL, 0);
	start();
	printf("waits %d mutex ended\nready\n", workers[0].lwp);
	fflush(stdout);
	pthread_exit(NULL);
}

static sem_t semaphore;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;

static void *
wait_for_semaphore(void *argument)
{
	(void)argument;
	workers[0].lwp = own_lwp();
	sem_wait(&semaphore);
	return NULL;
}

static void *
wait_for_condition(void *argument)
{
	(void)argument;
	pthread_mutex_lock(&locks[0].mutex);
	workers[1].lwp = own_lwp();
	pthread_cond_wait(&condition, &locks[0].mutex);
	return NULL;
}

/* These wait for something that has no owner. */
static void
lost(void)
{
	pthread_t thread;

	make_lock(&locks[0], NORMAL);
	pthread_create(&thread, NULL, wait_for_semaphore, NULL);
	pthread_create(&thread, NULL, wait_for_condition, NULL);
	for (int i = 0; i < 2; i++) {
		while (workers[i].lwp == 0)
			usleep(1000);
		await(workers[i].lwp);
	}
	printf("ready\n");
	fflush(stdout);
	pause();
}

/* Each holds a mutex while it waits for the next one in a ring. There is one mutex more than threads, so one is free. */
static void *
walk(void *argument)
{
	int at = (int)((struct worker *)argument - workers);

	pthread_mutex_lock(&locks[at].mutex);
	pthread_barrier_wait(&held);
	for (;;) {
		pthread_mutex_lock(&locks[(at + 1) % MOST].mutex);
		pthread_mutex_unlock(&locks[at].mutex);
		at = (at + 1) % MOST;
	}
	return NULL;
}

/* Locks that change hands all the time without a deadlock. */
static void
pool(void)
{
	pthread_barrier_init(&held, NULL, MOST - 1);
	for (int i = 0; i < MOST; i++)
		make_lock(&locks[i], NORMAL);
	for (int i = 0; i < MOST - 1; i++)
		pthread_create(&workers[i].thread, NULL, walk, &workers[i]);
	printf("ready\n");
	fflush(stdout);
	pause();
}

static int
lock_file(const char *name)
{
	int file = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	return file == -1 ? -1 : flock(file, LOCK_EX);
}

/* Two processes: each has locked a file in the current folder, and waits for the other's. */
static void
lock_files(void)
{
	int ends[2];
	char byte = 0;
	pid_t first = getpid(), second;

	if (lock_file("first") == -1 || pipe(ends) == -1 || (second = fork()) == -1)
		exit(2);
	if (second == 0) {
		alarm(LIFE);
		byte = lock_file("second") == 0 && write(ends[1], &byte, 1) == 1;
		exit(byte == 1 ? lock_file("first") : 2);
	}
	if (read(ends[0], &byte, 1) != 1)
		exit(2);
	printf("waits %d file-lock %d\nwaits %d file-lock %d\ndeadlock %d %d\nready\n", first,
	    second, second, first, first, second);
	fflush(stdout);
	lock_file("second");
}

static const struct {
	const char *name;
	void (*run)(void);
} others[] = { { "reader", reader }, { "read-lock", read_lock }, { "join", join }, { "self", self },
	{ "handler", handler }, { "ended", ended }, { "first-ended", first_ended },
	{ "lost", lost }, { "pool", pool }, { "files", lock_files } };

/* `3-robust`: a ring of three robust mutexes. */
int
main(int argc, char *argv[])
{
	const char *name = argc == 2 ? argv[1] : "";
	int count = atoi(name);

	alarm(LIFE);
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (strcmp(others[i].name, name) == 0) {
			others[i].run();
			return 0;
		}
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]) && count > 1 && count < MOST; i++)
		if (i != READERS && strcmp(words[i], name + 2) == 0) {
			ring(count, (enum kind)i);
			return 0;
		}
	return 2;
}
