/* Groupings for unit tests, of records that are given as JSON. */
#ifndef ST_TESTS_UNIT_GROUPINGS_H
#define ST_TESTS_UNIT_GROUPINGS_H

#include "group/group.h"
#include "record.h"

/* Threads of a process, in f() and in g(), with more members. */
#define IN_F(pid, more) \
	"{\"type\":\"thread\",\"process\":{\"pid\":" pid \
	"},\"frames\":[{\"function\":\"f\"}]," more "}"
#define IN_G(pid, more) \
	"{\"type\":\"thread\",\"process\":{\"pid\":" pid \
	"},\"frames\":[{\"function\":\"g\"}]," more "}"

/* A grouping of records, ended by NULL, by these keys. */
static inline struct grouping *
grouping_of(const char *threads, const char *tracebacks, const char *const *lines)
{
	struct arena *memory = arena_new(1 << 22);
	struct group_options options = { .members_max = 1000, .messages.most = 100 };
	struct grouping *grouping;
	struct bytes wrong;

	CHECK(key_parse(bytes_of(threads), &options.threads, &wrong));
	CHECK(key_parse(bytes_of(tracebacks), &options.tracebacks, &wrong));
	grouping = group_new(&options);
	CHECK(grouping != NULL);
	for (; *lines != NULL; lines++) {
		struct record record = record_of(*lines, memory);
		struct counts counts;
		const char *why = counts_read(&record, &counts);

		if (why == NULL)
			why = group_add(grouping, &record, &counts);
		if (!CHECK(why == NULL))
			printf("   %s: %s\n", *lines, why);
		arena_reset(memory);
	}
	arena_free(memory);
	return grouping;
}

#endif
