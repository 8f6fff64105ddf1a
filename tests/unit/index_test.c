#include "base/index.h"

#include "check.h"

static struct index things;

/* How many entries have the hash, and whether the wanted one is among them. */
static size_t
count_of(uint64_t hash, size_t wanted, bool *found)
{
	size_t at = 0, count = 0, number;

	*found = false;
	while ((number = index_find(&things, hash, &at)) != INDEX_NONE) {
		*found = *found || number == wanted;
		count++;
	}
	return count;
}

int
main(void)
{
	enum { MANY = 5000 };
	bool found;

	CHECK(count_of(7, 0, &found) == 0);
	/* equal hashes, hashes that share a place in small tables, and 0 */
	CHECK(index_add(&things, 7, 0) && index_add(&things, 7, 1) &&
	    index_add(&things, 7 + 8, 2) && index_add(&things, 0, 3) &&
	    index_add(&things, 7ULL << 40 | 7, 4));
	CHECK(count_of(7, 0, &found) == 2 && found);
	CHECK(count_of(7, 1, &found) == 2 && found);
	CHECK(count_of(15, 2, &found) == 1 && found);
	CHECK(count_of(0, 3, &found) == 1 && found);
	CHECK(count_of(7ULL << 40 | 7, 4, &found) == 1 && found);
	CHECK(count_of(8, 0, &found) == 0);
	index_clear(&things);
	CHECK(count_of(7, 0, &found) == 0 && things.count == 0);
	index_clear(&things);
	for (size_t i = 0; i < MANY; i++)
		CHECK(index_add(&things, i / 2 * 64, i));
	for (size_t i = 0; i < MANY; i++)
		CHECK(count_of(i / 2 * 64, i, &found) == 2 && found);
	CHECK(things.count == MANY && things.size >= 2 * MANY && things.size < 8 * MANY);
	index_free(&things);
	CHECK(count_of(0, 0, &found) == 0);
	return check_end();
}
