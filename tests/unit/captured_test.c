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
		{ .lwp = 7, .comm = "a\"b", .state = "S", .syscall = "poll" },
		{ .lwp = 8, .state = "R" },
	};
	struct captured captured = nothing();
	struct buffer out = { .at = NULL };

	captured_write(&out, &captured);
	CHECK_TEXT(buffer_bytes(&out), BYTES("{\"type\":\"capture\"}\n"));
	buffer_reset(&out);
	captured.process.pid = 7;
	captured.process.exe = BYTES("/bin/a");
	captured.tool = BYTES("gdb");
	captured.max_frames = 256;
	captured.sample = 2;
	captured.stopped_ms = 0;
	captured.signal = BYTES("SIGKILL");
	captured.threads = threads;
	captured.thread_count = 2;
	captured.text = BYTES("#0\n\xff");
	captured_write(&out, &captured);
	CHECK_TEXT(buffer_bytes(&out),
	    BYTES(
		"{\"type\":\"capture\",\"process\":{\"pid\":7,\"exe\":\"/bin/a\"},\"tool\":\"gdb\","
		"\"max_frames\":256,\"sample\":2,\"threads\":[{\"lwp\":7,\"comm\":\"a\\\"b\","
		"\"state\":\"S\","
		"\"syscall\":\"poll\"},{\"lwp\":8,\"state\":\"R\"}],\"stopped_ms\":0,"
		"\"status\":\"SIGKILL\",\"text\":\"#0\\n\xEF\xBF\xBD\"}\n"));
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
