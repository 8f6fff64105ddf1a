#include "record/counts.h"

#include "check.h"

static struct arena *memory;
static struct counts counts;

static bool
good(const char *line)
{
	struct stream_fault fault;
	struct record record;

	arena_reset(memory);
	CHECK(stream_parse(bytes_of(line), memory, &record, &fault));
	return counts_read(&record, &counts) == NULL;
}

/* A group's counts, as in st-records(5). */
int
main(void)
{
	struct counts sum = { COUNTS_MAX - 5, COUNTS_MAX - 7 };

	memory = arena_new(1 << 20);
	if (memory == NULL)
		return 1;
	CHECK(good("{\"type\":\"thread\",\"count\":7}") && counts.count == 1 && counts.parts == 1);
	CHECK(good("{\"type\":\"group\"}") && counts.count == 1 && counts.parts == 0);
	CHECK(good("{\"type\":\"group\",\"count\":7,\"members\":[{},{}],\"members_more\":5}"));
	CHECK(counts.count == 7 && counts.parts == 7);
	CHECK(good("{\"type\":\"group\",\"count\":9,\"messages\":[{\"count\":3},{\"count\":4},{}],"
		   "\"messages_more\":2}"));
	CHECK(counts.count == 9 && counts.parts == 9);
	CHECK(
	    good("{\"type\":\"group\",\"count\":9007199254740991}") && counts.count == COUNTS_MAX);
	CHECK(!good("{\"type\":\"group\",\"count\":9007199254740992}"));
	CHECK(!good("{\"type\":\"group\",\"count\":-1}") &&
	    !good("{\"type\":\"group\",\"count\":1.5}"));
	CHECK(!good("{\"type\":\"group\",\"count\":\"1\"}"));
	CHECK(!good("{\"type\":\"group\",\"count\":0}"));
	CHECK(good("{\"type\":\"group\",\"count\":0,\"unused\":true}") && counts.count == 0);
	CHECK(good("{\"type\":\"group\",\"count\":0,\"was\":{}}"));
	CHECK(!good("{\"type\":\"group\",\"count\":1,\"members_more\":-1}"));
	CHECK(!good("{\"type\":\"group\",\"count\":1,\"messages\":[{\"count\":\"x\"}]}"));
	CHECK(good("{\"type\":\"group\",\"members\":[{}],\"members_more\":9007199254740990}"));
	CHECK(!good("{\"type\":\"group\",\"members\":[{}],\"members_more\":9007199254740991}"));
	CHECK(!good("{\"type\":\"group\",\"members_more\":9007199254740991,\"messages_more\":1}"));
	/* if one sum would be too large, neither is made */
	CHECK(!counts_add(&sum, &(struct counts){ 6, 7 }));
	CHECK(!counts_add(&sum, &(struct counts){ 5, 8 }));
	CHECK(sum.count == COUNTS_MAX - 5 && sum.parts == COUNTS_MAX - 7);
	CHECK(counts_add(&sum, &(struct counts){ 5, 6 }));
	CHECK(sum.count == COUNTS_MAX && sum.parts == COUNTS_MAX - 1);
	CHECK(counts_add(&sum, &(struct counts){ 0, 1 }) && sum.parts == COUNTS_MAX);
	arena_free(memory);
	return check_end();
}
