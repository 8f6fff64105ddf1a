#include "pylog/traceback/listing.h"

#include "check.h"

static struct arena *memory;
static struct traceback_frame frame;

static enum listing_line
box(const char *line, const char *before)
{
	return listing_read_box(bytes_of(line), bytes_of(before), memory, &frame);
}

static enum listing_line
notebook(const char *line)
{
	return listing_read_notebook(bytes_of(line), &frame);
}

static void
is_frame(const char *file, long long line, const char *function)
{
	CHECK_TEXT(frame.file, bytes_of(file));
	CHECK(frame.line == line);
	CHECK_TEXT(frame.function, bytes_of(function));
}

/* As rich 13 draws it, and with ASCII for terminals without boxes. */
static void
test_box(void)
{
	CHECK(box("│ /srv/app/a.py:7 in f        │", "") == LISTING_FRAME);
	is_frame("/srv/app/a.py", 7, "f");
	CHECK(box("| /srv/app/a.py:7 in f        |", "") == LISTING_FRAME);
	is_frame("/srv/app/a.py", 7, "f");
	CHECK(box("│   6 def f():                │", "") == LISTING_NOTHING);
	CHECK(box("│ ❱ 7 │   g(1)                │", "") == LISTING_SOURCE);
	CHECK_TEXT(frame.text, BYTES("g(1)"));
	CHECK(frame.line == 7);
	CHECK(box("│ ❱ 17 │   │   if x:          │", "") == LISTING_SOURCE);
	CHECK_TEXT(frame.text, BYTES("if x:"));
	CHECK(box("| > 7 |   g(1)                |", "") == LISTING_SOURCE);
	CHECK(box("│ ❱ g(1)                      │", "") == LISTING_NOTHING);
	CHECK(box("│                             │", "") == LISTING_NOTHING);
	CHECK(box("╰─────────────────────────────╯", "") == LISTING_NOTHING);
	CHECK(box("└─────────────────────────────┘", "") == LISTING_NOTHING);
	CHECK(box("+-----------------------------+", "") == LISTING_NOTHING);
	CHECK(box("ValueError: x", "") == LISTING_OUTSIDE);
	CHECK(box("", "") == LISTING_OUTSIDE);
}

/* What is too wide is wrapped between words, or inside of one. */
static void
test_halves(void)
{
	CHECK(box("│ /srv/app/a.py:7 in          │", "") == LISTING_HALF);
	CHECK_TEXT(frame.text, BYTES("/srv/app/a.py:7 in"));
	CHECK(box("│ f                           │", "/srv/app/a.py:7 in") == LISTING_FRAME);
	is_frame("/srv/app/a.py", 7, "f");
	CHECK(box("│ /srv/app/a.py:7             │", "") == LISTING_HALF);
	CHECK(box("│ in f                        │", "/srv/app/a.py:7") == LISTING_FRAME);
	is_frame("/srv/app/a.py", 7, "f");
	CHECK(box("│ /srv/a/very/long/pa         │", "") == LISTING_HALF);
	CHECK(box("│ th.py:7 in f                │", "/srv/a/very/long/pa") == LISTING_FRAME);
	is_frame("/srv/a/very/long/path.py", 7, "f");
	/* three lines of it */
	CHECK(box("│ th/that/goes/o              │", "/srv/a/very/long/pa") == LISTING_HALF);
	CHECK_TEXT(frame.text, BYTES("/srv/a/very/long/path/that/goes/o"));
	CHECK(box("│ a.py:7                      │", "") == LISTING_HALF);
	CHECK(box("│ ~/a                         │", "") == LISTING_HALF);
	CHECK(box("│ a.py:                       │", "") == LISTING_NOTHING);
	CHECK(box("│ /a b                        │", "") == LISTING_NOTHING);
	CHECK(box("│ x                           │", "/srv/a b") == LISTING_NOTHING);
}

/* As IPython 8 prints it. */
static void
test_notebook(void)
{
	CHECK(notebook("File /srv/app/a.py:4, in f(x)") == LISTING_FRAME);
	is_frame("/srv/app/a.py", 4, "f");
	CHECK(notebook("Cell In[1], line 3") == LISTING_FRAME);
	CHECK(notebook("----> 3     g(1)") == LISTING_SOURCE);
	CHECK_TEXT(frame.text, BYTES("g(1)"));
	CHECK(frame.line == 3);
	CHECK(notebook("--> 123 g(1)") == LISTING_SOURCE);
	CHECK(frame.line == 123);
	CHECK(notebook("-> 3 g(1)") == LISTING_NOTHING);
	CHECK(notebook("----> g(1)") == LISTING_NOTHING);
	CHECK(notebook("      2 def f():") == LISTING_NOTHING);
	CHECK(notebook("12345 def f():") == LISTING_NOTHING);
	CHECK(notebook("123456 pieces") == LISTING_OUTSIDE);
	CHECK(notebook("-----------------") == LISTING_NOTHING);
	CHECK(notebook("ValueError: x") == LISTING_OUTSIDE);
	CHECK(notebook("") == LISTING_OUTSIDE);
}

static void
test_source(void)
{
	struct traceback_frame source = traceback_no_frame, known = traceback_no_frame;

	source.text = BYTES("g(1)");
	source.line = 7;
	listing_set_source(NULL, &source, memory);
	listing_set_source(&known, &source, memory);
	CHECK_TEXT(known.text, BYTES("g(1)"));
	CHECK(known.line == 7);
	/* what it has, it keeps */
	source.text = BYTES("h(1)");
	source.line = 8;
	listing_set_source(&known, &source, memory);
	CHECK_TEXT(known.text, BYTES("g(1)"));
	known.text = BYTES("");
	listing_set_source(&known, &source, memory);
	CHECK_TEXT(known.text, BYTES("h(1)"));
	CHECK(known.line == 7);
}

static void
test_types(void)
{
	CHECK(listing_is_type(BYTES("Type"), BYTES("Type")));
	CHECK(listing_is_type(BYTES("pkg.Type"), BYTES("Type")));
	CHECK(!listing_is_type(BYTES("pkgType"), BYTES("Type")));
	CHECK(!listing_is_type(BYTES("pkg.Other"), BYTES("Type")));
	CHECK(listing_is_type(BYTES("Type"), BYTES("ZeroType")));
	CHECK(!listing_is_type(BYTES("Type"), BYTES("Types")));
}

int
main(void)
{
	memory = arena_new(1 << 20);
	if (memory == NULL)
		return 1;
	test_box();
	test_halves();
	test_notebook();
	test_source();
	test_types();
	arena_free(memory);
	return check_end();
}
