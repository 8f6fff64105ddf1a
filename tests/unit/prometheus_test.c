#include "rendering.h"

#define HELP(name, words) \
	"# HELP stacktraces_" name " " words "\n# TYPE stacktraces_" name " gauge\n"
#define GROUPS HELP("groups", "Threads or exceptions of a group.")
#define REST(out, threads, exceptions, findings) \
	HELP("groups_left_out", "Groups beyond the 100 that are largest.") \
	"stacktraces_groups_left_out " out "\n" HELP("events", \
	    "All threads or exceptions.") "stacktraces_events{of=\"thread\"} " threads \
					  "\nstacktraces_events{of=\"traceback\"} " exceptions \
					  "\n" HELP("findings", \
					      "Processes that show something by a rule, as that " \
					      "no worker is idle.") "stacktraces_" \
								    "findings " findings "\n"
#define SERIES(fingerprint, of, state, known, count) \
	"stacktraces_groups{fingerprint=\"" fingerprint "\",of=\"" of "\",state=\"" state \
	"\",known=\"" known "\"} " count "\n"
#define THREAD(more) "{\"type\":\"thread\",\"frames\":[]" more "}"
#define PRINT(fingerprint) ",\"fingerprint\":\"" fingerprint "\""

static const struct rendering_case cases[] = {
	/* without records there are no series, but the sums are 0 */
	{ { NULL }, REST("0", "0", "0", "0") },
	/* equal labels are one series, which is what Prometheus asks for; the greatest comes first */
	{ { THREAD(PRINT("a")), THREAD(PRINT("b")), THREAD(PRINT("b")) },
	    GROUPS SERIES("b", "thread", "", "", "2") SERIES("a", "thread", "", "", "1")
		REST("0", "3", "0", "0") },
	/* another state, or what is known, makes another series */
	{ { THREAD(PRINT("a") ",\"state\":\"idle\""), THREAD(PRINT("a") ",\"known\":true"),
	      THREAD(PRINT("a") ",\"known\":false"),
	      THREAD(PRINT("a") ",\"known\":true,\"regressed\":true") },
	    GROUPS SERIES("a", "thread", "idle", "", "1") SERIES("a", "thread", "", "true", "1")
		SERIES("a", "thread", "", "false", "1") SERIES("a", "thread", "", "regressed", "1")
		    REST("0", "4", "0", "0") },
	/* \\, quotes and line ends in a label's value are escaped */
	{ { THREAD(PRINT("a") ",\"state\":\"a\\\"b\\\\c\\nd\"") },
	    GROUPS SERIES("a", "thread", "a\\\"b\\\\c\\nd", "", "1") REST("0", "1", "0", "0") },
	/* groups count as many as they have, exceptions apart from threads; findings are counted */
	{ { "{\"type\":\"group\",\"of\":\"traceback\",\"count\":5,\"finding\":\"no worker is "
	    "idle\"" PRINT("c") "}",
	      "{\"type\":\"group\",\"of\":\"thread\",\"count\":0,\"was\":2" PRINT("d") "}" },
	    GROUPS SERIES("c", "traceback", "", "", "5") REST("0", "0", "5", "1") },
};

/* A hundred series are written, and the others counted. */
static void
many(int count, const char *left_out)
{
	static char texts[120][100];
	const char *records[121] = { NULL };
	struct bytes rest;
	char *written;
	int series = 0;

	for (int i = 0; i < count; i++) {
		snprintf(texts[i], sizeof(texts[i]), THREAD(PRINT("%d")), i);
		records[i] = texts[i];
	}
	written =
	    rendering_of(&prometheus_format, &(struct format_options){ .detail = 0 }, records);
	rest = bytes_of(written);
	for (struct bytes line; bytes_next(&rest, '\n', &line);) {
		series += bytes_start(line, BYTES("stacktraces_groups{"));
		if (bytes_take(&line, BYTES("stacktraces_groups_left_out ")))
			CHECK_TEXT(line, bytes_of(left_out));
	}
	CHECK(series == (count < 100 ? count : 100));
	free(written);
}

int
main(void)
{
	rendering_check(
	    &prometheus_format, &(struct format_options){ .detail = 0 }, cases, COUNT_OF(cases));
	many(100, "0");
	many(101, "1");
	many(120, "20");
	return check_end();
}
