#include "rendering.h"

/*
 * By OpenTelemetry: opentelemetry/proto/logs/v1/logs.proto as JSON (64-bit numbers are texts; FATAL is severity 21, ERROR
 * 17, WARN 13, INFO 9), and the semantic conventions of exceptions, processes and hosts.
 */
#define ENTRY(resource, record) \
	"{\"resourceLogs\":[{\"resource\":{\"attributes\":[" resource \
	"]},\"scopeLogs\":[{\"scope\":{\"name\":\"stacktraces\",\"version\":\"" ST_VERSION \
	"\"},\"logRecords\":[{" record "}]}]}]}\n"
#define TEXT(name, text) "{\"key\":\"" name "\",\"value\":{\"stringValue\":\"" text "\"}}"
#define NUMBER(name, number) "{\"key\":\"" name "\",\"value\":{\"intValue\":\"" number "\"}}"
#define ATTRIBUTES ",\"attributes\":["
#define RAISED(more) \
	"{\"type\":\"traceback\",\"exception\":{\"type\":\"E\",\"message\":\"a\"},\"frames\":[{" \
	"\"function\":\"f\",\"file\":\"/srv/a.py\",\"line\":7}]" more "}"
#define OF_EXCEPTION \
	TEXT("exception.type", "E") \
	"," TEXT("exception.message", "a") "," TEXT("exception.stacktrace", \
	    "Traceback (most recent call last):\\n  File \\\"/srv/a.py\\\", line 7, in f\\nE: " \
	    "a\\n")

static const struct rendering_case cases[] = {
	{ { NULL }, "" },
	/* a log message is the body; half past four, an hour east of UTC */
	{ { RAISED(",\"log\":{\"time\":\"2026-11-24T16:25:38.500+01:00\",\"level\":\"CRITICAL\","
		   "\"message\":\"failed\",\"pid\":7},\"fingerprint\":\"2:ab\",\"thread\":\"T\"") },
	    ENTRY(NUMBER("process.pid", "7"),
		"\"severityNumber\":21,\"severityText\":\"CRITICAL\",\"timeUnixNano\":"
		"\"1795533938500000000\",\"body\":{\"stringValue\":\"failed\"}" ATTRIBUTES
		    OF_EXCEPTION
		"," TEXT("thread.name", "T") "," TEXT("st.fingerprint", "2:ab") "]") },
	/* a time without a zone is none */
	{ { RAISED(",\"log\":{\"time\":\"2026-11-24T16:25:38\",\"message\":\"m\"},\"fingerprint\":"
		   "\"2:ab\"") },
	    ENTRY("",
		"\"severityNumber\":17,\"body\":{\"stringValue\":\"m\"}" ATTRIBUTES OF_EXCEPTION
		"," TEXT("st.fingerprint", "2:ab") "]") },
	/* a thread that did not crash is no error; its text is its signature */
	{ { "{\"type\":\"thread\",\"process\":{\"pid\":7,\"exe\":\"/bin/a\",\"host\":\"web3\","
	    "\"command\":\"a -x\"},\"lwp\":9,\"comm\":\"w\",\"state\":\"idle\",\"signature\":\"in "
	    "f\",\"frames\":[]}" },
	    ENTRY(TEXT("host.name", "web3") "," NUMBER("process.pid", "7") "," TEXT(
		      "process.executable.path", "/bin/a"),
		"\"severityNumber\":9,\"body\":{\"stringValue\":\"in f\"}" ATTRIBUTES NUMBER(
		    "thread.id", "9") "," TEXT("thread.name", "w") "," TEXT("st.state",
		    "idle") "]") },
	/* a group says how many it has; one that was not seen is nothing */
	{ { "{\"type\":\"group\",\"of\":\"traceback\",\"count\":3,\"exception\":{\"type\":\"E\"},"
	    "\"raw\":\"E\\n\",\"fingerprint\":\"2:ab\",\"signature\":\"E\",\"frames\":[]}",
	      "{\"type\":\"group\",\"of\":\"traceback\",\"count\":0,\"was\":2,\"exception\":{"
	      "\"type\":\"E\"},\"frames\":[]}" },
	    ENTRY("",
		"\"severityNumber\":17,\"body\":{\"stringValue\":\"E\"}" ATTRIBUTES TEXT(
		    "exception.type", "E") "," TEXT("exception.stacktrace",
		    "E\\n") "," TEXT("st.fingerprint", "2:ab") "," NUMBER("st.count", "3") "]") },
};

/* The command may hold secrets: it is written if that is asked for. */
static const struct rendering_case with_values = { { "{\"type\":\"thread\",\"process\":{"
						     "\"command\":\"a -x\"},\"signature\":\"s\","
						     "\"frames\":[]}" },
	ENTRY(TEXT("process.command_line", "a -x"),
	    "\"severityNumber\":9,\"body\":{\"stringValue\":\"s\"}" ATTRIBUTES "]") };

int
main(void)
{
	rendering_check(
	    &otlp_format, &(struct format_options){ .detail = 0 }, cases, COUNT_OF(cases));
	rendering_check(&otlp_format, &(struct format_options){ .values = true }, &with_values, 1);
	return check_end();
}
