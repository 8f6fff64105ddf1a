/* A living CPython, whose threads are known since it says them itself. */
#ifndef ST_TESTS_UNIT_PYPROCESS_H
#define ST_TESTS_UNIT_PYPROCESS_H

#include "check.h"
#include "collect/maps.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

struct pyprocess {
	pid_t pid;
	int version;      /* 311 for 3.11 */
	long long waiter; /* the LWP of a thread with the name `a waiter` */
	int input;        /* its end ends the process */
	struct reader reader;
	struct module_map map;
};

/* One thread waits in wait_here(), in line 3 and called by outer() in line 5; the first one in the module, line 8. */
static const char pyprocess_script[] =
    "import os, sys, threading, time\n"
    "def wait_here(seconds):\n"
    "    time.sleep(seconds)\n"
    "def outer():\n"
    "    wait_here(1000)\n"
    "t = threading.Thread(target=outer, name='a waiter', daemon=True); t.start()\n"
    "print(sys.version_info[0] * 100 + sys.version_info[1], t.native_id, flush=True)\n"
    "sys.stdin.read()\n";

static inline void
pyprocess_end(struct pyprocess *process)
{
	reader_close(&process->reader);
	free(process->map.list);
	arena_free(process->map.memory);
	close(process->input);
	kill(process->pid, SIGKILL);
	waitpid(process->pid, NULL, 0);
}

/* False: there is no python3. */
static inline bool
pyprocess_begin(struct pyprocess *process)
{
	int input[2] = { -1, -1 }, output[2] = { -1, -1 };
	char said[64] = "", folder[64];
	FILE *output_file;
	bool good;

	*process = (struct pyprocess){ .map.memory = arena_new(1 << 24) };
	fflush(stdout);
	CHECK(pipe(input) == 0 && pipe(output) == 0);
	process->pid = fork();
	if (process->pid == 0) {
		dup2(input[0], STDIN_FILENO);
		dup2(output[1], STDOUT_FILENO);
		close(input[0]);
		close(input[1]);
		close(output[0]);
		close(output[1]);
		execlp("python3", "python3", "-c", pyprocess_script, (char *)NULL);
		_exit(127);
	}
	close(input[0]);
	close(output[1]);
	process->input = input[1];
	output_file = fdopen(output[0], "r");
	good = fgets(said, sizeof(said), output_file) != NULL &&
	    CHECK(sscanf(said, "%d %lld", &process->version, &process->waiter) == 2);
	fclose(output_file);
	snprintf(folder, sizeof(folder), "/proc/%lld", (long long)process->pid);
	reader_open(&process->reader, folder);
	if (good)
		good = CHECK(maps_read(&process->reader, &process->map) == 0);
	if (!good)
		pyprocess_end(process);
	return good;
}

#endif
