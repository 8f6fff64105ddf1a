#include "render/export/layout.h"

#include "record.h"

static struct arena *memory;

static void
laid_out(const char *line, const struct format_options *options, const char *wanted)
{
	struct buffer out = { .at = NULL };
	struct record record = record_of(line, memory);

	layout_append(&out, &record, options);
	if (!CHECK_TEXT(buffer_bytes(&out), bytes_of(wanted)))
		printf("   %s\n", line);
	buffer_free(&out);
}

static const struct format_options plain = { .detail = 0 };

#define EXCEPTION(type, message) "\"exception\":{\"type\":\"" type "\",\"message\":\"" message "\"}"
#define FRAME(line, function, text) \
	"{\"file\":\"a.py\",\"line\":" line ",\"function\":\"" function "\",\"text\":\"" text "\"" \
	"}"
#define RECORD(members) "{\"type\":\"traceback\"," members "}"
#define HEAD "Traceback (most recent call last):\n"

/* The wanted texts are what CPython 3.11 prints, but for marks below the source lines (`^^^^`), which no record has. */
static void
test_exceptions(void)
{
	/* def f(): 1/0 */
	laid_out(RECORD(EXCEPTION("ZeroDivisionError", "division by zero") ",\"frames\":[" FRAME(
		     "1", "f", "def f(): 1/0") "," FRAME("2", "<module>", "f()") "]"),
	    &plain,
	    HEAD "  File \"a.py\", line 2, in <module>\n    f()\n"
		 "  File \"a.py\", line 1, in f\n    def f(): 1/0\n"
		 "ZeroDivisionError: division by zero\n");
	/* raise KeyError() from ValueError('x') */
	laid_out(RECORD("\"exception\":{\"type\":\"KeyError\"},\"frames\":[" FRAME("1", "<module>",
		     "raise KeyError() from ValueError('x')") "],\"chain\":[{\"relation\":"
							      "\"cause\"," EXCEPTION("ValueError",
								  "x") ",\"frames\":[]}]"),
	    &plain,
	    "ValueError: x\n\nThe above exception was the direct cause of the following "
	    "exception:\n\n" HEAD "  File \"a.py\", line 1, in <module>\n    raise KeyError() from "
	    "ValueError('x')\nKeyError\n");
	laid_out(
	    RECORD(
		"\"exception\":{\"type\":\"B\"},\"frames\":[],\"chain\":[{\"relation\":\"context\","
		"\"exception\":{\"type\":\"A\"},\"frames\":[]}]"),
	    &plain,
	    "A\n\nDuring handling of the above exception, another exception occurred:\n\nB\n");
	laid_out(RECORD("\"exception\":{\"type\":\"SyntaxError\",\"message\":\"invalid "
			"syntax\",\"file\":\"b.py\",\"line\":3,\"text\":\"x =\"},\"frames\":[]"),
	    &plain, "  File \"b.py\", line 3\n    x =\nSyntaxError: invalid syntax\n");
	/* sys.setrecursionlimit(); def f(): f() */
	laid_out(RECORD("\"exception\":{\"type\":\"RecursionError\"},\"frames\":[{\"file\":\"a."
			"py\",\"line\":1,\"function\":\"f\",\"text\":\"f()\",\"repeated\":996}]"),
	    &plain,
	    HEAD "  File \"a.py\", line 1, in f\n    f()\n  [Previous line repeated 996 more "
		 "times]\nRecursionError\n");
	laid_out(RECORD("\"exception\":{\"type\":\"E\"},\"frames\":[]"), &plain, "E\n");
	laid_out(RECORD("\"frames\":[]"), &plain, "");
}

/* raise ExceptionGroup('g', [ValueError(1), ExceptionGroup('h', [TypeError(2)])]) */
static void
test_groups(void)
{
	laid_out(RECORD(EXCEPTION("ExceptionGroup", "g (2 sub-exceptions)") ",\"frames\":[" FRAME(
		     "1", "<module>",
		     "raise x") "],"
				"\"exceptions\":[{" EXCEPTION("ValueError",
				    "1") ",\"frames\":[]},"
					 "{" EXCEPTION("ExceptionGroup",
					     "h (1 sub-exception)") ",\"frames\":[],\"exceptions\":"
								    "[{" EXCEPTION("TypeError",
									"2") ",\"frames\":[]}]}]"),
	    &plain,
	    "  + Exception Group Traceback (most recent call last):\n"
	    "  |   File \"a.py\", line 1, in <module>\n"
	    "  |     raise x\n"
	    "  | ExceptionGroup: g (2 sub-exceptions)\n"
	    "  +-+---------------- 1 ----------------\n"
	    "    | ValueError: 1\n"
	    "    +---------------- 2 ----------------\n"
	    "    | ExceptionGroup: h (1 sub-exception)\n"
	    "    +-+---------------- 1 ----------------\n"
	    "      | TypeError: 2\n"
	    "      +------------------------------------\n");
	laid_out(RECORD(EXCEPTION("ExceptionGroup",
		     "g (16 sub-exceptions)") ",\"frames\":[],\"omitted\":15,"
					      "\"exceptions\":[{" EXCEPTION(
						  "ValueError", "1") ",\"frames\":[]}]"),
	    &plain,
	    "  + ExceptionGroup: g (16 sub-exceptions)\n"
	    "  +-+---------------- 1 ----------------\n"
	    "    | ValueError: 1\n"
	    "    +---------------- ... ----------------\n"
	    "    | and 15 more exceptions\n"
	    "    +------------------------------------\n");
}

static void
test_threads(void)
{
	static const char line[] = "{\"type\":\"thread\",\"frames\":[{\"level\":0,\"function\":"
				   "\"f\",\"args\":\"(a=1)\",\"file\":\"/src/x/a.c\",\"line\":7,"
				   "\"locals\":[{\"name\":\"b\",\"value\":\"2\"}]},{\"function\":"
				   "\"g\",\"module\":\"/lib/b.so\"},"
				   "{\"level\":12,\"module\":\"/lib/b.so\",\"module_offset\":16}]}";
	struct format_options options = { .source_root = "/src/" };

	laid_out(line, &plain,
	    "#0  f at /src/x/a.c:7\n#1  g from /lib/b.so\n#12  ?"
	    "? from /lib/b.so+0x10\n");
	options.values = true;
	laid_out(line, &options,
	    "#0  f (a=1) at x/a.c:7\n        b = 2\n#1  g from /lib/b.so\n#12  ?"
	    "? from /lib/b.so+0x10\n");
	laid_out("{\"type\":\"thread\",\"frames\":[]}", &plain, "");
}

int
main(void)
{
	memory = arena_new(1 << 22);
	test_exceptions();
	test_groups();
	test_threads();
	arena_free(memory);
	return check_end();
}
