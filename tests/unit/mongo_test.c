#include "native/mongo.h"

#include "threadtext.h"

static const struct value *
read(struct arena *memory, const char *text)
{
	const char *reason;
	size_t place;

	return json_read(bytes_of(text), memory, &reason, &place);
}

#define MESSAGE(words) \
	"{\"t\":{\"$date\":\"2023-09-18\"},\"msg\":\"x\",\"attr\":{\"message\":\"" words "\"}}"

/* As MongoDB 6.0 writes it; the second frame is of a module without a path, the third of none. */
static const char backtrace[] =
    "{\"t\":{\"$date\":\"2023-09-18\"},\"ctx\":\"conn7\",\"msg\":\"BACKTRACE\",\"attr\":{\"bt\":{"
    "\"backtrace\":["
    "{\"a\":\"5609CC4000E4\",\"b\":\"5609C75C7000\",\"o\":\"4E390E4\",\"s\":\"_ZN4loom\",\"C\":"
    "\"loom::weave()\",\"s+\":\"1F4\"},"
    "{\"a\":\"7F0FBB43B520\",\"b\":\"7F0FBB3F9000\",\"o\":\"42520\",\"s\":\"wind\",\"s+\":"
    "\"123456789ABCDEF01\"},"
    "{\"a\":\"7F0FBB43B521\",\"b\":\"1\",\"o\":\"x\"}],"
    "\"processInfo\":{\"somap\":[{\"b\":\"5609C75C7000\",\"path\":\"/usr/bin/"
    "loomd\",\"buildId\":\"AB12\"},{\"b\":\"7F0FBB3F9000\"}]}}}}";

int
main(void)
{
	struct arena *memory = arena_new(1 << 20);
	struct dialect dialect;

	if (!CHECK(memory != NULL) || !debugger_open(&dialect))
		return 1;
	CHECK(mongo_is_message(
	    &dialect, read(memory, MESSAGE("Got signal: 11 (Segmentation fault)."))));
	CHECK(mongo_is_message(&dialect, read(memory, MESSAGE("Got signal: x"))));
	CHECK(!mongo_is_message(&dialect, read(memory, "{\"t\":{\"$date\":\"2023\"}}")));
	CHECK(!mongo_is_message(&dialect, read(memory, "{\"t\":\"2023\",\"msg\":\"x\"}")));
	CHECK(!mongo_read(&dialect, read(memory, MESSAGE("x"))));
	CHECK(!mongo_read(&dialect, read(memory, "{\"msg\":\"BACKTRACE\"}")));
	CHECK(mongo_read(&dialect, read(memory, backtrace)));
	threadtext_check(&dialect, "a backtrace",
	    " comm conn7 tool mongodb current crashed signal SIGSEGV | 0:loom::weave() @+500 "
	    "5609CC4000E4 /usr/bin/loomd+82022628 id AB12; 1:wind 7F0FBB43B520; 2: "
	    "7F0FBB43B521;\n");
	debugger_close(&dialect);
	arena_free(memory);
	return check_end();
}
