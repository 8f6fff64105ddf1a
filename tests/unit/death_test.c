#include "native/death.h"

#include "check.h"

/* Frames, `address function` separated by commas, innermost first; and how often the last one is repeated. */
static const struct {
	const char *signal, *frames;
	int times;
	const char *reason;
} rows[] = {
	{ "SIGABRT", "1 abort,1 std::terminate(),1 __cxa_throw,1 shop::pay,1 main", 1,
	    "a C++ exception that nothing catches, thrown by shop::pay" },
	{ "SIGABRT", "1 abort,1 std::terminate(),1 __cxa_throw,1 ??,1 main", 1,
	    "a C++ exception that nothing catches" },
	{ "SIGABRT", "1 abort,1 std::terminate(),1 __cxa_throw", 1,
	    "a C++ exception that nothing catches" },
	/* an exception in a function that must not throw, and a thread that was not joined */
	{ "SIGABRT", "1 abort,1 std::terminate(),1 __gxx_personality_v0,1 __cxa_throw,1 f", 1, "" },
	{ "SIGABRT", "1 abort,1 std::terminate(),1 std::thread::~thread,1 main", 1, "" },
	{ "SIGSEGV", "1 abort,1 std::terminate(),1 __cxa_throw,1 f", 1, "" },
	{ "SIGSEGV", "0x0000000000000000 ??,1 main", 1, "a null pointer was called" },
	{ "SIGSEGV", "0x0000000000000010 ??,1 main", 1, "" },
	{ "SIGABRT", "0x0000000000000000 ??,1 main", 1, "" },
	{ "SIGSEGV", "1 memcpy,9 walk,2 walk", 99, "stack overflow (recursion of walk)" },
	{ "SIGSEGV", "1 memcpy,9 walk,2 walk", 98, "" },
	{ "SIGSEGV", "2 walk", 99, "" },
	{ "SIGSEGV", "2 walk", 100, "stack overflow (recursion of walk)" },
	{ "SIGSEGV", "2 ??", 1000, "" },
	{ "SIGBUS", "2 walk", 1000, "" },
	{ "SIGSEGV", "1 read", 1, "" },
	{ "SIGSEGV", "0x0 ?\?,1 main", 1, "a null pointer was called" },
	{ "SIGSEGV", "0x ?\?,1 main", 1, "" },
	{ "SIGSEGV", "0x0 f,1 main", 1, "" },
	{ "SIGABRT", "1 std::terminate(),1 __cxa_throw,1 f,1 main", 1,
	    "a C++ exception that nothing catches, thrown by f" },
	/* up to three frames of a library are within the recursion */
	{ "SIGSEGV", "1 a,1 b,1 c,9 f,2 f", 99, "stack overflow (recursion of f)" },
	{ "SIGSEGV", "1 a,1 b,1 c,1 d,9 f,2 f", 99, "" },
	/* a function that calls itself in two places */
	{ "SIGSEGV", "9 f,3 f,2 f", 98, "" },
	{ "SIGSEGV", "9 f,3 f,2 f", 99, "stack overflow (recursion of f)" },
	{ "SIGABRT", "1 raise,1 __GI_abort,1 main", 1, "" },
	{ "SIGSEGV", "0x4141414141414141 ?\?,1 main", 1, "a jump to an invalid address" },
	{ "SIGSEGV", "0x4141414141414141 f,1 main", 1, "" },
	{ "SIGSEGV", "0x0000414141414141 ?\?,1 main", 1, "" },
	{ "SIGSEGV", "0xffffffffff600000 ?\?,1 main", 1, "" },
	{ "SIGSEGV", "0x41414141 ?\?,1 main", 1, "" },
};

static void
row(size_t n)
{
	struct arena *memory = arena_new(1 << 20);
	struct thread thread = thread_nothing;
	struct bytes rest = bytes_of(rows[n].frames), one;

	thread.signal = bytes_of(rows[n].signal);
	while (bytes_next(&rest, ',', &one)) {
		for (int i = 0; i < (rest.len == 0 ? rows[n].times : 1); i++) {
			struct frame *frame = arena_zero(memory, sizeof(*frame));

			(void)bytes_split(one, BYTES(" "), &frame->address, &frame->function);
			if (thread.frames == NULL)
				thread.frames = frame;
			else
				thread.last_frame->next = frame;
			thread.last_frame = frame;
		}
	}
	if (!CHECK_TEXT(death_reason(&thread, memory), bytes_of(rows[n].reason)))
		printf("   row %zu\n", n);
	CHECK(death_aborts(&thread) ==
	    (bytes_find(bytes_of(rows[n].frames), BYTES("abort")) != NULL));
	arena_free(memory);
}

/* Functions that call each other in turn, named by letters. */
static void
cycle(int period, const char *reason)
{
	struct arena *memory = arena_new(1 << 20);
	struct thread thread = thread_nothing;

	thread.signal = BYTES("SIGSEGV");
	for (int i = 0; i < 120 * period; i++) {
		struct frame *frame = arena_zero(memory, sizeof(*frame));
		char name[] = { (char)('a' + i % period) };

		frame->function = arena_copy(memory, (struct bytes){ name, 1 });
		/* the innermost one is at another place */
		frame->address =
		    i == 0 ? BYTES("0x1") : arena_join(memory, BYTES("0x2"), frame->function);
		if (thread.frames == NULL)
			thread.frames = frame;
		else
			thread.last_frame->next = frame;
		thread.last_frame = frame;
	}
	CHECK_TEXT(death_reason(&thread, memory), bytes_of(reason));
	arena_free(memory);
}

/* What gdb 13 printed for core files, and what the programs had printed. */
static const struct {
	const char *printed, *message;
} messages[] = {
	{ "0x7f2c11d2a004:\t\"free(): invalid size\\n\"", "free(): invalid size" },
	{ "0x7f2c11d2a004:\t\"*** stack smashing detected ***: terminated\\n\"",
	    "*** stack smashing detected ***: terminated" },
	{ "0x7f2c:\t\"a: a.c:7: f: Assertion `strcmp(s, \\\"\\\\t\\\") == 0' failed.\\n\"",
	    "a: a.c:7: f: Assertion `strcmp(s, \"\\t\") == 0' failed." },
	{ "0x7f2c:\t\"\\303\\244\\n\\n\"", "\303\244" },
	{ "0x7f2c:\t\"cut\"...", "cut" },
	{ "0x7f2c:\t\"\\a\\b\\f\\n\\r\\t\\v\\e\\\\\\1x\"", "\a\b\f\n\r\t\v\033\\\001x" },
	{ "0x7f2c:\t\"\\0019\\18\"", "\0019\0018" },
	{ "0x7f2c:\t\"red", "" },
	{ "0x4:\t<error: Cannot access memory at address 0x4>", "" },
	{ "No symbol \"__abort_msg\" in current context.", "" },
	{ "", "" },
};

int
main(void)
{
	struct arena *memory = arena_new(1 << 20);

	for (size_t n = 0; n < COUNT_OF(rows); n++)
		row(n);
	cycle(1, "stack overflow (recursion of a)");
	cycle(2, "stack overflow (recursion of a and b)");
	cycle(3, "stack overflow (recursion of a, b and c)");
	cycle(4, "stack overflow (recursion of a, b, c and others)");
	cycle(8, "stack overflow (recursion of a, b, c and others)");
	cycle(9, "");
	for (size_t n = 0; n < COUNT_OF(messages); n++)
		CHECK_TEXT(death_message(bytes_of(messages[n].printed), memory),
		    bytes_of(messages[n].message));
	arena_free(memory);
	return check_end();
}
