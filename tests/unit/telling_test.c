#include "same/telling.h"

#include "base/buffer.h"
#include "check.h"

/* A message up to the number, the number, and what follows it. */
static bool
tells(const char *before, const char *number, const char *behind)
{
	struct buffer all = { .at = NULL };
	bool answer;

	buffer_append(&all, bytes_of(before));
	buffer_append(&all, bytes_of(number));
	buffer_append(&all, bytes_of(behind));
	answer = telling_number(buffer_bytes(&all), strlen(before), strlen(number));
	buffer_free(&all);
	return answer;
}

static void
numbers(void)
{
	static const char *const before[] = { "[Errno ", "[errno -",
		"(errno: ", "errno=", "[WinError ", "HTTP ", "GET / HTTP/1.1\" ", "HTTP/2 ",
		"HTTP Error ", "status ",
		"'status': ", "status_code=", "status code: ", "<Response [", "exit code ", "utf-",
		"UTF-", "latin-", "iso-", "Error #" };
	static const char *const no[] = { "", "user ", "number of errors ", "myerrno2 ",
		"status of user ", "xhttp ", "thread-", "-", "status     ",
		"a_very_long_word_before_the_errno " };

	for (size_t i = 0; i < COUNT_OF(before); i++)
		if (!CHECK(tells(before[i], "404", "")))
			printf("   of %s\n", before[i]);
	for (size_t i = 0; i < COUNT_OF(no); i++)
		if (!CHECK(!tells(no[i], "404", "")))
			printf("   of %s\n", no[i]);
	CHECK(tells("", "404", " Client Error: Not Found for url"));
	CHECK(tells("", "503", ": Service Unavailable"));
	CHECK(tells("", "404", ", message='x'"));
	CHECK(!tells("", "404", " users not found"));
	CHECK(!tells("", "17", " Not Found"));
	CHECK(!tells("user ", "204", " Not Found"));
	CHECK(!tells("errno ", "12345678901", ""));
}

static void
names(void)
{
	CHECK(telling_is_name(BYTES("utf8")));
	CHECK(telling_is_name(BYTES("SHA256")));
	CHECK(!telling_is_name(BYTES("w03")));
	CHECK(!telling_is_name(BYTES("sha256sha256sha256")));
}

static void
hosts(void)
{
	CHECK(telling_is_host(BYTES("db-a.tide.example")));
	CHECK(telling_is_host(BYTES("github.com")));
	CHECK(telling_is_host(BYTES("ip-10-0-0-1.ec2.zone")));
	CHECK(telling_is_host(BYTES("217.tide.zone")));
	CHECK(telling_is_host(BYTES("10-0-0-1.zone")));
	CHECK(!telling_is_host(BYTES("10.zone")));
	CHECK(!telling_is_host(BYTES("os.path.join")));
	CHECK(!telling_is_host(BYTES("well-known.word")));
	CHECK(!telling_is_host(BYTES("example")));
	CHECK(!telling_is_host(BYTES("a..com")));
}

int
main(void)
{
	numbers();
	names();
	hosts();
	return check_end();
}
