#include "pylog/heads/timestamp.h"

#include "check.h"

struct row {
	const char *text, *iso;
	size_t length; /* of the text, that is the time; 0: all of it */
};

static const struct row rows[] = {
	{ "2024-01-02 03:04:05", "2024-01-02T03:04:05", 0 },
	{ "2024-01-02T03:04:05,678Z and more", "2024-01-02T03:04:05.678Z", 24 },
	{ "2024-01-02T03:04:05.5+05:30", "2024-01-02T03:04:05.5+05:30", 0 },
	{ "02/Jan/2024:03:04:05 -0800", "2024-01-02T03:04:05-08:00", 0 },
	{ "Tue Jan  2 03:04:05.000001 2024", "2024-01-02T03:04:05.000001", 0 },
	{ "01/02/2024 12:04:05 AM", "2024-01-02T00:04:05", 0 },
	{ "1700000000.25", "2023-11-14T22:13:20.25Z", 0 },
	{ "2024-02-29 00:00:00", "2024-02-29T00:00:00", 0 },
	/* no year, no such day */
	{ "Jan  2 03:04:05", "", 0 },
	{ "2023-02-30 00:00:00", "", 0 },
};

static const char *const none[] = { "", "2024", "12:30 is noon", "version 1.2.3", "99999" };

/* How much later the second is, in seconds. */
static const struct {
	const char *first, *second;
	long long distance;
} pairs[] = {
	{ "May  1 03:04:05", "May  1 09:30:12", 23167 },
	{ "2024-02-28 23:59:59", "2024-03-01 00:00:01", 86402 },
	{ "2024-01-02T03:04:05+02:00", "2024-01-02T03:04:05Z", 7200 },
	{ "1700000000", "1700000060.5", 60 },
	{ "10:00:00", "09:59:58", -2 },
	/* of two kinds, or no such day */
	{ "May  1 03:04:05", "2024-05-01 09:30:12", 0 },
	{ "1700000000", "2024-05-01 09:30:12", 0 },
	{ "2023-02-30 00:00:00", "2023-03-01 00:00:00", 0 },
};

static void
test_distance(void)
{
	struct timestamp first, second;

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		CHECK(timestamp_read(bytes_of(pairs[i].first), &first));
		CHECK(timestamp_read(bytes_of(pairs[i].second), &second));
		CHECK(timestamp_distance(&first, &second) == pairs[i].distance);
	}
}

int
main(void)
{
	struct timestamp time;
	char place[TIMESTAMP_WRITTEN_MAX];

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct bytes text = bytes_of(rows[i].text);

		CHECK(timestamp_read(text, &time));
		CHECK(time.length == (rows[i].length == 0 ? text.len : rows[i].length));
		CHECK_TEXT(timestamp_write(&time, NULL, place), bytes_of(rows[i].iso));
	}
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		CHECK(!timestamp_read(bytes_of(none[i]), &time));
	test_distance();
	CHECK(timestamp_is_calendar_word(BYTES("Monday")));
	CHECK(timestamp_is_calendar_word(BYTES("NOV")));
	CHECK(timestamp_is_calendar_word(BYTES("Sept")));
	CHECK(timestamp_is_calendar_word(BYTES("February")));
	CHECK(!timestamp_is_calendar_word(BYTES("maybe")));
	CHECK(!timestamp_is_calendar_word(BYTES("monitor")));
	return check_end();
}
