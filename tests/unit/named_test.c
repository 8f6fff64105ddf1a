#include "pylog/heads/named.h"

#include "check.h"

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

int
main(void)
{
	test_logfmt();
	test_objects();
	return check_end();
}
