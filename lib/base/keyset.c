#include "base/keyset.h"

#include "base/array.h"
#include "base/hash.h"

#include <stdlib.h>

void
keyset_free(struct keyset *set)
{
	free(set->keys);
	index_free(&set->index);
	*set = (struct keyset){ .keys = NULL };
}

size_t
keyset_find(const struct keyset *set, struct bytes key)
{
	uint64_t hash = hash_bytes(key);
	size_t at = 0, number = index_find(&set->index, hash, &at);

	while (number != INDEX_NONE && !bytes_equal(set->keys[number], key))
		number = index_find(&set->index, hash, &at);
	return number;
}

size_t
keyset_add(struct keyset *set, struct bytes key, struct arena *memory)
{
	struct bytes copy = arena_copy(memory, key);

	if (copy.len < key.len || !ARRAY_ROOM(set->keys, set->count, set->size) ||
	    !index_add(&set->index, hash_bytes(key), set->count))
		return INDEX_NONE;
	set->keys[set->count] = copy;
	return set->count++;
}

size_t
keyset_number(struct keyset *set, struct bytes key, struct arena *memory)
{
	size_t number = keyset_find(set, key);

	return number != INDEX_NONE ? number : keyset_add(set, key, memory);
}
