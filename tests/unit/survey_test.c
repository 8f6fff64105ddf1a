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
	/* up to there stood an exception */
	survey_read(&survey, LLONG_MAX, 19, '\n');
	CHECK(survey.outside.first.lines == 3);
	CHECK(outside_begins(&survey.outside, BYTES("two x")));
	CHECK(!outside_begins(&survey.outside, BYTES("three x")));
	survey_above(&survey, BYTES("five\nsix x\n"), 9, '\n');
	CHECK(survey.outside.above.lines == 2);
	survey_above(&survey, BYTES(""), 9, '\n');
	CHECK(survey.outside.above.lines == 0);
}

/* Lines of access logs and of JSON have heads, too; a sentence has none. */
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
	survey_above(&survey, BYTES("x\ngoroutine 7 [running]:\ny\n"), 100, '\n');
	CHECK(survey.other_count == 2 && survey.others[1].line == 98);
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

int
main(void)
{
	test_what_is_read();
	test_heads();
	test_others();
	test_order();
	survey_free(&survey);
	return check_end();
}
