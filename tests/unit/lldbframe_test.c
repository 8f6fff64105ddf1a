#include "native/lldbframe.h"

#include "check.h"

/* Text after `frame #3: ` by lldb 3 to 14; NULL and -1: not known. */
static const struct row {
	const char *text, *function, *args, *module, *file;
	long long offset, line, column;
	bool inlined;
} rows[] = {
	{ "0x7f00 libc.so.6`__libc_pause at pause.c:31:12", "__libc_pause", NULL, "libc.so.6",
	    "pause.c", -1, 31, 12, false },
	{ "0x7f00 loomd`weave(k=10, what=reed @ 0x7fce) at weave.c:20:9", "weave",
	    "(k=10, what=reed @ 0x7fce)", "loomd", "weave.c", -1, 20, 9, false },
	{ "0x7f00 loomd`warp [inlined] pick(s=\"a) at b.c:1\", c=')') at warp.c:9:3 [opt]", "pick",
	    "(s=\"a) at b.c:1\", c=')')", "loomd", "warp.c", -1, 9, 3, true },
	{ "0x7f00 loomd`<loom::A<T> as loom::B>::size::{{closure}}(x=3) at a.rs:77:5",
	    "<loom::A<T> as loom::B>::size::{{closure}}", "(x=3)", "loomd", "a.rs", -1, 77, 5,
	    false },
	{ "0x7f00 libsystem_kernel.dylib`poll + 10", "poll", NULL, "libsystem_kernel.dylib", NULL,
	    10, -1, -1, false },
	{ "0x7f00 loomd`nap(us=500000) + 64 at nap.c:18", "nap", "(us=500000)", "loomd", "nap.c",
	    64, 18, -1, false },
	{ "0x7f00 loomd`Mill::take(std::function<void (int)> const&) const at q.cc:44:3 "
	  "[artificial]",
	    "Mill::take(std::function<void (int)> const&) const", NULL, "loomd", "q.cc", -1, 44, 3,
	    false },
	{ "0x7f00 loomd`Reel::wind(this=0x1, v=size=1) const at m.cc:10:134", "Reel::wind",
	    "(this=0x1, v=size=1)", "loomd", "m.cc", -1, 10, 134, false },
	{ "0x7f00 loomd`f<void (int)>::operator(x=1, this=0x1)(int) const at f.h:591:9",
	    "f<void (int)>::operator()(int) const", "(x=1, this=0x1)", "loomd", "f.h", -1, 591, 9,
	    false },
	{ "0x7f00 libc.so.6`call(main=(loomd`main at m.cc:1:3), argc=1) at c.h:58:16", "call",
	    "(main=(loomd`main at m.cc:1:3), argc=1)", "libc.so.6", "c.h", -1, 58, 16, false },
	{ "0x7f00 loomd`___lldb_unnamed_symbol43 + 30", NULL, NULL, "loomd", NULL, -1, -1, -1,
	    false },
	{ "0x7f00", NULL, NULL, NULL, NULL, -1, -1, -1, false },
	{ "0x7f00 loomd`call((null)=3) at c.h:58 [opt] [artificial]", "call", "((null)=3)", "loomd",
	    "c.h", -1, 58, -1, false },
	{ "0x7f00 loomd`{lambda()#1}::operator()(int) const + 4",
	    "{lambda()#1}::operator()(int) const", NULL, "loomd", NULL, 4, -1, -1, false },
	{ "0x7f00 loomd`operator(this=0x1) + 4", "operator()", "(this=0x1)", "loomd", NULL, 4, -1,
	    -1, false },
	{ "0x7f00 loomd`operator(a#1=0x1)(int)", "operator()(int)", "(a#1=0x1)", "loomd", NULL, -1,
	    -1, -1, false },
	{ "0x7f00 loomd`weave(k=10", "weave(k=10", NULL, "loomd", NULL, -1, -1, -1, false },
	{ "0x7f00 loomd`weave(k", "weave(k", NULL, "loomd", NULL, -1, -1, -1, false },
	{ "0x7f00 libc.so.6`memcpy@@GLIBC_2.14 + 12  ", "memcpy", NULL, "libc.so.6", NULL, 12, -1,
	    -1, false },
	{ "0x7f00 loomd", NULL, NULL, "loomd", NULL, -1, -1, -1, false },
	{ "0x7f00 libc.so.6 at poll.c:29:10", NULL, NULL, "libc.so.6", "poll.c", -1, 29, 10,
	    false },
	{ "0x7f00 look at me", NULL, NULL, "look at me", NULL, -1, -1, -1, false },
};

static void
check_row(const struct row *row, struct arena *memory)
{
	struct frame frame;

	if (!CHECK(lldbframe_parse(bytes_of(row->text), memory, &frame)))
		return;
	CHECK_TEXT(frame.address, BYTES("0x7f00"));
	CHECK_TEXT(frame.function, bytes_of(row->function));
	CHECK_TEXT(frame.args, bytes_of(row->args));
	CHECK_TEXT(frame.module, bytes_of(row->module));
	CHECK_TEXT(frame.file, bytes_of(row->file));
	CHECK(frame.offset == row->offset);
	CHECK(frame.line == row->line);
	CHECK(frame.column == row->column);
	CHECK(frame.inlined == row->inlined);
}

int
main(void)
{
	struct arena *memory = arena_new(1 << 20);
	struct frame frame;

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		check_row(&rows[i], memory);
	CHECK(!lldbframe_parse(BYTES("loomd`weave"), memory, &frame));
	CHECK(!lldbframe_parse(BYTES(""), memory, &frame));
	CHECK(!lldbframe_parse(BYTES("0x"), memory, &frame));
	CHECK(!lldbframe_parse(BYTES("in loomd`weave"), memory, &frame));
	arena_free(memory);
	return check_end();
}
