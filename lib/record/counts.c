#include "record/counts.h"

#include "record/names.h"

/* Adds a number to the sum; a missing one is 0. False: it is not whole, or too large. */
static bool
add_number(const struct value *value, long long *sum)
{
	long long number = json_kind(value) == JSON_NULL ? 0 : json_whole(value);

	if (number < 0 || number > COUNTS_MAX - *sum)
		return false;
	*sum += number;
	return true;
}

static bool
read_parts(const struct value *group, long long *parts)
{
	const struct value *message = json_first(json_member(group, NAME_MESSAGES));

	*parts += (long long)json_count(json_member(group, NAME_MEMBERS));
	for (; message != NULL; message = json_next(message))
		if (!add_number(json_member(message, NAME_COUNT), parts))
			return false;
	return add_number(json_member(group, NAME_MEMBERS_MORE), parts) &&
	    add_number(json_member(group, NAME_MESSAGES_MORE), parts);
}

const char *
counts_read(const struct record *record, struct counts *counts)
{
	const struct value *group = record->value, *count;

	*counts = (struct counts){ .count = 1, .parts = 1 };
	if (!stream_is_group(record))
		return NULL;
	count = json_member(group, NAME_COUNT);
	*counts = (struct counts){ .count = json_kind(count) == JSON_NULL ? 1 : json_whole(count) };
	/* 0: a known issue that was not seen, or a group that is gone */
	if (counts->count < 0 ||
	    (counts->count == 0 && !json_flag(group, NAME_UNUSED) &&
		json_member(group, NAME_WAS) == NULL))
		return NAME_COUNT " is not a whole number from 1 to 9007199254740991";
	if (!read_parts(group, &counts->parts))
		return "the counts of its members or messages are not whole numbers, or add up "
		       "to more than 9007199254740991";
	return NULL;
}

bool
counts_add(struct counts *sum, const struct counts *more)
{
	if (more->count > COUNTS_MAX - sum->count || more->parts > COUNTS_MAX - sum->parts)
		return false;
	sum->count += more->count;
	sum->parts += more->parts;
	return true;
}
