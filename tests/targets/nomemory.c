/*
 * To be preloaded into a stage: makes its allocation number FAIL_AT fail, and with FAIL_ON=1 all later ones. The file
 * FAIL_COUNT gets the number of allocations. Programs that the stage starts are not affected.
 */
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

/* the functions of glibc, by the names under which it exports them */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *memory, size_t size);

static atomic_long calls;
static long fail_at; /* 0: none fails */
static int fail_on;
static const char *count_file;
static pid_t counted;

__attribute__((constructor)) static void
begin(void)
{
	/* seconds of processor time, which a busy machine does not use up: only a run that never ends does */
	const struct rlimit limit = { 10, 10 };
	const char *at = getenv("FAIL_AT");

	count_file = getenv("FAIL_COUNT");
	unsetenv("LD_PRELOAD");
	counted = getpid();
	setrlimit(RLIMIT_CPU, &limit);
	fail_on = getenv("FAIL_ON") != NULL;
	calls = 0;
	fail_at = at == NULL ? 0 : atol(at);
}

__attribute__((destructor)) static void
end(void)
{
	long count = calls;
	FILE *file;

	if (count_file == NULL || getpid() != counted)
		return;
	fail_at = 0;
	file = fopen(count_file, "w");
	if (file == NULL || fprintf(file, "%ld\n", count) < 0 || fclose(file) != 0)
		_exit(125);
}

static int
fails(void)
{
	long call = atomic_fetch_add(&calls, 1) + 1;

	if (fail_at == 0 || call < fail_at || (call > fail_at && !fail_on))
		return 0;
	errno = ENOMEM;
	return 1;
}

void *
malloc(size_t size)
{
	return fails() ? NULL : __libc_malloc(size);
}

void *
calloc(size_t count, size_t size)
{
	return fails() ? NULL : __libc_calloc(count, size);
}

void *
realloc(void *memory, size_t size)
{
	return fails() ? NULL : __libc_realloc(memory, size);
}
