#include "native/lastwords.h"

#include "base/words.h"
#include "native/heard.h"

#include <string.h>

/*
 * How such lines begin: with `start`, and then with what words_take() takes. The words begin behind `skip`, if there is one
 * (a quote that it ends with ends them, too), and go on in the next line if that begins with `rest`.
 */
static const struct row {
	const char *start, *more, *skip, *rest;
	bool library; /* it is what the C library says of any program: __abort_msg has it, too */
} rows[] = {
	{ "", "*: Assertion `*' failed", NULL, NULL, true },    /* glibc */
	{ "", "*: Assertion '*' failed", NULL, NULL, true },    /* GNU's C++ */
	{ "", "*:9: assertion * failed: ", NULL, NULL, false }, /* LLVM's */
	{ "", "*:9: libc++ Hardening assertion * failed: ", NULL, NULL, false },
	{ "Assertion failed: ", "*, line 9", NULL, NULL, true },           /* macOS, BSD, Windows */
	{ "Assertion failed: ", "* (*: *: 9)", NULL, NULL, true },         /* musl */
	{ "assertion \"", "*\" failed: file \"", NULL, NULL, false },      /* NetBSD, newlib */
	{ "Assertion '", "*' failed at *, function ", NULL, NULL, false }, /* systemd, PulseAudio */
	{ "process ", "9: *assertion \"*\" failed in file ", NULL, NULL, false }, /* D-Bus */
	{ "terminate called after throwing an instance of '", "", "instance of '",
	    "what():  ", false },
	{ "pure virtual method called", "", NULL, "terminate called without an active exception",
	    false },
	{ "terminate called ", "", NULL, NULL, false },
	{ "libc++abi", "*: terminating ", NULL, NULL, false },
	{ "libc++abi", "*: Pure virtual function called", NULL, NULL, false },
	{ "double free or corruption (", "", NULL, NULL,
	    true }, /* glibc's malloc(3) and its like */
	{ "corrupted double-linked list", "", NULL, NULL, true },
	{ "corrupted size vs. prev_size", "", NULL, NULL, true },
	{ "invalid fastbin entry (free)", "", NULL, NULL, true },
	{ "free(): ", "", NULL, NULL, true },
	{ "malloc(): ", "", NULL, NULL, true },
	{ "realloc(): ", "", NULL, NULL, true },
	{ "malloc_consolidate(): ", "", NULL, NULL, true },
	{ "munmap_chunk(): ", "", NULL, NULL, true },
	{ "mremap_chunk(): ", "", NULL, NULL, true },
	{ "*** ", "*: terminated", NULL, NULL,
	    true }, /* `*** stack smashing detected ***: terminated` */
	{ "<jemalloc>: ", "", NULL, NULL, false },
	{ "Scudo ERROR: ", "", NULL, NULL, false },                /* Android's malloc(3) */
	{ "Bail out! ", "*ERROR:*: ", "Bail out! ", NULL, false }, /* GLib */
	{ "", "*ERROR:*: assertion failed", NULL, NULL, false },
	{ "", "*ERROR:*: code should not be reached", NULL, NULL, false },
	{ "", "*-ERROR **: ", NULL, NULL, false },
	{ "[", "*FATAL:*(9)] ", "] ", NULL, false }, /* Chromium */
	{ "[", "*FATAL:*:9] ", "] ", NULL, false },
	{ "F", "9 9:9:9.9 *:9] ", "] ", NULL, false },                 /* glog, Abseil */
	{ "[", "*][critical][assert] *] ", "[assert] ", NULL, false }, /* Envoy */
	{ "# Fatal error in ", "", "# ", "# ", false },                /* V8 */
	{ "# Fatal ", "", "# ", NULL, false },
	{ "FATAL ERROR: ", "", NULL, NULL, false }, /* Node.js */
	{ "Fatal Python error: ", "", NULL, NULL, false },
	{ "LLVM ERROR: ", "", NULL, NULL, false },
	{ "ASSERT: \"", "*\" in file ", NULL, NULL, false }, /* Qt */
	{ "ASSERT failure in ", "*, file ", NULL, NULL, false },
	{ "Fatal error: ", "", NULL, NULL, false }, /* Swift */
	{ "", "*:9: Fatal error: ", NULL, NULL, false },
	{ "panic: ", "", NULL, NULL, false }, /* Go */
	{ "fatal error: ", "", NULL, NULL, false },
	{ "", "*InnoDB: Assertion failure in ", "InnoDB: ", "InnoDB: Failing assertion: ", false },
	{ "", "*[InnoDB] Assertion failure: ", "[InnoDB] ", NULL, false },
	{ "", "*: FAILED ceph_assert(", NULL, NULL, false },
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
	text = bytes_first(text, LASTWORDS_MOST - 1 - words->length); /* one is for a quote */
	memcpy(words->text + words->length, text.at, text.len);
	words->length += text.len;
}

/* Whether the line goes on with the words of the line before. */
static bool
go_on(struct lastwords *words, struct bytes line, long long now)
{
	if (words->rest == NULL || now - words->line > 1 ||
	    !bytes_take(&line, bytes_of(words->rest)))
		return false;
	if (line.len > 0) {
		append(words, BYTES(": "));
		append(words, line);
	}
	words->rest = NULL;
	return true;
}

void
lastwords_note(struct lastwords *words, struct bytes line, long long now)
{
	struct bytes text = bytes_trim(line);
	const struct row *row;

	if (words->length > 0 && go_on(words, text, now))
		return;
	row = find(text);
	if (row == NULL)
		return;
	if (row->skip != NULL)
		(void)bytes_split(text, bytes_of(row->skip), NULL, &text);
	if (row->skip != NULL && bytes_tail(bytes_of(row->skip)) == '\'')
		(void)bytes_take_end(&text, BYTES("'"));
	*words = (struct lastwords){ .line = now, .rest = row->rest, .quoted = !row->library };
	if (words->quoted)
		append(words, BYTES("\""));
	append(words, text);
}

struct bytes
lastwords_take(struct lastwords *words, long long now)
{
	struct bytes text = { words->text, words->length };

	if (heard_is_past(words->line, now))
		text.len = 0;
	if (text.len > 0 && words->quoted)
		words->text[text.len++] = '"';
	lastwords_forget(words);
	return text;
}

void
lastwords_add(struct bytes taken, struct buffer *reason)
{
	struct bytes quote = bytes_head(taken) == '"' ? BYTES_NONE : BYTES("\"");

	if (taken.len == 0)
		return;
	buffer_append(reason, BYTES(" ("));
	buffer_append(reason, quote);
	buffer_append(reason, taken);
	buffer_append(reason, quote);
	buffer_append(reason, BYTES(")"));
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
