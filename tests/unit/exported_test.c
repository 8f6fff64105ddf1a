#include "render/export/exported.h"

#include "record.h"

static struct arena *memory;

static struct exported
read_it(const char *line)
{
	struct record record = record_of(line, memory);
	struct exported it;

	CHECK(exported_read(&record, &it));
	return it;
}

#define THREAD(more) "{\"type\":\"thread\",\"frames\":[]" more "}"
#define RAISED(more) \
	"{\"type\":\"traceback\",\"exception\":{\"type\":\"a.E\"},\"frames\":[]" more "}"
#define LEVEL(word) ",\"log\":{\"level\":\"" word "\"}"

static void
level(const char *line, enum exported_level wanted, int severity, bool fails)
{
	struct exported it = read_it(line);

	if (!CHECK(it.level == wanted) || !CHECK(it.severity == severity) ||
	    !CHECK(exported_fails(&it) == fails))
		printf("   %s\n", line);
}

/* The numbers are OpenTelemetry's: https://opentelemetry.io/docs/specs/otel/logs/data-model/ */
static void
test_levels(void)
{
	level(THREAD(""), EXPORTED_NOTE, 9, false);
	level(THREAD(",\"crashed\":true"), EXPORTED_ERROR, 17, true);
	level(THREAD(",\"deadlock\":[1]"), EXPORTED_ERROR, 17, true);
	level(THREAD(",\"reason\":\"r\""), EXPORTED_ERROR, 17, true);
	level(THREAD(",\"known\":false"), EXPORTED_WARNING, 13, true);
	level(THREAD(",\"crashed\":true,\"known\":true"), EXPORTED_ERROR, 17, false);
	level(RAISED(""), EXPORTED_ERROR, 17, true);
	level(RAISED(LEVEL("ERROR")), EXPORTED_ERROR, 17, true);
	level(RAISED(LEVEL("err")), EXPORTED_ERROR, 17, true);
	level(RAISED(LEVEL("CRITICAL")), EXPORTED_ERROR, 21, true);
	level(RAISED(LEVEL("Warning")), EXPORTED_WARNING, 13, false);
	level(RAISED(LEVEL("INFO")), EXPORTED_NOTE, 9, false);
	level(RAISED(LEVEL("debug")), EXPORTED_NOTE, 5, false);
	level(RAISED(LEVEL("er")), EXPORTED_ERROR, 17, true); /* none that is known */
	level(RAISED(LEVEL("INFO") ",\"known\":false"), EXPORTED_NOTE, 9, true);
	level(RAISED(",\"known\":true,\"regressed\":true"), EXPORTED_ERROR, 17, true);
	level(RAISED(",\"known\":true"), EXPORTED_ERROR, 17, false);
}

static void
called(const char *line, const char *title, const char *rule, const char *root)
{
	struct record record = record_of(line, memory);
	struct exported it = read_it(line);

	CHECK_TEXT(it.title, bytes_of(title));
	CHECK_TEXT(it.rule, bytes_of(rule));
	CHECK_TEXT(exported_root(&record), bytes_of(root));
}

static void
test_titles(void)
{
	called(
	    THREAD(
		",\"fingerprint\":\"2:x\",\"signature\":\"f | g\",\"comm\":\"c\",\"pool\":\"p\""),
	    "f | g", "thread", "p");
	called(THREAD(",\"state\":\"idle\",\"comm\":\"c\""), "idle", "thread", "c");
	called(THREAD(",\"comm\":\"c\",\"signal\":\"SIGSEGV\""), "c", "SIGSEGV", "c");
	called(THREAD(",\"deadlock\":[1],\"signal\":\"SIGSEGV\""), "deadlock", "deadlock", "");
	called(THREAD(""), "thread", "thread", "");
	called(RAISED(",\"thread\":\"MainThread\""), "a.E", "a.E", "MainThread");
	called("{\"type\":\"traceback\",\"frames\":[]}", "exception", "exception", "");
	/* computed where the record has none: printf 'thread\na\n' | sha256sum */
	CHECK_TEXT(read_it("{\"type\":\"thread\",\"frames\":[{\"function\":\"a\"}]}").fingerprint,
	    BYTES("2:2ccd17ca5eb4da69"));
}

static void
own(const char *line, long long number)
{
	if (!CHECK(json_number(read_it(line).own, "line") == number))
		printf("   %s\n", line);
}

static void
test_own(void)
{
	own(THREAD(""), -1);
	own("{\"type\":\"thread\",\"frames\":[{\"function\":\"poll\",\"file\":\"../sysdeps/"
	    "poll.c\",\"line\":1},"
	    "{\"function\":\"f\"},{\"function\":\"g\",\"file\":\"g.c\",\"line\":3}]}",
	    3);
	own("{\"type\":\"thread\",\"frames\":[{\"function\":\"f\"},{\"function\":\"main\",\"file\":"
	    "\"m.c\",\"line\":2}]}",
	    2);
	own("{\"type\":\"traceback\",\"exception\":{\"type\":\"E\"},\"frames\":[{\"function\":"
	    "\"f\",\"file\":\"/usr/lib/python3.11/a.py\",\"line\":1},"
	    "{\"function\":\"main\",\"file\":\"/srv/a.py\",\"line\":2}]}",
	    2);
}

static void
path(const char *root, const char *from, const char *wanted)
{
	struct format_options options = { .source_root = root };

	CHECK_TEXT(exported_path(&options, bytes_of(from)), bytes_of(wanted));
}

static void
escaped(const char *text, const char *wanted)
{
	static const struct exported_escapes escapes = { "<&;", { "&lt;", "&amp;", "" } };
	struct buffer out = { .at = NULL };

	exported_escape(&out, bytes_of(text), &escapes);
	CHECK_TEXT(buffer_bytes(&out), bytes_of(wanted));
	buffer_free(&out);
}

static void
test_texts(void)
{
	struct buffer out = { .at = NULL };
	struct record record = record_of("{\"type\":\"thread\",\"process\":{\"pid\":7,\"exe\":\"/"
					 "srv/a\",\"host\":\"h\",\"command\":\"a --password x\"}}",
	    memory);

	path(NULL, "/src/a.c", "/src/a.c");
	path("/src", "/src/x/a.c", "x/a.c");
	path("/src//", "/src//x/a.c", "x/a.c");
	path("/src", "/srcs/a.c", "/srcs/a.c");
	path("/src", "/src", "/src");
	path("/", "/src/a.c", "src/a.c");
	escaped("", "");
	escaped("a<b&c;d", "a&lt;b&amp;cd");
	/* at each place of a run of sixteen bytes */
	escaped("0123456789abcde<0123456789abcdef<", "0123456789abcde&lt;0123456789abcdef&lt;");
	escaped("0123456789abcdef<&", "0123456789abcdef&lt;&amp;");
	escaped("a\nb\033c\n", "a\nb\\x1bc\n");
	exported_append_process(&out, &record);
	CHECK_TEXT(buffer_bytes(&out), BYTES("/srv/a, process 7, on h"));
	buffer_reset(&out);
	exported_append_json(&out, BYTES("{\"a\":\"b\177\302\233\360\220\215\210\"}"));
	CHECK_TEXT(buffer_bytes(&out), BYTES("{\"a\":\"b\\u007f\\u009b\360\220\215\210\"}"));
	buffer_free(&out);
	CHECK_TEXT(exported_function(value_of("{\"module\":\"/lib/libui.so\"}", memory), memory),
	    BYTES("[libui.so]"));
	CHECK_TEXT(
	    exported_function(
		value_of("{\"function\":\"f\",\"module\":\"/lib/libui.so\"}", memory), memory),
	    BYTES("f"));
	CHECK_TEXT(exported_function(value_of("{}", memory), memory),
	    BYTES("?"
		  "?"));
}

int
main(void)
{
	memory = arena_new(1 << 22);
	test_levels();
	test_titles();
	test_own();
	test_texts();
	arena_free(memory);
	return check_end();
}
