#include "rules/document.h"

#include "check.h"

/* Texts that are refused, with the byte that is to blame, from 0 on. */
static const struct {
	struct bytes text;
	size_t place;
} refused[] = {
	{ BYTES_ROW(""), 0 },
	{ BYTES_ROW("{"), 0 },
	{ BYTES_ROW("{\"a\":1"), 5 },
	{ BYTES_ROW("{\"a\":1,}"), 7 },
	{ BYTES_ROW("{\"a\":01}"), 6 },
	{ BYTES_ROW("{\"a\" 1}"), 5 },
	{ BYTES_ROW("[1 2]"), 3 },
	{ BYTES_ROW("[tru]"), 1 },
	{ BYTES_ROW("[\"a\tb\"]"), 3 },
	{ BYTES_ROW("{} {}"), 3 },
	{ BYTES_ROW("{\"a\":\"\\u0000\"}"), 5 },
	{ BYTES_ROW("{\"\\u0000\":1}"), 10 },
	{ BYTES_ROW("[\"\\ud800\"]"), 2 },
	{ BYTES_ROW("['a']"), 1 },
	{ BYTES_ROW("2026-11-24 10:00:00"), 4 },
};

static void
test_refused(void)
{
	for (size_t i = 0; i < COUNT_OF(refused); i++) {
		struct document *document = document_read(refused[i].text);

		if (CHECK(document != NULL) &&
		    (!CHECK(document->root == NULL && document->fault.reason[0] != '\0') ||
			!CHECK(document->fault.place == refused[i].place)))
			printf("   %s: %zu: %s\n", refused[i].text.at, document->fault.place,
			    document->fault.reason);
		document_free(document);
	}
}

static const char text[] = "{ \"rules\": \"t\",\n"
			   "  \"label\": [ { \"when\": {} },\n"
			   "\n"
			   "             { \"when\": { \"functoin\": \"f\" }, \"when\": 1.50 } ] }";

/* A value of the text, by the names and numbers on the way to it. */
static const cJSON *
find(const struct document *document, const char *name, int element, const char *inside)
{
	const cJSON *value = cJSON_GetObjectItem(document->root, name);

	value = element < 0 ? value : cJSON_GetArrayItem(value, element);
	return inside == NULL ? value : cJSON_GetObjectItem(value, inside);
}

static void
test_places(void)
{
	struct document *document = document_read(bytes_of(text));
	const cJSON *second = find(document, "label", 1, NULL), *twice;

	if (!CHECK(document->root != NULL))
		return;
	twice = second->child->next;
	CHECK_TEXT(document_text(find(document, "rules", -1, NULL)), BYTES("t"));
	CHECK(document_text(second).len == 0);
	CHECK_TEXT(document_written(document, twice), BYTES("1.50"));
	CHECK_TEXT(document_written(document, find(document, "label", 0, NULL)),
	    BYTES("{ \"when\": {} }"));
	CHECK(document_line(document, document->root) == 1);
	CHECK(document_line(document, find(document, "rules", -1, NULL)) == 1);
	CHECK(document_line(document, find(document, "label", 0, "when")) == 2);
	CHECK(document_line(document, second) == 4);
	CHECK(
	    !document_fail(document, find(document, "label", 1, "when")->child, "is %s", "wrong"));
	CHECK_TEXT(bytes_of(document->fault.path), BYTES("label[1].when.functoin"));
	CHECK_TEXT(bytes_of(document->fault.reason), BYTES("is wrong"));
	CHECK(strncmp(text + document->fault.place, "\"f\"", 3) == 0);
	CHECK(!document_fail(document, document->root, "is wrong"));
	CHECK_TEXT(bytes_of(document->fault.path), BYTES(""));
	document_free(document);
}

/* Names that are in a table, misspelt, unlike all in it, and given twice. */
static void
test_rows(void)
{
	static const struct {
		const char *name;
		int number;
	} rows[] = { { "when", 1 }, { "function", 2 } };
	struct document *document = document_read(bytes_of(text));
	const cJSON *second = find(document, "label", 1, NULL), *when = second->child;

#define ROW(object, member) \
	document_row( \
	    document, (object), (member), "condition", rows, sizeof(rows[0]), COUNT_OF(rows))
	CHECK(ROW(second, when) == &rows[0]);
	CHECK(ROW(when, when->child) == NULL);
	CHECK_TEXT(bytes_of(document->fault.reason),
	    BYTES("no such condition \"functoin\" (did you mean \"function\"?)"));
	CHECK_TEXT(bytes_of(document->fault.path), BYTES("label[1].when"));
	CHECK(ROW(document->root, document->root->child) == NULL);
	CHECK_TEXT(bytes_of(document->fault.reason), BYTES("no such condition \"rules\""));
	CHECK(ROW(second, when->next) == NULL);
	CHECK_TEXT(bytes_of(document->fault.reason), BYTES("is given twice"));
	CHECK_TEXT(bytes_of(document->fault.path), BYTES("label[1].when"));
	document_free(document);
}

static void
test_patterns(void)
{
	struct document *document = document_read(BYTES("[\"a(b\",\"a.c\",\"\",7]"));
	const cJSON *values = document->root->child;
	struct regex *regex = document_pattern(document, values->next);
	struct bytes taken = BYTES_NONE;

	CHECK(document_pattern(document, values) == NULL);
	CHECK(bytes_find(bytes_of(document->fault.reason), BYTES(" at character 4")) != NULL);
	CHECK_TEXT(bytes_of(document->fault.path), BYTES("[0]"));
	CHECK(regex != NULL && regex_match(regex, BYTES("xabcx")) == REGEX_YES);
	regex_free(regex);
	CHECK(document_take_text(document, values->next, &taken));
	CHECK_TEXT(taken, BYTES("a.c"));
	CHECK(!document_take_text(document, values->next->next, &taken));
	CHECK(!document_take_text(document, values->next->next->next, &taken));
	CHECK_TEXT(bytes_of(document->fault.path), BYTES("[3]"));
	document_free(document);
}

int
main(void)
{
	test_refused();
	test_places();
	test_rows();
	test_patterns();
	return check_end();
}
