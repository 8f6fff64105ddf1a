#include "group/memberlist.h"

#include "groupings.h"
#include "record/names.h"

/* Threads, grouped by functions alone, and a member of the first group; NULL: it has none. */
static const struct {
	const char *lines[7], *name, *wanted;
} rows[] = {
	/* what is known of a member, and nothing else */
	{ { IN_F("7",
		"\"tid\":1,\"inferior\":2,\"lwp\":9,\"comm\":\"w\",\"cpu_percent\":0,\"crashed\":"
		"true"),
	      IN_F("8", "\"lwp\":3"), NULL },
	    NAME_MEMBERS,
	    "[{\"pid\":7,\"tid\":1,\"inferior\":2,\"lwp\":9,\"comm\":\"w\",\"crashed\":true,\"cpu_"
	    "percent\":0},"
	    "{\"pid\":8,\"lwp\":3}]" },
	/* ranks: by name, or the pool of names that differ by a number; numbers as ranges */
	{ { IN_F("7", "\"tid\":1"), NULL }, NAME_RANKS, NULL },
	{ { IN_F("7", "\"tid\":3,\"comm\":\"b\""), IN_F("7", "\"tid\":1,\"comm\":\"b\""),
	      IN_F("7", "\"tid\":2,\"comm\":\"a\""), NULL },
	    NAME_RANKS,
	    "[{\"name\":\"a\",\"count\":1,\"pids\":\"7\",\"tids\":\"2\"},"
	    "{\"name\":\"b\",\"count\":2,\"pids\":\"7\",\"tids\":\"1,3\"}]" },
	{ { IN_F("7", "\"tid\":1,\"comm\":\"io-1\""), IN_F("7", "\"tid\":2,\"comm\":\"io-2\""),
	      IN_F("8", "\"tid\":3,\"comm\":\"io-3\""), NULL },
	    NAME_RANKS, "[{\"name\":\"io\",\"count\":3,\"pids\":\"7-8\",\"tids\":\"1-3\"}]" },
	/* LWPs where a debugger has no numbers; neither where one thread has none */
	{ { IN_F("7", "\"lwp\":5"), IN_F("7", "\"tid\":1,\"lwp\":4"), NULL }, NAME_RANKS,
	    "[{\"count\":2,\"pids\":\"7\",\"lwps\":\"4-5\"}]" },
	{ { IN_F("7", "\"lwp\":5"), IN_F("7", "\"tid\":1"), NULL }, NAME_RANKS,
	    "[{\"count\":2,\"pids\":\"7\"}]" },
	/* looks: of processes that were looked at several times, those in the same looks together */
	{ { IN_F("7", "\"tid\":1,\"sample\":1"), IN_F("8", "\"tid\":1,\"sample\":1"), NULL },
	    NAME_LOOKS, NULL },
	{ { IN_F("7", "\"tid\":1,\"sample\":1"), IN_F("7", "\"tid\":2,\"sample\":1"),
	      IN_F("7", "\"tid\":3,\"sample\":3"), IN_G("7", "\"tid\":1,\"sample\":3"),
	      IN_F("8", "\"tid\":1,\"sample\":1"), NULL },
	    NAME_LOOKS,
	    "[{\"pid\":7,\"threads\":2,\"in\":\"1\",\"of\":\"1,3\"},"
	    "{\"pid\":7,\"threads\":1,\"in\":\"3\",\"of\":\"1,3\"}]" },
	/* stuck: in all looks, unless a number of a look came twice */
	{ { IN_F("7", "\"tid\":1,\"sample\":1"), IN_F("7", "\"tid\":1,\"sample\":2"), NULL },
	    NAME_STUCK, "true" },
	{ { IN_F("7", "\"tid\":1,\"sample\":1"), IN_G("7", "\"tid\":1,\"sample\":2"), NULL },
	    NAME_STUCK, NULL },
	{ { IN_F("7", "\"tid\":1,\"sample\":1"), IN_F("7", "\"tid\":1,\"sample\":1"),
	      IN_F("7", "\"tid\":1,\"sample\":2"), NULL },
	    NAME_STUCK, NULL },
};

int
main(void)
{
	struct arena *memory = arena_new(1 << 22);

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct grouping *grouping = grouping_of("functions", "exception", rows[i].lines);
		struct bytes line = BYTES_NONE;
		const char *reason;
		size_t place;

		CHECK(group_next(grouping, &line));
		if (!CHECK_TEXT(
			json_written(json_member(
			    json_read(bytes_trim(line), memory, &reason, &place), rows[i].name)),
			bytes_of(rows[i].wanted)))
			printf("   row %zu\n", i);
		group_free(grouping);
		arena_reset(memory);
	}
	arena_free(memory);
	return check_end();
}
