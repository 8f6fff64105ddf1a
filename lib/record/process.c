#include "record/process.h"

#include "record/names.h"

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
	const struct value *one = *(const struct value *const *)a;
	const struct value *other = *(const struct value *const *)b;

	return bytes_compare(json_name(one), json_name(other));
}

/*
 * The members, ordered by name, since a tool between two stages may have sorted them. Without the title, which servers
 * change from one look to the next.
 */
static void
append_object(struct buffer *out, const struct value *object)
{
	enum { MEMBERS_MAX = 64 };
	const struct value *members[MEMBERS_MAX], *each = json_first(object);
	size_t count = 0;

	for (; count < MEMBERS_MAX && each != NULL; each = json_next(each))
		if (!bytes_equal(json_name(each), BYTES(NAME_TITLE)))
			members[count++] = each;
	/* cppcheck-suppress uninitvar ; `count` of them are set */
	qsort(members, count, sizeof(members[0]), by_name);
	for (size_t i = 0; i < count; i++) {
		append_part(out, json_name(members[i]));
		append_part(out, json_written(members[i]));
	}
}

void
process_append_key(const struct record *record, struct buffer *out)
{
	const struct value *process = json_member(record->value, NAME_PROCESS);
	const struct value *source = json_member(record->value, NAME_SOURCE);

	if (json_kind(process) == JSON_OBJECT)
		append_object(out, process);
	else
		append_part(out, json_written(process));
	append_part(out, json_written(json_member(record->value, NAME_INFERIOR)));
	if (json_number(process, NAME_PID) < 0)
		append_part(out, json_text(source, NAME_FILE));
}
