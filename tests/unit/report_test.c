#include "pylog/traceback/report.h"

#include "check.h"

static struct arena *memory;
static struct tree tree;
static struct report report;

static void
begin(void)
{
	arena_reset(memory);
	tree = (struct tree){ .memory = memory };
	report = (struct report){ .idle = 0 };
}

static enum line_answer
feed(const char *text)
{
	static const struct mark mark;
	struct log_line line;

	kind_read(bytes_of(text), &mark, &line);
	return report_feed(&report, &tree, &line);
}

static void
is_frame(const struct traceback_frame *frame, const char *file, long long line,
    const char *function, const char *text)
{
	if (!CHECK(frame != NULL))
		return;
	CHECK_TEXT(frame->file, bytes_of(file));
	CHECK(frame->line == line);
	CHECK_TEXT(frame->function, bytes_of(function));
	CHECK_TEXT(frame->text, bytes_of(text));
}

static void
test_titles(void)
{
	static const struct {
		const char *line;
		size_t start;
	} titles[] = { { "____ test_a ____", 0 }, { "________ test_a[1-x] ________", 0 },
		{ "[gw0] ____ TestA.test_b ____", 6 },
		{ "_____ ERROR at setup of test_a _____", 0 }, { "____ a_b_ ____", 0 } };
	static const char *const others[] = { "", "____", "____ test_a", "test_a ____",
		"____ test_a ___", "___ test_a ____", "____ test_a____", "____ ____",
		"_____________", "____  ____ ____" };
	size_t start = 99;

	for (size_t i = 0; i < COUNT_OF(titles); i++)
		if (!CHECK(report_find_title(bytes_of(titles[i].line), &start) &&
			start == titles[i].start))
			printf("   %s\n", titles[i].line);
	for (size_t i = 0; i < COUNT_OF(others); i++)
		if (!CHECK(!report_find_title(bytes_of(others[i]), &start)))
			printf("   %s\n", others[i]);
}

/* The long style: a listing, an arrow, and the place below it. */
static void
test_long(void)
{
	struct raised *raised;

	begin();
	CHECK(feed("    def test_a():") == LINE_TAKEN);
	CHECK(feed(">       f(1)") == LINE_TAKEN);
	CHECK(feed("") == LINE_HELD);
	CHECK(feed("test_a.py:5: ") == LINE_TAKEN);
	CHECK(feed("_ _ _ _ _ _ _ _ _") == LINE_TAKEN);
	CHECK(feed("    async def f(x):") == LINE_TAKEN);
	CHECK(feed(">       raise ValueError(x)") == LINE_TAKEN);
	CHECK(feed("E       ValueError: x") == LINE_TAKEN);
	CHECK(feed("E         more of it") == LINE_TAKEN);
	CHECK(feed("E       and more") == LINE_TAKEN);
	CHECK(feed("E") == LINE_TAKEN);
	CHECK(feed("E     less") == LINE_TAKEN);
	CHECK(feed("") == LINE_HELD);
	CHECK(feed("src/a.py:9: ValueError") == LINE_TAKEN);
	raised = tree_newest(&tree);
	CHECK_TEXT(raised->type, BYTES("ValueError"));
	CHECK_TEXT(raised->message, BYTES("x\n  more of it\nand more\n\nless"));
	CHECK(raised->frame_count == 2);
	is_frame(raised->frames, "src/a.py", 9, "f", "raise ValueError(x)");
	is_frame(raised->frames->next, "test_a.py", 5, "test_a", "f(1)");
	CHECK(feed("____ test_b ____") == LINE_OVER);
}

/* The short style, also for a chain. */
static void
test_short(void)
{
	struct raised *raised;

	begin();
	CHECK(feed("a.py:3: in f") == LINE_TAKEN);
	CHECK(feed("    g(1)") == LINE_TAKEN);
	CHECK(feed("    more") == LINE_TAKEN);
	CHECK(feed("C:\\b.py:4: in g") == LINE_TAKEN);
	CHECK(feed("    h(1)") == LINE_TAKEN);
	CHECK(feed("E   KeyError: 1") == LINE_TAKEN);
	CHECK(feed("The above exception was the direct cause of the following exception:") ==
	    LINE_TAKEN);
	CHECK(feed("a.py:5: in f") == LINE_TAKEN);
	CHECK(feed("    i(1)") == LINE_TAKEN);
	CHECK(feed("E   ValueError: y") == LINE_TAKEN);
	raised = tree_newest(&tree);
	CHECK_TEXT(raised->type, BYTES("ValueError"));
	CHECK(raised->frame_count == 1);
	is_frame(raised->frames, "a.py", 5, "f", "i(1)");
	raised = raised->behind;
	CHECK_TEXT(raised->type, BYTES("KeyError"));
	CHECK(raised->relation == TRACEBACK_CAUSE && raised->frame_count == 2);
	is_frame(raised->frames, "C:\\b.py", 4, "g", "h(1)");
	is_frame(raised->frames->next, "a.py", 3, "f", "g(1)");
	CHECK(feed("===== 1 failed in 0.01s =====") == LINE_OVER);
}

/* A listing and its arrow are of one place alone; source below it is of no frame before. */
static void
test_places(void)
{
	const struct traceback_frame *frame;

	begin();
	CHECK(feed("    def f():") == LINE_TAKEN);
	CHECK(feed(">       g(1)") == LINE_TAKEN);
	CHECK(feed("a.py:3: ") == LINE_TAKEN);
	CHECK(feed("b.py:4: in g") == LINE_TAKEN);
	CHECK(feed("c.py:5: ") == LINE_TAKEN);
	CHECK(feed("    x = 1") == LINE_TAKEN);
	frame = tree_newest(&tree)->frames;
	is_frame(frame, "c.py", 5, "", "");
	is_frame(frame->next, "b.py", 4, "g", "");
	is_frame(frame->next->next, "a.py", 3, "f", "g(1)");
	CHECK(feed("E x: y") == LINE_TAKEN);
	CHECK_TEXT(tree_newest(&tree)->type, BYTES("x"));
	CHECK(feed("[gw0] ____ test_b ____") == LINE_OVER);
	CHECK(feed("2026-11-24 10:00:00 INFO app: x") == LINE_OVER);
	CHECK(feed("Traceback (most recent call last):") == LINE_OVER);
}

/* What an `E` says where it is no exception line. */
static void
test_asserts(void)
{
	begin();
	CHECK(feed("E       assert 1 == 2") == LINE_TAKEN);
	CHECK_TEXT(tree_newest(&tree)->type, BYTES("AssertionError"));
	CHECK_TEXT(tree_newest(&tree)->message, BYTES("assert 1 == 2"));
	begin();
	CHECK(feed("E       fixture 'x' not found") == LINE_TAKEN);
	CHECK_TEXT(tree_newest(&tree)->type, BYTES(""));
	CHECK(feed("a.py:3: Odd") == LINE_TAKEN);
	CHECK_TEXT(tree_newest(&tree)->type, BYTES("Odd"));
	begin();
	CHECK(feed("E   KeyError: 1") == LINE_TAKEN);
	CHECK(feed("a.py:3: Odd") == LINE_TAKEN);
	CHECK_TEXT(tree_newest(&tree)->type, BYTES("KeyError"));
}

/* After the exception, any other line ends the report; before it, there may be lines with arguments. */
static void
test_other_lines(void)
{
	begin();
	CHECK(feed("E   KeyError: 1") == LINE_TAKEN);
	CHECK(feed("x = 1") == LINE_OVER);
	begin();
	CHECK(feed("EValue") == LINE_TAKEN && feed(">x") == LINE_TAKEN);
	CHECK(tree_newest(&tree) == NULL && report.source.len == 0);
	CHECK(feed("a.py:3: Odd: and more") == LINE_TAKEN);
	CHECK(feed("a.py:x: Odd") == LINE_TAKEN && feed(":3: Odd") == LINE_TAKEN);
	CHECK(tree_newest(&tree) == NULL);
	CHECK(feed("==============") == LINE_OVER);
	begin();
	for (int i = 0; i < 60; i++)
		CHECK(feed("nothing of a report") == LINE_TAKEN);
	CHECK(feed("nothing of a report") == LINE_OVER);
	begin();
	CHECK(feed("a.py:3: in f") == LINE_TAKEN);
	for (int i = 0; i < 70; i++)
		CHECK(feed("x = 1") == LINE_TAKEN);
}

int
main(void)
{
	memory = arena_new(1 << 20);
	if (memory == NULL)
		return 1;
	test_titles();
	test_long();
	test_short();
	test_places();
	test_asserts();
	test_other_lines();
	arena_free(memory);
	return check_end();
}
