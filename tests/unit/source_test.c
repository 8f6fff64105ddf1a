#include "pylog/traceback/source.h"

#include "check.h"

static struct arena *memory;
static struct tree tree;
static struct source source;

static void
begin(void)
{
	arena_reset(memory);
	tree_begin(&tree, memory);
	source = (struct source){ .frame = NULL };
}

static void
frame(const char *function, size_t indent)
{
	struct traceback_frame frame = traceback_no_frame;

	frame.file = BYTES("a.py");
	frame.line = 7;
	frame.function = bytes_of(function);
	source_frame(&source, &tree, &frame, indent);
}

static void
line(enum kind kind, const char *text)
{
	struct line line = { .kind = kind, .text = bytes_of(text) };

	source_read(&source, &tree, &line);
}

/* As 3.11 and later print it. */
static void
test_source_and_marks(void)
{
	begin();
	CHECK(!source_is_flat(&source) && !source_is_due(&source));
	frame("f", 2);
	CHECK(!source_is_flat(&source) && !source_is_due(&source));
	line(KIND_MARKS, "    ^^^"); /* of no source */
	CHECK(source.frame->text.len == 0);
	line(KIND_SET_IN, "    return g(1) + h(2)  ");
	CHECK_TEXT(source.frame->text, BYTES("return g(1) + h(2)"));
	CHECK(source.frame->column == -1);
	line(KIND_MARKS, "           ^^^^");
	CHECK(source.frame->column == 8);
	line(KIND_MARKS, "    ^^^^"); /* the first counts */
	CHECK(source.frame->column == 8);
	line(KIND_SET_IN, "    more");
	CHECK_TEXT(source.frame->text, BYTES("return g(1) + h(2)"));
	/* marks that stand before the source are not of it */
	begin();
	frame("f", 2);
	line(KIND_SET_IN, "    g()");
	line(KIND_MARKS, "  ^");
	CHECK(source.frame->column == -1);
	line(KIND_MARKS, "    ^");
	CHECK(source.frame->column == 1);
}

/* 3.13 shows all lines of a call. */
static void
test_a_call_of_several_lines(void)
{
	begin();
	frame("f", 2);
	line(KIND_SET_IN, "    g(");
	line(KIND_SET_IN, "        [1,  ");
	line(KIND_SET_IN, "  2],");
	line(KIND_SET_IN, "    \xe2\x94\x94 a value of loguru's");
	line(KIND_SET_IN, "    )");
	line(KIND_SET_IN, "    more");
	CHECK_TEXT(source.frame->text, BYTES("g(\n    [1,\n2],\n)"));
}

static void
test_the_place_of_a_syntax_error(void)
{
	begin();
	frame("f", 0);
	frame("", 0);
	CHECK(source.frame == NULL && !source_is_flat(&source) && !source_is_due(&source));
	begin();
	frame("", 2);
	CHECK(source.frame == NULL && source.syntax && !source_is_flat(&source));
	CHECK_TEXT(tree_newest(&tree)->file, BYTES("a.py"));
	CHECK(tree_newest(&tree)->line == 7 && tree_newest(&tree)->frame_count == 0);
	line(KIND_MARKS, "    ^");
	CHECK(tree_newest(&tree)->text.len == 0);
	line(KIND_SET_IN, "    x = = 1 ");
	line(KIND_SET_IN, "    more");
	CHECK_TEXT(tree_newest(&tree)->text, BYTES("x = = 1"));
	/* IPython's frames may lack a function */
	begin();
	source.listed = true;
	frame("", 0);
	CHECK(source.frame != NULL && !source.syntax && tree_newest(&tree)->frame_count == 1);
}

static void
test_without_indentation(void)
{
	begin();
	frame("f", 0);
	CHECK(source_is_flat(&source) && source_is_due(&source));
	line(KIND_PLAIN, "g()");
	CHECK(source_is_flat(&source) && !source_is_due(&source));
	/* without a frame a line belongs to nothing */
	begin();
	line(KIND_SET_IN, "    g()");
	CHECK(tree_newest(&tree) == NULL);
}

int
main(void)
{
	memory = arena_new(1 << 20);
	if (memory == NULL)
		return 1;
	test_source_and_marks();
	test_a_call_of_several_lines();
	test_the_place_of_a_syntax_error();
	test_without_indentation();
	arena_free(memory);
	return check_end();
}
