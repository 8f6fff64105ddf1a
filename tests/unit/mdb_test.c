#include "native/mdb.h"

#include "check.h"

/* Frames of ::stack, $c, $C and ::findstack -v of illumos, 32 and 64 bits; NULL and -1: nothing. */
static const struct row {
	const char *line, *address, *function, *args, *module;
	long long offset;
} rows[] = {
	{ "ffffafcfffafbd10 libc.so.1`raise+0x20(6)", NULL, "raise", "(6)", "libc.so.1", 32 },
	{ "LMfd`libc.so.1`syscall+0x13(3, fda573cc, 0)", NULL, "syscall", "(3, fda573cc, 0)",
	    "libc.so.1", 19 },
	{ "ffffafcfffafbf40 0xffffafcffbe6cff8()", "0xffffafcffbe6cff8", NULL, "()", NULL, -1 },
	{ "ffffafcfffafbf40 main+0x46()", NULL, "main", "()", NULL, 70 },
	{ "  fffffb00cde50600 cv_wait+0x78(fffffb42fdcf9146, fffffb42fdcf9148)", NULL, "cv_wait",
	    "(fffffb42fdcf9146, fffffb42fdcf9148)", NULL, 120 },
	{ "LM1`libloom.so.1`loom::Reel::wind(int)+0x13(3)", NULL, "loom::Reel::wind(int)", "(3)",
	    "libloom.so.1", 19 },
	{ "fffffb00cde505b0 thread_start+8()", NULL, "thread_start", "()", NULL, 8 },
	{ "fffffb00cde505b0 vpanic()", NULL, "vpanic", "()", NULL, -1 },
	{ "libc.so.1`_thrp_setup(fee90a40)", NULL, "_thrp_setup", "(fee90a40)", "libc.so.1", -1 },
	{ "[ fffffb00cde505b0 swtch+0x113() ]", NULL, "swtch", "()", NULL, 275 },
};

int
main(void)
{
	static const char *const others[] = { "", "main+0x46()", "libc.so.1`raise",
		"ffffafcfffafbd10 main", "ffffafcfffafbd10 main(argc)", "deadbeef main()",
		"ffffafcfffafbd10 the build (1)", "deadbeef libc.so.1`+0x1()",
		"what comes later calls :meth:`wind()", ":py:func:`wind()", "- try `loom`wind()" };
	struct frame frame;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		if (!CHECK(mdb_parse(bytes_of(rows[i].line), false, &frame)))
			continue;
		CHECK_TEXT(frame.address, bytes_of(rows[i].address));
		CHECK_TEXT(frame.function, bytes_of(rows[i].function));
		CHECK_TEXT(frame.args, bytes_of(rows[i].args));
		CHECK_TEXT(frame.module, bytes_of(rows[i].module));
		CHECK(frame.offset == rows[i].offset);
	}
	for (size_t i = 0; i < COUNT_OF(others); i++)
		CHECK(!mdb_parse(bytes_of(others[i]), false, &frame));
	CHECK(mdb_parse(BYTES("main+0x46()"), true, &frame));
	CHECK_TEXT(frame.function, BYTES("main"));
	CHECK(!mdb_parse(BYTES("see main+0x46()"), true, &frame));
	return check_end();
}
