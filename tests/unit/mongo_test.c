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
    "{\"a\":\"7F0FBB43B521\",\"b\":\"1\",\"o\":\"x\"},{\"a\":\"7F0FBB43B52X\"},"
    "{\"a\":\"123456789ABCDEF01\"}],"
    "\"processInfo\":{\"somap\":[{\"b\":\"5609C75C7000\",\"path\":\"/usr/bin/"
    "loomd\",\"buildId\":\"AB12\"},{\"b\":\"7F0FBB3F9000\"},"
    "{\"b\":\"5609C75C7000\",\"path\":\"/usr/bin/other\"},{}]}}}}";

#define BACKTRACE(frames) "{\"msg\":\"BACKTRACE\",\"attr\":{\"bt\":{\"backtrace\":" frames "}}}"

/* Messages with a backtrace in which no frame stands. */
static void
test_empty(struct dialect *dialect, struct arena *memory)
{
	static const char *const messages[] = { BACKTRACE("[]"), BACKTRACE("\"none\""),
		BACKTRACE("{\"a\":\"1\"}"), BACKTRACE("null") };

	for (size_t i = 0; i < COUNT_OF(messages); i++)
		CHECK(!mongo_read(dialect, read(memory, messages[i]), memory));
	threadtext_check(dialect, "no frames", "");
}

/* As many modules as frames, and the frames are of the last one. */
static void
test_many(struct dialect *dialect, struct arena *memory)
{
	enum { MANY = 20000 };
	struct buffer text = { .len = 0 };
	struct draft *draft;
	char module[40];
	const struct value *object;

	buffer_append(&text, BYTES("{\"msg\":\"BACKTRACE\",\"attr\":{\"bt\":{\"backtrace\":[{}"));
	for (int i = 0; i < MANY; i++)
		buffer_append(&text, BYTES(",{\"b\":\"0\"}"));
	buffer_append(&text, BYTES("],\"processInfo\":{\"somap\":[{}"));
	for (int i = MANY; i >= 0; i--) {
		snprintf(module, sizeof(module), ",{\"b\":\"%X\",\"path\":\"l\"}", (unsigned)i);
		buffer_append(&text, bytes_of(module));
	}
	buffer_append(&text, BYTES("]}}}}"));
	buffer_byte(&text, '\0');
	object = read(memory, text.at);
	CHECK(object != NULL && mongo_read(dialect, object, memory));
	draft = drafts_take(dialect->drafts);
	CHECK(draft != NULL && draft->thread.frame_count > 1000);
	CHECK(draft != NULL && draft->thread.last_frame->module.len == 1);
	buffer_free(&text);
}

/* The same in lines of text, behind what a container puts before each; and a line that is cut. */
static void
test_lines(struct dialect *dialect)
{
	struct buffer text = { .len = 0 };

	buffer_append(&text, BYTES("10:00 stdout F " MESSAGE("Got signal: 6 (Aborted)") "\n"));
	buffer_append(&text, BYTES("10:00 stdout F "));
	buffer_append(&text, bytes_of(backtrace));
	buffer_append(&text, BYTES("\n10:00 stdout F "));
	buffer_append(&text, (struct bytes){ backtrace, sizeof(backtrace) / 2 });
	buffer_append(&text, BYTES("\n10:00 stdout F " MESSAGE("a BACKTRACE") "\n"));
	debugger_feed(dialect, &mongo_debugger, buffer_bytes(&text));
	threadtext_check(dialect, "lines",
	    " comm conn7 tool mongodb current crashed signal SIGABRT | 0:loom::weave() @+500 "
	    "0x5609cc4000e4 /usr/bin/loomd+82022628 id AB12; 1:wind 0x7f0fbb43b520; 2: "
	    "0x7f0fbb43b521; 3:; 4:;\n");
	CHECK(dialect->unread == 1 && dialect->stray);
	buffer_free(&text);
	CHECK(debugger_begins(dialect, &mongo_debugger, backtrace, false) == BEGINS_THREAD);
	CHECK(debugger_begins(dialect, &mongo_debugger, MESSAGE("x"), false) == BEGINS_NOTHING);
}

int
main(void)
{
	struct arena *memory = arena_new(1 << 25);
	struct dialect dialect;

	if (!CHECK(memory != NULL) || !debugger_open(&dialect))
		return 1;
	CHECK(mongo_is_message(
	    &dialect, read(memory, MESSAGE("Got signal: 11 (Segmentation fault)."))));
	CHECK(mongo_is_message(&dialect, read(memory, MESSAGE("Got signal: x"))));
	CHECK(!mongo_is_message(&dialect, read(memory, "{\"t\":{\"$date\":\"2023\"}}")));
	CHECK(!mongo_is_message(&dialect, read(memory, "{\"t\":\"2023\",\"msg\":\"x\"}")));
	CHECK(!mongo_read(&dialect, read(memory, MESSAGE("x")), memory));
	CHECK(!mongo_read(&dialect, read(memory, "{\"msg\":\"BACKTRACE\"}"), memory));
	CHECK(mongo_read(&dialect, read(memory, backtrace), memory));
	threadtext_check(&dialect, "a backtrace",
	    " comm conn7 tool mongodb current crashed signal SIGSEGV | 0:loom::weave() @+500 "
	    "0x5609cc4000e4 /usr/bin/loomd+82022628 id AB12; 1:wind 0x7f0fbb43b520; 2: "
	    "0x7f0fbb43b521; 3:; 4:;\n");
	test_empty(&dialect, memory);
	test_many(&dialect, memory);
	test_lines(&dialect);
	debugger_close(&dialect);
	arena_free(memory);
	return check_end();
}
