#include "render/backtrace.h"

#include "rendering.h"

static struct arena *memory;

typedef void append_stack(struct rendering *rendering, const struct record *record, int detail);

/* The lines of a stack at a level of detail, which names have, too. */
static void
shown(append_stack *append, const char *frames, int detail, const char *wanted)
{
	struct rendering rendering = RENDERING;
	struct record record;
	char line[3000];

	snprintf(line, sizeof(line), "{\"type\":\"thread\",\"frames\":[%s]}", frames);
	record = record_of(line, memory);
	rendering.options.detail = detail;
	append(&rendering, &record, detail);
	CHECK_TEXT(rendered(&rendering), bytes_of(wanted));
	buffer_free(&rendering.line);
}

static void
in_short(const char *frames, const char *wanted)
{
	struct rendering rendering = RENDERING;
	struct record record;
	char line[3000];

	snprintf(line, sizeof(line), "{\"type\":\"thread\",\"frames\":[%s]}", frames);
	record = record_of(line, memory);
	backtrace_append_short(&rendering, &record);
	CHECK_TEXT(rendered(&rendering), bytes_of(wanted));
	buffer_free(&rendering.line);
}

#define F(name) "{\"function\":\"" name "\",\"file\":\"/srv/a.c\",\"line\":7}"
#define LIBC(name) "{\"function\":\"" name "\",\"module\":\"/lib/libc.so.6\"}"
#define CXX(name) "{\"function\":\"std::" name "\"}"
#define C_OF_PYTHON(name) "{\"function\":\"" name "\",\"module\":\"/usr/bin/python3.11\"}"
#define PY(name) \
	"{\"function\":\"" name "\",\"language\":\"python\",\"file\":\"/srv/a.py\",\"line\":3}"

static void
test_whole(void)
{
	shown(backtrace_append, "", 0, "");
	/* with the debugger's numbers, which may begin anywhere, or else counted */
	shown(backtrace_append,
	    "{\"level\":9,\"function\":\"f(int)\",\"args\":\"(a=1)\",\"file\":\"a.c\",\"line\":7},"
	    "{\"level\":10,\"function\":\"g\",\"module\":\"/lib/"
	    "b.so\",\"inlined\":true},{\"address\":\"0x1\"}",
	    0,
	    "  #9  f at a.c:7\n  #10 g from /lib/b.so (inlined)\n  #2  ?"
	    "?\n");
	shown(backtrace_append,
	    "{\"function\":\"f(int)\",\"args\":\"(a=1)\",\"file\":\"a.c\",\"line\":7,\"locals\":[{"
	    "\"name\":\"b\",\"value\":\"1\\n2\"}]}",
	    3, "  #0  f(int) (a=1) at a.c:7\n");
	shown(backtrace_append,
	    "{\"function\":\"f\",\"locals\":[{\"name\":\"b\",\"value\":\"1\\n2\"}]}", 4,
	    "  #0  f\n        b = 1\n            2\n");
	/* recursion once; with arguments, which differ, each time */
	shown(backtrace_append, F("f") "," F("f") "," F("f") "," F("f") "," F("g"), 0,
	    "  #0  f at /srv/a.c:7\n        the same 3 times more\n  #4  g at /srv/a.c:7\n");
	shown(backtrace_append, F("f") "," F("f") "," F("f") "," F("f"), 3,
	    "  #0  f at /srv/a.c:7\n  #1  f at /srv/a.c:7\n  #2  f at /srv/a.c:7\n  #3  f at "
	    "/srv/a.c:7\n");
	/* beside frames of Python, those of its interpreter are folded */
	shown(backtrace_append,
	    C_OF_PYTHON("a") "," PY("get") "," C_OF_PYTHON("b") "," C_OF_PYTHON("c") "," F("g"), 0,
	    "  #0  a from /usr/bin/python3.11\n  #1  get at /srv/a.py:3\n  … 2 frames of python\n  "
	    "#4  g at /srv/a.c:7\n");
	shown(backtrace_append, C_OF_PYTHON("a") "," PY("get") "," C_OF_PYTHON("b"), 1,
	    "  #0  a from /usr/bin/python3.11\n  #1  get at /srv/a.py:3\n  #2  b from "
	    "/usr/bin/python3.11\n");
}

static void
test_folded(void)
{
	/* four frames are few enough */
	shown(backtrace_append_folded, LIBC("a") "," LIBC("b") "," F("f") "," LIBC("c"), 0,
	    "  #0  a from /lib/libc.so.6\n  #1  b from /lib/libc.so.6\n  #2  f at /srv/a.c:7\n  #3 "
	    " c "
	    "from /lib/libc.so.6\n");
	/* the innermost stays; so does one alone */
	shown(backtrace_append_folded,
	    LIBC("a") "," LIBC("b") "," CXX("c") "," F("f") "," LIBC("d"), 0,
	    "  #0  a from /lib/libc.so.6\n  … 2 frames of libc and libstdc++\n  #3  f at "
	    "/srv/a.c:7\n  #4  d from /lib/libc.so.6\n");
	/* what a signal interrupted, whosever it is */
	shown(backtrace_append_folded,
	    LIBC("a") "," LIBC(
		"b") ","
		     "{\"function\":\"<signal handler called>\",\"signal_handler\":true}," LIBC(
			 "c") "," LIBC("d") "," LIBC("e"),
	    0,
	    "  #0  a from /lib/libc.so.6\n  #1  b from /lib/libc.so.6\n  #2  <signal handler "
	    "called>\n"
	    "  #3  c from /lib/libc.so.6\n  … 2 frames of libc\n");
}

static void
test_short(void)
{
	in_short("", "");
	in_short(
	    LIBC("poll") "," F("work") "," LIBC("x") "," F("run"), "  work at /srv/a.c:7 < run\n");
	in_short(LIBC("poll") "," LIBC("x"), "  poll from /lib/libc.so.6\n");
	in_short(F("a") "," F("b") "," F("c") "," F("d") "," F("e"),
	    "  a at /srv/a.c:7 < b < c < d < …\n");
}

static void
folds(const char *const *libraries, const char *wanted)
{
	struct rendering rendering = RENDERING;
	struct backtrace_fold fold = { .frames = 0 };

	for (; *libraries != NULL; libraries++)
		backtrace_fold_add(&fold, bytes_of(*libraries));
	backtrace_fold_append(&rendering, &fold, 2);
	CHECK_TEXT(rendered(&rendering), bytes_of(wanted));
	CHECK(fold.frames == 0 && fold.names_count == 0);
	buffer_free(&rendering.line);
}

#define FOLDS(wanted, ...) folds((const char *const[]){ __VA_ARGS__, NULL }, wanted)

int
main(void)
{
	memory = arena_new(1 << 20);
	test_whole();
	test_folded();
	test_short();
	FOLDS("", NULL);
	FOLDS("  … 1 frame of a\n", "a");
	FOLDS("  … 3 frames of a and b\n", "a", "b", "a");
	FOLDS("  … 3 frames of a, b and c\n", "a", "b", "c");
	FOLDS("  … 5 frames of a, b, c and others\n", "a", "b", "c", "d", "e");
	arena_free(memory);
	return check_end();
}
