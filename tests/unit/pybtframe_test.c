#include "check.h"
#include "native/pybtframe.h"

static void
is(const char *text, const char *function, const char *args, const char *file, long long line)
{
	struct frame frame = thread_no_frame;

	if (!CHECK(pybtframe_parse(bytes_of(text), &frame)))
		return;
	CHECK_TEXT(frame.function, bytes_of(function));
	CHECK_TEXT(frame.args, bytes_of(args));
	CHECK_TEXT(frame.file, bytes_of(file));
	CHECK_TEXT(frame.language, BYTES("python"));
	CHECK(frame.line == line);
}

static void
is_none(const char *text)
{
	struct frame frame = thread_no_frame;

	CHECK(!pybtframe_parse(bytes_of(text), &frame));
	CHECK(frame.function.len == 0 && frame.file.len == 0 && frame.language.len == 0);
}

int
main(void)
{
	is("Frame 0x7f0, for file /opt/a b.py, line 31, in pull (self=<A at remote 0x7f>)", "pull",
	    "(self=<A at remote 0x7f>)", "/opt/a b.py", 31);
	is("file '/opt/it's.py', in 'pull'", "pull", "", "/opt/it's.py", -1);
	is("<built-in method acquire of lock object>", "<built-in method acquire of lock object>",
	    "", "", -1);
	is("Waiting for the GIL", "Waiting for the GIL", "", "", -1);
	is("Waiting for a lock (e.g. GIL)", "Waiting for a lock (e.g. GIL)", "", "", -1);
	is("Garbage-collecting", "Garbage-collecting", "", "", -1);
	is_none("Frame 0x7f0, for file /opt/a.py, line x, in pull ()");
	is_none("file '/opt/a.py'");
	is_none("file '', in 'pull'");
	is_none("file '/opt/a.py', in ''");
	is_none("file '/opt/a.py', in 'pull");
	is_none("file (a=1) at a.c:3");
	is_none("Waiting (a=1) at a.c:3");
	return check_end();
}
