#include "record/thread.h"

#include "check.h"

static void
check_thread(const struct thread *thread, const char *wanted)
{
	struct buffer out = { .at = NULL };

	thread_write(&out, thread);
	CHECK_TEXT(buffer_bytes(&out), bytes_of(wanted));
	buffer_free(&out);
}

/* What a sanitizer tells of earlier: a stack with a name, and one without frames. */
static void
history(void)
{
	struct thread thread = thread_nothing, freed = thread_nothing, created = thread_nothing;
	struct frame frame = thread_no_frame;

	frame.function = BYTES("free");
	freed.stack = BYTES("freed by thread T1 (dye)");
	freed.tid = 1;
	freed.comm = BYTES("dye");
	freed.frames = &frame;
	freed.next = &created;
	created.stack = BYTES("created");
	thread.history = &freed;
	check_thread(&thread,
	    "{\"type\":\"thread\",\"frames\":[],\"history\":[{\"stack\":\"freed by thread T1 "
	    "(dye)\",\"tid\":1,\"comm\":\"dye\",\"past_frames\":[{\"function\":\"free\"}]},{"
	    "\"stack\":"
	    "\"created\",\"past_frames\":[]}]}\n");
}

/* Unknown members are left out; `frames` is always there. */
static void
threads(void)
{
	struct thread thread = thread_nothing;
	struct frame native = thread_no_frame;

	check_thread(&thread, "{\"type\":\"thread\",\"frames\":[]}\n");
	thread.tid = 0;
	thread.line = 0;
	check_thread(
	    &thread, "{\"type\":\"thread\",\"tid\":0,\"frames\":[],\"source\":{\"line\":0}}\n");
	native.function = BYTES("main");
	thread = (struct thread){ .process = { .pid = 7 },
		.tool = BYTES("gdb"),
		.language = BYTES("python"),
		.time = BYTES("t"),
		.sample = 1,
		.tid = 2,
		.inferior = 3,
		.lwp = 4,
		.pthread = BYTES("0x5"),
		.comm = BYTES("a\"b"),
		.target = BYTES("r"),
		.observed = { .syscall = BYTES("read"), .cpu_ms = -1, .cpu_percent = -1 },
		.current = true,
		.crashed = true,
		.exited = true,
		.truncated = true,
		.repeats = true,
		.signal = BYTES("SIGSEGV"),
		.reason = BYTES("null pointer"),
		.stack = BYTES("s"),
		.exit_value = BYTES("v"),
		.start_function = BYTES("f"),
		.stopped = BYTES("no"),
		.native_frames = &native,
		.file = BYTES("log"),
		.line = 9 };
	check_thread(&thread,
	    "{\"type\":\"thread\",\"process\":{\"pid\":7},\"tool\":\"gdb\",\"language\":\"python\","
	    "\"time\":\"t\","
	    "\"sample\":1,\"tid\":2,\"inferior\":3,\"lwp\":4,\"pthread\":\"0x5\",\"comm\":"
	    "\"a\\\"b\",\"target\":\"r\","
	    "\"syscall\":\"read\",\"current\":true,\"crashed\":true,\"signal\":\"SIGSEGV\","
	    "\"reason\":\"null "
	    "pointer\",\"stack\":\"s\","
	    "\"exited\":true,\"repeats\":true,\"exit_value\":\"v\",\"start_function\":\"f\","
	    "\"frames\":[],"
	    "\"native_frames\":[{\"function\":\"main\"}],\"stopped\":\"no\",\"truncated\":true,"
	    "\"source\":{\"file\":\"log\",\"line\":9}}\n");
}

/* Frames, innermost first, and the variables of one, with and without bytes that JSON escapes. */
static void
frames(void)
{
	struct local second = { .name = BYTES("text"), .value = BYTES("\"a\\n\"") };
	struct local first = {
		.next = &second, .name = BYTES("n"), .value = BYTES("1"), .plain = true
	};
	struct frame outer = thread_no_frame,
		     inner = { .next = &outer,
			     .level = 0,
			     .offset = 0,
			     .module_offset = 16,
			     .line = 3,
			     .column = 5,
			     .address = BYTES("0x1"),
			     .function = BYTES("f"),
			     .args = BYTES("n=1"),
			     .module = BYTES("/lib/a"),
			     .file = BYTES("a.c"),
			     .build_id = BYTES("0aff"),
			     .text = BYTES("x()"),
			     .raw = BYTES("#0"),
			     .language = BYTES("python"),
			     .locals = &first,
			     .inlined = true,
			     .signal_handler = true,
			     .unreliable = true };
	struct thread thread = thread_nothing;

	thread.frames = &inner;
	check_thread(&thread,
	    "{\"type\":\"thread\",\"frames\":[{\"level\":0,\"address\":\"0x1\",\"function\":\"f\","
	    "\"args\":\"n=1\","
	    "\"locals\":[{\"name\":\"n\",\"value\":\"1\"},{\"name\":\"text\",\"value\":"
	    "\"\\\"a\\\\n\\\"\"}],"
	    "\"module\":\"/lib/"
	    "a\",\"offset\":0,\"module_offset\":16,\"file\":\"a.c\",\"line\":3,\"column\":5,"
	    "\"build_id\":\"0aff\",\"text\":\"x()\",\"language\":\"python\",\"inlined\":true,"
	    "\"signal_handler\":true,"
	    "\"unreliable\":true,\"raw\":\"#0\"},{}]}\n");
}

static void
check_process(const struct process *process, const char *wanted)
{
	struct buffer out = { .at = NULL };

	buffer_byte(&out, '.');
	thread_write_process(&out, process);
	CHECK_TEXT(buffer_bytes(&out), bytes_of(wanted));
	buffer_free(&out);
}

static void
processes(void)
{
	struct process process = thread_no_process;

	check_process(&process, ".");
	process.more = BYTES(",\"unit\": \"a\"");
	check_process(&process, ".,\"process\":{\"unit\": \"a\"}");
	process = (struct process){ 7, BYTES("/bin/a"), BYTES("c"), BYTES("h"), BYTES("a -b"),
		BYTES("a: idle"), BYTES("t"), BYTES(",\"n\":1") };
	check_process(&process,
	    ".,\"process\":{\"pid\":7,\"exe\":\"/bin/"
	    "a\",\"core\":\"c\",\"host\":\"h\",\"command\":\"a -b\","
	    "\"title\":\"a: idle\",\"started\":\"t\",\"n\":1}");
}

static void
check_source(struct bytes file, const long long numbers[3], const char *wanted)
{
	struct buffer out = { .at = NULL };

	thread_write_source(&out, file, numbers[0], numbers[1], numbers[2]);
	CHECK_TEXT(buffer_bytes(&out), bytes_of(wanted));
	buffer_free(&out);
}

int
main(void)
{
	threads();
	history();
	frames();
	processes();
	check_source(BYTES_NONE, (const long long[]){ -1, 2, 3 }, "");
	check_source(BYTES("a"), (const long long[]){ -1, -1, -1 }, ",\"source\":{\"file\":\"a\"}");
	check_source(BYTES("a"), (const long long[]){ 1, 2, 0 },
	    ",\"source\":{\"file\":\"a\",\"line\":1,\"lines\":2,\"offset\":0}");
	check_source(BYTES_NONE, (const long long[]){ 1, -1, -1 }, ",\"source\":{\"line\":1}");
	return check_end();
}
