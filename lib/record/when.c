#include "record/when.h"

#include "base/ascii.h"
#include "base/calendar.h"

enum { SECONDS = 19 }; /* the length of 2026-03-01T09:00:00 */

static bool
has_offset(struct bytes text)
{
	return bytes_tail(text) == 'Z' || bytes_has(bytes_from(text, SECONDS), '+') ||
	    bytes_has(bytes_from(text, SECONDS), '-');
}

bool
when_read(struct bytes text, struct when *when)
{
	if (text.len < SECONDS || text.len > WHEN_MAX || text.at[4] != '-' || text.at[7] != '-' ||
	    text.at[10] != 'T' || text.at[13] != ':' || !ascii_is_digit(text.at[0]))
		return false;
	memcpy(when->text, text.at, text.len);
	when->length = text.len;
	when->zoned = has_offset(text);
	return true;
}

static long long
digits(const struct when *when, size_t start, size_t count)
{
	long long number = 0;

	for (size_t i = start; i < start + count && i < when->length; i++)
		number = number * 10 + (ascii_is_digit(when->text[i]) ? when->text[i] - '0' : 0);
	return number;
}

/* The number of the day that it begins with. */
static long long
days(const struct when *when)
{
	return calendar_days(digits(when, 0, 4), digits(when, 5, 2), digits(when, 8, 2));
}

long long
when_period(struct bytes text)
{
	struct when when = { .length = text.len < WHEN_HOUR ? text.len : WHEN_HOUR };
	long long day;

	if (when.length > 0)
		memcpy(when.text, text.at, when.length);
	day = days(&when);
	return when.length < WHEN_HOUR ? day : day * 24 + digits(&when, 11, 2);
}

/* Seconds since 1970 in UTC, and where the fraction stands. */
static long long
seconds(const struct when *when, struct bytes *fraction)
{
	struct bytes rest = { when->text + SECONDS, when->length - SECONDS };
	size_t length = bytes_head(rest) == '.' || bytes_head(rest) == ','
	    ? 1 + ascii_run(bytes_from(rest, 1), ascii_is_digit)
	    : 0;
	size_t zone = SECONDS + length;
	bool colon = zone + 3 < when->length && when->text[zone + 3] == ':';
	long long offset = digits(when, zone + 1, 2) * 60 + digits(when, zone + (colon ? 4 : 3), 2);

	*fraction = bytes_from(bytes_first(rest, length), 1);
	if (zone >= when->length || when->text[zone] == 'Z')
		offset = 0;
	else if (when->text[zone] == '-')
		offset = -offset;
	return ((days(when) * 24 + digits(when, 11, 2)) * 60 + digits(when, 14, 2) - offset) * 60 +
	    digits(when, 17, 2);
}

int
when_compare(const struct when *one, const struct when *other)
{
	struct bytes fractions[2];
	long long a, b;

	if (!one->zoned && !other->zoned)
		return bytes_compare((struct bytes){ one->text, one->length },
		    (struct bytes){ other->text, other->length });
	a = seconds(one, &fractions[0]);
	b = seconds(other, &fractions[1]);
	if (a != b)
		return a < b ? -1 : 1;
	return bytes_compare(fractions[0], fractions[1]);
}

bool
when_append_nanoseconds(struct buffer *out, const struct when *when)
{
	struct bytes fraction;
	long long since = seconds(when, &fraction);

	if (since <= 0)
		return false;
	buffer_number(out, since);
	for (size_t i = 0; i < 9; i++)
		buffer_byte(out, i < fraction.len ? fraction.at[i] : '0');
	return true;
}
