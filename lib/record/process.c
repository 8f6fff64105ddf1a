#include "record/process.h"

#include "record/names.h"
#include "record/span.h"

#include <stdlib.h>

static void
append_part(struct buffer *out, struct bytes text)
{
	buffer_append(out, text);
	buffer_byte(out, '\0'); /* no name or value holds one: JSON writes it escaped */
}

static int
by_name(const void *a, const void *b)
{
	const struct span *one = a, *other = b;

	return bytes_compare(one->name, other->name);
}

/* The members in the order of their names: a tool between two stages may have sorted them. */
static void
append_object(struct buffer *out, struct bytes object)
{
	enum { MEMBERS_MAX = 64 };
	struct span members[MEMBERS_MAX], span = { .next = NULL };
	size_t count = 0;

	while (count < MEMBERS_MAX && span_next(object, &span))
		members[count++] = span;
	/* cppcheck-suppress uninitvar ; `count` of them are set */
	qsort(members, count, sizeof(members[0]), by_name);
	for (size_t i = 0; i < count; i++) {
		append_part(out, members[i].name);
		append_part(out, members[i].value);
	}
}

void
process_append_key(const struct record *record, struct buffer *out)
{
	const struct value *process = read_member(record->value, NAME_PROCESS);
	const struct value *source = read_member(record->value, NAME_SOURCE);

	append_object(out, span_member(record->line, NAME_PROCESS));
	append_part(out, span_member(record->line, NAME_INFERIOR));
	if (read_number(process, NAME_PID) < 0)
		append_part(out, read_text(source, NAME_FILE));
}
