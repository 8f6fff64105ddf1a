#include "group/key.h"

#include "check.h"

static struct arena *memory;
static struct buffer text;

/* Checks whether two records, each with these names and members, have the same key. */
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

/* Parts that take a number, or a path. */
static void
test_forms(void)
{
	static const char *const good[] = { "functions:1", "functions:200,role", ".a",
		".log.logger", ".a-b.c d", "hour,day,pool,issue,release,title,template" };
	static const char *const bad[] = { "functions:", "functions:0", "functions:x",
		"functions:-1", "functions:N", ".", "..a", ".a.", ".a..b", ".count", ".members.tid",
		".frames[0]", "role:2", "log.logger" };
	struct bytes wrong;
	struct key key;

	for (size_t i = 0; i < COUNT_OF(good); i++)
		CHECK(key_parse(bytes_of(good[i]), &key, &wrong));
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		if (!CHECK(!key_parse(bytes_of(bad[i]), &key, &wrong)))
			printf("   of `%s`\n", bad[i]);
		CHECK_TEXT(wrong, bytes_of(bad[i]));
	}
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
	/* a compiler's clone of a function is the same function */
	CHECK(together("functions", THREAD FRAMES(F("f.part.0")), THREAD FRAMES(F("f.part.1"))));
	/* without names, the text of a frame counts */
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
	/* parts are never joined */
	CHECK(!together("role,state", THREAD "\"role\":\"a\"}", THREAD "\"state\":\"a\"}"));
	/* the record's fingerprint, or else one that is computed */
	CHECK(!together(
	    "fingerprint", THREAD "\"fingerprint\":\"1:a\"}", THREAD "\"fingerprint\":\"1:b\"}"));
	CHECK(together("fingerprint", THREAD FRAMES(F("f")), THREAD "\"tid\":2," FRAMES(F("f"))));
	CHECK(!together("fingerprint", THREAD FRAMES(F("f")), THREAD FRAMES(F("g"))));
}

/* st-records(5): a process is the same by number, host and program, or without a number also by file. */
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

static void
test_members(void)
{
	CHECK(together(".a.b", THREAD "\"a\":{\"b\":1}}", THREAD "\"a\":{\"b\":1},\"c\":2}"));
	CHECK(!together(".a.b", THREAD "\"a\":{\"b\":1}}", THREAD "\"a\":{\"b\":2}}"));
	CHECK(!together(".a.b", THREAD "\"a\":{\"b\":1}}", THREAD "\"a\":{\"b\":\"1\"}}"));
	CHECK(!together(".a", THREAD "\"a\":\"\"}", THREAD "\"b\":1}"));
	CHECK(together(".a", THREAD "\"a\":\"\\u0041\"}", THREAD "\"a\":\"A\"}"));
	CHECK(together("title", THREAD "\"process\":{\"title\":\"a\",\"pid\":1}}",
	    THREAD "\"process\":{\"title\":\"a\",\"pid\":2}}"));
	CHECK(!together("title", THREAD "\"process\":{\"title\":\"a\"}}",
	    THREAD "\"process\":{\"title\":\"b\"}}"));
	CHECK(!together(
	    "issue", THREAD "\"issue\":{\"id\":\"A-1\"}}", THREAD "\"issue\":{\"id\":\"A-2\"}}"));
	CHECK(!together("release", THREAD "\"release\":\"1\"}", THREAD "\"release\":\"2\"}"));
	CHECK(together("pool", THREAD "\"comm\":\"io-1\"}", THREAD "\"comm\":\"io-2\"}"));
	CHECK(together("pool", THREAD "\"comm\":\"io-1\"}", THREAD "\"pool\":\"io\"}"));
	CHECK(!together("pool", THREAD "\"comm\":\"io-1\"}", THREAD "\"comm\":\"bio-2\"}"));
}

#define AT(time) TRACEBACK("\"log\":{\"time\":\"" time "\"}", "")

static void
test_times(void)
{
	CHECK(together("hour", AT("2026-03-01T09:00:00"), AT("2026-03-01T09:59:59.999")));
	CHECK(!together("hour", AT("2026-03-01T09:59:59"), AT("2026-03-01T10:00:00")));
	CHECK(together("day", AT("2026-03-01T00:00:00"), AT("2026-03-01T23:59:59")));
	CHECK(!together("day", AT("2026-03-01T23:59:59"), AT("2026-03-02T00:00:00")));
	/* by the offset of the time */
	CHECK(together("day", AT("2026-03-01T23:30:00-05:00"), AT("2026-03-01T01:00:00+09:00")));
	/* without a date there is no hour */
	CHECK(together("hour", AT("09:00:00"), AT("10:00:00")));
	CHECK(!together("hour", AT("09:00:00"), AT("2026-03-01T09:00:00")));
	CHECK(!together("hour", THREAD "\"time\":\"2026-03-01T09:00:00Z\"}",
	    THREAD "\"time\":\"2026-03-01T10:00:00Z\"}"));
}

#define IN(name, module) "{\"function\":\"" name "\",\"module\":\"" module "\"}"
#define PY(name, file) "{\"function\":\"" name "\",\"file\":\"" file "\"}"

static void
test_innermost(void)
{
	/* functions of the C library and at the root of a stack are not the program's own */
	CHECK(together("functions:1", THREAD FRAMES(F("poll") "," F("f") "," F("g")),
	    THREAD FRAMES(F("__GI_epoll_wait") "," F("f") "," F("h"))));
	CHECK(!together("functions:2", THREAD FRAMES(F("poll") "," F("f") "," F("g")),
	    THREAD FRAMES(F("poll") "," F("f") "," F("h"))));
	CHECK(together("functions:2", THREAD FRAMES(F("f") "," F("main") "," F("g")),
	    THREAD FRAMES(F("f") "," F("g") "," F("h"))));
	CHECK(together("functions:9", THREAD FRAMES(IN("x", "/lib/libc.so.6") "," F("f")),
	    THREAD FRAMES(F("f"))));
	/* if none is the program's own, all functions count, within one process */
	CHECK(!together("functions:1", THREAD FRAMES(F("poll") "," F("main")),
	    THREAD FRAMES(F("read") "," F("main"))));
	CHECK(!together("functions:1", THREAD "\"process\":{\"pid\":1}," FRAMES(F("poll")),
	    THREAD "\"process\":{\"pid\":2}," FRAMES(F("poll"))));
	CHECK(together("functions:1", THREAD "\"process\":{\"pid\":1}," FRAMES(F("f")),
	    THREAD "\"process\":{\"pid\":2}," FRAMES(F("f"))));
	/* for exceptions, too */
	CHECK(together("functions:1",
	    TRACEBACK(RAISED("E", ""),
		","
		"\"frames\":[" PY("get", "/usr/lib/python3.11/q.py") "," PY(
		    "f", "/srv/a.py") "," PY("g", "/srv/a.py") "]"),
	    TRACEBACK(RAISED("F", ""),
		","
		"\"frames\":[" PY("f", "/srv/a.py") "]")));
}

/* A template is a message without the values that vary, such as numbers. */
static void
test_templates(void)
{
	CHECK(together("template", TRACEBACK(RAISED("E", "user 17 not found"), ""),
	    TRACEBACK(RAISED("E", "user 42 not found"), "")));
	CHECK(!together("template", TRACEBACK(RAISED("E", "user not found"), ""),
	    TRACEBACK(RAISED("E", "host not found"), "")));
}

static void
test_says(void)
{
	struct bytes wrong, name, value;
	struct stream_fault fault;
	struct record record = { .line = BYTES(THREAD "\"comm\":\"io-1\",\"a\":{\"b\":7}}") };
	struct key key;

	arena_reset(memory);
	CHECK(stream_parse(record.line, memory, &record, &fault));
	CHECK(key_parse(BYTES("process,pool,.a.b,signal"), &key, &wrong));
	CHECK(!key_says(&key.parts[0], &record, &name, &value));
	CHECK(key_says(&key.parts[1], &record, &name, &value));
	CHECK_TEXT(name, BYTES("pool"));
	CHECK_TEXT(value, BYTES("io"));
	CHECK(key_says(&key.parts[2], &record, &name, &value));
	CHECK_TEXT(name, BYTES("a.b"));
	CHECK_TEXT(value, BYTES("7"));
	CHECK(key_says(&key.parts[3], &record, &name, &value) && value.len == 0);
}

int
main(void)
{
	memory = arena_new(1 << 20);
	if (memory == NULL)
		return 1;
	test_names();
	test_forms();
	test_threads();
	test_processes();
	test_tracebacks();
	test_members();
	test_times();
	test_innermost();
	test_templates();
	test_says();
	buffer_free(&text);
	arena_free(memory);
	return check_end();
}
