#include "base/timestamp.h"

#include "base/ascii.h"
#include "base/calendar.h"
#include "base/pattern.h"
#include "base/timeforms.h"
#include "base/words.h"

enum {
	FRACTION_MAX = 9, /* digits: nanoseconds */
	SHORTEST = 7,     /* bytes: `1:02:03` */
};

static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";
static const char weekdays[] = "montuewedthufrisatsun";

/* The number of the name that the text begins with, from 1; 0: none. The names have three letters each. */
static int
name_at(struct bytes text, const char *names)
{
	for (int i = 0; text.len >= 3 && names[i] != '\0'; i += 3)
		if ((text.at[0] | 32) == names[i] && (text.at[1] | 32) == names[i + 1] &&
		    (text.at[2] | 32) == names[i + 2])
			return i / 3 + 1;
	return 0;
}

static struct bytes
word_of(struct bytes text)
{
	return bytes_first(text, ascii_run(text, ascii_is_letter));
}

bool
timestamp_is_calendar_word(struct bytes word)
{
	/* all endings of names behind their first three letters: `monitor` is no Monday */
	static const struct bytes rests[] = { BYTES_ROW(""), BYTES_ROW("uary"), BYTES_ROW("ruary"),
		BYTES_ROW("ch"), BYTES_ROW("il"), BYTES_ROW("e"), BYTES_ROW("y"), BYTES_ROW("ust"),
		BYTES_ROW("t"), BYTES_ROW("tember"), BYTES_ROW("ober"), BYTES_ROW("ember"),
		BYTES_ROW("day"), BYTES_ROW("sday"), BYTES_ROW("s"), BYTES_ROW("nesday"),
		BYTES_ROW("r"), BYTES_ROW("rs"), BYTES_ROW("rsday"), BYTES_ROW("urday") };
	char rest[9];

	if (word.len < 3 || word.len > 9 || word_of(word).len != word.len ||
	    (name_at(word, months) == 0 && name_at(word, weekdays) == 0))
		return false;
	for (size_t i = 3; i < word.len; i++)
		rest[i - 3] = ascii_lower(word.at[i]);
	return words_find(LIST(rests), (struct bytes){ rest, word.len - 3 }) != WORDS_NONE;
}

/*
 * Reads a number of `digits` digits, whatever follows. If that is 0, the number has `least` to `most` digits, and no digit
 * follows. False: there is none.
 */
static bool
number(struct bytes *text, size_t digits, size_t least, size_t most, int *value)
{
	struct bytes place = bytes_first(*text, digits > 0 ? digits : most);
	int sum = 0;
	size_t n = 0;

	for (; n < place.len && ascii_is_digit(place.at[n]); n++)
		sum = sum * 10 + (place.at[n] - '0');
	if (n < (digits > 0 ? digits : least))
		return false;
	*value = sum;
	*text = bytes_from(*text, n);
	return digits > 0 || !ascii_is_digit(bytes_head(*text));
}

static bool
calendar_name(struct bytes *text, const char *names, int *value)
{
	size_t length = word_of(*text).len;

	*value = length <= 9 ? name_at(bytes_first(*text, length), names) : 0;
	*text = bytes_from(*text, length);
	return *value > 0;
}

static void
fraction(struct bytes *text, struct timestamp *time)
{
	struct bytes digits = bytes_from(*text, 1);
	char mark = bytes_head(*text);

	digits.len = ascii_run(digits, ascii_is_digit);
	if (digits.len == 0 || (mark != '.' && mark != ',' && mark != ':'))
		return;
	/* behind `:` some formatters write milliseconds or microseconds; others a name, or a number */
	if (mark == ':' && digits.len != 3 && digits.len != 6)
		return;
	time->fraction = bytes_first(digits, FRACTION_MAX);
	*text = bytes_from(*text, 1 + digits.len);
}

/* `+0200`, `-07:00`, `+02` */
static bool
zone_number(struct bytes *text, struct timestamp *time)
{
	struct bytes rest = bytes_from(*text, 1);
	char sign = bytes_head(*text);
	int hours, minutes = 0;

	if ((sign != '+' && sign != '-') || !number(&rest, 2, 0, 0, &hours))
		return false;
	if (rest.len > 2 && rest.at[0] == ':' && ascii_is_digit(rest.at[1]))
		rest = bytes_from(rest, 1);
	if (ascii_is_digit(bytes_head(rest)) && !number(&rest, 2, 0, 0, &minutes))
		return false;
	if (ascii_is_digit(bytes_head(rest)) || ascii_is_letter(bytes_head(rest)))
		return false;
	time->has_zone = true;
	time->zone = (sign == '-' ? -1 : 1) * (hours * 60 + minutes);
	*text = rest;
	return true;
}

static bool
zone_word(struct bytes *text, struct timestamp *time)
{
	static const struct bytes utc[] = { BYTES_ROW("Z"), BYTES_ROW("UTC"), BYTES_ROW("GMT") };
	struct bytes word = word_of(*text);

	if (words_find(LIST(utc), word) == WORDS_NONE)
		return false;
	time->has_zone = true;
	*text = bytes_from(*text, word.len);
	zone_number(text, time); /* `GMT+0100`: JavaScript */
	return true;
}

/* A zone, if there is one. Names other than UTC are not taken: EST means three zones. */
static void
zone(struct bytes *text, struct timestamp *time)
{
	struct bytes rest = bytes_from(*text, bytes_head(*text) == ' ');

	if (zone_number(&rest, time) || zone_word(&rest, time))
		*text = rest;
}

static void
any_zone(struct bytes *text, struct timestamp *time)
{
	if (!zone_number(text, time) && !zone_word(text, time))
		*text = bytes_from(*text, word_of(*text).len);
}

static void
half_day(struct bytes *text, struct timestamp *time)
{
	struct bytes rest = bytes_from(*text, bytes_indent(*text)), word = word_of(rest);
	char half = ascii_lower(bytes_head(word));

	if (word.len != 2 || ascii_lower(word.at[1]) != 'm' || (half != 'a' && half != 'p'))
		return;
	if (half == 'p' && time->hour < 12)
		time->hour += 12;
	else if (half == 'a' && time->hour == 12)
		time->hour = 0;
	*text = bytes_from(rest, 2);
}

static bool
epoch(struct bytes *text, struct timestamp *time)
{
	enum { SECONDS = 10, NANOSECONDS = 19 };
	size_t n = ascii_run(*text, ascii_is_digit), more;

	if (n < SECONDS || n > NANOSECONDS || (n - SECONDS) % 3 != 0 || text->at[0] > '2' ||
	    text->at[0] < '1' || !bytes_number(bytes_first(*text, SECONDS), &time->epoch))
		return false;
	more = bytes_head(bytes_from(*text, n)) == '.'
	    ? ascii_run(bytes_from(*text, n + 1), ascii_is_digit)
	    : 0;
	/* milliseconds may have a fraction of their own, `1772359200123.456` */
	if (n > SECONDS && more > 0)
		n += 1 + more;
	time->fraction = bytes_from(bytes_first(*text, n), SECONDS);
	*text = bytes_from(*text, n);
	if (n == SECONDS)
		fraction(text, time);
	return true;
}

static bool
piece(char letter, size_t digits, struct bytes *text, void *into)
{
	struct timestamp *time = into;
	int ignored;

	switch (letter) {
	case 'Y':
		return number(text, digits, 4, 4, &time->year);
	case 'y':
		if (!number(text, 2, 2, 2, &time->year))
			return false;
		time->year += time->year < 70 ? 2000 : 1900;
		return digits > 0 || !ascii_is_digit(bytes_head(*text));
	case 'm':
		return number(text, digits, 1, 2, &time->month);
	case 'd':
		return number(text, digits, 1, 2, &time->day);
	case 'H':
		return number(text, digits, 1, 2, &time->hour);
	case 'M':
		return number(text, digits, 2, 2, &time->minute);
	case 'S':
		return number(text, digits, 2, 2, &time->second);
	case 'b':
		return calendar_name(text, months, &time->month);
	case 'o':
		*text = bytes_from(*text, bytes_index(*text, ' '));
		return true;
	case 'a':
		return calendar_name(text, weekdays, &ignored);
	case 'O':
		return zone_number(text, time);
	case 'z':
		any_zone(text, time);
		return true;
	case 's':
		return epoch(text, time);
	case 'F':
		fraction(text, time);
		return true;
	case 'f':
		if (bytes_head(*text) == '.')
			fraction(text, time);
		return time->fraction.len == digits;
	case 'Z':
		zone(text, time);
		return true;
	case 'p':
		half_day(text, time);
		return true;
	}
	return false;
}

static bool
is_possible(const struct timestamp *time)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int year = time->year, length;

	if (time->epoch >= 0)
		return true;
	if (time->hour > 23 || time->minute > 59 || time->second > 60)
		return false;
	if (time->month < 0)
		return true;
	if (time->month < 1 || time->month > 12 || time->day < 1)
		return false;
	length = lengths[time->month - 1];
	if (time->month == 2 &&
	    (year < 0 || (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0))))
		length = 29;
	return time->day <= length;
}

static const struct timestamp unknown = {
	.year = -1, .month = -1, .day = -1, .hour = -1, .minute = -1, .second = -1, .epoch = -1
};

bool
timestamp_read_form(const char *form, struct bytes text, struct timestamp *time)
{
	struct bytes rest = text;

	*time = unknown;
	if (!pattern_take(form, &rest, piece, time))
		return false;
	/* no time ends inside of a number or word */
	if (ascii_is_digit(bytes_head(rest)) || ascii_is_letter(bytes_head(rest)))
		return false;
	time->length = text.len - rest.len;
	time->possible = is_possible(time);
	return true;
}

/* A list of forms. */
struct forms {
	const char *const *first;
	size_t count;
};

/* The forms that the text may have, by the digits or the name that it begins with. */
static struct forms
forms_of(struct bytes text)
{
	size_t digits = ascii_run(text, ascii_is_digit);

	if (digits >= 6)
		return (struct forms){ LIST(long_numbers) };
	if (digits == 4)
		return (struct forms){ LIST(years) };
	if (digits == 1 || digits == 2)
		return (struct forms){ LIST(short_numbers) };
	if (name_at(text, months) > 0)
		return (struct forms){ LIST(month_names) };
	if (name_at(text, weekdays) > 0)
		return (struct forms){ LIST(weekday_names) };
	return (struct forms){ NULL, 0 };
}

bool
timestamp_read(struct bytes text, struct timestamp *time)
{
	struct forms forms = { NULL, 0 };
	struct timestamp tried;
	bool found = false;

	if (text.len >= SHORTEST)
		forms = forms_of(text);
	for (size_t i = 0; i < forms.count; i++) {
		if (!timestamp_read_form(forms.first[i], text, &tried) ||
		    (found && !tried.possible))
			continue;
		*time = tried;
		found = true;
		if (tried.possible)
			return true;
	}
	return found;
}

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

/* Seconds since 1970, of a time without a year as of the year 2000. */
static long long
seconds_of(const struct timestamp *time)
{
	int year = time->year < 0 ? 2000 : time->year;
	long long days = time->month < 0 ? 0 : calendar_days(year, time->month, time->day);

	if (time->epoch >= 0)
		return time->epoch;
	return ((days * 24 + time->hour) * 60 + time->minute - time->zone) * 60 + time->second;
}

long long
timestamp_distance(const struct timestamp *first, const struct timestamp *second)
{
	if (!first->possible || !second->possible || (first->epoch < 0) != (second->epoch < 0) ||
	    first->has_zone != second->has_zone || (first->year < 0) != (second->year < 0) ||
	    (first->month < 0) != (second->month < 0))
		return 0;
	return seconds_of(second) - seconds_of(first);
}

static struct timestamp
from_epoch(const struct timestamp *time)
{
	struct timestamp utc = *time;
	long long seconds = time->epoch % 86400;

	calendar_date(time->epoch / 86400, &utc.year, &utc.month, &utc.day);
	utc.hour = (int)(seconds / 3600);
	utc.minute = (int)(seconds / 60 % 60);
	utc.second = (int)(seconds % 60);
	utc.has_zone = true;
	return utc;
}

struct bytes
timestamp_write(const struct timestamp *time, const struct zone *zone_given, char *place)
{
	struct timestamp known = time->epoch >= 0 ? from_epoch(time) : *time;
	char *to = place;

	if (!known.possible || known.year < 0)
		return BYTES_NONE;
	to = put_number(to, known.year, 4, '-');
	to = put_number(to, known.month, 2, '-');
	to = put_number(to, known.day, 2, 'T');
	to = put_number(to, known.hour, 2, ':');
	to = put_number(to, known.minute, 2, ':');
	to = put_number(to, known.second, 2, '.');
	for (size_t i = 0; i < known.fraction.len && i <= FRACTION_MAX; i++)
		if (known.fraction.at[i] != '.')
			*to++ = known.fraction.at[i];
	if (known.fraction.len == 0)
		to--;
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
