#include "record/stream.h"

#include "base/buffer.h"
#include "child.h"
#include "io/cli.h"

static struct arena *memory;

/* Why a line is no record, and at which byte; NULL: it is a record. */
static void
check_line(struct bytes line, const char *reason, size_t place)
{
	struct record record;
	struct stream_fault fault;
	bool good = stream_parse(line, memory, &record, &fault);

	arena_reset(memory);
	if (!CHECK(good == (reason == NULL)))
		printf("   %.*s\n", (int)line.len, line.at);
	if (good || reason == NULL)
		return;
	CHECK_TEXT(bytes_of(fault.reason), bytes_of(reason));
	if (!CHECK(fault.place == place && !fault.too_large))
		printf("   %.*s: %zu, not %zu\n", (int)line.len, line.at, fault.place, place);
}

static void
lines(void)
{
	struct arena *small = arena_new(64);
	struct record record;
	struct stream_fault fault;

	CHECK(stream_parse(BYTES(" {\"type\":\"a\"} "), memory, &record, &fault));
	CHECK_TEXT(record.line, BYTES("{\"type\":\"a\"}"));
	CHECK_TEXT(record.type, BYTES("a"));
	check_line(BYTES("{\"type\":\"thread\"}"), NULL, 0);
	check_line(BYTES("{}"), "no member \"type\"", 2);
	check_line(BYTES("{\"type\":7}"), "no member \"type\"", 10);
	check_line(BYTES("{\"type\":\"\"}"), "no member \"type\"", 11);
	check_line(BYTES("[1]"), STREAM_ARRAY, 3);
	check_line(BYTES(" [ "), STREAM_ARRAY, 3);
	check_line(BYTES("[{\"type\":\"thread\",\"cut"), STREAM_ARRAY, 22);
	check_line(BYTES("\"a\""), "not an object", 3);
	check_line(BYTES("{\"type\":x}"), "not JSON", 8);
	check_line(BYTES("{\"a\":\"\xff\"}"), "invalid UTF-8", 6);
	check_line(BYTES(" { "), "JSON over several lines (jq -c . makes a line of it)", 3);
	CHECK(!stream_parse(BYTES("{\"type\":\"a\"}"), small, &record, &fault) && fault.too_large);
	arena_free(small);
}

static void
check_kind(const char *line, const char *kind, bool group)
{
	struct record record;
	struct stream_fault fault;

	CHECK(stream_parse(bytes_of(line), memory, &record, &fault));
	CHECK_TEXT(stream_kind(&record), bytes_of(kind));
	CHECK(stream_is_group(&record) == group);
	arena_reset(memory);
}

/* Arena, line and result together take at most three times the largest record, but may take 8 MiB. */
static void
ceilings(void)
{
	const size_t mib = (size_t)1 << 20;

	CHECK(stream_memory_max(64 * mib, mib, mib) + 2 * mib <= 3 * 64 * mib);
	CHECK(stream_memory_max(64 * mib, 64 * mib, 64 * mib) + 128 * mib <= 3 * 64 * mib);
	CHECK(stream_memory_max(64 * mib, mib, mib) > stream_memory_max(64 * mib, mib, 2 * mib));
	CHECK(stream_memory_max(80, 80, 80) == 8 * mib);
	CHECK(stream_memory_max((size_t)-1, mib, mib) > (size_t)1 << 60);
}

/* Passes on the records of standard input. */
static int
pass(void *of)
{
	const struct bytes *text = of;
	struct stream_options options = { .record_max = INPUT_RECORD_MAX };
	char *none[] = { NULL };
	struct stream *stream;
	const struct record *record;
	FILE *file = tmpfile();

	if (file == NULL || fwrite(text->at, 1, text->len, file) != text->len || fflush(file) != 0)
		return 7;
	rewind(file);
	dup2(fileno(file), STDIN_FILENO);
	stream = stream_open(none, &options);
	while ((record = stream_read(stream)) != NULL) {
		printf("%lld:", record->number);
		stream_pass(record);
		if (bytes_equal(record->type, BYTES("large")))
			stream_lost(record, "passed on");
	}
	stream_close(stream);
	stream_close(NULL);
	return cli_status();
}

static void
check_passed(const char *text, const char *out, const char *err)
{
	struct bytes input = bytes_of(text);

	child_check(pass, &input, out, err, err[0] != '\0');
}

#define SAY(line) "stacktraces: standard input" line "\n"

static void
streams(void)
{
	check_passed("", "", "");
	check_passed("\n \r\n{\"type\":\"a\"}\r\n\n{\"type\":\"b\"}",
	    "3:{\"type\":\"a\"}\n5:{\"type\":\"b\"}\n", "");
	/* an odd line among records; one that a stage may have written */
	check_passed("{\"type\":\"a\"}\nx\n", "1:{\"type\":\"a\"}\n",
	    SAY(":2: not a record: not JSON at byte 1, skipped"));
	check_passed("x\n{\"type\":\"a\"}\n", "2:{\"type\":\"a\"}\n",
	    SAY(":1: not a record: not JSON at byte 1, skipped"));
	check_passed(
	    "{\"type\":\"a\",\n", "", SAY(":1: not a record: not JSON at byte 12, skipped"));
	/* another kind of file: one message says which */
	check_passed("a\nb\n", "",
	    SAY(":1: not a record, and no other line is one: a log, not records: st-parse-gdb and "
		"st-parse-pylog read logs"));
	check_passed("x\ngoroutine 1 [running]:\n", "",
	    SAY(":1: not a record, and no other line is one: looks like a Go panic: not read"));
	check_passed("{\n\"type\": \"a\"\n}\n", "",
	    SAY(":1: not a record, and no other line is one: JSON over several lines (jq -c . "
		"makes a line of it)"));
	check_passed("[1]\n", "",
	    SAY(":1: not a record, and no other line is one: an array (jq -c '.[]' makes a line of "
		"each element)"));
	check_passed("7\n", "",
	    SAY(":1: not a record, and no other line is one: not an object; a log, not records: "
		"st-parse-gdb and st-parse-pylog read logs"));
	check_passed("{\"type\":\"large\"}\n", "1:{\"type\":\"large\"}\n",
	    SAY(":1: larger than --max-record allows, passed on"));
}

/* A file with these bytes, under a name that lasts as long as it is open. */
static void
open_file(const char *text, char path[32])
{
	FILE *file = tmpfile();

	if (!CHECK(file != NULL))
		return;
	fputs(text, file);
	fflush(file);
	rewind(file);
	snprintf(path, 32, "/dev/fd/%d", fileno(file));
}

static int
pass_files(void *of)
{
	const struct stream_options options = { .record_max = INPUT_RECORD_MAX };
	struct stream *stream = stream_open(of, &options);
	const struct record *record;

	while ((record = stream_read(stream)) != NULL)
		printf("%s:%lld:%.*s\n", record->file, record->number, (int)record->type.len,
		    record->type.at);
	stream_close(stream);
	return cli_status();
}

/* Each file is judged for itself. */
static void
files(void)
{
	char one[32], two[32], *list[] = { one, two, NULL }, out[128], err[256];

	open_file("{\"type\":\"a\"}\nx\n", one);
	open_file("y\n{\"type\":\"b\"}\n", two);
	snprintf(out, sizeof(out), "%s:1:a\n%s:2:b\n", one, two);
	snprintf(err, sizeof(err),
	    "stacktraces: %s:2: not a record: not JSON at byte 1, skipped\n"
	    "stacktraces: %s:1: not a record: not JSON at byte 1, skipped\n",
	    one, two);
	child_check(pass_files, list, out, err, 1);
}

/* A record and so many lines that are none: the first hundred are reported, and `last` says how many more there are. */
static void
many(int lines, const char *last)
{
	static struct child child;
	struct buffer text = { .at = NULL };
	struct bytes input;
	size_t reports = 0;

	buffer_append(&text, BYTES("{\"type\":\"a\"}\n"));
	for (int i = 0; i < lines; i++)
		buffer_append(&text, BYTES("x\n"));
	input = buffer_bytes(&text);
	child_run(&child, pass, &input);
	CHECK_TEXT(bytes_of(child.out), BYTES("1:{\"type\":\"a\"}\n"));
	for (struct bytes rest = bytes_of(child.err);
	     bytes_split(rest, BYTES("not JSON"), NULL, &rest);)
		reports++;
	CHECK(reports == 100 && child.status == 1);
	CHECK(bytes_end(bytes_of(child.err), bytes_of(last)));
	buffer_free(&text);
}

int
main(void)
{
	memory = arena_new(1 << 20);
	lines();
	check_kind("{\"type\":\"thread\"}", "thread", false);
	check_kind("{\"type\":\"group\",\"of\":\"traceback\"}", "traceback", true);
	check_kind("{\"type\":\"group\"}", "", true);
	check_kind("{\"type\":\"x\",\"of\":\"thread\"}", "x", false);
	ceilings();
	streams();
	files();
	many(100, SAY(":101: not a record: not JSON at byte 1, skipped"));
	many(101, SAY(": 1 more line is not a record, skipped"));
	many(103, SAY(": 3 more lines are not records, skipped"));
	arena_free(memory);
	return check_end();
}
