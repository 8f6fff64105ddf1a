#include "collect/python/pylines.h"

enum {
	NO_LINE = -128, /* in ranges of 3.10 */
	UNIT = 2,       /* bytes of an instruction */

	/* the first byte of a location: its form, and for how many instructions it is */
	LOCATION_FIRST = 0x80,
	LOCATION_FORM = 3,
	LOCATION_FORMS = 15,
	LOCATION_LENGTH = 7,
	FORM_ONE_LINE = 10, /* the same line; the next two forms: one or two lines further down */
	FORM_NO_COLUMNS = 13,
	FORM_LONG = 14,
	FORM_NONE = 15,

	/* a number: six bits a byte, the lowest ones first */
	NUMBER_BITS = 6,
	NUMBER_MORE = 0x40,
	NUMBER_BYTES = 6,
};

static long long
byte_at(struct bytes table, size_t i)
{
	return (unsigned char)table.at[i];
}

static long long
signed_at(struct bytes table, size_t i)
{
	return (signed char)table.at[i];
}

/* The table has no end of its own: the last line goes on. */
static long long
find_step(struct bytes table, long long line, long long place)
{
	long long at = 0;

	for (size_t i = 0; i + 1 < table.len; i += 2) {
		at += byte_at(table, i);
		if (at > place)
			break;
		line += signed_at(table, i + 1);
	}
	return line;
}

static long long
find_range(struct bytes table, long long line, long long place)
{
	long long end = 0;

	for (size_t i = 0; i + 1 < table.len; i += 2) {
		long long change = signed_at(table, i + 1);

		end += byte_at(table, i);
		line += change == NO_LINE ? 0 : change;
		if (end > place)
			return change == NO_LINE ? 0 : line;
	}
	return -1;
}

/* The lowest bit is the sign. */
static long long
signed_number(struct bytes text)
{
	unsigned long long number = 0;

	for (size_t i = 0; i < text.len && i < NUMBER_BYTES; i++) {
		number |= (unsigned long long)(text.at[i] & (NUMBER_MORE - 1)) << i * NUMBER_BITS;
		if ((text.at[i] & NUMBER_MORE) == 0)
			break;
	}
	return (number & 1) != 0 ? -(long long)(number >> 1) : (long long)(number >> 1);
}

static long long
lines_further(int form, struct bytes rest)
{
	if (form == FORM_LONG || form == FORM_NO_COLUMNS)
		return signed_number(rest);
	return form >= FORM_ONE_LINE && form < FORM_NO_COLUMNS ? form - FORM_ONE_LINE : 0;
}

static long long
find_location(struct bytes table, long long line, long long place)
{
	long long end = 0;

	while (table.len > 0 && (byte_at(table, 0) & LOCATION_FIRST) != 0) {
		long long first = byte_at(table, 0);
		int form = (int)(first >> LOCATION_FORM & LOCATION_FORMS);

		table = bytes_from(table, 1);
		line += lines_further(form, table);
		end += ((first & LOCATION_LENGTH) + 1) * UNIT;
		if (end > place)
			return form == FORM_NONE ? 0 : line;
		while (table.len > 0 && (byte_at(table, 0) & LOCATION_FIRST) == 0)
			table = bytes_from(table, 1);
	}
	return -1;
}

long long
pylines_find(enum pylayout_lines lines, struct bytes table, long long first, long long place)
{
	static long long (*const finders[])(struct bytes, long long, long long) = {
		[PYLAYOUT_STEPS] = find_step,
		[PYLAYOUT_RANGES] = find_range,
		[PYLAYOUT_LOCATIONS] = find_location,
	};
	long long line = place < 0 ? first : finders[lines](table, first, place);

	return line < -1 ? -1 : line;
}
