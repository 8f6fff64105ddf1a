#include "base/array.h"

#include "base/memory.h"

#include <stdint.h>
#include <string.h>

enum { FIRST = 4 };

bool
array_grow(void *items, size_t *size, size_t element)
{
	size_t wanted = *size == 0 ? FIRST : 2 * *size;
	void *old, *grown;

	if (wanted > SIZE_MAX / 2 / element)
		return false;
	memcpy(&old, items, sizeof(old));
	grown = memory_resize(old, wanted * element);
	if (grown == NULL)
		return false;
	memcpy(items, &grown, sizeof(grown));
	*size = wanted;
	return true;
}
