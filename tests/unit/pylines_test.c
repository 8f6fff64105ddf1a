#include "check.h"
#include "collect/python/pylines.h"

#define CHECK_LINE(got, wanted) CHECK((got) == (wanted))

/*
 * The line tables of a function `def f(a, b):` of 13 lines, from line 41 on: a sum over two lines, a loop with a try in it, a
 * list comprehension that begins with its end. Each version compiled it itself, and its PyCode_Addr2Line() gave the lines.
 */
static const struct {
	enum pylayout_lines lines;
	struct bytes table;
	struct {
		int place, line; /* the line from that byte on; 0: none */
	} runs[24];
	int length; /* bytes of code */
} functions[] = {
	/* CPython 3.8 */
	{ PYLAYOUT_STEPS,
	    BYTES_ROW("\x00\x02\x02\x01\x02\xff\x04\x03\x0c\x01\x02\x01\x0c\x01\x0e\x01\x08\x01\x06"
		      "\x02\x04\xfe"),
	    { { 0, 43 }, { 2, 44 }, { 4, 43 }, { 8, 46 }, { 20, 47 }, { 22, 48 }, { 34, 49 },
		{ 48, 50 }, { 56, 51 }, { 62, 53 }, { 66, 51 } },
	    72 },
	/* CPython 3.10 */
	{ PYLAYOUT_RANGES,
	    BYTES_ROW("\x02\x02\x02\x01\x04\xff\x0c\x03\x02\x01\x0c\x01\x0c\x01\x04\x01\x02\xff\x06"
		      "\x02\x04\x02"
		      "\x06\xfe"),
	    { { 0, 43 }, { 2, 44 }, { 4, 43 }, { 8, 46 }, { 20, 47 }, { 22, 48 }, { 34, 49 },
		{ 46, 50 }, { 50, 49 }, { 52, 51 }, { 58, 53 }, { 62, 51 } },
	    68 },
	/* CPython 3.12 */
	{ PYLAYOUT_LOCATIONS,
	    BYTES_ROW("\x80\x00\xe0\x09\x0a\xd8\x09\x0a\xf1\x03\x01\x0a\x0b\x80\x41\xf4\x06\x00\x0e"
		      "\x13\x90\x31"
		      "\x8b\x58\xf2\x00\x04\x05\x11\x88\x01\xf0\x02\x03\x09\x11\xd8\x0c\x0d\x90\x11"
		      "\x89\x46\x89"
		      "\x41\xf0\x05\x04\x05\x11\xf0\x0e\x00\x13\x14\x90\x14\xf6\x05\x02\x0c\x17\xe0"
		      "\x0c\x0d\xf2"
		      "\x03\x00\x09\x0a\xf2\x03\x02\x0c\x17\xf0\x00\x02\x05\x17\xf8\xf4\x05\x00\x10"
		      "\x1a\xf2\x00"
		      "\x01\x09\x11\xd9\x0c\x10\xf0\x03\x01\x09\x11\xfc\xf2\x04\x02\x0c\x17"),
	    { { 0, 41 }, { 2, 43 }, { 4, 44 }, { 6, 43 }, { 12, 46 }, { 40, 47 }, { 42, 48 },
		{ 54, 46 }, { 56, 53 }, { 60, 51 }, { 74, 53 }, { 76, 52 }, { 82, 51 }, { 90, 0 },
		{ 92, 49 }, { 108, 50 }, { 112, 49 }, { 114, 0 }, { 124, 51 } },
	    130 },
};

static void
whole_functions(void)
{
	for (size_t i = 0; i < COUNT_OF(functions); i++) {
		int line = 0;
		size_t run = 0;

		for (int place = 0; place < functions[i].length; place += 2) {
			/* zeros follow the last one */
			if (run < COUNT_OF(functions[i].runs) &&
			    functions[i].runs[run].place == place && (place == 0) == (run == 0))
				line = functions[i].runs[run++].line;
			CHECK_LINE(
			    pylines_find(functions[i].lines, functions[i].table, 41, place), line);
		}
		CHECK_LINE(pylines_find(functions[i].lines, functions[i].table, 41, -1), 41);
		CHECK_LINE(pylines_find(functions[i].lines, functions[i].table, 41, -2), 41);
	}
}

static void
wrong_places(void)
{
	const struct bytes none = BYTES_NONE;

	/* a table of steps has no end, the others have one */
	CHECK_LINE(pylines_find(PYLAYOUT_STEPS, functions[0].table, 41, 1 << 20), 51);
	CHECK_LINE(pylines_find(PYLAYOUT_RANGES, functions[1].table, 41, 68), -1);
	CHECK_LINE(pylines_find(PYLAYOUT_LOCATIONS, functions[2].table, 41, 130), -1);
	CHECK_LINE(pylines_find(PYLAYOUT_STEPS, none, 7, 4), 7);
	CHECK_LINE(pylines_find(PYLAYOUT_RANGES, none, 7, 4), -1);
	CHECK_LINE(pylines_find(PYLAYOUT_LOCATIONS, none, 7, 4), -1);
}

static void
wrong_tables(void)
{
	/* lines before the first one; numbers without an end; an entry that does not begin; half an entry */
	CHECK_LINE(pylines_find(PYLAYOUT_STEPS, BYTES("\x00\x80"), 7, 4), -1);
	CHECK_LINE(
	    pylines_find(PYLAYOUT_LOCATIONS, BYTES("\xe8\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f"), 7, 0),
	    -1);
	CHECK_LINE(pylines_find(PYLAYOUT_LOCATIONS, BYTES("\xe8"), 7, 0), 7);
	CHECK_LINE(pylines_find(PYLAYOUT_LOCATIONS, BYTES("\x01\x80\x00"), 7, 0), -1);
	CHECK_LINE(pylines_find(PYLAYOUT_RANGES, BYTES("\x04"), 7, 0), -1);
}

/* Many lines further: the number in forms 13 and 14 has several bytes, the lowest first, with the sign in the lowest bit. */
static void
long_ways(void)
{
	/* 70000 = 0x11170, as a number 0x222e0: the six bits 20, 0b, 22 */
	CHECK_LINE(
	    pylines_find(PYLAYOUT_LOCATIONS, BYTES("\xe8\x60\x4b\x22\x80\x00\x00"), 1, 0), 70001);
	CHECK_LINE(
	    pylines_find(PYLAYOUT_LOCATIONS, BYTES("\xf0\x61\x4b\x22\x00\x00\x00"), 80000, 0),
	    10000);
}

int
main(void)
{
	whole_functions();
	wrong_places();
	wrong_tables();
	long_ways();
	return check_end();
}
