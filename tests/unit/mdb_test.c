#include "native/mdb.h"

#include "debugger.h"

/* Frames of illumos' ::stack, $c, $C and ::findstack -v, 32 and 64 bits; NULL and -1: not known. */
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
	{ "deadbeef main+8()", NULL, "main", "()", NULL, 8 }, /* 32 bits */
	{ "libc.so.1`raise+0x20(?, 6)", NULL, "raise", "(?, 6)", "libc.so.1", 32 },
	{ "[ fffffb00cde505b0 swtch+0x113() ]", NULL, "swtch", "()", NULL, 275 },
};

static const struct debugger_log logs[] = {
	{ "a core file",
	    "debugging core file of loomd (64-bit) from omni\nfile: /opt/loomd\n"
	    "initial argv: loomd -x\nthreading model: native threads\n"
	    "status: process terminated by SIGABRT (Abort), pid=811 uid=100 code=-1\n"
	    "ffffafcfffafbd10 libc.so.1`raise+0x20(6)\nffffafcfffafbd40 main+0x46()\n"
	    "main+0x47(1)\n",
	    "mdb pid=811 exe=/opt/loomd host=omni command=loomd -x: raise in libc.so.1; main; "
	    "main\n" },
	{ "what it does not say",
	    "debugging core file of loomd\nstatus: idle\npid=811\n"
	    "libc.so.1`raise+0x20(6)\n",
	    "mdb: raise in libc.so.1\n" },
	{ "a line between stacks", "libc.so.1`f+0x1()\n>\nlibc.so.1`g+0x1()\nlibc.so.1`h+0x1()\n",
	    "mdb: f in libc.so.1\nmdb: g in libc.so.1; h in libc.so.1\n" },
	{ "threads have headings",
	    "stack pointer for thread fffffb42fdcf8f90 (loom/d/1): fffffb00cde505b0\n"
	    "[ fffffb00cde50600 swtch+0x113() ]\n"
	    "stack pointer for thread fffffb42fdcf8f90 (loomd/2): fffffb00cde505b0\n"
	    "  fffffb00cde50600 cv_wait+0x78(fffffb42fdcf9146)\n"
	    "stack pointer for thread fffffb42fdcf8f90 (sched): fffffb00cde505b0\n"
	    "  fffffb00cde50600 vpanic()\n",
	    "mdb lwp=1 comm=loom/d: swtch\nmdb lwp=2 comm=loomd: cv_wait\nmdb: vpanic\n" },
	{ "threads that stand alike",
	    "THREAD           STATE    SOBJ                COUNT\n"
	    "ffff500011033e80 SLEEP    CV                      1\n"
	    "                 swtch+0x133\n                 cv_wait+0x68\n\n"
	    "1                RUN      <NONE>                  1\n"
	    "        libc.so.1`__lwp_park+0x1\n",
	    "mdb target=ffff500011033e80 state=S: swtch; cv_wait\n"
	    "mdb lwp=1 state=R: __lwp_park in libc.so.1\n" },
	{ "their states",
	    "THREAD STATE SOBJ COUNT\nffff500011033e80 ONPROC <NONE> 1\n        f+0x1\n\n"
	    "ffff500011033e81 STOPPED <NONE> 1\n        f+0x1\n\n"
	    "ffff500011033e82 ZOMB <NONE> 1\n        f+0x1\n\n"
	    "ffff500011033e83 PANIC <NONE> 1\n        f+0x1\n",
	    "mdb target=ffff500011033e80 state=R: f\nmdb target=ffff500011033e81 state=T: f\n"
	    "mdb target=ffff500011033e82 state=Z: f\nmdb target=ffff500011033e83: f\n" },
	{ "how many they are", "THREAD STATE SOBJ COUNT\n1 RUN X 2\n        f+0x1\n",
	    "mdb lwp=1 state=R: f\nmdb state=R: f\n" },
	{ "a row that is none",
	    "THREAD STATE SOBJ COUNT\nred RUN X 2\n        f+0x1\nTHREAD STATE SOBJ COUNT\n"
	    "1 run X 2\nTHREAD STATE SOBJ COUNT\n1 RUN X red\nTHREAD STATE SOBJ COUNT\n1 RUN X 0\n"
	    "1 RUN X 2\n",
	    "" },
	{ "an address without a name, and what is no frame",
	    "THREAD STATE SOBJ COUNT\n1 RUN X 1\n        0xffffafcffbe6cff8\n       f+0x1\n"
	    "        f +0x1\n        f+1x\n",
	    "mdb lwp=1 state=R: @0xffffafcffbe6cff8\n" },
};

/* Only so many threads of a row are kept: a note says that more are lost. */
static void
check_alike(long long count, long long alike, bool lost)
{
	struct dialect dialect;
	const struct draft *draft;
	char lines[200];

	if (!debugger_open(&dialect))
		return;
	snprintf(
	    lines, sizeof(lines), "THREAD STATE SOBJ COUNT\n1 RUN X %lld\n        f+0x1\n", count);
	debugger_feed(&dialect, &mdb_debugger, bytes_of(lines));
	draft = drafts_first(dialect.drafts);
	CHECK(draft != NULL && draft->alike == alike && dialect.snapshot->lost == lost);
	debugger_close(&dialect);
}

static const struct debugger_beginning beginnings[] = {
	{ "debugging core file of loomd (64-bit) from omni", BEGINS_THREAD },
	{ "THREAD           STATE    SOBJ                COUNT", BEGINS_THREAD },
	{ "stack pointer for thread fffffb42fdcf8f90 (loomd/1): fffffb00cde505b0", BEGINS_THREAD },
	{ "stack pointer for thread fffffb42fdcf8f90 (loomd/x): fffffb00cde505b0", BEGINS_NOTHING },
	{ "stack pointer for thread fffffb42fdcf8f90 (loomd/1)", BEGINS_NOTHING },
	{ "libc.so.1`raise+0x20(6)", BEGINS_THREAD },
	{ "main+0x46()", BEGINS_NOTHING },
	{ "THREAD", BEGINS_NOTHING },
};

int
main(void)
{
	static const char *const others[] = { "", "deadbee libc+0x1()", "deadbeef",
		"deadbeef0main+0x1()", "deadbeef main+12()", "deadbeef main+0x1(6",
		"deadbeef main+0x1(6]", "deadbeef 0xfred()", "[ deadbeef main()]", "main+0x46()",
		"libc.so.1`raise", "ffffafcfffafbd10 main", "ffffafcfffafbd10 main(argc)",
		"deadbeef main()", "ffffafcfffafbd10 the build (1)", "deadbeef libc.so.1`+0x1()",
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
	CHECK(!mdb_parse(BYTES("main()"), true, &frame));
	CHECK(mdb_parse(BYTES("deadbeef main()"), true, &frame));
	for (size_t i = 0; i < COUNT_OF(logs); i++)
		debugger_check_log(&mdb_debugger, &logs[i]);
	check_alike(1, 0, false);
	check_alike(16384, 16383, false);
	check_alike(16385, 16383, true);
	debugger_check_beginnings(&mdb_debugger, beginnings, COUNT_OF(beginnings));
	debugger_check_current(&mdb_debugger, beginnings, COUNT_OF(beginnings));
	return check_end();
}
