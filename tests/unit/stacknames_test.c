#include "same/stacknames.h"

#include "record.h"

static struct arena *memory;

/* The names as lines, `;` for LF; how many there are, and the number of the first one of the program's own. */
static void
are(struct stacknames names, const char *wanted, size_t own, bool gap)
{
	struct buffer text = { .at = NULL };

	stacknames_append(&text, &names);
	for (size_t i = 0; i < text.len; i++)
		text.at[i] = text.at[i] == '\n' ? ';' : text.at[i];
	CHECK_TEXT(buffer_bytes(&text), bytes_of(wanted));
	CHECK(names.own == own);
	CHECK(names.gap == gap);
	buffer_free(&text);
}

static void
thread(const char *frames, const char *wanted, size_t own, bool gap)
{
	char line[2000];

	snprintf(line, sizeof(line), "{\"frames\":[%s]}", frames);
	are(stacknames_of_thread(value_of(line, memory), memory), wanted, own, gap);
}

static void
exception(const char *frames, const char *wanted)
{
	char json[2000];

	snprintf(json, sizeof(json), "[%s]", frames);
	are(stacknames_of_exception(value_of(json, memory), memory), wanted, 0, false);
}

#define F(name) "{\"function\":\"" name "\"}"
#define IN(module, address) "{\"module\":\"" module "\",\"address\":\"" address "\"}"
#define PY(file, name) "{\"language\":\"python\",\"file\":\"" file "\",\"function\":\"" name "\"}"
#define HANDLER "{\"function\":\"<signal handler called>\",\"signal_handler\":true}"

static void
test_threads(void)
{
	thread("", "", 0, false);
	thread(F("poll") "," F("work") "," F("main"), "poll;work;main;", 1, false);
	thread(F("poll") "," F("main"), "poll;main;", 2, false);
	/* recursion of one, of two, of eight; of nine it is none */
	thread(F("f") "," F("f") "," F("f"), "f;", 0, false);
	thread(F("f") "," F("g") "," F("f") "," F("g") "," F("f"), "f;g;f;", 0, false);
	/* the same module is the same place only at the same address */
	thread(IN("a", "0x1") "," IN("a", "0x1") "," IN("a", "0x2"), "a;a;", 2, true);
	thread("{\"module\":\"a\"},{\"module\":\"a\"}", "a;a;", 2, true);
	/* nothing is known of a frame */
	thread(F("f") ",{\"address\":\"0x1\"}", "f;", 0, true);
	thread(F("f") ",{\"function\":\"g\",\"unreliable\":true}", "f;", 0, false);
}

static void
test_crashes(void)
{
	/* abort() of glibc 2.36, of glibc 2.31, of FreeBSD; each further out is the program's own */
	thread(F("__pthread_kill_implementation") "," F("raise") "," F("abort") "," F("f"),
	    "abort;f;", 1, false);
	thread(F("raise") "," F("abort") "," F("f"), "abort;f;", 1, false);
	thread(F("thr_kill") "," F("__raise") "," F("abort") "," F("f"), "abort;f;", 1, false);
	thread(F("f") "," F("raise"), "f;raise;", 0, false);
	/* sanitizers, also as macOS wraps functions; but names that only look so stay */
	thread(F("__asan::ReportGenericError") "," F("__interceptor_memcpy") "," F(
		   "wrap_malloc") "," F("__ubsan_handle_add_overflow") "," F("f"),
	    "f;", 0, false);
	thread(F("asanti") "," F("wrap_work"), "asanti;wrap_work;", 0, false);
	/* a handler that reports the crash goes, with what was not known inside of it; another one stays */
	thread(F("waitpid") ",{\"address\":\"0x1\"}," F("print_backtrace") "," HANDLER "," F("f"),
	    "f;", 0, false);
	thread(
	    F("on_child") "," HANDLER "," F("f"), "on_child;<signal handler called>;f;", 0, false);
}

static void
test_python(void)
{
	/* the interpreter's frames of C go where Python's own are shown, wherever these begin */
	thread(F("_PyEval_EvalFrameDefault") "," PY("/srv/app/a.py", "get") "," F(
		   "PyObject_Call") "," F("work"),
	    "app/a get;work;", 0, false);
	thread(
	    F("_PyEval_EvalFrameDefault") "," F("work"), "PyEval_EvalFrameDefault;work;", 0, false);
	exception("", "");
	exception(PY("/usr/lib/python3.11/json/decoder.py", "decode") "," PY(
		      "/srv/app/a.py", "get") "," PY("/srv/app/a.py", "get"),
	    "app/a get;");
	exception(
	    PY("/usr/lib/python3.11/json/decoder.py", "decode") "," PY("<frozen runpy>", "run"),
	    "json/decoder decode;<frozen runpy> run;");
	/* the same name in two modules is no recursion */
	exception(
	    PY("/srv/app/a.py", "get") "," PY("/srv/app/b.py", "get"), "app/a get;app/b get;");
}

int
main(void)
{
	memory = arena_new(1 << 22);
	test_threads();
	test_crashes();
	test_python();
	arena_free(memory);
	return check_end();
}
