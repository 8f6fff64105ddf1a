/* What a line of a sanitizer's report says: what it begins with, whose stack comes next, that it is over. */
#ifndef ST_NATIVE_SANITIZER_SANITIZERLINE_H
#define ST_NATIVE_SANITIZER_SANITIZERLINE_H

#include "record/thread.h"

/* A thread that a line names; in a heading and where the tool numbers its threads as the kernel does, the LWP. */
struct sanitizerline_thread {
	long long tid, lwp; /* -1: not said */
	struct bytes name;
};

/* The line that a report begins with. Texts point into it. */
struct sanitizerline_heading {
	struct bytes carrier; /* what something else put before it */
	long long pid;        /* -1: not said */
	struct bytes tool;   /* `AddressSanitizer`, `libFuzzer`; none: UBSan's line does not tell */
	struct bytes kind;   /* `heap-use-after-free`, without addresses */
	struct bytes signal; /* `SIGSEGV` */
	bool fault; /* a signal came for an address, which may be known: `0x000000000010` */
	struct bytes address;
	struct bytes place; /* file, line and column, of UBSan */
	bool fatal; /* it calls it an error; else a warning, after which the program goes on */
	struct sanitizerline_thread thread;
};

/* Reads the heading of a report; false: the line is none. The texts are parts of the line. */
bool sanitizerline_heading(struct bytes line, struct sanitizerline_heading *heading);

enum sanitizerline {
	SANITIZERLINE_OTHER,
	SANITIZERLINE_ACCESS,  /* what the thread did; its stack is the error's own */
	SANITIZERLINE_LEAK,    /* the stack is where that was allocated, and the error */
	SANITIZERLINE_HISTORY, /* the stack is of something earlier */
	SANITIZERLINE_NONE,    /* there is no stack, and why */
	SANITIZERLINE_SUMMARY, /* only where threads began may follow */
	SANITIZERLINE_END,     /* the report is over */
};

/* The line has no carrier and no blanks around it. */
enum sanitizerline sanitizerline_read(struct bytes line);

/* Whether the line stands above a stack, and says what that is of. */
bool sanitizerline_is_title(enum sanitizerline says);

/*
 * What the line says of how memory was used, a part of it: `READ of size 4` (*sized), or of a signal `WRITE`; no bytes: nothing.
 */
struct bytes sanitizerline_access(struct bytes line, bool *sized);

/* Which thread the stack is of that the line is about. */
struct sanitizerline_thread sanitizerline_thread(struct bytes line);

/* The line as a title: without ` here:` and the like at its end. */
struct bytes sanitizerline_title(struct bytes line);

#endif
