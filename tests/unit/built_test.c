#include "render/built.h"

#include "check.h"

/* Writes the tree, and compares. */
static void
written(cJSON *tree, const char *wanted)
{
	struct buffer out = { .at = NULL };

	built_append(&out, tree);
	CHECK_TEXT(buffer_bytes(&out), bytes_of(wanted));
	CHECK(!out.full);
	buffer_free(&out);
}

static void
members(void)
{
	cJSON *object = built_object();

	built_text(object, "text", BYTES("a\"\\\n"));
	built_text(object, "none", BYTES_NONE);
	built_number(object, "zero", 0);
	built_number(object, "unknown", -1);
	built_number(
	    object, "large", 9223372036854775807); /* as a double it would be another one */
	built_flag(object, "yes", true);
	built_flag(object, "no", false);
	CHECK(built_member(object, "written", built_written(BYTES("[1,2.50]"))) != NULL);
	written(object,
	    "{\"text\":\"a\\\"\\\\\\n\",\"zero\":0,\"large\":9223372036854775807,\"yes\":1,"
	    "\"written\":[1,2.50]}");
}

static void
elements(void)
{
	cJSON *array = built_array();

	CHECK(built_element(array, built_string(BYTES("a"))) != NULL);
	CHECK(built_element(array, built_string(BYTES_NONE)) != NULL);
	CHECK(built_element(array, built_object()) != NULL);
	written(array, "[\"a\",\"\",{}]");
}

/* Where memory was refused there is no tree: what should go into it is deleted, and nothing is written. */
static void
nothing(void)
{
	struct buffer out = { .at = NULL };
	cJSON *object = built_object();

	CHECK(built_member(NULL, "a", built_string(BYTES("b"))) == NULL);
	CHECK(built_member(object, "a", NULL) == NULL);
	CHECK(built_element(NULL, built_string(BYTES("b"))) == NULL);
	CHECK(built_element(object, NULL) == NULL);
	built_text(NULL, "a", BYTES("b"));
	built_number(NULL, "a", 1);
	written(object, "{}");
	built_append(&out, NULL);
	CHECK(out.full && out.len == 0);
	buffer_free(&out);
}

int
main(void)
{
	members();
	elements();
	nothing();
	/* a line separator and a control character of eight bits are no part of what is written */
	written(built_string(BYTES("a\xe2\x80\xa8"
				   "b\xc2\x9b")),
	    "\"a\\u2028b\\u009b\"");
	return check_end();
}
