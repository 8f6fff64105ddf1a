#include "pylog/heads/isotime.h"

/* Puts a number of so many digits, and what follows it. */
static char *
put_number(char *to, int number, int digits, char behind)
{
	for (int i = digits; i-- > 0; number /= 10)
		to[i] = (char)('0' + number % 10);
	to[digits] = behind;
	return to + digits + 1;
}

static char *
put_offset(char *to, long seconds)
{
	int minutes = (int)((seconds < 0 ? -seconds : seconds) / 60);

	*to++ = seconds < 0 ? '-' : '+';
	to = put_number(to, minutes / 60, 2, ':');
	return put_number(to, minutes % 60, 2, '\0') - 1;
}

/* The calendar's date of days since 1970. */
static void
civil(long day, int *year, int *month, int *of_month)
{
	long z = day + 719468, era = z / 146097, doe = z - era * 146097;
	long yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	long doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;

	*of_month = (int)(doy - (153 * mp + 2) / 5 + 1);
	*month = (int)(mp < 10 ? mp + 3 : mp - 9);
	*year = (int)(yoe + era * 400 + (*month <= 2));
}

static struct timestamp
from_epoch(const struct timestamp *time)
{
	struct timestamp utc = *time;
	long long seconds = time->epoch % 86400;

	civil((long)(time->epoch / 86400), &utc.year, &utc.month, &utc.day);
	utc.hour = (int)(seconds / 3600);
	utc.minute = (int)(seconds / 60 % 60);
	utc.second = (int)(seconds % 60);
	utc.has_zone = true;
	utc.zone = 0;
	return utc;
}

struct bytes
isotime_write(const struct timestamp *time, const struct zone *zone_given, char *place)
{
	struct timestamp known = time->epoch >= 0 ? from_epoch(time) : *time;
	char *to = place;

	if (!known.possible || known.year < 0 || known.month < 0 || known.hour < 0)
		return BYTES_NONE;
	to = put_number(to, known.year, 4, '-');
	to = put_number(to, known.month, 2, '-');
	to = put_number(to, known.day, 2, 'T');
	to = put_number(to, known.hour, 2, ':');
	to = put_number(to, known.minute, 2, ':');
	to = put_number(to, known.second, 2, '.');
	if (known.fraction.len == 0)
		to--;
	else
		memcpy(to, known.fraction.at, known.fraction.len);
	to += known.fraction.len;
	if (known.has_zone && known.zone == 0)
		*to++ = 'Z';
	else if (known.has_zone)
		to = put_offset(to, known.zone * 60L);
	else if (zone_given != NULL)
		to = put_offset(to,
		    zone_offset(zone_given, known.year, known.month, known.day, known.hour,
			known.minute, known.second));
	return (struct bytes){ place, (size_t)(to - place) };
}
