#include "show/thing.h"

#include "check.h"

#include <stdlib.h>
#include <unistd.h>

static enum thing_kind
kind(const char *text)
{
	return thing_of(bytes_of(text), THING_WHOLE).kind;
}

static bool
is_sure(const char *text)
{
	return thing_of(bytes_of(text), THING_READING).sure;
}

/* Whether a file of this text has threads. */
static bool
has_threads(const char *text)
{
	char path[] = "/tmp/thing_test.XXXXXX";
	int fd = mkstemp(path);
	FILE *file = fd == -1 ? NULL : fdopen(fd, "w");
	bool found;

	CHECK(file != NULL && fputs(text, file) >= 0 && fclose(file) == 0);
	found = thing_has_threads(path);
	unlink(path);
	return found;
}

#define BACKTRACE "{\"msg\":\"BACKTRACE\",\"attr\":{\"bt\":{\"backtrace\":[{\"a\":\"4E390E4\"}]}}}"
#define PYSPY "{\"thread_id\":7,\"os_thread_id\":8,\"owns_gil\":true,\"frames\":[]}"

static void
test_threads(void)
{
	CHECK(!has_threads("up\n"));
	CHECK(has_threads("up\n#0  main () at m.c:2\n"));
	/* objects that tell of threads, and others with members of the same names */
	CHECK(has_threads("up\n" BACKTRACE "\n"));
	CHECK(has_threads("up\n" PYSPY "\n"));
	CHECK(has_threads("up\n[1," PYSPY "]\n"));
	CHECK(has_threads(
	    "up\n{\"bug_type\":\"309\",\"os_version\":\"macOS 14.1\"}\n{\n  \"pid\": 7\n}\n"));
	CHECK(!has_threads("up\n{\"StackTrace\":\"   at Loom.Weave()\"}\n"));
	CHECK(!has_threads("up\n{\"bug_type\":\"minor\"}\n"));
	CHECK(!has_threads("up\n{\"os_thread_id\":8,\"message\":\"x\"}\n"));
	CHECK(!has_threads("up\n[{\"StackTrace\":\"\"},7]\n{\"StackTrace\":\n"));
}

#define CRASH \
	"\"COREDUMP_PID\":\"7\",\"COREDUMP_SIGNAL_NAME\":\"SIGSEGV\",\"MESSAGE\":\"Process 7 " \
	"dumped core\""
#define NET \
	"{\"@mt\":\"failed\",\"Exception\":{\"StackTrace\":\"   at Loom.Weave() in " \
	"/src/Loom.cs:line 3\"}}\n"
#define PYTHON \
	"{\"@mt\":\"Traceback (most recent call last):\\n  File \\\"/srv/a.py\\\", line 3, in " \
	"f\\nValueError: bad\"}\n"

/* The readers say what JSON tells of; words alone only where it is cut or over several lines. */
static void
test_json(void)
{
	CHECK(kind("{" CRASH "}\n") == THING_DEBUGGER);
	CHECK(kind("{\n\t" CRASH "\n}\n") == THING_DEBUGGER);
	CHECK(thing_of(BYTES("{" CRASH), THING_LONGER).kind == THING_DEBUGGER);
	CHECK(kind("{\"COREDUMP_PID\":\"7\"}\n") == THING_LOG);
	CHECK(kind("{\"COREDUMP_PID\":\"7\"") == THING_LOG);
	CHECK(kind("{\"StackTrace\":\"none\"}\n") == THING_LOG);
	CHECK(kind(NET) == THING_FOREIGN);
	CHECK(kind(NET PYTHON) == THING_LOG);
	CHECK(thing_of(BYTES(NET), THING_LONGER).kind == THING_LOG);
}

int
main(void)
{
	static const char core[] = "\177ELF\2\1\1\0\0\0\0\0\0\0\0\0\4\0";
	static const char big_core[] = "\177ELF\2\2\1\0\0\0\0\0\0\0\0\0\0\4";
	static const char library[] = "\177ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0";
	static const char zeros[100] = "MDMP";
	char hole[100] = "";
	char mixed[2048];

	CHECK(kind("") == THING_EMPTY);
	CHECK(thing_of((struct bytes){ core, 18 }, THING_READING).kind == THING_CORE);
	CHECK(thing_of((struct bytes){ big_core, 18 }, THING_READING).kind == THING_CORE);
	CHECK(thing_of((struct bytes){ library, 18 }, THING_READING).kind == THING_PROGRAM);
	CHECK(kind("\177ELF") == THING_PROGRAM);
	CHECK(thing_of((struct bytes){ zeros, 100 }, THING_WHOLE).kind == THING_BINARY);
	/* a log that its rotation cut begins with a hole, which may be larger than what is looked at */
	CHECK(thing_of((struct bytes){ hole, 100 }, THING_WHOLE).kind == THING_BINARY);
	CHECK(thing_of((struct bytes){ hole, 100 }, THING_LONGER).kind == THING_LOG);
	CHECK(thing_of((struct bytes){ hole, 100 }, THING_LONGER).longer);
	CHECK(!thing_of((struct bytes){ hole, 100 }, THING_READING).sure);
	memcpy(&hole[40], "it begins\nin a line\n", 20);
	CHECK(thing_of((struct bytes){ hole, 60 }, THING_WHOLE).kind == THING_LOG);
	/* an unknown compression looks like random bytes */
	for (size_t i = 0; i < sizeof(mixed); i++)
		mixed[i] = (char)(i * 167);
	CHECK(thing_of((struct bytes){ mixed, sizeof(mixed) }, THING_LONGER).kind == THING_BINARY);
	CHECK(kind("\033[31mred\033[0m\t\033[1m\r\n\b\b\a") == THING_LOG);
	CHECK(kind("{\"type\":\"capture\",\"text\":\"x\"}\n") == THING_CAPTURES);
	CHECK(kind("{\"type\":\"thread\",\"frames\":[]}\n") == THING_RECORDS);
	CHECK(kind("{\"type\":\"group\",\"of\":\"thread\"}\n") == THING_GROUPS);
	/* records rewritten by other programs: with blanks, or another order of members */
	CHECK(kind("{ \"type\" : \"group\", \"of\": \"thread\"}\n") == THING_GROUPS);
	CHECK(kind("{\"frames\": [], \"type\": \"thread\"}\n") == THING_RECORDS);
	CHECK(kind("{\"frames\": [{\"type\": \"thread\"}], \"x\": \"\\\"type\"}\n") == THING_LOG);
	CHECK(kind("{\"type\":\"log\",\"message\":\"x\"}\n{\"type\":\"thread\",\"frames\":[]}\n") ==
	    THING_RECORDS);
	/* a logger's line may have such a type */
	CHECK(kind("{\"type\":\"thread\",\"msg\":\"x\"}\n") == THING_LOG);
	CHECK(kind("{\"msg\":\"x\", \"type\":\"traceback\"} \n") == THING_LOG);
	CHECK(kind("{\"type\":\"group\",\"msg\":\"x\"}\n") == THING_LOG);
	CHECK(kind("{\n  \"type\": \"thread\",\n  \"msg\": \"x\"\n}\n") == THING_LOG);
	CHECK(kind("{\"type\":\"log\",\"message\":\"x\"}\n") == THING_LOG);
	CHECK(kind("{\"type\":\"threadbare\"}\n") == THING_LOG);
	/* not the stream that they have to be, but no log either */
	CHECK(kind("{\n  \"type\": \"thread\",\n  \"frames\": []\n}\n") == THING_RECORDS);
	CHECK(kind("[{\"type\":\"thread\",\"frames\":[]}]\n") == THING_RECORDS);
	CHECK(is_sure("[\n  {\n    \"type\": \"thread\",\n"));
	CHECK(is_sure("{\"type\": \"traceback\""));
	CHECK(!is_sure("{\"frames\": [], \"type\": \"thread\""));
	CHECK(kind("\n\xEF\xBB\xBF") == THING_LOG);
	CHECK(kind("\xEF\xBB\xBF{\"type\":\"group\",\"of\":\"thread\"}") == THING_GROUPS);
	CHECK(kind("10:00 INFO up\nTraceback (most recent call last):\n") == THING_LOG);
	CHECK(kind("Thread 2 (LWP 8):\n#0  main () at m.c:2\n") == THING_DEBUGGER);
	/* several threads are complete at the end */
	CHECK(kind("Process 7 stopped\n* thread #1: tid = 9, 0x10 loomd`main + 8\n"
		   "  thread #2: tid = 10, 0x20 loomd`weave + 8\n") == THING_DEBUGGER);
	/* no single line looks like a debugger's, but there is a thread */
	CHECK(kind("#0  main () at m.c:2\n") == THING_DEBUGGER);
	test_json();
	CHECK(kind("goroutine 1 [running]:\n") == THING_FOREIGN);
	/* an exception may follow */
	CHECK(thing_of(BYTES("goroutine 1 [running]:\n"), THING_LONGER).kind == THING_LOG);
	CHECK(kind("10:00 INFO up\n") == THING_LOG);
	/* a heading that programs write, too, above frames of Python */
	CHECK(kind("Thread 7 (main)\n  File \"/srv/a.py\", line 1, in g\n    h()\n") == THING_LOG);
	CHECK(kind("Thread 7 (LWP 8):\n  File \"/srv/a.py\", line 1, in g\n#0  f () at a.c:2\n") ==
	    THING_DEBUGGER);
	/* while it is still being read, a clear sign is enough */
	CHECK(is_sure("x\nTraceback (most recent call last):\n"));
	CHECK(is_sure("{\"type\":\"capture\""));
	CHECK(!is_sure("{\"type\":"));
	CHECK(!is_sure("Traceback (most"));
	CHECK(!is_sure("goroutine 1 [running]:\n"));
	test_threads();
	return check_end();
}
