#include "record/edit.h"

#include "record/span.h"

/* The number of the edit for a member; count where there is none. */
static size_t
find(const struct edit *edits, size_t count, const struct span *span)
{
	size_t i = 0;

	while (i < count && !span_is_named(span, bytes_of(edits[i].name)))
		i++;
	return i;
}

static void
append_between(struct buffer *out, const char *from, const char *to)
{
	buffer_append(out, (struct bytes){ from, (size_t)(to - from) });
}

static void
append_new(struct buffer *out, const struct edit *edit, bool *any)
{
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
	bool found[EDIT_MAX] = { false };
	bool any = false;

	buffer_byte(out, '{');
	while (span_next(object, &span)) {
		size_t i = find(edits, count, &span);

		if (i < count)
			found[i] = true;
		if (i < count && edits[i].value.len == 0) {
			copied = span.next;
			continue;
		}
		if (!any) /* the first that stays has no comma before it */
			copied = span.name.at - 1;
		any = true;
		append_between(out, copied, i < count ? span.value.at : span.next);
		if (i < count)
			buffer_append(out, edits[i].value);
		copied = span.next;
	}
	for (size_t i = 0; i < count; i++)
		if (!found[i] && edits[i].value.len > 0)
			append_new(out, &edits[i], &any);
	append_between(out, copied, object.at + object.len);
}
