#include "native/paste.h"

#include "check.h"

/* Lines of a log, and what is left of each; NULL: the line was only noise. */
static const struct {
	const char *line, *clean;
} cases[] = {
	{ "(gdb) bt\r", "bt" },
	{ "(gdb) ", NULL },
	{ "", "" },
	{ "> > #1  0x1 in f ()", "#1  0x1 in f ()" },
	{ "\033[31m#1\033[0m  0x1 in f ()", "#1  0x1 in f ()" },
	{ "\033]0;title\a#1  0x1 in f ()", "#1  0x1 in f ()" },
	/* an ESC that begins nothing stays, and so does what follows it */
	{ "v = \"\033\"", "v = \"\033\"" },
	{ "v = 1\033", "v = 1\033" },
	{ "v = 1\033[3", "v = 1\033[3" },
	{ "old\rnew", "old\rnew" },
	{ "old\rnew\r", "new" },
	{ "--Type <RET> for more, q to quit, c to continue without paging--c", NULL },
	{ "--Type <RET> for more, q to quit, c to continue without paging--c#3  0x1 in f ()",
	    "#3  0x1 in f ()" },
	{ "---Type <return> to continue, or q <return> to quit---#3  0x1 in f ()",
	    "#3  0x1 in f ()" },
	/* it asks inside of a line, too, which goes on behind the answer */
	{ "#1  0x1 in f<std::pa--Type <RET> for more, q to quit, c to continue without paging--",
	    NULL },
	{ "ir> (a=--Type <RET> for more, q to quit, c to continue without paging--c", NULL },
	{ "1) at f.c:3", "#1  0x1 in f<std::pair> (a=1) at f.c:3" },
	{ "    at g.c:---Type <return> to continue, or q <return> to quit---q", "    at g.c:" },
	{ "> --Type <RET> for more, q to quit, c to continue without paging--", NULL },
	/* after marks of web pages and trackers, which alone are noise */
	{ "&gt; #1  0x1 in f (a=&lt;optimized out&gt;)", "#1  0x1 in f (a=<optimized out>)" },
	{ "```", NULL },
	{ "a = \"short\"", "a = \"short\"" },
	/* an indented log: by its `#0`, then by its headers */
	{ "  #0  0x1 in f ()", "#0  0x1 in f ()" },
	{ "  #1  0x2 in g ()", "#1  0x2 in g ()" },
	{ "    Thread 2 (LWP 7):", "Thread 2 (LWP 7):" },
	{ "      #0  0x1 in f ()", "  #0  0x1 in f ()" },
	{ "  x", "x" },
	{ "{noformat}Thread 2 (LWP 7):{noformat}", "Thread 2 (LWP 7):" },
};

int
main(void)
{
	struct paste paste = { .scratch = { .ceiling = 1000 },
		.meant = { .ceiling = 1000 },
		.marked = { .ceiling = 1000 } };
	struct bytes clean;

	for (size_t n = 0; n < COUNT_OF(cases); n++) {
		if (!CHECK(paste_clean(&paste, bytes_of(cases[n].line), &clean) ==
			(cases[n].clean != NULL)))
			printf("   %s\n", cases[n].line);
		else if (cases[n].clean != NULL)
			CHECK_TEXT(clean, bytes_of(cases[n].clean));
	}
	CHECK(!paste_clean(&paste,
	    BYTES("#2  0x2 in g () at g.c--Type <RET> for more, q to quit, c to continue "
		  "without paging--"),
	    &clean));
	CHECK(!paste_take_cut(&paste, BYTES("pp:3"), &clean));
	CHECK(paste_take_cut(&paste, BYTES("#3  0x3 in h ()"), &clean));
	CHECK_TEXT(clean, BYTES("#2  0x2 in g () at g.c"));
	CHECK(!paste_take_cut(&paste, BYTES("#3  0x3 in h ()"), &clean));
	paste_free(&paste);
	return check_end();
}
