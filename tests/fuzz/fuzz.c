#include "fuzz.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* With --wrap, the linker calls these in place of lib/'s functions. */
void *__real_memory_take(size_t size);
void *__real_memory_zero(size_t count, size_t size);
void *__real_memory_resize(void *memory, size_t size);
void *__wrap_memory_take(size_t size);
void *__wrap_memory_zero(size_t count, size_t size);
void *__wrap_memory_resize(void *memory, size_t size);

static struct {
	long calls;
	long at;      /* the call that fails; 0: none */
	bool on;      /* all later calls fail, too */
	bool refused; /* a call has failed */
} allocations;

static bool
is_refused(void)
{
	long call = ++allocations.calls;
	bool refused = allocations.at > 0 &&
	    (call == allocations.at || (call > allocations.at && allocations.on));

	allocations.refused = allocations.refused || refused;
	return refused;
}

void *
__wrap_memory_take(size_t size)
{
	return is_refused() ? NULL : __real_memory_take(size);
}

void *
__wrap_memory_zero(size_t count, size_t size)
{
	return is_refused() ? NULL : __real_memory_zero(count, size);
}

void *
__wrap_memory_resize(void *memory, size_t size)
{
	return is_refused() ? NULL : __real_memory_resize(memory, size);
}

void
fuzz_expect(bool holds)
{
	if (!holds && !allocations.refused)
		abort();
}

/* Which call fails depends only on the input. */
static long
choose(const uint8_t *data, size_t size, long calls)
{
	uint64_t hash = 14695981039346656037u; /* FNV-1a */

	for (size_t i = 0; i < size; i++)
		hash = (hash ^ data[i]) * 1099511628211u;
	return 1 + (long)(hash % (uint64_t)calls);
}

static void
run(const uint8_t *data, size_t size, long at, bool on)
{
	allocations.calls = 0;
	allocations.at = at;
	allocations.on = on;
	allocations.refused = false;
	fuzz_one(data, size);
	allocations.at = 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	long at;

	run(data, size, 0, false);
	if (allocations.calls == 0)
		return 0;
	at = choose(data, size, allocations.calls);
	run(data, size, at, false);
	run(data, size, at, true);
	return 0;
}
