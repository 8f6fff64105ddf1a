#include "base/numberset.h"

#include "check.h"

int
main(void)
{
	enum { MOST = 1024 * 1024 };
	struct numberset set = { .count = 0 };
	size_t wrong = 0;

	CHECK(!numberset_has(&set, 7) && !numberset_has(&set, 0));
	for (uint64_t number = 1; number <= 100000; number++)
		wrong += !numberset_add(&set, number << 32);
	CHECK(wrong == 0 && set.count == 100000);
	for (uint64_t number = 1; number <= 100000; number++) {
		wrong +=
		    !numberset_has(&set, number << 32) || numberset_has(&set, (number << 32) + 1);
		wrong += numberset_add(&set, number << 32);
	}
	CHECK(wrong == 0 && set.count == 100000);
	numberset_clear(&set);
	CHECK(set.count == 0 && !numberset_has(&set, 1ULL << 32));
	/* at its ceiling, numbers that are in it are found, and no more are added */
	for (uint64_t number = 1; number <= MOST + 5; number++)
		wrong += !numberset_add(&set, number);
	CHECK(wrong == 0);
	CHECK(numberset_has(&set, 5) && !numberset_add(&set, 5));
	CHECK(!numberset_has(&set, MOST + 5) && numberset_add(&set, MOST + 5));
	numberset_free(&set);
	CHECK(numberset_add(&set, UINT64_MAX) && numberset_has(&set, UINT64_MAX));
	numberset_free(&set);
	return check_end();
}
