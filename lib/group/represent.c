#include "group/represent.h"

#include "base/hash.h"
#include "record/names.h"
#include "same/fingerprint.h"

static bool
is_by_stack(const struct grouping *grouping, const struct group *group)
{
	return group->traceback ? grouping->options.tracebacks.stack
				: grouping->options.threads.stack;
}

/* Computes the fingerprint of the record that stands for the group, unless it has one or was trimmed. False: no memory. */
static bool
note_fingerprint(struct grouping *grouping, struct group *group, const struct record *record)
{
	struct fingerprint fingerprint;

	group->fingerprint = group->signature = BYTES_NONE;
	if (!is_by_stack(grouping, group) || json_text(record->value, NAME_FINGERPRINT).len > 0 ||
	    json_member(record->value, NAME_TRIMMED) != NULL)
		return true;
	if (!fingerprint_of(record->value, record->memory, &grouping->scratch, &fingerprint))
		return false;
	group->fingerprint = arena_copy(grouping->memory, bytes_of(fingerprint.hash));
	group->signature = arena_copy(grouping->memory, bytes_of(fingerprint.signature));
	return true;
}

static enum standing
standing_of(const struct record *record)
{
	if (json_flag(record->value, NAME_CRASHED))
		return STANDS_CRASHED;
	return json_member(record->value, NAME_DEADLOCK) != NULL ? STANDS_DEADLOCKED
								 : STANDS_AS_FIRST;
}

/* Notes whether the record is of another trouble than the first one. */
static void
compare_trouble(struct group *group, const struct record *record)
{
	uint64_t trouble = hash_bytes(json_text(record->value, NAME_FINGERPRINT));

	if (group->record.len == 0)
		group->trouble = trouble;
	group->unlike = group->unlike || group->trouble != trouble;
}

bool
represent_add(struct grouping *grouping, struct group *group, const struct record *record)
{
	enum standing standing = standing_of(record);

	if (!is_by_stack(grouping, group))
		compare_trouble(group, record);
	if (group->record.len > 0 && group->standing >= standing)
		return true;
	group->standing = standing;
	if (!note_fingerprint(grouping, group, record))
		return false;
	group->record = arena_copy(grouping->memory, record->line);
	return group->record.len > 0;
}

void
represent_change(const struct group *group, struct changes *changes)
{
	if (group->unlike) {
		changes_json(changes, NAME_FINGERPRINT, BYTES_NONE);
		changes_json(changes, NAME_SIGNATURE, BYTES_NONE);
	} else if (group->fingerprint.len > 0) {
		changes_text(changes, NAME_FINGERPRINT, group->fingerprint);
		changes_text(changes, NAME_SIGNATURE, group->signature);
	}
}
