#include "pylog/traceback/source.h"

#include "check.h"

static struct arena *memory;
static struct tree tree;
static struct source source;

static void
begin(void)
{
	arena_reset(memory);
	tree = (struct tree){ .memory = memory };
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
	struct log_line line = { .kind = kind, .text = bytes_of(text) };

	source_read(&source, &tree, &line);
}

/* Marks below the source, as 3.11 and later print them. */
static void
test_source_and_marks(void)
{
	begin();
	frame("f", 2);
	line(KIND_MARKS, "    ^^^"); /* without source above */
	CHECK(source.frame->text.len == 0);
	line(KIND_SET_IN, "    return g(1) + h(2)  ");
	CHECK_TEXT(source.frame->text, BYTES("return g(1) + h(2)"));
	CHECK(source.frame->column == -1);
	line(KIND_MARKS, "           ^^^^");
	CHECK(source.frame->column == 8);
	line(KIND_MARKS, "    ^^^^"); /* only the first line of marks counts */
	CHECK(source.frame->column == 8);
	line(KIND_SET_IN, "    more");
	CHECK_TEXT(source.frame->text, BYTES("return g(1) + h(2)"));
	/* marks above the source do not belong to it */
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
	CHECK(source.frame == NULL && source.syntax && tree_newest(&tree)->frame_count == 1);
	begin();
	frame("", 2);
	CHECK(source.frame == NULL && source.syntax);
	CHECK_TEXT(tree_newest(&tree)->file, BYTES("a.py"));
	CHECK(tree_newest(&tree)->line == 7 && tree_newest(&tree)->frame_count == 0);
	line(KIND_MARKS, "    ^");
	CHECK(tree_newest(&tree)->text.len == 0);
	line(KIND_SET_IN, "    x = = 1 ");
	line(KIND_SET_IN, "    more");
	CHECK_TEXT(tree_newest(&tree)->text, BYTES("x = = 1"));
	/* another line replaces it */
	frame("", 2);
	line(KIND_SET_IN, "    y = = 2");
	CHECK_TEXT(tree_newest(&tree)->text, BYTES("y = = 2"));
	/* IPython's frames may lack a function */
	begin();
	source.listed = true;
	frame("", 0);
	CHECK(source.frame != NULL && !source.syntax && tree_newest(&tree)->frame_count == 1);
}

/* Without a frame a line belongs to nothing. */
static void
test_no_frame(void)
{
	begin();
	line(KIND_SET_IN, "    g()");
	CHECK(tree_newest(&tree) == NULL);
}

/* Checks that it is a line of the listing, and what it tells about the frame; NULL: nothing. */
static void
listed(bool of_listing, const char *file, long long number, const char *function, const char *text)
{
	CHECK(of_listing);
	CHECK((source.frame != NULL) == (file != NULL));
	if (source.frame == NULL || file == NULL)
		return;
	CHECK_TEXT(source.frame->file, bytes_of(file));
	CHECK(source.frame->line == number);
	CHECK_TEXT(source.frame->function, bytes_of(function));
	CHECK_TEXT(source.frame->text, bytes_of(text));
}

static bool
box(const char *line)
{
	return source_read_box(&source, &tree, bytes_of(line));
}

static bool
notebook(const char *line)
{
	return source_read_notebook(&source, &tree, bytes_of(line));
}

/* Lines as rich 13 draws them, also in ASCII for terminals without box characters. */
static void
test_box(void)
{
	static const char *const of_nothing[] = { "│   6 def f():                │",
		"│ ❱ g(1)                      │", "│                             │",
		"╰─────────────────────────────╯", "└─────────────────────────────┘",
		"+-----------------------------+", "│ a.py:                       │",
		"│ /a b                        │" };

	begin();
	listed(box("│ /srv/app/a.py:7 in f        │"), "/srv/app/a.py", 7, "f", "");
	for (size_t i = 0; i < COUNT_OF(of_nothing); i++)
		listed(box(of_nothing[i]), "/srv/app/a.py", 7, "f", "");
	CHECK(tree_newest(&tree)->frame_count == 1 && source.half.len == 0);
	listed(box("│ ❱ 7 │   g(1)                │"), "/srv/app/a.py", 7, "f", "g(1)");
	listed(box("| /srv/app/b.py:17 in g       |"), "/srv/app/b.py", 17, "g", "");
	listed(box("| > 17   h(1)                 |"), "/srv/app/b.py", 17, "g", "h(1)");
	listed(box("│ /srv/app/b.py:17 in g       │"), "/srv/app/b.py", 17, "g", "");
	listed(box("│ ❱ 17 │   │   if x:          │"), "/srv/app/b.py", 17, "g", "if x:");
	CHECK(tree_newest(&tree)->frame_count == 3);
	CHECK(!box("ValueError: x") && !box(""));
	/* Streamlit's has no sides: its lines are set in, its border is not */
	begin();
	source.open = true;
	listed(box("  /srv/app/a.py:7 in f"), "/srv/app/a.py", 7, "f", "");
	CHECK(box("    7 g(1)") && source.open && box("──────────") && !source.open);
	source.open = true;
	CHECK(!box("INFO one") && !source.open);
}

/* Lines that are too wide are wrapped between words, or within a word, which then reaches the box. */
static void
test_halves(void)
{
	static const char *const halves[][4] = {
		{ "│ /srv/a.py:7 in              │", "│ f                           │", "",
		    "/srv/a.py" },
		{ "│ /srv/a.py:7                 │", "│ in f                        │", "",
		    "/srv/a.py" },
		{ "│ /srv/long/pa │", "│ th.py:7 in f                │", "", "/srv/long/path.py" },
		{ "│ /srv/long/pa │", "│ th/of/fo │", "│ lders/a.py:7 in f           │",
		    "/srv/long/path/of/folders/a.py" },
		{ "│ a.py:7                      │", "│ in f                        │", "",
		    "a.py" },
		{ "│ ~/a │", "│ .py:7 in f                  │", "", "~/a.py" },
	};

	for (size_t i = 0; i < COUNT_OF(halves); i++) {
		begin();
		listed(box(halves[i][0]), NULL, 0, "", "");
		if (halves[i][2][0] != '\0') {
			listed(box(halves[i][1]), NULL, 0, "", "");
			listed(box(halves[i][2]), halves[i][3], 7, "f", "");
		} else {
			listed(box(halves[i][1]), halves[i][3], 7, "f", "");
		}
	}
	/* what is no half of a frame does not count */
	begin();
	listed(box("│ x7                          │"), NULL, 0, "", "");
	listed(box("│ /srv/a.py:7 in f            │"), "/srv/a.py", 7, "f", "");
	listed(box("│ b.py:                       │"), "/srv/a.py", 7, "f", "");
	listed(box("│ /srv/c.py:8 in g            │"), "/srv/c.py", 8, "g", "");
	/* it counts in the next line alone */
	begin();
	listed(box("│ /srv/a.py:7 in              │"), NULL, 0, "", "");
	CHECK_TEXT(source.half, BYTES("/srv/a.py:7 in"));
	listed(box("│                             │"), NULL, 0, "", "");
	listed(box("│ f                           │"), NULL, 0, "", "");
}

/* Listings of IPython 8. */
static void
test_notebook(void)
{
	static const char *const of_nothing[] = { "-> 3 g(1)", "----> g(1)",
		"      2 def f():", "12345 def f():", "-----------------" };

	begin();
	source.listed = true;
	listed(notebook("File /srv/app/a.py:4, in f(x)"), "/srv/app/a.py", 4, "f", "");
	for (size_t i = 1; i < COUNT_OF(of_nothing); i++)
		listed(notebook(of_nothing[i]), "/srv/app/a.py", 4, "f", "");
	listed(notebook("----> 4     g(1)"), "/srv/app/a.py", 4, "f", "g(1)");
	/* a cell without a line number gets it from the listing */
	CHECK(notebook("Cell In[1], line 3"));
	CHECK(tree_newest(&tree)->frame_count == 2 && source.frame->line == 3);
	CHECK(notebook("<ipython-input-1-abc> in <module>"));
	listed(notebook("--> 123 g(1)"), "<ipython-input-1-abc>", 123, "<module>", "g(1)");
	CHECK(notebook(" x") && notebook("-x") && notebook("1 x") && !notebook("x -"));
	CHECK(!notebook("123456 pieces") && !notebook("ValueError: x"));
}

/* Members that the frame has already are kept. */
static void
test_what_is_known_stays(void)
{
	begin();
	CHECK(box("| > 7   g(1) |") && tree_newest(&tree) == NULL);
	CHECK(box("| /srv/a.py:7 in f |") && box("| > 8   g(1) |"));
	listed(box("| > 9   h(1) |"), "/srv/a.py", 7, "f", "g(1)");
}

/* Source that goes on in the next line, and what was added to it meanwhile. */
static void
test_open(void)
{
	struct traceback_frame frame = { .text = BYTES_NONE, .column = -1 };

	source = (struct source){ .frame = NULL };
	source_add(&source, &frame, BYTES("    f(a, '"), false, memory);
	CHECK(source_is_open(&source, frame.text) && source_is_quoting(&source, frame.text));
	source_lengthen(&source, &frame, BYTES("b',"), memory);
	CHECK(source_is_open(&source, frame.text) && !source_is_quoting(&source, frame.text));
	source_add(&source, &frame, BYTES("      c) "), false, memory);
	CHECK(!source_is_open(&source, frame.text));
	source_add(&source, &frame, BYTES("    x = 1"), false, memory);
	CHECK_TEXT(frame.text, BYTES("f(a, 'b',\n  c)"));

	/* what PostgreSQL says below the last frame */
	frame.text = BYTES_NONE;
	source_add(&source, &frame, BYTES("\tPL/Python function \"f\""), false, memory);
	CHECK(frame.text.len == 0);
}

int
main(void)
{
	memory = arena_new(1 << 20);
	if (memory == NULL)
		return 1;
	test_source_and_marks();
	test_open();
	test_a_call_of_several_lines();
	test_the_place_of_a_syntax_error();
	test_no_frame();
	test_box();
	test_halves();
	test_notebook();
	test_what_is_known_stays();
	arena_free(memory);
	return check_end();
}
