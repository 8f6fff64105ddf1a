#include "native/printed/engineframe.h"

#include "check.h"

static const struct {
	const char *line, *function, *module, *file;
	long long line_number;
	bool sure, godot, unreal;
} rows[] = {
	{ "[1] 7b1f9f645cb0 (libc.so.6+45cb0) - /usr/lib/libc.so.6(+0x45cb0) [0x7b1f9f645cb0]",
	    NULL, "/usr/lib/libc.so.6", NULL, -1, true, false, false },
	{ "[2] 4922009 (main+4522009) - Loom::weave(int) (/opt/loom.cpp:12)", "Loom::weave(int)",
	    NULL, "/opt/loom.cpp", 12, true, true, false },
	{ "[2] Object::get(StringName const&) const (??:?)", "Object::get(StringName const&) const",
	    NULL, NULL, -1, false, true, false },
	{ "[3] main (in Godot) (main.mm:40)", "main", "Godot", "main.mm", 40, false, true, false },
	{ "[3] main (in Godot) + 12", "main", "Godot", NULL, -1, false, true, false },
	{ "[4] 4   libloom.dylib   0x00000001836a9a24 _sigtramp + 56", "_sigtramp", "libloom.dylib",
	    NULL, -1, false, true, false },
	{ "[5] weave(int, char*)", "weave(int, char*)", NULL, NULL, -1, false, true, false },
	{ "[1] error(-1): no debug info in PE/COFF executable", NULL, NULL, NULL, -1, false, false,
	    false },
	{ "[1]    12345 segmentation fault (core dumped)  ./loom", NULL, NULL, NULL, -1, false,
	    false, false },
	{ "[1] waiting for weave (idle)", NULL, NULL, NULL, -1, false, false, false },
	{ "[1] 12 (main+1) - x", NULL, NULL, NULL, -1, false, false, false },
	{ "[Callstack]  05  0x000000000041fffe  FLoom::Tick() [Public/Loom.h, line 16]",
	    "FLoom::Tick()", NULL, "Public/Loom.h", 16, true, false, true },
	{ "[Callstack] 0x00007ff81a2b3cdf Loom-Core.dll!UnknownFunction []", NULL, "Loom-Core.dll",
	    NULL, -1, true, false, true },
	{ "0x00007f88c1a3b740 libLoom.so!FLoom::Weave() [/opt/Loom.cpp:7]", "FLoom::Weave()",
	    "libLoom.so", "/opt/Loom.cpp", 7, false, false, true },
	{ "0x00007f88c1a3b740 nothing of the kind!", NULL, NULL, NULL, -1, false, false, false },
	{ "", NULL, NULL, NULL, -1, false, false, false },
};

static bool
check_row(bool taken, bool expected, const struct frame *frame, size_t i)
{
	if (!CHECK(taken == expected))
		return false;
	return !taken ||
	    (CHECK_TEXT(frame->function, bytes_of(rows[i].function)) &&
		CHECK_TEXT(frame->module, bytes_of(rows[i].module)) &&
		CHECK_TEXT(frame->file, bytes_of(rows[i].file)) &&
		CHECK(frame->line == rows[i].line_number));
}

int
main(void)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct bytes line = bytes_of(rows[i].line);
		struct frame frame = thread_no_frame;
		bool good = check_row(engineframe_is_sure(line, &frame), rows[i].sure, &frame, i);

		frame = thread_no_frame;
		good = CHECK(rows[i].sure ||
			   check_row(engineframe_godot(line, &frame), rows[i].godot, &frame, i)) &&
		    good;
		frame = thread_no_frame;
		good =
		    check_row(engineframe_unreal(line, &frame), rows[i].unreal, &frame, i) && good;
		if (!good)
			printf("   %s\n", rows[i].line);
	}
	return check_end();
}
