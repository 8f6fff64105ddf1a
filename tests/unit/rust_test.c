#include "native/printed/rust.h"

#include "threadtext.h"

/* As std::backtrace prints them, briefly and in full, and anyhow. */
static const struct threadtext_case cases[] = {
	{ "a panic, and another one behind it",
	    "thread 'main' panicked at 'no reel', src/main.rs:4:5\nstack backtrace:\n"
	    "   0: rust_begin_unwind\n             at "
	    "/rustc/7cf6/library/std/src/panicking.rs:645:5\n"
	    "   1: <loom::Reel as core::ops::Fn<(A, B)>>::call\n             at ./src/main.rs:4:5\n"
	    "note: Some details are omitted\n"
	    "thread 'spool er' (813) panicked at 'no dye', src/dye.rs:40:9\nstack backtrace:\n"
	    "   0:     0x55d0 - loom::dye::h0123\n                               at src/dye.rs:40\n"
	    "  10:     0x55d1 - <unknown>\n",
	    " comm main tool rust reason a Rust panic: \"no reel\" | 0:rust_begin_unwind "
	    "/rustc/7cf6/library/std/src/panicking.rs:645:5; 1:<loom::Reel as core::ops::Fn<(A, "
	    "B)>>::call "
	    "./src/main.rs:4:5;\n"
	    " lwp 813 comm spool er tool rust reason a Rust panic: \"no dye\" | 0:loom::dye::h0123 "
	    "0x55d0 "
	    "src/dye.rs:40; 10: 0x55d1;\n" },
	{ "an error, and a heading without frames",
	    "Stack backtrace:\n   0: loom::main\nStack backtrace:\nno more\n   1: loom::main\n",
	    " tool rust | 0:loom::main;\n" },
	{ "an error behind a panic of another thread, which has no stack",
	    "thread 'main' panicked at 'no reel', src/main.rs:4:5\nstack backtrace:\n   0: f\n"
	    "thread 'worker' panicked at 'no dye', src/dye.rs:40:9\nError: reading the config\n"
	    "Stack backtrace:\n   0: loom::main\n",
	    " comm main tool rust reason a Rust panic: \"no reel\" | 0:f;\n"
	    " tool rust | 0:loom::main;\n" },
	{ "an error in the words of a panic",
	    "thread 'main' panicked at 'no reel', src/main.rs:4:5\nStack backtrace:\n"
	    "   0: loom::open\nstack backtrace:\n   0: loom::main\n",
	    " tool rust | 0:loom::open;\n"
	    " comm main tool rust reason a Rust panic: \"no reel\" | 0:loom::main;\n" },
};

static void
test_parse(void)
{
	static const char *const others[] = { "0:", "0: ", "0 loom", "0: 12", "0: two words",
		"0: 0x55d0 loom", "0: 0x55 d0 - loom", "x: loom", "0:loom" };
	struct frame frame;

	CHECK(rust_parse(BYTES("  12:     0x55d0c1a3b740 - main"), &frame) && frame.level == 12);
	CHECK_TEXT(frame.address, BYTES("0x55d0c1a3b740"));
	CHECK_TEXT(frame.function, BYTES("main"));
	for (size_t i = 0; i < COUNT_OF(others); i++)
		CHECK(!rust_parse(bytes_of(others[i]), &frame));
}

int
main(void)
{
	threadtext_cases(&rust_debugger, cases, COUNT_OF(cases));
	test_parse();
	return check_end();
}
