#include "group/members.h"

#include "record/names.h"
#include "json/write.h"

void
members_free(struct members *members)
{
	buffer_free(&members->json);
	*members = (struct members){ .more = 0 };
}

/* Whether the list has room for a member, which begins then; else it is counted. */
static bool
begin_member(struct members *members, size_t most)
{
	if (members->listed >= most) {
		members->more++;
		return false;
	}
	if (members->json.len > 0)
		buffer_byte(&members->json, ',');
	members->listed++;
	return true;
}

static void
add_thread(struct members *members, const struct record *record, size_t most)
{
	const struct value *process = json_member(record->value, NAME_PROCESS);
	struct buffer *out = &members->json;
	size_t start;

	if (!begin_member(members, most))
		return;
	start = out->len;
	WRITE_NUMBER(out, NAME_PID, json_number(process, NAME_PID));
	WRITE_NUMBER(out, NAME_TID, json_number(record->value, NAME_TID));
	WRITE_NUMBER(out, NAME_INFERIOR, json_number(record->value, NAME_INFERIOR));
	WRITE_NUMBER(out, NAME_LWP, json_number(record->value, NAME_LWP));
	WRITE_NUMBER(out, NAME_SAMPLE, json_number(record->value, NAME_SAMPLE));
	WRITE_TEXT(out, NAME_HOST, json_text(process, NAME_HOST));
	WRITE_FLAG(out, NAME_CRASHED, json_flag(record->value, NAME_CRASHED));
	write_close(out, start);
}

static void
add_group(struct members *members, const struct record *record, size_t most)
{
	long long more = json_number(record->value, NAME_MEMBERS_MORE);
	const struct value *each = json_first(json_member(record->value, NAME_MEMBERS));

	members->more += more > 0 ? more : 0;
	for (; each != NULL; each = json_next(each))
		if (begin_member(members, most))
			buffer_append(&members->json, json_written(each));
}

bool
members_add(struct members *members, const struct record *record, size_t most)
{
	if (bytes_equal(record->type, BYTES(TYPE_GROUP)))
		add_group(members, record, most);
	else
		add_thread(members, record, most);
	return !members->json.full;
}
