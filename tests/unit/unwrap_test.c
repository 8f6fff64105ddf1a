#include "pylog/carrier/unwrap.h"

#include "check.h"
#include "quotes.h"

static struct arena *memory;
static struct unwrapped got;

#define HEADER "Traceback (most recent call last):"

/* ' stands for a quote in the texts below. */
static bool
unwrap(const char *line, bool list)
{
	struct bytes text;

	arena_reset(memory);
	text = quotes_text(line, memory);
	return list ? unwrap_json_list(text, memory, &got) : unwrap_json(text, memory, &got);
}

/* A line of a log within a logger's object. */
static void
test_lines(void)
{
	CHECK(unwrap("{'log':'text\\n','stream':'stderr','time':'2026-11-24T10:00:00Z'}", false));
	CHECK(got.has_line && !got.partial && got.count == 0 && got.raised == NULL && got.key != 0);
	CHECK_TEXT(got.line, BYTES("text"));
	CHECK_TEXT(got.log.timestamp, BYTES("2026-11-24T10:00:00Z"));
	CHECK(unwrap("{'log':'half','stream':'stderr','time':'x'}", false) && got.partial);
	CHECK(unwrap("{'log':'whole','stream':'stderr'}", false) && !got.partial);
	CHECK(unwrap("{'log':'half','stream':'stderr','logtag':'P'}", false) && got.partial);
	CHECK(unwrap("{'log':'whole','stream':'stderr','logtag':'F','time':'x'}", false) &&
	    !got.partial);
	CHECK(unwrap("{'log':'text'}", false) && !got.partial);
	CHECK(unwrap("{'message':'half','stream':'stderr','time':'x'}", false) && !got.partial);
	CHECK(unwrap("{'log':'','stream':'stderr'}", false) && got.has_line && !got.partial);
	CHECK(unwrap("{'MESSAGE':[104,195,164,13,10],'_PID':'321'}", false));
	CHECK_TEXT(got.line, BYTES("h\xc3\xa4"));
	CHECK(got.log.pid == 321);
	CHECK(unwrap("{'log':7,'msg':'text'}", false) && bytes_equal(got.line, BYTES("text")));
	CHECK(unwrap("{'x':'text'}", false) && !got.has_line);
	/* after other text; a list, and text that is none */
	CHECK(
	    unwrap("app {x} [{] { {'log':'text'} ", false) == false); /* four braces are too many */
	CHECK(unwrap("app {x} {'log':'text'} ", false) && got.has_line);
	CHECK(!unwrap("['text']", false) && !unwrap("text", false) && !unwrap("", false) &&
	    !unwrap("{}x", false));
}

static void
test_log(void)
{
	CHECK(unwrap("{'ts':1795514400.25,'severity':'ERROR','logger_name':'a','event':'m','"
		     "process':{'pid':7}}",
	    false));
	CHECK_TEXT(got.log.timestamp, BYTES("1795514400.25"));
	CHECK_TEXT(got.log.level, BYTES("ERROR"));
	CHECK_TEXT(got.log.logger, BYTES("a"));
	CHECK_TEXT(got.log.message, BYTES("m"));
	CHECK(got.log.pid == 7 && got.log.time.len == 0);
	CHECK(unwrap("{'event':'m','version':'1','service':{'version':'1.4'}}", false));
	CHECK_TEXT(got.log.release, BYTES("1.4"));
	CHECK(unwrap("{'event':'m','service.version':'1.4','release':1.10}", false));
	CHECK_TEXT(got.log.release, BYTES("1.10"));
	CHECK(unwrap("{'event':'m','version':'1'}", false) && got.log.release.len == 0);
	CHECK(unwrap("{'time':1795514400,'pid':12,'log':{'level':'e','logger':'l'}}", false));
	CHECK_TEXT(got.log.timestamp, BYTES("1795514400"));
	CHECK_TEXT(got.log.level, BYTES("e"));
	CHECK_TEXT(got.log.logger, BYTES("l"));
	CHECK(got.log.pid == 12);
	CHECK(unwrap("{'time':-1,'pid':'x','level':true}", false));
	CHECK(got.log.timestamp.len == 0 && got.log.pid == -1 && got.log.level.len == 0);
}

/* Times as numbers with an exponent are written without it. */
static void
test_powers(void)
{
	static const struct {
		const char *number, *text;
	} powers[] = {
		{ "1.7723592005e9", "1772359200.5" },
		{ "17723592005E+0", "17723592005" },
		{ "1.7e3", "1700" },
		{ "0.17723592005e10", "1772359200.5" },
		{ "0.0017723592005e12", "1772359200.5" },
		{ "0.5e1", "5" },
		{ "0.5e0", "0.5" },
		{ "0.05e1", "0.5" },
		{ "0.0e2", "0" },
		/* what no time has */
		{ "1e20", "100000000000000000000" },
		{ "1.1e20", "" },
		{ "0.1e21", "" },
	};
	char line[64];

	for (size_t i = 0; i < COUNT_OF(powers); i++) {
		snprintf(line, sizeof(line), "{'event':'m','ts':%s}", powers[i].number);
		CHECK(unwrap(line, false));
		if (!CHECK(bytes_equal(got.log.timestamp, bytes_of(powers[i].text))))
			printf("   %s\n", powers[i].number);
	}
}

/* Whole tracebacks in members, at any depth, each once. */
static void
test_texts(void)
{
	CHECK(unwrap("{'message':'m','exc_info':'" HEADER "\\n  x\\nE: y\\n'}", false));
	CHECK(got.count == 1 && !got.has_line && bytes_end(got.texts[0], BYTES("E: y\n")));
	CHECK_TEXT(got.log.message, BYTES("m"));
	CHECK(
	    unwrap("{'a':'" HEADER "\\n  x\\nE: y\\n','b':'m\\n" HEADER "\\n  x\\nE: y'}", false) &&
	    got.count == 1);
	CHECK(
	    unwrap("{'b':'m\\n" HEADER "\\n  x\\nE: y','a':'" HEADER "\\n  x\\nE: y\\n'}", false) &&
	    got.count == 1);
	CHECK(unwrap("{'a':{'b':[{'c':'" HEADER "\\n  x\\nE: y'}]}}", false) && got.count == 1);
	CHECK(unwrap("{'a':{'b':{'c':{'d':{'e':'" HEADER "\\n  x\\nE: y'}}}}}", false) &&
	    got.count == 1);
	CHECK(
	    unwrap("{'a':{'b':{'c':{'d':{'e':{'f':{'g':'" HEADER "\\n  x\\nE: y'}}}}}}}", false) &&
	    got.count == 0);
	CHECK(unwrap("{'a':'" HEADER "\\n1','b':'" HEADER "\\n2','c':'" HEADER "\\n3','d':'" HEADER
		     "\\n4','e':'" HEADER "\\n5'}",
		  false) &&
	    got.count == 5);
	/* only a header is a line of a log */
	CHECK(unwrap("{'message':'" HEADER "\\n'}", false) && got.count == 0 && got.has_line);
	CHECK_TEXT(got.line, BYTES(HEADER));
	/* as a list of lines */
	CHECK(unwrap("{'exc':['" HEADER "\\n','  x\\n','E: y\\n']}", false) && got.count == 1);
	CHECK_TEXT(got.texts[0], BYTES(HEADER "\n  x\nE: y\n"));
	CHECK(unwrap("['" HEADER "','  x','E: y']", true) && got.count == 1);
	CHECK_TEXT(got.texts[0], BYTES(HEADER "\n  x\nE: y\n"));
	CHECK(!unwrap("['x','y']", true) && !unwrap("{'a':['" HEADER "','y']}", true) &&
	    !unwrap("x", true));
	/* an exception whose parts are members */
	CHECK(unwrap("{'errorType':'E','errorMessage':'x','stackTrace':[]}", false) &&
	    got.raised != NULL);
	CHECK(got.count == 0 && !got.has_line);
}

/* Objects in a line that is itself in an object. */
static void
test_inner(void)
{
	unsigned long long key;

	CHECK(unwrap("{'log':'{\\'level\\':\\'e\\',\\'msg\\':\\'" HEADER
		     "\\'}\\n','stream':'stderr','pid':7}",
	    false));
	CHECK_TEXT(got.line, BYTES(HEADER));
	CHECK_TEXT(got.log.level, BYTES("e"));
	CHECK(got.log.pid == 7 && got.has_line);
	key = got.key;
	CHECK(
	    unwrap("{'log':'{\\'level\\':\\'e\\',\\'msg\\':\\'x\\'}\\n','stream':'stderr','pid':8}",
		false));
	CHECK(got.key != key);
	/* an inner object without a line of a log is itself the line */
	CHECK(unwrap("{'log':'{\\'level\\':\\'e\\'}\\n','stream':'stderr'}", false));
	CHECK_TEXT(got.line, BYTES("{\"level\":\"e\"}"));
	CHECK(got.log.level.len == 0);
}

static unsigned long long
owner_key(const char *object)
{
	struct unwrapped unwrapped = { .key = 0 };

	CHECK(unwrap_json(bytes_of(object), memory, &unwrapped));
	CHECK(unwrapped.has_line);
	return unwrapped.key;
}

/* Two objects, and whether their lines have the same writer. */
static const struct row {
	const char *a, *b;
	bool same;
} rows[] = {
	{ "{\"log\":\"a\"}", "{\"log\":\"b\"}", true },
	{ "{\"log\":\"a\",\"pod\":\"p\"}", "{\"log\":\"b\",\"pod\":\"p\"}", true },
	{ "{\"log\":\"a\",\"pod\":\"p\"}", "{\"log\":\"a\",\"pod\":\"q\"}", false },
	{ "{\"log\":\"a\",\"pod\":1}", "{\"log\":\"a\",\"pod\":2}", false },
	{ "{\"log\":\"a\",\"pod\":\"p\"}", "{\"log\":\"a\",\"app\":\"p\"}", false },
	{ "{\"log\":\"a\",\"k\":{\"pod\":\"p\"}}", "{\"log\":\"a\",\"k\":{\"pod\":\"q\"}}", false },
	{ "{\"log\":\"a\",\"k\":{},\"pod\":1}", "{\"log\":\"a\",\"k\":{\"pod\":1}}", false },
	/* members that change from line to line, known by their names */
	{ "{\"log\":\"a\",\"time\":1}", "{\"log\":\"a\",\"time\":2}", true },
	{ "{\"log\":\"a\",\"@timestamp\":1}", "{\"log\":\"a\",\"@timestamp\":2}", true },
	{ "{\"log\":\"a\",\"insertId\":1}", "{\"log\":\"a\",\"insertId\":2}", true },
	{ "{\"log\":\"a\",\"INSERT-ID\":1}", "{\"log\":\"a\",\"INSERT-ID\":2}", true },
	{ "{\"log\":\"a\",\"_id\":1}", "{\"log\":\"a\",\"_id\":2}", true },
	{ "{\"log\":\"a\",\"pod_id\":1}", "{\"log\":\"a\",\"pod_id\":2}", false },
	{ "{\"log\":\"a\",\"timer\":1}", "{\"log\":\"a\",\"timer\":2}", false },
	/* a member that quotes the line */
	{ "{\"log\":\"it failed: a\",\"was\":\"x: it failed: a\"}",
	    "{\"log\":\"it failed: b\\n\",\"was\":\"x: it failed: b\"}", true },
	/* one that has a short line by chance */
	{ "{\"log\":\"a\",\"pod\":\"web\"}", "{\"log\":\"b\",\"pod\":\"web\"}", true },
};

static void
test_owners(void)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		unsigned long long a = owner_key(rows[i].a), b = owner_key(rows[i].b);

		CHECK(a != 0 && b != 0);
		if (!CHECK((a == b) == rows[i].same))
			printf("   %s %s\n", rows[i].a, rows[i].b);
	}
}

/* Objects inside each other, the innermost with a traceback. */
static bool
is_found(int depth)
{
	char line[500] = "";

	for (int i = 0; i < depth; i++)
		strcat(line, "{'a':");
	strcat(line, "{'m':'" HEADER "\\n  File\\nE: x'}");
	for (int i = 0; i < depth; i++)
		strcat(line, "}");
	return unwrap(line, false) && got.count == 1;
}

/* How far an object may stand behind the start of its line. */
static bool
is_behind(size_t before)
{
	char line[500];

	memset(line, 'x', sizeof(line));
	strcpy(line + before, "{'log':'text'}");
	return unwrap(line, false) && got.has_line;
}

static void
test_limits(void)
{
	char numbers[1000] = "{'MESSAGE':[";

	CHECK(is_found(0) && is_found(5) && !is_found(6));
	CHECK(is_behind(0) && is_behind(399) && !is_behind(400));
	/* journalctl's numbers may be a whole traceback */
	for (const char *at = HEADER "\n  File\nE: \1"; *at != '\0'; at++)
		snprintf(numbers + strlen(numbers), 10, "%d,", *at);
	strcpy(numbers + strlen(numbers) - 1, "]}");
	CHECK(unwrap(numbers, false) && got.count == 1);
	CHECK_TEXT(got.texts[0], BYTES(HEADER "\n  File\nE: \1"));
}

#define ENTRY(text) "{'message':'" HEADER "\\n  File a.py\\n" text "'}"
#define TIMED(text) "{'time':'2026-11-24T10:00:00Z','message':'" HEADER "\\n  File\\n" text "'}"

/* Whether the parts of the document have these texts, a comma behind each; a line is in brackets. */
static bool
has_parts(const char *expected)
{
	struct unwrap_parts parts;
	struct unwrapped part;
	char found[500] = "";

	if (!CHECK(got.document != NULL))
		return false;
	unwrap_begin(&parts, &got);
	while (unwrap_next(&parts, memory, &part)) {
		struct bytes text = part.count > 0 ? part.texts[0] : part.line;

		CHECK(part.count <= 1 && part.document == NULL);
		snprintf(
		    found + strlen(found), 50, part.count > 0 ? "%c," : "[%c]", bytes_tail(text));
	}
	if (CHECK(strcmp(found, expected) == 0))
		return true;
	printf("   %s instead of %s\n", found, expected);
	return false;
}

/* What a search in a store of logs answers has many entries; a line of a log may have two texts, and is no such document. */
static void
test_entries(void)
{
	CHECK(unwrap(
	    "{'took':3,'hits':{'hits':[{'_source':" ENTRY("E") "},{'_source':" ENTRY("E") "}]}}",
	    false));
	CHECK(got.seen == 2 && got.count == 1);
	has_parts("E,E,");
	/* all lists, and the texts outside of them */
	CHECK(unwrap("{'a':[" ENTRY("1") "," ENTRY("2") "],'b':[" ENTRY("3") "," ENTRY(
			 "4") "],'c':" ENTRY("5") ",'d':[" ENTRY("6") "]}",
	    false));
	has_parts("1,2,3,4,5,6,");
	/* lists in entries */
	CHECK(unwrap("{'a':[{'v':[['1'," ENTRY("1") "],['2'," ENTRY("2") "]]},{'v':[['3'," ENTRY(
			 "3") "]]}]}",
	    false));
	has_parts("1,2,3,");
	/* a document with a time, and a line of a log */
	CHECK(unwrap("{'timestamp':0,'hits':[" TIMED("E") "," TIMED("E") "]}", false));
	has_parts("E,E,");
	CHECK(unwrap(
	    "{'time':'2026-11-24T10:00:00Z','causes':[" ENTRY("1") "," ENTRY("2") "]}", false));
	CHECK(got.document == NULL && got.count == 2);
	CHECK(unwrap("{'time':1,'causes':[" TIMED("1") "," ENTRY("2") "]}", false));
	CHECK(got.document == NULL);
	CHECK(unwrap("{'events':[" ENTRY("1") ",{'message':'text'}]}", false) &&
	    got.document == NULL);
	/* a list is no line of a log, so one is enough */
	CHECK(unwrap("[{'message':'text'}," ENTRY("1") "]", true));
	has_parts("[t]1,");
	CHECK(!unwrap("[{'message':'text'}]", true) && !unwrap("[]", true));
	/* entries that are lines */
	CHECK(unwrap("{'events':[{'message':'" HEADER
		     "'},{'message':'  File 2'},{'message':'E: 3'}]}",
	    false));
	has_parts("[:][2][3]");
	CHECK(unwrap("{'message':'m','crumbs':[{'message':'" HEADER "'},{'message':'b'}]}", false));
	CHECK(got.document == NULL && got.has_line);
	/* lists of the lines of two exceptions are no entries */
	CHECK(unwrap("{'a':['" HEADER "','E','" HEADER "','E'],'b':'" HEADER "\\nE: x'}", false));
	CHECK(got.document == NULL && got.count == 2);
}

/* So many texts in an object, and one more. */
static void
test_many(void)
{
	static char object[100 * 64];

	for (int texts = UNWRAP_TEXTS - 1; texts <= UNWRAP_TEXTS + 1; texts++) {
		strcpy(object, "{");
		for (int i = 0; i < texts; i++)
			snprintf(object + strlen(object), 80, "'%d':'" HEADER "\\nE: %d.',", i, i);
		/* this came before */
		strcat(object, "'x':'" HEADER "\\nE: 60.'}");
		CHECK(unwrap(object, false) && got.seen == (size_t)texts + 1);
		CHECK(got.count == (size_t)(texts > UNWRAP_TEXTS ? UNWRAP_TEXTS : texts));
		CHECK(got.left_out == (texts > UNWRAP_TEXTS));
	}
}

int
main(void)
{
	memory = arena_new(1 << 20);
	if (memory == NULL)
		return 1;
	test_lines();
	test_log();
	test_powers();
	test_texts();
	test_inner();
	test_owners();
	test_limits();
	test_entries();
	test_many();
	arena_free(memory);
	return check_end();
}
