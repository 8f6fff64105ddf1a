#include "pylog/traceback/grammar.h"

#include "check.h"

/* A line that is a frame, or without a function the place of a SyntaxError. */
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
	{ "  PL/Python function \"weave\", line 3, in f", "", "f", 3 },
	{ "PL/Python anonymous code block, line 3, in <module>", "", "<module>", 3 },
	{ "File /opt/a.py, line 7, in f", "/opt/a.py", "f", 7 }, /* the quotation marks are lost */
	{ "  File C:\\a.py, line 7, in <module>", "C:\\a.py", "<module>", 7 },
	{ "  File \"a.py\", line 7, in f (Current frame)", "a.py", "f",
	    7 }, /* Visual Studio Code */
	{ "File: 'it's a.bb', lineno: 8, function: f", "it's a.bb", "f", 8 }, /* BitBake */
};

static const char *const no_frames[] = { "", "File", "  File \"a.py\"",
	"  File \"a.py\", line , in f", "  File \"notes.txt\" was opened",
	"  File \"a.py\", line 3, and more", "  result = f()", "  Module a.b, line 6, in  ",
	"PL/Python function \"weave\"", "PL/Python loom, line 3, in f",
	"PL/Python function \"weave, line 3, in f", "  Module , line 6, in f",
	"File a.py, line 7, in f", "File /opt/a.py, line 7", "File /opt/a.py, line 7 in f",
	"File: 'a.bb', lineno: 8", "File: 'a.bb', lineno: x, function: f",
	"File: 'a.bb', lineno: 8, function: " };

/* A line with the type of an exception. */
static const struct {
	const char *line, *type, *message;
} exceptions[] = {
	{ "ValueError: x", "ValueError", "x" },
	{ "ValueError: a: b", "ValueError", "a: b" },
	{ "KeyboardInterrupt", "KeyboardInterrupt", "" },
	{ "E", "E", "" },
	{ "RayTaskError(E): x", "RayTaskError(E)", "x" },
	{ "<class 'KeyError'>: x", "KeyError", "x" },
	{ "<type 'E'>: x", "E", "x" },
	{ "a.b.Error:", "a.b.Error", "" },
	{ "f.<locals>.Odd: x", "f.<locals>.Odd", "x" },
	{ "RayTaskError(ValueError): x", "RayTaskError(ValueError)", "x" },
	{ "Fehlerä: x", "Fehlerä", "x" },
};

static const char *const no_exceptions[] = { "", "two words", "a.: x", "3rd: x", "a:b", "(x): y",
	"ValueError=a)", ".x: y", ">x: y", "RayTaskError(): x", "Odd(ValueError): x",
	"RayTaskError(ValueError: x", "<class ''>: x", "<class 'a b'>: x", "<class 'E'> x" };

static void
test_frames(void)
{
	struct traceback_frame frame;

	for (size_t i = 0; i < COUNT_OF(frames); i++) {
		if (!CHECK(grammar_read_frame(bytes_of(frames[i].line), &frame)))
			continue;
		CHECK_TEXT(frame.file, bytes_of(frames[i].file));
		CHECK_TEXT(frame.function, bytes_of(frames[i].function));
		CHECK(frame.line == frames[i].number);
	}
	for (size_t i = 0; i < COUNT_OF(no_frames); i++)
		if (!CHECK(!grammar_read_frame(bytes_of(no_frames[i]), &frame)))
			printf("   %s\n", no_frames[i]);
}

static void
test_exceptions(void)
{
	struct bytes type, message;

	for (size_t i = 0; i < COUNT_OF(exceptions); i++) {
		CHECK(grammar_read_exception(bytes_of(exceptions[i].line), &type, &message));
		CHECK_TEXT(type, bytes_of(exceptions[i].type));
		CHECK_TEXT(message, bytes_of(exceptions[i].message));
	}
	for (size_t i = 0; i < COUNT_OF(no_exceptions); i++)
		if (!CHECK(!grammar_read_exception(bytes_of(no_exceptions[i]), &type, &message)))
			printf("   %s\n", no_exceptions[i]);
}

/* What IPython and rich print of frames. */
static const struct {
	const char *line, *file, *function, *args;
	long long number;
} listed[] = {
	{ "File ~/a.py:4, in f(x)", "~/a.py", "f", "(x)", 4 },
	{ "File ~/a.py:4", "~/a.py", "", "", 4 },
	{ "Cell In[1], line 3", "Cell In[1]", "", "", 3 },
	{ "Cell In[1], line 3, in f(x)", "Cell In[1]", "f", "(x)", 3 },
	{ "Input In [1], in <module>", "Input In [1]", "<module>", "", -1 },
	{ "~/a.py in f(x)", "~/a.py", "f", "(x)", -1 },
	{ "a.py in f(x", "a.py", "f(x", "", -1 },
	{ "a.pyx in (x)", "a.pyx", "(x)", "", -1 },
	{ "<ipython-input-1-01> in <module>", "<ipython-input-1-01>", "<module>", "", -1 },
	{ "[/a.py](https://localhost/#) in f()", "/a.py", "f", "()", -1 },
};

static const char *const not_listed[] = { "", "File x", "Cell In[1]", "Cell In[1], line x",
	"-> a.py in f()", "a.txt in f()", "a b.py in f()", "a.py on f()" };

static void
test_listed_frames(void)
{
	static const struct {
		const char *line, *file, *function;
		long long number;
	} rich[] = {
		{ "/a.py:7 in f", "/a.py", "f", 7 },
		{ "a:7: in f", "a", "f", 7 },
		{ "a:b:7 in f", "a:b", "f", 7 },
		{ "in f", "", "f", -1 },
		{ "in <module>:12", "", "<module>", 12 },
	};
	static const char *const others[] = { "", "in ", "in f:", "in f:12x", "in f x", "a.py:7",
		":7 in f", "a.py:x in f" };
	struct traceback_frame frame;

	for (size_t i = 0; i < COUNT_OF(listed); i++) {
		if (!CHECK(grammar_read_ipython_frame(bytes_of(listed[i].line), &frame)))
			printf("   %s\n", listed[i].line);
		CHECK_TEXT(frame.file, bytes_of(listed[i].file));
		CHECK_TEXT(frame.function, bytes_of(listed[i].function));
		CHECK_TEXT(frame.args, bytes_of(listed[i].args));
		CHECK(frame.line == listed[i].number);
	}
	for (size_t i = 0; i < COUNT_OF(not_listed); i++)
		if (!CHECK(!grammar_read_ipython_frame(bytes_of(not_listed[i]), &frame)))
			printf("   %s\n", not_listed[i]);
	for (size_t i = 0; i < COUNT_OF(rich); i++) {
		if (!CHECK(grammar_read_rich_frame(bytes_of(rich[i].line), &frame)))
			printf("   %s\n", rich[i].line);
		CHECK_TEXT(frame.file, bytes_of(rich[i].file));
		CHECK_TEXT(frame.function, bytes_of(rich[i].function));
		CHECK(frame.line == rich[i].number);
	}
	for (size_t i = 0; i < COUNT_OF(others); i++)
		if (!CHECK(!grammar_read_rich_frame(bytes_of(others[i]), &frame)))
			printf("   %s\n", others[i]);
}

/* faulthandler's C stack, as 3.14 prints it. */
static void
test_native_frames(void)
{
	static const struct {
		const char *line, *module, *function, *address;
		long long offset, module_offset;
	} rows[] = {
		{ "  Binary file \"/lib/x.so\", at abort+0x2b [0x7f]", "/lib/x.so", "abort", "0x7f",
		    0x2b, -1 },
		{ "Binary file \"/lib/x.so\", at f+0x2b [0x7f]", "/lib/x.so", "f", "0x7f", 0x2b,
		    -1 },
		{ "Binary file \"/lib/x.so\", at abort [0x7f]", "/lib/x.so", "abort", "0x7f", -1,
		    -1 },
		{ "Binary file \"/lib/x.so\", at +0x2b [0x7f]", "/lib/x.so", "", "0x7f", -1, 0x2b },
		{ "Binary file \"/lib/x.so\" [0x7f]", "/lib/x.so", "", "0x7f", -1, -1 },
	};
	static const char *const others[] = { "", "Binary file \"/lib/x.so\"",
		"Binary file \"/lib/x.so\" [7f]", "<truncated rest of calls>" };
	struct traceback_native frame;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		if (!CHECK(grammar_read_native_frame(bytes_of(rows[i].line), &frame)))
			continue;
		CHECK_TEXT(frame.module, bytes_of(rows[i].module));
		CHECK_TEXT(frame.function, bytes_of(rows[i].function));
		CHECK_TEXT(frame.address, bytes_of(rows[i].address));
		CHECK(frame.offset == rows[i].offset);
		CHECK(frame.module_offset == rows[i].module_offset);
	}
	for (size_t i = 0; i < COUNT_OF(others); i++)
		CHECK(!grammar_read_native_frame(bytes_of(others[i]), &frame));
}

/* Lines of which it is only asked what they are. */
static const struct {
	bool (*is)(struct bytes text);
	const char *text;
	bool it;
} claims[] = {
	{ grammar_is_exception_name, "KeyError", true },
	{ grammar_is_exception_name, "__main__.E", true },
	{ grammar_is_exception_name, "RayTaskError(E)", true },
	{ grammar_is_exception_name, "word", false },
	{ grammar_is_marks, "^", true },
	{ grammar_is_marks, "~ ^\t~", true },
	{ grammar_is_marks, " ^", false },
	{ grammar_is_marks, "^x", false },
	{ grammar_is_warning, "a.py:3: Warning: x", true },
	{ grammar_is_warning, "a.py:-1: RuntimeWarning: x", true },
	{ grammar_is_warning, "a.py:-1: Warnings: x", false },
	{ grammar_is_warning, "Warning: x", false },
	{ grammar_is_warning, "a.py:3: Warning", false },
	{ grammar_begins_drive, "C:\\a", true },
	{ grammar_begins_drive, "C:\\", false },
	{ grammar_begins_drive, "1:\\a", false },
	{ grammar_begins_drive, "C:/a", false },
	{ grammar_is_name, "<module>", true },
	{ grammar_is_name, "", false },
	{ grammar_is_name, "f x", false },
	{ grammar_is_elision, "[...] ", true },
	{ grammar_is_elision, "....", false },
};

static void
test_claims(void)
{
	struct bytes type, message;

	for (size_t i = 0; i < COUNT_OF(claims); i++)
		if (!CHECK(claims[i].is(bytes_of(claims[i].text)) == claims[i].it))
			printf("   %s\n", claims[i].text);
	CHECK(grammar_read_django_type(BYTES("Exception Type: E at /"), &type));
	CHECK_TEXT(type, BYTES("E"));
	CHECK(!grammar_read_django_type(BYTES("Exception Type: "), &type));
	CHECK(grammar_read_ignored(BYTES("Exception E: 'x' in <f> ignored "), &type, &message));
	CHECK_TEXT(message, BYTES("'x'"));
	CHECK(!grammar_read_ignored(BYTES("Exception E: 'x' in f> ignored"), &type, &message));
	CHECK(!grammar_read_ignored(BYTES("Exception E: 'x' in <f> was"), &type, &message));
	CHECK(grammar_repeated(BYTES("[Previous line repeated 1 more time]")) == 1);
	CHECK(grammar_repeated(BYTES("[Previous line repeated 3 times]")) == -1);
	CHECK(grammar_repeated(BYTES("[Previous line repeated x more times]")) == -1);
}

int
main(void)
{
	test_listed_frames();
	test_native_frames();
	test_claims();
	test_frames();
	test_exceptions();
	CHECK(grammar_is_warning(BYTES("/usr/lib/a.py:3: DeprecationWarning: old")));
	CHECK(!grammar_is_warning(BYTES("a.py:3: Warnings: old")));
	CHECK(grammar_repeated(BYTES("  [Previous line repeated 996 more times]")) == 996);
	CHECK(grammar_repeated(BYTES("  [Previous line]")) == -1);
	CHECK(grammar_is_marks(BYTES("~~^ ~~")));
	CHECK(!grammar_is_marks(BYTES("^ x")) && !grammar_is_marks(BYTES("")));
	return check_end();
}
