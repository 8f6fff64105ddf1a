#include "native/sanitizer/sanitizer.h"

#include "native/printed/glibc.h"

#include "threadtext.h"

/* As compiler-rt and libsanitizer print them (tests/fixtures/sanitizers has whole reports). */
static const struct threadtext_case cases[] = {
	{ "a report with all that AddressSanitizer tells",
	    "==8==ERROR: AddressSanitizer: heap-use-after-free on address 0x6 at pc 0x5 bp 0x7 sp "
	    "0x7\n"
	    "READ of size 4 at 0x6 thread T1 (spooler)\n"
	    "    #0 0x1 in weave a.c:7:2\n"
	    "    #1 0x2 in main a.c:9\n"
	    "\n"
	    "0x6 is located 0 bytes inside of 4-byte region\n"
	    "freed by thread T0 here:\n"
	    "    #0 0x3 in free (a+0x3)\n"
	    "    #1 0x4 in main a.c:8\n"
	    "\n"
	    "previously allocated by thread T2 (loader) here:\n"
	    "    #0 0x5 in malloc (a+0x5)\n"
	    "\n"
	    "Thread T1 (spooler) created by T0 here:\n"
	    "    #0 0x6 in pthread_create (a+0x6)\n"
	    "\n"
	    "SUMMARY: AddressSanitizer: heap-use-after-free a.c:7:2 in weave\n"
	    "==8==ABORTING\n",
	    " tid 1 comm spooler pid 8 tool sanitizer crashed reason AddressSanitizer: "
	    "heap-use-after-free (READ of size 4) | 0:weave 0x1 a.c:7:2; 1:main 0x2 a.c:9; after: "
	    "freed by thread T0 after: previously allocated by thread T2 (loader) after: Thread T1 "
	    "(spooler) created by T0\n"
	    " tid 0 pid 8 tool sanitizer stack freed by thread T0 | 0:free 0x3 a+3; 1:main 0x4 "
	    "a.c:8;\n"
	    " tid 2 comm loader pid 8 tool sanitizer stack previously allocated by thread T2 "
	    "(loader) | 0:malloc 0x5 a+5;\n"
	    " tid 0 pid 8 tool sanitizer stack Thread T1 (spooler) created by T0 | "
	    "0:pthread_create 0x6 a+6;\n" },
	{ "how the memory was used for which a signal came",
	    "==8==ERROR: AddressSanitizer: SEGV on unknown address 0x10 (pc 0x1 bp 0x2 sp 0x3 "
	    "T0)\n"
	    "==8==The signal is caused by a WRITE memory access.\n"
	    "    #0 0x1 in weave a.c:7\n"
	    "==8==The signal is caused by a READ memory access.\n"
	    "==9==ERROR: AddressSanitizer: SEGV on unknown address (pc 0x1 bp 0x2 sp 0x3 T0)\n"
	    "==9==The signal is caused by a READ memory access.\n"
	    "    #0 0x1 in weave a.c:7\n"
	    "==10==ERROR: AddressSanitizer: ABRT on unknown address 0x10 (pc 0x1 bp 0x2 sp 0x3 "
	    "T0)\n"
	    "==10==The signal is caused by a READ memory access.\n"
	    "    #0 0x1 in weave a.c:7\n",
	    " tid 0 pid 8 tool sanitizer crashed signal SIGSEGV reason AddressSanitizer: SEGV "
	    "(WRITE at 0x10) | 0:weave 0x1 a.c:7;\n"
	    " tid 0 pid 9 tool sanitizer crashed signal SIGSEGV reason AddressSanitizer: SEGV "
	    "(READ) | 0:weave 0x1 a.c:7;\n"
	    " tid 0 pid 10 tool sanitizer crashed signal SIGABRT reason AddressSanitizer: ABRT | "
	    "0:weave 0x1 a.c:7;\n" },
	{ "leaks",
	    "==8==ERROR: LeakSanitizer: detected memory leaks\n"
	    "\n"
	    "Direct leak of 4 byte(s) in 1 object(s) allocated from:\n"
	    "    #0 0x5 in malloc (a+0x5)\n"
	    "\n"
	    "Indirect leak of 8 byte(s) in 1 object(s) allocated from:\n"
	    "    #0 0x6 in calloc (a+0x6)\n"
	    "\n"
	    "SUMMARY: AddressSanitizer: 12 byte(s) leaked in 2 allocation(s).\n",
	    " pid 8 tool sanitizer reason LeakSanitizer: detected memory leaks: Direct leak of 4 "
	    "byte(s) in 1 object(s) allocated | 0:malloc 0x5 a+5;\n"
	    " pid 8 tool sanitizer reason LeakSanitizer: detected memory leaks: Indirect leak of 8 "
	    "byte(s) in 1 object(s) allocated | 0:calloc 0x6 a+6;\n" },
	{ "a leak whose heading is missing",
	    "Direct leak of 4 byte(s) in 1 object(s) allocated from:\n"
	    "    #0 0x5 in malloc (a+0x5)\n",
	    " tool sanitizer reason LeakSanitizer: detected memory leaks: Direct leak of 4 byte(s) "
	    "in 1 object(s) allocated | 0:malloc 0x5 a+5;\n" },
	{ "a race",
	    "WARNING: ThreadSanitizer: data race (pid=8)\n"
	    "  Write of size 4 at 0x7 by thread T1 (mutexes: write M1):\n"
	    "    #0 weave a.c:7 (a+0x1)\n"
	    "    #1 main <null>\n"
	    "\n"
	    "  Previous read of size 4 at 0x7 by main thread:\n"
	    "    #0 main a.c:9 (a+0x2)\n"
	    "\n"
	    "  Thread T1 'net' (tid=12, running) created by main thread at:\n"
	    "    [failed to restore the stack]\n"
	    "\n"
	    "SUMMARY: ThreadSanitizer: data race a.c:7 in weave\n",
	    " tid 1 pid 8 tool sanitizer reason ThreadSanitizer: data race (Write of size 4) | "
	    "0:weave a+1 a.c:7; 1:main; after: Previous read of size 4 at 0x7 by main thread "
	    "after: Thread T1 'net' (tid=12, running) created by main thread\n"
	    " tid 0 pid 8 tool sanitizer stack Previous read of size 4 at 0x7 by main thread | "
	    "0:main a+2 a.c:9;\n"
	    " tid 0 pid 8 tool sanitizer stack Thread T1 'net' (tid=12, running) created by main "
	    "thread stopped [failed to restore the stack] |\n" },
	{ "an error without a stack",
	    "a.c:27:4: runtime error: signed integer overflow: 1 + 2\n"
	    "words\n",
	    " tool sanitizer truncated reason UndefinedBehaviorSanitizer: signed integer overflow: "
	    "1 + 2 | 0: a.c:27:4;\n" },
	{ "an error with one",
	    "a.c:27:4: runtime error: signed integer overflow: 1 + 2\n"
	    "    #0 0x1 in weave a.c:27:4\n"
	    "    #1 0x2 in main a.c:9\n"
	    "\n"
	    "SUMMARY: UndefinedBehaviorSanitizer: undefined-behavior a.c:27:4\n",
	    " tool sanitizer reason UndefinedBehaviorSanitizer: signed integer overflow: 1 + 2 | "
	    "0:weave 0x1 a.c:27:4; 1:main 0x2 a.c:9;\n" },
	{ "frames that were broken, and places below them",
	    "==8==ERROR: AddressSanitizer: SEGV on unknown address 0x0 (pc 0x1 bp 0x2 sp 0x3 T0)\n"
	    "    #0 0x1 in weave(int,\n"
	    "    int) a.c:7\n"
	    "    #1 0x2 in main\n"
	    "        a.c:9:3\n"
	    "    #2 0x3 in start (a+0x3)\n",
	    " tid 0 pid 8 tool sanitizer crashed signal SIGSEGV reason AddressSanitizer: SEGV "
	    "(address 0x0) | "
	    "0:weave(int, int) 0x1 a.c:7; 1:main 0x2 a.c:9:3; 2:start 0x3 a+3;\n" },
	{ "no stack, and why",
	    "==8==ERROR: AddressSanitizer: SEGV on unknown address 0x0 (pc 0x1 bp 0x2 sp 0x3 T0)\n"
	    "AddressSanitizer: nested bug in the same thread, aborting.\n",
	    " tid 0 pid 8 tool sanitizer crashed signal SIGSEGV reason AddressSanitizer: SEGV "
	    "(address 0x0) "
	    "stopped AddressSanitizer: nested bug in the same thread, aborting. |\n" },
	{ "an empty stack",
	    "==8==ERROR: AddressSanitizer: stack-overflow on address 0x7 (pc 0x1)\n"
	    "    <empty stack>\n"
	    "\n"
	    "SUMMARY: AddressSanitizer: stack-overflow\n",
	    " pid 8 tool sanitizer crashed reason AddressSanitizer: stack-overflow stopped <empty "
	    "stack> |\n" },
	{ "other text, and another program",
	    "==8==ERROR: AddressSanitizer: SEGV on unknown address 0x0 (pc 0x1 bp 0x2 sp 0x3 T0)\n"
	    "    #0 0x1 in weave a.c:7\n"
	    "\n"
	    "some words\n"
	    "    #0 0x4 in other a.c:9\n"
	    "    #2 0x5 in more a.c:10\n"
	    "==9==ERROR: AddressSanitizer: SEGV on unknown address 0x0 (pc 0x1 bp 0x2 sp 0x3 T0)\n"
	    "    #1 0x1 in dye a.c:7\n",
	    " tid 0 pid 8 tool sanitizer crashed signal SIGSEGV reason AddressSanitizer: SEGV "
	    "(address 0x0) | 0:weave 0x1 a.c:7; after: some words\n"
	    " pid 8 tool sanitizer stack some words | 0:other 0x4 a.c:9; 2:more 0x5 a.c:10;\n"
	    " tid 0 pid 9 tool sanitizer crashed truncated signal SIGSEGV reason AddressSanitizer: "
	    "SEGV (address 0x0) | 1:dye 0x1 a.c:7;\n" },
	{ "a prefix before each line",
	    "pre ==8==ERROR: AddressSanitizer: SEGV on unknown address 0x0 (pc 0x1 bp 0x2 sp 0x3 "
	    "T0)\n"
	    "pre     #0 0x1 in weave a.c:7\n"
	    "pre     #1 0x1 in main a.c:9\n",
	    " tid 0 pid 8 tool sanitizer crashed signal SIGSEGV reason AddressSanitizer: SEGV "
	    "(address 0x0) | "
	    "0:weave 0x1 a.c:7 inlined; 1:main 0x1 a.c:9;\n" },
	{ "no stack of its own",
	    "==8==ERROR: AddressSanitizer: heap-buffer-overflow on address 0x6 at pc 0x5\n"
	    "freed by thread T0 here:\n"
	    "    #0 0x3 in free (a+0x3)\n",
	    " pid 8 tool sanitizer crashed reason AddressSanitizer: heap-buffer-overflow | after: "
	    "freed by thread T0\n"
	    " tid 0 pid 8 tool sanitizer stack freed by thread T0 | 0:free 0x3 a+3;\n" },
	{ "another program behind the summary",
	    "==8==ERROR: AddressSanitizer: SEGV on unknown address 0x0 (pc 0x1 bp 0x2 sp 0x3 T0)\n"
	    "    #0 0x1 in weave a.c:7\n"
	    "SUMMARY: AddressSanitizer: SEGV\n"
	    "    #0 0x4 in other a.c:9\n",
	    " tid 0 pid 8 tool sanitizer crashed signal SIGSEGV reason AddressSanitizer: SEGV "
	    "(address 0x0) | "
	    "0:weave 0x1 a.c:7;\n"
	    " tool sanitizer | 0:other 0x4 a.c:9;\n" },
	{ "no report",
	    "    #0 0x1 in weave a.c:7\n"
	    "    #1 0x2 in main a.c:9\n"
	    "words\n"
	    "    #0 0x3 in dye a.c:8\n",
	    " tool sanitizer | 0:weave 0x1 a.c:7; 1:main 0x2 a.c:9;\n"
	    " tool sanitizer | 0:dye 0x3 a.c:8;\n" },
	{ "a lower level in the next line is of the same stack",
	    "==8==ERROR: AddressSanitizer: SEGV on unknown address 0x0 (pc 0x1 bp 0x2 sp 0x3 T0)\n"
	    "    #0 0x1 in weave a.c:7\n"
	    "    #0 0x2 in dye a.c:8\n"
	    "    #1 0x3 in main a.c:9\n"
	    "    #1 0x4 in start a.c:9\n",
	    " tid 0 pid 8 tool sanitizer crashed signal SIGSEGV reason AddressSanitizer: SEGV "
	    "(address 0x0) | "
	    "0:weave 0x1 a.c:7;\n"
	    " pid 8 tool sanitizer | 0:dye 0x2 a.c:8; 1:main 0x3 a.c:9; 1:start 0x4 a.c:9;\n" },
	{ "of another level, and without a module",
	    "WARNING: ThreadSanitizer: data race (pid=8)\n"
	    "  Write of size 4 at 0x7 by thread T1:\n"
	    "    #0 weave a.c:7 (a+0x1)\n"
	    "    #2 prose\n"
	    "    #1 main a.c:9\n",
	    " tid 1 pid 8 tool sanitizer reason ThreadSanitizer: data race (Write of size 4) | "
	    "0:weave a+1 a.c:7; "
	    "1:main a.c:9;\n" },
	{ "no frame",
	    "==8==ERROR: AddressSanitizer: SEGV on unknown address 0x0 (pc 0x1 bp 0x2 sp 0x3 T0)\n"
	    "    #0 0x1 in weave a.c:7\n"
	    "    #1 and words\n"
	    "    #1 0x2 in main a.c:9\n",
	    " tid 0 pid 8 tool sanitizer crashed signal SIGSEGV reason AddressSanitizer: SEGV "
	    "(address 0x0) | "
	    "0:weave 0x1 a.c:7; 1:main 0x2 a.c:9;\n" },
	{ "a cut frame whose rest is missing",
	    "==8==ERROR: AddressSanitizer: SEGV on unknown address 0x0 (pc 0x1 bp 0x2 sp 0x3 T0)\n"
	    "    #0 0x1 in weave(int,\n"
	    "words that are no rest\n"
	    "    #1 0x2 in main a.c:9\n",
	    " tid 0 pid 8 tool sanitizer crashed signal SIGSEGV reason AddressSanitizer: SEGV "
	    "(address 0x0) | "
	    "0:weave(int, 0x1; 1:main 0x2 a.c:9;\n" },
	{ "what stands below a frame and is no place",
	    "==8==ERROR: AddressSanitizer: SEGV on unknown address 0x0 (pc 0x1 bp 0x2 sp 0x3 T0)\n"
	    "    #0 0x1 in weave a.c:7\n"
	    "        b.c:9\n"
	    "    #1 0x2 in main\n"
	    "        no place\n"
	    "\n"
	    "        a.c:9\n",
	    " tid 0 pid 8 tool sanitizer crashed signal SIGSEGV reason AddressSanitizer: SEGV "
	    "(address 0x0) | "
	    "0:weave 0x1 a.c:7; 1:main 0x2;\n" },
	{ "frames that were broken amid a word, and behind a comma",
	    "==8==ERROR: AddressSanitizer: SEGV on unknown address 0x0 (pc 0x1 bp 0x2 sp 0x3 T0)\n"
	    "    #0 0x1 in weave(in\n"
	    "t) a.c:7\n"
	    "    #1 0x2 in f(int,\n"
	    "int) a.c:8\n",
	    " tid 0 pid 8 tool sanitizer crashed signal SIGSEGV reason AddressSanitizer: SEGV "
	    "(address 0x0) | "
	    "0:weave(int) 0x1 a.c:7; 1:f(int, int) 0x2 a.c:8;\n" },
	{ "titles that nothing tells",
	    "==8==WARNING: MemorySanitizer: use-of-uninitialized-value\n"
	    "    #0 0x1 in weave a.c:7\n"
	    "\n"
	    "  Uninitialized value was created by an allocation of 'x'\n"
	    "    #0 0x2 in dye a.c:8\n"
	    "    \n"
	    "  Uninitialized value was stored to memory at\n",
	    " pid 8 tool sanitizer reason MemorySanitizer: use-of-uninitialized-value | 0:weave "
	    "0x1 a.c:7; after: Uninitialized value was created by an allocation of 'x'\n"
	    " pid 8 tool sanitizer stack Uninitialized value was created by an allocation of 'x' | "
	    "0:dye 0x2 a.c:8;\n" },
	{ "no stack under a title",
	    "==8==ERROR: AddressSanitizer: attempting double-free on 0x6 in thread T2:\n"
	    "    #0 0x1 in free (a+0x1)\n"
	    "\n"
	    "freed by thread T1 (a) here:\n"
	    "[failed to restore the stack]\n",
	    " tid 2 pid 8 tool sanitizer crashed reason AddressSanitizer: attempting double-free | "
	    "0:free 0x1 a+1; after: freed by thread T1 (a)\n"
	    " tid 1 comm a pid 8 tool sanitizer stack freed by thread T1 (a) stopped [failed to "
	    "restore the stack] |\n" },
	{ "a leak, and what is no leak",
	    "==8==ERROR: LeakSanitizer: detected memory leaks\n"
	    "Direct leak of 4 byte(s) in 1 object(s) allocated from:\n"
	    "    #0 0x5 in malloc (a+0x5)\n\nObjects leaked above:\n    #0 0x6 in f (a+0x6)\n",
	    " pid 8 tool sanitizer reason LeakSanitizer: detected memory leaks: Direct leak of 4 "
	    "byte(s) in 1 object(s) allocated | 0:malloc 0x5 a+5;\n"
	    " pid 8 tool sanitizer stack Objects leaked above | 0:f 0x6 a+6;\n" },
	{ "one stack under a title, and one without",
	    "==8==ERROR: AddressSanitizer: SEGV on address 0x0\n    #0 0x1 in weave a.c:7\n"
	    "freed by thread T0 here:\n    #0 0x3 in free (a+0x3)\n\n    #0 0x4 in f (a+0x4)\n",
	    " pid 8 tool sanitizer crashed reason AddressSanitizer: SEGV | 0:weave 0x1 a.c:7; "
	    "after: freed by thread T0\n"
	    " tid 0 pid 8 tool sanitizer stack freed by thread T0 | 0:free 0x3 a+3;\n"
	    " pid 8 tool sanitizer | 0:f 0x4 a+4;\n" },
	{ "a stack behind the summary, and words before that",
	    "==8==ERROR: AddressSanitizer: SEGV on address 0x0\n    #0 0x1 in weave a.c:7\n"
	    "words\nSUMMARY: AddressSanitizer: SEGV\n    #0 0x4 in f (a+0x4)\n",
	    " pid 8 tool sanitizer crashed reason AddressSanitizer: SEGV | 0:weave 0x1 a.c:7;\n"
	    " tool sanitizer | 0:f 0x4 a+4;\n" },
	{ "a title that nothing tells, and no stack",
	    "==8==ERROR: AddressSanitizer: SEGV on address 0x0\n    #0 0x1 in weave a.c:7\n"
	    "words\n[failed to restore the stack]\n[failed to restore the stack]\n",
	    " pid 8 tool sanitizer crashed reason AddressSanitizer: SEGV | 0:weave 0x1 a.c:7; "
	    "after: words\n"
	    " pid 8 tool sanitizer stack words stopped [failed to restore the stack] |\n" },
};

/* Where each stack begins: at the heading, or at its title. */
static void
lines(void)
{
	static const long long wanted[] = { 1, 5, 8 };
	struct dialect dialect;
	struct draft *draft;

	if (!debugger_open(&dialect))
		return;
	debugger_feed(&dialect, &sanitizer_debugger,
	    BYTES("==8==ERROR: AddressSanitizer: heap-use-after-free on address 0x6\n"
		  "READ of size 4 at 0x6 thread T1\n    #0 0x1 in weave a.c:7\n\n"
		  "freed by thread T0 here:\n    #0 0x3 in free (a+0x3)\n==8==ABORTING\n"
		  "    #0 0x1 in dye a.c:7\n"));
	for (size_t i = 0; i < COUNT_OF(wanted); i++) {
		draft = drafts_take(dialect.drafts);
		CHECK(draft != NULL && draft->thread.line == wanted[i]);
	}
	debugger_close(&dialect);
}

/* Of the stacks of the past so many belong to the error; the records keep their order, and are out with the summary. */
static void
history(void)
{
	struct dialect dialect;
	struct draft *draft;
	int stacks = 0;

	if (!debugger_open(&dialect))
		return;
	debugger_feed_line(&dialect, &sanitizer_debugger,
	    BYTES("==8==ERROR: AddressSanitizer: heap-use-after-free on address 0x6"));
	debugger_feed_line(&dialect, &sanitizer_debugger, BYTES("    #0 0x1 in weave a.c:7"));
	for (int i = 0; i < 20; i++) {
		CHECK(!drafts_ready(dialect.drafts) || i > 16);
		debugger_feed_line(
		    &dialect, &sanitizer_debugger, BYTES("freed by thread T0 here:"));
		debugger_feed_line(
		    &dialect, &sanitizer_debugger, BYTES("    #0 0x3 in free (a+0x3)"));
	}
	debugger_feed_line(&dialect, &sanitizer_debugger, BYTES("SUMMARY: AddressSanitizer: x"));
	draft = drafts_take(dialect.drafts);
	CHECK(draft != NULL && draft->thread.crashed && draft->thread.line == 1);
	for (const struct thread *past = draft == NULL ? NULL : draft->thread.history; past != NULL;
	     past = past->next)
		stacks += past->frames != NULL && past->line == 2 * stacks + 3;
	CHECK(stacks == 16);
	for (stacks = 0; (draft = drafts_take(dialect.drafts)) != NULL; stacks++)
		CHECK(draft->thread.history == NULL && draft->thread.stack.len > 0);
	CHECK(stacks == 20);
	debugger_close(&dialect);
}

static void
begins(const struct dialect *dialect, const char *line, bool current, enum begins wanted)
{
	if (!CHECK(debugger_begins(dialect, &sanitizer_debugger, line, current) == wanted))
		printf("   %s\n", line);
}

static void
whose_lines(void)
{
	static const char frame[] = "    #0 0x1 in weave a.c:7";
	struct dialect dialect;

	if (!debugger_open(&dialect))
		return;
	begins(&dialect, "==8==ERROR: AddressSanitizer: SEGV on unknown address 0x0", false,
	    BEGINS_PROCESS);
	begins(&dialect, "==8==ERROR: AddressSanitizer: SEGV on unknown address 0x0", true,
	    BEGINS_PROCESS);
	begins(&dialect, "freed by thread T0 here:", false, BEGINS_PERHAPS);
	begins(&dialect, "freed by thread T0 here:", true, BEGINS_NOTHING);
	begins(&dialect, "SUMMARY: AddressSanitizer: SEGV", false, BEGINS_NOTHING);
	begins(&dialect, "words", false, BEGINS_NOTHING);
	begins(&dialect, frame, false, BEGINS_THREAD);
	begins(&dialect, frame, true, BEGINS_NOTHING);
	begins(&dialect, "#0  0x1 in weave () at a.c:7", false, BEGINS_NOTHING);
	begins(&dialect, "#0  0x1 in weave () at a.c:7", true, BEGINS_GDB);
	CHECK(sanitizer_debugger.goes_on(BYTES("freed by thread T0 here:"), bytes_of(frame)));
	CHECK(!sanitizer_debugger.goes_on(BYTES("freed by thread T0 here:"), BYTES("words")));
	/* frames of the C library are expected, a thread is open, gdb has printed headers */
	debugger_feed_line(&dialect, &glibc_debugger, BYTES("======= Backtrace: ========="));
	CHECK(glibc_owns_frames(&dialect));
	begins(&dialect, "#0 /lib/libc.so.6(abort+0x1) [0x7f1]", false, BEGINS_NOTHING);
	glibc_debugger.end(&dialect);
	dialect.open = dialect_begin(&dialect);
	begins(&dialect, frame, false, BEGINS_NOTHING);
	drafts_drop(dialect.drafts, dialect.open);
	dialect.open = NULL;
	debugger_feed_line(&dialect, &gdb_debugger, BYTES("Thread 1 (LWP 8):"));
	begins(&dialect, frame, false, BEGINS_NOTHING);
	gdb_debugger.end(&dialect);
	debugger_close(&dialect);
}

/*
 * Other lines are not gdb's while a report is open, or a stack is expected. Of an open report, others are asked of those
 * that say nothing of it.
 */
static void
open_reports(void)
{
	static const struct {
		const char *line;
		bool open, stray;
	} fed[] = { { "words", false, false }, { "freed by thread T0 here:", true, false },
		{ "words", false, false },
		{ "==8==ERROR: AddressSanitizer: SEGV on address 0x0", true, false },
		{ "words", true, true }, { "    #0 0x1 in weave a.c:7", true, false },
		{ "words", true, true }, { "freed by thread T0 here:", true, false },
		{ "==8==ABORTING", false, false } };
	struct dialect dialect;

	if (!debugger_open(&dialect))
		return;
	for (size_t i = 0; i < COUNT_OF(fed); i++) {
		dialect.stray = false;
		debugger_feed_line(&dialect, &sanitizer_debugger, bytes_of(fed[i].line));
		if (!CHECK(dialect.process_begun == fed[i].open && dialect.stray == fed[i].stray))
			printf("   %s\n", fed[i].line);
	}
	sanitizer_debugger.end(&dialect);
	debugger_close(&dialect);
}

int
main(void)
{
	threadtext_cases(&sanitizer_debugger, cases, COUNT_OF(cases));
	lines();
	history();
	whose_lines();
	open_reports();
	return check_end();
}
