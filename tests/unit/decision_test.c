#include "pylog/decision.h"

#include "offered.h"

enum { LINE = 3 }; /* bytes of `xx` and its end */

static const struct above *
above(void)
{
	return &first_flow()->context.above;
}

/* The text above an event: only as much as is read, and only whole lines. */
static void
test_far_above(void)
{
	static const size_t lines[] = { 2, ABOVE_BYTES / LINE, ABOVE_BYTES / LINE + 1, 4000 };
	static char log[4000 * LINE + 100];

	begin(plain);
	for (size_t i = 0; i < COUNT_OF(lines); i++) {
		size_t most = ABOVE_BYTES / LINE;

		for (size_t j = 0; j < lines[i]; j++)
			memcpy(log + j * LINE, "xx\n", LINE);
		strcpy(log + lines[i] * LINE, HEADER FRAME);
		feed(log);
		CHECK(offers->survey.outside.above.lines == (lines[i] < most ? lines[i] : most));
		CHECK(above()->count == (lines[i] < ABOVE_LINES ? lines[i] : ABOVE_LINES));
		CHECK(flow_is_bare(first_flow()));
		offers_forget(offers);
	}
}

/* Lines of the event before are not above this one. */
static void
test_event_before(void)
{
	begin(plain);
	feed(VALUE "\n\n\n2026-11-24 10:00:00 boom\n" HEADER FRAME);
	CHECK(above()->count == 4 && records() == 1); /* three empty ones stand above the message */
	offers_forget(offers);
	/* the line ends of its last line may be several */
	begin_log(VALUE);
	feed_from(0);
	CHECK(offers_settle(offers, false) && offers->consumed == (long long)strlen(VALUE) - 1);
	for (int i = 0; i < 3; i++) {
		static const char *const between[] = { "\r\r\n\nboom\n", "\n\nboom\n",
			"\r\rboom\r" };
		static const char ends[] = { '\n', '\n', '\r' };
		static const size_t counts[] = { 2, 2, 3 };
		char log[500];
		size_t start = strlen(VALUE) - 1 + strlen(between[i]);

		snprintf(log, sizeof(log), "%.*s%s" HEADER FRAME, (int)strlen(VALUE) - 1, VALUE,
		    between[i]);
		window.text = bytes_of(log);
		window.line_end = ends[i];
		feed_from(start);
		if (!CHECK(above()->count == counts[i]))
			printf("   %zu\n", above()->count);
		offers_forget(offers);
	}
	/* without any event */
	feed("\n" HEADER FRAME);
	CHECK(above()->count == 1);
	offers_forget(offers);
}

/* An event that began before the window, or within a line, has no text above. */
static void
test_nothing_above(void)
{
	struct flow_line line;
	struct heading heading;
	struct open_flow *open;

	begin(plain);
	for (int i = 0; i < 3; i++) {
		begin_log("boom\n" HEADER);
		window.offset = i == 1 ? 6 : 0;
		line =
		    line_at(bytes_from(bytes_first(window.text, strlen("boom\n" HEADER) - 1), 5));
		line.embedded = i == 2;
		heading_find(line.text, &heading);
		open = flows_open(&offers->flows, &line, &heading);
		decision_make(offers, open, NULL);
		CHECK(above()->count == (i == 0));
		offers_forget(offers);
	}
}

/* A flow is found by its prefix, if that is known. */
static void
test_placed(void)
{
	begin(plain);
	CHECK(feed("[8] " HEADER "[7] it failed: " HEADER "[7]   File \"a.py\", line 1, in f\n"
		   "[7] ValueError: x\n") == 2);
	offers_forget(offers);
}

/* Stacks of other languages are reported once, also those far after the log's start. */
static void
test_others(void)
{
	begin(plain);
	begin_log("goroutine 7 [running]:\nx\n" HEADER FRAME);
	offers->survey.first.len = 0; /* the log's start was another */
	window.offset = 2 * PYLOG_LEARNT;
	number = 1000;
	for (int i = 0; i < 2; i++) {
		struct bytes rest = window.text, text;
		struct flow_line line;

		offers_forget(offers);
		for (number = 1000; bytes_next(&rest, '\n', &text); number++) {
			bool ended = false;

			line = line_at(text);
			line.offset += window.offset;
			if (!offers_line(offers, &line, false, &ended))
				offers_open(offers, &line, ended);
		}
		if (i == 0)
			notes(PYLOG_OTHER, 1000);
	}
	notes_nothing();
	decision_tell(offers, false);
	notes_nothing();
}

static void
test_order(void)
{
	begin(plain);
	begin_log("2026-11-24 10:00:05 a\n2026-11-24 10:00:04 a\n2026-11-24 10:00:03 a\n"
		  "2026-11-24 10:00:02 a\n");
	survey_read(&offers->survey, (long long)window.text.len, 0, '\n');
	decision_tell(offers, false);
	notes(PYLOG_NEWEST_FIRST, 1);
	decision_tell(offers, false);
	notes_nothing();
}

/* A log without exceptions that another command reads: only at its end is that known, and none with log messages is one. */
static void
test_foreign(void)
{
	static const struct {
		const char *log;
		bool ended;
		enum pylog_notice notice;
	} rows[] = {
		{ "words\n#0  0x0000 in f ()\n", true, PYLOG_FOREIGN },
		{ "words\n#0  0x0000 in f ()\n", false, PYLOG_OTHER },
		{ T0 "a\n" T0 "b\n" T0 "c\n" T0 "d\n#0  0x0000 in f ()\n", true, PYLOG_OTHER },
		{ "{\"type\":\"group\",\"of\":\"thread\"}\n", true, PYLOG_FOREIGN },
		{ "goroutine 7 [running]:\n", true, PYLOG_OTHER },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		begin(plain);
		begin_log(rows[i].log);
		survey_read(&offers->survey, (long long)window.text.len, 0, '\n');
		decision_tell(offers, rows[i].ended);
		CHECK(notes_next(&offers->notes) && offers->notes.last.kind == rows[i].notice);
		notes_nothing();
	}
}

static void
test_binary(void)
{
	begin(plain);
	begin_log("");
	CHECK(!decision_tell_binary(offers));
	survey_take(&offers->survey, (struct bytes){ "\177ELF\0\1\2\3\n", 9 });
	CHECK(decision_tell_binary(offers));
	notes(PYLOG_BINARY, 0);
	CHECK(offers->notes.last.looks != NULL);
	notes_nothing();
	offers->count = 1;
	CHECK(!decision_tell_binary(offers));
	notes_nothing();
	offers->before = 1;
	CHECK(decision_tell_binary(offers));
}

int
main(void)
{
	test_far_above();
	test_event_before();
	test_nothing_above();
	test_placed();
	test_others();
	test_order();
	test_foreign();
	test_binary();
	return end_offers();
}
