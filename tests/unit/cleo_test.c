#include "pylog/traceback/cleo.h"

#include "check.h"

static const struct {
	const char *line;
	enum cleo_line kind;
} lines[] = {
	{ "", CLEO_BLANK },
	{ "  ", CLEO_BLANK },
	{ "  Stack trace:", CLEO_TITLE },
	{ "  12  ~/loom/a.py:3 in f", CLEO_FRAME },
	{ "   9  C:\\loom\\a.py:3 in <module>", CLEO_FRAME },
	{ "  12 ~/loom/a.py:3 in f", CLEO_TEXT },
	{ "  12  ~/loom/a.py:3 in a loom", CLEO_TEXT },
	{ "  at ~/loom/a.py:3 in f", CLEO_PLACE },
	{ "  at the loom: 3 in all", CLEO_TEXT },
	{ "    \xe2\x86\x92 3\xe2\x94\x82 f()", CLEO_ARROW },
	{ "    \xe2\x86\x92  3\xe2\x94\x82", CLEO_ARROW },
	{ "\xe2\x86\x92 3\xe2\x94\x82 f()", CLEO_ARROW },
	{ "    \xe2\x86\x92 f()", CLEO_TEXT },
	{ "    \xe2\x86\x92 \xe2\x94\x82 f()", CLEO_TEXT },
	{ "      4\xe2\x94\x82", CLEO_LISTING },
	{ "  ValueError", CLEO_NAME },
	{ "    ValueError", CLEO_TEXT },
	{ "  ValueError: x", CLEO_TEXT },
	{ "The following error occurred when trying to handle this error:", CLEO_LINK },
	{ "loom", CLEO_OTHER },
	{ "4\xe2\x94\x82", CLEO_OTHER },
};

static void
test_kinds(void)
{
	for (size_t i = 0; i < COUNT_OF(lines); i++) {
		struct traceback_frame frame;
		struct bytes source;

		if (!CHECK(cleo_read(bytes_of(lines[i].line), &frame, &source) == lines[i].kind))
			printf("   %s\n", lines[i].line);
	}
}

static void
test_find(void)
{
	size_t start = 0;

	CHECK(cleo_find(BYTES("9.1     \xe2\x86\x92 3\xe2\x94\x82 f()"), &start) && start == 8);
	CHECK(!cleo_find(BYTES("a \xe2\x86\x92 b"), &start));
	CHECK(!cleo_find(BYTES("a \xe2\x86\x92 3 b"), &start));
	CHECK(!cleo_find(BYTES("3\xe2\x94\x82 f()"), &start));
}

/* Feeds lines, up to NULL; the answer to the last one. */
static enum line_answer
feed_all(struct cleo *cleo, struct tree *tree, const char *const *texts)
{
	enum line_answer answer = LINE_OVER;

	for (; *texts != NULL; texts++)
		answer = cleo_feed(cleo, tree, bytes_of(*texts));
	return answer;
}

static void
test_feed(void)
{
	static const char *const first[] = { "  Stack trace:", "", "  1  a.py:2 in f",
		"      1\xe2\x94\x82", "    \xe2\x86\x92 2\xe2\x94\x82  g()", "", "  KeyError", "",
		"  'a'", "", "    b", "", "  at a.py:5 in g",
		"    \xe2\x86\x92 5\xe2\x94\x82 raise", NULL };
	static const char *const second[] = { "",
		"The following error occurred when trying to handle this error:", "",
		"  ValueError", "", "  at a.py:6 in g", NULL };
	static const char *const last[] = { "", "  at a.py:7 in g", NULL };
	struct arena *memory = arena_new(1 << 20);
	struct tree tree = { .memory = memory };
	struct cleo cleo = { .named = false };
	const struct raised *raised;

	CHECK(feed_all(&cleo, &tree, first) == LINE_TAKEN && cleo.named && cleo.placed);
	raised = tree_newest(&tree);
	if (CHECK(raised != NULL && raised->frame_count == 2)) {
		CHECK_TEXT(raised->type, BYTES("KeyError"));
		CHECK_TEXT(raised->message, BYTES("'a'\n\n  b"));
	}
	CHECK(feed_all(&cleo, &tree, second) == LINE_TAKEN);
	raised = tree_newest(&tree);
	if (CHECK(raised != NULL && raised->behind != NULL)) {
		CHECK_TEXT(raised->type, BYTES("ValueError"));
		CHECK_TEXT(raised->message, BYTES(""));
	}
	CHECK(feed_all(&cleo, &tree, last) == LINE_OVER);
	arena_free(memory);
}

int
main(void)
{
	test_kinds();
	test_find();
	test_feed();
	return check_end();
}
