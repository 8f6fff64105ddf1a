#include "rendering.h"

/* The document of stacktraces.py: numbers that identify something are texts. */
#define DOCUMENT(processes) "{\"processgroupname\":\"no-name\",\"processes\":[" processes "]}\n"
#define THREAD(pid, more) \
	"{\"type\":\"thread\",\"process\":{\"pid\":" pid ",\"exe\":\"/bin/a\"},\"tid\":3," more "}"
#define PROCESS(pid) "{\"processname\":\"no-name\",\"pid\":\"" pid "\",\"exe\":\"/bin/a\""

static const struct rendering_case cases[] = {
	{ { NULL }, DOCUMENT("") },
	{ { THREAD("7",
	      "\"role\":\"worker\",\"state\":\"idle\",\"frames\":[{\"level\":0,\"function\":\"f\","
	      "\"args\":\"()\"},{\"level\":1,\"function\":\"g\"}]") },
	    DOCUMENT(PROCESS("7") ",\"threads\":[{\"tid\":\"3\",\"name\":\"worker\",\"state\":"
				  "\"idle\",\"frames\":[{\"fn\":\"f\",\"id\":\"0\",\"args\":\"()\"}"
				  ",{\"fn\":\"g\",\"id\":\"1\"}]}],\"threadgroups\":[]}") },
	/* without frames there is no list of them; a process comes once, where its first thread came */
	{ { THREAD("7", "\"frames\":[]"), THREAD("8", "\"frames\":[]"),
	      THREAD("7", "\"frames\":[]") },
	    DOCUMENT(PROCESS("7") ",\"threads\":[{\"tid\":\"3\"},{\"tid\":\"3\"}],"
				  "\"threadgroups\":[]}," PROCESS("8") ",\"threads\":[{\"tid\":"
								       "\"3\"}],\"threadgroups\":"
								       "[]}") },
	/* pstack's frames have numbers that are no texts */
	{ { THREAD("7", "\"tool\":\"pstack\",\"frames\":[{\"level\":1,\"function\":\"f\"}]") },
	    DOCUMENT(PROCESS("7") ",\"threads\":[{\"tid\":\"3\",\"frames\":[{\"fn\":\"f\",\"id\":1}"
				  "]}],\"threadgroups\":[]}") },
	/* of local variables with the same name, the last one stays, in its place */
	{ { THREAD("7",
	      "\"frames\":[{\"level\":0,\"function\":\"f\",\"locals\":[{\"name\":\"i\",\"value\":"
	      "\"1\"},{\"name\":\"j\",\"value\":\"2\"},{\"name\":\"i\",\"value\":\"3\"}]}]") },
	    DOCUMENT(PROCESS("7") ",\"threads\":[{\"tid\":\"3\",\"frames\":[{\"fn\":\"f\",\"id\":"
				  "\"0\",\"vars\":{\"j\":\"2\",\"i\":\"3\"}}]}],\"threadgroups\":"
				  "[]}") },
	/* groups list the numbers of their threads */
	{ { "{\"type\":\"group\",\"of\":\"thread\",\"by\":\"process,functions\",\"process\":{"
	    "\"pid\":7,\"exe\":\"/bin/a\"},\"count\":2,\"members\":[{\"pid\":7,\"tid\":5},{\"pid\":"
	    "7,\"tid\":6,\"inferior\":2}],\"frames\":[]}" },
	    DOCUMENT(PROCESS("7") ",\"threads\":[],\"threadgroups\":[{\"thread_ids\":[\"5\","
				  "\"2.6\"]}]}") },
	/* what a terminal must not get is escaped */
	{ { THREAD("7", "\"role\":\"a\\u009bb\",\"frames\":[]") },
	    DOCUMENT(PROCESS("7") ",\"threads\":[{\"tid\":\"3\",\"name\":\"a\\u009bb\"}],"
				  "\"threadgroups\":[]}") },
};

int
main(void)
{
	rendering_check(
	    &describejson_format, &(struct format_options){ .detail = 0 }, cases, COUNT_OF(cases));
	return check_end();
}
