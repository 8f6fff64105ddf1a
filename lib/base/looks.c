#include "base/looks.h"

#include "base/words.h"

static const char gdb[] = "st-parse-gdb", pylog[] = "st-parse-pylog";

/* What lines begin with, behind blanks: `9` is a number, `*` any text. The first row that fits counts. */
static const struct row {
	const char *words;
	struct looks looks;
} rows[] = {
	{ "\177ELF", { "a program or a core file", "st-collect" } },
	{ "{\"type\":\"", { "records", NULL } },
	{ "{*\"stacktrace\"*\"crash_thread\"", { "a core_backtrace of ABRT", NULL } },
	{ "Traceback (most recent call last)", { "a traceback of Python", pylog } },
	{ "File \"*\", line 9, in ", { "a traceback of Python", pylog } },
	{ "Fatal Python error: ", { "a traceback of Python", pylog } },
	{ "==9==ERROR: ", { "a report of a sanitizer", gdb } },
	{ "WARNING: ThreadSanitizer: ", { "a report of a sanitizer", gdb } },
	{ "Thread 9 (crashed)", { "what minidump_stackwalk prints", NULL } },
	{ "Thread 9 (", { "a debugger's log", gdb } },
	{ "#9 0x", { "a debugger's log", gdb } },
	{ "#9  0x", { "a debugger's log", gdb } },
	{ "Stack trace of thread 9:", { "what coredumpctl prints", gdb } },
	{ "goroutine 9 [", { "a Go panic", NULL } },
	{ "panic: ", { "a Go panic", NULL } },
	{ "thread '*' panicked at ", { "a Rust panic", NULL } },
	{ "Full thread dump ", { "a thread dump of Java", NULL } },
	{ "\"*\" #9 *prio=", { "a thread dump of Java", NULL } },
	{ "java.lang.Thread.State: ", { "a thread dump of Java", NULL } },
	{ "Exception in thread \"", { "a stack trace of Java", NULL } },
	{ "Caused by: *.*: ", { "a stack trace of Java", NULL } },
	{ "at *(*.java:9)", { "a stack trace of Java", NULL } },
	{ "at *(Native Method)", { "a stack trace of Java", NULL } },
	{ "at *.js:9:9", { "a stack trace of JavaScript", NULL } },
	{ "at * (node:*:9:9)", { "a stack trace of JavaScript", NULL } },
	{ "at * in *.cs:line 9", { "a stack trace of .NET", NULL } },
	{ "PHP Fatal error: ", { "an error of PHP", NULL } },
	{ "from *.rb:9:in ", { "a backtrace of Ruby", NULL } },
	{ "==9== Memcheck", { "Valgrind's", NULL } },
	{ "==9== Helgrind", { "Valgrind's", NULL } },
	{ "==9==    at 0x", { "Valgrind's", NULL } },
	{ "Analysis of sampling ", { "a sample of macOS", NULL } },
	{ "9 Thread_9", { "a sample of macOS", NULL } },
	{ "^done,stack=[", { "GDB/MI", NULL } },
	{ "^done,threads=[", { "GDB/MI", NULL } },
	{ "~\"#9 ", { "GDB/MI", NULL } },
	{ "# Child-SP ", { "WinDbg's", NULL } },
	{ "ChildEBP RetAddr", { "WinDbg's", NULL } },
	{ "9  Id: *.* Suspend: ", { "WinDbg's", NULL } },
	{ "=>9 0x", { "a backtrace of Wine", NULL } },
};

const struct looks *
looks_like(struct bytes line)
{
	line = bytes_from(line, bytes_indent(line));
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct bytes rest = line;

		if (words_take(rows[i].words, &rest))
			return &rows[i].looks;
	}
	return NULL;
}
