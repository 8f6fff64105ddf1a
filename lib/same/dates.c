#include "same/dates.h"

#include "base/ascii.h"
#include "base/words.h"

/* Names of days and months are written in full, or as their first three letters. */
static const struct bytes weekdays[] = { BYTES_ROW("Monday"), BYTES_ROW("Tuesday"),
	BYTES_ROW("Wednesday"), BYTES_ROW("Thursday"), BYTES_ROW("Friday"), BYTES_ROW("Saturday"),
	BYTES_ROW("Sunday") };
static const struct bytes months[] = { BYTES_ROW("January"), BYTES_ROW("February"),
	BYTES_ROW("March"), BYTES_ROW("April"), BYTES_ROW("May"), BYTES_ROW("June"),
	BYTES_ROW("July"), BYTES_ROW("August"), BYTES_ROW("September"), BYTES_ROW("October"),
	BYTES_ROW("November"), BYTES_ROW("December") };
static const struct bytes zones[] = { BYTES_ROW("GMT"), BYTES_ROW("UTC"), BYTES_ROW("CET"),
	BYTES_ROW("CEST"), BYTES_ROW("EST"), BYTES_ROW("EDT"), BYTES_ROW("CST"), BYTES_ROW("CDT"),
	BYTES_ROW("MST"), BYTES_ROW("MDT"), BYTES_ROW("PST"), BYTES_ROW("PDT"), BYTES_ROW("IST"),
	BYTES_ROW("JST"), BYTES_ROW("BST"), BYTES_ROW("AM"), BYTES_ROW("PM"), BYTES_ROW("am"),
	BYTES_ROW("pm") };
static const struct bytes sizes[] = { BYTES_ROW("B"), BYTES_ROW("kB"), BYTES_ROW("KB"),
	BYTES_ROW("MB"), BYTES_ROW("GB"), BYTES_ROW("TB"), BYTES_ROW("KiB"), BYTES_ROW("MiB"),
	BYTES_ROW("GiB"), BYTES_ROW("TiB") };

enum { WORD_MAX = 9 }; /* bytes of the longest of these words, and of an offset with its sign */

/* The length of the word that the text begins with; 0: it is not of letters alone, or longer than all in the tables. */
static size_t
word_length(struct bytes text)
{
	size_t length = ascii_run(bytes_first(text, WORD_MAX + 1), ascii_is_letter);
	char next = bytes_head(bytes_from(text, length));

	return length > WORD_MAX || ascii_is_name(next) ? 0 : length;
}

static bool
is_of_calendar(const struct bytes *list, size_t count, struct bytes word)
{
	for (size_t i = 0; i < count; i++)
		if (list[i].at[0] == word.at[0] && bytes_start(list[i], word))
			return word.len == 3 || word.len == list[i].len;
	return false;
}

static bool
is_of_time(char c)
{
	return ascii_is_digit(c) || c == ':' || c == '.';
}

/* What has been read of a date. */
struct date {
	bool weekday, month, day, time, year, zone;
};

/* The length of a number of the date, which has one day, time and year at most; the last two stand behind the month. */
static size_t
number_length(struct bytes text, struct date *date)
{
	size_t length = ascii_run(bytes_first(text, 2 * WORD_MAX), is_of_time);
	bool time = bytes_has(bytes_first(text, length), ':'), *part;

	while (length > 0 && !ascii_is_digit(text.at[length - 1]))
		length--;
	part = time ? &date->time : length == 4 ? &date->year : &date->day;
	if (length == 0 || *part || (!time && length > 2 && length != 4) ||
	    (part != &date->day && !date->month) ||
	    ascii_is_name(bytes_head(bytes_from(text, length))))
		return 0;
	*part = true;
	return length;
}

/* +0000 behind a time */
static size_t
offset_length(struct bytes text, struct date *date)
{
	size_t digits = ascii_run(bytes_first(bytes_from(text, 1), WORD_MAX), ascii_is_digit);

	if (!date->time || date->zone || digits != 4)
		return 0;
	return date->zone = true, 1 + digits;
}

/* The length of the next piece of the date; 0: what follows is no part of it. */
static size_t
piece_length(struct bytes text, struct date *date)
{
	char c = bytes_head(text);
	size_t length = word_length(text);
	struct bytes word = bytes_first(text, length);

	if (ascii_is_digit(c))
		return number_length(text, date);
	if (c == '+' || c == '-')
		return offset_length(text, date);
	if (length == 0)
		return 0;
	if (!date->month && is_of_calendar(LIST(months), word))
		return date->month = true, length;
	if (!date->weekday && !date->month && !date->day && is_of_calendar(LIST(weekdays), word))
		return date->weekday = true, length;
	if (date->time && !date->zone && words_find(LIST(zones), word) != WORDS_NONE)
		return date->zone = true, length;
	return 0;
}

size_t
dates_length(struct bytes text)
{
	struct date date = { .day = false };
	size_t length = 0, place = 0, piece;

	while ((piece = piece_length(bytes_from(text, place), &date)) > 0) {
		length = place + piece;
		place = length + (bytes_head(bytes_from(text, length)) == ',');
		if (bytes_head(bytes_from(text, place)) != ' ')
			break;
		place += bytes_start(bytes_from(text, place), BYTES("  ")) ? 2 : 1;
	}
	return date.month && (date.day || date.year) ? length : 0;
}

size_t
dates_unit_length(struct bytes text, size_t number)
{
	struct bytes rest = bytes_from(text, number), word;

	if (!bytes_take(&rest, BYTES(" ")))
		return 0;
	word = bytes_first(rest, word_length(rest));
	if (word.len == 0 || word.len > 4)
		return 0;
	return words_find(LIST(sizes), word) != WORDS_NONE ||
		(bytes_has(bytes_first(text, number), ':') &&
		    words_find(LIST(zones), word) != WORDS_NONE)
	    ? 1 + word.len
	    : 0;
}
