/*
 * usage: heartbeat FILE THREADS [NAME]
 * Each thread adds 1 to its own counter in FILE every millisecond. The counters are in shared memory, so that others can
 * watch them. NAME becomes the kernel's name for the process. Ends after ten minutes if nobody ends it.
 */
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum { LIFE = 600 };

static void *
beat(void *argument)
{
	volatile uint64_t *counter = argument;
	const struct timespec pause = { 0, 1000000 };

	for (;;) {
		*counter += 1;
		nanosleep(&pause, NULL);
	}
	return NULL;
}

static void
set_name(const char *name)
{
	int fd = open("/proc/self/comm", O_WRONLY);

	if (fd == -1 || write(fd, name, strlen(name)) == -1)
		exit(2);
	close(fd);
}

int
main(int argc, char *argv[])
{
	size_t threads = argc >= 3 ? (size_t)atoi(argv[2]) : 0;
	int fd = argc >= 3 ? open(argv[1], O_RDWR | O_CREAT, 0600) : -1;
	uint64_t *counters;

	if (argc > 3)
		set_name(argv[3]);
	if (threads == 0 || fd == -1 || ftruncate(fd, (off_t)(threads * sizeof(*counters))) == -1)
		return 2;
	counters =
	    mmap(NULL, threads * sizeof(*counters), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (counters == MAP_FAILED)
		return 2;
	alarm(LIFE);
	for (size_t i = 1; i < threads; i++) {
		pthread_t thread;

		if (pthread_create(&thread, NULL, beat, &counters[i]) != 0)
			return 2;
	}
	beat(&counters[0]);
}
