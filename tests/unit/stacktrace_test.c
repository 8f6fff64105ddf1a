#include "rendering.h"

/* The format of describe_python_stacktrace.py: a group of one thread, its functions from the outermost one inwards. */
#define RAISED(more) \
	"{\"type\":\"traceback\",\"exception\":{\"type\":\"E\",\"message\":\"a\"},\"frames\":[" \
	"{\"function\":\"f\"},{\"function\":\"g\"}]" more "}"

static const struct rendering_case cases[] = {
	/* without any exception, a thread without frames */
	{ { NULL }, "1 * [0]\n  \n\n" },
	{ { RAISED("") }, "1 * [0] Failure was <E: a>\n  g, f, \n\n" },
	{ { RAISED(""), RAISED("") },
	    "1 * [0] Failure was <E: a>\n  g, f, \n\n1 * [0] Failure was <E: a>\n  g, f, \n\n" },
	{ { "{\"type\":\"group\",\"of\":\"traceback\",\"count\":3,\"exception\":{\"type\":\"E\"},"
	    "\"frames\":[]}" },
	    "3 * [0] Failure was <E>\n  \n\n" },
	/* a stack that somebody printed has no failure */
	{ { "{\"type\":\"traceback\",\"frames\":[{\"function\":\"f\"}]}" }, "1 * [0]\n  f, \n\n" },
};

int
main(void)
{
	rendering_check(
	    &stacktrace_format, &(struct format_options){ .detail = 0 }, cases, COUNT_OF(cases));
	return check_end();
}
