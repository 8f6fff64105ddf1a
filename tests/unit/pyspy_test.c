#include "native/pyspy.h"

#include "quotes.h"
#include "threadtext.h"

/* As py-spy's src/stack_trace.rs writes threads with `dump --json`; quotes are written as ' here. */
#define MAIN_THREAD \
	"{'pid':811,'thread_id':140,'thread_name':'MainThread','os_thread_id':812,'active':true," \
	"'owns_gil':true,'frames':[{'name':'f','filename':'/a.py','module':null," \
	"'short_filename':'a.py','line':7,'locals':[{'name':'x','addr':1,'arg':true,'repr':'3'}," \
	"{'name':'y','repr':null}]},{'name':'<module>','filename':'/a.py','module':null," \
	"'line':0,'locals':null}],'process_info':{'pid':811,'ppid':1,'command_line':'python a'}}"
#define OTHER_THREAD \
	"{'pid':811,'thread_id':160,'thread_name':null,'os_thread_id':null,'active':false," \
	"'owns_gil':false,'frames':[{'name':'recv','filename':'libc.so','module':'libc.so'," \
	"'line':0},{'name':'g','filename':'/b.pyx','module':'b.so','line':3}," \
	"{'name':'run','filename':'/a.py','module':null,'line':9}],'process_info':null}"
#define OF_OTHER_PROCESS \
	"{'pid':900,'thread_id':1,'thread_name':null,'os_thread_id':900,'owns_gil':false," \
	"'frames':[],'process_info':null}"
#define MAIN_TEXT \
	" lwp 812 pthread 0x8c comm MainThread pid 811 command python a tool py-spy in python " \
	"gil | :f /a.py:7 x=3 y; :<module> /a.py;\n"
#define OTHER_TEXT " tool py-spy | :recv libc.so; :g b.so /b.pyx:3; :run /a.py:9 in python;\n"

static const struct {
	const char *name, *json, *threads; /* NULL: it is no dump of py-spy's */
} cases[] = {
	{ "a thread", MAIN_THREAD, MAIN_TEXT },
	{ "an array", "[" MAIN_THREAD "," OTHER_THREAD "]",
	    MAIN_TEXT " pthread 0xa0 pid 811 command python a" OTHER_TEXT },
	{ "a thread of which the process is not told", OTHER_THREAD,
	    " pthread 0xa0 pid 811" OTHER_TEXT },
	{ "another process, of which no command is told", "[" MAIN_THREAD "," OF_OTHER_PROCESS "]",
	    MAIN_TEXT " lwp 900 pthread 0x1 pid 900 tool py-spy in python |\n" },
	{ "something else among them", "[" MAIN_THREAD ",7,{'a':1}]", MAIN_TEXT },
	{ "a thread that has no handle", "{'pid':8,'thread_id':0,'owns_gil':false,'frames':[]}",
	    " pid 8 tool py-spy in python |\n" },
	{ "an empty array", "[]", NULL },
	{ "an array of others", "[7," MAIN_THREAD "]", NULL },
	{ "no frames", "{'thread_id':1,'owns_gil':true}", NULL },
	{ "frames that are no array", "{'thread_id':1,'owns_gil':true,'frames':7}", NULL },
	{ "no thread", "{'owns_gil':true,'frames':[]}", NULL },
	{ "no lock", "{'thread_id':1,'frames':[]}", NULL },
};

static void
check_case(size_t n)
{
	struct arena *memory = arena_new(1 << 20);
	struct dialect dialect;

	if (!CHECK(memory != NULL) || !debugger_open(&dialect))
		return;
	if (!CHECK(pyspy_read(&dialect, quotes_json(cases[n].json, memory)) ==
		(cases[n].threads != NULL)))
		printf("   %s\n", cases[n].name);
	threadtext_check(&dialect, cases[n].name, cases[n].threads == NULL ? "" : cases[n].threads);
	debugger_close(&dialect);
	arena_free(memory);
}

int
main(void)
{
	for (size_t n = 0; n < COUNT_OF(cases); n++)
		check_case(n);
	return check_end();
}
