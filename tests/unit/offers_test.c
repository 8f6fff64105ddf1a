#include "offered.h"

/* Events of one log are not affected by those of the log before. */
static void
test_another_log(void)
{
#define BOOM T0 "ERROR app: boom\n"
#define JAVA "\tat org.example.Loom.weave(Loom.java:41)\n"
	static const char newest[] =
	    T2 "c\n2026-11-24 10:00:01 b\n" T0 "a\n2026-11-24 09:59:00 x\n2026-11-24 09:58:00 x\n";
	char log[500];
	size_t end;

	begin(plain);
	for (int i = 0; i < 2; i++) {
		feed(JAVA "x\n" JAVA VALUE);
		CHECK(offers_end(offers) && records() == 1 && offers->count == i + 1);
		notes(PYLOG_OTHER, 1);
		notes_nothing();
	}
	for (int i = 0; i < 2; i++) {
		feed(newest);
		CHECK(offers_end(offers));
		notes(PYLOG_NEWEST_FIRST, 1);
		notes_nothing();
	}
	feed("\0\1\2\3\4\5\6\7\n");
	survey_take(&offers->survey, (struct bytes){ "\0\1\2\3\4\5\6\7\n", 9 });
	CHECK(offers_end(offers));
	notes(PYLOG_BINARY, 0);
	notes_nothing();
	/* a file with exceptions is not reported as binary */
	feed(VALUE);
	survey_take(&offers->survey, (struct bytes){ "\0\1\2\3\4\5\6\7\n", 9 });
	CHECK(offers_end(offers) && records() == 1);
	notes_nothing();
	/* the end of the last event was in the other log */
	feed(BOOM VALUE);
	CHECK(offers_end(offers));
	says("boom");
	records();
	feed(BOOM VALUE);
	CHECK(offers_end(offers));
	says("boom");
	records();
	/* and its last stack does not belong to this log's exception */
	feed(BOOM "Stack (most recent call last):\n" FRAME);
	end = (size_t)first_flow()->last.end;
	CHECK(offers_end(offers) && records() == 0);
	memset(log, 'x', end);
	snprintf(log + end, sizeof(log) - end, "\n" VALUE);
	feed(log);
	CHECK(first_flow()->first.offset == (long long)end + 1);
	CHECK(offers_end(offers));
	says_not("boom");
	records();
}

/* stacktraces.py gives a traceback the time of the last log message, even if that belongs to another one. */
static void
test_original(void)
{
	static const char log[] = T0 "ERROR app: boom\n" VALUE "\n\n\n" VALUE;

	begin((struct pylog_options){ .record_max = 1000000, .original = true });
	feed(log);
	CHECK(offers_end(offers));
	CHECK(bytes_count(buffer_bytes(&offers->records), '\n') == 2);
	CHECK(bytes_find(bytes_from(buffer_bytes(&offers->records),
			     bytes_index(buffer_bytes(&offers->records), '\n')),
		  BYTES("2026-11-24")) != NULL);
	records();
	/* stacktraces.py does not know fatal errors */
	feed("Fatal Python error: Aborted\n\n");
	CHECK(offers->flows.count == 0);
	begin(plain);
	feed("Fatal Python error: Aborted\n\n");
	CHECK(offers->flows.count == 1);
}

/* A line right after an event may begin another one, even without a needle. */
static void
test_what_opens(void)
{
	begin(plain);
	feed("Call stack:\n" FRAME);
	CHECK(offers->flows.count == 1); /* the frame */
	CHECK(first_flow()->heading.style == HEADING_FRAME);
	offers_forget(offers);
	feed(VALUE "Call stack:\n");
	CHECK(offers->flows.count == 1 && first_flow()->heading.style == HEADING_STACK);
	CHECK(records() == 1);
	offers_forget(offers);
	feed("Python v3.11.2 (/usr/bin/python3.11)\n");
	CHECK(offers->flows.count == 1 && first_flow()->heading.style == HEADING_PROCESS);
	offers_forget(offers);
	feed("Python v3.11.2 (/usr/bin/python3.11)\n\nThread 7 (idle): \"MainThread\"\n");
	CHECK(offers->flows.count == 1 && first_flow()->heading.style == HEADING_THREAD);
	offers_forget(offers);
	feed("Thread 7 (idle): \"MainThread\"\n");
	CHECK(offers->flows.count == 0);
	for (int i = 0; i < 4; i++) {
		static const char *const logs[] = { HEADER, "  " HEADER, "[7] " HEADER,
			"Traceback (most recent call last):, referer: x\n" };

		feed(logs[i]);
		CHECK(first_flow()->undecided == (i > 1)); /* until a line below tells */
		offers_forget(offers);
	}
	feed("some text with Traceback (in it\n");
	CHECK(offers->flows.count == 0);
}

/* Another writer's line belongs to no event; if several may take a line, those with a prefix are asked first. */
static void
test_whose_line(void)
{
	struct flow_line line;
	bool ended = false;

	begin(plain);
	feed(HEADER FRAME);
	line = line_at(BYTES("ValueError: x"));
	line.key = 7;
	CHECK(!offers_line(offers, &line, false, &ended) && !ended);
	line.key = 0;
	CHECK(!offers_line(offers, &line, true, &ended) && !ended);
	CHECK(offers_line(offers, &line, false, &ended) && !ended);
	offers_forget(offers);
	feed("[7] " HEADER "[7]   File \"a.py\", line 1, in f\n" HEADER FRAME);
	CHECK(offers->flows.count == 2);
	line = line_at(BYTES("[7] ValueError: x"));
	CHECK(offers_line(offers, &line, true, &ended));
	line = line_at(BYTES("  File \"b.py\", line 2, in g"));
	CHECK(!offers_line(offers, &line, true, &ended));
	CHECK(offers_line(offers, &line, false, &ended));
	/* the same shape of prefix, but another process: none takes it */
	line = line_at(BYTES("[8] more"));
	CHECK(!offers_line(offers, &line, false, &ended) && !ended);
	offers_forget(offers);
	/* a line that lost its prefix is taken if only one event is open */
	CHECK(feed("[7] " HEADER "[7]   File \"a.py\", line 1, in f\nValueError: x\n") == 2);
	offers_forget(offers);
	CHECK(feed("[7] " HEADER "[7]   File \"a.py\", line 1, in f\n[9] " HEADER
		   "[9]   File \"a.py\", line 1, in f\nValueError: x\n") == 2);
	offers_forget(offers);
	CHECK(!offers_line(offers, &line, false, &ended));
}

/* Events that are open at the same time: whether one ended, and how much they hold. */
static void
test_several(void)
{
	static const struct pylog_part part = { 0, 0 };
	struct flow_line line;
	bool ended = false;
	size_t held;

	begin(plain);
	feed("7:" HEADER "8:  File \"a.py\", line 1, in f\n[9] " HEADER
	     "[9]   File \"a.py\", line 1, in f\n");
	CHECK(offers->flows.count == 2);
	line = line_at(BYTES("some text"));
	CHECK(!offers_line(offers, &line, false, &ended) && !ended);
	line = line_at(BYTES("[9] ValueError: x"));
	CHECK(offers_line(offers, &line, false, &ended) && !ended);
	held = offers->flows.memory;
	for (int i = 0; i < 10000; i++) {
		line = line_at(BYTES("[9] more"));
		offers_line(offers, &line, false, &ended);
	}
	CHECK(offers->flows.memory > held);
	/* too much */
	offers->flows.memory = FLOWS_MEMORY + 1;
	CHECK(offers_line(offers, &line, false, &ended));
	CHECK(offers->flows.count == 1 && offers->lost == 1);
	/* what is of another part of the log is not ours to lose */
	options.part = &part;
	offers_forget(offers);
	feed("7:" HEADER "8:  File \"a.py\", line 1, in f\n[9] " HEADER
	     "[9]   File \"a.py\", line 1, in f\n");
	offers->flows.memory = FLOWS_MEMORY + 1;
	CHECK(offers_line(offers, &line, false, &ended));
	CHECK(offers->flows.count == 1 && offers->lost == 1);
	begin(plain);
	/* the line of an event that has ended is of the next one */
	feed("7:" HEADER "8:  File \"a.py\", line 1, in f\n9:ValueError: x\n[9] " HEADER
	     "[9]   File \"a.py\", line 1, in f\n");
	line = line_at(BYTES("10:Traceback (most recent call last):"));
	CHECK(!offers_line(offers, &line, false, &ended) && ended);
	CHECK(offers->flows.count == 1 && records() == 1);
	offers_forget(offers);
}

/* A frame without a prefix is of the header above that has no line yet, even where others stand between. */
static void
test_given_frames(void)
{
	static const char log[] =
	    "[7] " HEADER "[8] x\n[9] x\n  File \"a.py\", line 1, in f\nValueError: x\n";

	begin(plain);
	CHECK(feed(log) == 2);
	CHECK(offers_end(offers));
	says("\"function\":\"f\"");
	says("\"type\":\"ValueError\"");
	says_not("truncated");
	CHECK(records() == 1);
	CHECK(feed("[7] " HEADER "[8] " HEADER
		   "[9] x\n  File \"a.py\", line 1, in f\nKeyError: x\n") == 2);
	CHECK(!offers->flows.open[1]->flow.undecided && offers->flows.open[0]->flow.undecided);
	offers_forget(offers);
	/* of none, where all have one */
	feed("[7] " HEADER "[7]   File \"a.py\", line 1, in f\n[8] " HEADER
	     "[8]   File \"a.py\", line 1, in f\n  File \"b.py\", line 2, in g\n");
	CHECK(offers->flows.count == 3);
	offers_forget(offers);
}

/* A text written as one line, with whole events. */
static void
test_text(void)
{
	static const struct traceback_log log = { .level = BYTES_ROW("ERROR"), .pid = -1 };
	static const struct pylog_part part = { 0, 70 };
	struct flow_line whole = { .raw = BYTES("{}"), .number = 7, .offset = 70, .log = &log };

	begin(plain);
	begin_log("");
	CHECK(!offers_text(offers, BYTES("some text\n"), &whole) && records() == 0);
	/* one that is of another part of the log is no line of an event of this one */
	options.part = &part;
	CHECK(offers_text(offers, BYTES("boom\n" VALUE), &whole) && records() == 0);
	CHECK(offers->count == 0);
	options.part = NULL;
	CHECK(offers_text(offers, BYTES("boom\n" VALUE), &whole));
	says("\"message\":\"boom\"");
	says("\"level\":\"ERROR\"");
	says("\"line\":7,\"lines\":1,\"offset\":70");
	CHECK(records() == 1 && offers->flows.count == 0 && offers->count == 1);
	/* one after the other: each has the text above it, up to the one before */
	CHECK(offers_text(offers,
	    BYTES("first\n" VALUE T0 "ERROR app: second\n" HEADER FRAME "KeyError: y\n"), &whole));
	says("\"message\":\"first\"");
	says("\"message\":\"second\"");
	CHECK(records() == 2);
	/* no more than the header */
	CHECK(offers_text(offers, BYTES("boom\n" HEADER), &whole));
	says("\"message\":\"boom\"");
	records();
	/* lines with a prefix */
	CHECK(offers_text(offers,
	    BYTES("[7] " HEADER "[7]   File \"a.py\", line 1, in f\n[7] KeyError: y\n"), &whole));
	says("\"function\":\"f\"");
	says("\"type\":\"KeyError\"");
	CHECK(records() == 1);
}

static bool
is_part(const char *text, const char *before)
{
	struct flow_line line = line_at(bytes_of(text));
	bool ended = false;

	return offers_is_part(offers, &line, bytes_of(before), &ended);
}

/* A JSON object within a line may be part of a message; alone, or in a log message, it is not. */
static void
test_objects(void)
{
	begin(plain);
	feed(VALUE);
	CHECK(!is_part("{}", ""));
	CHECK(!is_part("  {}", "  "));
	CHECK(!is_part("b'{}", "b'"));
	CHECK(!is_part("Ru\"{}", "Ru\""));
	CHECK(!is_part(T0 "ERROR app: {}", T0 "ERROR app: "));
	CHECK(is_part("got {}", "got "));
	offers_forget(offers);
	feed("[7] " HEADER "[7]   File \"a.py\", line 1, in f\n[7] ValueError: x\n");
	CHECK(!is_part("[7] {}", "[7] "));
	CHECK(is_part("[7] got {}", "[7] got "));
	CHECK(!is_part("[8] got {}", "[8] got "));
	CHECK(!is_part(T0 "ERROR app: got {}", T0 "ERROR app: got "));
}

/* An exception whose parts the logger wrote as members. */
static void
test_write(void)
{
	struct pylog_part part = { 70, 71 };
	struct raised raised = traceback_no_exception;
	struct flow_line line = {
		.raw = BYTES("{}"), .number = 7, .offset = 70, .log = &traceback_no_log
	};

	raised.type = BYTES("KeyError");
	begin((struct pylog_options){ .record_max = 1000000, .part = &part, .raw = true });
	begin_log("");
	offers_write(offers, &line, &raised, false);
	says("\"type\":\"KeyError\"");
	says("\"source\":{\"file\":\"log\",\"line\":7,\"lines\":1,\"offset\":70}");
	says("\"raw\":\"{}\"");
	says_not("truncated");
	CHECK(records() == 1 && offers->count == 1 && offers->consumed == 72);
	notes_nothing();
	offers_write(offers, &line, &raised, true);
	says("\"truncated\":true");
	CHECK(records() == 1);
	notes(PYLOG_CUT, 7);
	limit_records(10);
	offers_write(offers, &line, &raised, true);
	CHECK(offers->records.len == 0 && offers->records.full);
	notes(PYLOG_TOO_LARGE, 7);
	records();
	part.from = 71;
	offers->count = 0;
	offers_write(offers, &line, &raised, true);
	CHECK(offers->records.len == 0 && !offers->records.full && offers->count == 0);
	notes_nothing();
	options.unnumbered = true;
	options.raw = false;
	limit_records(0);
	part.from = 70;
	offers_write(offers, &line, &raised, false);
	says_not("\"line\"");
	says_not("\"raw\"");
}

int
main(void)
{
	test_another_log();
	test_original();
	test_what_opens();
	test_whose_line();
	test_several();
	test_given_frames();
	test_text();
	test_objects();
	test_write();
	return end_offers();
}
