#include "pylog/outcome.h"

#include "logs.h"

#define START "{'type':'traceback','language':'python',"
#define THREAD "{'type':'thread','language':'python',"
#define VALUE "'exception':{'type':'ValueError','message':'x'},"
#define KEY "'exception':{'type':'KeyError','message':'4'},"
#define F "'frames':[{'function':'f','file':'a.py','line':1,'text':'f()'}],"
#define DUMPED "'frames':[{'function':'f','file':'a.py','line':1}],"
#define NONE "'frames':[],"
#define CUT "'truncated':true,"
#define AT(line, lines, offset) \
	"'source':{'file':'log','line':" #line ",'lines':" #lines ",'offset':" #offset "}"
#define AT_LINE(line) "'source':{'file':'log','line':" #line "}}\n"

/* Logs, and their records, with ' for quotes. */
static const struct {
	const char *log, *wanted;
} cases[] = {
	{ HEADER FRAME "ValueError: x\n", START VALUE F AT(1, 4, 0) "}\n" },
	{ HEADER FRAME, START F CUT AT(1, 3, 0) "}\n" },
	/* a header without lines after it: the record keeps its text */
	{ HEADER, START NONE CUT AT(1, 1, 0) ",'raw':'Traceback (most recent call last):'}\n" },
	{ HEADER "ValueError: x\n", START VALUE NONE AT(1, 2, 0) "}\n" },
	/* a frame in prose is no event, but several are a stack */
	{ "some text\n" FRAME, "" },
	{ "some text\n" FRAME FRAME,
	    THREAD "'frames':[{'function':'f','file':'a.py','line':1,'text':'f()'},{'function':'f',"
		   "'file':'a.py','line':1,'text':'f()'}]," AT_LINE(2) },
	/* an exception without a header is cut, unless the line above takes its place */
	{ FRAME "ValueError: x\n", START VALUE F CUT AT(1, 3, 0) "}\n" },
	{ "ray::f() (pid=7)\n" FRAME "ValueError: x\n", START VALUE F AT(2, 3, 17) "}\n" },
	{ "Full traceback:\n" FRAME "ValueError: x\n", START VALUE F AT(2, 3, 16) "}\n" },
	{ "Full traceback: x\n" FRAME "ValueError: x\n", START VALUE F CUT AT(2, 3, 18) "}\n" },
	{ "While it ran:\n" FRAME "ValueError: x\n", START VALUE F AT(2, 3, 14) "}\n" },
	{ "While it ran\n" FRAME "ValueError: x\n", START VALUE F CUT AT(2, 3, 13) "}\n" },
	{ "Where it ran:\n" FRAME "ValueError: x\n", START VALUE F CUT AT(2, 3, 14) "}\n" },
	{ "After initialization, but before game start\n" FRAME "ValueError: x\n",
	    START VALUE F AT(2, 3, 44) "}\n" },
	/* but a SyntaxError of the main script never has one */
	{ "  File \"a.py\", line 1\n    x = = 1\n        ^\nSyntaxError: invalid syntax\n",
	    START
	    "'exception':{'type':'SyntaxError','message':'invalid syntax','file':'a.py','line':1"
	    ",'text':'x = = 1'}," NONE AT(1, 4, 0) "}\n" },
	{ FRAME "  File \"b.py\", line 2\n    x = = 1\n        ^\nSyntaxError: invalid syntax\n",
	    START
	    "'exception':{'type':'SyntaxError','message':'invalid syntax','file':'b.py','line':2"
	    ",'text':'x = = 1'}," F CUT AT(1, 6, 0) "}\n" },
	/* the exception line above */
	{ "[ERROR] KeyError: 4\n" HEADER FRAME,
	    START KEY F "'log':{'level':'ERROR'}," AT(2, 3, 20) "}\n" },
	{ "[ERROR] KeyError: 4\n" FRAME,
	    START KEY F "'log':{'level':'ERROR'}," AT(2, 2, 20) "}\n" },
	{ "[ERROR] it failed\n" HEADER FRAME,
	    START F "'log':{'level':'ERROR','message':'it failed'}," CUT AT(2, 3, 18) "}\n" },
	{ "[ERROR] KeyError: 4\n" HEADER FRAME "ValueError: x\n",
	    START VALUE F "'log':{'level':'ERROR','message':'KeyError: 4'}," AT(2, 4, 20) "}\n" },
	{ "ERROR:KeyError:4\n" HEADER FRAME,
	    START F
	    "'log':{'level':'ERROR','logger':'KeyError','message':'4'}," CUT AT(2, 3, 17) "}\n" },
	{ "ERROR: it failed\nResult: Failure\nException: KeyError: 4\n" HEADER FRAME,
	    START KEY F "'log':{'level':'ERROR','message':'it failed'}," AT(4, 3, 56) "}\n" },
	/* a chain that begins further up */
	{ "\nThe above exception was the direct cause of the following exception:\n\n" HEADER FRAME
	  "ValueError: x\n",
	    START VALUE F CUT AT(4, 4, 71) "}\n" },
	/* faulthandler's threads: the fatal error belongs to the one that failed */
	{ "Thread 0x01 [main] (most recent call first):\n  File \"a.py\", line 1 in f\n",
	    THREAD "'pthread':'0x01','comm':'main'," DUMPED AT_LINE(1) },
	{ "Thread 0x01 [main] (most recent call first):\n", "" },
	{ "Stack (most recent call first):\n", "" },
	{ "Stack (most recent call first):\n  File \"a.py\", line 1 in f\n",
	    THREAD DUMPED AT_LINE(1) },
	{ "Current thread 0x01 [main] (most recent call first):\n",
	    THREAD "'pthread':'0x01','comm':'main'," NONE AT_LINE(1) },
	{ "Fatal Python error: Aborted\n\nStack (most recent call first):\n",
	    START "'exception':{'type':'Fatal Python error','message':'Aborted'}," NONE AT(
		3, 1, 29) "}\n" },
	{ "Fatal Python error: Aborted\n\nCurrent thread 0x01 [main] (most recent call first):\n"
	  "  File \"a.py\", line 1 in f\n",
	    START "'exception':{'type':'Fatal Python error','message':'Aborted'}," DUMPED
		  "'thread':'main'," AT(3, 2, 29) "}\n" },
	{ "Fatal Python error: none\nKeyError: 4\n\nStack (most recent call first):\n"
	  "  File \"a.py\", line 1 in f\n",
	    START "'exception':{'type':'Fatal Python error','message':'none'}," DUMPED
		  "'chain':[{'relation':'cause'," KEY "'frames':[]}]," AT(4, 2, 38) "}\n" },
	{ "Fatal Python error: Aborted\n\nThread 0x01 [main] (most recent call first):\n"
	  "  File \"a.py\", line 1 in f\n",
	    THREAD "'pthread':'0x01','comm':'main'," DUMPED AT_LINE(3) START
	    "'exception':{'type':'Fatal Python error','message':'Aborted'}," NONE AT(
		3, 2, 29) "}\n" },
	/* a stack is no exception, and a report of a test that did not raise is none */
	{ "Stack (most recent call last):\n" FRAME, "" },
	{ "_________________ test_it _________________\n\n", "" },
	{ "x (most recent call first) \"quoted\"\n", "" },
	/* a thread as py-spy shows it */
	{ "Process 7: python a.py\nPython v3.11.2 (/usr/bin/python3.11)\n\n"
	  "Thread 8 (idle): \"main\"\n    f (a.py:1)\n",
	    "{'type':'thread','process':{'pid':7,'command':'python a.py'},'tool':'py-spy',"
	    "'language':'python','lwp':8,'comm':'main'," DUMPED AT_LINE(4) },
};

static bool
check_records(const char *log, const char *wanted)
{
	struct bytes got = parse(log);
	char quoted[2000];

	snprintf(quoted, sizeof(quoted), "%s", wanted);
	for (char *quote = quoted; (quote = strchr(quote, '\'')) != NULL;)
		*quote = '"';
	return CHECK_TEXT(got, bytes_of(quoted));
}

static void
test_options(void)
{
	struct pylog_options options = plain;

	options.unnumbered = true;
	parse_with(&options);
	check_records(HEADER FRAME "ValueError: x\n",
	    START VALUE F "'source':{'file':'log','lines':4,'offset':0}}\n");
	check_records("Stack (most recent call first):\n  File \"a.py\", line 1 in f\n",
	    THREAD DUMPED "'source':{'file':'log'}}\n");
	check_records(
	    "Python v3.11.2 (/usr/bin/python3.11)\n\nThread 8 (idle): \"main\"\n    f (a.py:1)\n",
	    "{'type':'thread','tool':'py-spy','language':'python','lwp':8,'comm':'main'," DUMPED
	    "'source':{'file':'log'}}\n");
	options = plain;
	options.raw = true;
	parse_with(&options);
	check_records(HEADER "ValueError: x\n\n\n",
	    START VALUE NONE AT(
		1, 2, 0) ",'raw':'Traceback (most recent call last):\\nValueError: x'}\n");
	check_records(
	    "Fatal Python error: Aborted\n\nThread 0x01 [main] (most recent call first):\n"
	    "  File \"a.py\", line 1 in f\n",
	    THREAD "'pthread':'0x01','comm':'main'," DUMPED AT_LINE(3) START
	    "'exception':{'type':'Fatal Python error','message':'Aborted'}," NONE AT(
		3, 2, 29) "}\n");
	/* stacktraces.py does not know them */
	options = plain;
	options.original = true;
	parse_with(&options);
	check_records(
	    "Fatal Python error: Aborted\n\nThread 0x01 [main] (most recent call first):\n"
	    "  File \"a.py\", line 1 in f\n",
	    THREAD "'pthread':'0x01','comm':'main'," DUMPED AT_LINE(3));
}

int
main(void)
{
	parse_with(&plain);
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		check_records(cases[i].log, cases[i].wanted);
	test_options();
	pylog_free(pylog);
	return check_end();
}
