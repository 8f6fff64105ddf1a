#include "native/lldb.h"

#include "debugger.h"

static const struct debugger_log logs[] = {
	{ "a thread by itself",
	    "* thread #1\n  * frame #0: 0x7f00 loomd`weave\n    frame #1: 0x7f01\n",
	    "lldb tid=1 current: weave @0x7f00 in loomd; @0x7f01\n" },
	{ "frames without a header", "frame #0: 0x7f00 loomd`weave\nframe #1: what\n",
	    "lldb: weave @0x7f00 in loomd; raw=what\n" },
	{ "what stands in a header",
	    "  thread #2, name = 'loom 'n' reel', queue = 'com.loom', stop reason = breakpoint "
	    "1.1\n"
	    "    frame #0: 0x7f00\n"
	    "  thread #3, queue = 'com.loom', activity = 'red'\n    frame #0: 0x7f00\n"
	    "  thread #4, name = 'reel\n",
	    "lldb tid=2 comm=loom 'n' reel target=com.loom: @0x7f00\n"
	    "lldb tid=3 target=com.loom: @0x7f00\nlldb tid=4:\n" },
	{ "the kernel's number is in hex or not",
	    "* thread #1: tid = 0x13eff85, 0x00007fff loom`poll, queue = 'q'\n"
	    "  thread #2: tid = 811, 0x00007fff\n  thread #3: tid = x\n",
	    "lldb tid=3:\nlldb tid=1 lwp=20905861 target=q current truncated: poll @0x00007fff in "
	    "loom\nlldb tid=2 lwp=811 truncated: @0x00007fff\n" },
	{ "what it died of",
	    "* thread #1, stop reason = signal SIGSEGV: address not mapped to object\n"
	    "* thread #2, stop reason = signal SIGABRT\n* thread #3, stop reason = signal SIGTERM\n"
	    "* thread #4, stop reason = signal SIGSTOP\n"
	    "* thread #5, stop reason = EXC_BAD_ACCESS (code=1, address=0x10)\n"
	    "* thread #6, stop reason = EXC_CRASH (code=0)\n"
	    "* thread #7, stop reason = EXC_BREAKPOINT\n* thread #8, stop reason = signal 34\n",
	    "lldb tid=1 signal=SIGSEGV reason=address not mapped to object crashed current:\n"
	    "lldb tid=2 signal=SIGABRT crashed current:\nlldb tid=3 signal=SIGTERM current:\n"
	    "lldb tid=4 current:\n"
	    "lldb tid=5 reason=EXC_BAD_ACCESS (code=1, address=0x10) crashed current:\n"
	    "lldb tid=6 reason=EXC_CRASH (code=0) crashed current:\n"
	    "lldb tid=7 current:\nlldb tid=8 current:\n" },
	{ "where it stopped is shown once more in the whole stack",
	    "Process 811 stopped\n* thread #1, stop reason = signal SIGSTOP\n    frame #0: 0x7f00\n"
	    "(lldb) bt all\n* thread #1, stop reason = signal SIGSTOP\n"
	    "  * frame #0: 0x7f00\n    frame #1: 0x7f01\n  thread #2\n    frame #0: 0x7f02\n",
	    "lldb pid=811 tid=1 current: @0x7f00; @0x7f01\nlldb pid=811 tid=2: @0x7f02\n" },
	{ "or it is all there is",
	    "Process 811 stopped\n* thread #1, stop reason = signal SIGSTOP\n    frame #0: 0x7f00\n"
	    "(lldb) bt all\n* thread #2\n  * frame #0: 0x7f00\n",
	    "lldb pid=811 tid=2 current: @0x7f00\nlldb pid=811 tid=1 current truncated: "
	    "@0x7f00\n" },
	{ "it went on, and stopped elsewhere",
	    "Process 811 stopped\n* thread #1\n    frame #0: 0x7f00\n(lldb) bt\n* thread #1\n"
	    "  * frame #0: 0x7f02\n    frame #1: 0x7f01\n",
	    "lldb pid=811 tid=1 current: @0x7f02; @0x7f01\n"
	    "lldb pid=811 tid=1 current truncated: @0x7f00\n" },
	{ "the names of program and core file",
	    "Executable module set to \"/opt/\"x\"\".\nCore file '/tmp/core ('1' (x86_64) was "
	    "loaded.\n"
	    "thread #1\n",
	    "lldb tid=1 exe=/opt/\"x\" core=/tmp/core ('1:\n" },
	{ "in other words", "Current executable set to '/opt/loomd' (x86_64).\nthread #1\n",
	    "lldb tid=1 exe=/opt/loomd:\n" },
	{ "several threads stand there: as many as have a number, whatever the count says",
	    "9000000 thread(s) #2 #3 \n    frame #0: 0x7f00\n    frame #1: 0x7f01\n",
	    "lldb: @0x7f00; @0x7f01\nlldb: @0x7f00; @0x7f01\n" },
	{ "a process begins", "Process 811 launched: '/opt/loomd' (x86_64)\nthread #1\n",
	    "lldb pid=811 tid=1 exe=/opt/loomd:\n" },
	{ "no thread", "thread #x\nthread #1 of 3\nframe #0 0x7f00\nframe #x: 0x7f00\n", "" },
};

static const struct debugger_beginning beginnings[] = {
	{ "(lldb) bt all", BEGINS_THREAD },
	{ "Process 811 stopped", BEGINS_THREAD },
	{ "Process 811 stopped early", BEGINS_NOTHING },
	{ "Process 811 launched: '/opt/loomd' (x86_64)", BEGINS_THREAD },
	{ "Process loomd stopped", BEGINS_NOTHING },
	{ "* thread #1", BEGINS_THREAD },
	{ "  thread #1, name = 'a'", BEGINS_THREAD },
	{ "  thread #1: tid = 1", BEGINS_THREAD },
	{ "  thread #1 is", BEGINS_NOTHING },
	{ "  thread 1", BEGINS_NOTHING },
	{ "  * frame #0: 0x7f00", BEGINS_THREAD },
	{ "  frame #0 0x7f00", BEGINS_NOTHING },
	{ "red", BEGINS_NOTHING },
};

/* Other lines are offered to other debuggers. */
static void
check_stray(void)
{
	static const char *const lines[] = { "red", "thread #1", "frame #0: 0x7f00",
		"Process 811 stopped", "(lldb) bt", "Core file '/core' (x86_64) was loaded." };
	struct dialect dialect;

	if (!debugger_open(&dialect))
		return;
	CHECK(debugger_begins(&dialect, &lldb_debugger, "thread #1", true) == BEGINS_NOTHING);
	for (size_t i = 0; i < COUNT_OF(lines); i++) {
		dialect.stray = false;
		lldb_debugger.feed(&dialect, &(struct line){ .text = bytes_of(lines[i]) });
		CHECK(dialect.stray == (i == 0));
	}
	lldb_debugger.end(&dialect);
	/* a process that stopped is forgotten: a thread with one frame is whole */
	debugger_feed_line(&dialect, &lldb_debugger, BYTES("thread #1"));
	debugger_feed_line(&dialect, &lldb_debugger, BYTES("  frame #0: 0x1 f"));
	debugger_feed_line(&dialect, &lldb_debugger, BYTES("thread #2"));
	CHECK(drafts_ready(dialect.drafts));
	lldb_debugger.end(&dialect);
	debugger_close(&dialect);
}

int
main(void)
{
	for (size_t i = 0; i < COUNT_OF(logs); i++)
		debugger_check_log(&lldb_debugger, &logs[i]);
	debugger_check_beginnings(&lldb_debugger, beginnings, COUNT_OF(beginnings));
	check_stray();
	return check_end();
}
