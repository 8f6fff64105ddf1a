#include "pylog/heads/named.h"

#include "check.h"
#include "pylog/heads/membernames.h"

static struct logheader header;

static bool
logfmt(const char *line)
{
	header = (struct logheader){ .pid = -1 };
	return named_read_logfmt(bytes_of(line), &header);
}

static bool
is_object(const char *line)
{
	return named_is_object(bytes_of(line));
}

static void
test_logfmt(void)
{
	CHECK(logfmt("time=2026-11-24T10:00:00Z level=error logger=app.x pid=12 msg=\"boom, "
		     "\\\"and\\\" more\" x.y-z@=1"));
	CHECK_TEXT(header.timestamp, BYTES("2026-11-24T10:00:00Z"));
	CHECK(header.time.year == 2026 && header.pid == 12);
	CHECK_TEXT(header.level, BYTES("error"));
	CHECK_TEXT(header.logger, BYTES("app.x"));
	CHECK_TEXT(header.message, BYTES("boom, \\\"and\\\" more"));
	/* text that is no pair ends the head */
	CHECK(logfmt("level=error and then pid=12") && header.pid == -1);
	CHECK(logfmt("lvl=e\tmessage=m") && bytes_equal(header.message, BYTES("m")));
	CHECK(logfmt("severity=e pid=x") && header.pid == -1);
	CHECK(logfmt("levelname=e ts=never") && header.timestamp.len == 0);
	CHECK(logfmt("asctime=\"2026-11-24 10:00:00,5\"") && header.timestamp.len == 21);
	CHECK(
	    logfmt("@timestamp=2026-11-24T10:00:00Z") && logfmt("timestamp=2026-11-24T10:00:00Z"));
	/* without level and time it is no head */
	CHECK(!logfmt("msg=x pid=12") && header.pid == -1 && header.message.len == 0);
	CHECK(logfmt("name=x level=error") && bytes_equal(header.level, BYTES("error")));
	CHECK(!logfmt("level = error") && !logfmt("=x level=error"));
	CHECK(!logfmt("") && !logfmt("level") && !logfmt("level=\"error"));
	CHECK(!logfmt("time=\"it\\\" level=e"));
}

static void
test_objects(void)
{
	CHECK(is_object("{\"level\":\"info\",\"msg\":\"m\"}"));
	CHECK(is_object("{\"a\": {\"b\": [\"}\"]}, \"time\" : \"x\"} "));
	CHECK(is_object("{\"a\\\"level\": 1, \"level\": 1}"));
	CHECK(!is_object("{\"a\\\"level\": 1}"));
	CHECK(!is_object("{\"code\":\"level\"}"));
	CHECK(!is_object("{\"msg\":\"m\",\"pid\":1,\"logger\":\"x\"}"));
	CHECK(!is_object("{\"a\":{\"level\":\"info\"}}"));
	CHECK(!is_object("{\"level\":\"info\"} and more}"));
	CHECK(!is_object("{\"level\":\"info\"}}") && !is_object("{\"level\":[\"info\"}"));
	CHECK(!is_object("{\"level\":\"info\"") && !is_object("{\"level\":\"info}"));
	CHECK(!is_object("{ \"level\":1}") && !is_object("") && !is_object("[\"level\"]"));
}

/* Names by which a member is known for sure, and names that are not. */
static void
test_sure_names(void)
{
	static const struct {
		const char *name;
		enum member member;
	} rows[] = {
		{ "@timestamp", MEMBER_TIME },
		{ "asctime", MEMBER_TIME },
		{ "__REALTIME_TIMESTAMP", MEMBER_NONE },
		{ "level", MEMBER_LEVEL },
		{ "lvl", MEMBER_LEVEL },
		{ "log.level", MEMBER_NONE },
		{ "logger", MEMBER_LOGGER },
		{ "logger_name", MEMBER_NONE },
		{ "message", MEMBER_MESSAGE },
		{ "event", MEMBER_MESSAGE },
		{ "record.message", MEMBER_NONE },
		{ "pid", MEMBER_PID },
		{ "_PID", MEMBER_NONE },
		{ "kubernetes.pod_name", MEMBER_NONE },
		{ "release", MEMBER_NONE },
		{ "log", MEMBER_NONE },
		{ "errorType", MEMBER_NONE },
		{ "errorMessage", MEMBER_NONE },
		{ "stackTrace", MEMBER_NONE },
		{ "", MEMBER_NONE },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (!CHECK(membernames_of(bytes_of(rows[i].name)) == rows[i].member))
			printf("   %s\n", rows[i].name);
}

/* Whether members of these names differ from line to line. */
static void
test_changing_names(void)
{
	static const struct {
		const char *name;
		bool change;
	} rows[] = {
		{ "time", true },
		{ "startTime", true },
		{ "start_time", true },
		{ "START-TIME", true },
		{ "Time", true },
		{ "sometimes", false },
		{ "aTime", true },
		{ "lifetime", false },
		{ "insertId", true },
		{ "insert_id", true },
		{ "insert.id", true },
		{ "insert__id", true },
		{ "_insert_id_", true },
		{ "insertID", true },
		{ "inserted", false },
		{ "id", true },
		{ "_id", true },
		{ "Id", true },
		{ "podId", false },
		{ "t", true },
		{ "_p", true },
		{ "p_x", false },
		{ "level", false },
		{ "", false },
		{ "_", false },
	};
	char name[300];

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (!CHECK(membernames_change(bytes_of(rows[i].name)) == rows[i].change))
			printf("   %s\n", rows[i].name);
	/* what comes late in a long name does not count */
	memset(name, '_', sizeof(name));
	memcpy(name + 116, "time", 4);
	CHECK(membernames_change((struct bytes){ name, sizeof(name) }));
	memset(name, 'x', sizeof(name));
	memcpy(name + 116, "_time", 5);
	CHECK(!membernames_change((struct bytes){ name, sizeof(name) }));
	/* each letter of a name may begin a word */
	for (size_t i = 0; i < sizeof(name); i++)
		name[i] = i % 2 == 0 ? 'a' : 'B';
	CHECK(!membernames_change((struct bytes){ name, sizeof(name) }));
}

int
main(void)
{
	test_logfmt();
	test_objects();
	test_sure_names();
	test_changing_names();
	return check_end();
}
