#include "pylog/traceback/heading.h"

#include "check.h"

struct row {
	const char *line;
	enum heading_style style;
	size_t start; /* where in the line it begins */
	const char *rest;
};

static const struct row rows[] = {
	{ "Traceback (most recent call last):", HEADING_PLAIN, 0, "" },
	{ "ERROR it failed: Traceback (most recent call last):, x", HEADING_PLAIN, 17, ", x" },
	{ "Original Traceback (most recent call last):", HEADING_PLAIN, 0, "" },
	{ "Traceback (innermost last):", HEADING_PLAIN, 0, "" },
	{ "  + Exception Group Traceback (most recent call last):", HEADING_GROUP, 0, "" },
	{ "ValueError          Traceback (most recent call last)", HEADING_IPYTHON, 0, "" },
	{ "+------ Traceback (most recent call last) ------+", HEADING_RICH, 0, NULL },
	{ "a +- 3 Traceback (most recent call last):", HEADING_PLAIN, 7, "" },
	{ "E    Traceback (most recent call last)", HEADING_IPYTHON, 0, "" },
	{ "a.E    Traceback (most recent call last)", HEADING_IPYTHON, 0, "" },
	{ "Traceback (most recent call last): ", HEADING_PLAIN, 0, " " },
	{ "Traceback (most recent call last):   File \"a.py\"", HEADING_PLAIN, 0,
	    "   File \"a.py\"" },
	{ "x Traceback (most recent call first):", HEADING_PLAIN, 2, "" },
	{ "x Traceback for <Task finished name='a' exception=E('>')> (most recent call last):",
	    HEADING_PLAIN, 2, "" },
	{ "Current thread 0x00007f01 (most recent call first):", HEADING_DUMP, 0, "" },
	{ "Stack (most recent call last):", HEADING_STACK, 0, "" },
	{ "Call stack:", HEADING_STACK, 0, "" },
	{ "12: ________ test_it ________", HEADING_REPORT, 4, "" },
};

static const char *const none[] = { "", "Traceback", "Traceback support enabled",
	"see Traceback (most recent call last) in the manual",
	"Traceback (most recent call last): in the manual", "____ no end", "________",
	"Traceback (most recent call last): x", "ValueError   Traceback (most recent call last)",
	"a b    Traceback (most recent call last)", "(b    Traceback (most recent call last)",
	"E    Traceback (most recent call last) x", "+ Traceback (most recent call last) --+",
	"+-- 3 Traceback (most recent call last) --+", "--- Traceback (most recent call last) ---",
	"Traceback for <Task a> (most recent call last): in the manual",
	"Traceback for a (most recent call last):", "Traceback (most recent call first)",
	"Traceback (most recent call last):\\n  File" };

/* What the interpreter died of, in a line that a program wrote: where in it that begins; -1: nowhere. */
static void
test_fatal(void)
{
	static const struct {
		const char *line;
		int start;
	} lines[] = {
		{ "Fatal Python error: Aborted", 0 },
		{ "Fatal Python error: x", 0 },
		{ "Fatal Python error: ", -1 },
		{ "app: Fatal Python error: Aborted", 5 },
		{ "[app] Fatal Python error: Aborted", 6 },
		{ "app | Fatal Python error: Aborted", 6 },
		{ "2026-11-24T10:00:00Z stdout F Fatal Python error: Aborted", 30 },
		{ "2026-11-24 10:00:00 ERROR app Fatal Python error: Aborted", 30 },
		{ "it said Fatal Python error: Aborted", -1 },
		{ "test_a.py ..FFatal Python error: Aborted", 0 },
		{ "..FFatal Python error: Aborted", 0 },
		{ ".Fatal Python error: Aborted", 0 },
		{ "test_a.py::test_b Fatal Python error: Aborted", 0 },
		{ "test_a.py::test_b x Fatal Python error: Aborted", -1 },
		{ "y.Fatal Python error: Aborted", -1 },
		{ "test_a.py Fatal Python error: Aborted", -1 },
	};
	struct heading heading;

	for (size_t i = 0; i < COUNT_OF(lines); i++) {
		bool found = heading_find_any(bytes_of(lines[i].line), &heading);

		if (!CHECK(found == (lines[i].start >= 0)) ||
		    (found && !CHECK(heading.before.len == (size_t)lines[i].start)))
			printf("   %s\n", lines[i].line);
	}
}

int
main(void)
{
	struct heading heading;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		CHECK(heading_find(bytes_of(rows[i].line), &heading));
		CHECK(heading.style == rows[i].style);
		CHECK(heading.before.len == rows[i].start);
		if (rows[i].rest != NULL)
			CHECK_TEXT(heading.rest, bytes_of(rows[i].rest));
	}
	for (size_t i = 0; i < COUNT_OF(none); i++)
		CHECK(!heading_find(bytes_of(none[i]), &heading));
	CHECK(heading_find(BYTES("Current thread 0x7f01 (most recent call first):"), &heading));
	CHECK(heading.fatal);
	CHECK_TEXT(heading.handle, BYTES("0x7f01"));
	CHECK(heading_find(BYTES("app: Thread 0x7f02 (most recent call first):"), &heading));
	CHECK(!heading.fatal && heading.before.len == 5);
	CHECK_TEXT(heading.handle, BYTES("0x7f02"));
	CHECK(heading_find(BYTES("Thread 0x7f02(most recent call first):"), &heading));
	CHECK_TEXT(heading.handle, BYTES("0x7f02"));
	CHECK(!heading_find(BYTES("hread 0x7f02 (most recent call first):"), &heading));
	/* lines that begin an event without a header */
	CHECK(heading_find_any(BYTES("app:   File \"a.py\", line 1, in f"), &heading));
	CHECK(heading.style == HEADING_FRAME);
	CHECK_TEXT(heading.before, BYTES("app: "));
	CHECK_TEXT(heading.text, BYTES("  File \"a.py\", line 1, in f"));
	CHECK(heading_find_any(BYTES("  File \"a.py\", line 1, in f"), &heading));
	CHECK_TEXT(heading.before, BYTES(""));
	CHECK_TEXT(heading.text, BYTES("  File \"a.py\", line 1, in f"));
	CHECK(heading_find_any(BYTES("xFile \"a.py\", line 1, in f"), &heading));
	CHECK_TEXT(heading.text, BYTES("File \"a.py\", line 1, in f"));
	CHECK(heading_find_any(BYTES("x  File \"a.py\", line 1, in f"), &heading));
	CHECK_TEXT(heading.text, BYTES(" File \"a.py\", line 1, in f"));
	test_fatal();
	CHECK(heading_find_any(BYTES("Exception KeyError: 'x' in <f> ignored"), &heading));
	CHECK(heading.style == HEADING_IGNORED && heading.before.len == 0);
	CHECK(!heading_find_any(BYTES("Exception in <f> was ignored"), &heading));
	return check_end();
}
