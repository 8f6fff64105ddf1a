#include "rules/document.h"

#include "check.h"

static struct document *document;

static cJSON *
read(const char *text)
{
	document_free(document);
	document = document_read(bytes_of(text));
	return document == NULL ? NULL : document->root;
}

/* The text is refused for that reason, at that byte. */
static void
refused(struct bytes text, const char *reason, size_t place)
{
	document_free(document);
	document = document_read(text);
	if (!CHECK(document != NULL && document->root == NULL && document->fault.place == place))
		printf("   at %zu: %.*s\n", document->fault.place, (int)text.len, text.at);
	CHECK_TEXT(bytes_of(document->fault.reason), bytes_of(reason));
	CHECK(document->fault.path[0] == '\0');
}

/* What RFC 8259 does not allow, whatever cJSON takes. */
static void
test_faults(void)
{
	static char deep[2001];

	refused(BYTES("{\"a\":}"), "not JSON", 5);
	refused(BYTES(""), "not JSON", 0);
	refused(BYTES("[1"), "not JSON", 1); /* a text that ends too early: its last byte */
	refused(BYTES("[01]"), "not JSON", 2);
	refused(BYTES("[1.]"), "not JSON", 3);
	refused(BYTES("[-.5]"), "not JSON", 2);
	refused(BYTES("{} x"), "something follows the value", 3);
	refused(BYTES("[\"a\tb\"]"), "not JSON", 3);
	refused(BYTES("[1,\f2]"), "not JSON", 3);
	refused(BYTES("[1,\0 2]"), "not JSON", 3);
	refused(BYTES("\xEF\xBB\xBF{}"), "not JSON", 0);
	refused(BYTES("[\"a\xff\"]"), "invalid UTF-8", 3);
	refused(BYTES("[\"a\\u0000\"]"), "a text may not hold a NUL", 1);
	refused(BYTES("{\"a\\u0000\":1}"), "a text may not hold a NUL", 11);
	memset(deep, '[', 1500);
	refused((struct bytes){ deep, 1500 }, "nested deeper than 1000 levels", 1000);
	CHECK(read(" \r\n\t{ \"a\" : [ 0 , -0.5e+7 , true , false , null , \"\" ] } \n") != NULL);
	CHECK(read("[0.5,10,-1e5,\"\\u0041\\n\\\"\"]") != NULL);
}

/* The bytes of each value as they stand in the text, with all kinds of blanks around. */
static void
test_written(void)
{
	static const char *const wanted[] = { "[ 1 ,\"]\"]", "{\"x\" : {}}", "\"a\\\"b\"", "-1.5e3",
		"true", "null" };
	const cJSON *part;
	size_t i = 0;

	part = read("{\"a\" :\t[ 1 ,\"]\"], \"b\\\"\":{\"x\" : {}},\"c\":\"a\\\"b\" "
		    ",\n\"d\":-1.5e3,\"e\":true,"
		    "\"f\": null}");
	if (!CHECK(part != NULL))
		return;
	CHECK(document_written(document, part).len == document->text.len);
	for (part = part->child; part != NULL && i < COUNT_OF(wanted); part = part->next, i++)
		CHECK_TEXT(document_written(document, part), bytes_of(wanted[i]));
	CHECK(part == NULL && i == COUNT_OF(wanted));
	CHECK_TEXT(document_text(cJSON_GetObjectItem(document->root, "c")), BYTES("a\"b"));
	CHECK(document_text(document->root).len == 0 && document_text(NULL).len == 0);
}

static void
test_paths(void)
{
	const cJSON *root = read("{\"label\":[{},{\"when\":{\"a.b\":[1]}}],\"x\":2}"), *when;

	if (!CHECK(root != NULL))
		return;
	when =
	    cJSON_GetObjectItem(cJSON_GetArrayItem(cJSON_GetObjectItem(root, "label"), 1), "when");
	CHECK(!document_fail(document, when, "%d is no %s", 7, "name"));
	CHECK_TEXT(bytes_of(document->fault.path), BYTES("label[1].when"));
	CHECK_TEXT(bytes_of(document->fault.reason), BYTES("7 is no name"));
	CHECK_TEXT(
	    bytes_first(bytes_from(document->text, document->fault.place), 6), BYTES("{\"a.b\""));
	CHECK(!document_fail(document, when->child->child, "wrong"));
	CHECK_TEXT(bytes_of(document->fault.path), BYTES("label[1].when.a.b[0]"));
	CHECK(!document_fail(document, cJSON_GetObjectItem(root, "x"), "wrong"));
	CHECK_TEXT(bytes_of(document->fault.path), BYTES("x"));
	CHECK(!document_fail(document, root, "wrong"));
	CHECK_TEXT(bytes_of(document->fault.path), BYTES(""));
}

static const struct {
	const char *name;
	int more;
} table[] = { { "function", 1 }, { "module", 2 }, { "tid", 3 } };

static const void *
row(const cJSON *object, const cJSON *member)
{
	return document_row(
	    document, object, member, "condition", table, sizeof(table[0]), COUNT_OF(table));
}

static void
test_names(void)
{
	static const struct {
		const char *text, *reason;
	} rows[] = {
		{ "{\"functoin\":1}",
		    "no such condition \"functoin\" (did you mean \"function\"?)" },
		{ "{\"Module\":1}", "no such condition \"Module\" (did you mean \"module\"?)" },
		{ "{\"modules\":1}", "no such condition \"modules\" (did you mean \"module\"?)" },
		{ "{\"fncn\":1}", "no such condition \"fncn\"" }, /* four letters are too many */
		{ "{\"xx\":1}", "no such condition \"xx\"" },
		{ "{\"td\":1}", "no such condition \"td\" (did you mean \"tid\"?)" },
		{ "{\"\":1}", "no such condition \"\"" },
		{ "{\"a-name-that-is-much-too-long\":1}",
		    "no such condition \"a-name-that-is-much-too-long\"" },
	};
	const cJSON *root;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		root = read(rows[i].text);
		if (!CHECK(root != NULL))
			continue;
		CHECK(row(root, root->child) == NULL);
		CHECK_TEXT(bytes_of(document->fault.reason), bytes_of(rows[i].reason));
		CHECK(document->fault.path[0] == '\0');
		CHECK(document->fault.place == strlen(rows[i].text) - 2);
	}
	root = read("{\"tid\":1,\"module\":2,\"TID\":3,\"\\u0074id\":4}");
	if (!CHECK(root != NULL))
		return;
	CHECK(row(root, root->child) == &table[2] && row(root, root->child->next) == &table[1]);
	CHECK(row(root, root->child->next->next) == NULL);
	CHECK_TEXT(bytes_of(document->fault.reason),
	    BYTES("no such condition \"TID\" (did you mean \"tid\"?)"));
	CHECK(row(root, root->child->next->next->next) == NULL);
	CHECK_TEXT(bytes_of(document->fault.reason), BYTES("is given twice"));
	CHECK_TEXT(bytes_of(document->fault.path), BYTES("tid"));
}

int
main(void)
{
	test_faults();
	test_written();
	test_paths();
	test_names();
	document_free(document);
	document_free(NULL);
	return check_end();
}
