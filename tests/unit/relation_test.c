#include "pylog/traceback/relation.h"

#include "check.h"

static void
test_relations(void)
{
	struct bytes message;

	CHECK(relation_find(BYTES("The above exception was the direct cause of the following "
				  "exception:"),
		  &message) == TRACEBACK_CAUSE);
	CHECK_TEXT(message, BYTES(""));
	CHECK(relation_find(BYTES("During handling of the above exception, another exception "
				  "occurred:"),
		  &message) == TRACEBACK_CONTEXT);
	CHECK_TEXT(message, BYTES(""));
	CHECK(relation_find(BYTES("During handling of the above exception (no (more) rows), "
				  "another exception occurred:"),
		  &message) == TRACEBACK_CONTEXT);
	CHECK_TEXT(message, BYTES("no (more) rows"));
	CHECK(relation_find(BYTES("The above exception (no row) was the direct cause of the "
				  "following exception: "),
		  &message) == TRACEBACK_CAUSE);
	CHECK_TEXT(message, BYTES("no row"));
	CHECK(relation_find(BYTES("The above exception was of no consequence, and I went on "
				  "to the next one"),
		  &message) == TRACEBACK_NONE);
}

static void
test_halves(void)
{
	CHECK(relation_is_half(BYTES("The above")));
	CHECK(relation_is_half(BYTES("During handling of the above ")));
	CHECK(!relation_is_half(BYTES("The other")));
	CHECK(!relation_is_half(BYTES("The")));
	CHECK(!relation_is_half(BYTES("The above exc")));
	CHECK(!relation_is_half(
	    BYTES("The above exception was the direct cause of the following exception:")));
}

int
main(void)
{
	test_relations();
	test_halves();
	return check_end();
}
