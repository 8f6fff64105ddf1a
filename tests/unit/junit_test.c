#include "rendering.h"

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
#define SUITE(tests, failures, cases) \
	XML "<testsuite name=\"stacktraces\" tests=\"" tests "\" failures=\"" failures \
	    "\" errors=\"0\">\n" cases "</testsuite>\n</testsuites>\n"
#define ERROR(more) \
	"{\"type\":\"traceback\",\"exception\":{\"type\":\"KeyError\",\"message\":\"'a'\"}," \
	"\"signature\":" \
	"\"KeyError in " \
	"f\",\"frames\":[{\"function\":\"f\",\"file\":\"/srv/a.py\",\"line\":7}]" more "}"

static const struct rendering_case cases[] = {
	{ { NULL }, SUITE("0", "0", "") },
	/* what is known passes */
	{ { ERROR(",\"known\":true,\"fingerprint\":\"1:ab\"") },
	    SUITE("1", "0",
		"<testcase classname=\"stacktraces.traceback\" name=\"KeyError in f "
		"[1:ab]\"/>\n") },
	/* a thread that did not crash is no failure; a finding is the output of its case */
	{ { "{\"type\":\"thread\",\"signature\":\"in f<int>\",\"frames\":[]}" },
	    SUITE("1", "0",
		"<testcase classname=\"stacktraces.thread\" name=\"in f&lt;int&gt;\"/>\n") },
	{ { "{\"type\":\"group\",\"of\":\"thread\",\"count\":2,\"signature\":\"in "
	    "f\",\"frames\":[],"
	    "\"finding\":\"a & b\"}" },
	    SUITE("1", "0",
		"<testcase classname=\"stacktraces.thread\" name=\"in f\"><system-out>a &amp; "
		"b</system-out>"
		"</testcase>\n") },
	/* one that was not seen is no case */
	{ { "{\"type\":\"group\",\"of\":\"thread\",\"count\":0,\"was\":2,\"frames\":[]}" },
	    SUITE("0", "0", "") },
};

/* An exception that is not known fails, with its type, how often it came, and its stack. */
static void
fails(const char *record, const char *failure)
{
	char *written = rendering_of(&junit_format, &(struct format_options){ .detail = 0 },
	    (const char *const[]){ record, NULL });

	CHECK(bytes_find(bytes_of(written), BYTES("tests=\"1\" failures=\"1\"")) != NULL);
	if (!CHECK(bytes_find(bytes_of(written), bytes_of(failure)) != NULL))
		printf("   %s\n", written);
	free(written);
}

int
main(void)
{
	rendering_check(
	    &junit_format, &(struct format_options){ .detail = 0 }, cases, COUNT_OF(cases));
	fails(ERROR(""), "<failure type=\"KeyError\" message=\"KeyError in f, 1 time\">");
	fails(ERROR(",\"known\":false"), " message=\"KeyError in f, 1 time, new\">");
	fails(ERROR(",\"known\":true,\"regressed\":true"),
	    " message=\"KeyError in f, 1 time, regressed\">");
	fails(ERROR(""), "  File \"/srv/a.py\", line 7, in f\n");
	/* XML has no U+FFFE, U+FFFF and control characters; a tab in an attribute would become a blank */
	fails("{\"type\":\"traceback\",\"exception\":{\"type\":\"E\"},\"signature\":"
	      "\"a\\ufffe\\uffff\\tb\\u0001\","
	      "\"frames\":[]}",
	    " message=\"a\xEF\xBF\xBD\xEF\xBF\xBD&#9;b");
	return check_end();
}
