#include "rules/known.h"

#include "base/array.h"
#include "base/ascii.h"
#include "record/changes.h"
#include "record/names.h"
#include "same/fingerprint.h"
#include "json/edit.h"
#include "json/write.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { DIGITS = 16 }; /* of a fingerprint, behind its version */

static bool
fail(struct known_fault *fault, const char *reason)
{
	snprintf(fault->text, sizeof(fault->text), "%s", reason);
	return false;
}

/* 2:0e108d02b5bf0ff7 */
static bool
is_fingerprint(struct bytes text)
{
	size_t version = ascii_run(text, ascii_is_digit);
	struct bytes digits = bytes_from(text, version + 1);

	return version > 0 && version < text.len && text.at[version] == ':' &&
	    digits.len == DIGITS && ascii_run(digits, ascii_is_hex) == DIGITS;
}

bool
known_is_other(struct bytes fingerprint)
{
	return !bytes_start(fingerprint, BYTES(FINGERPRINT_VERSION));
}

struct known_entry *
known_find(const struct known *known, struct bytes fingerprint)
{
	size_t number = keyset_find(&known->fingerprints, fingerprint);

	return number == INDEX_NONE ? NULL : &known->entries[number];
}

static bool
is_release(const struct value *value)
{
	return json_kind(value) == JSON_NUMBER || json_string(value).len > 0;
}

/* A member; NULL also if it is null. */
static const struct value *
member(const struct record *record, const char *name)
{
	const struct value *value = json_member(record->value, name);

	return json_kind(value) == JSON_NULL ? NULL : value;
}

/* What is wrong with what people added; NULL: nothing. */
static const char *
check_issue(const struct value *issue, const struct value *beside)
{
	const struct value *id = json_member(issue, NAME_ID);
	const struct value *fixed = json_member(issue, NAME_FIXED);

	if (json_kind(issue) == JSON_TEXT ? json_string(issue).len == 0
					  : issue != NULL && json_kind(issue) != JSON_OBJECT)
		return NAME_ISSUE " has to be an object, or the text that is its " NAME_ID;
	if (id != NULL && json_string(id).len == 0)
		return NAME_ISSUE "." NAME_ID " has to be a text, and not empty";
	if ((fixed != NULL && !is_release(fixed)) || (beside != NULL && !is_release(beside)))
		return NAME_FIXED " has to be a release, as a text";
	if (fixed != NULL && beside != NULL &&
	    !bytes_equal(json_written(fixed), json_written(beside)))
		return NAME_FIXED " stands in " NAME_ISSUE " and beside it, and differs";
	return NULL;
}

/* Writes the issue as an object, into which a `fixed` that stands beside it is taken. */
static void
write_issue(struct buffer *out, const struct value *issue, const struct value *beside)
{
	struct edit fixed = { .name = NAME_FIXED, .value = json_written(beside) };

	buffer_reset(out);
	if (json_kind(issue) == JSON_OBJECT && beside != NULL) {
		edit_write(out, issue, &fixed, 1);
		return;
	}
	if (json_kind(issue) == JSON_OBJECT) {
		buffer_append(out, json_first(issue) == NULL ? BYTES_NONE : json_written(issue));
		return;
	}
	WRITE_TEXT(out, NAME_ID, json_string(issue));
	if (beside != NULL) {
		WRITE_NAME(out, NAME_FIXED);
		buffer_append(out, fixed.value);
	}
	if (out->len > 0)
		write_close(out, 0);
}

/* Whether two values of issues are the same: texts as they read, all else as it is written. */
static bool
is_same_value(const struct value *one, const struct value *other)
{
	if (json_kind(one) == JSON_TEXT && json_kind(other) == JSON_TEXT)
		return bytes_equal(json_string(one), json_string(other));
	return bytes_equal(json_written(one), json_written(other));
}

/* Whether two issues say the same, their members in any order. */
static bool
is_same_issue(struct bytes one, struct bytes other, struct arena *memory)
{
	const char *reason;
	size_t place;
	const struct value *a = json_read(one, memory, &reason, &place);
	const struct value *b = json_read(other, memory, &reason, &place);

	if (json_count(a) != json_count(b))
		return false;
	for (const struct value *each = json_first(a); each != NULL; each = json_next(each)) {
		const struct value *same = json_named(b, json_name(each));

		if (same == NULL || !is_same_value(each, same))
			return false;
	}
	return true;
}

/*
 * The line of the group for --unused: its count is 0, and all that it said of its records when it was made, and of being
 * new, is left out.
 */
static struct bytes
write_unused(struct known *known, const struct record *record, struct bytes issue)
{
	static const char *const gone[] = { NAME_REGRESSED, NAME_RELEASE, NAME_FIXED,
		NAME_MEMBERS_MORE, NAME_MESSAGES, NAME_MESSAGES_MORE, NAME_WAS, NAME_LOOKS,
		NAME_STUCK, NAME_RANKS, NAME_STATES, NAME_TYPES, NAME_PER, NAME_CPU_PERCENT };
	struct buffer values = { .at = NULL };
	struct changes changes = { .values = &values };
	bool threads = bytes_equal(stream_kind(record), BYTES(TYPE_THREAD));
	struct bytes line;

	changes_json(&changes, NAME_COUNT, BYTES("0"));
	changes_json(&changes, NAME_UNUSED, BYTES("true"));
	changes_json(&changes, NAME_KNOWN, BYTES("true"));
	changes_json(&changes, NAME_ISSUE, issue);
	changes_json(&changes, NAME_MEMBERS, threads ? BYTES("[]") : BYTES_NONE);
	for (size_t i = 0; i < COUNT_OF(gone); i++)
		changes_json(&changes, gone[i], BYTES_NONE);
	buffer_reset(&known->scratch);
	changes_write(&changes, record->value, &known->scratch);
	line = known->scratch.full ? BYTES_NONE
				   : arena_copy(known->memory, buffer_bytes(&known->scratch));
	buffer_free(&values);
	return line;
}

/* False: no memory. */
static bool
fill(struct known *known, struct known_entry *entry, const struct record *record)
{
	entry->file = record->file;
	entry->line = record->number;
	entry->issue = arena_copy(known->memory, buffer_bytes(&known->scratch));
	if (known->keep)
		entry->group = write_unused(known, record, entry->issue);
	return !known->scratch.full && !arena_full(known->memory);
}

/* A second group of a fingerprint may add an issue only if the first has none, or the same one. */
static bool
merge(struct known *known, struct known_entry *entry, const struct record *record,
    struct known_fault *fault)
{
	struct bytes issue = buffer_bytes(&known->scratch);

	if (issue.len == 0)
		return true;
	if (entry->issue.len == 0)
		return fill(known, entry, record) || fail(fault, "out of memory");
	if (is_same_issue(entry->issue, issue, record->memory))
		return true;
	snprintf(fault->text, sizeof(fault->text),
	    "its " NAME_ISSUE " is another than in line %lld of %s, which has the same fingerprint",
	    entry->line, entry->file);
	return false;
}

static bool
add(struct known *known, const struct record *record, struct bytes fingerprint)
{
	struct known_entry entry = { .other = known_is_other(fingerprint) };
	size_t number = INDEX_NONE;

	if (fill(known, &entry, record) &&
	    ARRAY_ROOM(known->entries, known->fingerprints.count, known->size))
		number = keyset_add(&known->fingerprints, fingerprint, known->memory);
	if (number == INDEX_NONE)
		return false;
	known->entries[number] = entry;
	known->others += entry.other;
	return true;
}

bool
known_add(struct known *known, const struct record *record, struct known_fault *fault)
{
	const struct value *issue = member(record, NAME_ISSUE);
	const struct value *beside = member(record, NAME_FIXED);
	struct bytes fingerprint = json_text(record->value, NAME_FINGERPRINT);
	const char *wrong;
	struct known_entry *entry;

	if (!stream_is_group(record))
		return fail(fault, "not a group: known issues are groups, as st-group makes them");
	if (fingerprint.len == 0) {
		known->nameless++;
		return true;
	}
	if (!is_fingerprint(fingerprint))
		return fail(
		    fault, NAME_FINGERPRINT " is not like " FINGERPRINT_VERSION "0e108d02b5bf0ff7");
	wrong = check_issue(issue, beside);
	if (wrong != NULL)
		return fail(fault, wrong);
	if (known->memory == NULL)
		known->memory = arena_new(SIZE_MAX);
	if (known->memory == NULL)
		return fail(fault, "out of memory");
	write_issue(&known->scratch, issue, beside);
	entry = known_find(known, fingerprint);
	if (entry != NULL)
		return merge(known, entry, record, fault);
	return add(known, record, fingerprint) || fail(fault, "out of memory");
}

void
known_free(struct known *known)
{
	free(known->entries);
	keyset_free(&known->fingerprints);
	arena_free(known->memory);
	buffer_free(&known->scratch);
	*known = (struct known){ .size = 0 };
}

static bool
is_unused(const struct known_entry *entry)
{
	return !entry->seen && !entry->other;
}

size_t
known_count_unused(const struct known *known)
{
	size_t count = 0;

	for (size_t i = 0; i < known->fingerprints.count; i++)
		count += is_unused(&known->entries[i]);
	return count;
}

const struct known_entry *
known_next_unused(const struct known *known, size_t *at)
{
	while (*at < known->fingerprints.count) {
		const struct known_entry *entry = &known->entries[(*at)++];

		if (is_unused(entry))
			return entry;
	}
	return NULL;
}
