/*
 * usage: gaps FILE THREADS
 * Keeps in FILE, in nanoseconds, for how long it was not running at most, since somebody last wrote
 * 0 there. All other threads wait, some calls deep. Ends after an hour if nobody ends it.
 */
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum { LIFE = 3600, DEPTH = 8 };

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t never = PTHREAD_COND_INITIALIZER;

struct order {
	char customer[16];
	int numbers[4];
	double price;
};

__attribute__((noinline)) static int
wait_for_it(struct order order, int depth)
{
	struct order next = order;

	next.numbers[depth % 4] = depth;
	if (depth < DEPTH)
		return wait_for_it(next, depth + 1) + next.numbers[0];
	pthread_mutex_lock(&mutex);
	for (;;)
		pthread_cond_wait(&never, &mutex);
}

static void *
work(void *argument)
{
	struct order order = { "somebody", { 1, 2, 3, 4 }, 5.5 };

	(void)argument;
	return (void *)(intptr_t)wait_for_it(order, 0);
}

static uint64_t
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static void
watch(volatile uint64_t *longest)
{
	const struct timespec pause = { 0, 1000000 };

	for (uint64_t then = now(), gap;; then += gap) {
		nanosleep(&pause, NULL);
		gap = now() - then;
		if (gap > *longest)
			*longest = gap;
	}
}

int
main(int argc, char *argv[])
{
	int threads = argc == 3 ? atoi(argv[2]) : 0;
	int fd = argc == 3 ? open(argv[1], O_RDWR | O_CREAT, 0600) : -1;
	uint64_t *longest;

	if (threads == 0 || fd == -1 || ftruncate(fd, sizeof(*longest)) == -1)
		return 2;
	longest = mmap(NULL, sizeof(*longest), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (longest == MAP_FAILED)
		return 2;
	alarm(LIFE);
	for (int i = 1; i < threads; i++) {
		pthread_t thread;

		if (pthread_create(&thread, NULL, work, NULL) != 0)
			return 2;
	}
	watch(longest);
}
