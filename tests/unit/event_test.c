#include "traceback.h"

static void
test_what_ends_a_message(void)
{
	begin("ValueError: x");
	CHECK(feed("more") == LINE_TAKEN);
	CHECK(feed("") == LINE_HELD);
	CHECK(feed("and more") == LINE_TAKEN);
	CHECK(feed("2026-11-24 10:00:00 ERROR app: failed") == LINE_OVER);
	CHECK_TEXT(message(), BYTES("x\nmore\n\nand more"));
	begin("ValueError: x");
	CHECK(feed(header) == LINE_OVER);
	begin("ValueError: x");
	CHECK(feed("ValueError: y") == LINE_TAKEN);
	CHECK(feed("ValueError: 2026-11-24 10:00:00") == LINE_OVER);
	begin("ValueError: x");
	CHECK(feed("Stdout:") == LINE_TAKEN);
	CHECK(feed("") == LINE_HELD);
	CHECK(feed("Stdout:") == LINE_OVER);
	begin("ValueError: x");
	CHECK(feed("----------") == LINE_OVER);
	/* torch's elastic */
	begin("ChildFailedError: ");
	CHECK(feed("==========") == LINE_TAKEN);
	CHECK(feed("==========") == LINE_TAKEN);
}

static void
test_the_line_above_may_introduce_what_comes(void)
{
	begin("ValueError: x");
	CHECK(feed("") == LINE_HELD);
	CHECK(feed("Job 17:") == LINE_TAKEN);
	CHECK(feed(header) == LINE_OVER_EARLIER);
	CHECK_TEXT(message(), BYTES("x"));
	begin("ValueError: x");
	CHECK(feed("") == LINE_HELD);
	CHECK(feed("Job 17:") == LINE_TAKEN);
	CHECK(feed("") == LINE_HELD);
	CHECK(feed(header) == LINE_OVER);
	CHECK_TEXT(message(), BYTES("x\n\nJob 17:"));
	/* and is none of the next exception's */
	begin("ValueError: a message that is longer");
	CHECK(feed("") == LINE_HELD);
	CHECK(feed("Job 17:") == LINE_TAKEN);
	CHECK(feed("During handling of the above exception, another exception occurred:") ==
	    LINE_TAKEN);
	CHECK(feed(header) == LINE_TAKEN);
	CHECK(feed(frame) == LINE_TAKEN);
	CHECK(feed("KeyError: y") == LINE_TAKEN);
	CHECK(feed(header) == LINE_OVER);
	CHECK_TEXT(message(), BYTES("y"));
}

/* A word in brackets above one event says nothing of the next. */
static void
test_a_mark_counts_for_one_event(void)
{
	begin("ValueError: x");
	event.mark = mark_of(BYTES("[job 1] begins"));
	CHECK(feed("[job 2] begins") == LINE_OVER);
	begin("ValueError: x");
	CHECK(feed("[job 2] begins") == LINE_TAKEN);
}

static void
test_foreign_lines_inside(void)
{
	begin("ValueError: x");
	begin_anew();
	CHECK(feed(header) == LINE_TAKEN);
	CHECK(feed(frame) == LINE_TAKEN);
	CHECK(feed("2026-11-24 10:00:00 INFO app: other") == LINE_HELD);
	CHECK(feed("its second line") == LINE_HELD);
	CHECK(feed("ValueError: x") == LINE_TAKEN);
	CHECK_TEXT(message(), BYTES("x"));
	begin_anew();
	CHECK(feed(header) == LINE_TAKEN);
	CHECK(feed("word: x") == LINE_TAKEN);
	CHECK(event_is_whole(&event));
}

static void
test_groups_and_quotations(void)
{
	begin_anew();
	CHECK(feed("  + Exception Group Traceback (most recent call last):") == LINE_TAKEN);
	CHECK(feed("  |   File \"a.py\", line 1, in f") == LINE_TAKEN);
	CHECK(feed("  | ExceptionGroup: x (1 sub-exception)") == LINE_TAKEN);
	CHECK(feed("  +-+---------------- 1 ----------------") == LINE_TAKEN);
	CHECK(feed("    | ValueError: y") == LINE_TAKEN);
	CHECK(!event_is_whole(&event));
	CHECK(feed("    +------------------------------------") == LINE_TAKEN);
	CHECK(event_is_whole(&event));
	CHECK_TEXT(event_raised(&event)->members->message, BYTES("y"));
	CHECK(feed("text") == LINE_OVER);
	begin("RemoteError: ");
	CHECK(feed("\"\"\"") == LINE_TAKEN);
	CHECK(feed(header) == LINE_TAKEN);
	CHECK(feed(frame) == LINE_TAKEN);
	CHECK(feed("KeyError: z") == LINE_TAKEN);
	CHECK(feed("\"\"\"") == LINE_TAKEN);
	CHECK(feed("text") == LINE_OVER);
	event_end(&event);
	CHECK(!event.truncated);
	CHECK_TEXT(event_raised(&event)->type, BYTES("KeyError"));
}

/* What Python 3.11 prints of groups (group 3.11 and others of the tables), behind a member's member and its message `m`. */
static const struct {
	const char *line;
	enum line_answer answer;
	size_t top;          /* the level of the exception that comes next, or goes on */
	const char *message; /* of the newest exception; NULL: there is none yet */
} margins[] = {
	{ "      | x", LINE_TAKEN, 2, "m\nx" },
	{ "    |   x", LINE_TAKEN, 1, "b\n  x" },
	{ "  | x", LINE_TAKEN, 0, "a\nx" },
	{ "  | ", LINE_HELD, 0, "a" },
	{ "  |", LINE_HELD, 0, "a" }, /* an editor takes blanks at the end away */
	{ "  + Exception Group Traceback (most recent call last):", LINE_OVER, 0, "a" },
	{ "    + Exception Group Traceback (most recent call last):", LINE_OVER, 1, "b" },
	{ "  +-+---------------- 1 ----------------", LINE_TAKEN, 1, NULL },
	{ "    +---------------- 2 ----------------", LINE_TAKEN, 1, NULL },
	{ "    +-+---------------- 1 ----------------", LINE_TAKEN, 2, NULL },
	{ "      +-+---------------- 1 ----------------", LINE_TAKEN, 3, NULL },
	{ "        +-+---------------- 1 ----------------", LINE_OVER, 2, "m" },
	{ "  +---------------- 1 ----------------", LINE_OVER, 2, "m" },
	/* what is not shown is no member */
	{ "    +---------------- ... ----------------", LINE_TAKEN, 0, "a" },
	{ "      +------------------------------------", LINE_TAKEN, 1, "b" },
	{ "    +------------------------------------", LINE_TAKEN, 0, "a" },
	{ "    +--------", LINE_TAKEN, 0, "a" },
	{ "  +--------", LINE_OVER, 2, "m" },
	{ "        +--------", LINE_OVER, 2, "m" },
	/* lines without a margin: more of the message */
	{ "    +-------", LINE_TAKEN, 2, "m\n    +-------" },
	{ "    +", LINE_TAKEN, 2, "m\n    +" },
	{ "    + x", LINE_TAKEN, 2, "m\n    + x" },
	{ "  |x", LINE_TAKEN, 2, "m\n  |x" },
	{ "   | x", LINE_TAKEN, 2, "m\n   | x" },
	{ "| x", LINE_TAKEN, 2, "m\n| x" },
	{ "  x", LINE_TAKEN, 2, "m\n  x" },
	{ "  ", LINE_HELD, 2, "m" },
	{ "", LINE_HELD, 2, "m" },
};

static void
begin_group(void)
{
	begin_anew();
	CHECK(feed("  + Exception Group Traceback (most recent call last):") == LINE_TAKEN);
	CHECK(feed("  |   File \"a.py\", line 1, in f") == LINE_TAKEN);
	CHECK(feed("  | ExceptionGroup: a") == LINE_TAKEN);
	CHECK(feed("  +-+---------------- 1 ----------------") == LINE_TAKEN);
	CHECK(feed("    | ExceptionGroup: b") == LINE_TAKEN);
}

static void
test_margins(void)
{
	for (size_t i = 0; i < COUNT_OF(margins); i++) {
		const struct raised *newest;

		begin_group();
		CHECK(feed("    +-+---------------- 1 ----------------") == LINE_TAKEN);
		CHECK(feed("      | ValueError: m") == LINE_TAKEN);
		if (!CHECK(feed(margins[i].line) == margins[i].answer) ||
		    !CHECK(event.tree.top == margins[i].top))
			printf("   %s\n", margins[i].line);
		newest = tree_newest(&event.tree);
		CHECK((newest != NULL) == (margins[i].message != NULL));
		if (newest != NULL && margins[i].message != NULL)
			CHECK_TEXT(newest->message, bytes_of(margins[i].message));
	}
}

/* How many members are not shown. */
static void
test_omitted(void)
{
	static const struct {
		const char *line;
		enum line_answer answer;
		long long omitted;
	} rows[] = {
		{ "  | and 3 more exceptions", LINE_TAKEN, 3 },
		{ "  |   and 1 more exception", LINE_TAKEN, 1 },
		{ "  | and 0 more exceptions", LINE_OVER, -1 },
		{ "  | and more exceptions", LINE_OVER, -1 },
		{ "  | and 3 more", LINE_OVER, -1 },
		{ "  | 3 more exceptions", LINE_OVER, -1 },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		begin_group();
		CHECK(feed("    +---------------- ... ----------------") == LINE_TAKEN);
		CHECK(feed(rows[i].line) == rows[i].answer);
		CHECK(event_raised(&event)->omitted == rows[i].omitted);
	}
	/* before the members it is a line of the message */
	begin_group();
	CHECK(feed("    | and 3 more exceptions") == LINE_TAKEN);
	CHECK_TEXT(tree_newest(&event.tree)->message, BYTES("b\nand 3 more exceptions"));
}

/* The log lost the indentation of all lines. */
static void
test_without_indentation(void)
{
	begin_anew();
	CHECK(feed(header) == LINE_TAKEN);
	CHECK(feed("File \"a.py\", line 1, in f") == LINE_TAKEN);
	CHECK(feed("word: x") == LINE_TAKEN); /* the first is its source */
	CHECK(!event_is_whole(&event));
	CHECK(feed("^^^") == LINE_TAKEN);
	CHECK(event.source.frame->column == 1);
	CHECK(feed("word: y") == LINE_TAKEN);
	CHECK_TEXT(message(), BYTES("y"));
	CHECK_TEXT(event_raised(&event)->frames->text, BYTES("word: x"));
	/* the place of a SyntaxError is no such frame, nor one that is set in */
	begin_anew();
	CHECK(feed(header) == LINE_TAKEN);
	CHECK(feed("File \"a.py\", line 1") == LINE_TAKEN);
	CHECK(feed("SyntaxError: x") == LINE_TAKEN);
	CHECK_TEXT(message(), BYTES("x"));
	begin_anew();
	CHECK(feed(header) == LINE_TAKEN);
	CHECK(feed(frame) == LINE_TAKEN);
	CHECK(feed("^^^") == LINE_OVER);
}

/* IPython shows `pkg.Type` as `Type` at the top. */
static void
test_types_of_listings(void)
{
	static const struct {
		const char *shown, *line;
		bool is;
	} rows[] = {
		{ "Type", "Type: x", true },
		{ "Type", "pkg.Type: x", true },
		{ "Type", "pkgType: x", false },
		{ "Type", "pkg.Other: x", false },
		{ "ZeroType", "Type: x", true },
		{ "Types", "Type: x", false },
	};
	char heading[80];

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		begin_anew();
		snprintf(heading, sizeof(heading), "%s      Traceback (most recent call last)",
		    rows[i].shown);
		CHECK(feed(heading) == LINE_TAKEN);
		CHECK(feed("") == LINE_HELD);
		CHECK(feed("Cell In[1], line 3") == LINE_TAKEN);
		CHECK(feed(rows[i].line) == LINE_TAKEN);
		CHECK(event_is_whole(&event) == rows[i].is);
	}
}

/* A log whose lines have no heads. */
static void
test_bare_logs(void)
{
	static struct outside outside;

	for (int i = 0; i < 3; i++)
		outside_learn(&outside.first, BYTES("Stats 1.0: in=0"), false);
	begin("ValueError: x");
	event.outside = &outside;
	event.lines_max = 100;
	CHECK(feed("more") == LINE_TAKEN);
	CHECK(feed("  Stats 1.0: set in") == LINE_TAKEN);
	CHECK(feed("Stats 2.0: in=1") == LINE_OVER);
	CHECK(!event.message_cut);
	CHECK(feed("") == LINE_HELD);
	CHECK(
	    feed("other") == LINE_HELD); /* it is of the message if a sentence that links follows */
	for (int i = 1; i < 20; i++)
		CHECK(feed("other") == LINE_HELD);
	CHECK(feed("other") == LINE_OVER);
	CHECK(!event.message_cut);
	event_end(&event);
	CHECK_TEXT(message(), BYTES("x\nmore\n  Stats 1.0: set in"));
	begin("ValueError: x");
	event.outside = &outside;
	event.lines_max = 2;
	CHECK(feed("more") == LINE_TAKEN);
	CHECK(feed("and more") == LINE_OVER);
	CHECK(event.message_cut);
	CHECK_TEXT(message(), BYTES("x\nmore"));
}

int
main(void)
{
	memory = arena_new(1024 * 1024);
	if (!CHECK(memory != NULL))
		return check_end();
	test_what_ends_a_message();
	test_bare_logs();
	test_the_line_above_may_introduce_what_comes();
	test_a_mark_counts_for_one_event();
	test_foreign_lines_inside();
	test_groups_and_quotations();
	test_margins();
	test_omitted();
	test_without_indentation();
	test_types_of_listings();
	arena_free(memory);
	return check_end();
}
