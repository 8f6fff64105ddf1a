#include "native/pstack.h"

#include "debugger.h"

static const struct debugger_case cases[] = {
	{ "1425:\t/usr/bin/httpd -k start\n"
	  "-----------------  lwp# 1 / thread# 1  --------------------\n"
	  " fef2c8c1 read     (3, 8047a20, 400)\n"
	  " 08050d2a main (2, 8047b04, 8047b10) + 2e8\n"
	  "-----------------  lwp# 2 / thread# 5  --------------------\n"
	  " fee00000 libc.so.1`__pollsys+0x15(8047a20, 1)\n",
	    { "1 1\nread|(3, 8047a20, 400)||-1|:-1\nmain|(2, 8047b04, 8047b10)||744|:-1\n",
		"5 2\n__pollsys|(8047a20, 1)|libc.so.1|21|:-1\n" } },
	/* a process of one thread has no header for it */
	{ "7:\t/bin/a\n 08050d2a main (2) + 12\n", { "-1 -1\nmain|(2)||18|:-1\n" } },
	/* without a process line, frames belong to a thread that has begun, and are read exactly as pstack prints them */
	{ " 08050d2a main (2) + 12\n", { "-1 -1\nmain|(2)||18|:-1\n" } },
	{ " 08050d2a main (a) is (b) + 12\n 08050d2a main (x)\n", { NULL } },
	/* pasted without leading blanks */
	{ "----- lwp# 3 --\n08050d2a main (2) + 12\n08050d2a and no more\n",
	    { "-1 3\nmain|(2)||18|:-1\n" } },
	/* illumos demangles */
	{ "----- lwp# 3 --\n 08050d2a a::drop(b*) () + ac\n 08050d2a operator new(unsigned long) "
	  "(10) + 20\n"
	  " 08050d2a <a<B> as c>::drop::h01 () + 20\n 08050d2a a::each(std::function<void (int)> "
	  "const&) const ()\n 08050d2a a::lift(b*) ()  + ac\n",
	    { "-1 3\na::drop(b*)|()||172|:-1\noperator new(unsigned long)|(10)||32|:-1\n"
	      "<a<B> as c>::drop::h01|()||32|:-1\na::each(std::function<void (int)> const&) "
	      "const|()||-1|:-1\na::lift(b*)|()||172|:-1\n" } },
	{ "7:\t/bin/a\n 08050 main (2) + 12\n 08050d2a\n", { NULL } },
	/* illumos: brackets behind the offset, and no arguments */
	{ "------- thread# 2 / lwp# 3 [worker] -------\n 08050d2a main+0x12()\n 08050d2a main+12() "
	  "+ 1\n",
	    { "2 3\nmain|()||18|:-1\nmain|()||1|:-1\n" } },
	/* a frame that is not understood is kept raw */
	{ "-- lwp# 3 --\n----- lwp# 3 --\n 08050d2a some words here (1)\n 08050d2a f (1\n"
	  " 08050d2a f (1) + z\n 08050d2a (1)\n",
	    { "-1 3\nraw: 08050d2a some words here (1)\nraw: 08050d2a f (1\n"
	      "raw: 08050d2a f (1) + z\nraw: 08050d2a (1)\n" } },
};

static void
processes(struct dialect *dialect)
{
	const struct process *process = snapshot_process(dialect->snapshot);
	struct draft *draft;

	debugger_feed(dialect, &pstack_debugger,
	    BYTES("core '/var/core.7' of 7:\t/bin/a -x\n----- lwp# 1 / thread# 1 [w] -----\n"
		  " 08050d2a f(), exit value = 0x00000000 \n"));
	CHECK(process->pid == 7);
	CHECK_TEXT(process->core, BYTES("/var/core.7"));
	CHECK_TEXT(process->exe, BYTES("/bin/a"));
	CHECK_TEXT(process->command, BYTES("/bin/a -x"));
	draft = drafts_take(dialect->drafts);
	if (!CHECK(draft != NULL))
		return;
	CHECK_TEXT(draft->thread.comm, BYTES("w"));
	CHECK_TEXT(draft->thread.tool, BYTES("pstack"));
	CHECK(draft->thread.exited && draft->thread.frames == NULL);
	CHECK_TEXT(draft->thread.start_function, BYTES("f"));
	CHECK_TEXT(draft->thread.exit_value, BYTES("0x00000000"));
	/* a process without a name keeps its known files */
	debugger_feed(dialect, &pstack_debugger, BYTES("8:\n"));
	CHECK(process->pid == 8 && process->command.len == 0);
	CHECK_TEXT(process->exe, BYTES("/bin/a"));
}

static void
whose_lines(struct dialect *dialect)
{
	const struct debugger *pstack = &pstack_debugger;

	CHECK(debugger_begins(dialect, pstack, "7:\t/bin/a", false) == BEGINS_PERHAPS);
	CHECK(debugger_begins(dialect, pstack, "7:\t/bin/a", true) == BEGINS_PROCESS);
	CHECK(debugger_begins(dialect, pstack, "7:", true) == BEGINS_PROCESS);
	CHECK(debugger_begins(dialect, pstack, "7:x", true) == BEGINS_NOTHING);
	CHECK(debugger_begins(dialect, pstack, "7 x", true) == BEGINS_NOTHING);
	CHECK(debugger_begins(dialect, pstack, "---- lwp# 2", false) == BEGINS_NOTHING);
	CHECK(debugger_begins(dialect, pstack, "----- lwp# 2", false) == BEGINS_THREAD);
	CHECK(debugger_begins(dialect, pstack, "----- thread# 2", false) == BEGINS_THREAD);
	CHECK(debugger_begins(dialect, pstack, "------------", false) == BEGINS_NOTHING);
	CHECK(pstack->goes_on(BYTES("811:	loomd"), BYTES("----- lwp# 2")));
	CHECK(pstack->goes_on(BYTES("811:	loomd"), BYTES(" 08050d2a main (2)")));
	CHECK(pstack->goes_on(BYTES("811:	loomd"), BYTES(" 08050d main (2)")));
	CHECK(!pstack->goes_on(BYTES("811:	loomd"), BYTES(" 08050 main (2)")));
	CHECK(pstack->goes_on(BYTES("811:	loomd"), BYTES("08050d2a main (2)")) &&
	    !pstack->goes_on(BYTES("811:	loomd"), BYTES("08050d2a main")));
	CHECK(!pstack->goes_on(BYTES("811:	loomd"), BYTES(" 08050d2a")));
	CHECK(!pstack->goes_on(BYTES("811:	loomd"), BYTES(" 08050d2ax main (2)")));
}

int
main(void)
{
	struct dialect dialect;

	if (!debugger_check(&pstack_debugger, cases, COUNT_OF(cases)) || !debugger_open(&dialect))
		return check_end();
	whose_lines(&dialect);
	processes(&dialect);
	debugger_close(&dialect);
	return check_end();
}
