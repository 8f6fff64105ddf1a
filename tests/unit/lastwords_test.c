#include "native/lastwords.h"

#include "check.h"

/* Lines as programs print them, joined by line ends, and what of them are words on the end of the program. */
static const struct row {
	const char *lines, *words;
} rows[] = {
	{ "loomd: reel.c:86: depth: Assertion `n == 5' failed.",
	    "loomd: reel.c:86: depth: Assertion `n == 5' failed." },
	{ "/usr/include/c++/12/bits/stl_vector.h:1123: reference "
	  "std::vector<int>::operator[](size_type): "
	  "Assertion '__n < this->size()' failed.",
	    "/usr/include/c++/12/bits/stl_vector.h:1123: reference "
	    "std::vector<int>::operator[](size_type): "
	    "Assertion '__n < this->size()' failed." },
	{ "Assertion failed: (n == 5), function depth, file reel.c, line 86.",
	    "Assertion failed: (n == 5), function depth, file reel.c, line 86." },
	{ "Assertion failed: n == 5 (reel.c: depth: 86)",
	    "Assertion failed: n == 5 (reel.c: depth: 86)" },
	{ "terminate called after throwing an instance of 'std::out_of_range'\n  what():  no such "
	  "reel",
	    "terminate called after throwing an instance of 'std::out_of_range': no such reel" },
	{ "terminate called after throwing an instance of 'int'",
	    "terminate called after throwing an instance of 'int'" },
	{ "terminate called after throwing an instance of 'int'\n\n  what():  later",
	    "terminate called after throwing an instance of 'int'" },
	{ "pure virtual method called\nterminate called without an active exception",
	    "pure virtual method called" },
	{ "terminate called without an active exception",
	    "terminate called without an active exception" },
	{ "libc++abi: terminating due to uncaught exception of type int",
	    "libc++abi: terminating due to uncaught exception of type int" },
	{ "free(): invalid pointer", "free(): invalid pointer" },
	{ "*** stack smashing detected ***: terminated",
	    "*** stack smashing detected ***: terminated" },
	{ "**\nERROR:reel.c:86:depth: assertion failed: (n == 5)\n"
	  "Bail out! ERROR:reel.c:86:depth: assertion failed: (n == 5)",
	    "ERROR:reel.c:86:depth: assertion failed: (n == 5)" },
	{ "(loomd:811): Loom-ERROR **: 10:00:00.123: no reel",
	    "(loomd:811): Loom-ERROR **: 10:00:00.123: no reel" },
	{ "[811:812:0301/100000.123456:FATAL:reel.cc(86)] Check failed: n == 5. ",
	    "Check failed: n == 5." },
	{ "[811:812:0301/100000.123456:FATAL:reel.cc:86] Check failed: n == 5.",
	    "Check failed: n == 5." },
	{ "F0301 10:00:00.123456   811 reel.cc:86] Check failed: n == 5 (4 vs. 5) ",
	    "Check failed: n == 5 (4 vs. 5)" },
	{ "#\n# Fatal error in ../../src/reel.cc, line 86\n# Check failed: n == 5.\n#",
	    "Fatal error in ../../src/reel.cc, line 86: Check failed: n == 5." },
	{ "# Fatal JavaScript out of memory: Reached heap limit",
	    "Fatal JavaScript out of memory: Reached heap limit" },
	{ "2026-03-01 10:00:00 0x7f88  InnoDB: Assertion failure in file reel.cc line 86\n"
	  "InnoDB: Failing assertion: n == 5",
	    "Assertion failure in file reel.cc line 86: n == 5" },
	{ "Fatal Python error: Py_EndInterpreter: not the last thread",
	    "Fatal Python error: Py_EndInterpreter: not the last thread" },
	{ "panic: runtime error: index out of range [5] with length 3",
	    "panic: runtime error: index out of range [5] with length 3" },
	{ "Reels/main.swift:3: Fatal error: Index out of range",
	    "Reels/main.swift:3: Fatal error: Index out of range" },
	/* the last words count */
	{ "free(): invalid pointer\nmalloc(): corrupted top size", "malloc(): corrupted top size" },
	/* no words on an end */
	{ "Assertion passed: n == 5", "" },
	{ "the assertion `n == 5' failed, as it should", "" },
	{ "*** loomd: begins anew ***", "" },
	{ "loom *** spool: terminated", "" },
	{ "# Fatigue in the reel", "" },
	{ "[811:812:0301/100000.123456:ERROR:reel.cc(86)] Check failed: n == 5.", "" },
	{ "E0301 10:00:00.123456   811 reel.cc:86] Check failed: n == 5", "" },
	{ "a panic: none", "" },
	{ "", "" },
};

static void
note(struct lastwords *words, const char *lines)
{
	struct bytes rest = bytes_of(lines), line;

	while (bytes_next(&rest, '\n', &line))
		lastwords_note(words, line);
}

static void
test_age(void)
{
	struct lastwords words = { .length = 0 };
	char line[LASTWORDS_MOST + 100];

	CHECK(lastwords_take(&words).len == 0);
	note(&words, "free(): invalid pointer");
	CHECK(lastwords_take(&words).len > 0);
	CHECK(lastwords_take(&words).len == 0);
	note(&words, "free(): invalid pointer");
	lastwords_forget(&words);
	CHECK(lastwords_take(&words).len == 0);
	words.passed = true; /* of those before, not of these */
	note(&words, "free(): invalid pointer");
	CHECK(!words.passed);
	for (int i = 0; i < 60; i++)
		note(&words, "the reel turns");
	CHECK(lastwords_take(&words).len > 0);
	note(&words, "free(): invalid pointer");
	for (int i = 0; i < 61; i++)
		note(&words, "the reel turns");
	CHECK(lastwords_take(&words).len == 0);
	/* a long one is cut */
	memset(line, 'x', sizeof(line));
	memcpy(line, "free(): ", strlen("free(): "));
	lastwords_note(&words, (struct bytes){ line, sizeof(line) });
	CHECK(lastwords_take(&words).len == LASTWORDS_MOST);
}

int
main(void)
{
	for (size_t n = 0; n < COUNT_OF(rows); n++) {
		struct lastwords words = { .length = 0 };

		note(&words, rows[n].lines);
		if (!CHECK_TEXT(lastwords_take(&words), bytes_of(rows[n].words)))
			printf("   row %zu\n", n);
	}
	test_age();
	CHECK(lastwords_end_by(BYTES("SIGABRT")));
	CHECK(lastwords_end_by(BYTES("SIGTRAP")));
	CHECK(!lastwords_end_by(BYTES("SIGSEGV")));
	CHECK(!lastwords_end_by(BYTES_NONE));
	return check_end();
}
