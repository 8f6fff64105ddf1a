#include "json/edit.h"

/* The number of the edit for a member; count where there is none. */
static size_t
find(const struct edit *edits, size_t count, struct bytes name)
{
	size_t i = 0;

	while (i < count && !bytes_equal(name, bytes_of(edits[i].name)))
		i++;
	return i;
}

static void
append_between(struct buffer *out, const char *from, const char *to)
{
	buffer_append(out, (struct bytes){ from, (size_t)(to - from) });
}

void
edit_write(struct buffer *out, const struct value *object, const struct edit *edits, size_t count)
{
	struct bytes whole = json_written(object);
	const char *copied = whole.at + 1; /* up to where the object is already in the output */
	bool found[EDIT_MAX] = { false };
	bool any = false;

	buffer_byte(out, '{');
	for (const struct value *each = json_first(object); each != NULL; each = json_next(each)) {
		size_t i = find(edits, count, json_name(each));
		struct bytes member = json_written_member(each), value = json_written(each);
		const char *end = member.at + member.len;

		if (i < count)
			found[i] = !edits[i].last;
		if (i == count || (found[i] && edits[i].value.len > 0)) {
			/* the first that stays has no comma before it */
			append_between(out, any ? copied : member.at, i < count ? value.at : end);
			buffer_append(out, i < count ? edits[i].value : BYTES_NONE);
			any = true;
		}
		copied = end;
	}
	for (size_t i = 0; i < count; i++) {
		if (found[i] || edits[i].value.len == 0)
			continue;
		buffer_append(out, any ? BYTES(",\"") : BYTES("\""));
		buffer_append(out, bytes_of(edits[i].name));
		buffer_append(out, BYTES("\":"));
		buffer_append(out, edits[i].value);
		any = true;
	}
	append_between(out, copied, whole.at + whole.len);
}
