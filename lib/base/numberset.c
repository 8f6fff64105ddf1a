#include "base/numberset.h"

#include "base/hash.h"

enum {
	KEPT = 256, /* places: a set that has more gives them back */
	MOST = 1024 * 1024,
};

void
numberset_free(struct numberset *set)
{
	index_free(&set->index);
}

void
numberset_clear(struct numberset *set)
{
	if (set->index.size > KEPT)
		index_free(&set->index);
	else
		index_clear(&set->index);
}

bool
numberset_has(const struct numberset *set, uint64_t number)
{
	size_t at = 0;

	return index_find(&set->index, hash_number(number), &at) != INDEX_NONE;
}

bool
numberset_add(struct numberset *set, uint64_t number)
{
	uint64_t hash = hash_number(number);
	size_t at = 0;

	if (number == 0 || index_find(&set->index, hash, &at) != INDEX_NONE)
		return false;
	if (set->index.count < MOST)
		(void)index_add(&set->index, hash, 0);
	return true;
}
