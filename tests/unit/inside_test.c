#include "pylog/traceback/inside.h"

#include "traceback.h"

#define HEADER "+Traceback (most recent call last):\n"
#define FRAME "+  File \"a.py\", line 1, in f\n"
#define LOG "2026-11-24 10:00:00 INFO app: x\n"
#define CAUSE "+The above exception was the direct cause of the following exception:\n"

/* The newest frame of the exception that comes first. */
static void
is_frame(const char *function, const char *text)
{
	const struct raised *raised = event_raised(&event);

	if (!CHECK(raised != NULL && raised->frames != NULL))
		return;
	CHECK_TEXT(raised->frames->function, bytes_of(function));
	CHECK_TEXT(raised->frames->text, bytes_of(text));
}

static enum line_answer
feed_fallen(const char *line)
{
	return event_feed_fallen(&event, bytes_of(line));
}

/* Source that lost its indentation: a frame or the exception line shows that it was that. */
static void
test_fallen_source(void)
{
	begin_anew();
	tell(HEADER FRAME "~return g(1)\n"
			  "+  File \"b.py\", line 2, in g\n"
			  "+ValueError: x\n");
	is_frame("g", "");
	CHECK_TEXT(event_raised(&event)->frames->next->text, BYTES("return g(1)"));
	begin_anew();
	tell(HEADER FRAME "~return g(1)\n"
			  "+ValueError: x\n");
	is_frame("f", "return g(1)");
	/* two lines are none, nor one behind a frame that has source, or before any frame */
	begin_anew();
	tell(HEADER FRAME "~return g(1)\n"
			  ".return h(1)\n");
	begin_anew();
	tell(FRAMES ".return g(1)\n");
	begin_anew();
	tell(HEADER ".return g(1)\n");
	/* a word may be source, too, and the frame behind it says so */
	begin_anew();
	tell(HEADER FRAME "+try:\n"
			  "+  File \"b.py\", line 2, in g\n"
			  "+    h()\n"
			  "+ValueError: x\n");
	is_raised("ValueError", "x", NULL);
	CHECK_TEXT(event_raised(&event)->frames->next->text, BYTES("try:"));
	/* and then it names no exception, if none follows */
	begin_anew();
	tell(HEADER FRAME "+try:\n"
			  "+  File \"b.py\", line 2, in g\n");
	CHECK(!event_is_whole(&event));
	is_raised("", "", NULL);
	begin_anew();
	tell(FRAMES "+try:\n"
		    "+  File \"b.py\", line 2, in g\n");
	CHECK(event_is_whole(&event));
}

/* The same where lines of others stand between, which have what the event's lines have not. */
static void
test_lines_that_fell_out(void)
{
	begin_anew();
	tell(HEADER);
	CHECK(feed_fallen("    x") == LINE_HELD);
	CHECK(feed_fallen("  File \"a.py\", line 1, in f") == LINE_TAKEN);
	CHECK(feed_fallen("    f()") == LINE_TAKEN);
	CHECK(feed_fallen("    g()") == LINE_HELD);
	CHECK(feed_fallen("ValueError: x") == LINE_TAKEN);
	is_frame("f", "f()");
	is_raised("ValueError", "x", NULL);
}

/* What may be the exception line. */
static void
test_names(void)
{
	static const struct {
		const char *line;
		char near, far; /* as tell() has them; behind an empty line */
		const char *type;
	} rows[] = {
		{ "ValueError: x", '+', '+', "ValueError" },
		{ "ValueError", '+', '+', "ValueError" },
		{ "word: x", '+', '+', "word" },
		{ "word", '+', '.', "word" }, /* a title */
		{ "app.Odd", '+', '.', "app.Odd" },
		{ "Exception Type: E", '+', '+', "E" },
		{ "two words", '.', '.', NULL },
		{ "__main__.E: x", '+', '+', "__main__.E" },
	};
	char line[80];

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		begin_anew();
		tell(FRAMES);
		snprintf(line, sizeof(line), "%c%s\n", rows[i].near, rows[i].line);
		tell(line);
		if (rows[i].type != NULL)
			CHECK_TEXT(event_raised(&event)->type, bytes_of(rows[i].type));
		begin_anew();
		tell(FRAMES);
		snprintf(line, sizeof(line), "~\n%c%s\n", rows[i].far, rows[i].line);
		tell(line);
	}
	/* the empty line stood before another frame */
	begin_anew();
	tell(FRAMES "~\n" FRAME "+word\n");
	/* where no header announced one, it is a path, or called like an exception */
	arena_reset(memory);
	event_begin(&event, memory, HEADING_FRAME, BYTES(""));
	tell(FRAME ".word: x\n"
		   "+app.Odd: x\n");
	arena_reset(memory);
	event_begin(&event, memory, HEADING_FRAME, BYTES(""));
	tell(FRAME "+ValueError: x\n");
	/* a heading behind an exception's name is its message */
	begin_anew();
	tell(FRAMES "+RuntimeError: Traceback (most recent call last):\n" FRAME "+    g()\n"
		    "+KeyError: 1\n");
	CHECK(event.tree.top == 1);
	begin_anew();
	tell(FRAMES ".RuntimeError said Traceback (most recent call last):\n"
		    ".text Traceback (most recent call last):\n"
		    ".word: Traceback (most recent call last):\n");
}

/* Salt sets in the frames and the exception line, and not the header. */
static void
test_what_is_set_in(void)
{
	static const char frames[] = HEADER "+    File \"a.py\", line 1, in f\n"
					    "+      f()\n";

	begin_anew();
	tell(frames);
	tell("+  ValueError: x\n"
	     "+  more\n"
	     ".less\n");
	is_raised("ValueError", "x\nmore", NULL);
	begin_anew();
	tell(frames);
	tell("~\n"
	     "+  E\n");
	is_raised("E", "", NULL);
	/* as far in as the frames it is source, and so are two words */
	begin_anew();
	tell(frames);
	tell("+    ValueError: x\n"
	     "+  two words\n");
	CHECK(!event_is_whole(&event));
	/* behind a line of others it has to be called like an exception */
	begin_anew();
	tell(frames);
	tell("~" LOG "~  word: x\n"
	     "+  ValueError: x\n");
	begin_anew();
	tell(FRAMES "~" LOG "~    f()\n"
		    "+ValueError: x\n");
}

/* Lines of others: three of them, and no more; behind the exception line they are counted anew. */
static void
test_lines_of_others(void)
{
	begin_anew();
	tell(FRAMES "~" LOG "~text\n"
		    "~" LOG "+ValueError: x\n" CAUSE HEADER "~" LOG "~" LOG "~" LOG FRAME
		    "+KeyError: 1\n");
	is_raised("KeyError", "1", "ValueError");
	begin_anew();
	tell(FRAMES "~" LOG "~" LOG "~" LOG "." LOG);
	begin_anew();
	tell(FRAMES "~" LOG "~" LOG FRAME "~" LOG "~" LOG "~" LOG "+ValueError: x\n");
	/* without a header, frames behind such a line are another stack */
	arena_reset(memory);
	event_begin(&event, memory, HEADING_FRAME, BYTES(""));
	tell(FRAME "+    f()\n"
		   "~" LOG ".  File \"b.py\", line 2, in g\n");
}

/* A warning with a stack of its own ends a stack without a header. */
static void
test_warnings(void)
{
	static const char *const warnings[] = {
		"2026-11-24 10:00:00 WARNING py.warnings: x",
		"/usr/lib/a.py:3: DeprecationWarning: old",
	};

	for (size_t i = 0; i < COUNT_OF(warnings); i++) {
		arena_reset(memory);
		event_begin(&event, memory, HEADING_FRAME, BYTES(""));
		tell(FRAME);
		CHECK(feed(warnings[i]) == LINE_OVER);
		begin_anew();
		tell(HEADER FRAME);
		CHECK(feed(warnings[i]) == LINE_HELD);
	}
	arena_reset(memory);
	event_begin(&event, memory, HEADING_FRAME, BYTES(""));
	tell(FRAME "~" LOG);
}

/* Marks, a count, and what people put for frames that they left out. */
static void
test_signs(void)
{
	begin_anew();
	tell(HEADER "+  [Previous line repeated 3 more times]\n" FRAME
		    "+  [Previous line repeated 4 more times]\n"
		    "+ ^^^\n"
		    "+[...]\n"
		    "+ValueError: x\n");
	CHECK(event_raised(&event)->frames->repeated == 4);
	event_end(&event);
	CHECK(event.truncated);
}

/* Mail folds lines: the first ends with `=`. */
static void
test_mail(void)
{
	begin_anew();
	tell(HEADER "+  File \"a.py\", line 1=\n"
		    "+2, in f\n"
		    "+    return f(1, =\n"
		    "+2)\n"
		    "+ValueError: x\n");
	is_frame("f", "return f(1, 2)");
	CHECK(event_raised(&event)->frames->line == 12 && !event.torn);
	/* not what stands behind an empty line, a line of others, or is one */
	begin_anew();
	tell(HEADER FRAME "+    f(1, =\n"
			  "~\n"
			  ".2)\n");
	begin_anew();
	tell(HEADER FRAME "+    f(1, =\n"
			  "~" LOG "~2)\n"
			  "+ValueError: x\n");
	is_frame("f", "f(1, =");
}

/* rich folds a frame at a blank, which may be gone; what cannot be joined is torn. */
static void
test_torn_frames(void)
{
	begin_anew();
	tell(HEADER "+  File \"/srv/app/a.py\", line 12,\n"
		    "+in f\n"
		    "+ValueError: x\n");
	is_frame("f", "");
	event_end(&event);
	CHECK(!event.truncated);
	begin_anew();
	tell(HEADER "+  File\n"
		    "+\"/srv/app/a.py\", line 12, in f\n"
		    "+ValueError: x\n");
	is_frame("f", "");
	begin_anew();
	tell(HEADER "+  File\n"
		    "+\"/srv/app\n"
		    "+/a.py\", line 12, in f\n"
		    "+ValueError: x\n");
	is_frame("f", "");
	begin_anew();
	tell(HEADER FRAME "+  File \"/srv/app/a.py\", li\n"
			  "+ValueError: x\n");
	is_raised("ValueError", "x", NULL);
	event_end(&event);
	CHECK(event.truncated);
	/* source may begin so */
	begin_anew();
	tell(HEADER FRAME "+    File = open(x)\n"
			  "+    File is what follows\n"
			  "+ValueError: x\n");
	is_frame("f", "File = open(x)");
	event_end(&event);
	CHECK(!event.truncated);
}

/* So long a frame is joined, and no longer one. */
static void
test_the_longest_torn_frame(void)
{
	enum { MOST = 1024 };
	static const char begin_of[] = "  File \"", end_of[] = ", line 1, in f";
	char half[MOST + 1];

	for (size_t more = 0; more <= 1; more++) {
		size_t length = MOST - strlen(end_of) + more;

		memset(half, 'a', length);
		memcpy(half, begin_of, strlen(begin_of));
		half[length - 1] = '"';
		begin_anew();
		tell(HEADER);
		CHECK(event_feed(&event, (struct bytes){ half, length }) == LINE_TAKEN);
		CHECK(feed(end_of) == (more == 0 ? LINE_TAKEN : LINE_HELD));
		CHECK(event.torn == (more > 0));
	}
}

/* Lines, as a terminal of that many columns shows them: what is cut goes on in the next. */
static void
feed_cut(const char *text, size_t columns)
{
	struct bytes rest = bytes_of(text), line;

	begin_anew();
	while (bytes_next(&rest, '\n', &line)) {
		do {
			CHECK(event_feed(&event, bytes_first(line, columns)) == LINE_TAKEN);
			line = bytes_from(line, bytes_first(line, columns).len);
		} while (line.len > 0);
	}
	event_end(&event);
}

/* What is copied off a terminal is what was printed, at these widths at least. */
static const struct {
	const char *frames, *function, *text;
	size_t columns[4][2]; /* from, to */
} terminals[] = {
	/* cut in the path, the line's number, or the function */
	{ "  File \"/srv/app/some/long/package/name/module_with_a_long_name.py\", line 123, in "
	  "function_with_a_long_name\n    return f(1)\n",
	    "function_with_a_long_name", "return f(1)", { { 60, 74 }, { 78, 120 } } },
	/* cut in source, behind an open bracket */
	{ "  File \"/srv/a.py\", line 3, in f\n    return self.do_something(with_one=\"value\", "
	  "another_argument=another_value, third=3)\n",
	    "f",
	    "return self.do_something(with_one=\"value\", another_argument=another_value, third=3)",
	    { { 80, 80 }, { 87, 120 } } },
	/* behind a blank */
	{ "  File \"/srv/a.py\", line 3, in f\n    result = another_function_with_a_name + "
	  "something_else + third_thing_to_add + fourth\n",
	    "f",
	    "result = another_function_with_a_name + something_else + third_thing_to_add + fourth",
	    { { 80, 80 } } },
	/* two frames */
	{ "  File \"/srv/app/some/long/package/name/module_with_a_long_name.py\", line 123, in "
	  "function_with_a_long_name\n    return f(1)\n"
	  "  File \"/srv/app/some/other/long/package/name/module_with_long_name.py\", line 12, in "
	  "other_function_name\n    raise ValueError(\"something that is longer than the "
	  "terminal\")\n",
	    "other_function_name",
	    "raise ValueError(\"something that is longer than the terminal\")",
	    { { 60, 74 }, { 78, 120 } } },
};

static void
test_terminals(void)
{
	char text[800];

	for (size_t i = 0; i < COUNT_OF(terminals); i++) {
		snprintf(text, sizeof(text), "%s\n%sValueError: x\n", header, terminals[i].frames);
		for (size_t j = 0; j < COUNT_OF(terminals[i].columns); j++)
			for (size_t columns = terminals[i].columns[j][0];
			     columns > 0 && columns <= terminals[i].columns[j][1]; columns++) {
				int failed = checks_failed;

				feed_cut(text, columns);
				is_raised("ValueError", "x", NULL);
				is_frame(terminals[i].function, terminals[i].text);
				CHECK(event_raised(&event)->file.len == 0);
				CHECK(event_raised(&event)->line < 0);
				if (checks_failed > failed)
					printf("   terminal %zu of %zu columns\n", i, columns);
			}
	}
}

int
main(void)
{
	memory = arena_new(1024 * 1024);
	if (!CHECK(memory != NULL))
		return check_end();
	test_fallen_source();
	test_lines_that_fell_out();
	test_names();
	test_what_is_set_in();
	test_lines_of_others();
	test_warnings();
	test_signs();
	test_mail();
	test_torn_frames();
	test_the_longest_torn_frame();
	test_terminals();
	arena_free(memory);
	return check_end();
}
