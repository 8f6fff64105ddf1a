#include "native/sanitizer/sanitizerline.h"

#include "check.h"

/* First lines of reports, and their meaning; NULL and -1: not known. */
static const struct {
	const char *line, *carrier, *tool, *kind;
	long long pid;
	bool fatal;
	const char *signal;
	long long tid, lwp;
} headings[] = {
	{ "==811==ERROR: AddressSanitizer: heap-use-after-free on address 0x60 at pc 0x40 bp 0x7 "
	  "sp 0x7",
	    NULL, "AddressSanitizer", "heap-use-after-free", 811, true, NULL, -1, -1 },
	{ "==811==ERROR: AddressSanitizer: SEGV on unknown address 0x0 (pc 0x40 bp 0x7 sp 0x7 T3)",
	    NULL, "AddressSanitizer", "SEGV", 811, true, "SIGSEGV", 3, -1 },
	{ "==811==ERROR: MemorySanitizer: ABRT on unknown address 0x0 (pc 0x40 bp 0x7 sp 0x7 T811)",
	    NULL, "MemorySanitizer", "ABRT", 811, true, "SIGABRT", -1, 811 },
	{ "==811==ERROR: AddressSanitizer: attempting double-free on 0x60 in thread T1 (dye (2)):",
	    NULL, "AddressSanitizer", "attempting double-free", 811, true, NULL, 1, -1 },
	{ "==811==WARNING: MemorySanitizer: use-of-uninitialized-value", NULL, "MemorySanitizer",
	    "use-of-uninitialized-value", 811, false, NULL, -1, -1 },
	{ "WARNING: ThreadSanitizer: data race (pid=811)", NULL, "ThreadSanitizer", "data race",
	    811, false, NULL, -1, -1 },
	{ "==811==ERROR: LeakSanitizer: detected memory leaks", NULL, "LeakSanitizer",
	    "detected memory leaks", 811, true, NULL, -1, -1 },
	{ "==811== ERROR: libFuzzer: out-of-memory (used: 2050Mb; limit: 2048Mb)", NULL,
	    "libFuzzer", "out-of-memory (used: 2050Mb; limit: 2048Mb)", 811, true, NULL, -1, -1 },
	{ "==811== ERROR: AddressSanitizer heap-buffer-overflow on address 0x60 at pc 0x40", NULL,
	    "AddressSanitizer", "heap-buffer-overflow", 811, true, NULL, -1, -1 },
	{ "Nov 28 10:00:00 web3 loomd[811]: ==811==ERROR: HWAddressSanitizer: tag-mismatch on "
	  "address 0x1",
	    "Nov 28 10:00:00 web3 loomd[811]: ", "HWAddressSanitizer", "tag-mismatch", 811, true,
	    NULL, -1, -1 },
	{ "ERROR: AddressSanitizer: heap-buffer-overflow on address 0x60 at pc 0x40", NULL,
	    "AddressSanitizer", "heap-buffer-overflow", -1, true, NULL, -1, -1 },
	/* a fault of its own; compiler-rt 14 does not say the process */
	{ "==811==AddressSanitizer CHECK failed: asan_thread.cpp:369 \"((x)) != (0)\" (0x0, 0x0)",
	    NULL, "AddressSanitizer", "CHECK failed: asan_thread.cpp:369 \"((x)) != (0)\"", 811,
	    true, NULL, -1, -1 },
	{ "AddressSanitizer: CHECK failed: asan_thread.cpp:369 \"((x)) != (0)\" (0x0, 0x0) "
	  "(tid=811)",
	    NULL, "AddressSanitizer", "CHECK failed: asan_thread.cpp:369 \"((x)) != (0)\"", -1,
	    true, NULL, -1, -1 },
	{ "app | Use After Free at 0x7f (0 bytes into a 32-byte allocation at 0x7f) by thread 812 "
	  "here:",
	    "app | ", "GWP-ASan", "Use After Free", -1, true, NULL, -1, 812 },
	{ "Double Free at 0x7f (a 41-byte allocation) by thread <unknown> here:", NULL, "GWP-ASan",
	    "Double Free", -1, true, NULL, -1, -1 },
	{ "weave.c:2:36: runtime error: division by zero", NULL, NULL, "division by zero", -1,
	    false, NULL, -1, -1 },
	{ "app | /srv/x y/weave.c:2:36: runtime error: division by zero", "app | /srv/x ", NULL,
	    "division by zero", -1, false, NULL, -1, -1 },
	{ "<unknown>: runtime error: division by zero", NULL, NULL, "division by zero", -1, false,
	    NULL, -1, -1 },
	{ "app | (/srv/loom+0x1139): runtime error: division by zero", "app | ", NULL,
	    "division by zero", -1, false, NULL, -1, -1 },
	{ "/srv/x y/weave.c:2: runtime error: division by zero", NULL, NULL, "division by zero", -1,
	    false, NULL, -1, -1 },
};

static const char *const none[] = { "", "panic: runtime error: index out of range [5]",
	"==811==ABORTING", "==811==The signal is caused by a READ memory access.",
	"AddressSanitizer:DEADLYSIGNAL", "AddressSanitizer can not provide additional info.",
	"SUMMARY: AddressSanitizer: SEGV weave.c:2 in main",
	"a log that says ERROR: AddressSanitizer: none",
	"the log of AddressSanitizer CHECK failed: x",
	"Double Free at 0x7f:", "==9==SanitizerCoverage: failed to open x",
	"ThreadSanitizer: reported 2 warnings" };

/* What lines say of how memory was used; NULL: nothing. */
static const struct {
	const char *line, *access;
	bool sized;
} accesses[] = {
	{ "READ of size 4 at 0x6080 thread T2 (spooler)", "READ of size 4", true },
	{ "READ of size 1 at 0xef00 tags: 9b/46 (ptr/mem) in thread T0", "READ of size 1", true },
	{ "Atomic write of size 8 at 0x7f by main thread:", "Atomic write of size 8", true },
	{ "Mutex M1 acquired here while holding mutex M0 in main thread:", NULL, true },
	{ "==811==The signal is caused by a WRITE memory access.", "WRITE", false },
	{ "==811==The signal is caused by a UNKNOWN memory access.", NULL, false },
	{ "Previous read of size 4 at 0x7f by main thread:", NULL, false },
	{ "words", NULL, false },
};

/* The addresses for which signals came. */
static const struct {
	const char *line, *address;
	bool fault;
} faults[] = {
	{ "==811==ERROR: AddressSanitizer: SEGV on unknown address 0x10 (pc 0x40 T0)", "0x10",
	    true },
	{ "==811==ERROR: AddressSanitizer: BUS on unknown address 0x11 (pc 0x40 T0)", "0x11",
	    true },
	{ "==811==ERROR: AddressSanitizer: access-violation on unknown address 0x12", "0x12",
	    true },
	{ "==811==ERROR: AddressSanitizer: SEGV on unknown address (pc 0x40 T0)", NULL, true },
	{ "==811==ERROR: AddressSanitizer: ABRT on unknown address 0x10 (pc 0x40 T0)", NULL,
	    false },
	{ "==811==ERROR: AddressSanitizer: heap-use-after-free on address 0x10", NULL, false },
};

static void
check_use(void)
{
	for (size_t i = 0; i < COUNT_OF(accesses); i++) {
		bool sized = false;
		struct bytes access = sanitizerline_access(bytes_of(accesses[i].line), &sized);

		if (!CHECK_TEXT(access, bytes_of(accesses[i].access)) ||
		    !CHECK(sized == accesses[i].sized))
			printf("   %s\n", accesses[i].line);
	}
	for (size_t i = 0; i < COUNT_OF(faults); i++) {
		struct sanitizerline_heading heading;

		if (!CHECK(sanitizerline_heading(bytes_of(faults[i].line), &heading)) ||
		    !CHECK_TEXT(heading.address, bytes_of(faults[i].address)) ||
		    !CHECK(heading.fault == faults[i].fault))
			printf("   %s\n", faults[i].line);
	}
}

/* Other lines of a report: their kind, the thread of the stack that follows, and its title. */
static const struct {
	const char *line;
	enum sanitizerline says;
	long long tid;
	const char *name, *title;
} others[] = {
	{ "READ of size 4 at 0x6080 thread T2 (spooler)", SANITIZERLINE_ACCESS, 2, "spooler",
	    "READ of size 4 at 0x6080 thread T2 (spooler)" },
	{ "Write of size 4 at 0x7f by thread T17 (mutexes: write M5):", SANITIZERLINE_ACCESS, 17,
	    NULL, "Write of size 4 at 0x7f by thread T17 (mutexes: write M5)" },
	{ "Previous read of size 4 at 0x7f by main thread:", SANITIZERLINE_HISTORY, 0, NULL,
	    "Previous read of size 4 at 0x7f by main thread" },
	{ "freed by thread T0 here:", SANITIZERLINE_HISTORY, 0, NULL, "freed by thread T0" },
	{ "previously allocated by thread T1 (a (b) c) here:", SANITIZERLINE_HISTORY, 1, "a (b) c",
	    "previously allocated by thread T1 (a (b) c)" },
	{ "Thread T2 (spooler) created by T1 (dye) here:", SANITIZERLINE_HISTORY, 1, "dye",
	    "Thread T2 (spooler) created by T1 (dye)" },
	{ "Thread T1 'weft' (tid=930, running) created by main thread at:", SANITIZERLINE_HISTORY,
	    0, NULL, "Thread T1 'weft' (tid=930, running) created by main thread" },
	{ "Direct leak of 24 byte(s) in 1 object(s) allocated from:", SANITIZERLINE_LEAK, -1, NULL,
	    "Direct leak of 24 byte(s) in 1 object(s) allocated" },
	{ "Uninitialized value was stored to memory at", SANITIZERLINE_HISTORY, -1, NULL,
	    "Uninitialized value was stored to memory" },
	{ "Address 0x7f is located in stack of thread T0 at offset 54 in frame",
	    SANITIZERLINE_HISTORY, 0, NULL,
	    "Address 0x7f is located in stack of thread T0 at offset 54 in frame" },
	{ "Location is stack of thread T3 'weft'.", SANITIZERLINE_HISTORY, 3, "weft",
	    "Location is stack of thread T3 'weft'." },
	{ "[failed to restore the stack]", SANITIZERLINE_NONE, -1, NULL,
	    "[failed to restore the stack]" },
	{ "AddressSanitizer: nested bug in the same thread, aborting.", SANITIZERLINE_NONE, -1,
	    NULL, "AddressSanitizer: nested bug in the same thread, aborting." },
	{ "SUMMARY: AddressSanitizer: SEGV weave.c:2 in main", SANITIZERLINE_SUMMARY, -1, NULL,
	    "SUMMARY: AddressSanitizer: SEGV weave.c:2 in main" },
	{ "==811==ABORTING", SANITIZERLINE_END, -1, NULL, "==811==ABORTING" },
	{ "worker 3 is busy", SANITIZERLINE_OTHER, -1, NULL, "worker 3 is busy" },
};

static void
check_heading(size_t i)
{
	struct sanitizerline_heading heading;

	if (!CHECK(sanitizerline_heading(bytes_of(headings[i].line), &heading)))
		printf("   %s\n", headings[i].line);
	CHECK_TEXT(heading.carrier, bytes_of(headings[i].carrier));
	CHECK_TEXT(heading.tool, bytes_of(headings[i].tool));
	CHECK_TEXT(heading.kind, bytes_of(headings[i].kind));
	CHECK_TEXT(heading.signal, bytes_of(headings[i].signal));
	CHECK(heading.pid == headings[i].pid);
	CHECK(heading.fatal == headings[i].fatal);
	CHECK(heading.thread.tid == headings[i].tid);
	CHECK(heading.thread.lwp == headings[i].lwp);
}

int
main(void)
{
	check_use();
	struct sanitizerline_heading heading;

	for (size_t i = 0; i < COUNT_OF(headings); i++)
		check_heading(i);
	for (size_t i = 0; i < COUNT_OF(none); i++)
		if (!CHECK(!sanitizerline_heading(bytes_of(none[i]), &heading)))
			printf("   %s\n", none[i]);
	for (size_t i = 0; i < COUNT_OF(others); i++) {
		struct bytes line = bytes_of(others[i].line);
		struct sanitizerline_thread thread = sanitizerline_thread(line);

		CHECK(sanitizerline_read(line) == others[i].says);
		CHECK(thread.tid == others[i].tid);
		CHECK_TEXT(thread.name, bytes_of(others[i].name));
		CHECK_TEXT(sanitizerline_title(line), bytes_of(others[i].title));
	}
	return check_end();
}
