#include "group/types.h"

#include "record.h"

#define RAISED(type) "{\"type\":\"traceback\",\"exception\":{\"type\":\"" type "\"}}"
#define GROUP(count, more) "{\"type\":\"group\",\"of\":\"traceback\",\"count\":" count more "}"
#define RECORDS(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* The types of records, ended by NULL, in the record of a group with `count` exceptions. */
static void
writes(const char *const *records, long long count, const char *wanted)
{
	struct arena *memory = arena_new(1 << 22), *kept = arena_new(1 << 22);
	struct keyset texts = { .count = 0 };
	struct tally types = { .count = 0 };
	struct buffer out = { .at = NULL };

	for (; *records != NULL; records++) {
		struct record record = record_of(*records, memory);

		CHECK(types_add(&types, &texts, &record, kept));
		arena_reset(memory);
	}
	types_write(&types, &texts, count, &out);
	CHECK_TEXT(buffer_bytes(&out), bytes_of(wanted));
	buffer_free(&out);
	tally_free(&types);
	keyset_free(&texts);
	arena_free(kept);
	arena_free(memory);
}

/* At most 256 types are counted; those that are among them are counted on. */
static void
many(void)
{
	struct arena *memory = arena_new(1 << 22), *kept = arena_new(1 << 22);
	struct keyset texts = { .count = 0 };
	struct tally types = { .count = 0 };
	char line[200];

	for (int i = 0; i < 2 * 300; i++) {
		struct record record;

		snprintf(line, sizeof(line), RAISED("E%d"), i % 300);
		record = record_of(line, memory);
		CHECK(types_add(&types, &texts, &record, kept));
		arena_reset(memory);
	}
	CHECK(types.count == 256 && tally_sum(&types) == 512);
	tally_free(&types);
	keyset_free(&texts);
	arena_free(kept);
	arena_free(memory);
}

int
main(void)
{
	/* one type, which all have, is said elsewhere */
	writes(RECORDS(RAISED("E"), RAISED("E")), 2, "");
	writes(RECORDS(RAISED("E")), 2, "[{\"type\":\"E\",\"count\":1}]");
	writes(RECORDS(RAISED("K"), RAISED("E"), RAISED("E")), 3,
	    "[{\"type\":\"E\",\"count\":2},{\"type\":\"K\",\"count\":1}]");
	/* the module of a script is no part of the type; one without a type is not counted */
	writes(RECORDS(RAISED("__main__.E"), RAISED("E"), RAISED("a.E")), 3,
	    "[{\"type\":\"E\",\"count\":2},{\"type\":\"a.E\",\"count\":1}]");
	writes(RECORDS(RAISED(""), "{\"type\":\"traceback\"}"), 2, "");
	/* groups: as many as they have, or as they say of each type */
	writes(RECORDS(GROUP("5", ",\"exception\":{\"type\":\"E\"}"), RAISED("K")), 6,
	    "[{\"type\":\"E\",\"count\":5},{\"type\":\"K\",\"count\":1}]");
	writes(RECORDS(GROUP("5",
		   ",\"exception\":{\"type\":\"E\"},\"types\":[{\"type\":\"K\",\"count\":3},"
		   "{\"type\":\"E\",\"count\":2}]")),
	    5, "[{\"type\":\"K\",\"count\":3},{\"type\":\"E\",\"count\":2}]");
	writes(RECORDS(GROUP("0", ",\"was\":2,\"exception\":{\"type\":\"E\"}")), 0, "");
	many();
	return check_end();
}
