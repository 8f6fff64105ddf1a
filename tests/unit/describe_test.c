#include "rendering.h"

/* The text of stacktraces.py, at each level of detail. */
#define PROCESS(pid) "{\"type\":\"thread\",\"process\":{\"pid\":" pid ",\"exe\":\"/bin/a\"},"
#define FRAMES \
	"\"frames\":[{\"level\":0,\"function\":\"f\",\"args\":\"(x=1)\",\"locals\":[{\"name\":" \
	"\"i\"," \
	"\"value\":\"2\"},{\"name\":\"j\",\"value\":\"3\"}]},{\"level\":1,\"function\":\"g\"}]}"
#define THREAD PROCESS("7") "\"tid\":3,\"role\":\"worker\",\"state\":\"idle\"," FRAMES
#define HEAD "Pid 7 Executable /bin/a \n[3] worker (idle)\n"

static const struct {
	int detail;
	struct rendering_case it;
} rows[] = {
	{ 0, { { NULL }, "" } },
	{ 0, { { THREAD }, HEAD "  f, g, \n\n\n" } },
	{ 1, { { THREAD }, HEAD "  f, g, \n\n\n" } },
	{ 2, { { THREAD }, HEAD " f g\n\n\n" } },
	{ 3, { { THREAD }, HEAD " #0 f(x=1)\n #1 g\n\n\n\n" } },
	{ 4, { { THREAD }, HEAD " #0 f(x=1)\n  i=2\n  j=3\n #1 g\n\n\n\n" } },
	/* a process is named once, and an empty line ends it */
	{ 0,
	    { { THREAD, PROCESS("7") "\"tid\":4," FRAMES, PROCESS("8") "\"tid\":1," FRAMES },
		HEAD "  f, g, \n[4]\n  f, g, \n\nPid 8 Executable /bin/a \n[1]\n  f, g, \n\n\n" } },
	/* a group has the number of its first thread */
	{ 0,
	    { { "{\"type\":\"group\",\"of\":\"thread\",\"by\":\"process,functions\",\"process\":{"
		"\"pid\":7},\"count\":2,\"members\":[{\"pid\":7,\"tid\":5},{\"pid\":7,\"tid\":6}],"
		"\"role\":\"worker\",\"frames\":[{\"function\":\"f\"}]}" },
		"Pid 7 \n2 * [5] worker\n  f, \n\n\n" } },
	/* DEL stays */
	{ 0,
	    { { "{\"type\":\"thread\",\"tid\":3,\"role\":\"a\\u007fb\",\"frames\":[]}" },
		"[3] a\x7F"
		"b\n  \n\n\n" } },
};

int
main(void)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		rendering_check(&describe_format,
		    &(struct format_options){ .detail = rows[i].detail }, &rows[i].it, 1);
	return check_end();
}
