#include "native/threadtable.h"

#include "check.h"

int
main(void)
{
	enum { MOST = 1024 * 1024 };
	struct threadtable table = { .count = 0 };
	size_t wrong = 0;

	CHECK(threadtable_find(&table, 7) == NULL);
	CHECK(threadtable_add(&table, 0) == NULL && threadtable_add(&table, -5) == NULL);
	CHECK(threadtable_find(&table, 0) == NULL && threadtable_find(&table, -5) == NULL);
	for (long long key = 1; key <= 100000; key++) {
		struct threadtable_entry *entry = threadtable_add(&table, key * 4096);

		wrong += entry == NULL || entry->comm.len != 0;
		if (entry != NULL)
			entry->comm = (struct bytes){ "x", (size_t)key };
	}
	CHECK(wrong == 0 && table.count == 100000);
	for (long long key = 1; key <= 100000; key++) {
		struct threadtable_entry *entry = threadtable_find(&table, key * 4096);

		wrong += entry == NULL || entry->comm.len != (size_t)key;
		wrong += threadtable_find(&table, key * 4096 + 1) != NULL;
	}
	CHECK(wrong == 0);
	CHECK(threadtable_add(&table, 4096)->comm.len == 1 && table.count == 100000);
	threadtable_clear(&table);
	CHECK(table.count == 0 && threadtable_find(&table, 4096) == NULL);
	/* it holds a million and no more, and says so; what it holds is found all the same */
	for (long long key = 1; key <= MOST + 5; key++)
		wrong += (threadtable_add(&table, key) == NULL) != (key > MOST);
	CHECK(wrong == 0);
	CHECK(threadtable_add(&table, 5) != NULL && threadtable_find(&table, MOST) != NULL);
	CHECK(threadtable_find(&table, MOST + 1) == NULL);
	threadtable_clear(&table);
	CHECK(threadtable_add(&table, 1LL << 60) != NULL);
	threadtable_free(&table);
	CHECK(threadtable_find(&table, 1LL << 60) == NULL);
	threadtable_free(&table);
	return check_end();
}
