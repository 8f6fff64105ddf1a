#include "native/panic.h"

#include "debugger.h"

#define DIES "\nThread 2 \"till\" received signal SIGABRT, Aborted.\n\n"
#define HEADER "Thread 2 (Thread 0x7f (LWP 12) \"till-clerk-0123\"):\n"
#define MAIN \
	"\nThread 1 \"till\" received signal SIGABRT, Aborted.\n\n" \
	"Thread 1 (Thread 0x7f (LWP 11) \"till\"):\n"
#define FRAMES \
	"#0  0x7 in abort () from /lib/libc.so.6\n" \
	"#1  0x8 in std::panicking::rust_panic () at library/std/src/panicking.rs:886\n" \
	"#2  0x9 in core::panicking::panic_fmt () at library/core/src/panicking.rs:80\n"

#define EXPECT "#3  0xa in core::option::expect_failed (self=..., msg="
#define PAY ")\n#4  0xb in shop::pay (msg=\"none of the panic's\") at p.rs:7\n"

/* What the program printed, what gdb printed then, and the reason. Rust prints the forms of these lines since … */
static const struct {
	const char *text, *reason;
} rows[] = {
	/* 1.73 */
	{ "thread 'till-clerk-01234' panicked at src/p.rs:7:18:\nno order 42\n"
	  "note: run with `RUST_BACKTRACE=1`\n" DIES HEADER FRAMES,
	    "a Rust panic: \"no order 42\"" },
	/* 1.91: the number of the thread */
	{ "thread '<unnamed>' (12) panicked at src/p.rs:7:18:\nleft\n\nright\n" DIES HEADER FRAMES,
	    "a Rust panic: \"left\"" },
	{ "thread '<unnamed>' (13) panicked at src/p.rs:7:18:\nof another\n" DIES HEADER FRAMES,
	    "a Rust panic" },
	{ "thread 'main' panicked at src/p.rs:7:18:\nof another\n" DIES HEADER FRAMES,
	    "a Rust panic" },
	{ "thread 'other' panicked at src/p.rs:7:18:\nof another\n" DIES HEADER FRAMES,
	    "a Rust panic" },
	/* words that gdb also prints, and messages of several lines */
	{ "thread '<unnamed>' panicked at p.rs:7:18:\nCannot pay\n  left: 1\n right: 2\n"
	  "stack backtrace:\n   0: rust_begin_unwind\n" DIES HEADER FRAMES,
	    "a Rust panic: \"Cannot pay\n  left: 1\n right: 2\"" },
	/* the heading of an error's stack */
	{ "thread '<unnamed>' panicked at p.rs:7:18:\nCannot pay\nStack backtrace:\n"
	  "   0: shop::pay\n" DIES HEADER FRAMES,
	    "a Rust panic: \"Cannot pay\"" },
	/* before 1.73 */
	{ "thread '<unnamed>' panicked at 'it's', p.rs:7:18\nnote: x\n" DIES HEADER FRAMES,
	    "a Rust panic: \"it's\"" },
	{ "thread '<unnamed>' panicked at 'a\n  b', p.rs:7\nc\n" DIES HEADER FRAMES,
	    "a Rust panic: \"a\n  b\"" },
	/* a panic caused by an earlier one tells less than that */
	{ "thread '<unnamed>' (12) panicked at p.rs:7:18:\nfirst\n\n"
	  "thread '<unnamed>' (12) panicked at panicking.rs:225:5:\n"
	  "panic in a function that cannot unwind\nthread caused non-unwinding panic.\n" DIES HEADER
		FRAMES,
	    "a Rust panic: \"first\"" },
	{ "thread '<unnamed>' panicked at p.rs:7:18:\nfirst\n\n"
	  "thread '<unnamed>' panicked at p.rs:9:18:\nsecond\n" DIES HEADER FRAMES,
	    "a Rust panic" }, /* perhaps another thread without a name */
	{ "thread '<unnamed>' panicked at p.rs:7:18:\nfirst\n\n"
	  "thread 'main' panicked at p.rs:8:18:\nof main\n\n"
	  "thread '<unnamed>' panicked at p.rs:9:18:\nsecond\n" DIES HEADER FRAMES,
	    "a Rust panic" },
	{ "thread '<unnamed>' (12) panicked at p.rs:7:18:\nfirst\n\n"
	  "thread '<unnamed>' (12) panicked at p.rs:9:18:\nsecond\n" DIES HEADER FRAMES,
	    "a Rust panic: \"second\"" },
	{ "thread 'till-clerk-0123' panicked at p.rs:7:18:\nfirst\n\n"
	  "thread 'main' panicked at p.rs:8:18:\nof main\n\n"
	  "thread 'till-clerk-0123' panicked at p.rs:9:18:\nsecond\n" DIES HEADER FRAMES,
	    "a Rust panic" },
	/* an earlier panic is the reason only if it caused the later one */
	{ "thread '<unnamed>' panicked at p.rs:7:18:\nfirst\n\n"
	  "thread '<unnamed>' panicked at panicking.rs:225:5:\n"
	  "panic in a function that cannot unwind\n" DIES HEADER FRAMES,
	    "a Rust panic: \"first\"" },
	{ "thread '<unnamed>' panicked at p.rs:7:18:\nfirst\n\n"
	  "thread '<unnamed>' panicked at p.rs:8:18:\nsecond\n\n"
	  "thread '<unnamed>' panicked at panicking.rs:225:5:\n"
	  "panic in a function that cannot unwind\n" DIES HEADER FRAMES,
	    "a Rust panic" },
	{ "thread 'main' panicked at a.rs:7:18:\nfirst and caught\n\n"
	  "thread 'main' panicked at b.rs:8:18:\n\n" MAIN FRAMES,
	    "a Rust panic" },
	{ "thread 'main' panicked at 'first and caught', a.rs:7:18\n"
	  "thread 'main' panicked at '', b.rs:8:18\n" MAIN FRAMES,
	    "a Rust panic" },
	{ "thread 'main' panicked at a.rs:7:18:\nfirst and caught\n\n"
	  "thread 'main' panicked at b.rs:8:18:\nsecond\n\n" MAIN FRAMES,
	    "a Rust panic: \"second\"" },
	{ "thread 'main' panicked at 'first', a.rs:7:18\n"
	  "thread 'main' panicked at 'panic in a function that cannot unwind', b.rs:8:18\n" MAIN
		FRAMES,
	    "a Rust panic: \"first\"" },
	{ "thread 'old' panicked at p.rs:7:18:\nfirst\n\n"
	  "thread '<unnamed>' panicked at p.rs:9:18:\n" DIES HEADER FRAMES,
	    "a Rust panic" },
	/* from the frames: an argument, a local variable */
	{ DIES HEADER FRAMES EXPECT "\"no \\\"x\\\"\"" PAY, "a Rust panic: \"no \"x\"\"" },
	{ DIES HEADER FRAMES EXPECT "..." PAY, "a Rust panic" },
	{ DIES HEADER FRAMES EXPECT "0x5 \"ab\"" PAY, "a Rust panic: \"ab\"" },
	{ DIES HEADER FRAMES "        msg = \"no order\"\n" EXPECT "..." PAY,
	    "a Rust panic: \"no order\"" },
	{ DIES HEADER FRAMES "        other = \"no order\"\n        msg = x \"y\"\n",
	    "a Rust panic" },
	/* none */
	{ "thread '<unnamed>' panicked at p.rs:7:18:\ncaught\n" DIES HEADER
	  "#0  0x7 in abort () from /lib/libc.so.6\n#1  0xb in shop::pay () at p.rs:7\n",
	    "" },
	{ "\nThread 2 \"till\" received signal SIGSEGV, Segmentation fault.\n\n" HEADER FRAMES,
	    "" },
	{ HEADER FRAMES, "" },
};

static void
row(size_t n)
{
	struct dialect dialect;
	const struct draft *draft;

	if (debugger_open(&dialect)) {
		debugger_feed(&dialect, &gdb_debugger, bytes_of(rows[n].text));
		draft = dialect_take(&dialect);
		if (!CHECK(draft != NULL) ||
		    !CHECK_TEXT(draft->thread.reason, bytes_of(rows[n].reason)))
			printf("   row %zu\n", n);
	}
	debugger_close(&dialect);
}

int
main(void)
{
	for (size_t n = 0; n < COUNT_OF(rows); n++)
		row(n);
	return check_end();
}
