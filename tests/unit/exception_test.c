#include "rendering.h"

#define TRACEBACK(more) \
	"{\"type\":\"traceback\",\"exception\":{\"type\":\"KeyError\",\"message\":\"'a'\"}" more "}"
#define FRAME(function, file, line) \
	"{\"function\":\"" function "\",\"file\":\"" file "\",\"line\":" line \
	",\"text\":\"" function "()\"}"
#define OWN FRAME("f", "/srv/a.py", "7")
#define LIBRARY FRAME("get", "/usr/lib/python3.11/site-packages/loom/b.py", "8")
#define MANY LIBRARY "," LIBRARY "," LIBRARY
#define NO_TIME "  no time (line 9)\n"
#define SEEN ",\"source\":{\"line\":9}"

static const struct rendering_case cases[] = {
	/* nothing is known but the exception; without a type it is not known, or cut */
	{ { TRACEBACK("") }, "KeyError: 'a'\n\n" },
	{ { "{\"type\":\"traceback\",\"exception\":{\"type\":\"E\"}}" }, "E\n\n" },
	/* the log message: its time, level and logger, where it stands, and its text */
	{ { TRACEBACK(
	      ",\"time\":\"10:00:00\",\"source\":{\"file\":\"app.log\",\"line\":9},"
	      "\"log\":{\"level\":\"ERROR\",\"logger\":\"loom\",\"message\":\"it\\nfailed\"}") },
	    "KeyError: 'a'\n  ERROR loom 10:00:00 (app.log:9)\n  it\n    failed\n\n" },
	{ { TRACEBACK(SEEN) }, "KeyError: 'a'\n" NO_TIME "\n" },
	/* own frames first, with their source, then those of libraries without it */
	{ { TRACEBACK(",\"frames\":[" LIBRARY "," OWN "]") },
	    "KeyError: 'a'\n  f at /srv/a.py:7\n      f()\n  in libraries:\n    get at "
	    "/usr/lib/python3.11/site-packages/loom/b.py:8\n\n" },
	/* where all are of libraries, they are no addition */
	{ { TRACEBACK(",\"frames\":[" LIBRARY "]") },
	    "KeyError: 'a'\n  get at /usr/lib/python3.11/site-packages/loom/b.py:8\n\n" },
	/* causes, contexts and members have words of their own, and stand further in */
	{ { TRACEBACK(",\"chain\":[{\"relation\":\"cause\",\"exception\":{\"type\":\"OSError\","
		      "\"message\":\"b\"},"
		      "\"frames\":[" OWN "]}]") },
	    "KeyError: 'a'\n  caused by OSError: b\n    f at /srv/a.py:7\n        f()\n\n" },
	{ { TRACEBACK(
	      ",\"chain\":[{\"relation\":\"context\",\"exception\":{\"type\":\"OSError\"}}]") },
	    "KeyError: 'a'\n  while handling OSError\n\n" },
	{ { TRACEBACK(",\"exceptions\":[{\"exception\":{\"type\":\"OSError\"}},{\"exception\":{"
		      "\"type\":\"E\"}}]") },
	    "KeyError: 'a'\n  with OSError\n  with E\n\n" },
	/* a SyntaxError names a place, which is no frame */
	{ { "{\"type\":\"traceback\",\"exception\":{\"type\":\"SyntaxError\",\"file\":\"a.py\","
	    "\"line\":3,\"text\":\"x = =\"}}" },
	    "SyntaxError\n  ?\? at a.py:3\n      x = =\n\n" },
	/* what is known of it, its thread, and that the log ended */
	{ { TRACEBACK(",\"known\":false,\"thread\":\"MainThread\",\"truncated\":true") },
	    "KeyError: 'a'\n  new\n  in thread MainThread\n  the log cut it short\n\n" },
	{ { TRACEBACK(",\"native_frames\":[{\"function\":\"f\",\"module\":\"/lib/"
		      "a.so\"},{\"module\":\"/lib/a.so\"}]") },
	    "KeyError: 'a'\n  in C:\n    f in /lib/a.so\n    ?\? in /lib/a.so\n\n" },
};

static const struct rendering_case detailed[] = {
	{ { TRACEBACK(",\"frames\":[" LIBRARY "," OWN "]") },
	    "KeyError: 'a'\n  f at /srv/a.py:7\n      f()\n  in libraries:\n    get at "
	    "/usr/lib/python3.11/site-packages/loom/b.py:8\n        get()\n\n" },
};

/* A group's times, messages and values, each in a line below its head. */
#define GROUP(count, more) \
	"{\"type\":\"group\",\"of\":\"traceback\",\"by\":\"exception\",\"exception\":{\"type\":" \
	"\"KeyError\"},\"count\":" count more "}"
#define AT(time) "{\"time\":\"2026-11-24T" time "\"}"

static void
shows(const char *record, const char *wanted)
{
	char *written = rendering_of(&exception_format, &(struct format_options){ .detail = 0 },
	    (const char *const[]){ record, NULL });

	if (!CHECK(bytes_find(bytes_of(written), bytes_of(wanted)) != NULL))
		printf("   %s not in\n%s", wanted, written);
	free(written);
}

static void
groups(void)
{
	shows(GROUP("1", ",\"first\":" AT("10:00:00") ",\"last\":" AT("10:00:00")),
	    "\n  at 2026-11-24T10:00:00\n");
	shows(GROUP("2", ",\"first\":" AT("10:00:00") ",\"last\":" AT("11:00:00")),
	    "\n  first 2026-11-24T10:00:00, last 2026-11-24T11:00:00\n");
	/* a bar an hour, the highest one where most came: of 1 to 8, one eighth each; a blank where none did */
	shows(GROUP("9",
		  ",\"per\":[{\"time\":\"2026-11-24T10\",\"count\":1},{\"time\":\"2026-11-24T12\","
		  "\"count\":8}]"),
	    "\n  \u2581 \u2588\n");
	shows(GROUP("13",
		  ",\"per\":[{\"time\":\"2026-11-24T10\",\"count\":8},{\"time\":\"2026-11-24T11\","
		  "\"count\":4},"
		  "{\"time\":\"2026-11-24T12\",\"count\":5}]"),
	    "\n  \u2588\u2584\u2585\n");
	/* messages, the values of their stars, and those that are not listed */
	shows(GROUP("9",
		  ",\"messages\":[{\"template\":\"no "
		  "*\",\"count\":5,\"values\":[{\"star\":1,\"value\":\"a\","
		  "\"count\":3},{\"star\":1,\"value\":\"b\",\"count\":2}]},{\"template\":\"red\","
		  "\"count\":3}]"),
	    "\n  5 * no *: 'a' 3, 'b' 2\n  3 * red\n  1 with other messages\n");
	shows(GROUP("5",
		  ",\"messages\":[{\"template\":\"* of "
		  "*\",\"count\":5,\"values\":[{\"star\":2,\"value\":\"a\","
		  "\"count\":5}]}]"),
	    "\n  5 * * of *: many; 'a' 5\n");
	/* the log message says more than the exception, or is not shown */
	shows(
	    GROUP("2",
		",\"log\":{\"level\":\"ERROR\",\"logger\":\"loom\",\"message\":\"it failed\\nb\"}"),
	    "\n  logged first as ERROR loom: it failed\n");
	shows(GROUP("1", ",\"log\":{\"message\":\"it failed\"}"), "\n  logged as it failed\n");
	/* the group shows what was read first: of files that come newest first that is not the first by the times */
	shows(GROUP("2",
		  ",\"log\":{\"time\":\"2026-11-24T10:00:00\",\"message\":\"a\"},\"first\":" AT(
		      "10:00:00")),
	    "\n  logged first as a\n");
	shows(GROUP("2",
		  ",\"log\":{\"time\":\"2026-11-24T11:00:00\",\"message\":\"a\"},\"first\":" AT(
		      "10:00:00")),
	    "\n  one was logged as a\n");
}

/* A message of more than 21 lines is shown up to the 20th. */
static void
long_message(int lines, const char *more)
{
	struct buffer record = { .at = NULL };

	buffer_append(&record,
	    BYTES("{\"type\":\"traceback\",\"exception\":{\"type\":\"E\",\"message\":\"1"));
	for (int i = 2; i <= lines; i++) {
		buffer_append(&record, BYTES("\\n"));
		buffer_number(&record, i);
	}
	buffer_append(&record, BYTES("\"}}"));
	buffer_byte(&record, '\0');
	shows(record.at, more);
	buffer_free(&record);
}

#define IN_LIBRARY(function, line) FRAME(function, "/usr/lib/python3.11/a.py", line)
#define A_TO_E \
	IN_LIBRARY("a", "1") \
	"," IN_LIBRARY("b", "2") "," IN_LIBRARY("c", "3") "," IN_LIBRARY("d", "4") "," IN_LIBRARY( \
	    "e", "5")

/* Of libraries beside own code only the innermost five frames are shown. */
static void
many_frames(void)
{
	shows(TRACEBACK(",\"frames\":[" A_TO_E
			"," IN_LIBRARY("g", "6") "," IN_LIBRARY("h", "7") "," OWN "]"),
	    "    e at /usr/lib/python3.11/a.py:5\n    and 2 more\n");
	/* alone, all are */
	shows(
	    TRACEBACK(",\"frames\":[" A_TO_E "," IN_LIBRARY("g", "6") "," IN_LIBRARY("h", "7") "]"),
	    "\n  h at /usr/lib/python3.11/a.py:7\n");
}

int
main(void)
{
	rendering_check(
	    &exception_format, &(struct format_options){ .detail = 0 }, cases, COUNT_OF(cases));
	rendering_check(&exception_format, &(struct format_options){ .detail = 1 }, detailed,
	    COUNT_OF(detailed));
	groups();
	long_message(21, "\n    20\n    21\n\n");
	long_message(22, "\n    20\n    and 2 lines more\n\n");
	many_frames();
	return check_end();
}
