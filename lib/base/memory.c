#include "base/memory.h"

#include <stdlib.h>

static bool refused;

static void *
noted(void *memory)
{
	refused = refused || memory == NULL;
	return memory;
}

void *
memory_take(size_t size)
{
	return noted(malloc(size));
}

void *
memory_zero(size_t count, size_t size)
{
	return noted(calloc(count, size));
}

void *
memory_resize(void *memory, size_t size)
{
	return noted(realloc(memory, size));
}

void *
memory_spare(size_t size)
{
	return malloc(size);
}

bool
memory_refused(void)
{
	return refused;
}

void
memory_told(void)
{
	refused = false;
}
