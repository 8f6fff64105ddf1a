#include "native/sanitizer/sanitizererror.h"

#include "check.h"

/* A heading, the lines behind it, and the reason; words that the program printed before. */
static const struct {
	const char *words, *heading, *lines[3], *title, *reason;
	bool crashed;
} cases[] = {
	{ NULL, "==8==ERROR: AddressSanitizer: heap-use-after-free on address 0x6 at pc 0x5",
	    { "READ of size 4 at 0x6 thread T1",
		"==8==The signal is caused by a READ memory access." },
	    NULL, "AddressSanitizer: heap-use-after-free (READ of size 4)", true },
	{ NULL, "==8==ERROR: AddressSanitizer: SEGV on unknown address 0x10 (pc 0x5 T0)",
	    { "==8==The signal is caused by a WRITE memory access.", "READ of size 4 at 0x6" },
	    NULL, "AddressSanitizer: SEGV (WRITE at 0x10)", true },
	{ NULL, "==8==ERROR: AddressSanitizer: SEGV on unknown address 0x10 (pc 0x5 T0)", { NULL },
	    NULL, "AddressSanitizer: SEGV (address 0x10)", true },
	{ "terminate called without an active exception",
	    "==8==ERROR: AddressSanitizer: SEGV on unknown address (pc 0x5 T0)",
	    { "==8==The signal is caused by a READ memory access." }, NULL,
	    "AddressSanitizer: SEGV (READ)", true },
	{ "terminate called without an active exception",
	    "==8==ERROR: AddressSanitizer: ABRT on unknown address 0x10 (pc 0x5 T0)", { NULL },
	    NULL, "AddressSanitizer: ABRT (\"terminate called without an active exception\")",
	    true },
	{ NULL, "WARNING: ThreadSanitizer: data race (pid=8)", { NULL }, NULL,
	    "ThreadSanitizer: data race", false },
	{ NULL, "==8==ERROR: LeakSanitizer: detected memory leaks", { NULL }, "Direct leak",
	    "LeakSanitizer: detected memory leaks: Direct leak", false },
};

int
main(void)
{
	struct drafts *drafts = drafts_new(1 << 20);
	struct snapshot *snapshot = snapshot_new(1 << 20);
	struct sanitizererror error = { .fatal = false };

	for (size_t i = 0; drafts != NULL && snapshot != NULL && i < COUNT_OF(cases); i++) {
		struct sanitizerline_heading heading;
		struct draft *draft = drafts_begin(drafts);

		lastwords_note(&snapshot->words, bytes_of(cases[i].words), 1);
		if (!CHECK(draft != NULL) ||
		    !CHECK(sanitizerline_heading(bytes_of(cases[i].heading), &heading)))
			break;
		sanitizererror_begin(&error, &heading, 7, snapshot);
		for (size_t n = 0; n < COUNT_OF(cases[i].lines); n++)
			sanitizererror_note(&error, bytes_of(cases[i].lines[n]));
		sanitizererror_tell(&error, bytes_of(cases[i].title), draft);
		CHECK_TEXT(draft->thread.reason, bytes_of(cases[i].reason));
		CHECK(draft->thread.crashed == cases[i].crashed);
		CHECK(error.pid == 8 && error.line == 7);
		lastwords_forget(&snapshot->words);
		drafts_drop(drafts, draft);
	}
	sanitizererror_free(&error);
	snapshot_free(snapshot);
	drafts_free(drafts);
	return check_end();
}
