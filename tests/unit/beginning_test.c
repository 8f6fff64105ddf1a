#include "check.h"
#include "pylog/beginning.h"

/* Lines above a traceback, the nearest first, ended by NULL; how many belong to the event, and whether it was cut. */
static const struct {
	const char *lines[6];
	size_t count;
	bool cut;
} cases[] = {
	{ { NULL }, 0, false },
	{ { "something else", "KeyError: 'a'" }, 0, false },
	/* an exception that was never raised, linked by a sentence */
	{ { "", "The above exception was the direct cause of the following exception:", "",
	      "KeyError: 'a'", "it began" },
	    4, false },
	{ { "", "During handling of the above exception, another exception occurred:", "",
	      "of two lines", "KeyError: 'a'", "" },
	    5, false },
	{ { "The above exception was the direct cause of the following exception:",
	      "KeyError: 'a'" },
	    2, false },
	/* the event begins further up */
	{ { "", "The above exception was the direct cause of the following exception:", "" }, 0,
	    true },
	{ { "", "The above exception was the direct cause of the following exception:", "",
	      "no exception", "" },
	    0, true },
	/* more than two empty lines */
	{ { "", "", "", "The above exception was the direct cause of the following exception:",
	      "KeyError: 'a'" },
	    0, false },
	/* an exception from a pool's worker, which quotes the worker's traceback, begins with its own line */
	{ { "\"\"\"", "multiprocessing.pool.RemoteTraceback: ", "began" }, 2, false },
	{ { "\"\"\"", "multiprocessing.pool.RemoteTraceback: with a message", "began" }, 0, false },
	{ { "\"\"\"", "no exception", "began" }, 0, false },
	{ { "\"\"\"" }, 0, false },
};

/* The same above an arrow of cleo's. */
static const struct cleo_case {
	const char *lines[10];
	size_t count;
	bool cut;
} cleos[] = {
	{ { NULL }, 0, false },
	{ { "      2│ a = 1", "something else" }, 0, false },
	{ { "      2│ a = 1", "  at a.py:3 in f", "", "  of two lines", "", "  'b'", "",
	      "  KeyError", "", "Installing" },
	    8, false },
	{ { "  at a.py:3 in f", "", "  poetry", "", "  NoSuchOption", "Installing" }, 5, false },
	{ { "  at a.py:3 in f", "", "  KeyError", "", "  Warning" }, 3, false },
	{ { "  at a.py:3 in f", "prose" }, 1, false },
	{ { "      2│ ", "  7  a.py:3 in f", "", "  Stack trace:", "", "Installing" }, 4, false },
	/* the event begins further up */
	{ { "  7  a.py:3 in f", "", "      2│ ", "  8  a.py:2 in g" }, 1, true },
	{ { "  7  a.py:3 in f", "" }, 1, true },
};

static void
check_cleo(const struct cleo_case *held)
{
	static struct above above;
	bool cut = false;

	above.count = 0;
	while (above.count < COUNT_OF(held->lines) && held->lines[above.count] != NULL) {
		above.lines[above.count].text = bytes_of(held->lines[above.count]);
		above.count++;
	}
	if (!CHECK(beginning_find(&above, true, &cut) == held->count) || !CHECK(cut == held->cut))
		printf(
		    "   cleo, case %td: %zu\n", held - cleos, beginning_find(&above, true, &cut));
}

static void
check_find(size_t i)
{
	static struct above above;
	bool cut = false;

	above.count = 0;
	while (above.count < COUNT_OF(cases[i].lines) && cases[i].lines[above.count] != NULL) {
		above.lines[above.count].text = bytes_of(cases[i].lines[above.count]);
		above.count++;
	}
	if (!CHECK(beginning_find(&above, false, &cut) == cases[i].count) ||
	    !CHECK(cut == cases[i].cut))
		printf("   case %zu\n", i);
}

static void
check_cut(const char *message, const char *wanted)
{
	CHECK_TEXT(beginning_cut_message(bytes_of(message)), bytes_of(wanted));
}

int
main(void)
{
	for (size_t i = 0; i < COUNT_OF(cleos); i++)
		check_cleo(&cleos[i]);
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		check_find(i);
	check_cut("it failed", "it failed");
	check_cut("it failed\n", "it failed");
	check_cut("it failed\nException in thread Thread-1:", "it failed");
	check_cut("it failed\nKeyError: 'a'", "it failed\nKeyError: 'a'");
	check_cut("it failed\nKeyError: 'a'\n\nThe above exception was the direct cause of the "
		  "following exception:\n",
	    "it failed");
	check_cut("it failed\nKeyError: 'a'\n\"\"\"", "it failed");
	check_cut("\n\n", "");
	return check_end();
}
