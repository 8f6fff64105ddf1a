#include "pylog/traceback/grammar.h"

#include "check.h"

/* A line that is a frame; without a function: the place of a SyntaxError. */
static const struct {
	const char *line, *file, *function;
	long long number;
} frames[] = {
	{ "  File \"/srv/a.py\", line 12, in f", "/srv/a.py", "f", 12 },
	{ "File \"a.py\", line 1, in <module>", "a.py", "<module>", 1 },
	{ "> File \"a.py\", line 1, in f", "a.py", "f", 1 },                   /* loguru */
	{ "  File \"a \"b\", c.py\", line 2, in f", "a \"b\", c.py", "f", 2 }, /* quotes, commas */
	{ "  File \"a.py\", line 3 in f", "a.py", "f", 3 },                    /* faulthandler */
	{ "  File \"x.html\", line 4, in block \"a\"", "x.html", "block \"a\"", 4 }, /* Jinja2 */
	{ "  File \"bad.py\", line 5", "bad.py", "", 5 },
	{ "  Module a.b, line 6, in render", "", "render", 6 }, /* Zope */
};

static const char *const no_frames[] = { "", "File", "  File \"a.py\"",
	"  File \"a.py\", line , in f", "  File \"notes.txt\" was opened",
	"  File \"a.py\", line 3, and more", "  result = f()", "  Module a.b, line 6, in  ",
	"  Module , line 6, in f" };

/* A line that is an exception's. */
static const struct {
	const char *line, *type, *message;
} exceptions[] = {
	{ "ValueError: x", "ValueError", "x" },
	{ "ValueError: a: b", "ValueError", "a: b" },
	{ "KeyboardInterrupt", "KeyboardInterrupt", "" },
	{ "a.b.Error:", "a.b.Error", "" },
	{ "f.<locals>.Odd: x", "f.<locals>.Odd", "x" },
	{ "RayTaskError(ValueError): x", "RayTaskError(ValueError)", "x" },
	{ "Fehlerä: x", "Fehlerä", "x" },
};

static const char *const no_exceptions[] = { "", "two words", "a.: x", "3rd: x", "a:b", "(x): y",
	"ValueError=a)" };

static void
test_frames(void)
{
	struct traceback_frame frame;

	for (size_t i = 0; i < sizeof(frames) / sizeof(frames[0]); i++) {
		if (!CHECK(grammar_read_frame(bytes_of(frames[i].line), &frame)))
			continue;
		CHECK_TEXT(frame.file, bytes_of(frames[i].file));
		CHECK_TEXT(frame.function, bytes_of(frames[i].function));
		CHECK(frame.line == frames[i].number);
	}
	for (size_t i = 0; i < sizeof(no_frames) / sizeof(no_frames[0]); i++)
		if (!CHECK(!grammar_read_frame(bytes_of(no_frames[i]), &frame)))
			printf("   %s\n", no_frames[i]);
}

static void
test_exceptions(void)
{
	struct bytes type, message;

	for (size_t i = 0; i < sizeof(exceptions) / sizeof(exceptions[0]); i++) {
		CHECK(grammar_read_exception(bytes_of(exceptions[i].line), &type, &message));
		CHECK_TEXT(type, bytes_of(exceptions[i].type));
		CHECK_TEXT(message, bytes_of(exceptions[i].message));
	}
	for (size_t i = 0; i < sizeof(no_exceptions) / sizeof(no_exceptions[0]); i++)
		if (!CHECK(!grammar_read_exception(bytes_of(no_exceptions[i]), &type, &message)))
			printf("   %s\n", no_exceptions[i]);
}

static void
test_relations(void)
{
	struct bytes message;

	CHECK(grammar_relation(BYTES("The above exception was the direct cause of the following "
				     "exception:"),
		  &message) == TRACEBACK_CAUSE);
	CHECK_TEXT(message, BYTES(""));
	CHECK(grammar_relation(BYTES("During handling of the above exception, another exception "
				     "occurred:"),
		  &message) == TRACEBACK_CONTEXT);
	CHECK_TEXT(message, BYTES(""));
	CHECK(grammar_relation(BYTES("During handling of the above exception (no (more) rows), "
				     "another exception occurred:"),
		  &message) == TRACEBACK_CONTEXT);
	CHECK_TEXT(message, BYTES("no (more) rows"));
	CHECK(grammar_relation(BYTES("The above exception was of no consequence, and I went on "
				     "to the next one"),
		  &message) == TRACEBACK_NONE);
}

int
main(void)
{
	test_frames();
	test_exceptions();
	CHECK(grammar_is_warning(BYTES("/usr/lib/a.py:3: DeprecationWarning: old")));
	CHECK(!grammar_is_warning(BYTES("a.py:3: Warnings: old")));
	test_relations();
	CHECK(grammar_repeated(BYTES("  [Previous line repeated 996 more times]")) == 996);
	CHECK(grammar_repeated(BYTES("  [Previous line]")) == -1);
	CHECK(grammar_is_marks(BYTES("~~^ ~~")));
	CHECK(!grammar_is_marks(BYTES("^ x")) && !grammar_is_marks(BYTES("")));
	return check_end();
}
