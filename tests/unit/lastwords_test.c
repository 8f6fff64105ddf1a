#include "native/lastwords.h"

#include "check.h"

/* Lines as programs print them, joined by line ends, and what of them are words on the end of the program. */
static const struct row {
	const char *lines, *words;
	bool own; /* the words are the program's own: they stand in quotes */
} rows[] = {
	{ "loomd: reel.c:86: depth: Assertion `n == 5' failed.",
	    "loomd: reel.c:86: depth: Assertion `n == 5' failed.", false },
	{ "/usr/include/c++/12/bits/stl_vector.h:1123: reference "
	  "std::vector<int>::operator[](size_type): "
	  "Assertion '__n < this->size()' failed.",
	    "/usr/include/c++/12/bits/stl_vector.h:1123: reference "
	    "std::vector<int>::operator[](size_type): "
	    "Assertion '__n < this->size()' failed.",
	    false },
	{ "Assertion failed: (n == 5), function depth, file reel.c, line 86.",
	    "Assertion failed: (n == 5), function depth, file reel.c, line 86.", false },
	{ "Assertion failed: n == 5 (reel.c: depth: 86)",
	    "Assertion failed: n == 5 (reel.c: depth: 86)", false },
	{ "terminate called after throwing an instance of 'std::out_of_range'\n  what():  no such "
	  "reel",
	    "std::out_of_range: no such reel", true },
	{ "terminate called after throwing an instance of 'int'", "int", true },
	{ "terminate called after throwing an instance of 'int'\n\n  what():  later", "int", true },
	{ "pure virtual method called\nterminate called without an active exception",
	    "pure virtual method called", true },
	{ "terminate called without an active exception",
	    "terminate called without an active exception", true },
	{ "libc++abi: terminating due to uncaught exception of type int",
	    "libc++abi: terminating due to uncaught exception of type int", true },
	{ "free(): invalid pointer", "free(): invalid pointer", false },
	{ "*** stack smashing detected ***: terminated",
	    "*** stack smashing detected ***: terminated", false },
	{ "**\nERROR:reel.c:86:depth: assertion failed: (n == 5)\n"
	  "Bail out! ERROR:reel.c:86:depth: assertion failed: (n == 5)",
	    "ERROR:reel.c:86:depth: assertion failed: (n == 5)", true },
	{ "(loomd:811): Loom-ERROR **: 10:00:00.123: no reel",
	    "(loomd:811): Loom-ERROR **: 10:00:00.123: no reel", true },
	{ "[811:812:0301/100000.123456:FATAL:reel.cc(86)] Check failed: n == 5. ",
	    "Check failed: n == 5.", true },
	{ "[811:812:0301/100000.123456:FATAL:reel.cc:86] Check failed: n == 5.",
	    "Check failed: n == 5.", true },
	{ "F0301 10:00:00.123456   811 reel.cc:86] Check failed: n == 5 (4 vs. 5) ",
	    "Check failed: n == 5 (4 vs. 5)", true },
	{ "#\n# Fatal error in ../../src/reel.cc, line 86\n# Check failed: n == 5.\n#",
	    "Fatal error in ../../src/reel.cc, line 86: Check failed: n == 5.", true },
	{ "# Fatal JavaScript out of memory: Reached heap limit",
	    "Fatal JavaScript out of memory: Reached heap limit", true },
	{ "2026-03-01 10:00:00 0x7f88  InnoDB: Assertion failure in file reel.cc line 86\n"
	  "InnoDB: Failing assertion: n == 5",
	    "Assertion failure in file reel.cc line 86: n == 5", true },
	{ "Fatal Python error: Py_EndInterpreter: not the last thread",
	    "Fatal Python error: Py_EndInterpreter: not the last thread", true },
	{ "panic: runtime error: index out of range [5] with length 3",
	    "panic: runtime error: index out of range [5] with length 3", true },
	{ "Reels/main.swift:3: Fatal error: Index out of range",
	    "Reels/main.swift:3: Fatal error: Index out of range", true },
	/* the last words count */
	{ "free(): invalid pointer\nmalloc(): corrupted top size", "malloc(): corrupted top size",
	    false },
	/* no words on an end */
	{ "Assertion passed: n == 5", "", false },
	{ "the assertion `n == 5' failed, as it should", "", false },
	{ "*** loomd: begins anew ***", "", false },
	{ "loom *** spool: terminated", "", false },
	{ "# Fatigue in the reel", "", false },
	{ "[811:812:0301/100000.123456:ERROR:reel.cc(86)] Check failed: n == 5.", "", false },
	{ "E0301 10:00:00.123456   811 reel.cc:86] Check failed: n == 5", "", false },
	{ "a panic: none", "", false },
	{ "", "", false },
};

static long long lines_read; /* of the log */

static void
note(struct lastwords *words, const char *lines)
{
	struct bytes rest = bytes_of(lines), line;

	while (bytes_next(&rest, '\n', &line))
		lastwords_note(words, line, ++lines_read);
}

static void
test_age(void)
{
	struct lastwords words = { .length = 0 };
	char line[LASTWORDS_MOST + 100];

	CHECK(lastwords_take(&words, lines_read).len == 0);
	note(&words, "free(): invalid pointer");
	CHECK(lastwords_take(&words, lines_read).len > 0);
	CHECK(lastwords_take(&words, lines_read).len == 0);
	note(&words, "free(): invalid pointer");
	lastwords_forget(&words);
	CHECK(lastwords_take(&words, lines_read).len == 0);
	words.passed = true; /* of those before, not of these */
	note(&words, "free(): invalid pointer");
	CHECK(!words.passed);
	for (int i = 0; i < 60; i++)
		note(&words, "the reel turns");
	CHECK(lastwords_take(&words, lines_read).len > 0);
	note(&words, "free(): invalid pointer");
	for (int i = 0; i < 61; i++)
		note(&words, "the reel turns");
	CHECK(lastwords_take(&words, lines_read).len == 0);
	/* a long one is cut */
	memset(line, 'x', sizeof(line));
	memcpy(line, "free(): ", strlen("free(): "));
	lastwords_note(&words, (struct bytes){ line, sizeof(line) }, lines_read);
	CHECK(lastwords_take(&words, lines_read).len == LASTWORDS_MOST - 1);
}

/* Behind what a sanitizer says, all words stand in quotes. */
static void
test_add(void)
{
	struct buffer reason = { .len = 0 };

	buffer_set(&reason, BYTES("AddressSanitizer: ABRT"));
	lastwords_add(BYTES_NONE, &reason);
	CHECK_TEXT(buffer_bytes(&reason), BYTES("AddressSanitizer: ABRT"));
	lastwords_add(BYTES("free(): invalid pointer"), &reason);
	CHECK_TEXT(
	    buffer_bytes(&reason), BYTES("AddressSanitizer: ABRT (\"free(): invalid pointer\")"));
	buffer_set(&reason, BYTES("AddressSanitizer: ABRT"));
	lastwords_add(BYTES("\"no reel\""), &reason);
	CHECK_TEXT(buffer_bytes(&reason), BYTES("AddressSanitizer: ABRT (\"no reel\")"));
	buffer_free(&reason);
}

int
main(void)
{
	for (size_t n = 0; n < COUNT_OF(rows); n++) {
		struct lastwords words = { .length = 0 };
		struct bytes taken;

		note(&words, rows[n].lines);
		taken = lastwords_take(&words, lines_read);
		CHECK(bytes_take_around(&taken, BYTES("\""), BYTES("\"")) == rows[n].own);
		if (!CHECK_TEXT(taken, bytes_of(rows[n].words)))
			printf("   row %zu\n", n);
	}
	test_age();
	test_add();
	CHECK(lastwords_end_by(BYTES("SIGABRT")));
	CHECK(lastwords_end_by(BYTES("SIGTRAP")));
	CHECK(!lastwords_end_by(BYTES("SIGSEGV")));
	CHECK(!lastwords_end_by(BYTES_NONE));
	return check_end();
}
