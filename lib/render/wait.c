#include "render/wait.h"

#include "record/names.h"

enum { OWNERS_SHOWN = 5 };

struct bytes
wait_lock_name(struct bytes kind)
{
	static const struct {
		struct bytes kind, name;
	} names[] = { { BYTES_ROW("pi-mutex"), BYTES_ROW("mutex") },
		{ BYTES_ROW("stdio"), BYTES_ROW("FILE") },
		{ BYTES_ROW("gil"), BYTES_ROW("the GIL") },
		{ BYTES_ROW("file-lock"), BYTES_ROW("file") } };

	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (bytes_equal(kind, names[i].kind))
			return names[i].name;
	return kind;
}

bool
wait_is_join(struct bytes kind)
{
	return bytes_equal(kind, BYTES("thread"));
}

void
wait_append_lock(struct rendering *rendering, struct bytes kind, struct bytes address)
{
	format_append_text(rendering, " ", wait_lock_name(kind), "");
	format_append_text(rendering, " ", address, "");
}

void
wait_write_place(struct buffer *text, const struct value *place)
{
	struct bytes function = json_text(place, NAME_FUNCTION);
	struct bytes file = json_text(place, NAME_FILE), module = json_text(place, NAME_MODULE);

	buffer_append(text, function.len > 0 ? function : BYTES("??"));
	buffer_append(text, file.len > 0 ? BYTES(" at ") : BYTES(""));
	buffer_append(text, file);
	if (file.len > 0)
		format_append_number(text, ":", json_number(place, NAME_LINE), "");
	else if (module.len > 0) {
		buffer_append(text, BYTES(" from "));
		buffer_append(text, module);
	}
}

/* Appends the place to the rendering's line, made safe. */
static void
append_place(struct rendering *rendering, const struct value *place)
{
	struct buffer text = { .at = NULL };

	wait_write_place(&text, place);
	rendering->show(&rendering->line, buffer_bytes(&text));
	rendering->line.full = rendering->line.full || text.full;
	buffer_free(&text);
}

static void
append_owner(struct rendering *rendering, const struct value *waits_for)
{
	struct buffer *out = &rendering->line;
	struct bytes kind = json_text(waits_for, NAME_KIND);
	const struct value *at = json_member(waits_for, NAME_AT);
	bool file = json_member(waits_for, NAME_FILE) != NULL;

	if (wait_is_join(kind)) {
		format_append_number(out, " LWP ", json_number(waits_for, NAME_OWNER), " to end");
		return;
	}
	wait_append_lock(rendering, kind, json_text(waits_for, file ? NAME_FILE : NAME_ADDRESS));
	if (at != NULL) {
		format_append_number(
		    out, ", which LWP ", json_number(waits_for, NAME_OWNER), " holds in ");
		append_place(rendering, at);
		return;
	}
	format_append_number(
	    out, file ? " of process " : " of LWP ", json_number(waits_for, NAME_OWNER), "");
	if (json_flag(waits_for, NAME_EXITED))
		buffer_append(out, BYTES(", which has ended"));
}

/* Appends which of the threads holds Python's interpreter lock. */
static void
append_gil(struct rendering *rendering, const struct record *record)
{
	const struct value *member = json_first(json_member(record->value, NAME_MEMBERS));
	struct buffer *out = &rendering->line;

	if (format_count(record) == 1 && json_flag(record->value, NAME_GIL)) {
		buffer_append(out, BYTES("  holds the GIL\n"));
		return;
	}
	for (; member != NULL; member = json_next(member)) {
		long long sample = json_number(member, NAME_SAMPLE);

		if (!json_flag(member, NAME_GIL))
			continue;
		format_append_number(
		    out, "  LWP ", json_number(member, NAME_LWP), " holds the GIL");
		format_append_number(out, " in sample ", sample > 1 ? sample : -1, "");
		buffer_byte(out, '\n');
	}
}

/* Whether a member waits for the same as an earlier one. */
static bool
came_before(const struct value *first, const struct value *member)
{
	struct bytes wanted = json_written(json_member(member, NAME_WAITS_FOR));

	for (; first != member; first = json_next(first))
		if (bytes_equal(json_written(json_member(first, NAME_WAITS_FOR)), wanted))
			return true;
	return false;
}

void
wait_append(struct rendering *rendering, const struct record *record)
{
	const struct value *first = json_first(json_member(record->value, NAME_MEMBERS));
	const struct value *waits_for = json_member(record->value, NAME_WAITS_FOR);
	struct buffer *out = &rendering->line;
	long long waiting = 0, all = 0;
	int shown = 0;

	append_gil(rendering, record);
	if (waits_for == NULL)
		return;
	for (const struct value *each = first; each != NULL; each = json_next(each), all++)
		waiting += json_member(each, NAME_WAITS_FOR) != NULL;
	buffer_append(out, BYTES("  "));
	/* some members may not wait, or are not listed */
	if (waiting < all || json_number(record->value, NAME_MEMBERS_MORE) > 0)
		format_append_number(out, "", waiting, " of them ");
	buffer_append(out, waiting > 1 ? BYTES("wait for") : BYTES("waits for"));
	if (first == NULL)
		append_owner(rendering, waits_for);
	for (const struct value *each = first; each != NULL && shown < OWNERS_SHOWN;
	     each = json_next(each)) {
		waits_for = json_member(each, NAME_WAITS_FOR);
		if (waits_for == NULL || came_before(first, each))
			continue;
		buffer_append(out, shown++ > 0 ? BYTES(",") : BYTES(""));
		append_owner(rendering, waits_for);
	}
	buffer_byte(out, '\n');
}
