#include "base/buffer.h"
#include "logs.h"
#include "pydump/pydump.h"

/*
 * oslo.log writes the same time before all lines of a record; another time is that of the next record, which is not part of
 * the message. `%s` is the fraction of a second.
 */
static void
test_next_records_of_the_same_logger(const char *first, const char *next)
{
	static const char *const lines[] = { "Traceback (most recent call last):",
		"  File \"a.py\", line 1, in f", "    f()", "  File \"b.py\", line 2, in g",
		"    g()", "ValueError: x", "more" };
	char log[2000];
	struct bytes records;
	int n = 0;

	for (size_t i = 0; i < COUNT_OF(lines); i++)
		n += snprintf(log + n, sizeof(log) - (size_t)n,
		    "2026-11-24 10:00:00.%s 7 ERROR nova %s\n", first, lines[i]);
	for (int i = 0; i < 2; i++)
		n += snprintf(log + n, sizeof(log) - (size_t)n,
		    "2026-11-24 10:00:00.%s 7 ERROR nova another record\n", next);
	records = parse(log);
	CHECK(count(records) == 1);
	says(records, "\"message\":\"x\\nmore\"");
	says(records, "\"lines\":7,");
}

/* If each line has its own time, the message goes on. */
static void
test_each_line_has_its_time(void)
{
	says(parse("2026-11-24 10:00:00.1 app " HEADER "2026-11-24 10:00:00.1 app   File \"a.py\", "
		   "line 1, in f\n"
		   "2026-11-24 10:00:00.2 app     f()\n"
		   "2026-11-24 10:00:00.2 app   File \"b.py\", line 2, in g\n"
		   "2026-11-24 10:00:00.3 app     g()\n"
		   "2026-11-24 10:00:00.3 app ValueError: x\n"
		   "2026-11-24 10:00:00.4 app more\n"),
	    "\"message\":\"x\\nmore\"");
}

/* Seconds since 1970 may change within a traceback; an id of fewer digits is another process. */
static void
test_seconds_turn_over(void)
{
	struct bytes records = parse(
	    "1700000009 " HEADER "1700000010   File \"a.py\", line 1, in f\n1700000010     f()\n"
	    "1700000011 ValueError: x\n");

	CHECK(count(records) == 1);
	says(records, "\"type\":\"ValueError\"");
	says(records, "\"function\":\"f\"");
	says_not(records, "truncated");
}

/* A line that introduces the next traceback does not belong to this one. */
static void
test_a_line_given_back_is_not_counted(void)
{
	struct bytes records =
	    parse(HEADER FRAME "ValueError: x\n\nJob 17:\n" HEADER FRAME "KeyError: y\n");

	CHECK(count(records) == 2);
	says(records, "\"source\":{\"file\":\"log\",\"line\":1,\"lines\":4,");
	says(records, "\"line\":7,\"lines\":4,");
	records = parse(HEADER FRAME "ValueError: x\n\nJob 17:\nis done\n");
	says(records, "\"lines\":7,");
	says(records, "\"message\":\"x\\n\\nJob 17:\\nis done\"");
}

/* Control sequences are removed, also one that chooses a character set; an ESC that begins none stays. */
static void
test_sequences(void)
{
	struct bytes records =
	    parse(HEADER FRAME "\033[31mValueError\033(B\033[m: x\033(B and \033\n");

	says(records, "\"type\":\"ValueError\"");
	says(records, "\"message\":\"x and \\u001b\"");
	/* where colours lost their ESC, sequences that have it and no bracket are removed, too */
	records = parse(HEADER FRAME "KeyError: [31mred[0m\n" HEADER FRAME
				     "\033]8;;http://x\033\\ValueError: bad\033]8;;\033\\\n");
	says(records, "\"message\":\"red\"");
	says(records, "\"type\":\"ValueError\"");
	says(records, "\"message\":\"bad\"");
}

/* Streamlit's box whose lower border is missing ends at the first line that is not set in. */
static void
test_a_box_without_its_border(void)
{
	struct bytes records =
	    parse("────── Traceback (most recent call last) ──────\n"
		  "  /srv/app/a.py:7 in f\n"
		  "2026-11-24 10:00:00 INFO one\n2026-11-24 10:00:01 INFO two\n"
		  "2026-11-24 10:00:02 INFO three\n" HEADER FRAME "KeyError: 1\n");

	says(records, "\"lines\":2,");
	says(records, "\"line\":6,");
	says(records, "\"type\":\"KeyError\"");
}

/* Adds `length` bytes in lines of 80 that belong to no event. */
static void
put_filler(struct buffer *log, size_t length)
{
	while (length >= 80) {
		for (int i = 0; i < 79; i++)
			buffer_byte(log, (char)('a' + i % 20));
		buffer_byte(log, '\n');
		length -= 80;
	}
	for (; length > 1; length--)
		buffer_byte(log, 'z');
	if (length > 0)
		buffer_byte(log, '\n');
}

static void
put(struct buffer *log, const char *text)
{
	buffer_append(log, bytes_of(text));
}

static struct bytes
parse_bytes(const struct buffer *log)
{
	pylog_begin(pylog, BYTES("log"));
	feed_bytes(buffer_bytes(log));
	CHECK(pylog_end(pylog));
	return pylog_take(pylog);
}

/* A line beyond the ceiling is skipped, with one note if an event is open or may begin in it. */
static void
test_long_lines(size_t length)
{
	struct pylog_options options = plain;
	struct buffer log = { .at = NULL };

	options.record_max = 100 * 1000 * 1000;
	options.line_max = length;
	parse_with(&options);
	put(&log, HEADER FRAME "ValueError: x\n");
	for (size_t i = 0; i < length; i++)
		buffer_byte(&log, 'x');
	put(&log, "\nmore\n");
	says(parse_bytes(&log), "\"lines\":6,");
	notes_nothing();
	options.line_max = length - 1;
	parse_with(&options);
	says(parse_bytes(&log), "\"message\":\"x\\nmore\"");
	notes(PYLOG_LONG_LINE, 5);
	notes_nothing();
	/* no event is open */
	buffer_reset(&log);
	put(&log, "some text\n");
	for (size_t i = 0; i < length; i++)
		buffer_byte(&log, 'x');
	put(&log, "\n" HEADER FRAME "ValueError: x\n");
	says(parse_bytes(&log), "\"line\":3,");
	notes_nothing();
	log.at[10 + length] = 'x';                     /* the header is in that line */
	says(parse_bytes(&log), "\"truncated\":true"); /* and so is lost */
	notes(PYLOG_LONG_LINE, 2);
	notes_nothing();
	/* another log */
	buffer_reset(&log);
	for (size_t i = 0; i < length; i++)
		buffer_byte(&log, 'x');
	parse_bytes(&log);
	says(parse(HEADER FRAME "ValueError: x\n"), "\"line\":1,");
	notes_nothing();
	parse_with(&plain);
	buffer_free(&log);
}

/* A line longer than the buffer is read completely. */
static void
test_large_line(void)
{
	struct pylog_options options = plain;
	struct buffer log = { .at = NULL };

	options.record_max = 100 * 1000 * 1000;
	parse_with(&options);
	put(&log, HEADER FRAME "ValueError: ");
	for (int i = 0; i < 600000; i++)
		buffer_byte(&log, 'x');
	put(&log, "end\nmore\n");
	says(parse_bytes(&log), "xxxend\\nmore\"},");
	notes_nothing();
	parse_with(&plain);
	buffer_free(&log);
}

/* A log without LF has lines that end with CR. */
static void
test_line_ends(void)
{
	static const char log[] =
	    "some text\rTraceback (most recent call last):\r  File \"a.py\", line 1, in "
	    "f\r    f()\rValueError: x\rmore\r";
	struct bytes records = parse(log);

	says(records, "\"message\":\"x\\nmore\"");
	says(records, "\"line\":2,\"lines\":5,");
	CHECK(pylog_line_end(pylog) == '\r');
	/* in a log with LFs, CRs are within lines */
	records = parse("some text\nx\r" HEADER FRAME "ValueError: x\r\rmore\r\r\n");
	says(records, "\"message\":\"x\\n\\nmore\"");
	says(records, "\"line\":2,");
	CHECK(pylog_line_end(pylog) == '\n');
}

/* An event without a line for a MiB is cut. */
static void
test_gap(void)
{
	struct buffer log = { .at = NULL };

	for (int i = 0; i < 2; i++) {
		buffer_reset(&log);
		put(&log, "[7] " HEADER "[7]   File \"a.py\", line 1, in f\n[7]     f()\n");
		put_filler(&log, PYLOG_GAP - 1 + (size_t)i);
		put(&log, "[7] ValueError: x\n");
		says(parse_bytes(&log), i == 0 ? "\"type\":\"ValueError\"" : "\"truncated\":true");
		if (i == 1)
			notes(PYLOG_SILENT, 1);
		notes_nothing();
	}
	buffer_free(&log);
}

/* py-spy's output is searched at the start of a log, and further down if there was some. */
static void
test_dumps(void)
{
#define SPIED \
	PYDUMP_VERSION "3.11.2 (/usr/bin/python3.11)\n\nThread 8 (idle): \"main\"\n    f " \
		       "(a.py:1)\n"
	static const size_t starts[] = { 0, 1000, 64 * 1024 - sizeof(PYDUMP_VERSION) + 1,
		64 * 1024 - sizeof(PYDUMP_VERSION) + 2, 100000 };
	struct buffer log = { .at = NULL };

	for (size_t i = 0; i < COUNT_OF(starts); i++) {
		bool found = i < 3;

		buffer_reset(&log);
		put_filler(&log, starts[i]);
		for (int j = 0; j < 2; j++) {
			put(&log, SPIED "\n\n");
			put_filler(&log, 200000);
		}
		put(&log, HEADER FRAME "ValueError: x\n");
		CHECK(count(parse_bytes(&log)) == (found ? 3 : 1));
	}
	buffer_free(&log);
}

/* The log message above an event is kept, wherever the buffer ends, with its line numbers. */
static void
test_history(void)
{
	struct buffer log = { .at = NULL };
	char wanted[60];

	for (size_t length = 80; length < 600000; length += 8000) {
		struct bytes records;

		buffer_reset(&log);
		put_filler(&log, length / 80 * 80);
		put(&log, "2026-11-24 10:00:00 ERROR app: boom\n");
		for (int i = 0; i < 20; i++) {
			char line[400];

			snprintf(line, sizeof(line), "%0370d\n", i);
			put(&log, line);
		}
		put(&log, HEADER);
		for (int i = 0; i < 300; i++)
			put(&log,
			    "  File \"a.py\", line 1, in f\n    f()\n  File \"b.py\", line 1, in "
			    "f\n");
		put(&log, "\033[31mValueError\033[0m: x\r\n");
		records = parse_bytes(&log);
		says(records, "\"timestamp\":\"2026-11-24 10:00:00\"");
		says(records, "\"type\":\"ValueError\",\"message\":\"x\"}");
		snprintf(wanted, sizeof(wanted), "\"line\":%zu,\"lines\":902,", length / 80 + 22);
		if (!says(records, wanted))
			break;
	}
	buffer_free(&log);
}

/* The questions of a reader that reads only a part of a log. */
static void
test_places(void)
{
	bool whole;

	pylog_begin(pylog, BYTES("log"));
	CHECK(pylog_position(pylog) == 0 && pylog_oldest(pylog, 99) == 99 && !pylog_is_open(pylog));
	feed("some text\n" HEADER FRAME);
	CHECK(pylog_position(pylog) == (long long)strlen("some text\n" HEADER FRAME));
	CHECK(pylog_oldest(pylog, 99) == 10 && pylog_oldest(pylog, 10) == 10 &&
	    pylog_oldest(pylog, 9) == 9);
	CHECK(pylog_is_open(pylog) && pylog_bare(pylog, &whole) > 0 && !whole);
	CHECK(pylog_settle(pylog, false) && pylog_is_open(pylog));
	feed("ValueError: x\n");
	CHECK(pylog_bare(pylog, &whole) > 0 && whole);
	CHECK(pylog_settle(pylog, true) && !pylog_is_open(pylog) && count(pylog_take(pylog)) == 1);
	feed("half a line");
	pylog_jump(pylog, 1000, 50);
	CHECK(pylog_position(pylog) == 1000);
	feed(HEADER FRAME);
	pylog_jump(pylog, 2000, 70);
	CHECK(!pylog_is_open(pylog));
	feed("some text\n" HEADER FRAME "KeyError: y\n");
	CHECK(pylog_end(pylog));
	says(pylog_take(pylog), "\"line\":71,\"lines\":4,\"offset\":2010}");
	CHECK(pylog_take(pylog).len == 0);
}

/* Fed a byte at a time, it finds the same. */
static void
test_bytes(void)
{
	static const char log[] =
	    "some text\n2026-11-24 10:00:00 ERROR app: boom\n" HEADER FRAME FRAME
	    "ValueError: x\nmore\n";
	struct bytes records;

	pylog_begin(pylog, BYTES("log"));
	for (size_t i = 0; i < sizeof(log) - 1; i++)
		feed_bytes((struct bytes){ log + i, 1 });
	CHECK(pylog_end(pylog));
	records = pylog_take(pylog);
	says(records, "\"message\":\"x\\nmore\"");
	says(records, "\"line\":3,\"lines\":7,");
	says(records, "\"message\":\"boom\"");
	/* nor is a line that no line end ends another */
	says(parse(HEADER FRAME "ValueError: x\nmore"), "\"message\":\"x\\nmore\"");
	says(parse(HEADER FRAME "ValueError: x"), "\"lines\":4,");
	says(parse("some text\r" HEADER), "\"line\":1,");
}

/* A jump goes to the start of a line, also out of one that is passed over. */
static void
test_jump_out_of_a_line(void)
{
	struct pylog_options options = plain;

	options.line_max = 100;
	parse_with(&options);
	pylog_begin(pylog, BYTES("log"));
	feed(HEADER);
	for (int i = 0; i < 30; i++)
		feed("some text");
	notes(PYLOG_LONG_LINE, 2);
	pylog_jump(pylog, 1000, 50);
	feed(HEADER FRAME "ValueError: x\n");
	CHECK(pylog_end(pylog));
	says(pylog_take(pylog), "\"line\":50,\"lines\":4,");
	notes_nothing();
	parse_with(&plain);
}

int
main(void)
{
	parse_with(&plain);
	test_next_records_of_the_same_logger("123", "456");
	test_next_records_of_the_same_logger("123456", "123457");
	test_next_records_of_the_same_logger("4", "6");
	test_next_records_of_the_same_logger("45", "46");
	test_each_line_has_its_time();
	test_seconds_turn_over();
	test_a_line_given_back_is_not_counted();
	test_sequences();
	test_a_box_without_its_border();
	test_long_lines(100);
	test_long_lines(1000);
	test_long_lines(400000);
	test_large_line();
	test_line_ends();
	test_gap();
	test_dumps();
	test_history();
	test_places();
	test_bytes();
	test_jump_out_of_a_line();
	pylog_free(pylog);
	return check_end();
}
