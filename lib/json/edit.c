#include "json/edit.h"

/* The index of the edit for a member; `count` if there is none. */
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

/* The marks of all names that change: a member whose mark is not among them need not be compared. */
static uint64_t
marks_of(const struct edit *edits, size_t count)
{
	uint64_t marks = 0;

	for (size_t i = 0; i < count; i++)
		marks |= json_mark(bytes_of(edits[i].name));
	return marks;
}

/* Members that stay are copied in runs: from `from` to `kept`, the end of the last one that stays. */
void
edit_write(struct buffer *out, const struct value *object, const struct edit *edits, size_t count)
{
	struct bytes whole = json_written(object);
	const char *from = whole.at + 1, *kept = from, *last = from;
	uint64_t marks = marks_of(edits, count);
	bool found[EDIT_MAX] = { false };
	bool any = false;

	buffer_byte(out, '{');
	for (const struct value *each = json_first(object); each != NULL; each = json_next(each)) {
		struct bytes member = json_written_member(each), name = json_name(each);
		size_t i = (marks & json_mark(name)) == 0 ? count : find(edits, count, name);

		last = member.at + member.len;
		if (i < count && (edits[i].last || edits[i].value.len == 0)) {
			append_between(out, from, kept);
			from = kept = last;
			found[i] = !edits[i].last;
			continue;
		}
		/* the first one that stays has no comma before it */
		from = any ? from : member.at;
		kept = last;
		any = true;
		if (i == count)
			continue;
		append_between(out, from, json_written(each).at);
		buffer_append(out, edits[i].value);
		from = last;
		found[i] = true;
	}
	append_between(out, from, kept);
	for (size_t i = 0; i < count; i++) {
		if (found[i] || edits[i].value.len == 0)
			continue;
		buffer_append(out, any ? BYTES(",\"") : BYTES("\""));
		buffer_append(out, bytes_of(edits[i].name));
		buffer_append(out, BYTES("\":"));
		buffer_append(out, edits[i].value);
		any = true;
	}
	append_between(out, last, whole.at + whole.len);
}
