#include "pylog/intake.h"

#include "offered.h"

#define MADE \
	"Traceback (most recent call last):\\n  File \\\"a.py\\\", line 1, in f\\n    " \
	"f()\\nValueError: x"
#define DOCKER(text) \
	"{\"log\":\"" text "\\n\",\"stream\":\"stderr\",\"time\":\"2026-11-24T10:00:00Z\"}\n"
#define PIECE(text) \
	"{\"log\":\"" text "\",\"stream\":\"stderr\",\"time\":\"2026-11-24T10:00:00Z\"}\n"

static struct intake intake;

static void
begin_intake(struct pylog_options wanted)
{
	begin(wanted);
	intake_free(&intake);
	intake = (struct intake){ .offers = NULL };
	CHECK(intake_init(&intake, offers));
}

/* Takes the lines of a log, all of which may have escapes. */
static void
take(const char *log)
{
	struct bytes rest, text;

	begin_log(log);
	for (rest = window.text; bytes_next(&rest, '\n', &text); number++) {
		struct flow_line line = line_at(text);

		intake_line(&intake, &line, true);
	}
}

/* The same for a whole log, whose events are in the records. */
static void
take_all(const char *log)
{
	records();
	intake_forget(&intake);
	take(log);
	CHECK(offers_end(offers));
}

/* The text in an object: the part before the traceback is the log message. */
static void
test_messages(void)
{
	take_all("{\"message\":\"boom\\n" MADE "\"}\n");
	says("\"log\":{\"message\":\"boom\"}");
	take_all("{\"message\":\"2026-11-24 10:00:00 ERROR app: boom\\n" MADE "\"}\n");
	says("\"level\":\"ERROR\"");
	says("\"message\":\"boom\"}");
	take_all("{\"message\":\"boom\",\"exc_info\":\"" MADE "\"}\n");
	says("\"log\":{\"message\":\"boom\"}");
	take_all("{\"message\":\"" MADE "\",\"time\":\"2026-11-24T10:00:00Z\"}\n");
	says("\"time\":\"2026-11-24T10:00:00Z\"}");
}

/* A line of `name=value`. */
static void
test_pairs(void)
{
	take_all("time=2026-11-24T10:00:00Z level=error logger=app msg=\"boom\" exc_info=\"" MADE
		 "\" id=7\n");
	says("\"time\":\"2026-11-24T10:00:00Z\",\"level\":\"error\",\"logger\":\"app\",\"message\":"
	     "\"boom\"}");
	CHECK(records() == 1);
}

/* Line ends that are escaped, or became blanks. */
static void
test_escapes(void)
{
#define FLAT HEADER_WORDS "   File \"a.py\", line 1, in f     f() "
#define HEADER_WORDS "Traceback (most recent call last):"
	static const char shortest[] = HEADER_WORDS "#012KeyError: 901234567890";
	static const char flat[] = FLAT "ValueError: it failed, as you see it.";

	CHECK(sizeof(shortest) - 1 == 60);
	take_all(shortest);
	says("\"type\":\"KeyError\"");
	CHECK(sizeof(flat) - 1 > 100);
	take_all(flat);
	says("\"type\":\"ValueError\"");
	take_all(HEADER_WORDS "\\n  File \"a.py\", line 1, in f\\n    f()\\nValueError: x\\n\n");
	says("\"type\":\"ValueError\"");
	says("\"function\":\"f\"");
	/* a list of lines */
	take_all("[\"" HEADER_WORDS
		 "\\n\", \"  File \\\"a.py\\\", line 1, in f\\n\", \"ValueError: x\\n\"]\n");
	says("\"type\":\"ValueError\"");
	says("\"function\":\"f\"");
	/* belonging to a message, or to source code */
	take_all(HEADER FRAME
	    "ValueError: got File \"a.py\", and so on, with a \\n that is no line end at all\n");
	says("and so on");
}

/* Objects that are no event belong to the message of the one above, or to its source. */
static void
test_objects_in_events(void)
{
	take_all(VALUE "{\"x\":\"File \\\"\"}\n");
	says("\"message\":\"x\\n{");
	take_all(VALUE "{\"x\":\"see Traceback (most recent call last) there\\nnow\"}\n");
	says("\"message\":\"x\\n{");
	take_all(
	    HEADER "  File \"a.py\", line 1, in f\n    x = {\"File \\\"\": 1}\nValueError: x\n");
	says("\"text\":\"x = {");
	/* an exception whose parts are members is an event of its own */
	take_all(VALUE
	    "{\"exception\":[{\"exc_type\":\"KeyError\",\"exc_value\":\"4\",\"frames\":[]}]}\n");
	says("\"message\":\"x\"}");
	says("\"type\":\"KeyError\"");
	CHECK(records() == 2);
	/* so is one in a text */
	take_all(VALUE "{\"message\":\"" MADE "\"}\n");
	CHECK(records() == 2);
	/* a line of another writer, and a set */
	take_all(VALUE DOCKER("see File \\\"a.py\\\""));
	says("\"message\":\"x\"}");
	take_all(
	    HEADER "  File \"a.py\", line 1, in f\n    x = {\"File \\\"\", 1}\nValueError: x\n");
	says("\"text\":\"x = {");
	/* what only ends like an object */
	take_all(VALUE "more}\n");
	says("\"message\":\"x\\nmore}\"");
}

/* Lines in objects: docker's, also in pieces. */
static void
test_lines_in_objects(void)
{
	take_all(DOCKER(HEADER_WORDS) DOCKER("  File \\\"a.py\\\", line 1, in f") DOCKER("    f()")
		DOCKER("ValueError: x") DOCKER("\\u001b[31mmore"));
	says("\"function\":\"f\"");
	says("\"message\":\"x\\nmore\"");
	says_not("truncated");
	CHECK(records() == 1);
	take_all(DOCKER(HEADER_WORDS) PIECE("  File \\\"a.py\\\", line ") DOCKER("1, in f")
		DOCKER("    f()") PIECE("Value") PIECE("Error: ") DOCKER("x"));
	says("\"function\":\"f\"");
	says("\"type\":\"ValueError\",\"message\":\"x\"");
	CHECK(records() == 1);
	take_all(PIECE(HEADER_WORDS) DOCKER("") DOCKER("ValueError: x"));
	says("\"type\":\"ValueError\"");
	/* a whole traceback in a line */
	take_all(
	    DOCKER("boom\\\\n" HEADER_WORDS "\\\\n  File 'a.py', line 1\\\\nValueError: x\\\\n"));
	says("\"type\":\"ValueError\"");
	/* the line of another writer ends nothing */
	take_all(DOCKER(HEADER_WORDS) DOCKER("ValueError: x") "some text\n" DOCKER("more"));
	says("\"message\":\"x\\nmore\"");
}

/* The lines in the entries of a document: their events end with it. */
static void
test_documents(void)
{
#define LINES "{\"events\":[{\"message\":\"" HEADER_WORDS "\"},{\"message\":\"ValueError: x\"}]}\n"
	records();
	take(LINES);
	says("\"message\":\"x\"}");
	CHECK(records() == 1);
	CHECK(offers->flows.count == 0);
	take_all(HEADER "  File \"a.py\", line 1, in f\n" LINES);
	CHECK(records() == 2);
}

#define JOURNAL(message) \
	"Tue 2026-11-24 10:00:00.123456 UTC [s=6b1f;i=1a2b;b=4c1e;m=3e8;t=5f0a;x=9c]\n" \
	"    _PID=7\n    MESSAGE=" message
#define COLUMN "            "
#define FRAME_LINE "  File \"a.py\", line 1, in f\n"

/* A journal in which each field has a line of its own. */
static void
test_journal(void)
{
	static const char log[] = JOURNAL(HEADER COLUMN FRAME_LINE COLUMN "ValueError: x\n");

	take_all(log);
	says("\"type\":\"ValueError\"");
	says("\"time\":\"2026-11-24T10:00:00.123456Z\"");
	says("\"pid\":7");
	CHECK(records() == 1);
	CHECK(intake_is_inside(&intake));
	intake_forget(&intake);
	CHECK(!intake_is_inside(&intake));
	take("some text\n");
	CHECK(!intake_is_inside(&intake));
	/* another field with the same text */
	take_all(JOURNAL("ValueError: x\n    EXCEPTION_TEXT=" HEADER
			 "                   " FRAME_LINE "                   ValueError: x\n"));
	CHECK(records() == 0);
}

/* The parts of a line are valid until the next one. */
static void
test_memory(void)
{
	static const char *const logs[] = { "{\"message\":\"" MADE
					    "\",\"time\":\"2026-11-24T10:00:00Z\"}\n",
		"time=2026-11-24T10:00:00Z level=error msg=\"boom\" exc_info=\"" MADE "\"\n",
		JOURNAL(HEADER COLUMN FRAME_LINE COLUMN "ValueError: x\n") };

	begin_intake((struct pylog_options){ .record_max = 100000 });
	for (size_t i = 0; i < COUNT_OF(logs); i++) {
		arena_reset(intake.objects);
		for (int j = 0; j < 3000; j++)
			take_all(logs[i]);
		says("\"time\":");
		CHECK(!arena_full(intake.objects));
	}
}

int
main(void)
{
	begin_intake(plain);
	test_messages();
	test_pairs();
	test_escapes();
	test_objects_in_events();
	test_lines_in_objects();
	test_documents();
	test_journal();
	test_memory();
	intake_free(&intake);
	return end_offers();
}
