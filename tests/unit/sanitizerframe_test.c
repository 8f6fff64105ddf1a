#include "native/sanitizer/sanitizerframe.h"

#include "check.h"

/* The text after the number, and its frame; NULL and -1: not known. */
static const struct {
	const char *text;
	const char *address, *function, *file;
	long long line, column;
	const char *module;
	long long module_offset;
	const char *build_id;
} frames[] = {
	/* with an address, as most print them */
	{ "0x4033a3 in weave(int, char const*) /opt/loom/weave.cc:27:4", "0x4033a3",
	    "weave(int, char const*)", "/opt/loom/weave.cc", 27, 4, NULL, -1, NULL },
	{ "0x4033a3 in (anonymous namespace)::start() ../src/weave.cc:61:11", "0x4033a3",
	    "(anonymous namespace)::start()", "../src/weave.cc", 61, 11, NULL, -1, NULL },
	{ "0x1 in main weave.c:27", "0x1", "main", "weave.c", 27, -1, NULL, -1, NULL },
	{ "0x1 in main /srv/x y/weave.c:27", "0x1", "main", "/srv/x y/weave.c", 27, -1, NULL, -1,
	    NULL },
	{ "0x1 in f() const src dir/weave.c:27", "0x1", "f() const", "src dir/weave.c", 27, -1,
	    NULL, -1, NULL },
	{ "0x1 in void std::call<f(int)>(f&&, A<(B)1>) /usr/x.h:61:14", "0x1",
	    "void std::call<f(int)>(f&&, A<(B)1>)", "/usr/x.h", 61, 14, NULL, -1, NULL },
	{ "0x1 in operator new(unsigned long) new.cpp:6", "0x1", "operator new(unsigned long)",
	    "new.cpp", 6, -1, NULL, -1, NULL },
	{ "0x1 in operator() weave.cc:3", "0x1", "operator()", "weave.cc", 3, -1, NULL, -1, NULL },
	{ "0x1 in A::operator bool() const weave.cc:3", "0x1", "A::operator bool() const",
	    "weave.cc", 3, -1, NULL, -1, NULL },
	{ "0x1 in operator<<(A&, B) weave.cc:3", "0x1", "operator<<(A&, B)", "weave.cc", 3, -1,
	    NULL, -1, NULL },
	{ "0x1 in A::operator->() const weave.cc:3", "0x1", "A::operator->() const", "weave.cc", 3,
	    -1, NULL, -1, NULL },
	{ "0x1 in f(int) [clone .cold] weave.cc:3", "0x1", "f(int) [clone .cold]", "weave.cc", 3,
	    -1, NULL, -1, NULL },
	{ "0x1 in f()::$_0::g(int) const weave.cc:3", "0x1", "f()::$_0::g(int) const", "weave.cc",
	    3, -1, NULL, -1, NULL },
	{ "0x1 in main weave.c:27 (discriminator 3)", "0x1", "main", "weave.c", 27, -1, NULL, -1,
	    NULL },
	{ "0x1 in main C:\\x y\\weave.c:27", "0x1", "main", "C:\\x y\\weave.c", 27, -1, NULL, -1,
	    NULL },
	{ "0x1 in `anonymous namespace'::f weave.cc:3", "0x1", "`anonymous namespace'::f",
	    "weave.cc", 3, -1, NULL, -1, NULL },
	/* modules */
	{ "0x2 in std::terminate() (/usr/lib/libstdc++.so.6+0xaa6f9)", "0x2", "std::terminate()",
	    NULL, -1, -1, "/usr/lib/libstdc++.so.6", 0xaa6f9, NULL },
	{ "0x2 in _start (/opt/my loom (2)/loomd+0x1b) (BuildId: 4c1e90d7)", "0x2", "_start", NULL,
	    -1, -1, "/opt/my loom (2)/loomd", 0x1b, "4c1e90d7" },
	{ "0x2  (/lib/libpthread.so.0+0x1343f)", "0x2", NULL, NULL, -1, -1, "/lib/libpthread.so.0",
	    0x1343f, NULL },
	{ "0x2 (/system/lib/libc.so+0x0003a1b0)", "0x2", NULL, NULL, -1, -1, "/system/lib/libc.so",
	    0x3a1b0, NULL },
	{ "0x2 in wrap_calloc+0x94 (rt.dylib:arm64+0x3fd8e)", "0x2", "wrap_calloc", NULL, -1, -1,
	    "rt.dylib", 0x3fd8e, NULL },
	{ "0x2 in RtlStart+0x20 (C:\\Windows\\ntdll.dll+0x18005)", "0x2", "RtlStart", NULL, -1, -1,
	    "C:\\Windows\\ntdll.dll", 0x18005, NULL },
	{ "0x2 /system/lib/libc.so+0x3a1b0", "0x2", NULL, NULL, -1, -1, "/system/lib/libc.so",
	    0x3a1b0, NULL },
	{ "0x2 in f(char) ../toy.cc:12 <<application>>+0xacf4c", "0x2", "f(char)", "../toy.cc", 12,
	    -1, "<application>", 0xacf4c, NULL },
	{ "0x2 in [vdso]", "0x2", NULL, NULL, -1, -1, "[vdso]", -1, NULL },
	{ "0x2 in libc.so.6", "0x2", NULL, NULL, -1, -1, "libc.so.6", -1, NULL },
	/* ThreadSanitizer: no address, both place and module */
	{ "drop src/bobbin.c:118 (loomd+0x21a8b)", NULL, "drop", "src/bobbin.c", 118, -1, "loomd",
	    0x21a8b, NULL },
	{ "main <null> (loomd+0x19ef8) (BuildId: 60)", NULL, "main", NULL, -1, -1, "loomd", 0x19ef8,
	    "60" },
	{ "<null> <null> (libstdc++.so.6+0xd44a2)", NULL, NULL, NULL, -1, -1, "libstdc++.so.6",
	    0xd44a2, NULL },
	{ "__tsan::Call(int, void*) tsan.cpp.o (loomd+0x59)", NULL, "__tsan::Call(int, void*)",
	    "tsan.cpp.o", -1, -1, "loomd", 0x59, NULL },
	/* only an address, or a name */
	{ "0x3 in _start", "0x3", "_start", NULL, -1, -1, NULL, -1, NULL },
	{ "0x3 in ", "0x3", NULL, NULL, -1, -1, NULL, -1, NULL },
	{ "0x3 <unknown>", "0x3", NULL, NULL, -1, -1, NULL, -1, NULL },
	{ "0x3  (<unknown module>)", "0x3", NULL, NULL, -1, -1, NULL, -1, NULL },
	{ "0x3 in malloc ??:0", "0x3", "malloc", NULL, -1, -1, NULL, -1, NULL },
	{ "0x3 base::StackTrace()", "0x3", "base::StackTrace()", NULL, -1, -1, NULL, -1, NULL },
	{ "0x3 base::StackTrace() [base/trace.cc:258:20]", "0x3", "base::StackTrace()",
	    "base/trace.cc", 258, 20, NULL, -1, NULL },
	{ "0x3 in Content Shell Framework", "0x3", "Content Shell Framework", NULL, -1, -1, NULL,
	    -1, NULL },
	/* cut or damaged */
	{ "0x4 in f(int) (/lib/libc.so.6+0x27249) (BuildId: 93ac6", "0x4", "f(int)", NULL, -1, -1,
	    "/lib/libc.so.6", 0x27249, NULL },
	{ "0x4 in f(int) (/lib/libc.so.6+0x27", "0x4", "f(int)", NULL, -1, -1, "/lib/libc.so.6", -1,
	    NULL },
	{ "0x4 in f(int) (/lib/lib", "0x4", "f(int)", NULL, -1, -1, NULL, -1, NULL },
	{ "0x4 in f(int, std::vec", "0x4", "f(int, std::vec", NULL, -1, -1, NULL, -1, NULL },
	{ "0xsf90 in raise (/lib/libc.so.6+0x90sdf)", NULL, "raise", NULL, -1, -1, "/lib/libc.so.6",
	    -1, NULL },
};

/* Lines; whether they are certainly a sanitizer's frames, and whether they are gdb's within a report. */
static const struct {
	const char *line;
	bool is, is_gdbs;
} lines[] = {
	{ "#0 0x4033a3 in weave(int) /opt/loom/weave.cc:27:4", true, false },
	{ "#12 0x4033a3 in weave /opt/loom/weave.c:27", true, false },
	{ "#0 0x4033a3 in std::terminate() (/lib/x.so+0xaa6f9) (BuildId: 4c)", true, false },
	{ "#0 0x4033a3 in raise", true, false },
	{ "#0 drop bobbin.c:118 (loomd+0x21a8b)", true, false },
	{ "#0 0x3 base::StackTrace()", true, false },
	{ "#00 0xa3832e11 /data/libchrome.so+0x002dce11", true, false },
	{ "#0  0x00007f88 in poll () from /lib/libc.so.6", false, true },
	{ "#0  0x00007f88 in f (a=1) at x.c:3", false, true },
	{ "#0 0x00007f88 in f (a=1) at x.c:3", false, true },
	{ "#0 0x00007f88 in f (a=1,", false, false },
	{ "#10 0x00007f88 in main ()", false, false },
	{ "#0  0x00007f88 in raise (libc.so.6 + 0x3a)", false, true },
	{ "#1 Problem: it hangs", false, false },
	{ "#2\tINITED cov: 5 ft: 6", false, false },
	{ "#0  0x1 in f (p=0x5 \"(/x.so+0x1d) (BuildId: 00)\") at m.c:20", false, true },
};

static void
check_frame(size_t i)
{
	struct frame frame = thread_no_frame;

	CHECK(sanitizerframe_parse(bytes_of(frames[i].text), &frame));
	if (!CHECK_TEXT(frame.function, bytes_of(frames[i].function)))
		printf("   in %s\n", frames[i].text);
	CHECK_TEXT(frame.address, bytes_of(frames[i].address));
	CHECK_TEXT(frame.file, bytes_of(frames[i].file));
	CHECK(frame.line == frames[i].line);
	CHECK(frame.column == frames[i].column);
	CHECK_TEXT(frame.module, bytes_of(frames[i].module));
	CHECK(frame.module_offset == frames[i].module_offset);
	CHECK_TEXT(frame.build_id, bytes_of(frames[i].build_id));
}

int
main(void)
{
	struct frame frame = thread_no_frame;

	for (size_t i = 0; i < COUNT_OF(frames); i++)
		check_frame(i);
	for (size_t i = 0; i < COUNT_OF(lines); i++)
		if (!CHECK(sanitizerframe_is(bytes_of(lines[i].line)) == lines[i].is) ||
		    !CHECK(sanitizerframe_is_gdbs(bytes_of(lines[i].line)) == lines[i].is_gdbs))
			printf("   %s\n", lines[i].line);
	CHECK(!sanitizerframe_parse(BYTES("  "), &frame));
	CHECK(sanitizerframe_parse(BYTES("0x2 in RtlStart+0x20 (a.dll+0x1)"), &frame) &&
	    frame.offset == 0x20);
	CHECK(sanitizerframe_is_cut(BYTES("0x1 in f(int, std::vec")));
	CHECK(sanitizerframe_is_cut(BYTES("0x1 in f(int) /srv/lo")));
	CHECK(!sanitizerframe_is_cut(BYTES("0x1 in f(int) /srv/loom.c:3")));
	CHECK(!sanitizerframe_is_cut(BYTES("0x1 in raise")));
	return check_end();
}
