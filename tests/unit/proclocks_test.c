#define _GNU_SOURCE /* syscall */
#include "check.h"
#include "collect/maps.h"
#include "collect/proclocks.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* In this process, a thread waits for a mutex of the main thread. */
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static atomic_long waiter;

static void *
wait_for_mutex(void *nothing)
{
	waiter = syscall(SYS_gettid);
	pthread_mutex_lock(&mutex);
	pthread_mutex_unlock(&mutex);
	return nothing;
}

/* A child reads the lock by the process's number. */
static const char *
own_folder(void)
{
	static char folder[64];

	snprintf(folder, sizeof(folder), "/proc/%lld", (long long)getpid());
	return folder;
}

static void
read_own(const struct module_map *map, struct locks *locks)
{
	struct reader reader;

	reader_open(&reader, own_folder());
	proclocks_read((long long)getpid(), &reader, map, locks);
	reader_close(&reader);
}

/* The waiter's lock, when it waits in the kernel; tries for half a minute at most: machines are busy. */
static struct futex_lock
find_lock(const struct module_map *map)
{
	const struct timespec pause = { 0, 10000000 };
	struct futex_lock lock = { .kind = NULL };

	for (int i = 0; i < 3000 && lock.kind == NULL; i++) {
		const struct locks_thread *found;
		struct locks locks;

		nanosleep(&pause, NULL);
		read_own(map, &locks);
		found = locks_find(&locks, waiter);
		if (found != NULL)
			lock = found->lock;
		locks_free(&locks);
	}
	return lock;
}

/* The lock is confirmed as long as the thread waits, but not when the lock is free. */
static void
check_confirmed(const struct module_map *map, pthread_t thread)
{
	struct reader reader;
	struct locks locks;
	const struct locks_thread *found;

	read_own(map, &locks);
	reader_open(&reader, own_folder());
	found = locks_find(&locks, waiter);
	for (int i = 0; i < 2 && found != NULL; i++) {
		proclocks_confirm((long long)getpid(), &reader, map, i == 1, &locks);
		CHECK(found->lock.kind != NULL);
	}
	pthread_mutex_unlock(&mutex);
	pthread_join(thread, NULL);
	proclocks_confirm((long long)getpid(), &reader, map, true, &locks);
	CHECK(found == NULL || found->lock.kind == NULL);
	reader_close(&reader);
	locks_free(&locks);
}

int
main(void)
{
	struct module_map map = { .memory = arena_new(1 << 24) };
	struct reader reader;
	struct locks locks;
	struct futex_lock lock;
	pthread_t thread;

	reader_open(&reader, own_folder());
	CHECK(maps_read(&reader, &map) == 0);
	reader_close(&reader);
	pthread_mutex_lock(&mutex);
	CHECK(pthread_create(&thread, NULL, wait_for_mutex, NULL) == 0);
#if defined(__linux__) && defined(__GLIBC__) && defined(__x86_64__) && defined(__LP64__)
	lock = find_lock(&map);
	CHECK(lock.kind != NULL && strcmp(lock.kind, "mutex") == 0 && !lock.ended && !lock.timed);
	CHECK(lock.owner == (long long)getpid());
	CHECK(lock.address == (uint64_t)(uintptr_t)&mutex);
#else
	(void)find_lock;
	(void)lock;
#endif
	check_confirmed(&map, thread);
	read_own(&map, &locks);
	CHECK(locks_find(&locks, waiter) == NULL);
	locks_free(&locks);
	free(map.list);
	arena_free(map.memory);
	return check_end();
}
