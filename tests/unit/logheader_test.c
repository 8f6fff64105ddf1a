#include "pylog/heads/logheader.h"

#include "check.h"
#include "pylog/heads/token.h"

struct row {
	const char *line, *timestamp, *level, *logger, *message;
	long long pid;
};

static const struct row rows[] = {
	{ "2024-01-02 03:04:05,678 ERROR app.views: it failed", "2024-01-02 03:04:05,678", "ERROR",
	    "app.views", "it failed", -1 },
	{ "2024-01-02 03:04:05,678 - app - WARNING - odd", "2024-01-02 03:04:05,678", "WARNING",
	    "app", "odd", -1 },
	{ "ERROR:root:it failed", "", "ERROR", "root", "it failed", -1 },
	{ "ERROR:    Exception in ASGI application", "", "ERROR", "",
	    "Exception in ASGI application", -1 },
	{ "[2024-01-02 03:04:05 +0000] [123] [ERROR] it failed", "2024-01-02 03:04:05 +0000",
	    "ERROR", "", "it failed", 123 },
	{ "[E 240102 03:04:05 web:17] it failed", "240102 03:04:05", "ERROR", "web", "it failed",
	    -1 },
	{ "E0102 03:04:05.123456 77 a.py:7] it failed", "0102 03:04:05.123456", "ERROR", "",
	    "it failed", 77 },
	{ "Jan  2 03:04:05 web1 app[321]: it failed", "Jan  2 03:04:05", "", "", "it failed", 321 },
	{ "2024-01-02 03:04:05 ERROR [/srv/a] x", "2024-01-02 03:04:05", "ERROR", "", "x", -1 },
	{ "X 2024-01-02 03:04:05 x", "2024-01-02 03:04:05", "", "", "x", -1 },
	/* a number of a process has at most seven digits */
	{ "[2024-01-02 03:04:05] [4194304] [ERROR] x", "2024-01-02 03:04:05", "ERROR", "", "x",
	    4194304 },
	{ "[2024-01-02 03:04:05] [41943040] [ERROR] x", "2024-01-02 03:04:05", "ERROR", "", "x",
	    -1 },
	/* a bracket is of the message: it has another time, it is an error's, or it does not end */
	{ "ERROR [2024-01-02 03:04:05] x", "2024-01-02 03:04:05", "ERROR", "", "x", -1 },
	{ "2024-01-02 03:04:05 ERROR [2024-01-03 03:04:05] x", "2024-01-02 03:04:05", "ERROR", "",
	    "[2024-01-03 03:04:05] x", -1 },
	{ "2024-01-02 03:04:05 ERROR [Errno 2] x", "2024-01-02 03:04:05", "ERROR", "",
	    "[Errno 2] x", -1 },
	{ "2024-01-02 03:04:05 ERROR [a x", "2024-01-02 03:04:05", "ERROR", "", "[a x", -1 },
	/* whether a name is a logger's: by what stands behind it, and before it */
	{ "ERROR App - x", "", "ERROR", "App", "x", -1 },
	{ "ERROR ab - x", "", "ERROR", "ab", "x", -1 },
	{ "ERROR a - x", "", "ERROR", "", "a - x", -1 },
	{ "ERROR INFO - x", "", "ERROR", "", "INFO - x", -1 },
	{ "ERROR info - x", "", "ERROR", "info", "x", -1 },
	{ "ERROR 1a - x", "", "ERROR", "", "1a - x", -1 },
	{ "ERROR /a - x", "", "ERROR", "", "/a - x", -1 },
	{ "ERROR App | x", "", "ERROR", "App", "x", -1 },
	{ "ERROR App:", "", "ERROR", "App", "", -1 },
	{ "ERROR\tApp\tx", "", "ERROR", "App", "x", -1 },
	{ "ERROR App\tx", "", "ERROR", "", "App\tx", -1 },
	{ "ERROR app: x", "", "ERROR", "app", "x", -1 },
	{ "ERROR App.x: x", "", "ERROR", "App.x", "x", -1 },
	{ "ERROR My_app: x", "", "ERROR", "My_app", "x", -1 },
	{ "ERROR Timeout: 30 s", "", "ERROR", "", "Timeout: 30 s", -1 },
	{ "ERROR app x", "", "ERROR", "", "app x", -1 },
	{ "ERROR app", "", "ERROR", "", "app", -1 },
	/* after a thread in brackets only if it has dots */
	{ "ERROR [Main] a.b: x", "", "ERROR", "a.b", "x", -1 },
	{ "ERROR [Main] a.b:x", "", "ERROR", "Main", "a.b:x", -1 },
	{ "ERROR [Main] ab: x", "", "ERROR", "Main", "ab: x", -1 },
	/* a level between signs: as many on each side, and in capitals */
	{ "*** ERROR *** x", "", "ERROR", "", "x", -1 },
	{ "* ERROR * x", "", "ERROR", "", "x", -1 },
	{ "**ERROR** x", "", "ERROR", "", "x", -1 },
	{ "<ERROR>", "", "ERROR", "", "", -1 },
	{ "<ERROR> x", "", "ERROR", "", "x", -1 },
	{ "(INFO) it failed", "", "INFO", "", "it failed", -1 },
	{ "{INFO} it failed", "", "INFO", "", "it failed", -1 },
	/* a level with colons: before it is a number, a thread or a logger */
	{ "123:MainThread:ERROR: x", "", "ERROR", "", "x", 123 },
	{ "app.main:ERROR:it was", "", "ERROR", "app.main", "it was", -1 },
};

static const char *const none[] = { "", "ValueError: x", "  indented", "it failed", "Errors: 3",
	"<Error> x", "<ERROR>x", "<ERROR) x", "** ERROR * x", "app:x:ERROR", "app::ERROR:x",
	"a(b):ERROR:x" };

int
main(void)
{
	struct logheader header;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		CHECK(logheader_read(bytes_of(rows[i].line), &header));
		CHECK_TEXT(header.timestamp, bytes_of(rows[i].timestamp));
		CHECK_TEXT(header.level, bytes_of(rows[i].level));
		CHECK_TEXT(header.logger, bytes_of(rows[i].logger));
		CHECK_TEXT(header.message, bytes_of(rows[i].message));
		CHECK(header.pid == rows[i].pid);
	}
	for (size_t i = 0; i < COUNT_OF(none); i++)
		CHECK(!logheader_read(bytes_of(none[i]), &header));
	/* glog has the month and the day; it may have the year, and the date may be none */
	CHECK(logheader_read(BYTES("E1124 03:04:05.5 77 a.py:7] it failed"), &header));
	CHECK(header.time.year < 0 && header.time.month == 11 && header.time.day == 24);
	CHECK(header.time.possible);
	CHECK(logheader_read(BYTES("E1324 03:04:05.5 77 a.py:7] it failed"), &header));
	CHECK(!header.time.possible);
	CHECK(logheader_read(BYTES("E20261124 03:04:05.5 77 a.py:7] it failed"), &header));
	CHECK(header.time.year == 2026 && header.time.month == 11 && header.time.day == 24);
	CHECK(header.time.possible);
	CHECK(logheader_read(BYTES("E20261324 03:04:05.5 77 a.py:7] it failed"), &header));
	CHECK(!header.time.possible);
	CHECK(token_is_access(BYTES("127.0.0.1 - - \"GET / HTTP/1.1\" 500 -")));
	CHECK(!token_is_access(BYTES("he said - \"GET / HTTP\"")));
	return check_end();
}
