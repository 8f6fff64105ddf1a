#include "base/nearest.h"

#include "check.h"

static int
distance(const char *one, const char *other)
{
	return nearest_distance(bytes_of(one), bytes_of(other));
}

/* Distances counted by hand. */
int
main(void)
{
	struct bytes list = BYTES("text, original, json, original-stacktrace");

	CHECK(distance("format", "format") == 0);
	CHECK(distance("fromat", "format") == 1); /* two changed places */
	CHECK(distance("formt", "format") == 1);
	CHECK(distance("formatt", "format") == 1);
	CHECK(distance("fornat", "format") == 1);
	CHECK(distance("Format", "format") == 0);
	CHECK(distance("frmt", "format") == 2);
	CHECK(distance("core-file", "corefile") == 1);
	CHECK(distance("x", "by") == NEAREST_FAR);
	CHECK(distance("of", "on") == NEAREST_FAR); /* one letter alone is right */
	CHECK(distance("keep", "by") == NEAREST_FAR);
	CHECK(distance("summary", "samples") == NEAREST_FAR);
	CHECK(distance("", "") == NEAREST_FAR);
	CHECK(distance("", "format") == NEAREST_FAR);
	CHECK(distance("a-very-long-word-that-no-option-has-at-all-x", "format") == NEAREST_FAR);
	CHECK_TEXT(nearest_in(list, BYTES("txt")), BYTES("text"));
	CHECK_TEXT(nearest_in(list, BYTES("orginal")), BYTES("original"));
	CHECK_TEXT(nearest_in(list, BYTES("original-stack-trace")), BYTES("original-stacktrace"));
	CHECK_TEXT(nearest_in(list, BYTES("svg")), BYTES_NONE);
	CHECK_TEXT(nearest_in(BYTES_NONE, BYTES("svg")), BYTES_NONE);
	return check_end();
}
