#include "native/frameline.h"

#include "check.h"

/* The frame by the text after its number; NULL and -1: not known. */
struct row {
	const char *text, *address, *function, *args, *module, *file;
	long long line;
};

static struct bytes
text_of(const char *text)
{
	return text == NULL ? BYTES_NONE : bytes_of(text);
}

static void
whole(const struct row *row, enum frameline (*parse)(struct bytes, struct frame *))
{
	struct frame frame = thread_no_frame;

	if (!CHECK(parse(bytes_of(row->text), &frame) == FRAMELINE_WHOLE)) {
		printf("   %s\n", row->text);
		return;
	}
	CHECK_TEXT(frame.address, text_of(row->address));
	CHECK_TEXT(frame.function, text_of(row->function));
	CHECK_TEXT(frame.args, text_of(row->args));
	CHECK_TEXT(frame.module, text_of(row->module));
	CHECK_TEXT(frame.file, text_of(row->file));
	CHECK(frame.line == row->line);
}

static const struct row rows[] = {
	{ "0x00007f00 in poll () from /lib/libc.so.6", "0x00007f00", "poll", "()", "/lib/libc.so.6",
	    NULL, -1 },
	{ "f (a=1, b=\")\") at a.c:3", NULL, "f", "(a=1, b=\")\")", NULL, "a.c", 3 },
	{ "0x0000 in ?? ()", "0x0000", "??", "()", NULL, NULL, -1 },
	{ "<signal handler called>", NULL, "<signal handler called>", NULL, NULL, NULL, -1 },
	{ "0x01 in operator new(unsigned long) ()", "0x01", "operator new(unsigned long)", "()",
	    NULL, NULL, -1 },
	{ "operator() (this=0x1) at a.cpp:1", NULL, "operator()", "(this=0x1)", NULL, "a.cpp", 1 },
	{ "A::operator<< <int> (x=1) at a.cpp:1", NULL, "A::operator<< <int>", "(x=1)", NULL,
	    "a.cpp", 1 },
	{ "std::function<void (int)>::operator()(int) const (this=0x1) at f.h:9", NULL,
	    "std::function<void (int)>::operator()(int) const", "(this=0x1)", NULL, "f.h", 9 },
	{ "f (c=41 ')', d=34 '\"', e=40 '(') at a.c:3", NULL, "f",
	    "(c=41 ')', d=34 '\"', e=40 '(')", NULL, "a.c", 3 },
	{ "f (cb=0x55 <g(int)>, k=1) at a.c:3", NULL, "f", "(cb=0x55 <g(int)>, k=1)", NULL, "a.c",
	    3 },
	{ "f () at C:\\a b\\c.c:12", NULL, "f", "()", NULL, "C:\\a b\\c.c", 12 },
	{ "f () at /srv/a b (1).c:12", NULL, "f", "()", NULL, "/srv/a b (1).c", 12 },
	{ "0x01 in f () from /opt/lib dir/libfoo (1).so", "0x01", "f", "()",
	    "/opt/lib dir/libfoo (1).so", NULL, -1 },
	{ "pthread_cond_wait@@GLIBC_2.3.2 () from /l", NULL, "pthread_cond_wait", "()", "/l", NULL,
	    -1 },
	{ "Frame 0x7f0, for file /opt/a b.py, line 31, in pull (self=<A at remote 0x7f>)", NULL,
	    "pull", "(self=<A at remote 0x7f>)", NULL, "/opt/a b.py", 31 },
	{ "f (f=Frame 0x7f0, for file a.py, line 3, in g ()) at a.c:3", NULL, "f",
	    "(f=Frame 0x7f0, for file a.py, line 3, in g ())", NULL, "a.c", 3 },
	{ "f29b61c4 in weave () in plugins/dye.so", "f29b61c4", "weave", "()", "plugins/dye.so",
	    NULL, -1 },
	{ "malloc@plt ()", NULL, "malloc@plt", "()", NULL, NULL, -1 },
	{ "-[NSApplication run] ()", NULL, "-[NSApplication run]", "()", NULL, NULL, -1 },
	{ "(anonymous namespace)::f (a=1) at a.c:3", NULL, "(anonymous namespace)::f", "(a=1)",
	    NULL, "a.c", 3 },
	{ "0x5 in  ()", "0x5", NULL, "()", NULL, NULL, -1 },
	{ "()", NULL, NULL, "()", NULL, NULL, -1 },
	{ "0x5", "0x5", NULL, NULL, NULL, NULL, -1 },
	{ "f at a.c:3", NULL, "f", NULL, NULL, "a.c", 3 },
	{ "0x76 in ?? () at ../arm/clone.S:55 from /lib/libc.so.6", "0x76", "??", "()",
	    "/lib/libc.so.6", "../arm/clone.S", 55 },
	{ "f () at /srv/made from scratch/a.c:3", NULL, "f", "()", NULL,
	    "/srv/made from scratch/a.c", 3 },
	{ "f (a=1)     at a.c:3", NULL, "f", "(a=1)", NULL, "a.c", 3 },
	{ "f ()    from /lib/a.so", NULL, "f", "()", "/lib/a.so", NULL, -1 },
	{ "0x1 in A::wind(B const&, std::pair<int, char>*) at a at b.cc:88:7", "0x1",
	    "A::wind(B const&, std::pair<int, char>*)", NULL, NULL, "a at b.cc", 88 },
	{ "0x1 in std::optional<A>::operator bool() const at optional:712:5", "0x1",
	    "std::optional<A>::operator bool() const", NULL, NULL, "optional", 712 },
	{ "0x1 in std::function<void (int)>::operator()(int) const at f.h:9", "0x1",
	    "std::function<void (int)>::operator()(int) const", NULL, NULL, "f.h", 9 },
	{ "drop(pool*, int) at a.cc:90", NULL, "drop(pool*, int)", NULL, NULL, "a.cc", 90 },
	{ "0x1 raise (libc.so.6 + 0x3b585)", "0x1", "raise", NULL, "libc.so.6", NULL, -1 },
	{ "0x1 raise (libc.so.6)", "0x1", "raise", NULL, "libc.so.6", NULL, -1 },
	{ "0x1 n/a (/opt/lib dir/libdye (1).so.2)", "0x1", NULL, NULL,
	    "/opt/lib dir/libdye (1).so.2", NULL, -1 },
	{ "0x1 A::f(int, B*) const (liba.so + 0x2f)", "0x1", "A::f(int, B*) const", NULL, "liba.so",
	    NULL, -1 },
	{ "0x1 n/a (n/a + 0x0)", "0x1", NULL, NULL, NULL, NULL, -1 },
	{ "0x1 n/a (n/a)", "0x1", NULL, NULL, NULL, NULL, -1 },
	{ "f from /lib/x.so", NULL, "f", NULL, "/lib/x.so", NULL, -1 },
};

static void
parts(void)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		whole(&rows[i], frameline_parse);
}

static void
open_and_odd(void)
{
	static const char *const open[] = { "f (a=1,", "f (a=\"x)\", b={", "f (a='(", "0x01 in f (",
		"0x01 in" };
	static const char *const odd[] = { "Problem with the server", "f", "1", "f at",
		"some day gdb prints this", "call of foo() at a.c:3", "f (a=1) is at a.c:3",
		"0x1 is where (see below, and a.c)", "0x1 raise (libc.so", "0x1 f (b+0x3)",
		"Move from one place to another",
		"Move from here to there (but for tests):", "f () in plugins/dye.so", "0x1 f (a,b)",
		"0x1 f (a=b)", "0x1 f (a b)", "0x1 (f)", "f29b61c in f () in a.so", "f () at",
		"f () from", "0x1 f g" };
	static const char *const names[] = { "0x1 in f(int, un", "0x1 in A<int, B",
		"std::function<void (int" };
	struct frame frame = thread_no_frame;

	for (size_t i = 0; i < COUNT_OF(open); i++)
		CHECK(frameline_parse(bytes_of(open[i]), &frame) == FRAMELINE_OPEN);
	for (size_t i = 0; i < COUNT_OF(odd); i++)
		if (!CHECK(frameline_parse(bytes_of(odd[i]), &frame) == FRAMELINE_ODD))
			printf("   %s\n", odd[i]);
	for (size_t i = 0; i < COUNT_OF(names); i++)
		CHECK(frameline_parse(bytes_of(names[i]), &frame) == FRAMELINE_OPEN_NAME);
	/* and then the frame stays as it was */
	CHECK(frame.function.len == 0 && frame.args.len == 0 && frame.address.len == 0 &&
	    frame.line == -1);
}

static void
kept(void)
{
	static const struct row cut[] = {
		{ "0x1 in f (a=1, b=entr", "0x1", "f", NULL, NULL, NULL, -1 },
		{ "  0x1 in f (a=1, b=entr", "0x1", "f", NULL, NULL, NULL, -1 },
		{ "f (1, b=entr", NULL, NULL, NULL, NULL, NULL, -1 },
		{ "f (=entr", NULL, NULL, NULL, NULL, NULL, -1 },
		{ "n/a (a=1", NULL, NULL, NULL, NULL, NULL, -1 },
		{ "look here (a=1", NULL, NULL, NULL, NULL, NULL, -1 },
		{ "f (a=1, b=entr", NULL, "f", NULL, NULL, NULL, -1 },
		{ "Workaround (see below", NULL, NULL, NULL, NULL, NULL, -1 },
		{ "0x1 raise (libc.s", "0x1", "raise", NULL, NULL, NULL, -1 },
		{ "0x1 in do_fut", "0x1", NULL, NULL, NULL, NULL, -1 }, /* perhaps more of it */
		{ "0x1 in", "0x1", NULL, NULL, NULL, NULL, -1 },
		{ "0x00007f", NULL, NULL, NULL, NULL, NULL, -1 },
		{ "0x1 in A::f(int, B", "0x1", NULL, NULL, NULL, NULL, -1 },
		{ "0x1 in A::f(int) (t", "0x1", "A::f(int)", NULL, NULL, NULL, -1 },
	};

	for (size_t i = 0; i < COUNT_OF(cut); i++) {
		struct frame frame = thread_no_frame;

		frameline_keep(bytes_of(cut[i].text), &frame);
		CHECK_TEXT(frame.address, text_of(cut[i].address));
		CHECK_TEXT(frame.function, text_of(cut[i].function));
		CHECK(frame.line == -1 && frame.args.len + frame.module.len == 0);
	}
}

static void
unbalanced(void)
{
	static const struct row cut[] = {
		{ "f (a=(1, '<vm...(truncated), b=0) at a.c:3", NULL, "f",
		    "(a=(1, '<vm...(truncated), b=0)", NULL, "a.c", 3 },
		{ "0x1 in f (a=(1) from /lib/x.so", "0x1", "f", "(a=(1)", "/lib/x.so", NULL, -1 },
		{ "f (a=1) at a.c:3", NULL, "f", "(a=1)", NULL, "a.c", 3 },
		{ "f (a=(1) at a.c:0", NULL, "f", "(a=(1)", NULL, "a.c", -1 },
		{ " 0x1 in (anonymous)::f (a=(1)", "0x1", "(anonymous)::f", "(a=(1)", NULL, NULL,
		    -1 },
	};

	for (size_t i = 0; i < COUNT_OF(cut); i++)
		whole(&cut[i], frameline_parse_unbalanced);
}

static void
starts(void)
{
	static const char *const none[] = { "", "#", "#1", "#1 ", "# 1 x", "1 x", "#x y",
		"#-1 f ()", "#1x f", "#0x00007f3d3b8cf0f1 f", "#10x12 f",
		"#99999999999999999999 f ()", " #1 f ()" };
	struct bytes rest;
	long long level;

	CHECK(frameline_starts(BYTES("#0  f () "), &level, &rest) && level == 0);
	CHECK_TEXT(rest, BYTES("f ()"));
	CHECK(frameline_starts(BYTES("#123456\tf ()"), &level, &rest) && level == 123456);
	/* without a blank */
	CHECK(frameline_starts(BYTES("#120x00007f3d abort"), &level, &rest) && level == 12);
	CHECK_TEXT(rest, BYTES("0x00007f3d abort"));
	for (size_t i = 0; i < COUNT_OF(none); i++)
		CHECK(!frameline_starts(bytes_of(none[i]), &level, &rest));
}

static void
places(void)
{
	struct frame frame = thread_no_frame;

	frameline_place(BYTES("a.c:3:14"), &frame);
	CHECK(frame.line == 3 && frame.column == 14);
	CHECK_TEXT(frame.file, BYTES("a.c"));
	frame = thread_no_frame;
	frameline_place(BYTES("a.c"), &frame);
	CHECK(frame.line == -1 && frame.column == -1);
	frame = thread_no_frame;
	frameline_place(BYTES("a.c:0"), &frame); /* gdb: not known */
	CHECK(frame.line == -1);
	CHECK_TEXT(frame.file, BYTES("a.c"));
	frame = thread_no_frame;
	frameline_place(BYTES("a.c:99999999999999999999"), &frame);
	CHECK(frame.line == -1);
	CHECK_TEXT(frameline_unversioned(BYTES("f@GLIBC_2.2.5")), BYTES("f"));
	CHECK_TEXT(frameline_unversioned(BYTES("f@@X_1")), BYTES("f"));
	CHECK_TEXT(frameline_unversioned(BYTES("f@plt")), BYTES("f@plt"));
	CHECK_TEXT(frameline_unversioned(BYTES("@X")), BYTES("@X"));
	CHECK_TEXT(frameline_unversioned(BYTES("f@")), BYTES("f@"));
	CHECK_TEXT(frameline_unversioned(BYTES("f@A b")), BYTES("f@A b"));
}

int
main(void)
{
	parts();
	open_and_odd();
	kept();
	unbalanced();
	starts();
	places();
	return check_end();
}
