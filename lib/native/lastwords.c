#include "native/lastwords.h"

#include "base/words.h"

#include <string.h>

enum { AGE_MOST = 60 }; /* lines between the words and the signal */

/*
 * How such lines begin: with `start`, and then with what words_take() takes. The words begin behind `skip`, if there is one,
 * and go on in the next line if that begins with `rest`.
 */
static const struct row {
	const char *start, *more, *skip, *rest;
} rows[] = {
	{ "", "*: Assertion `*' failed", NULL, NULL },   /* glibc */
	{ "", "*: Assertion '*' failed", NULL, NULL },   /* GNU's C++ */
	{ "", "*:9: assertion * failed: ", NULL, NULL }, /* LLVM's */
	{ "", "*:9: libc++ Hardening assertion * failed: ", NULL, NULL },
	{ "Assertion failed: ", "*, line 9", NULL, NULL },                 /* macOS, BSD, Windows */
	{ "Assertion failed: ", "* (*: *: 9)", NULL, NULL },               /* musl */
	{ "assertion \"", "*\" failed: file \"", NULL, NULL },             /* NetBSD, newlib */
	{ "Assertion '", "*' failed at *, function ", NULL, NULL },        /* systemd, PulseAudio */
	{ "process ", "9: *assertion \"*\" failed in file ", NULL, NULL }, /* D-Bus */
	{ "terminate called after throwing an instance of '", "", NULL, "what():  " },
	{ "pure virtual method called", "", NULL, "terminate called without an active exception" },
	{ "terminate called ", "", NULL, NULL },
	{ "libc++abi", "*: terminating ", NULL, NULL },
	{ "libc++abi", "*: Pure virtual function called", NULL, NULL },
	{ "double free or corruption (", "", NULL, NULL }, /* glibc's malloc(3) and its like */
	{ "corrupted double-linked list", "", NULL, NULL },
	{ "corrupted size vs. prev_size", "", NULL, NULL },
	{ "invalid fastbin entry (free)", "", NULL, NULL },
	{ "free(): ", "", NULL, NULL },
	{ "malloc(): ", "", NULL, NULL },
	{ "realloc(): ", "", NULL, NULL },
	{ "malloc_consolidate(): ", "", NULL, NULL },
	{ "munmap_chunk(): ", "", NULL, NULL },
	{ "mremap_chunk(): ", "", NULL, NULL },
	{ "*** ", "*: terminated", NULL, NULL }, /* `*** stack smashing detected ***: terminated` */
	{ "<jemalloc>: ", "", NULL, NULL },
	{ "Scudo ERROR: ", "", NULL, NULL },                /* Android's malloc(3) */
	{ "Bail out! ", "*ERROR:*: ", "Bail out! ", NULL }, /* GLib */
	{ "", "*ERROR:*: assertion failed", NULL, NULL },
	{ "", "*ERROR:*: code should not be reached", NULL, NULL },
	{ "", "*-ERROR **: ", NULL, NULL },
	{ "[", "*FATAL:*(9)] ", "] ", NULL }, /* Chromium */
	{ "[", "*FATAL:*:9] ", "] ", NULL },
	{ "F", "9 9:9:9.9 *:9] ", "] ", NULL },                 /* glog, Abseil */
	{ "[", "*][critical][assert] *] ", "[assert] ", NULL }, /* Envoy */
	{ "# Fatal error in ", "", "# ", "# " },                /* V8 */
	{ "# Fatal ", "", "# ", NULL },
	{ "FATAL ERROR: ", "", NULL, NULL }, /* Node.js */
	{ "Fatal Python error: ", "", NULL, NULL },
	{ "LLVM ERROR: ", "", NULL, NULL },
	{ "ASSERT: \"", "*\" in file ", NULL, NULL }, /* Qt */
	{ "ASSERT failure in ", "*, file ", NULL, NULL },
	{ "Fatal error: ", "", NULL, NULL }, /* Swift */
	{ "", "*:9: Fatal error: ", NULL, NULL },
	{ "panic: ", "", NULL, NULL }, /* Go */
	{ "fatal error: ", "", NULL, NULL },
	{ "", "*InnoDB: Assertion failure in ", "InnoDB: ", "InnoDB: Failing assertion: " },
	{ "", "*[InnoDB] Assertion failure: ", "[InnoDB] ", NULL },
	{ "", "*: FAILED ceph_assert(", NULL, NULL },
};

/* The row that the text begins with; NULL: none. */
static const struct row *
find(struct bytes text)
{
	const struct sketch sketch = sketch_of(text);

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct bytes rest = text;

		if (sketch_may_have(&sketch, rows[i].start) &&
		    words_may_take(rows[i].more, &sketch) &&
		    bytes_take(&rest, bytes_of(rows[i].start)) && words_take(rows[i].more, &rest))
			return &rows[i];
	}
	return NULL;
}

static void
append(struct lastwords *words, struct bytes text)
{
	text = bytes_first(text, LASTWORDS_MOST - words->length);
	memcpy(words->text + words->length, text.at, text.len);
	words->length += text.len;
}

/* Whether the line goes on with the words of the line before. */
static bool
go_on(struct lastwords *words, struct bytes line)
{
	if (words->rest == NULL || words->age > 1 || !bytes_take(&line, bytes_of(words->rest)))
		return false;
	if (line.len > 0)
		append(words, BYTES(": "));
	append(words, line);
	words->rest = NULL;
	return true;
}

void
lastwords_note(struct lastwords *words, struct bytes line)
{
	struct bytes text = bytes_trim(line);
	const struct row *row;

	if (words->length > 0 && ++words->age > AGE_MOST)
		words->length = 0;
	if (words->length > 0 && go_on(words, text))
		return;
	row = find(text);
	if (row == NULL)
		return;
	if (row->skip != NULL)
		(void)bytes_split(text, bytes_of(row->skip), NULL, &text);
	*words = (struct lastwords){ .rest = row->rest };
	append(words, text);
}

struct bytes
lastwords_take(struct lastwords *words)
{
	struct bytes text = { words->text, words->length };

	lastwords_forget(words);
	return text;
}

void
lastwords_forget(struct lastwords *words)
{
	words->length = 0;
}

bool
lastwords_end_by(struct bytes signal)
{
	static const struct bytes signals[] = { BYTES_ROW("SIGABRT"), BYTES_ROW("SIGILL"),
		BYTES_ROW("SIGTRAP") };

	return words_find(LIST(signals), signal) != WORDS_NONE;
}
