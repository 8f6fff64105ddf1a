#include "render/sampled.h"

#include "check.h"

static struct arena *memory;

/* What st-render shows for groups, one after the other. */
static void
is(const char *one, const char *other, const char *wanted)
{
	struct sampled sampled = { .count = 0 };
	const char *const groups[] = { one, other };
	struct buffer out = { .at = NULL };
	const char *reason;
	size_t place;

	for (size_t i = 0; i < COUNT_OF(groups); i++)
		if (groups[i] != NULL)
			sampled_add(&sampled,
			    json_read(bytes_of(groups[i]), memory, &reason, &place), memory);
	sampled_append(&out, &sampled);
	CHECK_TEXT(buffer_bytes(&out), bytes_of(wanted));
	buffer_free(&out);
}

static void
test_one_process(void)
{
	is("{\"count\":3}", NULL, "");
	is("{\"stuck\":true,\"looks\":[{\"threads\":1,\"in\":\"1-5\",\"of\":\"1-5\"}]}", NULL,
	    "  in all 5 looks");
	is("{\"looks\":[{\"threads\":1,\"in\":\"2,4\",\"of\":\"1-5\"}]}", NULL,
	    "  in 2 of 5 looks");
	/* numbers of looks were used twice, so the count may be wrong */
	is("{\"looks\":[{\"threads\":2,\"in\":\"1-2\",\"of\":\"1-2\"}]}", NULL,
	    "  in 2 of 2 looks");
	is("{\"stuck\":true,\"looks\":[{\"threads\":2,\"in\":\"1\",\"of\":\"1-5\"},"
	   "{\"threads\":3,\"in\":\"1-5\",\"of\":\"1-5\"},{\"threads\":4,\"in\":\"3\",\"of\":\"1-"
	   "5\"}]}",
	    NULL, "  3 in all 5 looks, 6 in 1 of 5");
	is("{\"looks\":[{\"threads\":1,\"in\":\"1\",\"of\":\"1-9\"},{\"threads\":2,\"in\":\"1-2\","
	   "\"of\":\"1-9\"},"
	   "{\"threads\":3,\"in\":\"1-3\",\"of\":\"1-9\"},{\"threads\":4,\"in\":\"1-4\",\"of\":\"1-"
	   "9\"},"
	   "{\"threads\":5,\"in\":\"9\",\"of\":\"1-9\"}]}",
	    NULL, "  4 in 4 of 9 looks, 3 in 3 of 9, 2 in 2 of 9, 6 in fewer");
}

static void
test_several_processes(void)
{
	is("{\"looks\":[{\"threads\":1,\"in\":\"1\",\"of\":\"1-2\"}]}",
	    "{\"stuck\":true,\"looks\":[{\"threads\":4,\"in\":\"1-3\",\"of\":\"1-3\"}]}",
	    "  4 in all 3 looks, 1 in 1 of 2");
	is("{\"stuck\":true,\"looks\":[{\"threads\":1,\"in\":\"1-3\",\"of\":\"1-3\"}]}",
	    "{\"stuck\":true,\"looks\":[{\"threads\":4,\"in\":\"2-4\",\"of\":\"2-4\"}]}",
	    "  in all 3 looks");
}

static void
test_nonsense(void)
{
	is("{\"looks\":[{\"threads\":1,\"in\":\"1-5\",\"of\":\"1-2\"}]}", NULL, "");
	is("{\"looks\":[{\"threads\":0,\"in\":\"1\",\"of\":\"1-2\"}]}", NULL, "");
	is("{\"looks\":[{\"threads\":1,\"in\":\"x\",\"of\":\"1-2\"},7]}", NULL, "");
	is("{\"looks\":\"1-2\"}", NULL, "");
}

int
main(void)
{
	memory = arena_new(1 << 20);
	test_one_process();
	test_several_processes();
	test_nonsense();
	arena_free(memory);
	return check_end();
}
