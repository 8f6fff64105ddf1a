#include "pylog/heads/timestamp.h"

#include "base/ascii.h"
#include "base/words.h"

/*
 * What a format's letters stand for: Y m d H M S numbers; y a year of two digits; b a[,] names of
 * month and day; F a fraction, if any; Z a zone, if any; z a zone; p AM or PM, if any; T a `T` or blanks;
 * E seconds, X milliseconds, U microseconds, N nanoseconds since 1970. A blank is one or more; all else is itself. The first
 * format that gives a possible time wins, or else the first that fits.
 */
static const char *const formats[] = {
	"Y-m-dTH:M:SFZ",
	"Y-m-d, H:M:SFZ", /* Airflow */
	"Y-m-d-H:M:SFZ",
	"Y/m/dTH:M:SFpZ", /* nginx, Go */
	"Y.m.d H:M:SFZ",
	"d/b/Y:H:M:SFZ",    /* access logs */
	"d/b/Y H:M:SFZ",    /* Django */
	"a b d H:M:SF Y",   /* Apache, uWSGI, ctime */
	"a b d H:M:SF z Y", /* date */
	"a, d b Y H:M:SFZ", /* mail */
	"a d b Y H:M:SFpZ",
	"b d, Y H:M:SFpZ",
	"b d, Y, H:M:SFpZ",
	"b d Y H:M:SFpZ",
	"b d H:M:SFZ", /* syslog: no year */
	"d b Y H:M:SFZ",
	"d-b-Y H:M:SFZ",
	"d b H:M:SF",
	"m/d/Y, H:M:SFpZ",
	"m/d/Y H:M:SFpZ",
	"d/m/Y H:M:SFpZ",
	"d.m.Y H:M:SFZ",
	"d-m-Y H:M:SFZ",
	"m/d/y H:M:SFpZ",
	"y/m/d H:M:SFpZ", /* Spark */
	"d/m/y H:M:SFpZ",
	"y-m-d H:M:SFZ",
	"C H:M:SFZ", /* 20150314 01:37:05 */
	"CTK",       /* 20150314T013705Z */
	"D H:M:SF",  /* Tornado: 150314 01:37:05 */
	"H:M:SFp",
	"N",
	"U",
	"X",
	"E",
};

static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";
static const char weekdays[] = "montuewedthufrisatsun";

/* Which of the names of three letters each the text begins with; -1: none. */
static int
name_at(struct bytes text, const char *names)
{
	if (text.len < 3)
		return -1;
	for (int i = 0; names[3 * i] != '\0'; i++)
		if ((text.at[0] | 32) == (names[3 * i] | 32) &&
		    (text.at[1] | 32) == (names[3 * i + 1] | 32) &&
		    (text.at[2] | 32) == (names[3 * i + 2] | 32))
			return i;
	return -1;
}

static size_t
letters(struct bytes text)
{
	return ascii_run(text, ascii_is_letter);
}

bool
timestamp_is_calendar_word(struct bytes word)
{
	/* what names have behind their first three letters; a service may be called `monitor` */
	static const struct bytes rests[] = { BYTES_ROW(""), BYTES_ROW("uary"), BYTES_ROW("ruary"),
		BYTES_ROW("ch"), BYTES_ROW("il"), BYTES_ROW("e"), BYTES_ROW("y"), BYTES_ROW("ust"),
		BYTES_ROW("t"), BYTES_ROW("tember"), BYTES_ROW("ober"), BYTES_ROW("ember"),
		BYTES_ROW("day"), BYTES_ROW("sday"), BYTES_ROW("s"), BYTES_ROW("nesday"),
		BYTES_ROW("r"), BYTES_ROW("rs"), BYTES_ROW("rsday"), BYTES_ROW("urday") };
	char rest[9];

	if (word.len < 3 || word.len > 9 || letters(word) != word.len ||
	    (name_at(word, months) < 0 && name_at(word, weekdays) < 0))
		return false;
	for (size_t i = 3; i < word.len; i++)
		rest[i - 3] = ascii_lower(word.at[i]);
	return words_find(LIST(rests), (struct bytes){ rest, word.len - 3 }) != WORDS_NONE;
}

/* Reads a number of that many digits, from `least` on; false where there are fewer, or more. */
static bool
number(struct bytes *text, size_t least, size_t most, int *value)
{
	size_t n = 0;
	int sum = 0;

	while (n < text->len && ascii_is_digit(text->at[n])) {
		if (n == most)
			return false;
		sum = sum * 10 + (text->at[n++] - '0');
	}
	if (n < least)
		return false;
	*value = sum;
	*text = bytes_from(*text, n);
	return true;
}

static bool
fixed(struct bytes *text, size_t digits, int *value)
{
	struct bytes piece = bytes_first(*text, digits);

	if (piece.len < digits || !number(&piece, digits, digits, value))
		return false;
	*text = bytes_from(*text, digits);
	return true;
}

static bool
calendar_name(struct bytes *text, const char *names, int *value)
{
	size_t length = letters(*text);
	int found = length >= 3 && length <= 9 ? name_at(*text, names) : -1;

	if (found < 0)
		return false;
	*value = found + 1;
	*text = bytes_from(*text, length);
	return true;
}

static void
fraction(struct bytes *text, struct timestamp *time)
{
	size_t n = 1;

	if (text->len < 2 || (text->at[0] != '.' && text->at[0] != ',' && text->at[0] != ':') ||
	    !ascii_is_digit(text->at[1]))
		return;
	while (n < text->len && ascii_is_digit(text->at[n]))
		n++;
	/* Tornado-like `12:00:01:name` has none, but `:123` of some formatters is one */
	if (text->at[0] == ':' && n != 4 && n != 7)
		return;
	time->fraction = (struct bytes){ text->at + 1, n - 1 > 9 ? 9 : n - 1 };
	*text = bytes_from(*text, n);
}

/* `+0200`, `-07:00`, `+02` */
static bool
zone_number(struct bytes *text, struct timestamp *time)
{
	struct bytes rest = bytes_from(*text, 1);
	int hours, minutes = 0;

	if (text->len == 0 || (text->at[0] != '+' && text->at[0] != '-') ||
	    !fixed(&rest, 2, &hours))
		return false;
	if (rest.len > 2 && rest.at[0] == ':' && ascii_is_digit(rest.at[1]))
		rest = bytes_from(rest, 1);
	if (rest.len > 0 && ascii_is_digit(rest.at[0]) && !fixed(&rest, 2, &minutes))
		return false;
	if (rest.len > 0 && (ascii_is_digit(rest.at[0]) || ascii_is_letter(rest.at[0])))
		return false;
	time->has_zone = true;
	time->zone = (text->at[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
	*text = rest;
	return true;
}

static bool
zone_word(struct bytes *text, struct timestamp *time)
{
	static const struct bytes utc[] = { BYTES_ROW("Z"), BYTES_ROW("UTC"), BYTES_ROW("GMT") };
	struct bytes word = bytes_first(*text, letters(*text));

	if (words_find(LIST(utc), word) == WORDS_NONE)
		return false;
	time->has_zone = true;
	time->zone = 0;
	*text = bytes_from(*text, word.len);
	return true;
}

/* Other names of zones are passed over: three places of the world share EST. */
static void
zone(struct bytes *text, struct timestamp *time)
{
	struct bytes rest = bytes_from(*text, text->len > 0 && text->at[0] == ' ');

	if (zone_number(&rest, time) || zone_word(&rest, time))
		*text = rest;
}

static void
half_day(struct bytes *text, struct timestamp *time)
{
	struct bytes rest = bytes_from(*text, bytes_indent(*text));

	if (rest.len < 2 || (rest.at[1] | 32) != 'm' || letters(rest) != 2 ||
	    ((rest.at[0] | 32) != 'a' && (rest.at[0] | 32) != 'p'))
		return;
	if ((rest.at[0] | 32) == 'p' && time->hour < 12)
		time->hour += 12;
	else if ((rest.at[0] | 32) == 'a' && time->hour == 12)
		time->hour = 0;
	*text = bytes_from(rest, 2);
}

static bool
epoch(struct bytes *text, struct timestamp *time, size_t digits)
{
	enum { SECONDS = 10 };
	size_t n = ascii_run(*text, ascii_is_digit);

	if (n != digits || (text->at[0] != '1' && text->at[0] != '2') ||
	    !bytes_number(bytes_first(*text, SECONDS), &time->epoch))
		return false;
	if (digits > SECONDS)
		time->fraction = (struct bytes){ text->at + SECONDS, digits - SECONDS };
	*text = bytes_from(*text, n);
	if (digits == SECONDS)
		fraction(text, time);
	return true;
}

static bool
two_digit_year(struct bytes *text, struct timestamp *time)
{
	if (!fixed(text, 2, &time->year) || (text->len > 0 && ascii_is_digit(text->at[0])))
		return false;
	time->year += time->year < 70 ? 2000 : 1900;
	return true;
}

/* Three numbers without anything between them. */
static bool
run_together(struct bytes *text, size_t first, int *a, int *b, int *c)
{
	return fixed(text, first, a) && fixed(text, 2, b) && fixed(text, 2, c) &&
	    (text->len == 0 || !ascii_is_digit(text->at[0]));
}

static bool
one_letter(char kind, struct bytes *text, struct timestamp *time)
{
	int ignored;

	switch (kind) {
	case 'Y':
		return number(text, 4, 4, &time->year);
	case 'y':
		return two_digit_year(text, time);
	case 'm':
		return number(text, 1, 2, &time->month);
	case 'd':
		return number(text, 1, 2, &time->day);
	case 'H':
		return number(text, 1, 2, &time->hour);
	case 'M':
		return number(text, 2, 2, &time->minute);
	case 'S':
		return number(text, 2, 2, &time->second);
	case 'b':
		return calendar_name(text, months, &time->month);
	case 'a':
		return calendar_name(text, weekdays, &ignored);
	case 'C':
		return run_together(text, 4, &time->year, &time->month, &time->day);
	case 'K':
		return run_together(text, 2, &time->hour, &time->minute, &time->second) &&
		    (zone(text, time), true);
	case 'D':
		return run_together(text, 2, &time->year, &time->month, &time->day) &&
		    (time->year += 2000) > 0;
	case 'z':
		return zone_number(text, time) ||
		    (letters(*text) > 0 &&
			(zone_word(text, time) || (*text = bytes_from(*text, letters(*text))).len));
	case 'E':
		return epoch(text, time, 10);
	case 'X':
		return epoch(text, time, 13);
	case 'U':
		return epoch(text, time, 16);
	case 'N':
		return epoch(text, time, 19);
	case 'F':
		fraction(text, time);
		return true;
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
separator(char kind, struct bytes *text)
{
	size_t blanks = bytes_indent(*text);

	if (kind == ' ' || kind == 'T') {
		if (blanks > 0) {
			*text = bytes_from(*text, blanks);
			return true;
		}
		kind = 'T';
	}
	if (text->len == 0 || text->at[0] != kind)
		return false;
	*text = bytes_from(*text, 1);
	return true;
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

static bool
fits(const char *format, struct bytes text, struct timestamp *time)
{
	struct bytes rest = text;

	*time = (struct timestamp){ .year = -1,
		.month = -1,
		.day = -1,
		.hour = -1,
		.minute = -1,
		.second = -1,
		.epoch = -1 };
	for (; *format != '\0'; format++) {
		bool plain = *format == ' ' || *format == 'T' || !ascii_is_letter(*format);

		if (plain ? !separator(*format, &rest) : !one_letter(*format, &rest, time))
			return false;
	}
	/* a number or word that goes on is something else */
	if (rest.len > 0 && (ascii_is_digit(rest.at[0]) || ascii_is_letter(rest.at[0])))
		return false;
	time->length = text.len - rest.len;
	time->possible = is_possible(time);
	return true;
}

/* All formats begin with two digits, a digit and a separator, or a name. */
static bool
may_begin(struct bytes text)
{
	if (text.len < 7)
		return false;
	if (ascii_is_digit(text.at[0]))
		return ascii_is_digit(text.at[1]) || memchr("/: .-", text.at[1], 5) != NULL;
	return name_at(text, months) >= 0 || name_at(text, weekdays) >= 0;
}

bool
timestamp_read(struct bytes text, struct timestamp *time)
{
	struct timestamp tried;
	bool found = false;

	if (!may_begin(text))
		return false;
	for (size_t i = 0; i < COUNT_OF(formats); i++) {
		if (!fits(formats[i], text, &tried) || (found && !tried.possible))
			continue;
		*time = tried;
		found = true;
		if (tried.possible)
			return true;
	}
	return found;
}
