#include "base/timestamp.h"

#include "check.h"

enum { NONE = -1 };

/* A row for each format: the time, and its length if other text follows. */
static const struct {
	const char *text;
	size_t length; /* 0: all of it */
	int year, month, day, hour, minute, second;
	const char *fraction;
	int zone; /* NONE: none */
} rows[] = {
	{ "2026-11-24T10:20:30Z", 0, 2026, 11, 24, 10, 20, 30, "", 0 },
	{ "2026-11-24 10:20:30,123 ERROR", 23, 2026, 11, 24, 10, 20, 30, "123", NONE },
	{ "2026-11-24 10:20:30.1234567891+02:30", 0, 2026, 11, 24, 10, 20, 30, "123456789", 150 },
	{ "2026-11-24T10:20:30-0700", 0, 2026, 11, 24, 10, 20, 30, "", -420 },
	{ "2026-11-24 10:20:30 +02 x", 23, 2026, 11, 24, 10, 20, 30, "", 120 },
	{ "2026-11-24 10:20:30 UTC", 0, 2026, 11, 24, 10, 20, 30, "", 0 },
	{ "2026-11-24 10:20:30 EST", 19, 2026, 11, 24, 10, 20, 30, "", NONE },
	{ "2026-11-24 10:20:30:123 x", 23, 2026, 11, 24, 10, 20, 30, "123", NONE },
	{ "2026-11-24 10:20:30:12 x", 19, 2026, 11, 24, 10, 20, 30, "", NONE },
	{ "2026-11-24 10:20:30:123456 x", 26, 2026, 11, 24, 10, 20, 30, "123456", NONE },
	/* what is no zone stays */
	{ "2026-11-24T10:20:30+02: x", 22, 2026, 11, 24, 10, 20, 30, "", 120 },
	{ "2026-11-24T10:20:30+02:3", 22, 2026, 11, 24, 10, 20, 30, "", 120 },
	{ "2026-11-24T10:20:30+02:3x", 19, 2026, 11, 24, 10, 20, 30, "", NONE },
	{ "2026-11-24T10:20:30+0200x", 19, 2026, 11, 24, 10, 20, 30, "", NONE },
	{ "2026-11-24T10:20:30+02000", 19, 2026, 11, 24, 10, 20, 30, "", NONE },
	{ "2026-1-4 9:20:30", 0, 2026, 1, 4, 9, 20, 30, "", NONE },
	{ "2026-12-31 10:20:30", 0, 2026, 12, 31, 10, 20, 30, "", NONE },
	{ "2026-11-24, 10:20:30", 0, 2026, 11, 24, 10, 20, 30, "", NONE },
	{ "2026-11-24-10:20:30", 0, 2026, 11, 24, 10, 20, 30, "", NONE },
	{ "2026/11/24 01:20:30 PM", 0, 2026, 11, 24, 13, 20, 30, "", NONE },
	{ "2026.11.24 10:20:30", 0, 2026, 11, 24, 10, 20, 30, "", NONE },
	{ "24/Nov/2026:10:20:30 +0000", 0, 2026, 11, 24, 10, 20, 30, "", 0 },
	{ "24/Nov/2026 10:20:30", 0, 2026, 11, 24, 10, 20, 30, "", NONE },
	{ "Tue Nov 24 10:20:30.5 2026", 0, 2026, 11, 24, 10, 20, 30, "5", NONE },
	{ "Tue Nov  4 10:20:30 CET 2026", 0, 2026, 11, 4, 10, 20, 30, "", NONE },
	{ "Tue Nov 24 10:20:30 UTC 2026", 0, 2026, 11, 24, 10, 20, 30, "", 0 },
	{ "Tue Nov 24 10:20:30 +0200 2026", 0, 2026, 11, 24, 10, 20, 30, "", 120 },
	{ "Tue, 24 Nov 2026 10:20:30 GMT", 0, 2026, 11, 24, 10, 20, 30, "", 0 },
	{ "Tue 24 Nov 2026 10:20:30 AM", 0, 2026, 11, 24, 10, 20, 30, "", NONE },
	{ "Nov 24, 2026 12:20:30 AM", 0, 2026, 11, 24, 0, 20, 30, "", NONE },
	{ "Nov 24, 2026, 12:20:30 PM", 0, 2026, 11, 24, 12, 20, 30, "", NONE },
	{ "November 24 2026 10:20:30", 0, 2026, 11, 24, 10, 20, 30, "", NONE },
	{ "Nov 24 10:20:30 host", 15, NONE, 11, 24, 10, 20, 30, "", NONE },
	{ "Nov  4 10:20:30", 0, NONE, 11, 4, 10, 20, 30, "", NONE },
	{ "24 Nov 2026 10:20:30", 0, 2026, 11, 24, 10, 20, 30, "", NONE },
	{ "24-Nov-2026 10:20:30", 0, 2026, 11, 24, 10, 20, 30, "", NONE },
	{ "24 Nov 10:20:30.123", 0, NONE, 11, 24, 10, 20, 30, "123", NONE },
	{ "11/24/2026, 10:20:30 PM", 0, 2026, 11, 24, 22, 20, 30, "", NONE },
	{ "11/24/2026 10:20:30 PN", 19, 2026, 11, 24, 10, 20, 30, "", NONE },
	{ "11/24/2026 10:20:30 XM", 19, 2026, 11, 24, 10, 20, 30, "", NONE },
	{ "24/11/2026 10:20:30", 0, 2026, 11, 24, 10, 20, 30, "", NONE }, /* there is no month 24 */
	{ "24.11.2026 10:20:30", 0, 2026, 11, 24, 10, 20, 30, "", NONE },
	{ "24-11-2026 10:20:30", 0, 2026, 11, 24, 10, 20, 30, "", NONE },
	{ "11/24/26 10:20:30", 0, 2026, 11, 24, 10, 20, 30, "", NONE },
	{ "26/11/24 10:20:30", 0, 2026, 11, 24, 10, 20, 30, "", NONE },
	{ "70-01-02 10:20:30", 0, 1970, 1, 2, 10, 20, 30, "", NONE },
	{ "69-01-02 10:20:30", 0, 2069, 1, 2, 10, 20, 30, "", NONE },
	{ "20261124 10:20:30", 0, 2026, 11, 24, 10, 20, 30, "", NONE },
	{ "20261124T102030Z", 0, 2026, 11, 24, 10, 20, 30, "", 0 },
	{ "261124 10:20:30", 0, 2026, 11, 24, 10, 20, 30, "", NONE },
	{ "9:20:30", 0, NONE, NONE, NONE, 9, 20, 30, "", NONE },
	{ "10:20:30,123", 0, NONE, NONE, NONE, 10, 20, 30, "123", NONE },
	{ "2024-02-29 23:59:60", 0, 2024, 2, 29, 23, 59, 60, "", NONE },
	{ "2000-02-29 00:00:00", 0, 2000, 2, 29, 0, 0, 0, "", NONE },
};

static const struct {
	const char *text;
	long long epoch;
	const char *fraction;
} epochs[] = {
	{ "1795514400", 1795514400, "" },
	{ "1795514400.25", 1795514400, "25" },
	{ "1000000000", 1000000000, "" },
	{ "2000000000", 2000000000, "" },
	{ "1772359200123.4", 1772359200, "123.4" },
	{ "1772359200123.456", 1772359200, "123.456" },
	{ "1795514400123", 1795514400, "123" },
	{ "1795514400123456", 1795514400, "123456" },
	{ "1795514400123456789", 1795514400, "123456789" },
};

/* Days and hours that do not exist still have the form of a time. */
static const char *const impossible[] = { "2026-02-29 10:20:30", "1900-02-29 10:20:30",
	"2024-02-30 10:20:30", "2026-04-31 10:20:30", "2026-13-01 10:20:30", "2026-00-01 10:20:30",
	"2026-01-00 10:20:30", "2026-01-32 10:20:30", "2026-01-01 24:00:00", "2026-01-01 10:60:00",
	"2026-01-01 10:20:61" };

static const char *const none[] = { "", "10:20", "9:20:3", "2026-11-24", "2026-11-24 10:20:30x",
	"2026-11-24 10:20:300", "2026-11-24 10:2:30", "202-11-24 10:20:30", "monitor 24 10:20:30",
	"Foo 24 10:20:30", "9795514400", "179551440", "17955144001", "1795514400x",
	"2026-111-24 10:20:30", "20261-11-24 10:20:30", "2026-11-024 10:20:30",
	"2026-11-24 010:20:30", "2026-11-24 10:020:30", "abcdefgh" };

static void
test_rows(void)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct timestamp time;
		bool good = CHECK(timestamp_read(bytes_of(rows[i].text), &time)) &&
		    CHECK(time.possible) &&
		    CHECK(time.length ==
			(rows[i].length > 0 ? rows[i].length : strlen(rows[i].text))) &&
		    CHECK(time.year == rows[i].year && time.month == rows[i].month &&
			time.day == rows[i].day) &&
		    CHECK(time.hour == rows[i].hour && time.minute == rows[i].minute &&
			time.second == rows[i].second) &&
		    CHECK_TEXT(time.fraction, bytes_of(rows[i].fraction)) &&
		    CHECK(time.has_zone == (rows[i].zone != NONE) &&
			(!time.has_zone || time.zone == rows[i].zone)) &&
		    CHECK(time.epoch == -1);

		if (!good)
			printf("   %s\n", rows[i].text);
	}
}

static void
test_epochs(void)
{
	for (size_t i = 0; i < COUNT_OF(epochs); i++) {
		struct timestamp time;

		if (!CHECK(timestamp_read(bytes_of(epochs[i].text), &time) && time.possible &&
			time.epoch == epochs[i].epoch && time.length == strlen(epochs[i].text)))
			printf("   %s\n", epochs[i].text);
		CHECK_TEXT(time.fraction, bytes_of(epochs[i].fraction));
	}
}

static void
test_words(void)
{
	static const char *const words[] = { "Jan", "january", "MAY", "Sept", "September", "Mon",
		"monday", "Tues", "Wednesday", "Thur", "Thurs", "Saturday" };
	static const char *const others[] = { "", "Ja", "monitor", "Marc", "Sunny", "Mon1", "Foo",
		"Septembers" };

	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (!CHECK(timestamp_is_calendar_word(bytes_of(words[i]))))
			printf("   %s\n", words[i]);
	for (size_t i = 0; i < COUNT_OF(others); i++)
		if (!CHECK(!timestamp_is_calendar_word(bytes_of(others[i]))))
			printf("   %s\n", others[i]);
}

/* How times are written into records. */
struct written {
	const char *text, *iso;
	size_t length; /* the part of the text that is the time; 0: all of it */
};

static const struct written written[] = {
	{ "2024-01-02 03:04:05", "2024-01-02T03:04:05", 0 },
	{ "2024-01-02T03:04:05,678Z and more", "2024-01-02T03:04:05.678Z", 24 },
	{ "2024-01-02T03:04:05.5+05:30", "2024-01-02T03:04:05.5+05:30", 0 },
	{ "02/Jan/2024:03:04:05 -0800", "2024-01-02T03:04:05-08:00", 0 },
	{ "Tue Jan  2 03:04:05.000001 2024", "2024-01-02T03:04:05.000001", 0 },
	{ "01/02/2024 12:04:05 AM", "2024-01-02T00:04:05", 0 },
	{ "1700000000.25", "2023-11-14T22:13:20.25Z", 0 },
	{ "1700006400", "2023-11-15T00:00:00Z", 0 },
	{ "1772359200123.456789", "2026-03-01T10:00:00.123456789Z", 0 },
	{ "2024-02-29 00:00:00", "2024-02-29T00:00:00", 0 },
	/* no year, no such day */
	{ "Jan  2 03:04:05", "", 0 },
	{ "2023-02-30 00:00:00", "", 0 },
};

static void
test_written(void)
{
	struct timestamp time;
	char place[TIMESTAMP_WRITTEN_MAX];

	for (size_t i = 0; i < COUNT_OF(written); i++) {
		struct bytes text = bytes_of(written[i].text);

		CHECK(timestamp_read(text, &time));
		CHECK(time.length == (written[i].length == 0 ? text.len : written[i].length));
		CHECK_TEXT(timestamp_write(&time, NULL, place), bytes_of(written[i].iso));
	}
}

/* How much later the second time is, in seconds. */
static const struct {
	const char *first, *second;
	long long distance;
} pairs[] = {
	{ "May  1 03:04:05", "May  1 09:30:12", 23167 },
	{ "2024-02-28 23:59:59", "2024-03-01 00:00:01", 86402 },
	{ "2024-01-02T03:04:05+02:00", "2024-01-02T03:04:05Z", 7200 },
	{ "1700000000", "1700000060.5", 60 },
	{ "10:00:00", "09:59:58", -2 },
	{ "Feb 28 23:59:59", "Mar  1 00:00:00", 86401 }, /* it may be a leap year */
	/* of two kinds, or no such day */
	{ "2024-05-01 09:30:12", "1700000000", 0 },
	{ "2024-01-02T03:04:05Z", "2024-01-02T03:04:06", 0 },
	{ "10:00:00", "May  1 09:30:12", 0 },
	{ "2023-03-01 00:00:00", "2023-02-30 00:00:00", 0 },
	{ "May  1 03:04:05", "2024-05-01 09:30:12", 0 },
	{ "1700000000", "2024-05-01 09:30:12", 0 },
	{ "2023-02-30 00:00:00", "2023-03-01 00:00:00", 0 },
};

static void
test_distance(void)
{
	struct timestamp first, second;

	for (size_t i = 0; i < COUNT_OF(pairs); i++) {
		CHECK(timestamp_read(bytes_of(pairs[i].first), &first));
		CHECK(timestamp_read(bytes_of(pairs[i].second), &second));
		CHECK(timestamp_distance(&first, &second) == pairs[i].distance);
	}
}

int
main(void)
{
	struct timestamp time;

	test_rows();
	test_epochs();
	test_words();
	for (size_t i = 0; i < COUNT_OF(impossible); i++)
		if (!CHECK(timestamp_read(bytes_of(impossible[i]), &time) && !time.possible))
			printf("   %s\n", impossible[i]);
	for (size_t i = 0; i < COUNT_OF(none); i++)
		if (!CHECK(!timestamp_read(bytes_of(none[i]), &time)))
			printf("   %s\n", none[i]);
	test_written();
	test_distance();
	return check_end();
}
