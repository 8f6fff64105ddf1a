#include "group/key.h"

#include "check.h"

static struct arena *memory;
static struct buffer text;

/* Whether two records, each with one stack's names and more, have the same key. */
static bool
together(const char *by, const char *one, const char *other)
{
	const char *lines[] = { one, other };
	struct buffer keys[2] = { { .at = NULL }, { .at = NULL } };
	struct bytes wrong;
	struct key key;
	bool same;

	arena_reset(memory);
	CHECK(key_parse(bytes_of(by), &key, &wrong));
	for (int i = 0; i < 2; i++) {
		struct stream_fault fault;
		struct record record = { .line = bytes_of(lines[i]) };

		CHECK(stream_parse(record.line, memory, &record, &fault));
		key_of(&key, &record, &keys[i], &text);
	}
	same = bytes_equal(buffer_bytes(&keys[0]), buffer_bytes(&keys[1]));
	buffer_free(&keys[0]);
	buffer_free(&keys[1]);
	return same;
}

static void
test_names(void)
{
	struct bytes wrong;
	struct key key;

	CHECK(key_parse(BYTES("process,functions"), &key, &wrong) && key.count == 2);
	CHECK_TEXT(key.by, BYTES("process,functions"));
	CHECK(key_parse(bytes_of("signal"), &key, &wrong) && key.count == 1);
	CHECK(!key_parse(BYTES("process,functoin,x"), &key, &wrong));
	CHECK_TEXT(wrong, BYTES("functoin"));
	CHECK(!key_parse(BYTES(""), &key, &wrong) && wrong.len == 0);
	CHECK(!key_parse(BYTES("process,"), &key, &wrong) && wrong.len == 0);
	CHECK(key_parse(BYTES("comm,comm,comm,comm,comm,comm,comm,comm,comm,comm,comm,comm,comm,"
			      "comm,comm,comm"),
		  &key, &wrong) &&
	    key.count == KEY_PARTS_MAX);
	CHECK(!key_parse(BYTES("comm,comm,comm,comm,comm,comm,comm,comm,comm,comm,comm,comm,comm,"
			       "comm,comm,comm,comm"),
	    &key, &wrong));
	CHECK_TEXT(wrong, BYTES("comm"));
}

#define THREAD "{\"type\":\"thread\","
#define FRAMES(names) "\"frames\":[" names "]}"
#define F(name) "{\"function\":\"" name "\"}"

static void
test_threads(void)
{
	CHECK(together("functions", THREAD FRAMES(F("f") "," F("g")),
	    THREAD "\"tid\":2," FRAMES(F("f") "," F("g"))));
	CHECK(!together(
	    "functions", THREAD FRAMES(F("f") "," F("g")), THREAD FRAMES(F("g") "," F("f"))));
	CHECK(!together("functions", THREAD FRAMES(F("f") "," F("g")), THREAD FRAMES(F("fg"))));
	CHECK(!together("functions", THREAD FRAMES(F("f")), THREAD FRAMES("")));
	/* what the compiler made of a function is the same function */
	CHECK(together("functions", THREAD FRAMES(F("f.part.0")), THREAD FRAMES(F("f.part.1"))));
	/* without a name the text of a frame counts */
	CHECK(!together(
	    "functions", THREAD FRAMES("{\"raw\":\"a\"}"), THREAD FRAMES("{\"raw\":\"b\"}")));
	CHECK(together("comm", THREAD "\"comm\":\"a\"," FRAMES(F("f")),
	    THREAD "\"comm\":\"a\"," FRAMES(F("g"))));
	CHECK(!together("comm", THREAD "\"comm\":\"a\"}", THREAD "\"comm\":\"b\"}"));
	CHECK(!together("role", THREAD "\"role\":\"a\"}", THREAD "\"role\":\"b\"}"));
	CHECK(!together("state", THREAD "\"state\":\"S\"}", THREAD "\"state\":\"R\"}"));
	CHECK(
	    !together("signal", THREAD "\"signal\":\"SIGINT\"}", THREAD "\"signal\":\"SIGSEGV\"}"));
	CHECK(!together("syscall", THREAD "\"syscall\":\"poll\"}", THREAD "\"syscall\":\"read\"}"));
	/* one part does not go on into the next */
	CHECK(!together("role,state", THREAD "\"role\":\"a\"}", THREAD "\"state\":\"a\"}"));
	/* the fingerprint that stands in a record, or else its own */
	CHECK(!together(
	    "fingerprint", THREAD "\"fingerprint\":\"1:a\"}", THREAD "\"fingerprint\":\"1:b\"}"));
	CHECK(together("fingerprint", THREAD FRAMES(F("f")), THREAD "\"tid\":2," FRAMES(F("f"))));
	CHECK(!together("fingerprint", THREAD FRAMES(F("f")), THREAD FRAMES(F("g"))));
}

/* st-records(5): the same process is the same number, host and program, or without a number, of the same file. */
static void
test_processes(void)
{
	CHECK(together("process",
	    THREAD "\"process\":{\"pid\":1,\"exe\":\"a\"},\"source\":{\"file\":\"x\"}}",
	    THREAD "\"process\":{\"exe\":\"a\",\"pid\":1},\"source\":{\"file\":\"y\"}}"));
	CHECK(!together(
	    "process", THREAD "\"process\":{\"pid\":1}}", THREAD "\"process\":{\"pid\":2}}"));
	CHECK(!together("process", THREAD "\"process\":{\"pid\":1},\"inferior\":1}",
	    THREAD "\"process\":{\"pid\":1},\"inferior\":2}"));
	CHECK(
	    !together("process", THREAD "\"process\":{\"exe\":\"a\"},\"source\":{\"file\":\"x\"}}",
		THREAD "\"process\":{\"exe\":\"a\"},\"source\":{\"file\":\"y\"}}"));
	CHECK(!together("process", THREAD "\"source\":{\"file\":\"x\"}}",
	    THREAD "\"source\":{\"file\":\"y\"}}"));
	CHECK(!together("process", THREAD "\"process\":{\"pid\":1,\"host\":\"a\"}}",
	    THREAD "\"process\":{\"pid\":1}}"));
}

#define RAISED(type, message) "\"exception\":{\"type\":\"" type "\",\"message\":\"" message "\"}"
#define TRACEBACK(raised, more) "{\"type\":\"traceback\"," raised more "}"
#define BEHIND(relation, raised) ",\"chain\":[{\"relation\":\"" relation "\"," raised "}]"

static void
test_tracebacks(void)
{
	CHECK(together(
	    "exception", TRACEBACK(RAISED("E", "1"), ""), TRACEBACK(RAISED("E", "2"), "")));
	CHECK(!together(
	    "exception", TRACEBACK(RAISED("E", "1"), ""), TRACEBACK(RAISED("F", "1"), "")));
	CHECK(
	    !together("message", TRACEBACK(RAISED("E", "1"), ""), TRACEBACK(RAISED("E", "2"), "")));
	CHECK(!together("exception", TRACEBACK(RAISED("E", ""), BEHIND("cause", RAISED("F", ""))),
	    TRACEBACK(RAISED("E", ""), "")));
	CHECK(!together("exception", TRACEBACK(RAISED("E", ""), BEHIND("cause", RAISED("F", ""))),
	    TRACEBACK(RAISED("E", ""), BEHIND("context", RAISED("F", "")))));
	CHECK(!together("functions", TRACEBACK(RAISED("E", ""), ",\"chain\":[{" FRAMES(F("f")) "]"),
	    TRACEBACK(RAISED("E", ""), ",\"chain\":[{" FRAMES(F("g")) "]")));
}

int
main(void)
{
	memory = arena_new(1 << 20);
	if (memory == NULL)
		return 1;
	test_names();
	test_threads();
	test_processes();
	test_tracebacks();
	buffer_free(&text);
	arena_free(memory);
	return check_end();
}
