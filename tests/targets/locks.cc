/*
 * usage: locks-cc SCENARIO
 * As locks.c, with locks of C++: a ring of three locks, `mutex`, `recursive` or `rwlock`.
 */
#include <atomic>
#include <cstdio>
#include <cstring>
#include <mutex>
#include <shared_mutex>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>

constexpr int count = 3;

static std::atomic<int> ready, lwps[count + 1];

static int
own_lwp()
{
	return static_cast<int>(syscall(SYS_gettid));
}

/* True if the thread is in the system call futex: 202 on x86-64. */
static bool
is_waiting(int lwp)
{
	char path[64], text[64] = "";

	snprintf(path, sizeof(path), "/proc/self/task/%d/syscall", lwp);
	if (FILE *file = fopen(path, "r")) {
		if (fgets(text, sizeof(text), file) == nullptr)
			text[0] = '\0';
		fclose(file);
	}
	return strncmp(text, "202 ", 4) == 0;
}

template <class Lock> struct Ring {
	Lock locks[count];

	void both(int own)
	{
		std::lock_guard<Lock> first(locks[own]);

		ready++;
		while (ready < count)
			std::this_thread::yield();
		lwps[own] = own_lwp();
		std::lock_guard<Lock> second(locks[(own + 1) % count]);
	}

	void behind()
	{
		lwps[count] = own_lwp();
		std::lock_guard<Lock> lock(locks[0]);
	}

	void run(const char *kind)
	{
		std::thread threads[count + 1];

		for (int i = 0; i < count; i++)
			threads[i] = std::thread(&Ring::both, this, i);
		while (ready < count)
			usleep(1000);
		threads[count] = std::thread(&Ring::behind, this);
		for (int i = 0; i <= count; i++)
			while (lwps[i] == 0 || !is_waiting(lwps[i]))
				usleep(1000);
		for (int i = 0; i <= count; i++)
			printf("waits %d %s %d\n", lwps[i].load(), kind, lwps[(i + 1) % (count + 1) % count].load());
		printf("deadlock %d %d %d\n", lwps[0].load(), lwps[1].load(), lwps[2].load());
		printf("behind %d %d\n", lwps[count].load(), lwps[0].load());
		printf("waits %d thread %d\nbehind %d %d\nready\n", getpid(), lwps[count].load(), getpid(),
		    lwps[0].load());
		fflush(stdout);
		threads[count].join();
	}
};

static Ring<std::mutex> mutexes;
static Ring<std::recursive_mutex> recursive;
static Ring<std::shared_mutex> shared;

int
main(int argc, char *argv[])
{
	const char *name = argc == 2 ? argv[1] : "";

	alarm(600);
	if (strcmp(name, "mutex") == 0)
		mutexes.run("mutex");
	else if (strcmp(name, "recursive") == 0)
		recursive.run("mutex");
	else if (strcmp(name, "rwlock") == 0)
		shared.run("rwlock");
	return 2;
}
