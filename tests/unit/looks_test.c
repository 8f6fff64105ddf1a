#include "base/looks.h"

#include "check.h"

/* Lines that other programs print, and what they look like; NULL: nothing in particular. */
static const struct {
	const char *line, *like, *reader;
} rows[] = {
	{ "goroutine 1 [select, 5 minutes]:", "a Go panic", NULL },
	{ "  \"stackTrace\": [", "an exception as JSON over several lines", NULL },
	{ "\"pool-3-thread-1\" #20 prio=5 os_prio=0 tid=0x7f", "a thread dump of Java", NULL },
	{ "   java.lang.Thread.State: RUNNABLE", "a thread dump of Java", NULL },
	{ "\tat org.example.Loom.weave(Loom.java:41)", "a stack trace of Java", NULL },
	{ "# A fatal error has been detected by the Java Runtime Environment:",
	    "a fatal error of Java", NULL },
	{ "Native frames: (J=compiled Java code, A=aot compiled Java code, j=interpreted)",
	    "a fatal error of Java", NULL },
	{ "#0 /srv/shop/pay.php(12): charge()", "a stack trace of PHP", NULL },
	{ "#1 {main}", "a stack trace of PHP", NULL },
	{ "#0      main (package:loom/main.dart:3:5)", "a stack trace of Dart", NULL },
	{ "    #00 pc 0004cf8c  /system/lib/libc.so (abort+63)", "a backtrace of Android",
	    "st-parse-gdb" },
	{ "Unhandled exception. System.NullReferenceException: x", "a stack trace of .NET", NULL },
	{ "=erl_crash_dump:0.5", "a crash dump of Erlang", NULL },
	{ "PID: 811      TASK: ffff8802  CPU: 1   COMMAND: \"loomd\"", "what crash prints", NULL },
	{ "PID: 811 (loomd)", NULL, NULL },
	{ " *** caught segfault ***", "a crash of R", NULL },
	{ "[#1] Id 2, Name: \"loomd\", stopped 0x7f88 in poll (), reason: SIGSEGV",
	    "what GEF shows", NULL },
	{ "[#0] 0x55d0c1a3 \342\206\222 weave(k=0x0)", "what GEF shows", NULL },
	{ " \342\226\272 0   0x55d0c1a3b740 weave+24", "what pwndbg shows", NULL },
	{ " \342\226\272 f 0   0x55d0c1a3b740 weave+24", "what pwndbg shows", NULL },
	{ "==512== Memcheck, a memory error detector", "Valgrind's", NULL },
	{ "==512==    at 0x10C9E4: weave (weave.c:41)", "Valgrind's", NULL },
	{ "==512== by 0x10C9E4: weave (weave.c:41)", "Valgrind's",
	    NULL }, /* a web page removed blanks */
	{ "thread 'main' (811) panicked at src/main.rs:2:5:", "a Rust panic", NULL },
	{ "thread 811 panic: index out of bounds: index 5, len 3", "a panic of Zig", NULL },
	{ "*** Program crashed: Bad pointer dereference at 0x10 ***", "a crash report of Swift",
	    NULL },
	{ "panic(cpu 6 caller 0xffffff8014f1a2b3): x", "a panic of macOS", NULL },
	{ "A fatal error has been detected by the Java Runtime Environment:",
	    "a fatal error of Java", NULL }, /* Markdown took the `#` for a heading's */
	{ "OS Thread Id: 0xa (4)", "a stack of .NET by SOS", NULL },
	{ "==811==ERROR: AddressSanitizer: SEGV on unknown address", "a report of a sanitizer",
	    "st-parse-gdb" },
	{ "    907 Thread_33120   DispatchQueue_1: com.apple.main-thread  (serial)",
	    "a sample of macOS", NULL },
	{ "^done,stack=[frame={level=\"0\",addr=\"0x1\"", "GDB/MI", NULL },
	{ " # Child-SP          RetAddr           Call Site", "WinDbg's", NULL },
	{ "=>0 0x00007b7f6b8d in ntdll (+0x3b8d) (0x00007ffffb8ffce0)", "a backtrace of Wine",
	    NULL },
	{ "Thread 2 (crashed)", "what minidump_stackwalk prints", NULL },
	{ "Crash|SIGSEGV|0x10|0", "what minidump_stackwalk prints", NULL },
	{ "Thread 2 (Thread 0x7f1 (LWP 9)):", "a debugger's log", "st-parse-gdb" },
	{ "{   \"signal\": 11,   \"stacktrace\": [ {   \"crash_thread\": true",
	    "a core_backtrace of ABRT", NULL },
	{ "    \"owns_gil\": true,", "py-spy's JSON of threads", "st-parse-gdb" },
	{ "[{\"pid\":811,\"thread_id\":1,\"active\":true,\"owns_gil\":true,\"frames\":[]}]",
	    "py-spy's JSON of threads", "st-parse-gdb" },
	{ "# Fatal error in ../../src/heap/mark-compact.h, line 54", "a failed check of V8", NULL },
	{ "[1:1:0100/000000:FATAL:zygote_linux.cc(420)] Check failed: len > 0",
	    "a failed check of Chromium", NULL },
	{ "[812:813:0302/101112.131:VERBOSE1:media_manager.cc(96)] begun", "a log of Chromium",
	    NULL },
	{ "[812:812:0302/101112:4855683:INFO:audio_pulse.cc(258)] refused", "a log of Chromium",
	    NULL },
	{ "CANNOT LINK EXECUTABLE \"/data/app\": library \"libmill.so\" not found",
	    "a program that lacked a library", NULL },
	{ "./mill: error while loading shared libraries: libmill.so.1: cannot open shared object "
	  "file",
	    "a program that lacked a library", NULL },
	{ "Backtrace for thread: trusty_app_9", "a crash report of Trusty", NULL },
	{ "[812:813:0302/101112.131:INFO:mill.py(96)] begun", NULL, NULL },
	{ "(14a8.c04): Access violation - code c0000005 (first chance)", "WinDbg's", NULL },
	{ "Build fingerprint: google/hammerhead:6.0", "a backtrace of Android", "st-parse-gdb" },
	{ "SQLite format 3", "a database of SQLite", NULL },
	{ "LPKSHHRH", "a journal of systemd", NULL },
	{ "ElfFile", "an event log of Windows", NULL },
	{ "%PDF-1.7", "a PDF document", NULL },
	{ "\211PNG\r", "a picture", NULL },
	{ "\377\330\377\340", "a picture", NULL },
	{ "Traceback (most recent call last):", "a traceback of Python", "st-parse-pylog" },
	{ "{\"type\":\"thread\",\"frames\":[]}", "records", NULL },
	{ "{\"type\": \"traceback\", \"exception\": {}, \"frames\": []}", "records", NULL },
	{ "{\"type\":\"group\",\"of\":\"thread\"}", "records", NULL },
	{ "{\"type\":\"capture\"}", "records", NULL },
	/* a logger has such a member, too */
	{ "{\"type\":\"thread\",\"msg\":\"started\"}", NULL, NULL },
	{ "{\"type\": \"group\", \"level\": \"info\", \"msg\": \"of 3\"}", NULL, NULL },
	{ "2026-11-28 10:00:00 INFO started", NULL, NULL },
	{ "", NULL, NULL },
};

static void
binary(void)
{
	CHECK(!looks_binary(BYTES("")) && !looks_binary(BYTES("a\tlog\r\n\033[1mbold\033[m\n")));
	CHECK(!looks_binary(BYTES("a long line\0 with one NUL\n")));
	CHECK(!looks_binary(BYTES("\xe9t\xe9 in Latin-1\n")));
	CHECK(looks_binary(BYTES("a\0b\0c\0d\0")));
	CHECK(looks_binary(BYTES("\1\2\3\4 four of twenty")));
}

/* Records as jq and others write them. */
static void
documents(void)
{
	static const char several[] = "records over several lines", array[] = "an array of records";
	static const struct {
		const char *text, *like;
	} texts[] = {
		{ "{\n  \"type\": \"thread\",\n  \"tid\": 1,\n  \"frames\": []\n}\n", several },
		{ "{\n  \"type\": \"traceback\",\n  \"log\": {\n",
		    several }, /* more of it follows */
		{ "\n{ \n\t\"type\":\"capture\"\n}\n", several },
		{ "{\n  \"frames\": [\n    7\n  ],\n  \"of\": \"thread\",\n  \"type\": "
		  "\"group\"\n}\n",
		    several },
		{ "[\n  {\n    \"type\": \"traceback\",\n    \"frames\": []\n  }\n]\n", array },
		{ "[{\"type\":\"thread\",\"frames\":[]},{\"type\":\"thread\"}]\n", array },
		{ "[{\"type\":\"capture\"}]\n", array },
		{ "[{\"type\":\"thread\",\"comm\":\"", array }, /* the line was cut */
		/* streams of records, and what has that member elsewhere */
		{ "{\"type\":\"thread\"}\n", NULL },
		{ "{ \"type\": \"thread\"}\n{\n  \"type\": \"thread\"\n}\n", NULL },
		{ "{\n  \"of\": {\n    \"type\": \"thread\",\n    \"frames\": []\n  }\n}\n", NULL },
		{ "{\n  \"a\": 1\n}\n  \"type\": \"thread\",\n  \"frames\": []\n", NULL },
		{ "{\n\"a\": 1,\n\"type\": \"thread\",\n\"frames\": []\n}\n", NULL },
		{ "{\n  \"type\": \"threadbare\"\n}\n", NULL },
		{ "{\n  \"type\": \"thread\",\n  \"msg\": \"started\"\n}\n", NULL },
		{ "{\n  \"type\": \"thread\"\n}\n{\n  \"frames\": []\n}\n", NULL },
		{ "{\n  \"type\": \"thread\",\n  \"x\": {\n    \"frames\": []\n  }\n}\n", NULL },
		{ "[{\"type\":\"thread\",\"msg\":\"started\"}]\n", NULL },
		{ "{\n  \"type\": 7\n}\n", NULL },
		{ "[1]\n", NULL },
		{ "{", NULL },
		{ "", NULL },
	};

	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		const struct looks *looks = looks_like_document(bytes_of(texts[i].text));

		CHECK_TEXT(looks == NULL ? BYTES_NONE : bytes_of(looks->like),
		    texts[i].like == NULL ? BYTES_NONE : bytes_of(texts[i].like));
	}
}

/* The same after a log's prefix. */
static void
within(void)
{
	const struct looks *looks =
	    looks_like_within(BYTES("Nov 28 10:00:00 web3 loomd[811]: goroutine 1 [running]:"));

	CHECK(looks != NULL && strcmp(looks->advice, "looks like a Go panic: not read") == 0);
	looks = looks_like_within(BYTES("10:00:00 ERROR Traceback (most recent call last):"));
	CHECK(looks != NULL &&
	    strcmp(looks->advice, "looks like a traceback of Python: st-parse-pylog reads it") ==
		0);
	CHECK(looks_like_within(BYTES("10:00:00 INFO oven on")) == NULL);
	CHECK(looks_like_within(BYTES_NONE) == NULL);
}

int
main(void)
{
	within();
	documents();
	binary();
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct looks *looks = looks_like(bytes_of(rows[i].line));

		CHECK((looks != NULL) == (rows[i].like != NULL));
		if (looks == NULL)
			continue;
		CHECK_TEXT(bytes_of(looks->like), bytes_of(rows[i].like));
		CHECK_TEXT(bytes_of(looks->reader), bytes_of(rows[i].reader));
	}
	return check_end();
}
