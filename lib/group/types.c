#include "group/types.h"

#include "record/names.h"
#include "same/fingerprint.h"

/* Where there are many, those that are not listed are left out. */
static bool
add(struct tally *types, struct keyset *texts, struct bytes type, long long count,
    struct arena *memory)
{
	type = fingerprint_type(type);
	if (type.len == 0 || count <= 0)
		return true;
	if (types->count >= TYPES_MAX && !tally_has(types, texts, type))
		return true;
	return tally_add(types, texts, type, count, memory);
}

bool
types_add(
    struct tally *types, struct keyset *texts, const struct record *record, struct arena *memory)
{
	const struct value *list = json_member(record->value, NAME_TYPES), *each;
	const struct value *exception = json_member(record->value, NAME_EXCEPTION);
	bool group = stream_is_group(record);

	if (!group || json_kind(list) != JSON_ARRAY)
		return add(types, texts, json_text(exception, NAME_TYPE),
		    group ? json_number(record->value, NAME_COUNT) : 1, memory);
	for (each = json_first(list); each != NULL; each = json_next(each))
		if (!add(types, texts, json_text(each, NAME_TYPE), json_number(each, NAME_COUNT),
			memory))
			return false;
	return true;
}

void
types_write(
    const struct tally *types, const struct keyset *texts, long long count, struct buffer *out)
{
	if (types->count > 1 || (types->count == 1 && tally_sum(types) != count))
		tally_write_largest(types, texts, NAME_TYPE, out);
}
