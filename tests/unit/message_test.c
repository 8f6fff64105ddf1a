#include "pylog/traceback/message.h"

#include "traceback.h"

#define CAUSE "The above exception was the direct cause of the following exception:\n"

/* A terminal folds the sentence that links. */
static void
test_folded_sentences(void)
{
	begin("ValueError: x");
	tell("~\n"
	     "+During handling of the above\n"
	     "+exception, another exception\n"
	     "+occurred:\n");
	CHECK(!event_is_whole(&event));
	is_raised("ValueError", "x", NULL);
	/* what stands between, or is missing, makes it text */
	begin("ValueError: x");
	tell("+During handling of the above\n"
	     "~\n"
	     "+exception, another exception occurred:\n");
	CHECK(event_is_whole(&event));
	begin("ValueError: x");
	tell("+During handling of the above\n"
	     "+text\n"
	     "+exception, another exception occurred:\n");
	CHECK(event_is_whole(&event));
	begin("ValueError: x");
	tell("+The above exception was the direct cause\n"
	     "+  of the following exception:\n");
	CHECK(event_is_whole(&event));
	/* text may begin like it; only the sentence itself is taken back */
	begin("ValueError: x");
	tell("+The above exception\n"
	     "+The above exception was the direct cause \n"
	     "+of the following exception:\n");
	CHECK(!event_is_whole(&event));
	is_raised("ValueError", "x\nThe above exception", NULL);
	begin("ValueError: x");
	tell("+The above exception\n"
	     "~\n"
	     "+The above exception was the direct cause\n"
	     "+of the following exception:\n");
	CHECK(!event_is_whole(&event));
	is_raised("ValueError", "x\nThe above exception", NULL);
}

/* The lines that end a message, or do not, behind a message of one line; and the same behind an empty line. */
static void
test_what_ends_a_message(void)
{
	static const struct {
		const char *line;
		char near, far; /* as tell() has them */
	} rows[] = {
		{ "more", '+', '+' },
		{ "  more", '+', '+' },
		/* Java's and JavaScript's frames */
		{ "    at org.example.A.b(Native Method)", '+', '.' },
		{ "    at a.wasm:0x152d67", '+', '.' },
		{ "    at last", '+', '+' },
		{ "    at f (/opt/a.js:1:2)", '.', '.' },
		{ "    at f (<anonymous>:1:2)", '+', '.' },
		{ "    at f (https://loom.example/a.js:1:2)", '+', '.' },
		{ "at f (a.js:1:2)", '.', '.' },
		{ "at org.example.A.b(A.java:1)", '+', '+' },
		/* the place of a SyntaxError, as CPython sets it in */
		{ "  File \"b.py\", line 3", '.', '.' },
		{ "    File \"b.py\", line 3", '+', '+' },
		{ "File \"b.py\", line 3", '+', '+' },
		{ "Stdout:", '+', '.' },
		{ "----------", '.', '.' },
		{ "\"\"\"", '.', '.' },
		{ "Location: /opt/ops.py:109", '+', '+' },
		{ "```", '+', '+' },
		{ "Original Traceback (most recent call last):", '+', '+' },
		{ "Traceback (most recent call last):", '.', '.' },
		{ "2026-11-24 10:00:00 INFO app: x", '.', '.' },
	};
	char line[80];

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		begin("ValueError: x");
		snprintf(line, sizeof(line), "%c%s\n", rows[i].near, rows[i].line);
		tell(line);
		begin("ValueError: x");
		snprintf(line, sizeof(line), "~\n%c%s\n", rows[i].far, rows[i].line);
		tell(line);
	}
	/* what the event is in counts, too */
	begin("ValueError: x");
	event.located = true;
	tell(".Location: /opt/ops.py:109\n");
	begin("ValueError: x");
	event.fenced = true;
	tell("+``\n"
	     "+text ```\n"
	     ".``` \n");
	begin("RuntimeError: Caught KeyError in worker");
	tell("+Original Traceback (most recent call last):\n"
	     "+  File \"w.py\", line 1, in w\n"
	     "+    w()\n"
	     "+KeyError: 1\n"
	     "+  File \"b.py\", line 3\n"); /* inside a quotation it may be quoted */
}

/* A rule ends a message, unless the exception line has none: torch's elastic has its report behind such. */
static void
test_reports(void)
{
	begin("torch.ChildFailedError: ");
	tell("+==========\n"
	     "+train.py FAILED\n"
	     "+----------\n"
	     "+=== Failures\n"
	     "+  <NO_OTHER_FAILURES>\n"
	     "+==========\n"
	     ".text\n");
	CHECK_TEXT(message(),
	    BYTES("\n==========\ntrain.py FAILED\n----------\n=== Failures\n"
		  "  <NO_OTHER_FAILURES>\n=========="));
	/* no other type has such a report */
	begin("torch.OtherError: ");
	tell("+==========\n"
	     "+==========\n"
	     "+text\n");
	begin("torch.ChildFailedError: x");
	tell(".==========\n");
	begin("torch.ChildFailedError");
	tell(".==========\n");
}

/* JAX has a rule before the sentence that links. */
static void
test_a_rule_before_the_sentence(void)
{
	begin("ValueError: x");
	tell("~-------------------- \n"
	     "~\n"
	     "+" CAUSE FRAMES "+KeyError: y\n");
	is_raised("KeyError", "y", "ValueError");
	begin("ValueError: x");
	tell("~--------------------\n"
	     ".text\n");
	begin("ValueError: x");
	tell(".-------------------\n");
	begin("ValueError: x");
	tell(".---------------------\n");
}

/* In a log whose lines have no heads, a text behind an empty line is of the message if the sentence follows. */
static void
test_doubtful_lines(void)
{
	static struct outside outside;

	for (int i = 0; i < 3; i++)
		outside_learn(&outside.first, BYTES("Stats 1.0: in=0"), false);
	begin("ValueError: x");
	event.outside = &outside;
	tell("~\n"
	     "~text\n"
	     "~Original Traceback (most recent call last)\n"
	     "+" CAUSE FRAMES "+KeyError: y\n");
	event_end(&event);
	is_raised("KeyError", "y", "ValueError");
	CHECK_TEXT(event_raised(&event)->behind->message,
	    BYTES("x\n\ntext\nOriginal Traceback (most recent call last)"));
	/* frames and exceptions are of another event, and so is a heading */
	begin("ValueError: x");
	event.outside = &outside;
	tell("~\n"
	     "~text\n"
	     ".  File \"b.py\", line 3, in g\n"
	     ".  File \"b.py\", line 3\n"
	     ".KeyError: 'a'\n"
	     ".Original Traceback (most recent call last):\n");
	event_end(&event);
	is_raised("ValueError", "x", NULL);
	/* the exception line is one then, even if it may be source */
	begin_anew();
	event.outside = &outside;
	tell("+Traceback (most recent call last):\n"
	     "+  File \"a.py\", line 1, in f\n"
	     "+word: x\n"
	     "~\n"
	     "~text\n"
	     ".  File \"b.py\", line 3, in g\n");
	/* what is announced, or SQLAlchemy's, is of the message without such a sentence */
	begin("ValueError: these:");
	event.outside = &outside;
	tell("~\n"
	     "+Stats 1.0: in=0\n");
	begin("ValueError: x");
	event.outside = &outside;
	tell("+[SQL: SELECT 1]\n"
	     "~\n"
	     "+(Background on this error at: https://sqlalche.me/e/20/e3q8)\n");
	/* between two rulers an empty line says nothing, and one line is enough below an empty one */
	begin("ValueError: x");
	event.outside = &outside;
	event.framed = true;
	tell("~\n"
	     "+text\n");
	outside_free(&outside);
}

/* The longest message in such a log. */
static void
test_the_longest_message(void)
{
	static const struct outside outside;

	begin("ValueError: x");
	event.outside = &outside;
	event.lines_max = 1;
	tell(".more\n");
	CHECK(event.message_cut);
	begin("ValueError: x");
	event.outside = &outside;
	event.lines_max = 3;
	tell("+more\n"
	     "~\n"
	     ".and more\n");
	CHECK(event.message_cut);
	CHECK_TEXT(message(), BYTES("x\nmore"));
	/* where heads tell, and where nobody wants it, it has no end */
	begin("ValueError: x");
	event.lines_max = 1;
	tell("+more\n");
	begin("ValueError: x");
	event.outside = &outside;
	tell("+more\n");
}

/* Django's page has the type in one line, and the message in the next. */
static void
test_pages(void)
{
	begin_anew();
	tell(FRAMES "~\n"
		    "+Exception Type: KeyError at /url\n"
		    "+Exception Value: 'k'\n"
		    "+Exception Value: 'k'\n");
	is_raised("KeyError", "'k'\nException Value: 'k'", NULL);
	/* behind a quotation nothing is added to what has a message */
	begin("RemoteError: ");
	tell("+\"\"\"\n" FRAMES "+KeyError: 1\n"
	     "+\"\"\"\n"
	     ".Exception Value: x\n");
}

/* What a pool's worker raised stands between quotation marks, behind an empty message. */
static void
test_quotations(void)
{
	begin("RemoteError: ");
	tell("+\"\"\"\n" FRAMES "+RuntimeError: Caught KeyError in worker\n"
	     "+Original Traceback (most recent call last):\n"
	     "+  File \"w.py\", line 1, in w\n"
	     "+    w()\n"
	     "+KeyError: 1\n"
	     "+\"\"\"\n"
	     ".text\n");
	CHECK(event.tree.top == 0 && event_is_whole(&event));
	/* one behind the other */
	begin("RemoteError: ");
	tell("+\"\"\"\n" FRAMES "+KeyError: 1\n"
	     "+\"\"\"\n"
	     "~\n"
	     "+" CAUSE FRAMES "+RemoteError: \n"
	     "+\"\"\"\n" FRAMES "+IndexError: 2\n"
	     "+\"\"\"\n"
	     ".text\n");
	CHECK(event.tree.top == 0 && event_is_whole(&event));
	begin("RemoteError: ");
	tell("~\n"
	     ".\"\"\"\n");
	/* a group in a quotation ends with it */
	begin("RemoteError: ");
	tell("+\"\"\"\n"
	     "+  + Exception Group Traceback (most recent call last):\n"
	     "+  |   File \"a.py\", line 1, in f\n"
	     "+  | ExceptionGroup: g (1 sub-exception)\n"
	     "+  +-+---------------- 1 ----------------\n"
	     "+    | KeyError: 1\n"
	     "+    +------------------------------------\n"
	     "+\"\"\"\n"
	     "~\n"
	     "+" CAUSE FRAMES "+ValueError: x\n"
	     "+  | more of it\n");
	is_raised("ValueError", "x\n  | more of it", "ExceptionGroup");
}

/* Ray has the frames of a task straight behind the exception line, and no header. */
static void
test_tasks(void)
{
	static const char *const tasks[] = { "RayTaskError(KeyError): ray::f() (pid=7)",
		"ray.RayTaskError: ray_f (pid=7)" };
	static const char *const others[] = { "RayTaskError(KeyError): no task",
		"RayTaskError: a ray_f", "OtherError: ray::f() (pid=7)" };

	for (size_t i = 0; i < COUNT_OF(tasks); i++) {
		begin(tasks[i]);
		tell("+  File \"b.py\", line 3, in g\n"
		     "+    g()\n"
		     "+KeyError: 1\n");
		CHECK(event.tree.top == 1);
	}
	for (size_t i = 0; i < COUNT_OF(others); i++) {
		begin(others[i]);
		tell("+  File \"b.py\", line 3, in g\n");
		CHECK(event.tree.top == 0 && event_is_whole(&event));
	}
	/* behind an empty line, or another one, a frame is text */
	begin(tasks[0]);
	tell("~\n"
	     "+  File \"b.py\", line 3, in g\n");
	CHECK(event.tree.top == 0);
	begin(tasks[0]);
	tell("+text\n"
	     "+  File \"b.py\", line 3, in g\n");
	CHECK(event.tree.top == 0);
	/* one of its own is what another event begins with */
	begin("ValueError: x");
	tell(".  File \"a.py\", line 1, in f\n");
}

/* A word behind source as wide as a terminal may be the rest of that: what follows tells. */
static void
test_words_behind_wide_source(void)
{
	static const struct {
		const char *lines;
		const char *type, *text;
	} rows[] = {
		{ "+word\n+ValueError: x\n", "ValueError", "x" },
		{ "+word\n+app.Odd: x\n", "app.Odd", "x" },
		{ "+word\n+more: x\n", "word", "\nmore: x" },
		{ "+word\n+ValueError\n", "word", "\nValueError" },
		{ "+word\n+ValueError: \n", "word", "\nValueError: " },
		{ "+word: x\n+ValueError: y\n", "word", "x\nValueError: y" },
		{ "+app.Odd\n+ValueError: y\n", "app.Odd", "\nValueError: y" },
		{ "+word\n+more\n+ValueError: y\n", "word", "\nmore\nValueError: y" },
		{ "+word\n~\n.ValueError: y\n", "word", "" },
		{ "+KeyError\n+ValueError: y\n", "KeyError", "\nValueError: y" },
		{ "+word\n+  more\n", "word", "\n  more" },
	};
	char source[100];

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		begin_anew();
		snprintf(source, sizeof(source), "+    result = %066d+\n", 1);
		tell("+Traceback (most recent call last):\n"
		     "+  File \"a.py\", line 1, in f\n");
		tell(source);
		CHECK(event.wrap.last == 80);
		tell(rows[i].lines);
		is_raised(rows[i].type, rows[i].text, NULL);
	}
}

int
main(void)
{
	memory = arena_new(1024 * 1024);
	if (!CHECK(memory != NULL))
		return check_end();
	test_folded_sentences();
	test_what_ends_a_message();
	test_reports();
	test_a_rule_before_the_sentence();
	test_doubtful_lines();
	test_the_longest_message();
	test_pages();
	test_quotations();
	test_tasks();
	test_words_behind_wide_source();
	arena_free(memory);
	return check_end();
}
