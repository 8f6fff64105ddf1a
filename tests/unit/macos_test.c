#include "native/macos.h"

#include "debugger.h"

/* Frames as in Apple's documentation and public reports of versions 6 to 12; NULL and -1: not known. */
static const struct row {
	const char *line, *module, *address, *function, *file;
	long long level, offset, module_offset, place;
} rows[] = {
	{ "0   libsystem_kernel.dylib        \t       0x7ff53494c3fb __psynch_cvwait + 10",
	    "libsystem_kernel.dylib", "0x7ff53494c3fb", "__psynch_cvwait", NULL, 0, 10, -1, -1 },
	{ "1   loomd                         \t       0x106ff18fb 0x106f8d000 + 51877", "loomd",
	    "0x106ff18fb", NULL, NULL, 1, -1, 51877, -1 },
	{ "2   ???                             0x0000000031c07a28 0x0 + 0", NULL,
	    "0x0000000031c07a28", NULL, NULL, 2, -1, -1, -1 },
	{ "2   ???                           \t               0x0 ???", NULL, "0x0", NULL, NULL, 2,
	    -1, -1, -1 },
	{ "3   loomd                           0x00000001000bd001 main (main.m:22)", "loomd",
	    "0x00000001000bd001", "main", "main.m", 3, -1, -1, 22 },
	{ "3   loomd 0x10 main (main.m:0) + 1", "loomd", "0x10", "main (main.m:0)", NULL, 3, 1, -1,
	    -1 },
	{ "3   loomd 0x10 0 + 7", "loomd", "0x10", NULL, NULL, 3, -1, 7, -1 },
	{ "3   x0x1 0x10 f + 7", "x0x1", "0x10", "f", NULL, 3, 7, -1, -1 },
	{ "3   loomd                           0x00000001000bd001 main + 64 (main.m:22)", "loomd",
	    "0x00000001000bd001", "main", "main.m", 3, 64, -1, 22 },
	{ "4   libc++abi.dylib                 0x00007fff5f095003 safe_call(void (*)()) + 19",
	    "libc++abi.dylib", "0x00007fff5f095003", "safe_call(void (*)())", NULL, 4, 19, -1, -1 },
	{ "15  Loom Helper (GPU)               0x00007fff5f095003 -[Reel wind:] + 7",
	    "Loom Helper (GPU)", "0x00007fff5f095003", "-[Reel wind:]", NULL, 15, 7, -1, -1 },
};

static const struct debugger_log logs[] = {
	{ "a report",
	    "Process:               loomd [811]\nPath:                  /opt/loom d/loomd\n"
	    "Exception Type:        EXC_BAD_ACCESS (SIGSEGV)\n"
	    "Exception Codes:       KERN_INVALID_ADDRESS at 0x0000000000000010\n"
	    "Exception Codes:       0x0000000000000001, 0x0000000000000010\n\n"
	    "Thread 0:: main  Dispatch queue: com.apple.main-thread\n"
	    "0   loomd  0x106ff18fb weave + 10\n1   loomd  0x106ff18fc main + 10 (main.m:22:7)\n\n"
	    "Thread 5 Crashed:: spooler\n0   loomd  0x106ff18fd wind + 10\n\n"
	    "Binary Images:\n0   loomd  0x106ff18fe reel + 10\n",
	    "macos pid=811 tid=0 exe=/opt/loom d/loomd comm=main target=com.apple.main-thread: "
	    "weave "
	    "@0x106ff18fb in loomd; main @0x106ff18fc in loomd at main.m:22\n"
	    "macos pid=811 tid=5 exe=/opt/loom d/loomd comm=spooler signal=SIGSEGV "
	    "reason=KERN_INVALID_ADDRESS at 0x0000000000000010 crashed current: wind @0x106ff18fd "
	    "in "
	    "loomd\n"
	    "macos pid=811 exe=/opt/loom d/loomd: reel @0x106ff18fe in loomd\n" },
	{ "iOS says the name before, and numbers first",
	    "Exception Type:  SIGABRT\nException Codes: 0x1, 0x2\nException Subtype: "
	    "KERN_INVALID_ADDRESS\nThread 3 name:  spooler  Dispatch queue: com.loom\nThread 3 "
	    "Crashed:\n0 loomd 0x1 f + 1\n",
	    "macos tid=3 comm=spooler signal=SIGABRT reason=KERN_INVALID_ADDRESS crashed current: "
	    "f "
	    "@0x1 in loomd\n" },
	{ "no signal", "Exception Type:  EXC_RESOURCE (red)\nThread 0 Crashed:\n",
	    "macos tid=0 crashed current:\n" },
	{ "two processes", "Process: a [7]\nThread 0:\nProcess: b [8]\nThread 0:\nProcess: c\n",
	    "macos pid=7 tid=0:\nmacos pid=8 tid=0:\n" },
	{ "stacks of the past",
	    "Last Exception Backtrace:\n0 loomd 0x1 f + 1\nApplication Specific Backtrace 1:\n"
	    "0 loomd 0x2 g + 1\nThread 0:\n0 loomd 0x3 h + 1\n",
	    "macos stack=Last Exception Backtrace: f @0x1 in loomd\n"
	    "macos stack=Application Specific Backtrace 1: g @0x2 in loomd\n"
	    "macos tid=0: h @0x3 in loomd\n" },
	{ "other titles are none",
	    "Thread 0:\n0 loomd 0x1 f + 1\nLast Exception Backtrace\n Backtrace:\nApplication "
	    "Backtrace one:\n1 loomd 0x2 g + 1\n",
	    "macos tid=0: f @0x1 in loomd; g @0x2 in loomd\n" },
	{ "programs print such frames", "0 loomd 0x1 f + 1\n1 loomd 0x2 g + 1\n0 loomd 0x3 h + 1\n",
	    "macos: f @0x1 in loomd; g @0x2 in loomd\nmacos: h @0x3 in loomd\n" },
	{ "the innermost ones are missing", "3 loomd 0x1 f + 1\n4 loomd 0x2 g + 1\n",
	    "macos truncated: f @0x1 in loomd; g @0x2 in loomd\n" },
	{ "of a thread with a number they are not", "Thread 1:\n3 loomd 0x1 f + 1\n",
	    "macos tid=1: f @0x1 in loomd\n" },
	{ "another heading of the thread's ends its frames",
	    "Thread 1:\n0 loomd 0x1 f + 1\nThread 1 crashed with X86 Thread State (64-bit):\n"
	    "1 loomd 0x2 g + 1\n",
	    "macos tid=1: f @0x1 in loomd\nmacos truncated: g @0x2 in loomd\n" },
	{ "no header", "Thread x:\nThread 1\nThread 1 is:\nThreads 1:\n", "" },
};

static const struct debugger_beginning beginnings[] = {
	{ "Process:         loomd [811]", BEGINS_PROCESS },
	{ "Process:         loomd", BEGINS_NOTHING },
	{ "Process:         loomd [x]", BEGINS_NOTHING },
	{ "Path:            /opt/loomd", BEGINS_NOTHING },
	{ "Thread 0:", BEGINS_PERHAPS },
	{ "Thread 0 Crashed::", BEGINS_PERHAPS },
	{ "Thread 0 name:  spooler", BEGINS_NOTHING },
	{ "0   loomd  0x106ff18fb 0x10", BEGINS_PERHAPS },
	{ "1   loomd  0x106ff18fb weave + 10", BEGINS_PERHAPS },
	{ "1   loomd  0x106ff18fb 0x10 + 7", BEGINS_PERHAPS },
	{ "1   loomd  0x106ff18fb weave", BEGINS_NOTHING },
	{ "red", BEGINS_NOTHING },
};

/* Checks whether a line confirms that the one before began a stack of macOS. */
static const struct {
	const char *held, *line;
	bool goes_on;
} pairs[] = {
	{ "Thread 0:", "0   loomd  0x106ff18fb weave", true },
	{ "Thread 0:", "2   loomd  0x106ff18fb weave", false },
	{ "Thread 0:", "red", false },
	{ "0   loomd  0x106ff18fb weave + 10", "1   loomd  0x106ff18fb main", true },
	{ "3   loomd  0x106ff18fb weave + 10", "4   loomd  0x106ff18fb main + 1", true },
	{ "3   loomd  0x106ff18fb weave + 10", "4   loomd  0x106ff18fb main", false },
	{ "3   loomd  0x106ff18fb weave + 10", "5   loomd  0x106ff18fb main + 1", false },
	{ "3   loomd  0x106ff18fb weave + 10", "1   loomd  0x106ff18fb main + 1", false },
};

/* Other lines are offered to other debuggers. */
static void
check_stray(void)
{
	static const char *const lines[] = { "red", "Thread 1 name:  a",
		"Thread 1:", "0 a 0x1 f + 1", "Path: /a", "Last Exception Backtrace:" };
	struct dialect dialect;

	if (!debugger_open(&dialect))
		return;
	CHECK(debugger_begins(&dialect, &macos_debugger, "Thread 0:", true) == BEGINS_NOTHING);
	CHECK(debugger_begins(&dialect, &macos_debugger, "Process: a [7]", true) == BEGINS_PROCESS);
	for (size_t i = 0; i < COUNT_OF(lines); i++) {
		dialect.stray = false;
		macos_debugger.feed(&dialect, &(struct line){ .text = bytes_of(lines[i]) });
		CHECK(dialect.stray == (i == 0));
	}
	macos_debugger.end(&dialect);
	debugger_close(&dialect);
}

static void
check_row(const struct row *row)
{
	struct frame frame;

	if (!CHECK(macos_parse(bytes_of(row->line), &frame)))
		return;
	CHECK_TEXT(frame.module, bytes_of(row->module));
	CHECK_TEXT(frame.address, bytes_of(row->address));
	CHECK_TEXT(frame.function, bytes_of(row->function));
	CHECK_TEXT(frame.file, bytes_of(row->file));
	CHECK(frame.level == row->level);
	CHECK(frame.offset == row->offset);
	CHECK(frame.module_offset == row->module_offset);
	CHECK(frame.line == row->place);
}

int
main(void)
{
	static const char *const others[] = { "", "3 loomd x0x10 main", "3 loomd 0x10main",
		"3 loomd 0x10", "3loomd 0x10 main", "0", "0x0", "Thread 0:", "0   loomd",
		"1 0x10 main", "3   loomd  0x main + 1", "12:00:01 loomd 0x10" };
	struct frame frame;

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		check_row(&rows[i]);
	if (CHECK(macos_parse(BYTES("0 loomd 0x10 main (main.m:22:7)"), &frame)))
		CHECK(frame.line == 22 && frame.column == 7);
	for (size_t i = 0; i < COUNT_OF(others); i++)
		CHECK(!macos_parse(bytes_of(others[i]), &frame));
	for (size_t i = 0; i < COUNT_OF(logs); i++)
		debugger_check_log(&macos_debugger, &logs[i]);
	debugger_check_beginnings(&macos_debugger, beginnings, COUNT_OF(beginnings));
	for (size_t i = 0; i < COUNT_OF(pairs); i++)
		if (!CHECK(macos_debugger.goes_on(bytes_of(pairs[i].held),
			       bytes_of(pairs[i].line)) == pairs[i].goes_on))
			printf("   %s, %s\n", pairs[i].held, pairs[i].line);
	check_stray();
	return check_end();
}
