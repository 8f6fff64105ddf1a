#include "record/changes.h"

#include "json/write.h"

struct buffer *
changes_begin(struct changes *changes, const char *name)
{
	changes->starts[changes->count] = changes->values->len;
	changes->edits[changes->count++] = (struct edit){ .name = name };
	return changes->values;
}

void
changes_json(struct changes *changes, const char *name, struct bytes json)
{
	buffer_append(changes_begin(changes, name), json);
}

void
changes_text(struct changes *changes, const char *name, struct bytes text)
{
	struct buffer *value = changes_begin(changes, name);

	if (text.len > 0)
		write_text(value, text);
}

void
changes_number(struct changes *changes, const char *name, long long number)
{
	struct buffer *value = changes_begin(changes, name);

	if (number > 0)
		buffer_number(value, number);
}

void
changes_to_end(struct changes *changes, size_t first)
{
	for (size_t i = first; i < changes->count; i++)
		changes->edits[i].last = true;
}

void
changes_write(struct changes *changes, const struct value *object, struct buffer *out)
{
	struct bytes rest = buffer_bytes(changes->values);

	/* the buffer does not grow any more, so the values stay where they are */
	for (size_t i = changes->count; i > 0; i--) {
		changes->edits[i - 1].value = bytes_from(rest, changes->starts[i - 1]);
		rest = bytes_first(rest, changes->starts[i - 1]);
	}
	edit_write(out, object, changes->edits, changes->count);
	out->full = out->full || changes->values->full;
}
