#include "rules/rewrite.h"

#include "record/names.h"
#include "same/fingerprint.h"
#include "json/edit.h"
#include "json/write.h"

/* The changes to one record. */
struct changes {
	struct rewrite *rewrite;
	const struct record *record;
	struct edit edits[REWRITE_ADDITIONS];
	size_t count;
};

void
rewrite_free(struct rewrite *rewrite)
{
	buffer_free(&rewrite->out);
	buffer_free(&rewrite->frames);
	buffer_free(&rewrite->text);
	for (size_t i = 0; i < REWRITE_ADDITIONS; i++)
		buffer_free(&rewrite->values[i]);
}

static void
change(struct changes *changes, const char *name, struct bytes json)
{
	changes->edits[changes->count++] = (struct edit){ name, json };
}

static void
change_text(struct changes *changes, const char *name, struct bytes text)
{
	struct buffer *value = &changes->rewrite->values[changes->count];

	write_text(value, text);
	change(changes, name, buffer_bytes(value));
}

/* What the record has stays, unless it is to be labelled anew. */
static bool
may_change(const struct changes *changes, const char *name)
{
	return changes->rewrite->relabel || json_member(changes->record->value, name) == NULL;
}

/* A pack is named where a label of it was taken. */
static void
change_labels(struct changes *changes, const struct annotation *found)
{
	static const char *const names[] = {
		[SAY_ROLE] = NAME_ROLE, [SAY_STATE] = NAME_STATE, [SAY_ISSUE] = NAME_ISSUE
	};
	bool taken = false;

	for (size_t i = 0; i < SAYS; i++) {
		if (found->says[i].len == 0 || !may_change(changes, names[i]))
			continue;
		change(changes, names[i], found->says[i]);
		taken = true;
	}
	if (taken && may_change(changes, NAME_PACK))
		change_text(changes, NAME_PACK, found->pack);
}

/* The fingerprint is that of the frames before any trim. False: no memory. */
static bool
change_fingerprint(struct changes *changes)
{
	const struct record *record = changes->record;
	char fingerprint[FINGERPRINT_SIZE];
	struct buffer *text = &changes->rewrite->text;

	if (json_member(record->value, NAME_FINGERPRINT) != NULL ||
	    json_member(record->value, NAME_TRIMMED) != NULL)
		return true;
	if (!fingerprint_of(record->value, record->memory, text, fingerprint))
		return false;
	if (fingerprint[0] == '\0')
		return true;
	change_text(changes, NAME_FINGERPRINT, bytes_of(fingerprint));
	if (changes->rewrite->fingerprint_text)
		change_text(changes, NAME_FINGERPRINT_TEXT,
		    fingerprint_text(record->value, record->memory, text));
	return true;
}

static void
change_frames(struct changes *changes, const struct stack *stack)
{
	struct buffer *trimmed = &changes->rewrite->values[changes->count];
	struct buffer *frames = &changes->rewrite->frames;

	buffer_number(trimmed, (long long)stack->trimmed);
	change(changes, NAME_TRIMMED, buffer_bytes(trimmed));
	if (stack->trimmed == 0)
		return;
	buffer_byte(frames, '[');
	for (size_t i = 0; i < stack->count; i++) {
		if (i > 0)
			buffer_byte(frames, ',');
		buffer_append(frames, json_written(stack->frames[i].value));
	}
	buffer_byte(frames, ']');
	change(changes, NAME_FRAMES, buffer_bytes(frames));
}

static void
reset(struct rewrite *rewrite)
{
	buffer_reset(&rewrite->out);
	buffer_reset(&rewrite->frames);
	buffer_reset(&rewrite->text);
	for (size_t i = 0; i < REWRITE_ADDITIONS; i++)
		buffer_reset(&rewrite->values[i]);
}

static bool
failed(const struct rewrite *rewrite, const struct record *record)
{
	bool full = rewrite->out.full || rewrite->frames.full || rewrite->text.full;

	for (size_t i = 0; i < REWRITE_ADDITIONS; i++)
		full = full || rewrite->values[i].full;
	return full || arena_full(record->memory);
}

bool
rewrite_record(struct rewrite *rewrite, struct rulefile *rules, const struct record *record,
    struct bytes *line)
{
	struct changes changes = { .rewrite = rewrite, .record = record };
	struct annotation found = { .trims = false };
	struct stack stack;

	reset(rewrite);
	if (!stack_read(&stack, record) || !change_fingerprint(&changes))
		return false;
	annotate_choose(rules, &stack);
	if (json_member(record->value, NAME_TRIMMED) == NULL)
		annotate_trim(rules, &stack, &found);
	annotate_label(rules, &stack, &found);
	if (found.trims)
		change_frames(&changes, &stack);
	change_labels(&changes, &found);
	*line = record->line;
	if (changes.count > 0) {
		edit_write(&rewrite->out, record->value, changes.edits, changes.count);
		*line = buffer_bytes(&rewrite->out);
	}
	return !failed(rewrite, record);
}
