#include "native/printed/handlerframe.h"

#include "check.h"

/* Frames of handlers: `level|address|function|args|module|offset|module_offset|file:line`; NULL: no frame. */
static const struct {
	const char *line, *frame;
	bool sure;
} cases[] = {
	{ "@     0x55d0c1a3b740 loom::weave()", "-1|0x55d0c1a3b740|loom::weave()|||-1|-1|:-1",
	    true },
	{ "@     0x55d0c1a3b740       128  weave()", "-1|0x55d0c1a3b740|weave()|||-1|-1|:-1",
	    true },
	{ "@     0x55d0c1a3b740  (unknown)  weave()", "-1|0x55d0c1a3b740|weave()|||-1|-1|:-1",
	    true },
	{ "@     0x55d0c1a3b740 128 weave", "-1|0x55d0c1a3b740|128 weave|||-1|-1|:-1", true },
	{ "@ 000055d0c1a3b740 (unknown)", "-1|000055d0c1a3b740||||-1|-1|:-1", true },
	{ "@ (nil) (unknown)", "-1|||||-1|-1|:-1", true },
	{ "@ 55d0c1a3b740 weave", NULL, false },
	{ "@ 0x55d0 weave", NULL, false },
	{ "@ 0x55d0c weave", "-1|0x55d0c|weave|||-1|-1|:-1", true },
	{ "@ 0x55d0c1a3b740x weave", NULL, false },
	{ "@ 0x55d0c1a3b740", NULL, false },
	{ "@0x55d0c1a3b740 weave", NULL, false },
	{ "0# weave(int) at /opt/loom/weave.cpp:12", "0||weave(int)|||-1|-1|/opt/loom/weave.cpp:12",
	    true },
	{ "1# 0x00007F88C1A3B740 in /lib/libc.so.6",
	    "1|0x00007F88C1A3B740|||/lib/libc.so.6|-1|-1|:-1", false },
	{ "2# main in ./loom", "2||main||./loom|-1|-1|:-1", false },
	{ "2# main at ?\?:0", "2||main|||-1|-1|:-1", false },
	{ "2# main at 12", NULL, false },
	{ "2# main at :12", NULL, false },
	{ "2#  in ./loom", NULL, false },
	{ "2# main", NULL, false },
	{ "x# main in ./loom", NULL, false },
	{ "2#main in ./loom", NULL, false },
	{ "#4    Object \"/opt/loom/loom\", at 0x55d0, in _start",
	    "4|0x55d0|_start||/opt/loom/loom|-1|-1|:-1", true },
	{ "#2    Source \"/opt/main.cc\", line 12, in main [0x55d1]",
	    "2|0x55d1|main|||-1|-1|/opt/main.cc:12", true },
	{ "#2    Source \"/opt/main.cc\", line 0, in main", "2||main|||-1|-1|/opt/main.cc:-1",
	    true },
	{ "#2    Source \"/opt/main.cc\", line x, in main", NULL, false },
	{ "#2    Source \"/opt/main.cc\", row 12, in main", NULL, false },
	{ "#2    Source \"/opt/main.cc\", line 12 of main", NULL, false },
	{ "#4    Object \"/opt/loom/loom\", in _start", NULL, false },
	{ "#4    Object \"/opt/loom/loom\", at 0x55d0 _start", NULL, false },
	{ "#x    Object \"/opt/loom/loom\", at 0x55d0, in _start", NULL, false },
	{ "#0  Foam::error::printStack(Foam::Ostream&) at ?\?:?",
	    "0||Foam::error::printStack(Foam::Ostream&)|||-1|-1|:-1", true },
	{ "#1  weave at \"/opt/weave.C:12\"", "1||weave|||-1|-1|/opt/weave.C:12", true },
	{ "#2  ? in \"/lib/x86_64-linux-gnu/libc.so.6\"",
	    "2||||/lib/x86_64-linux-gnu/libc.so.6|-1|-1|:-1", true },
	{ "#1  weave at /opt/weave.C:12", NULL, false },
	{ "#1  weave at \"/opt/weave.C\"", NULL, false },
	{ "#1  weave in \"/opt/loom", NULL, false },
	{ "#1 weave in \"/opt/loom\"", NULL, false },
	{ "#1  0x55 in \"/opt/loom\"", NULL, false },
	{ "#x  weave in \"/opt/loom\"", NULL, false },
	{ "#1  weave", NULL, false },
	{ "#3: /usr/bin/loom() [0xb78bd5]", NULL, false }, /* the C library's */
	{ "#3: ./loom(weave+0x1fe) [0xb78bd5]", NULL, false },
	{ "#1: weave [0xb78bd5 ]", NULL, false },
	{ "#1: weave 0xb78bd5]", NULL, false },
	{ "#1: weave [b78bd5]", NULL, false },
	{ "#1 weave [0xb78bd5]", NULL, false },
	{ "#02: ?\?\?[/opt/libxul.so +0x3ff8a2d]", "2||||/opt/libxul.so|-1|67078701|:-1", true },
	{ "#05: ?\?\? (?\?\?:?\?\?)", "5|||||-1|-1|:-1", true },
	{ "#01: weave[/opt/libxul.so 0x3]", NULL, false },
	{ "#01: weave /opt/libxul.so +0x3]", NULL, false },
	{ "#01: weave[/opt/libxul.so +0x3", NULL, false },
	{ "#1  0x55d0c1a3b740 in weave_", "1|0x55d0c1a3b740|weave_|||-1|-1|:-1", false },
	{ "#0  0x7f88c1a3b740 in ?\?\?", "0|0x7f88c1a3b740||||-1|-1|:-1", false },
	{ "#1  0x55d0c1a3b740 in a weave", NULL, false },
	{ "#1  0x55d0c1a3b740 in ", NULL, false },
	{ "#1  0x55d0c1a3b740 weave", NULL, false },
	{ "#1 0x55d0c1a3b740 in weave_", NULL, false },
	{ "1: 0xb7a940 node::Abort() [node]", "1|0xb7a940|node::Abort()||node|-1|-1|:-1", true },
	{ "2: 0xa8e823  [node]", "2|0xa8e823|||node|-1|-1|:-1", true },
	{ "2: 0xa8e823 f []", NULL, false },
	{ "2: 0xa8e823 f", NULL, false },
	{ "2: 0xa8e823 f node]", NULL, false },
	{ "2: f [node]", NULL, false },
	{ "2 0xa8e823 f [node]", NULL, false },
	{ "8: main(int)", NULL, false },
	{ "8: ()", NULL, false },
	{ "8 main()", NULL, false },
	{ "2. ./src/Loom.cpp:40: DB::Loom::weave(int) @ 0x00000000055d0c1a in /usr/bin/clickhouse",
	    "2|0x00000000055d0c1a|DB::Loom::weave(int)||/usr/bin/clickhouse|-1|-1|./src/"
	    "Loom.cpp:40",
	    true },
	{ "2. DB::Loom::weave(a: b) @ 0x00000000055d0c1a",
	    "2|0x00000000055d0c1a|DB::Loom::weave(a: b)|||-1|-1|:-1", true },
	{ "2.1. inlined from ./src/Reel.h:7: DB::Reel::wind()",
	    "2||DB::Reel::wind()|||-1|-1|./src/Reel.h:7 inlined", true },
	{ "2.1. inlined from Reel: wind()", NULL, false },
	{ "2.1. weave @ 0x00000000055d0c1a", NULL, false },
	{ "2 weave @ 0x00000000055d0c1a", NULL, false },
	{ "unknown function (ip: 0x7f88c1a3b740) at /lib/libc.so.6",
	    "-1|0x7f88c1a3b740||||-1|-1|:-1", true },
	{ "unknown function (ip: (nil))", NULL, false },
	{ "[2] Object::get(StringName const&, bool*) const (?\?:?)",
	    "2||Object::get(StringName const&, bool*) const|||-1|-1|:-1", false },
	{ "[3] /opt/godot(+0x1a2b3c) [0x55d0c1] (main.cpp:12)",
	    "3|0x55d0c1|||/opt/godot|-1|1715004|main.cpp:12", false },
	{ "[3] /opt/godot [0x55d0c1] (main.cpp:12)", "3|0x55d0c1|||/opt/godot|-1|-1|main.cpp:12",
	    false },
	{ "[3] weave [abi:cxx11] (main.cpp:12)", "3||weave [abi:cxx11]|||-1|-1|main.cpp:12",
	    false },
	{ "[3] weave (main.cpp)", NULL, false },
	{ "[3] weave main.cpp:12)", NULL, false },
	{ "[3] weave (main.cpp:12", NULL, false },
	{ "3 weave (main.cpp:12)", NULL, false },
	{ "| 0x55d0c1a3b740 [85 c0]: libc:madvise+0x7/0x21",
	    "-1|0x55d0c1a3b740|madvise||libc|7|-1|:-1", true },
	{ "| 0x55d0c1a3b740 85 c0]: weave+0x40/0x310", NULL, false },
	{ "| 0x55d0c1a3b740 [85 c0] weave+0x40/0x310", NULL, false },
	{ "| weave [85 c0]: weave+0x40/0x310", NULL, false },
	{ "#11: [0x55d0c1a3b840] asterisk :0 main()", "11|0x55d0c1a3b840|main||asterisk|-1|-1|:-1",
	    true },
	{ "# 1: asterisk a.c:7 weave()", "1||weave||asterisk|-1|-1|a.c:7", false },
	{ "# 1: asterisk a.c weave()", NULL, false },
	{ "# 1: asterisk a.c:7 weave more()", NULL, false },
	{ "# 1: asterisk ()", NULL, false },
	{ "# 1: asterisk weave", NULL, false },
	{ "# 1: [red] asterisk weave()", NULL, false },
	{ "# 1: [0x55d0c1a3b840]asterisk weave()", NULL, false },
	{ "# x: asterisk weave()", NULL, false },
	{ "loom               000000000040A3B2  weave_                     12  loom.f90",
	    "-1|000000000040A3B2|weave_||loom|-1|-1|loom.f90:12", false },
	{ "libc.so            00007F88C1A3B740  Unknown               Unknown  Unknown",
	    "-1|00007F88C1A3B740|||libc.so|-1|-1|:-1", false },
	{ "loom               000000000040A3B2  weave_               red  loom.f90", NULL, false },
	{ "loom               00000000040A3B2  weave_                12  loom.f90", NULL, false },
	{ "loom               000000000040A3BX  weave_                12  loom.f90", NULL, false },
	{ "0x00007f88c1a3b740 libUE4-Core.so!FDebug::AssertFailed() [/opt/ue/Assert.cpp:7]",
	    "-1|0x00007f88c1a3b740|FDebug::AssertFailed()||libUE4-Core.so|-1|-1|/opt/ue/"
	    "Assert.cpp:7",
	    true },
	{ "0x00007f88c1a3b740 libUE4-Core.so!UnknownFunction (0x12)",
	    "-1|0x00007f88c1a3b740|||libUE4-Core.so|-1|-1|:-1", true },
	{ "0x00007f88c1a3b740 libUE4-Core.so!weave [red]",
	    "-1|0x00007f88c1a3b740|weave [red]||libUE4-Core.so|-1|-1|:-1", true },
	{ "0x00007f88c1a3b740 libUE4-Core.so!", NULL, false },
	{ "0x00007f88c1a3b740 hello world!weave", NULL, false },
	{ "0x00007f88c1a3b740 libUE4-Core.so", NULL, false },
	{ "0x00007f88c1a3b740!weave", NULL, false },
	{ "#1: loom::Weave::run() [0xb78bd5]", "1|0xb78bd5|loom::Weave::run()|||-1|-1|:-1", true },
	{ "#0: [0x7fc5b6b6d4b0]", "0|0x7fc5b6b6d4b0||||-1|-1|:-1", true },
	{ "#1: f [0x]", NULL, false }, /* cut */
	{ "#1: f [0x", NULL, false },
	{ "#1: f [7fc5b6b6d4b0]", NULL, false },
	{ "#01: weave(int)[/opt/firefox/libxul.so +0x3ff8a2d]",
	    "1||weave(int)||/opt/firefox/libxul.so|-1|67078701|:-1", true },
	{ "#01: weave(int)[/opt/firefox/libxul.so +0x]", NULL, false },
	{ "8: main()", "8||main|()||-1|-1|:-1", false },
	{ "3. ? @ 0x7f88c1a3b740 in ?", "3|0x7f88c1a3b740||||-1|-1|:-1", true },
	{ "3. ? @ 0x", NULL, false },
	{ "3. ? @ ", NULL, false },
	{ "| 0x55d0c1a3b740 [85 c0]: weave+0x40/0x310", "-1|0x55d0c1a3b740|weave|||64|-1|:-1",
	    true },
	{ "| 0x55d0c1a3b740 [85 c0]: libc:+0x912c0", "-1|0x55d0c1a3b740|||libc|-1|594624|:-1",
	    true },
	{ "| 0x55d0c1a3b740 [85 c0]: weave+0x", NULL, false },
	{ "# 0: [0x55d0c1a3b740] loom.so loom.c:12 weave()",
	    "0|0x55d0c1a3b740|weave||loom.so|-1|-1|loom.c:12", true },
	{ "# 1: asterisk <unknown>()", "1||||asterisk|-1|-1|:-1", false },
	{ "# 1: ", NULL, false },
};

static void
check_case(size_t i)
{
	struct frame frame = thread_no_frame;
	bool sure = false, is = handlerframe_parse(bytes_of(cases[i].line), &frame, &sure);
	char got[300];

	if (!CHECK(is == (cases[i].frame != NULL)))
		printf("   %s\n", cases[i].line);
	if (!is || cases[i].frame == NULL)
		return;
	snprintf(got, sizeof(got), "%lld|%.*s|%.*s|%.*s|%.*s|%lld|%lld|%.*s:%lld%s", frame.level,
	    (int)frame.address.len, frame.address.at, (int)frame.function.len, frame.function.at,
	    (int)frame.args.len, frame.args.at, (int)frame.module.len, frame.module.at,
	    frame.offset, frame.module_offset, (int)frame.file.len, frame.file.at, frame.line,
	    frame.inlined ? " inlined" : "");
	CHECK_TEXT(bytes_of(got), bytes_of(cases[i].frame));
	if (!CHECK(sure == cases[i].sure))
		printf("   %s\n", cases[i].line);
}

int
main(void)
{
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		check_case(i);
	return check_end();
}
