#include "pylog/survey.h"

#include "check.h"

#include <limits.h>

static struct survey survey;

static void
take(const char *text)
{
	survey_begin(&survey);
	survey_take(&survey, bytes_of(text));
}

static void
test_what_is_read(void)
{
	take("one x\ntwo x\nthree x\nfour");
	survey_read(&survey, 12, 0, '\n');
	CHECK(survey.outside.first.lines == 2);
	/* the lines up to here belonged to an exception */
	survey_read(&survey, LLONG_MAX, 19, '\n');
	CHECK(survey.outside.first.lines == 3);
	CHECK(outside_begins(&survey.outside, BYTES("two x")));
	CHECK(!outside_begins(&survey.outside, BYTES("three x")));
	survey_above(&survey, BYTES("five\nsix x\n"), 1000, 9, '\n');
	CHECK(survey.outside.above.lines == 2);
	survey_above(&survey, BYTES(""), 2000, 9, '\n');
	CHECK(survey.outside.above.lines == 0);
}

/* Lines of access logs and JSON count as having heads; sentences do not. */
static void
test_heads(void)
{
	take("127.0.0.1 - - \"GET / HTTP/1.1\" 500\n{\"level\":\"error\",\"msg\":\"x\"}\nit was "
	     "x\n");
	survey_read(&survey, LLONG_MAX, 0, '\n');
	CHECK(survey.outside.first.lines == 3 && survey.outside.first.heads == 2);
}

static void
test_others(void)
{
	take("a\n\tat org.example.Loom.weave(Loom.java:41)\r\n\tat "
	     "org.example.Main.main(Main.java:9)\r\n"
	     "Caused by: loom.Error: x\nTraceback (most recent call last):\n{\"type\":\"log\"}\n");
	survey_read(&survey, LLONG_MAX, 0, '\n');
	CHECK(survey.other_count == 1);
	CHECK(survey.others[0].line == 2);
	CHECK_TEXT(bytes_of(survey.others[0].looks->like), BYTES("a stack trace of Java"));
	survey_above(&survey, BYTES("x\ngoroutine 7 [running]:\ny\n"), 3000, 100, '\n');
	CHECK(survey.other_count == 2 && survey.others[1].line == 98);
	/* each once */
	survey_above(&survey, BYTES("x\ngoroutine 7 [running]:\ny\n"), 4000, 200, '\n');
	CHECK(survey.other_count == 2);
}

static void
test_order(void)
{
	take("2026-11-24 10:00:04 a\n2026-11-24 10:00:03 a\n2026-11-24 10:00:02 a\n"
	     "2026-11-24 10:00:02 a\n2026-11-24 10:00:01 a\n");
	survey_read(&survey, 44, 0, '\n');
	CHECK(!survey_is_newest_first(&survey));
	survey_read(&survey, LLONG_MAX, 0, '\n');
	CHECK(survey_is_newest_first(&survey));
	take("2026-11-24 10:00:04 a\n2026-11-24 10:00:03 a\n2026-11-24 10:00:05 a\n"
	     "2026-11-24 10:00:04 a\n2026-11-24 10:00:06 a\n2026-11-24 10:00:05 a\n");
	survey_read(&survey, LLONG_MAX, 0, '\n');
	CHECK(!survey_is_newest_first(&survey));
}

static bool
newest_first(int ups, int downs)
{
	static char log[4000];
	size_t n = (size_t)snprintf(log, sizeof(log), "2026-11-24 10:30:00 a\n");
	int seconds = 30 * 60;

	for (; ups + downs > 0; ups > 0 ? ups-- : downs--) {
		seconds += ups > 0 ? 1 : -1;
		n += (size_t)snprintf(log + n, sizeof(log) - n, "2026-11-24 10:%02d:%02d a\n",
		    seconds / 60, seconds % 60);
	}
	take(log);
	survey_read(&survey, LLONG_MAX, 0, '\n');
	return survey_is_newest_first(&survey);
}

/* Several steps back in time, and hardly any the other way. */
static void
test_steps(void)
{
	static const char *const pairs[][2] = { { "2027-01-01 00:00:00", "2026-12-31 23:59:59" },
		{ "2026-12-01 00:00:00", "2026-11-30 23:59:59" },
		{ "2026-11-25 00:00:00", "2026-11-24 23:59:59" },
		{ "2026-11-24 11:00:00", "2026-11-24 10:59:59" },
		{ "2026-11-24 10:01:00", "2026-11-24 10:00:59" },
		{ "2026-11-24 10:00:01", "2026-11-24 10:00:00" },
		{ "2026-11-24 10:00:01.1", "2026-11-24 10:00:01.2" }, { "11:00:00", "10:00:00" },
		{ "1795514400.5", "1795514399.9" } };
	char log[100];

	CHECK(!newest_first(0, 2) && newest_first(0, 3));
	CHECK(!newest_first(1, 8) && newest_first(1, 9));
	for (size_t i = 0; i < COUNT_OF(pairs); i++) {
		bool none = i == 6 || i == 7; /* fractions do not count, nor times without a day */

		snprintf(log, sizeof(log), "[%s] a\n[%s] a\n[%s] a\n", pairs[i][0], pairs[i][1],
		    pairs[i][0]);
		take(log);
		survey_read(&survey, LLONG_MAX, 0, '\n');
		if (!CHECK(survey.order.down == !none && survey.order.up == !none))
			printf("   %s\n", log);
	}
	/* no such day */
	take("2026-11-31 10:00:02 a\n2026-11-31 10:00:01 a\n");
	survey_read(&survey, LLONG_MAX, 0, '\n');
	CHECK(!survey.order.known);
}

/* What is kept of a log's start. */
static void
test_start(void)
{
	static char text[SURVEY_BYTES + 10];
	struct bytes part = { text, 1000 };

	memset(text, 'x', sizeof(text));
	survey_begin(&survey);
	for (int i = 0; i < 1100; i++)
		survey_take(&survey, part);
	CHECK(survey.first.len == SURVEY_BYTES);
	text[SURVEY_BYTES - 5] = '\n';
	for (size_t length = SURVEY_BYTES - 1; length <= SURVEY_BYTES; length++) {
		bool cut = length == SURVEY_BYTES; /* the last line may go on */

		survey_begin(&survey);
		survey_take(&survey, (struct bytes){ text, length });
		survey_read(&survey, LLONG_MAX, 0, '\n');
		CHECK(survey.outside.first.lines == (cut ? 1 : 2));
	}
}

/* Exceptions are passed over, with the rest of their last line. */
static void
test_pass(void)
{
	take("one x\ntwo x\n\tat org.example.Loom.weave(Loom.java:41)\nfour x\n");
	survey_read(&survey, 12, 0, '\n');
	CHECK(survey.outside.first.lines == 2);
	survey_read(&survey, LLONG_MAX, 0, '\n');
	CHECK(survey.other_count == 1 && survey.others[0].line == 3);
	take("one x\ntwo x\n\tat org.example.Loom.weave(Loom.java:41)\nfour x\n");
	survey_read(&survey, LLONG_MAX, 7, '\n');
	CHECK(survey.outside.first.lines == 1);
	CHECK(survey.other_count == 1 && survey.others[0].line == 3);
	take("one x\n");
	survey_read(&survey, LLONG_MAX, 6, '\n');
	CHECK(survey.outside.first.lines == 0);
	survey_read(&survey, LLONG_MAX, 99, '\n');
	CHECK(survey.outside.first.lines == 0);
	/* nothing is of the text behind its end */
	take("one x");
	survey_read(&survey, LLONG_MAX, 3, '\n');
	CHECK(survey.at == 5 && survey.outside.first.lines == 0);
	/* lines that end with CR */
	take("one x\r\tat org.example.Loom.weave(Loom.java:41)\r");
	survey_read(&survey, LLONG_MAX, 0, '\r');
	CHECK(survey.outside.first.lines == 1 && survey.others[0].line == 2);
	survey_above(&survey, BYTES("one x\rgoroutine 7 [running]:\r"), 5000, 9, '\r');
	CHECK(survey.other_count == 2 && survey.others[1].line == 8);
	CHECK(survey.outside.above.lines == 2);
	/* one that is not whole */
	survey_above(&survey, BYTES("one x\ntwo x"), 6000, 9, '\n');
	CHECK(survey.outside.above.lines == 2);
	survey_begin(&survey);
	CHECK(survey.outside.above.lines == 0);
}

/* Colours and blanks do not count, and lines with heads are looked at only until they are certain. */
static void
test_lines(void)
{
	static char log[10000];

	take("\n \n  set in\n\033[31mone x\033[0m\r\n\r\n");
	survey_read(&survey, LLONG_MAX, 0, '\n');
	CHECK(survey.outside.first.lines == 1 && outside_begins(&survey.outside, BYTES("one x")));
	for (int i = 0; i < 100; i++)
		strcat(log, "2026-11-24 10:00:00 ERROR app: boom\n");
	strcat(log, "\tat org.example.Loom.weave(Loom.java:41)\n");
	take(log);
	survey_read(&survey, LLONG_MAX, 0, '\n');
	CHECK(survey.outside.first.lines == OUTSIDE_CERTAIN);
	CHECK(survey.outside.first.heads == OUTSIDE_CERTAIN);
	CHECK(survey.other_count == 1 && survey.others[0].line == 101);
	survey_above(&survey, BYTES("one x\n"), 7000, 9, '\n');
	CHECK(survey.outside.above.lines == 0);
}

static void
test_binary(void)
{
	static char text[70000];
	const struct looks *looks;

	take("some text\n");
	CHECK(!survey_is_binary(&survey, &looks) && looks == NULL);
	survey_begin(&survey);
	survey_take(&survey, (struct bytes){ "\0\0some text\n", 12 });
	CHECK(!survey_is_binary(&survey, &looks));
	survey_begin(&survey);
	CHECK(!survey_is_binary(&survey, &looks));
	/* nothing but NULs is no log, but text may follow them, also behind what is kept */
	for (int i = 0; i < 20; i++) {
		static char zeros[64 * 1024];

		survey_take(&survey, (struct bytes){ zeros, sizeof(zeros) });
		CHECK(survey_is_binary(&survey, &looks));
	}
	survey_take(&survey, BYTES("x"));
	CHECK(!survey_is_binary(&survey, &looks));
	survey_begin(&survey);
	survey_take(&survey, (struct bytes){ "\1\0\2\0\3\0", 6 });
	CHECK(survey_is_binary(&survey, &looks));
	/* the start of it tells */
	memset(text, 'x', 64 * 1024);
	survey_begin(&survey);
	survey_take(&survey, (struct bytes){ text, sizeof(text) });
	CHECK(!survey_is_binary(&survey, &looks));
}

int
main(void)
{
	test_what_is_read();
	test_heads();
	test_others();
	test_order();
	test_steps();
	test_start();
	test_pass();
	test_lines();
	test_binary();
	survey_free(&survey);
	return check_end();
}
