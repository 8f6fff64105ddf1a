#include "pylog/carrier/carrying.h"

#include "check.h"

#define HEADER "Traceback (most recent call last):"
#define FRAME "  File \"a.py\", line 1, in f"
#define T0 "2026-11-24 10:00:00"
#define T1 "2026-11-24 10:00:01"

static struct carrying carrying;

static void
begin(const char *before, const char *rest)
{
	carrying_begin(&carrying, bytes_of(before), bytes_of(rest));
}

/* The prefix of the lines, by a line so far below the header (NULL: none); -1: that line does not tell. */
static int
learn(const char *before, const char *header, const char *next, long long distance)
{
	struct bytes line = next == NULL ? BYTES_NONE : bytes_of(next);
	size_t carrier = 99;

	if (!carrying_learn(&carrying, bytes_of(before), bytes_of(header),
		next == NULL ? NULL : &line, distance, &carrier))
		return -1;
	CHECK(carrying.prefix.len == carrier);
	return (int)carrier;
}

/* The text before the header, the next line, and the length of the prefix that all lines have. */
static const struct {
	const char *before, *next;
	int carrier;
} cases[] = {
	/* no prefix */
	{ "", FRAME, 0 },
	{ "    ", "    " FRAME, 0 },
	{ "[7] ", NULL, 0 },
	{ "it failed ", FRAME, 0 },
	{ "[7] ", FRAME, 0 },
	{ "[7] ", "File \"a.py\", line 1, in f", 0 },
	{ "it failed ", "something else", 0 },
	/* all of it */
	{ "[7] ", "[7] " FRAME, 4 },
	{ "[7] ", "[7] something else", 4 },
	{ T0 " ", T1 " " FRAME, 20 },
	/* a part of it, followed by a frame or an indented text */
	{ T0 " ERROR it failed: ", T1 " " FRAME, 20 },
	{ T0 " ERROR it failed: ", T1 " File \"a.py\", line 1, in f", 20 },
	{ T0 " ERROR it failed: ", T1 "     f()", 20 },
	{ T0 " ERROR it failed: ", T1 "  f()", 20 },
	{ T0 " ERROR it failed: ", T1 " something else", -1 },
	/* of another process */
	{ "[7] ", "[8] " FRAME, -1 },
	{ "[7] ", "something else", -1 },
	/* a number that counts lines */
	{ "7:", "8:" FRAME, 2 },
	{ "a.log:7:", "a.log:8:" FRAME, 8 },
	/* the next number belongs to another process by chance */
	{ "7 ", "8 something else", -1 },
};

static void
test_first_lines(void)
{
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		begin(cases[i].before, "");
		if (!CHECK(learn(cases[i].before, HEADER, cases[i].next, 1) == cases[i].carrier))
			printf("   `%s`, `%s`\n", cases[i].before, cases[i].next);
	}
}

static void
test_counters(void)
{
	begin("7 ", "");
	CHECK(learn("7 ", "Stack (most recent call last):", "8 something else", 1) == 2);
	CHECK(carrying.prefix.counter > 0);
	begin("7:", "");
	CHECK(learn("7:", HEADER, "8 something else", 1) == -1);
	CHECK(carrying.prefix.counter == 0);
	CHECK(learn("7:", HEADER, "9:" FRAME, 2) == -1); /* only the first line below tells */
	begin("7:", "");
	CHECK(learn("7:", HEADER, "9:" FRAME, 2) == 2);
	begin("7:", "");
	CHECK(learn("7:", HEADER, "9:" FRAME, 1) == -1);
}

/* Only the first line below can show that the lines have no prefix. */
static void
test_later_lines(void)
{
	begin("[7] ", "");
	CHECK(learn("[7] ", HEADER, "[8] x", 1) == -1);
	CHECK(learn("[7] ", HEADER, FRAME, 2) == -1);
	CHECK(learn("[7] ", HEADER, "[7] " FRAME, 3) == 4);
	begin("[7] ", "");
	CHECK(learn("[7] ", HEADER, "[8] x", 1) == -1);
	CHECK(learn("[7] ", HEADER, NULL, 0) == 0);
	begin("it failed ", "");
	CHECK(carrying.fresh);
	CHECK(learn("it failed ", HEADER, "[8] x", 1) == 0);
	CHECK(!carrying.fresh);
}

/* mod_wsgi: all lines end in `, referer: …`. */
static void
test_suffix(void)
{
	static char longest[514];

	begin("[7] ", ", referer: x");
	CHECK(learn("[7] ", HEADER, "[7] " FRAME ", referer: x", 1) == 4);
	CHECK_TEXT(buffer_bytes(&carrying.suffix), BYTES(", referer: x"));
	begin("[7] ", ", referer: x");
	CHECK(learn("[7] ", HEADER, "[8] x", 1) == -1);
	CHECK(carrying.suffix.len == 12);
	CHECK(learn("[7] ", HEADER, "[7] " FRAME, 2) == 4);
	CHECK(carrying.suffix.len == 0);
	begin("[7] ", ", referer: x");
	CHECK(learn("[7] ", HEADER, NULL, 1) == 0 && carrying.suffix.len == 0);
	begin("[7] ", "  ");
	CHECK(learn("[7] ", HEADER, "[7] " FRAME "  ", 1) == 4 && carrying.suffix.len == 0);
	memset(longest, 'x', 512);
	begin("[7] ", longest);
	CHECK(carrying.suffix.len == 512);
	begin("[7] ", ", y");
	CHECK_TEXT(buffer_bytes(&carrying.suffix), BYTES(", y"));
	longest[512] = 'x';
	begin("[7] ", longest);
	CHECK(carrying.suffix.len == 0);
}

/* oslo.log writes the same time before all lines of a record; another time is that of the next record. */
static bool
changes(int same, bool fine)
{
	begin(T0 ".5 ", "");
	carrying.fine = fine;
	for (int i = 0; i < same; i++)
		CHECK(!carrying_changes(&carrying, BYTES(T0 ".5 ")));
	return carrying_changes(&carrying, BYTES(T1 ".5 "));
}

static void
test_changes(void)
{
	CHECK(!changes(0, true));
	CHECK(!changes(3, true));
	CHECK(changes(4, true));
	CHECK(!changes(4, false));
	CHECK(changes(9, true));
	/* times that change from line to line tell nothing */
	CHECK(!carrying_changes(&carrying, BYTES(T1 ".7 ")));
	CHECK(!carrying_changes(&carrying, BYTES(T0 ".5 ")));
	CHECK(!carrying_changes(&carrying, BYTES(T1 ".8 ")));
	begin("", "");
	CHECK(!carrying.fine);
}

static void
join(const char *piece, bool partial, const char *wanted)
{
	struct bytes text = bytes_of(piece);

	if (CHECK(carrying_join(&carrying, partial, &text) == (wanted != NULL)) && wanted != NULL)
		CHECK_TEXT(text, bytes_of(wanted));
}

static void
test_pieces(void)
{
	begin("", "");
	join("whole", false, "whole");
	join("one ", true, NULL);
	join("two ", true, NULL);
	join("three", false, "one two three");
	join("whole", false, "whole");
	join("one ", true, NULL);
	begin("", "");
	join("whole", false, "whole");
	join("o", true, NULL);
	join("ne", false, "one");
}

int
main(void)
{
	test_first_lines();
	test_counters();
	test_later_lines();
	test_suffix();
	test_changes();
	test_pieces();
	CHECK(carrying_is_blank(BYTES("")) && carrying_is_blank(BYTES(" \t")));
	CHECK(!carrying_is_blank(BYTES(" x")));
	carrying_free(&carrying);
	return check_end();
}
