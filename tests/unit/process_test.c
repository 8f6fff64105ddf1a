#include "record/process.h"

#include "check.h"

static struct arena *memory;

/* The key of a thread with these members. */
static struct bytes
key(const char *members)
{
	struct buffer out = { .at = NULL };
	struct record record;
	struct stream_fault fault;
	struct bytes line = arena_join(
	    memory, arena_copy(memory, BYTES("{\"type\":\"thread\",")), bytes_of(members));

	CHECK(stream_parse(arena_join(memory, line, BYTES("}")), memory, &record, &fault));
	process_append_key(&record, &out);
	line = arena_copy(memory, buffer_bytes(&out));
	buffer_free(&out);
	return line;
}

static void
check_same(const char *one, const char *other, bool same)
{
	if (!CHECK(bytes_equal(key(one), key(other)) == same))
		printf("   %s\n   %s\n", one, other);
}

int
main(void)
{
	memory = arena_new(1 << 20);
	/* the order of members does not matter, nor do those outside of `process` */
	check_same("\"process\":{\"pid\":7,\"exe\":\"/a\"}",
	    "\"lwp\":8,\"process\":{\"exe\":\"/a\",\"pid\":7}", true);
	/* nor does the title, which servers change */
	check_same("\"process\":{\"pid\":7,\"title\":\"idle\"}",
	    "\"process\":{\"pid\":7,\"title\":\"busy\"}", true);
	check_same("\"process\":{\"pid\":7}", "\"process\":{\"pid\":8}", false);
	check_same("\"process\":{\"pid\":7}", "\"process\":{\"pid\":7,\"host\":\"h\"}", false);
	/* members are never joined */
	check_same("\"process\":{\"a\":1,\"b\":2}", "\"process\":{\"a\":1,\"b\":22}", false);
	check_same("\"process\":{\"a\":\"1\",\"b\":2}", "\"process\":{\"a\":1,\"b\":2}", false);
	check_same("\"process\":{\"pid\":7},\"inferior\":1",
	    "\"process\":{\"pid\":7},\"inferior\":2", false);
	/* processes without a number differ if their files do */
	check_same("\"process\":{\"pid\":7},\"source\":{\"file\":\"a\"}",
	    "\"process\":{\"pid\":7},\"source\":{\"file\":\"b\"}", true);
	check_same("\"process\":{\"exe\":\"/a\"},\"source\":{\"file\":\"a\"}",
	    "\"process\":{\"exe\":\"/a\"},\"source\":{\"file\":\"b\"}", false);
	check_same("\"source\":{\"file\":\"a\",\"line\":1}",
	    "\"source\":{\"file\":\"a\",\"line\":9}", true);
	check_same("\"source\":{\"file\":\"a\"}", "\"source\":{\"file\":\"b\"}", false);
	check_same("\"process\":1", "\"process\":2", false);
	arena_free(memory);
	return check_end();
}
