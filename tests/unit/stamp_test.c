#include "native/stamp.h"

#include "check.h"

/* When a line was written; NULL: it does not say, or not surely. */
static const struct {
	const char *line, *time;
} lines[] = {
	{ "2026-11-02 10:11:12 0 [ERROR] mysqld got signal 11 ;", "2026-11-02T10:11:12" },
	{ "261102 10:11:12 [ERROR] mysqld got signal 11 ;", "2026-11-02T10:11:12" },
	{ "811:M 02 Nov 2026 10:11:12.345 # Redis 7.0 crashed", "2026-11-02T10:11:12.345" },
	{ "[Mon Nov  2 10:11:12.345678 2026] [core:notice] [pid 811] x",
	    "2026-11-02T10:11:12.345678" },
	{ "2026/11/02 10:11:12 [alert] 811#811: worker exited", "2026-11-02T10:11:12" },
	{ "E20261102 10:11:12.345678 811 loom.cc:40] Check failed: x",
	    "2026-11-02T10:11:12.345678" },
	{ "web-1  | 2026-11-02T10:11:12.5Z #0  f () at f.c:1", "2026-11-02T10:11:12.5Z" },
	{ "<13>1 2026-11-02T10:11:12+01:00 host loomd 811 - - #0 f ()",
	    "2026-11-02T10:11:12+01:00" },
	{ "Mon 2026-11-02 10:11:12 CET shed loomd[811]: x", "2026-11-02T10:11:12" },
	{ "*** SIGSEGV received at time=1793614272 on cpu 3 ***", "2026-11-02T10:11:12Z" },
	{ "[02/11/2026 10:11:12] #0 f ()", NULL },
	{ "[13/11/2026 10:11:12] #0 f ()", "2026-11-13T10:11:12" },
	{ "26/11/02 10:11:12 ERROR x", NULL },
	{ "Nov  2 10:11:12 host loomd[811]: #0 f ()", NULL },
	{ "10:11:12 UTC - mysqld got signal 11 ;", NULL },
	{ "2026-02-30 10:11:12 no such day", NULL },
	{ "Thread 1 (Thread 0x7f (LWP 811)):", NULL },
	{ "#0  parse (text=2026-11-02 10:11:12) at f.c:1", NULL },
	{ "one two three four five 2026-11-02 10:11:12", NULL },
	{ "at 1:2", NULL },
	{ "x 1793614272 10:11:12", NULL },
	{ "", NULL },
};

static void
of_lines(void)
{
	char place[TIMESTAMP_WRITTEN_MAX];

	for (size_t i = 0; i < COUNT_OF(lines); i++)
		if (!CHECK_TEXT(
			stamp_of_line(bytes_of(lines[i].line), place), bytes_of(lines[i].time)))
			printf("   %s\n", lines[i].line);
}

static const struct {
	const char *line, *time;
	bool follows;
} reports[] = {
	{ "     Timestamp: Mon 2026-11-02 10:11:12 UTC (3 days ago)", "2026-11-02T10:11:12Z",
	    false },
	{ "Timestamp: 2026-11-02 10:11:12.123456789+0100", "2026-11-02T10:11:12.123456789+01:00",
	    false },
	{ "Date/Time:       2026-11-02 10:11:12.345 +0100", "2026-11-02T10:11:12.345+01:00",
	    false },
	{ "Date: Mon Nov  2 10:11:12 2026", "2026-11-02T10:11:12", false },
	{ "Date:   Mon Nov 2 10:11:12 2026", NULL, false },
	{ "Date: Mon Nov 2 10:11:12 2026 +0100", NULL, false },
	{ "Date: Mon, 2 Nov 2026 10:11:12 +0100", NULL, false },
	{ "time of crash: 2026-11-02 10:11:12 +0000", "2026-11-02T10:11:12Z", false },
	{ "time of crash: ", NULL, true },
	{ "Timestamp:", NULL, false },
	{ "*** Aborted at 1793614272 (unix time) try \"date -d @1793614272\"",
	    "2026-11-02T10:11:12Z", false },
	{ "*** Aborted at home", NULL, false },
	{ "The Timestamp: 2026-11-02 10:11:12", NULL, false },
};

static void
of_reports(void)
{
	char place[TIMESTAMP_WRITTEN_MAX];
	bool follows;

	for (size_t i = 0; i < COUNT_OF(reports); i++) {
		struct bytes time = stamp_of_report(bytes_of(reports[i].line), place, &follows);

		if (!CHECK_TEXT(time, bytes_of(reports[i].time)) ||
		    !CHECK(follows == reports[i].follows))
			printf("   %s\n", reports[i].line);
	}
}

/* Lines that are set in belong to the message above them. */
static void
of_messages(void)
{
	static const struct {
		const char *line, *time;
	} log[] = {
		{ "  set in", NULL },
		{ "2026-11-02 10:11:12 ERROR: x", "2026-11-02T10:11:12" },
		{ "\t#0 f ()", "2026-11-02T10:11:12" },
		{ "  2026-11-02 10:11:13 y", "2026-11-02T10:11:13" },
		{ " #1 g ()", "2026-11-02T10:11:12" },
		{ "", NULL },
		{ " #1 g ()", NULL },
		{ "no time", NULL },
		{ " #1 g ()", NULL },
	};
	struct stamps stamps = { .length = 0 };
	char place[TIMESTAMP_WRITTEN_MAX];

	for (size_t i = 0; i < COUNT_OF(log); i++) {
		stamp_read_line(&stamps, bytes_of(log[i].line));
		if (!CHECK_TEXT(stamp_now(&stamps, place), bytes_of(log[i].time)))
			printf("   line %zu: %s\n", i + 1, log[i].line);
	}
}

static void
of_microseconds(void)
{
	char place[TIMESTAMP_WRITTEN_MAX];

	CHECK_TEXT(stamp_of_microseconds(BYTES("1793614272000001"), place),
	    BYTES("2026-11-02T10:11:12.000001Z"));
	CHECK(stamp_of_microseconds(BYTES("1793614272"), place).len == 0);
	CHECK(stamp_of_microseconds(BYTES("179361427200000x"), place).len == 0);
}

int
main(void)
{
	of_lines();
	of_reports();
	of_messages();
	of_microseconds();
	return check_end();
}
