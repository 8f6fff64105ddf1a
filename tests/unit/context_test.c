#include "pylog/context.h"

#include "check.h"

#include "base/buffer.h"

static struct arena *arena;
static struct context context;

/* Shows what is known as `name=value`, in the order below, separated by `; `. */
static struct bytes
known(void)
{
	const struct {
		const char *name;
		struct bytes value;
	} parts[] = { { "timestamp", context.log.timestamp }, { "time", context.log.time },
		{ "level", context.log.level }, { "logger", context.log.logger },
		{ "message", context.log.message }, { "thread", context.thread },
		{ "mark", context.mark }, { "named", context.named }, { "fatal", context.fatal },
		{ "cause", context.cause } };
	static char text[1000];
	struct buffer out = BUFFER_OVER(text);

	for (size_t i = 0; i < COUNT_OF(parts); i++) {
		if (parts[i].value.len == 0)
			continue;
		if (out.len > 0)
			buffer_append(&out, BYTES("; "));
		buffer_append(&out, bytes_of(parts[i].name));
		buffer_byte(&out, '=');
		buffer_append(&out, parts[i].value);
	}
	return buffer_bytes(&out);
}

static bool
check_known(const char *about, const char *wanted)
{
	if (CHECK_TEXT(known(), bytes_of(wanted)))
		return true;
	printf("   %s\n", about);
	return false;
}

/* The carrier of the lines, and how they are to be read. */
struct way {
	const char *prefix;
	bool embedded, original, introduced;
};

static void
read_above(const char *above, struct way way)
{
	struct prefix prefix;
	const struct above_carrier carrier = {
		.prefix = &prefix, .embedded = way.embedded, .line_end = '\n'
	};
	const struct context_options options = { NULL, way.original, way.introduced, false };

	arena_reset(arena);
	prefix_set(&prefix, bytes_of(way.prefix == NULL ? "" : way.prefix));
	context_read(&context, bytes_of(above), &carrier, &options, arena);
}

#define T "2026-11-24 10:00:00 "
#define TIME "timestamp=2026-11-24 10:00:00; time=2026-11-24T10:00:00"
#define BOOM T "ERROR app: boom\n"
#define LOG TIME "; level=ERROR; logger=app; message=boom"

/* Lines above a traceback, and what is known from them. */
static const struct {
	const char *above, *wanted;
} cases[] = {
	{ "", "" },
	{ "some text\n", "" },
	/* the log message with all its lines, and lines of others */
	{ BOOM, LOG },
	{ "ERROR:app:boom\n", "level=ERROR; logger=app; message=boom" },
	{ T "INFO app: other\n" BOOM, LOG },
	{ BOOM "more\n  and more\n", LOG "\nmore\n  and more" },
	{ T "ERROR app: \nmore\n", TIME "; level=ERROR; logger=app; message=more" },
	{ BOOM "  File \"a.py\", line 1, in f\nmore\n", "" },
	{ BOOM "--------------------\nmore\n", "" },
	/* empty lines: one belongs to the message, two only if the message announces something */
	{ BOOM "\n", LOG },
	{ BOOM "more\n\n", LOG "\nmore" },
	{ BOOM "\n\n", "" },
	{ T "ERROR app: boom:\n\n\n", LOG ":" },
	{ T "ERROR app: boom:\n\n\n\n", "" },
	{ BOOM "\nmore\n\nstill\n", "" },
	{ T "ERROR app: boom:\n\nmore\n\nstill\n", LOG ":\n\nmore\n\nstill" },
	/* several paragraphs, only in an error */
	{ BOOM "more\n\n\n", LOG "\nmore" },
	{ T "WARNING app: boom\nmore\n\n\n", "" },
	{ T "ERROR app: boom:\n1\n\n2\n\n3\n\n", LOG ":\n1\n\n2\n\n3" },
	{ BOOM "1\n\n\n\n\n\n\n\n\n", LOG "\n1" },
	{ BOOM "1\n\n\n\n\n\n\n\n\n\n", "" },
	{ BOOM "\n1\n\n\n", "" },
	/* a message that says that all is well is not about the exception, except straight above it */
	{ T "INFO app: boom\n", TIME "; level=INFO; logger=app; message=boom" },
	{ T "INFO app: boom\nmore\n", TIME "; level=INFO; logger=app; message=boom\nmore" },
	{ T "INFO app: boom\n\n", "" },
	{ T "DEBUG app: boom\n\n", "" },
	{ T "WARNING app: boom\n\n", TIME "; level=WARNING; logger=app; message=boom" },
	/* messages of another request: lines of access logs, and the lines below them */
	{ T "INFO access: \"GET / HTTP/1.1\" 200\n",
	    TIME "; level=INFO; logger=access; message=\"GET / HTTP/1.1\" 200" },
	{ T "INFO access: \"GET / HTTP/1.1\" 200\nit failed\nbadly\n", "message=it failed\nbadly" },
	{ T "INFO access: \"GET / HTTP/1.1\" 200\nit failed\n\n", "" },
	{ T "WARNING access: \"GET / HTTP/1.1\" 200\n\nit failed\n", "message=it failed" },
	{ T "WARNING access: \"GET / HTTP/1.1\" 200\n\n", "" },
	{ T "INFO access: \"GET / FTP\" 200\nit failed\n",
	    TIME "; level=INFO; logger=access; message=\"GET / FTP\" 200\nit failed" },
	{ T "INFO access: GET / HTTP/1.1 200\nit failed\n",
	    TIME "; level=INFO; logger=access; message=GET / HTTP/1.1 200\nit failed" },
	{ "[pid: 7|app: 0|req: 1/1] 127.0.0.1 () {28 vars} [Tue Nov 24 10:00:00 2026] GET / => "
	  "generated 2 bytes in 1 msecs\n",
	    "" },
	{ T "INFO app: x|req: 1\nit failed\n",
	    TIME "; level=INFO; logger=app; message=x|req: 1\nit failed" },
	{ T "INFO app: => generated 2\nit failed\n",
	    TIME "; level=INFO; logger=app; message==> generated 2\nit failed" },
	{ T "INFO access: \"GET / HTTP/1.1\" 200\nit failed\n  badly\n",
	    "message=it failed\n  badly" },
	/* the thread, of whose exceptions the interpreter says no more */
	{ "Exception in thread Thread-1:\n", "thread=Thread-1" },
	{ BOOM "Exception in thread Thread-1:\n", TIME "; thread=Thread-1" },
	{ T "ERROR app: Exception in thread Thread-1:\n",
	    TIME
	    "; level=ERROR; logger=app; message=Exception in thread Thread-1:; thread=Thread-1" },
	{ "Exception in thread Thread-1:\n\n\n", "thread=Thread-1" },
	{ "Exception in thread Thread-1:\n\n\n\n", "" },
	{ "Exception in thread Thread-1:\nException in thread Thread-2:\n", "thread=Thread-2" },
	{ BOOM "Exception ignored in: <f>\n", TIME "; message=Exception ignored in: <f>" },
	{ "Exception ignored in: <f>\nException ignored in: <g>\n",
	    "message=Exception ignored in: <g>" },
	{ "\n\n\nException ignored in: <f>\n\n\n\n", "" },
	/* the fields of a report */
	{ BOOM "Traceback:\n", TIME },
	{ BOOM "Traceback:\nmore\n", LOG "\nTraceback:\nmore" },
	/* a word in brackets */
	{ "[worker] it failed\n", "mark=[worker] it failed" },
	{ "[worker] it failed\nmore\n", "" },
	/* the exception line above the traceback */
	{ "[ERROR] ValueError: x\n", "level=ERROR; message=ValueError: x; named=ValueError: x" },
	{ "[ERROR] ValueError: x\nmore\n",
	    "level=ERROR; message=ValueError: x\nmore; named=ValueError: x\nmore" },
	{ "[ERROR] ValueError: x\n\nmore\n", "level=ERROR; message=ValueError: x\n\nmore" },
	{ "[ERROR] it failed\n", "level=ERROR; message=it failed" },
	{ "ValueError: x\n", "named=ValueError: x" },
	{ "Exception: ValueError: x\n", "named=ValueError: x" },
	{ "Exception: value: x\n", "named=Exception: value: x" },
	{ "Note: value: x\n", "" },
	{ "ValueError: x\nmore\n", "" },
	{ "ValueError: x\nStack Trace:\n", "named=ValueError: x" },
	{ "ValueError: x\n\n\nStack Trace: \n", "named=ValueError: x" },
	{ "Stack Trace:\n", "" },
	{ "\nStack Trace:\n", "" },
	{ "ValueError: x\nStack Traces:\n", "" },
	/* a fatal error, and what was raised when it happened */
	{ "Fatal Python error: Aborted\n", "fatal=Fatal Python error: Aborted" },
	{ "Fatal Python error: Aborted\n\n", "fatal=Fatal Python error: Aborted" },
	{ BOOM "\nFatal Python error: Aborted\n\n", TIME "; fatal=Fatal Python error: Aborted" },
	{ T "ERROR app: Fatal Python error: Aborted\n", TIME "; level=ERROR; logger=app" },
	{ "Fatal Python error: none\nPython runtime state: core initialized\nKeyError: 'k'\n\n",
	    "fatal=Fatal Python error: none; cause=KeyError: 'k'" },
	{ "Fatal Python error: none\nKeyError: 'k'\n\n",
	    "fatal=Fatal Python error: none; cause=KeyError: 'k'" },
	{ "Fatal Python error: none\nPython runtime state: core initialized\n\n",
	    "fatal=Fatal Python error: none" },
	{ "Fatal Python error: none\nwait: k\n\n", "fatal=Fatal Python error: none" },
	/* rich: the place in the source at the end, the time that is that of the message above */
	{ "[10:00:00] ERROR    boom      a.py:7\n",
	    "timestamp=10:00:00; level=ERROR; message=boom" },
	{ "[10:00:00] ERROR    boom of a.py:7\n",
	    "timestamp=10:00:00; level=ERROR; message=boom of a.py:7" },
	{ "[10:00:00] ERROR    boom      a.py:7\n           and more       \n",
	    "timestamp=10:00:00; level=ERROR; message=boom\nand more" },
	{ "[10:00:00] INFO     on        a.py:6\n           ERROR    boom      a.py:7\n",
	    "timestamp=10:00:00; level=ERROR; message=boom" },
	{ "[10:00:00] INFO     on        a.py:6\nx\n           ERROR    boom\n",
	    "timestamp=10:00:00; level=ERROR; message=boom" },
	{ "           ERROR    boom      a.py:7\n", "level=ERROR; message=boom" },
	{ "           app.web ERROR boom      a.py:7\n", "" },
	{ "           ERROR 10:00:00 boom      a.py:7\n", "" },
	{ "           see the place in      a.py:7\n", "" },
	{ "[10:00:00] ERROR    boom      7\n",
	    "timestamp=10:00:00; level=ERROR; message=boom      7" },
	{ "[10:00:00] ERROR    boom      a.py:\n",
	    "timestamp=10:00:00; level=ERROR; message=boom      a.py:" },
	{ "ERROR:app:a.py:7\n", "level=ERROR; logger=app; message=a.py:7" },
	{ "[2026-11-24 10:00:00] INFO     on        a.py:6\n                      ERROR    boom\n",
	    TIME "; level=ERROR; message=boom" },
	{ "           ERROR    boom\n", "" },
	{ "[10:00:00] INFO     on        a.py:6\n      ERROR    boom\n",
	    "timestamp=10:00:00; level=INFO; message=on\nERROR    boom" },
	{ "[10:00:00] INFO     on        a.py:6\n      ERROR    boom      a.py:7\n",
	    "level=ERROR; message=boom" },
	{ "[hello] x\n           ERROR    boom      a.py:7\n", "level=ERROR; message=boom" },
};

/* The same for lines with a prefix, lines written as one, or other ways of reading. */
static const struct {
	struct way way;
	const char *above, *wanted;
} others[] = {
	/* a prefix with a level: the line straight above is the message */
	{ { .prefix = T "ERROR app: " }, T "ERROR app: it failed\n", "message=it failed" },
	{ { .prefix = T "ERROR app: " }, T "ERROR app: [req-1 - -] [instance: 7] boom\n",
	    "message=boom; mark=[req-1 - -] [instance: 7] boom" },
	{ { .prefix = T "ERROR app: " }, T "ERROR app: [req-1\n", "message=[req-1; mark=[req-1" },
	{ { .prefix = T "ERROR app: " }, T "ERROR app: [-] boom\n", "message=boom; mark=[-] boom" },
	{ { .prefix = T "ERROR app: " }, T "ERROR app: [-]boom\n", "message=boom; mark=[-]boom" },
	{ { .prefix = T "ERROR app: " }, T "ERROR app:  it failed\n", "" },
	{ { .prefix = T "ERROR app: " }, T "ERROR app: INFO:app:\n", "level=INFO; logger=app" },
	{ { .prefix = T "ERROR app: " }, T "ERROR app: [None req-1] boom\n",
	    "message=boom; mark=[None req-1] boom" },
	{ { .prefix = T "ERROR app: " }, T "ERROR app: more\n" T "ERROR app:   boom\n", "" },
	{ { .prefix = T "ERROR app: " }, T "ERROR app: \n", "" },
	{ { .prefix = T "ERROR app: " }, T "ERROR app:   File \"a.py\", line 1, in f\n", "" },
	{ { .prefix = T "ERROR app: " }, T "ERROR app: ----------------\n", "" },
	{ { .prefix = T "ERROR app: " }, T "ERROR app: it: failed\n", "" },
	{ { .prefix = T "ERROR app: " }, T "ERROR app: ValueError: x\n", "named=ValueError: x" },
	{ { .prefix = T "ERROR app: ", .original = true }, T "ERROR app: it failed\n", "" },
	{ { .prefix = T "ERROR app: ", .introduced = true }, T "ERROR app: it failed\n", "" },
	{ { .prefix = T "app " }, T "app it failed\n", "" },
	{ { .prefix = T "ERROR app: " }, T "ERROR app: it failed\n" T "ERROR app: \n", "" },
	/* Kodi: the prefix has the level, so what looks like a time belongs to the message */
	{ { .prefix = T "ERROR app: " }, T "ERROR app: 10:00:00 boom\n", "message=10:00:00 boom" },
	{ { .prefix = T "ERROR app: ", .original = true }, T "ERROR app: 10:00:00 boom\n",
	    "timestamp=10:00:00; message=boom" },
	{ { .prefix = T "app: " }, T "app: 10:00:00 boom\n", "timestamp=10:00:00; message=boom" },
	/* a text in one line */
	{ { .embedded = true }, "boom\nmore\n", "message=boom\nmore" },
	{ { .embedded = true }, "\n  boom \n", "message=boom" },
	{ { .embedded = true }, "boom\n  more\n", "message=boom\n  more" },
	{ { .embedded = true }, "", "" },
	{ { .embedded = true }, BOOM, LOG },
	{ { .embedded = true }, "ValueError: x\n", "named=ValueError: x" },
	{ { .embedded = true, .original = true }, "boom\n", "" },
	{ { .embedded = true },
	    "boom\nKeyError: 'k'\n\nThe above exception was the direct cause of the following "
	    "exception:\n\n",
	    "" },
	/* the interpreter's own line is no log message */
	{ { .introduced = true }, BOOM, TIME },
	{ { .introduced = true, .original = true }, BOOM, LOG },
	/* as stacktraces.py does */
	{ { .original = true }, BOOM "\n", LOG },
	{ { .original = true }, BOOM "\n\n", "" },
	{ { .original = true }, "Exception in thread Thread-1:\n\n", "thread=Thread-1" },
	{ { .original = true }, "Exception in thread Thread-1:\n\n\n", "" },
	{ { .original = true }, T "ERROR app: boom:\n\n\n", "" },
	{ { .original = true }, T "INFO access: \"GET / HTTP/1.1\" 200\nit failed\n",
	    TIME "; level=INFO; logger=access; message=\"GET / HTTP/1.1\" 200\nit failed" },
	{ { .original = true },
	    "[10:00:00] INFO     on        a.py:6\n           ERROR    boom      a.py:7\n",
	    "timestamp=10:00:00; level=INFO; message=on\nERROR    boom      a.py:7" },
	{ { .original = true }, "[it] boom\n", "message=boom" },
};

static void
check_head(const char *head, bool carrier, const char *wanted)
{
	const struct context_options options = { NULL, false, false, false };

	context_read_head(&context, bytes_of(head), &options, arena, carrier);
	check_known(head, wanted);
}

/* The text before the header in its line: head and text of a log message, or none. */
static void
test_heads(void)
{
	static const char *const nothing[] = { "", ">>> ", "^C", "`",
		"10%|#         | 12/120 [00:03<00:30,  3.50it/s]" };

	for (size_t i = 0; i < COUNT_OF(nothing); i++) {
		context = (struct context){ .log = traceback_no_log };
		check_head(nothing[i], false, "");
		CHECK(!context.found);
	}
	check_head("it failed: ", false, "message=it failed");
	CHECK(!context.found && !context.dated);
	context = (struct context){ .log = traceback_no_log };
	check_head("Nov 24 10:00:00 host app[7]: boom : ", false,
	    "timestamp=Nov 24 10:00:00; message=boom");
	CHECK(context.found && context.dated && context.log.pid == 7);
	/* known values stay, except time and process, which the carrier knows better */
	check_head("[11:00:00] ERROR: more", false,
	    "timestamp=Nov 24 10:00:00; level=ERROR; message=boom");
	check_head("Nov 24 12:00:00 host other[8]: ", false,
	    "timestamp=Nov 24 10:00:00; level=ERROR; message=boom");
	CHECK(context.log.pid == 7);
	check_head("Nov 24 12:00:00 host other[8]: ", true,
	    "timestamp=Nov 24 12:00:00; level=ERROR; message=boom");
	CHECK(context.log.pid == 8);
	check_head("WARNING:app:", true,
	    "timestamp=Nov 24 12:00:00; level=ERROR; logger=app; message=boom");
	check_head("WARNING:other:", true,
	    "timestamp=Nov 24 12:00:00; level=ERROR; logger=app; message=boom");
	CHECK(context.log.pid == 8);
	context = (struct context){ .log = traceback_no_log };
	check_head("Nov 24 12:00:00 host app[0]: ", false, "timestamp=Nov 24 12:00:00");
	CHECK(context.log.pid == 0);
	check_head("Nov 24 12:00:00 host app[9]: ", false, "timestamp=Nov 24 12:00:00");
	CHECK(context.log.pid == 0);
	/* a time without a year is not as good as the message's own, which has one */
	context = (struct context){ .log = traceback_no_log };
	check_head(T "boom", false, TIME "; message=boom");
	check_head("Nov 24 12:00:00 host app[9]: ", true, TIME "; message=boom");
	context = (struct context){ .log = traceback_no_log };
	CHECK(!context.found && !context.dated && context.log.pid == -1);
	check_head("it failed: ", true, "");
	check_head(T "boom", true, TIME);
}

/* Reads what the line of the header has of its own. */
static void
read_own(const char *own)
{
	const struct context_options options = { .zone = NULL };

	context_read_own(&context, bytes_of(own), &options, arena);
}

#define PLPYTHON "level=ERROR; message=ValueError: x; named=ValueError: x"

/* A head behind the prefix is that of the log message, and the lines above are of another. PostgreSQL's is none. */
static void
test_what_is_forgotten(void)
{
	read_above("[ERROR] ValueError: x\n", (struct way){ .prefix = NULL });
	read_own("2026-11-24 10:00:00 INFO ");
	check_known("named", TIME "; level=INFO");
	read_above("Exception in thread Thread-1:\n", (struct way){ .prefix = NULL });
	read_own("2026-11-24 10:00:00 INFO ");
	check_known("thread", TIME "; level=INFO");
	read_above("Fatal Python error: Aborted\n", (struct way){ .prefix = NULL });
	read_own("2026-11-24 10:00:00 INFO ");
	check_known("fatal", TIME "; level=INFO");
	read_above("ERROR:  ValueError: x\n", (struct way){ .prefix = NULL });
	read_own("no head: ");
	check_known("a line without a head", PLPYTHON);
	read_own("2026-11-24 10:00:00 UTC [7] CONTEXT:  ");
	check_known("PostgreSQL", PLPYTHON);
}

/* Checks whether the time above may be that of the event before, as in stacktraces.py. */
static void
test_near(void)
{
	static char far[ABOVE_BYTES + 2];

	read_above("x\n", (struct way){ .original = true });
	CHECK(context.near && !context.found);
	read_above(BOOM, (struct way){ .original = true });
	CHECK(context.near && context.found && context.dated);
	read_above(T "INFO app: on\n\n", (struct way){ .original = true });
	CHECK(!context.near && !context.found);
	read_above(T "INFO app: on\n", (struct way){ .original = true });
	CHECK(context.near && context.found);
	memset(far, 'x', ABOVE_BYTES + 1);
	read_above(far, (struct way){ .original = true });
	CHECK(!context.near);
}

#define LINKED \
	"KeyError: 'k'\n\nThe above exception was the direct cause of the following " \
	"exception:\n\n"

/* An exception that was never raised belongs to the event, and the log message is above it. */
static void
test_begin(void)
{
	read_above(BOOM LINKED, (struct way){ .prefix = NULL });
	check_known("a chain", LOG);
	CHECK(context.begin == 4 && !context.cut);
	read_above(BOOM "\n" LINKED, (struct way){ .prefix = NULL });
	check_known("a chain behind an empty line", LOG);
	read_above("it failed\n" LINKED, (struct way){ .prefix = T "ERROR app: " });
	CHECK(context.begin == 0);
	read_above(T "INFO access: \"GET / HTTP/1.1\" 200\nit failed\n" LINKED,
	    (struct way){ .prefix = NULL });
	check_known("of another request", "message=it failed");
	read_above(
	    T "INFO access: \"GET / HTTP/1.1\" 200\n" LINKED, (struct way){ .prefix = NULL });
	check_known("straight below an access log's line",
	    TIME "; level=INFO; logger=access; message=\"GET / HTTP/1.1\" 200");
	read_above(strchr(LINKED, '\n'), (struct way){ .prefix = NULL });
	CHECK(context.begin == 0 && context.cut);
}

static void
check_time(const char *timestamp, const char *wanted)
{
	struct traceback_log log = { .timestamp = bytes_of(timestamp), .time = BYTES("old") };

	context_set_time(&log, NULL, arena);
	CHECK_TEXT(log.time, bytes_of(wanted));
	CHECK_TEXT(log.timestamp, bytes_of(timestamp));
}

int
main(void)
{
	arena = arena_new(1024 * 1024);
	if (!CHECK(arena != NULL))
		return check_end();
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		read_above(cases[i].above, (struct way){ .prefix = NULL });
		check_known(cases[i].above, cases[i].wanted);
	}
	for (size_t i = 0; i < COUNT_OF(others); i++) {
		read_above(others[i].above, others[i].way);
		check_known(others[i].above, others[i].wanted);
	}
	test_heads();
	test_what_is_forgotten();
	test_near();
	test_begin();
	check_time("2026-11-24 10:00:00", "2026-11-24T10:00:00");
	check_time("2026-11-24 10:00:00 UTC, about", "");
	check_time("yesterday", "");
	arena_free(arena);
	return check_end();
}
