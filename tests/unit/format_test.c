#include "rendering.h"

static struct arena *memory;
static struct rendering rendering = RENDERING;

#define THREAD(more) "{\"type\":\"thread\",\"frames\":[]" more "}"
#define GROUP(more) "{\"type\":\"group\",\"of\":\"thread\",\"frames\":[]" more "}"

/* The process in words, a blank before; what is not known is left out. */
static void
processes(void)
{
	static const struct {
		const char *more, *words, *input;
	} rows[] = {
		{ "", "", " in standard input" },
		{ ",\"source\":{\"file\":\"a.log\"}", "", " in a.log" },
		{ ",\"process\":{\"pid\":7}", " 7", "" },
		{ ",\"process\":{\"exe\":\"/bin/a\"}", " /bin/a", "" },
		{ ",\"process\":{\"command\":\"a -x\"},\"source\":{\"file\":\"a.log\"}", " a -x",
		    "" },
		{ ",\"process\":{\"pid\":7,\"exe\":\"/bin/a\",\"command\":\"a "
		  "-x\",\"core\":\"c\",\"host\":\"h\"},\"inferior\":2",
		    " 7 /bin/a, core file c, on h, inferior 2", "" },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char line[300];
		struct record record;

		snprintf(line, sizeof(line), THREAD("%s"), rows[i].more);
		record = record_of(line, memory);
		format_append_process(&rendering.line, &record);
		CHECK_TEXT(rendered(&rendering), bytes_of(rows[i].words));
		format_append_input(&rendering.line, &record);
		CHECK_TEXT(rendered(&rendering), bytes_of(rows[i].input));
	}
}

static void
changes(void)
{
	static const struct {
		const char *line;
		bool changes;
	} rows[] = { { THREAD(""), true }, { THREAD(""), false },
		{ THREAD(",\"process\":{\"pid\":7}"), true },
		{ THREAD(",\"process\":{\"pid\":7}"), false },
		{ THREAD(",\"process\":{\"pid\":8}"), true },
		{ THREAD(",\"process\":{\"pid\":7}"), true } };

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct record record = record_of(rows[i].line, memory);

		CHECK(format_process_changes(&rendering, &record) == rows[i].changes);
	}
	buffer_free(&rendering.process);
}

static void
counts(const char *line, long long count, bool by_state)
{
	struct record record = record_of(line, memory);

	CHECK(format_count(&record) == count);
	CHECK(format_is_by(&record, "state") == by_state);
}

/* The debugger's number, with the inferior's if there are several, or the kernel's. */
static void
id(const char *json, const char *wanted)
{
	format_append_id(&rendering.line, value_of(json, memory));
	CHECK_TEXT(rendered(&rendering), bytes_of(wanted));
}

static void
known(const char *more, const char *wanted)
{
	char line[300];
	struct record record;

	snprintf(line, sizeof(line), THREAD("%s"), more);
	record = record_of(line, memory);
	format_append_known(&rendering, &record, "<", "|");
	CHECK_TEXT(rendered(&rendering), bytes_of(wanted));
}

/* JSON's escapes are of UTF-16: RFC 8259 shows the G clef, U+1D11E, as \ud834\udd1e. */
static void
escapes(void)
{
	format_append_escape(&rendering.line, 0x1D11E);
	CHECK_TEXT(rendered(&rendering), BYTES("\\ud834\\udd1e"));
	format_append_escape(&rendering.line, 0xFFFF);
	CHECK_TEXT(rendered(&rendering), BYTES("\\uffff"));
	format_append_escape(&rendering.line, 0x10000);
	CHECK_TEXT(rendered(&rendering), BYTES("\\ud800\\udc00"));
	format_append_escape(&rendering.line, 0x10FFFF);
	CHECK_TEXT(rendered(&rendering), BYTES("\\udbff\\udfff"));
	format_append_escape(&rendering.line, 9);
	CHECK_TEXT(rendered(&rendering), BYTES("\\u0009"));
}

static void
values(void)
{
	format_append_value(&rendering, BYTES("a\n b\n"), 2);
	CHECK_TEXT(rendered(&rendering), BYTES("a\n   b\n  \n"));
	format_append_value(&rendering, BYTES_NONE, 2);
	CHECK_TEXT(rendered(&rendering), BYTES("\n"));
	/* a control character does not reach the terminal */
	format_append_value(&rendering, BYTES("a\033[1m"), 0);
	CHECK(!bytes_has(rendered(&rendering), '\033'));
}

static void
frames(const char *json, const char *function, const char *module)
{
	const struct value *frame = value_of(json, memory);

	CHECK_TEXT(format_function(frame), bytes_of(function));
	CHECK_TEXT(format_module(frame, memory), bytes_of(module));
}

static void
paints(void)
{
	format_paint(&rendering, FORMAT_RED, BYTES("a"));
	CHECK_TEXT(rendered(&rendering), BYTES("a"));
	rendering.options.colour = true;
	format_paint(&rendering, FORMAT_RED, BYTES("a"));
	format_paint(&rendering, NULL, BYTES("b"));
	format_paint(&rendering, FORMAT_RED, BYTES_NONE);
	CHECK_TEXT(rendered(&rendering), BYTES("\033[1;31ma\033[0mb"));
	rendering.options.colour = false;
}

/* Each output has a name, and each name an output. */
static void
outputs(void)
{
	size_t names = 0;

	while (format_names[names] != NULL) {
		const struct output *output = &format_outputs[names++];

		CHECK(output->of[FORMAT_THREADS] != NULL || output->of[FORMAT_TRACEBACKS] != NULL);
		CHECK(!output->together || (output->of[0] != NULL && output->of[1] != NULL));
	}
	CHECK(names == 16);
}

int
main(void)
{
	memory = arena_new(1 << 22);
	processes();
	changes();
	counts(THREAD(""), 1, true);
	counts(THREAD(",\"count\":7"), 1, true);
	counts(GROUP(",\"count\":7"), 7, true);
	counts(GROUP(",\"count\":0,\"was\":3"), 0, true);
	counts(GROUP(",\"count\":2,\"by\":\"process,state\""), 2, true);
	counts(GROUP(",\"count\":2,\"by\":\"process,functions\""), 2, false);
	id("{\"tid\":3,\"lwp\":9}", "3");
	id("{\"tid\":3,\"inferior\":2}", "2.3");
	id("{\"lwp\":9,\"inferior\":2}", "9");
	id("{\"comm\":\"a\"}", "?");
	known("", "");
	known(",\"known\":false", "<new");
	known(",\"known\":true", "<known");
	known(",\"known\":true,\"regressed\":true,\"issue\":{\"id\":\"A-1\"}", "<regressed|A-1");
	known(",\"issue\":{\"id\":\"A-1\"}", "<A-1");
	escapes();
	values();
	frames(
	    "{\"function\":\"f\",\"module\":\"/lib/a.so\",\"module_offset\":18}", "f", "/lib/a.so");
	frames("{\"module\":\"/lib/a.so\",\"module_offset\":18}", "??", "/lib/a.so+0x12");
	frames("{\"function\":\"??\",\"module\":\"/lib/a.so\"}", "??", "/lib/a.so");
	frames("{\"raw\":\"#1 odd\"}", "#1 odd", "");
	paints();
	outputs();
	buffer_free(&rendering.line);
	arena_free(memory);
	return check_end();
}
