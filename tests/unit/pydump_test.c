#include "pydump/pydump.h"

#include "check.h"

static struct pydump_heading heading;

static bool
reads(const char *line)
{
	return pydump_read_heading(bytes_of(line), &heading);
}

/* As printed by py-spy (src/dump.rs), pystack (traceback_formatter.py) and CPython (faulthandler.c). */
static void
check_headings(void)
{
	CHECK(
	    reads("Thread 811 (idle): \"Main \"Thread\"\"") && heading.lwp == 811 && !heading.gil);
	CHECK_TEXT(heading.name, BYTES("Main \"Thread\""));
	CHECK(reads("Thread 811 (active+gil)") && heading.gil && heading.name.len == 0);
	CHECK(reads("Thread 0x7F22CED99D40 (active)") && heading.lwp == -1);
	CHECK_TEXT(heading.handle, BYTES("0x7F22CED99D40"));
	CHECK(reads("Traceback for thread 811 (a (b)) [] (most recent call last):"));
	CHECK_TEXT(heading.name, BYTES("a (b)"));
	CHECK(reads("Traceback for thread 811 (most recent call last):") && heading.name.len == 0);
	CHECK(reads("Traceback for thread 8 (a) [Waiting for the GIL,x] (most recent call last):"));
	CHECK(heading.waits && !heading.gil && heading.style == PYDUMP_KIND_FIRST);
	CHECK(reads("The frame stack for thread 930 is empty") && heading.lwp == 930);
	CHECK(reads("Current thread 0x00007f3c (most recent call first):") && heading.current);
	CHECK(reads("Thread 0x00007f3c [Thread-1 (run)] (most recent call first):"));
	CHECK_TEXT(heading.name, BYTES("Thread-1 (run)"));
	CHECK(reads("Stack (most recent call first):") && heading.current);

	/* hex(140276086363840) is 0x7f94924c56c0 */
	CHECK(reads("# ThreadID: 140276086363840") && heading.ident == 140276086363840);
	CHECK(reads("# Thread: a (b)(140276086363840)") && heading.ident == 140276086363840);
	CHECK_TEXT(heading.name, BYTES("a (b)"));
	CHECK(reads("# Thread: (7)") && heading.name.len == 0 && heading.tool.len == 0);
	CHECK(reads("# Thread: <Thread(Thread-1 (f), x, started daemon 7)> (db:n/a) (uid:2)"));
	CHECK_TEXT(heading.name, BYTES("Thread-1 (f), x"));
	CHECK(heading.ident == 7 && heading.lwp == -1 && heading.style == PYDUMP_OWN);

	CHECK(!reads("# ThreadID: a7") && !reads("# ThreadID: 7 idle"));
	CHECK(!reads("# Thread: pool") && !reads("# Thread: pool(x)") && !reads("# Thread: 7)"));
	CHECK(!reads("# Thread: <Thread(a, started 7)") && !reads("# Thread: <Thread(7)>"));
	CHECK(!reads("# Thread: <Thread(a, 7)>") && !reads("# Threads: 7"));
	CHECK(reads("# Thread: web(7) (db:n/a) (uid:2)") && heading.ident == 7);
	CHECK_TEXT(heading.name, BYTES("web"));
	CHECK(reads("# Thread: 7 (db:n/a)") && heading.ident == 7 && heading.name.len == 0);
	CHECK(!reads("Thread 2 (Thread 0x7f88 (LWP 930) \"spooler\"):"));
	CHECK(!reads("Thread 811 (idle) since noon"));
	CHECK(!reads("Thread x (idle): \"a\""));
	CHECK(!reads("Thread 0x (idle): \"a\""));
	CHECK(!reads("Thread 811 (most recent call first):"));
	CHECK(!reads("Traceback (most recent call last):"));
	CHECK(!reads("Traceback for thread x (most recent call last):"));
	CHECK(!reads(""));
}

static void
check_lines(void)
{
	struct bytes command;
	long long pid;

	CHECK(
	    pydump_read_process(BYTES("Process 811: python3 a.py "), &pid, &command) && pid == 811);
	CHECK_TEXT(command, BYTES("python3 a.py"));
	CHECK(!pydump_read_process(BYTES("Process ForkPoolWorker-1:"), &pid, &command));
	CHECK(pydump_is_version(BYTES("Python v3.11.2 (/usr/bin/python3.11)")));
	CHECK(!pydump_is_version(BYTES("Python version: 3.11")) &&
	    !pydump_is_version(BYTES("Python v3")));
	CHECK(pydump_is_pybt(BYTES("Traceback (most recent call first):")));
	CHECK(!pydump_is_pybt(BYTES("Traceback (most recent call last):")));
}

/* The lines below a heading: which of them belong to the stack, and the first frame. */
static void
check_stack(const char *head, const char *line, bool taken, const char *function, const char *raw)
{
	struct arena *memory = arena_new(1 << 20);
	struct thread thread = thread_nothing;
	struct pydump dump;

	if (!CHECK(memory != NULL && reads(head)))
		return;
	pydump_begin(&dump, &thread, memory, &heading);
	if (!CHECK(pydump_feed(&dump, bytes_of(line)) == taken))
		printf("   %s\n", line);
	pydump_end(&dump);
	if (CHECK((thread.frames != NULL) == (function != NULL || raw != NULL)) &&
	    thread.frames != NULL) {
		CHECK_TEXT(thread.frames->function, bytes_of(function));
		CHECK_TEXT(thread.frames->raw, bytes_of(raw));
	}
	arena_free(memory);
}

/* py-spy shows a C function without a name by its address, which is not taken for a name. */
static void
check_address(void)
{
	struct arena *memory = arena_new(1 << 20);
	struct thread thread = thread_nothing;
	struct pydump dump;

	CHECK(reads("Thread 811 (idle)"));
	pydump_begin(&dump, &thread, memory, &heading);
	CHECK(pydump_feed(&dump, BYTES("    0x7f2f7c2b1b2b (libuv.so.1)")));
	pydump_end(&dump);
	CHECK_TEXT(thread.frames->address, BYTES("0x7f2f7c2b1b2b"));
	CHECK_TEXT(thread.frames->module, BYTES("libuv.so.1"));
	CHECK(thread.frames->function.len == 0 && thread.frames->language.len == 0);
	arena_free(memory);
}

/* Titles above what traceback.print_stack() prints, and lines that head no such stack. */
static void
check_titles(void)
{
	static const struct {
		const char *line, *name;
	} rows[] = { { "Thread 7:", "" }, { "Thread 7 (main):", "main" },
		{ "Thread 7 (Thread-1 (run))", "Thread-1 (run)" }, { "Thread a b(7):", "a b" },
		{ "--- Thread 7 (main) ---", "main" }, { "<Thread(a, started daemon 7)>", "a" } };
	static const char *const others[] = { "Thread 7 (Thread 0x7f88 (LWP 930)):",
		"Thread 7 (LWP 930):", "Thread 7 (process 930):", "Thread main:", "Thread",
		"--- Thread 7 (main)", "<Thread(a, started 7)", "<Thread(a, started 7)> x",
		"see Thread 7:", "Threads 7:", "" };

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		CHECK(pydump_read_title(bytes_of(rows[i].line), &heading) && heading.ident == 7);
		CHECK_TEXT(heading.name, bytes_of(rows[i].name));
	}
	for (size_t i = 0; i < COUNT_OF(others); i++)
		if (!CHECK(!pydump_read_title(bytes_of(others[i]), &heading)))
			printf("   %s\n", others[i]);
}

/* What a program prints of its own thread: the outermost frame comes first, and the handle is a number. */
static void
check_own(void)
{
	struct arena *memory = arena_new(1 << 20);
	struct thread thread = thread_nothing;
	struct pydump dump;

	CHECK(reads("# Thread: worker(140276086363840)"));
	pydump_begin(&dump, &thread, memory, &heading);
	CHECK(pydump_feed(&dump, BYTES("File: \"a.py\", line 3, in f")));
	CHECK(pydump_feed(&dump, BYTES("  g()")));
	CHECK(pydump_feed(&dump, BYTES("File: \"b.py\", line 4, in g")));
	CHECK(!pydump_feed(&dump, BYTES("Total: 3")));
	pydump_end(&dump);
	CHECK_TEXT(thread.pthread, BYTES("0x7f94924c56c0"));
	CHECK_TEXT(thread.comm, BYTES("worker"));
	CHECK(thread.tool.len == 0 && thread.frame_count == 2);
	CHECK_TEXT(thread.frames->function, BYTES("g"));
	CHECK_TEXT(thread.frames->file, BYTES("b.py"));
	CHECK_TEXT(thread.frames->next->text, BYTES("g()"));
	CHECK(thread.frames->line == 4 && thread.frames->next->line == 3);
	arena_free(memory);
}

int
main(void)
{
	static const char spy[] = "Thread 811 (idle)",
			  pystack[] = "Traceback for thread 8 (most recent call last):",
			  dumped[] = "Stack (most recent call first):", own[] = "# ThreadID: 7";

	check_headings();
	check_lines();
	check_address();
	check_own();
	check_titles();
	check_stack(spy, "    f (a.py:7)", true, "f", NULL);
	check_stack(spy, "    std::f(int) (libx.so)", true, "std::f(int)", NULL);
	check_stack(spy, "    what is this", true, NULL, "what is this");
	check_stack(spy, "  f (a.py:7)", false, NULL, NULL);
	check_stack(spy, "        n: 3", false, NULL, NULL);
	check_stack(spy, "", false, NULL, NULL);
	check_stack(
	    pystack, "    (Python) File \"a \", line 1, in b\", line 7, in f", true, "f", NULL);
	check_stack(
	    pystack, "    (C) File \"???\", line 0, in f(int) (/lib/x.so)", true, "f(int)", NULL);
	check_stack(pystack, "    (Python) nothing", true, NULL, "(Python) nothing");
	check_stack(dumped, "  File \"a.py\", line 7 in f", true, "f", NULL);
	check_stack(dumped, "  Garbage-collecting", true, "Garbage-collecting", NULL);
	check_stack(dumped, "  <no Python frame>", true, NULL, NULL);
	check_stack(dumped, "  ...", true, NULL, NULL);
	check_stack(dumped, "File \"a.py\", line 7 in f", false, NULL, NULL);
	check_stack(own, "File: \"a.py\", line 7, in f", true, "f", NULL);
	check_stack(own, "File: \"a.py\", line 7", false, NULL, NULL);
	check_stack(own, "File \"a.py\", line 7, in f", false, NULL, NULL);
	check_stack(own, "  File \"a.py\", line 7, in f", true, "f", NULL);
	check_stack(own, "  File: \"a.py\", line 7, in f", false, NULL, NULL);
	return check_end();
}
