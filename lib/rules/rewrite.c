#include "rules/rewrite.h"

#include "record/changes.h"
#include "record/names.h"
#include "same/fingerprint.h"

void
rewrite_free(struct rewrite *rewrite)
{
	buffer_free(&rewrite->out);
	buffer_free(&rewrite->values);
	buffer_free(&rewrite->text);
}

/* What the record has stays, unless it is to be labelled anew. */
static bool
may_change(const struct rewrite *rewrite, const struct record *record, const char *name)
{
	return rewrite->relabel || json_member(record->value, name) == NULL;
}

/* A pack is named where a label of it was taken. */
static void
change_labels(struct changes *changes, const struct rewrite *rewrite, const struct record *record,
    const struct annotation *found)
{
	static const char *const names[] = {
		[SAY_ROLE] = NAME_ROLE, [SAY_STATE] = NAME_STATE, [SAY_ISSUE] = NAME_ISSUE
	};
	bool taken = false;

	for (size_t i = 0; i < SAYS; i++) {
		if (found->says[i].len == 0 || !may_change(rewrite, record, names[i]))
			continue;
		changes_json(changes, names[i], found->says[i]);
		taken = true;
	}
	if (taken && may_change(rewrite, record, NAME_PACK))
		changes_text(changes, NAME_PACK, found->pack);
}

/* The fingerprint is that of the frames before any trim. False: no memory. */
static bool
change_fingerprint(struct changes *changes, struct rewrite *rewrite, const struct record *record)
{
	char fingerprint[FINGERPRINT_SIZE];

	if (json_member(record->value, NAME_FINGERPRINT) != NULL ||
	    json_member(record->value, NAME_TRIMMED) != NULL)
		return true;
	if (!fingerprint_of(record->value, record->memory, &rewrite->text, fingerprint))
		return false;
	if (fingerprint[0] == '\0')
		return true;
	changes_text(changes, NAME_FINGERPRINT, bytes_of(fingerprint));
	if (rewrite->fingerprint_text)
		changes_text(changes, NAME_FINGERPRINT_TEXT,
		    fingerprint_text(record->value, record->memory, &rewrite->text));
	return true;
}

static void
change_frames(struct changes *changes, const struct stack *stack)
{
	struct buffer *value = changes_begin(changes, NAME_TRIMMED);

	buffer_number(value, (long long)stack->trimmed);
	if (stack->trimmed == 0)
		return;
	changes_begin(changes, NAME_FRAMES);
	buffer_byte(value, '[');
	for (size_t i = 0; i < stack->count; i++) {
		if (i > 0)
			buffer_byte(value, ',');
		buffer_append(value, json_written(stack->frames[i].value));
	}
	buffer_byte(value, ']');
}

bool
rewrite_record(struct rewrite *rewrite, struct rulefile *rules, const struct record *record,
    struct bytes *line)
{
	struct changes changes = { .values = &rewrite->values };
	struct annotation found = { .trims = false };
	struct stack stack;

	buffer_reset(&rewrite->out);
	buffer_reset(&rewrite->values);
	if (!stack_read(&stack, record) || !change_fingerprint(&changes, rewrite, record))
		return false;
	annotate_choose(rules, &stack);
	if (json_member(record->value, NAME_TRIMMED) == NULL)
		annotate_trim(rules, &stack, &found);
	annotate_label(rules, &stack, &found);
	if (found.trims)
		change_frames(&changes, &stack);
	change_labels(&changes, rewrite, record, &found);
	*line = record->line;
	if (changes.count > 0) {
		changes_write(&changes, record->value, &rewrite->out);
		*line = buffer_bytes(&rewrite->out);
	}
	return !rewrite->out.full && !rewrite->text.full && !arena_full(record->memory);
}
