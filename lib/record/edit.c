#include "record/edit.h"

#include "record/span.h"

static const struct edit *
find(const struct edit *edits, size_t count, struct bytes name)
{
	for (size_t i = 0; i < count; i++)
		if (bytes_equal(bytes_of(edits[i].name), name))
			return &edits[i];
	return NULL;
}

static void
append_between(struct buffer *out, const char *from, const char *to)
{
	buffer_append(out, (struct bytes){ from, (size_t)(to - from) });
}

static void
append_new(struct buffer *out, struct bytes object, const struct edit *edit, bool *any)
{
	if (edit->value.len == 0 || span_member(object, edit->name).len > 0)
		return;
	if (*any)
		buffer_byte(out, ',');
	*any = true;
	buffer_byte(out, '"');
	buffer_append(out, bytes_of(edit->name));
	buffer_append(out, BYTES("\":"));
	buffer_append(out, edit->value);
}

void
edit_write(struct buffer *out, struct bytes object, const struct edit *edits, size_t count)
{
	struct span span = { .next = NULL };
	const char *copied = object.at + 1; /* up to where the object is already in the output */
	bool any = false;

	buffer_byte(out, '{');
	while (span_next(object, &span)) {
		const struct edit *edit = find(edits, count, span.name);

		if (edit != NULL && edit->value.len == 0) {
			copied = span.next;
			continue;
		}
		if (!any) /* a comma before the first that stays, where one before it went */
			while (copied < span.value.at && *copied != '"')
				copied++;
		any = true;
		append_between(out, copied, edit == NULL ? span.next : span.value.at);
		if (edit != NULL)
			buffer_append(out, edit->value);
		copied = span.next;
	}
	for (size_t i = 0; i < count; i++)
		append_new(out, object, &edits[i], &any);
	append_between(out, copied, object.at + object.len);
}
