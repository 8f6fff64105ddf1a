#include "logs.h"

/*
 * oslo.log puts one and the same time before all lines of a record: another is the next record's, which is none of
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

/* Where each line has its own time, the message goes on. */
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

/* Seconds since 1970 turn over inside a traceback; an id of fewer digits is another process. */
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

/* What introduces the next traceback is no line of this one. */
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

/* Terminals' sequences go, one that chooses a character set too; an ESC that begins nothing stays. */
static void
test_sequences(void)
{
	struct bytes records =
	    parse(HEADER FRAME "\033[31mValueError\033(B\033[m: x\033(B and \033\n");

	says(records, "\"type\":\"ValueError\"");
	says(records, "\"message\":\"x and \\u001b\"");
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
	pylog_free(pylog);
	return check_end();
}
