#include "record/capture.h"

#include "check.h"

static struct arena *memory;

/* A capture with these members, each of which begins with a comma. The record is valid until the next call. */
static struct capture
capture(const char *members)
{
	static struct record record;
	struct stream_fault fault;
	struct bytes line = arena_join(
	    memory, arena_copy(memory, BYTES("{\"type\":\"capture\"")), bytes_of(members));

	line = arena_join(memory, line, BYTES("}"));
	if (!CHECK(stream_parse(line, memory, &record, &fault)))
		printf("   %s\n", members);
	return capture_read(&record);
}

static void
whole(void)
{
	struct capture read = capture(
	    ",\"process\":{\"pid\":7,\"exe\":\"/bin/"
	    "a\",\"core\":\"c\",\"host\":\"h\",\"command\":\"a -b\","
	    "\"title\":\"a: "
	    "idle\",\"started\":\"2026-03-01T09:00:00Z\",\"unit\":\"a.service\",\"n\": [1, 2]},"
	    "\"tool\":\"gdb\",\"time\":\"2026-03-01T10:00:00Z\",\"reason\":\"null pointer\","
	    "\"text\":\"#0\\n\",\"sample\":2,\"max_frames\":256");

	CHECK(read.process.pid == 7 && read.sample == 2 && read.max_frames == 256);
	CHECK_TEXT(read.process.exe, BYTES("/bin/a"));
	CHECK_TEXT(read.process.core, BYTES("c"));
	CHECK_TEXT(read.process.host, BYTES("h"));
	CHECK_TEXT(read.process.command, BYTES("a -b"));
	CHECK_TEXT(read.process.title, BYTES("a: idle"));
	CHECK_TEXT(read.process.started, BYTES("2026-03-01T09:00:00Z"));
	/* unknown members keep their bytes */
	CHECK_TEXT(read.process.more, BYTES(",\"unit\":\"a.service\",\"n\": [1, 2]"));
	CHECK_TEXT(read.tool, BYTES("gdb"));
	CHECK_TEXT(read.time, BYTES("2026-03-01T10:00:00Z"));
	CHECK_TEXT(read.reason, BYTES("null pointer"));
	CHECK_TEXT(read.text, BYTES("#0\n"));
	CHECK(read.threads == NULL && read.modules == NULL && read.odd == NULL);
}

/* The first member that is left out because of its type; NULL: none. */
static void
check_odd(const char *members, const char *wanted)
{
	struct capture read = capture(members);
	struct capture_thread thread;
	struct module module;

	while (capture_next_thread(&read, &thread))
		;
	while (capture_next_module(&read, &module))
		;
	CHECK_TEXT(bytes_of(read.odd), bytes_of(wanted));
}

static void
odd(void)
{
	struct capture read = capture("");

	CHECK(read.process.pid == -1 && read.sample == -1 && read.max_frames == -1);
	check_odd("", NULL);
	check_odd(",\"process\":null,\"tool\":null,\"sample\":null,\"threads\":null", NULL);
	check_odd(",\"process\":7", "process");
	check_odd(",\"process\":{\"pid\":-7}", "pid");
	check_odd(",\"process\":{\"exe\":7},\"tool\":7", "exe");
	check_odd(",\"tool\":7,\"time\":8", "tool");
	check_odd(",\"sample\":1.5", "sample");
	check_odd(",\"threads\":{}", "threads");
	check_odd(",\"threads\":[7]", "threads");
	check_odd(",\"threads\":[{\"lwp\":\"x\"}]", "lwp");
	check_odd(",\"threads\":[{\"python\":[]}]", "python");
	check_odd(",\"modules\":[7]", "modules");
	check_odd(",\"modules\":[{\"path\":\"a\",\"base\":1,\"end\":\"0x2\"}]", "base");
	check_odd(",\"modules\":[{\"path\":\"a\",\"base\":\"0x1x\",\"end\":\"0x2\"}]", "base");
	/* these can only mean one number */
	read = capture(",\"process\":{\"pid\":\"7\"},\"max_frames\":\"256\",\"sample\":1e1");
	CHECK(read.process.pid == 7 && read.max_frames == 256 && read.sample == 10);
	CHECK(read.odd == NULL);
}

static void
threads(void)
{
	struct capture read = capture(
	    ",\"threads\":[{\"lwp\":8,\"comm\":\"b\",\"syscall\":\"futex\",\"syscall_args\":"
	    "\"0x1\","
	    "\"kernel_state\":\"S\",\"cpu_ms\":9,\"cpu_percent\":3,\"gil\":true,"
	    "\"waits_for\":{\"kind\":\"mutex\",\"address\":\"0x7f\",\"owner\":9,\"timed\":true},"
	    "\"deadlock\":[8,9],\"python\":{\"name\":\"T\",\"truncated\":true,"
	    "\"frames\":[{\"function\":\"f\",\"file\":\"a.py\",\"line\":3,\"entry\":true},{}]}},"
	    "{\"state\":\"D\",\"waits_for\":{\"kind\":\"file-lock\",\"file\":\"/"
	    "f\",\"exited\":true},"
	    "\"deadlock\":[8, 1]},{\"waits_for\":{\"file\":\"/f\"},\"deadlock\":[8,0]}]");
	struct capture_thread thread;
	const struct value *frames;
	struct frame frame;
	bool entry;

	CHECK(capture_next_thread(&read, &thread));
	CHECK(thread.lwp == 8 && thread.observed.cpu_ms == 9 && thread.observed.cpu_percent == 3);
	CHECK_TEXT(thread.comm, BYTES("b"));
	CHECK_TEXT(thread.observed.syscall, BYTES("futex"));
	CHECK_TEXT(thread.observed.syscall_args, BYTES("0x1"));
	CHECK_TEXT(thread.observed.kernel_state, BYTES("S"));
	CHECK_TEXT(thread.observed.waits_for.kind, BYTES("mutex"));
	CHECK_TEXT(thread.observed.waits_for.address, BYTES("0x7f"));
	CHECK(thread.observed.waits_for.owner == 9 && thread.observed.waits_for.timed);
	CHECK(!thread.observed.waits_for.exited && thread.observed.gil);
	/* a deadlock of mutexes is found from all threads, not taken from the capture */
	CHECK(thread.observed.deadlock.len == 0);
	CHECK_TEXT(thread.python.name, BYTES("T"));
	CHECK(thread.python.truncated);
	frames = thread.python.frames;
	CHECK(capture_next_frame(&frames, &frame, &entry) && entry && frame.line == 3);
	CHECK_TEXT(frame.function, BYTES("f"));
	CHECK_TEXT(frame.file, BYTES("a.py"));
	CHECK_TEXT(frame.language, BYTES("python"));
	CHECK(capture_next_frame(&frames, &frame, &entry) && !entry && frame.line == -1);
	CHECK(!capture_next_frame(&frames, &frame, &entry));

	CHECK(capture_next_thread(&read, &thread) && thread.lwp == -1);
	/* st-collect 0.1 */
	CHECK_TEXT(thread.observed.kernel_state, BYTES("D"));
	CHECK_TEXT(thread.observed.waits_for.file, BYTES("/f"));
	CHECK(thread.observed.waits_for.exited && thread.observed.waits_for.owner == -1);
	CHECK_TEXT(thread.observed.deadlock, BYTES("[8, 1]"));
	CHECK(thread.python.frames == NULL && read.odd == NULL);

	CHECK(capture_next_thread(&read, &thread) && thread.observed.deadlock.len == 0);
	CHECK_TEXT(bytes_of(read.odd), BYTES("deadlock"));
	CHECK(!capture_next_thread(&read, &thread));
}

static void
modules(void)
{
	struct capture read =
	    capture(",\"modules\":[{\"path\":\"/bin/a\",\"base\":\"0x400000\",\"end\":\"0x402000\","
		    "\"build_id\":\"0aff\",\"replaced\":true,"
		    "\"part\":{\"function\":\"f\",\"base\":\"0x401000\",\"end\":\"0x401100\"}},"
		    "{\"path\":\"/lib/b\"},{\"base\":\"0x1\",\"end\":\"0x2\"},"
		    "{\"path\":\"/lib/c\",\"base\":\"0x2\",\"end\":\"0x2\"},"
		    "{\"path\":\"[vdso]\",\"base\":\"7ffd1000\",\"end\":\"0xffffffffff600000\"}]");
	struct module module;

	CHECK(capture_next_module(&read, &module));
	CHECK_TEXT(module.path, BYTES("/bin/a"));
	CHECK_TEXT(module.build_id, BYTES("0aff"));
	CHECK(module.base == 0x400000 && module.end == 0x402000 && module.replaced);
	CHECK_TEXT(module.part, BYTES("f"));
	CHECK(module.part_base == 0x401000 && module.part_end == 0x401100);
	/* a module without a path or addresses is left out */
	CHECK(capture_next_module(&read, &module));
	CHECK_TEXT(module.path, BYTES("[vdso]"));
	CHECK(module.base == 0x7ffd1000 && module.end == 0xffffffffff600000 && !module.replaced);
	CHECK(module.part.len == 0 && !capture_next_module(&read, &module));
}

int
main(void)
{
	memory = arena_new(1 << 20);
	whole();
	odd();
	threads();
	modules();
	arena_free(memory);
	return check_end();
}
