#include "pylog/traceback/moves.h"
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

/* Lines of groups as Python 3.11 prints them, after a member of a member with the message `m`. */
static const struct {
	const char *line;
	enum line_answer answer;
	size_t top;          /* the level of the exception that begins or goes on */
	const char *message; /* the newest exception's; NULL: it has none yet */
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
	/* members that are not shown are only counted */
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
	{ ")", LINE_TAKEN, 2, "m\n)" },
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

/* The number of members that are not shown. */
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
	/* before the members, that line belongs to the message */
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
	/* neither the place of a SyntaxError nor an indented line is such a frame */
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
	    feed("other") == LINE_HELD); /* part of the message if a sentence that links follows */
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
	outside_free(&outside);
}

/* What stands below the rule above a member. */
static void
test_members(void)
{
	begin_group();
	tell("+    +---------------- 2 ----------------\n"
	     "~\n"
	     ".text\n"
	     ".)\n"
	     "+    | word: x\n"
	     "+    |   File \"b.py\", line 2, in g\n"); /* that is no frame of the group's */
	CHECK_TEXT(tree_newest(&event.tree)->message, BYTES("x\n  File \"b.py\", line 2, in g"));
	begin_group();
	tell("~    | \n"
	     "+    +---------------- 2 ----------------\n"
	     "+    | word\n");
	begin_anew();
	tell("+  + Exception Group Traceback (most recent call last):\n"
	     "+  |   File \"a.py\", line 1, in f\n"
	     "+  |     raise Group(\n"
	     "+)\n"
	     "+}\n"
	     ".two words\n"
	     "+  | ExceptionGroup: a\n");
	/* a quotation has its own margins; a rule without a group above it is none */
	begin("RemoteError: ");
	tell("+\"\"\"\n"
	     "+  + Exception Group Traceback (most recent call last):\n"
	     ".  +---------------- 1 ----------------\n");
	/* of nested groups the innermost has a closing rule; nothing is missing behind it */
	begin_group();
	tell("+    +-+---------------- 1 ----------------\n"
	     "+      | ValueError: m\n");
	event_end(&event);
	CHECK(event.truncated);
	begin_group();
	tell("+    +-+---------------- 1 ----------------\n"
	     "+      | ValueError: m\n"
	     "+      +------------------------------------\n");
	event_end(&event);
	CHECK(!event.truncated);
}

static void
begin_style(enum heading_style style, const char *indent)
{
	arena_reset(memory);
	event_begin(&event, memory, style, bytes_of(indent));
}

/* Stacks that lead to no exception: they end before the first line that is none of theirs. */
static void
test_stacks(void)
{
	begin_style(HEADING_STACK, "");
	tell("+Stack (most recent call last):\n"
	     "+  File \"a.py\", line 1, in f\n"
	     "+    f()\n"
	     "+File \"a.py\", line 1, in f\n"
	     "+<no Python frame>\n"
	     "+{\n"
	     "+ x\n"
	     "~\n"
	     ".text\n"
	     ".  Traceback (most recent call last):\n");
	begin_style(HEADING_PROCESS, "");
	tell("+Python v3.11.2 (/usr/bin/python3.11)\n"
	     "~\n"
	     ".text\n");
	begin_style(HEADING_THREAD, "");
	tell("+Thread 12 (idle): \"MainThread\"\n"
	     "+    wait (threading.py:320)\n"
	     "~\n"
	     ".    wait (threading.py:320)\n");
	CHECK(event_feed_fallen(&event, BYTES("  File \"a.py\", line 1, in f")) == LINE_OTHER);
}

/* faulthandler's dumps, and the C stack behind them, which 3.14 has. */
static void
test_dumps(void)
{
	static const char frames[] =
	    "+Current thread 0x00007f0000000001 (most recent call first):\n"
	    "+  File \"a.py\", line 1 in f\n"
	    "+  <no Python frame>\n"
	    "+<no Python frame>\n"
	    "+  Garbage-collecting\n"
	    "+  ...\n";
	const struct traceback_native *native;
	char line[] = "  Binary file \"/lib/x.so\", at abort+0x2b [0x7f]";

	begin_style(HEADING_DUMP, "");
	tell(frames);
	CHECK(event_raised(&event)->frame_count == 2);
	CHECK_TEXT(event_raised(&event)->last_frame->function, BYTES("Garbage-collecting"));
	tell(".text\n"
	     ".  Thread 0x00007f0000000002 (most recent call first):\n"
	     ".\n");
	begin_style(HEADING_DUMP, "");
	event.fatal = true;
	tell(frames);
	tell("?\n"
	     "?\n"
	     "?  x\n"
	     "? x\n"
	     "?File \"a.py\", line 1 in f\n"
	     "?Thread 0x00007f0000000002 (most recent call first):\n"
	     ".Stack (most recent call last):\n"
	     ".text\n"
	     "+Current thread's C stack trace (most recent call first):\n");
	CHECK(feed(line) == LINE_TAKEN);
	memset(line, 'x', strlen(line));
	tell("+  Binary file \"/lib/y.so\" [0x80]\n"
	     "+ <truncated rest of calls>\n"
	     ".text\n");
	native = event.native.first;
	if (!CHECK(native != NULL))
		return;
	CHECK_TEXT(native->module, BYTES("/lib/x.so"));
	CHECK_TEXT(native->function, BYTES("abort"));
	CHECK_TEXT(native->address, BYTES("0x7f"));
	CHECK(native->offset == 0x2b && native->next != NULL && native->next->next == NULL);
}

/* An event that is set in, as all of its lines are. */
static void
test_indentation(void)
{
	begin_style(HEADING_PLAIN, "    ");
	tell("+    Traceback (most recent call last):\n"
	     "+      File \"a.py\", line 1, in f\n"
	     "~text\n"
	     "+    ValueError: x\n"
	     "~  \n"
	     "+    more\n"
	     "."
	     "  text\n");
	CHECK_TEXT(message(), BYTES("x\n\nmore"));
	/* so much of the indentation counts, and no more */
	begin_style(HEADING_PLAIN,
	    "                                                                                ");
	CHECK(event.indent_len == EVENT_INDENT_MAX);
	moves_set_in(&event, BYTES("  "));
	CHECK(event.indent_len == EVENT_INDENT_MAX);
	/* what has lost its carrier is not asked in a group */
	begin_group();
	CHECK(event_feed_fallen(&event, BYTES("")) == LINE_OTHER);
	begin("ValueError: x");
	CHECK(event_feed_fallen(&event, BYTES("")) == LINE_HELD);
}

int
main(void)
{
	memory = arena_new(1024 * 1024);
	if (!CHECK(memory != NULL))
		return check_end();
	test_what_ends_a_message();
	test_bare_logs();
	test_a_mark_counts_for_one_event();
	test_groups_and_quotations();
	test_margins();
	test_omitted();
	test_members();
	test_stacks();
	test_dumps();
	test_indentation();
	test_without_indentation();
	arena_free(memory);
	return check_end();
}
