#include "check.h"
#include "record/captured.h"

static struct captured
nothing(void)
{
	return (struct captured){
		.process = thread_no_process, .sample = -1, .stopped_ms = -1, .status = -1
	};
}

static void
writing(void)
{
	const struct captured_thread threads[] = {
		{ .lwp = 7,
		    .comm = BYTES("a\"b"),
		    .observed = { .syscall = BYTES("futex"),
			.syscall_args = BYTES("0x7f00 0x80"),
			.kernel_state = BYTES("S"),
			.cpu_ms = 0,
			.cpu_percent = 7,
			.waits_for = { .kind = BYTES("mutex"),
			    .address = BYTES("0x7f00"),
			    .file = BYTES("/a"),
			    .owner = 8 } } },
		{ .lwp = 8,
		    .observed = { .kernel_state = BYTES("R"),
			.cpu_ms = -1,
			.cpu_percent = -1,
			.waits_for = { .address = BYTES("0x1"), .owner = 8 } },
		    .python_name = BYTES("T\"1"),
		    .python_frames = BYTES("[{\"function\":\"f\"}]"),
		    .python_cut = true },
		{ .lwp = 9,
		    .observed = { .cpu_ms = -1, .cpu_percent = -1, .behind = -1, .gil = true },
		    .python_frames = BYTES("[]") },
	};
	const struct module modules[] = {
		{ .path = BYTES("/bin/a"),
		    .build_id = BYTES("0aff"),
		    .base = 0x400000,
		    .end = 0x402000,
		    .part = BYTES("f"),
		    .part_base = 0x401000,
		    .part_end = 0x401100 },
		{ .path = BYTES("[vdso]"),
		    .base = 0x7ffd1000,
		    .end = 0xffffffffff600000,
		    .replaced = true },
	};
	struct captured captured = nothing();
	struct buffer out = { .at = NULL };

	captured_write(&out, &captured);
	CHECK_TEXT(buffer_bytes(&out), BYTES("{\"type\":\"capture\"}\n"));
	buffer_reset(&out);
	captured.process.pid = 7;
	captured.process.exe = BYTES("/bin/a");
	captured.process.title = BYTES("a -x");
	captured.process.started = BYTES("2026-01-02T03:04:05Z");
	captured.tool = BYTES("gdb");
	captured.max_frames = 256;
	captured.sample = 2;
	captured.stopped_ms = 0;
	captured.signal = BYTES("SIGKILL");
	captured.threads = threads;
	captured.thread_count = 3;
	captured.modules = modules;
	captured.module_count = 2;
	captured.reason = BYTES("abort()");
	captured.text = BYTES("#0\n\xff");
	captured_write(&out, &captured);
	CHECK_TEXT(buffer_bytes(&out),
	    BYTES(
		"{\"type\":\"capture\",\"process\":{\"pid\":7,\"exe\":\"/bin/a\",\"title\":\"a "
		"-x\",\"started\":\"2026-01-02T03:04:05Z\"},\"tool\":\"gdb\","
		"\"max_frames\":256,\"sample\":2,\"threads\":[{\"lwp\":7,\"comm\":\"a\\\"b\","
		"\"syscall\":\"futex\",\"syscall_args\":\"0x7f00 0x80\","
		"\"kernel_state\":\"S\",\"cpu_ms\":0,\"cpu_percent\":7,"
		"\"waits_for\":{\"kind\":\"mutex\",\"address\":\"0x7f00\","
		"\"file\":\"/a\",\"owner\":8}},{\"lwp\":8,\"kernel_state\":\"R\","
		"\"python\":{\"name\":\"T\\\"1\",\"frames\":[{\"function\":\"f\"}],"
		"\"truncated\":true}},{\"lwp\":9,\"gil\":true,\"python\":{\"frames\":[]}}],"
		"\"modules\":[{\"path\":\"/bin/a\",\"base\":\"0x400000\",\"end\":\"0x402000\","
		"\"build_id\":\"0aff\",\"part\":{\"function\":\"f\",\"base\":\"0x401000\",\"end\":"
		"\"0x401100\"}},{\"path\":\"[vdso]\",\"base\":\"0x7ffd1000\","
		"\"end\":\"0xffffffffff600000\",\"replaced\":true}],\"stopped_ms\":0,"
		"\"status\":\"SIGKILL\",\"reason\":\"abort()\",\"text\":\"#0\\n\xEF\xBF\xBD\"}\n"));
	buffer_reset(&out);
	captured = nothing();
	captured.status = 0;
	captured.signal = BYTES("SIGKILL");
	captured_write(&out, &captured);
	CHECK_TEXT(buffer_bytes(&out), BYTES("{\"type\":\"capture\",\"status\":0}\n"));
	buffer_free(&out);
}

int
main(void)
{
	writing();
	return check_end();
}
