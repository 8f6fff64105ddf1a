#include "rendering.h"

/* The format of describe_python_log.py: the failure, and its functions, the outermost one first. */
#define RAISED(type, message, line, frames) \
	"{\"type\":\"traceback\",\"exception\":{\"type\":\"" type "\",\"message\":\"" message \
	"\"},\"source\":{\"line\":" line "},\"frames\":[" frames "]}"
#define F "{\"function\":\"f\"}"
#define G "{\"function\":\"g\"}"
#define HEADS "Duplicated error messages:\nDuplicated stacktraces:\n"

static const struct rendering_case plain[] = {
	{ { RAISED("E", "a", "7", F "," G) }, "E: a\ng, f\n\n" },
	{ { RAISED("E", "a\\nb", "7", F) }, "E: a|b\nf\n\n" },
	{ { "{\"type\":\"traceback\",\"exception\":{\"type\":\"E\"},\"frames\":[" F
	    "],\"raw\":\"E\\n\"}" },
	    "E\nf\nE\n\n\n\n" },
};

static const struct rendering_case summary[] = {
	{ { NULL }, HEADS },
	/* what came once is no duplicate */
	{ { RAISED("E", "a", "7", F) }, "E: a\nf\n\n" HEADS },
	{ { RAISED("E", "a", "7", F), RAISED("E", "b", "9", F), RAISED("E", "b", "11", G) },
	    "E: a\nf\n\nE: b\nf\n\nE: b\ng\n\nDuplicated error messages:\n  2: E: b\nDuplicated "
	    "stacktraces:\n  2: f\n" },
	/* in the order of the lines where they came first, not of the records */
	{ { RAISED("E", "b", "9", F), RAISED("E", "b", "11", F), RAISED("E", "a", "12", G),
	      RAISED("E", "a", "7", G) },
	    "E: b\nf\n\nE: b\nf\n\nE: a\ng\n\nE: a\ng\n\nDuplicated error messages:\n  2: E: a\n  "
	    "2: E: b\n"
	    "Duplicated stacktraces:\n  2: g\n  2: f\n" },
	/* a group counts as many as it has, and its messages for themselves */
	{ { "{\"type\":\"group\",\"of\":\"traceback\",\"exception\":{\"type\":\"E\"},\"count\":5,"
	    "\"source\":{\"line\":7},"
	    "\"messages\":[{\"template\":\"a\",\"count\":2,\"line\":8},{\"template\":\"b\","
	    "\"count\":1,\"line\":7}],"
	    "\"frames\":[" F "]}" },
	    "E\nf\n\nDuplicated error messages:\n  2: E\n  2: E: a\nDuplicated stacktraces:\n  5: "
	    "f\n" },
};

int
main(void)
{
	rendering_check(
	    &log_format, &(struct format_options){ .detail = 0 }, plain, COUNT_OF(plain));
	rendering_check(
	    &log_format, &(struct format_options){ .summary = true }, summary, COUNT_OF(summary));
	return check_end();
}
