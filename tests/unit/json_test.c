#include "check.h"
#include "oracle.h"
#include "json/json.h"

static struct arena *memory;

static const struct value *
read(struct bytes text)
{
	const char *reason = NULL;
	size_t place = 0;

	arena_reset(memory);
	return json_read(text, memory, &reason, &place);
}

/* Checks that the text is no JSON, and where its fault is. */
static void
refused(struct bytes text, const char *why, size_t where)
{
	const char *reason = "";
	size_t place = 99;

	arena_reset(memory);
	CHECK(json_read(text, memory, &reason, &place) == NULL);
	CHECK_TEXT(bytes_of(reason), bytes_of(why));
	if (!CHECK(place == where))
		printf("   %zu, not %zu of %.*s\n", place, where, (int)text.len, text.at);
}

static void
kinds(void)
{
	const struct value *value = read(
	    BYTES(" {\"t\":\"x\",\"n\":7,\"a\":[1,2],\"o\":{\"p\":null},\"b\":true,\"f\":false} "));

	CHECK(json_kind(value) == JSON_OBJECT);
	CHECK(json_kind(json_member(value, "t")) == JSON_TEXT);
	CHECK(json_kind(json_member(value, "n")) == JSON_NUMBER);
	CHECK(json_kind(json_member(value, "a")) == JSON_ARRAY);
	CHECK(json_kind(json_member(value, "b")) == JSON_BOOLEAN);
	CHECK(json_kind(json_member(json_member(value, "o"), "p")) == JSON_NULL);
	CHECK_TEXT(json_text(value, "t"), BYTES("x"));
	CHECK(json_text(value, "n").len == 0 && json_text(value, "none").len == 0);
	CHECK(json_flag(value, "b") && !json_flag(value, "f") && !json_flag(value, "n"));
	CHECK(json_member(value, "T") == NULL); /* no case folding */
	CHECK(json_member(json_member(value, "a"), "t") == NULL && json_member(NULL, "t") == NULL);
	CHECK_TEXT(json_name(json_first(value)), BYTES("t"));
	value = json_first(json_member(value, "a"));
	CHECK(value != NULL && json_next(value) != NULL && json_next(json_next(value)) == NULL);
	CHECK(json_first(value) == NULL && json_first(NULL) == NULL);
}

static void
members_alone(void)
{
	const struct value *value;

	arena_reset(memory);
	value = json_read_members(BYTES(",\"a\":1,\"b\":[2]"), memory);
	CHECK(json_number(value, "a") == 1);
	CHECK_TEXT(json_written(value), BYTES("{\"a\":1,\"b\":[2]}"));
	CHECK_TEXT(json_written(json_read_members(BYTES_NONE, memory)), BYTES("{}"));
	CHECK(json_read_members(BYTES(",\"a\":"), memory) == NULL);
}

/* Arrays are skipped; everything else is read as usual. */
static void
flat(void)
{
	const struct value *value;

	arena_reset(memory);
	value = json_read_flat(
	    BYTES("{\"a\":[1,\"]\"],\"o\":{\"b\":[{}],\"c\":7},\"t\":\"x\"}"), memory);
	CHECK_TEXT(json_written(json_member(value, "a")), BYTES("[1,\"]\"]"));
	CHECK(json_kind(json_member(value, "a")) == JSON_ARRAY);
	CHECK(json_first(json_member(value, "a")) == NULL);
	CHECK(json_number(json_member(value, "o"), "c") == 7);
	CHECK_TEXT(json_written_member(json_first(json_member(value, "o"))), BYTES("\"b\":[{}]"));
	CHECK_TEXT(json_text(value, "t"), BYTES("x"));
}

static void
paths(void)
{
	const struct value *value =
	    read(BYTES("{\"a\":{\"b\":{\"c\":1},\"b.d\":2},\"a.e\":3,\"f\":\"x\"}"));

	CHECK(json_whole(json_path(value, BYTES("a.b.c"))) == 1);
	CHECK(json_whole(json_path(value, BYTES("a.b.d"))) == 2);
	CHECK(json_whole(json_path(value, BYTES("a.e"))) == 3);
	CHECK_TEXT(json_string(json_path(value, BYTES("f"))), BYTES("x"));
	CHECK(json_kind(json_path(value, BYTES("a.b"))) == JSON_OBJECT);
	CHECK(json_path(value, BYTES("f.x")) == NULL && json_path(value, BYTES("a.")) == NULL);
	CHECK(json_path(value, BYTES("")) == NULL && json_path(NULL, BYTES("a.b")) == NULL);
}

static void
numbers(void)
{
	static const struct {
		const char *text;
		long long number;
	} rows[] = { { "0", 0 }, { "-0", 0 }, { "7", 7 }, { "1e3", 1000 }, { "1.0", 1 },
		{ "9007199254740991", 9007199254740991 }, { "9007199254740992", -1 }, { "-1", -1 },
		{ "1.5", -1 }, { "9007199254740991.4", -1 }, { "0.99999999999999999999", -1 },
		{ "0.9999999999999999e1", -1 }, { "123456789012345e-2", -1 },
		{ "123456789012300e-2", 1234567890123 }, { "1e400", -1 },
		{ "12345678901234567890", -1 }, { "\"7\"", -1 }, { "null", -1 } };
	char object[60];

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		snprintf(object, sizeof(object), "{\"n\":%s}", rows[i].text);
		if (!CHECK(json_number(read(bytes_of(object)), "n") == rows[i].number))
			printf("   of %s\n", rows[i].text);
	}
}

/* JSON may have a NUL or half a surrogate pair, C strings may not. Pairs, and escaped backslashes before a `u`, stay. */
static void
escapes(void)
{
	static const struct {
		const char *json, *text;
	} rows[] = {
		{ "\\u0000", "\xEF\xBF\xBD" },
		{ "a\\u0000b",
		    "a\xEF\xBF\xBD"
		    "b" },
		{ "\\ud800", "\xEF\xBF\xBD" },
		{ "\\udc00x", "\xEF\xBF\xBDx" },
		{ "\\ud800\\ud800", "\xEF\xBF\xBD\xEF\xBF\xBD" },
		{ "\\ud800\\u0041",
		    "\xEF\xBF\xBD"
		    "A" },
		{ "\\uD83D\\uDE00", "\xF0\x9F\x98\x80" },
		{ "\\ud800\\ud83d\\ude00", "\xEF\xBF\xBD\xF0\x9F\x98\x80" },
		{ "\\\\u0000", "\\u0000" },
		{ "\\\\\\u0000", "\\\xEF\xBF\xBD" },
		{ "\\\\ud800", "\\ud800" },
		{ "\\u00e9\\u20ac", "\xC3\xA9\xE2\x82\xAC" },
		{ "\\\"\\/\\b\\f\\n\\r\\t", "\"/\b\f\n\r\t" },
		{ "\\ud800\\n", "\xEF\xBF\xBD\n" },
		{ "\x7f", "\x7f" },
	};
	char object[120];

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		snprintf(object, sizeof(object), "{\"t\":\"%s\"}", rows[i].json);
		CHECK_TEXT(json_text(read(bytes_of(object)), "t"), bytes_of(rows[i].text));
	}
	/* the text itself is not changed */
	snprintf(object, sizeof(object), "{\"t\":\"\\u0000\"}");
	read(bytes_of(object));
	CHECK_TEXT(bytes_of(object), BYTES("{\"t\":\"\\u0000\"}"));
	/* in names, too */
	CHECK_TEXT(json_text(read(BYTES("{\"a\\u0000\":\"x\"}")), "a\xEF\xBF\xBD"), BYTES("x"));
}

static void
faults(void)
{
	refused(BYTES("{\"a\":\"\xff\"}"), "invalid UTF-8", 6);
	refused(BYTES("{\"a\":\"\xED\xA0\x80\"}"), "invalid UTF-8", 6);
	refused(BYTES("{} x"), "something follows the value", 3);
	refused(BYTES("{}{}"), "something follows the value", 2);
	CHECK(read(BYTES("{\"a\":\"x\ny\"}")) == NULL);
	CHECK(read(BYTES("{\"a\":\"x\ty\"}")) == NULL);
	CHECK(read(BYTES("{\"a\":\"x\x01y\"}")) == NULL);
	CHECK(read(BYTES("{\"a\":\"x\0y\"}")) == NULL);
	CHECK(read(BYTES("{\0}")) == NULL);
	CHECK(read(BYTES("{}\0")) == NULL);
	CHECK(read(BYTES("{\"a\"\f:1}")) == NULL);
	CHECK(read(BYTES("\t{\n\r}\t")) != NULL);
}

static void
grammar(void)
{
	static const char *const bad[] = { "", " ", "{", "}", "[", "[1,]", "[,1]", "[1 2]",
		"{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{'a':1}", "{1:1}", "01", "-", "+1",
		".5", "1.", "1e", "1e+", "0x1", "NaN", "Infinity", "-Infinity", "nul", "True",
		"truex", "\"", "\"a", "\"\\\"", "\"\\q\"", "\"\\u12g4\"", "\"\\u123\"", "\"\\u\"",
		"\"\\x41\"", "// x\n{}", "{}//", "/**/{}", "\xEF\xBB\xBF{}", "\xC2\xA0{}", "[1]]",
		"{\"a\":1}}", "--1", "1-", "- 1", "1 .5", "[-]", "\"\\ud800\\u12\"" };
	static const char *const good[] = { "0", "-0", "-0.5E-7", "1E5", "true", "null", "\"\"",
		"[]", "{}", "[[]]", "{\"\":0}", "\" \"", "[ ]", "[1 , 2]", "\"\\u0000\\uD800\"",
		"123456789012345678901234567890" };

	for (size_t i = 0; i < COUNT_OF(bad); i++)
		if (!CHECK(read(bytes_of(bad[i])) == NULL))
			printf("   %s\n", bad[i]);
	for (size_t i = 0; i < COUNT_OF(good); i++)
		if (!CHECK(read(bytes_of(good[i])) != NULL))
			printf("   %s\n", good[i]);
}

/* Each part keeps the bytes as they were written, with blanks and escapes. */
static void
written(void)
{
	static const char *const wanted[] = { "1", "\"a,]\\n\"", "[2,[3]]", "{\"x\" : [4]}", "true",
		"[ ]" };
	const struct value *value =
	    read(BYTES(" [ 1 ,\"a,]\\n\", [2,[3]],{\"x\" : [4]} , true,[ ] ] "));
	size_t count = 0;

	CHECK_TEXT(
	    json_written(value), BYTES("[ 1 ,\"a,]\\n\", [2,[3]],{\"x\" : [4]} , true,[ ] ]"));
	for (value = json_first(value); value != NULL && count < 6; value = json_next(value)) {
		CHECK_TEXT(json_written(value), bytes_of(wanted[count]));
		CHECK_TEXT(json_written_member(value), bytes_of(wanted[count]));
		CHECK(json_name(value).len == 0);
		count++;
	}
	CHECK(count == 6 && value == NULL);
	CHECK(json_written(NULL).len == 0);
	CHECK(json_first(read(BYTES("[]"))) == NULL && json_first(read(BYTES("{ }"))) == NULL);
	value = json_first(read(BYTES("{ \"a\\\"b\" :\n1}")));
	CHECK_TEXT(json_name(value), BYTES("a\"b"));
	CHECK_TEXT(json_written(value), BYTES("1"));
	CHECK_TEXT(json_written_member(value), BYTES("\"a\\\"b\" :\n1"));
}

/* Depth is limited: deeper text is refused, and does not use up the stack. */
static void
depth(void)
{
	static char text[2000001];

	for (size_t i = 0; i < 400; i++)
		memcpy(text + i, "[", 2);
	for (size_t i = 400; i < 800; i++)
		memcpy(text + i, "]", 2);
	CHECK(read(bytes_of(text)) != NULL);
	memset(text, '[', 1000000);
	memset(text + 1000000, ']', 1000000);
	CHECK(read(bytes_of(text)) == NULL);
	CHECK(read((struct bytes){ text, 1000000 }) == NULL);
}

/* If a name is there twice, the last one counts, as with jq and Python. */
static void
duplicates(void)
{
	CHECK(json_number(read(BYTES("{\"a\":1,\"a\":2}")), "a") == 2);
}

static void
ceiling(void)
{
	struct arena *small = arena_new(70000);
	static char text[60000];
	const char *reason;
	size_t place;

	memset(text, ' ', sizeof(text));
	text[0] = '[';
	for (size_t i = 1; i < sizeof(text) - 3; i += 2)
		memcpy(text + i, "1,", 2);
	memcpy(text + sizeof(text) - 3, "1]", 2);
	CHECK(json_read((struct bytes){ text, sizeof(text) - 1 }, small, &reason, &place) == NULL);
	CHECK(bytes_start(bytes_of(reason), BYTES("too large")));
	CHECK(read((struct bytes){ text, sizeof(text) - 1 }) != NULL);
	arena_free(small);
}

/* cJSON reads the same; the fuzz target of records compares them for any text. */
static void
as_cjson(void)
{
	static const char *const texts[] = { "null", "true", " [ ] ", "{}", "[1,-2,0.5,1e3,1E-2]",
		"{\"b\":1,\"a\":{\"\":[{},[],\"\"]},\"A\":false}",
		"\"\\u0041\\ud83d\\ude00\\n\\t\\r\\b\\f\\/\\\\\\\"\\u00e9\\u20ac\"",
		"[\"\xC3\xA9\",\"\xF0\x9F\x98\x80\",9007199254740991,1e400]",
		"\r\n\t{\"a\" : [ true , false , null ] }\n" };

	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		cJSON *theirs = cJSON_Parse(texts[i]);
		const struct value *ours = read(bytes_of(texts[i]));

		if (CHECK(theirs != NULL && ours != NULL) && !CHECK(oracle_agrees(ours, theirs)))
			printf("   %s\n", texts[i]);
		cJSON_Delete(theirs);
	}
}

int
main(void)
{
	memory = arena_new(256 << 20);
	if (memory == NULL)
		return 1;
	as_cjson();
	kinds();
	members_alone();
	flat();
	paths();
	numbers();
	escapes();
	faults();
	grammar();
	written();
	depth();
	duplicates();
	ceiling();
	arena_free(memory);
	return check_end();
}
