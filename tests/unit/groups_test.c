#include "render/groups.h"

#include "rendering.h"

static struct arena *memory;

#define GROUP(more) \
	"{\"type\":\"group\",\"of\":\"thread\",\"by\":\"process,functions\",\"process\":{\"pid\":" \
	"7}," \
	"\"frames\":[{\"function\":\"f\"}]," more "}"
#define ONE \
	"\"comm\":\"w\",\"count\":1,\"members\":[{\"pid\":7,\"tid\":3,\"lwp\":9,\"comm\":\"w\"}]"
#define KIND(more) \
	"{\"type\":\"group\",\"of\":\"traceback\",\"by\":\"exception\",\"frames\":[{\"function\":" \
	"\"f\"}]," more "}"

/* Groups, and the line above each. */
static const struct {
	const char *group, *head;
} rows[] = {
	/* threads: which, what of them is wrong, what they are and do */
	{ GROUP(ONE), "thread 3, LWP 9 \"w\"\n" },
	{ GROUP("\"count\":1,\"members\":[{\"pid\":7,\"lwp\":9}]"), "thread LWP 9\n" },
	{ GROUP("\"count\":1,\"members\":[{\"pid\":7,\"tid\":3,\"inferior\":2}]"), "thread 2.3\n" },
	{ GROUP("\"count\":3,\"members\":[{\"pid\":7,\"tid\":3},{\"pid\":7,\"tid\":4},{\"pid\":7,"
		"\"tid\":5}]"),
	    "3 threads 3-5\n" },
	{ GROUP(ONE ",\"crashed\":true,\"signal\":\"SIGABRT\",\"reason\":\"an assertion\""),
	    "thread 3, LWP 9 \"w\"  SIGABRT  an assertion\n" },
	{ GROUP(ONE ",\"crashed\":true,\"state\":\"crashed\""),
	    "thread 3, LWP 9 \"w\"  crashed\n" },
	{ GROUP(ONE ",\"role\":\"worker\",\"state\":\"idle\""),
	    "thread 3, LWP 9 \"w\"  worker: idle\n" },
	{ GROUP(ONE ",\"role\":\"worker\""), "thread 3, LWP 9 \"w\"  worker\n" },
	{ GROUP(ONE ",\"state\":\"idle\",\"cpu_percent\":3"),
	    "thread 3, LWP 9 \"w\"  idle  3 % CPU\n" },
	{ GROUP(ONE ",\"known\":true,\"issue\":{\"id\":\"A-1\"}"),
	    "thread 3, LWP 9 \"w\"  known  A-1\n" },
	{ GROUP(ONE ",\"known\":false"), "thread 3, LWP 9 \"w\"  new\n" },
	/* compared with an earlier look */
	{ GROUP(ONE ",\"was\":4"), "thread 3, LWP 9 \"w\"  4 before\n" },
	{ GROUP(ONE ",\"was\":1"), "thread 3, LWP 9 \"w\"\n" },
	{ GROUP("\"count\":0,\"was\":4"), "gone: 4 threads\n" },
	{ GROUP("\"count\":0,\"members\":[],\"known\":true,\"unused\":true"),
	    "not seen: 1 thread  known\n" },
	/* exceptions: how often, what is known of them, the message */
	{ KIND("\"count\":1,\"exception\":{\"type\":\"E\",\"message\":\"x\"}"), "1 time E: x\n" },
	{ KIND("\"count\":2,\"exception\":{\"type\":\"E\"}"), "2 times E\n" },
	{ KIND("\"count\":2,\"exception\":{\"type\":\"E\"},\"known\":false,\"issue\":{\"id\":\"A-"
	       "1\"}"),
	    "2 times (new, A-1) E\n" },
	{ KIND("\"count\":2,\"exception\":{\"type\":\"E\"},\"was\":0,\"known\":false"),
	    "2 times (new, 0 before) E\n" },
	{ KIND("\"count\":2,\"exception\":{\"type\":\"E\"},\"was\":5"), "2 times (5 before) E\n" },
	{ KIND("\"count\":2,\"exception\":{\"type\":\"E\"},\"was\":2"), "2 times E\n" },
	{ KIND("\"count\":0,\"exception\":{\"type\":\"E\"},\"was\":2"), "gone: 2 times E\n" },
	{ KIND("\"count\":2,\"exception\":{\"message\":\"x\"}"),
	    "2 times an exception of unknown type: x\n" },
	{ KIND("\"count\":2,\"truncated\":true"),
	    "2 times an exception, cut off before its type\n" },
	{ KIND("\"count\":2"), "2 times a stack without an exception\n" },
	/* ten lines of a message at most */
	{ KIND("\"count\":2,\"exception\":{\"type\":\"E\",\"message\":"
	       "\"1\\n2\\n3\\n4\\n5\\n6\\n7\\n8\\n9\\n10\"}"),
	    "2 times E: 1\n    2\n    3\n    4\n    5\n    6\n    7\n    8\n    9\n    10\n" },
	{ KIND("\"count\":2,\"exception\":{\"type\":\"E\",\"message\":"
	       "\"1\\n2\\n3\\n4\\n5\\n6\\n7\\n8\\n9\\n10\\n11\"}"),
	    "2 times E: 1\n    2\n    3\n    4\n    5\n    6\n    7\n    8\n    9\n    10\n"
	    "    … and 1 more line\n" },
	{ KIND("\"count\":2,\"exception\":{\"type\":\"E\",\"message\":"
	       "\"1\\n2\\n3\\n4\\n5\\n6\\n7\\n8\\n9\\n10\\n11\\n12\\n\"}"),
	    "2 times E: 1\n    2\n    3\n    4\n    5\n    6\n    7\n    8\n    9\n    10\n"
	    "    … and 3 more lines\n" },
};

static void
test_heads(void)
{
	struct rendering rendering = RENDERING;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct record record = record_of(rows[i].group, memory);
		struct view view = { .memory = NULL };
		struct view_row *row;
		bool fresh;

		CHECK(view_open(&view));
		row = view_add(&view, &record, &fresh);
		groups_append_head(&rendering, row, false);
		if (!CHECK_TEXT(rendered(&rendering), bytes_of(rows[i].head)))
			printf("   %s\n", rows[i].group);
		view_close(&view);
		arena_reset(memory);
	}
	buffer_free(&rendering.line);
}

int
main(void)
{
	memory = arena_new(1 << 22);
	test_heads();
	arena_free(memory);
	return check_end();
}
