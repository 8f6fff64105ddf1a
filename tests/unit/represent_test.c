#include "group/represent.h"

#include "groupings.h"

static struct arena *memory;

#define THREAD(more) "{\"type\":\"thread\",\"frames\":[{\"function\":\"weave\"}]" more "}"
#define FIRST THREAD(",\"tid\":1")
#define SECOND THREAD(",\"tid\":2")
#define LOCKED THREAD(",\"tid\":3,\"deadlock\":[{\"tid\":3}]")
#define CRASHED THREAD(",\"tid\":4,\"crashed\":true")

/* Adds records, ended by NULL, to one group by that key, and gives what the record of the group has become. */
static struct bytes
represented(const char *key, struct group *group, const char *const *records, struct buffer *out)
{
	static const char *const none[] = { NULL };
	struct grouping *grouping = grouping_of(key, key, none);
	struct buffer values = { .at = NULL };
	struct changes changes = { .values = &values };

	*group = (struct group){ .order = 0 };
	for (; *records != NULL; records++) {
		struct record record = record_of(*records, memory);

		CHECK(represent_add(grouping, group, &record));
	}
	out->len = 0;
	represent_change(group, &changes);
	changes_write(&changes, value_of("{\"fingerprint\":\"old\",\"x\":1}", memory), out);
	buffer_free(&values);
	group->record = arena_copy(memory, group->record);
	group->fingerprint = arena_copy(memory, group->fingerprint);
	group->signature = arena_copy(memory, group->signature);
	group_free(grouping);
	return group->record;
}

/* A crashed thread stands for its group rather than one in a deadlock, and that rather than the first. */
static void
test_who(void)
{
	static const struct {
		const char *records[5], *stands;
	} rows[] = {
		{ { FIRST, SECOND }, FIRST },
		{ { FIRST, LOCKED, SECOND }, LOCKED },
		{ { LOCKED, CRASHED, FIRST }, CRASHED },
		{ { CRASHED, LOCKED, THREAD(",\"crashed\":true") }, CRASHED },
	};
	struct buffer out = { .at = NULL };
	struct group group;

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		CHECK_TEXT(represented("functions", &group, rows[i].records, &out),
		    bytes_of(rows[i].stands));
	buffer_free(&out);
}

/* Of groups by stack, the fingerprint is computed for the record that stands for the group, unless it has one. */
static void
test_by_stack(void)
{
	static const char *const plain[] = { FIRST, SECOND, NULL };
	static const char *const given[] = { THREAD(",\"fingerprint\":\"7\""), NULL };
	static const char *const trimmed[] = { THREAD(",\"trimmed\":{}"), NULL };
	struct buffer out = { .at = NULL };
	struct group group;

	represented("functions", &group, plain, &out);
	CHECK(group.fingerprint.len > 0 && !group.unlike);
	CHECK_TEXT(group.signature, BYTES("weave"));
	CHECK(bytes_find(buffer_bytes(&out), group.fingerprint) != NULL);
	CHECK(bytes_find(buffer_bytes(&out), BYTES("\"signature\":\"weave\"")) != NULL);
	represented("functions", &group, given, &out);
	CHECK_TEXT(buffer_bytes(&out), BYTES("{\"fingerprint\":\"old\",\"x\":1}"));
	/* what was cut off may have told it from others */
	represented("functions", &group, trimmed, &out);
	CHECK_TEXT(buffer_bytes(&out), BYTES("{\"fingerprint\":\"old\",\"x\":1}"));
	buffer_free(&out);
}

/* Other groups have the fingerprint of their records, if these have one and the same. */
static void
test_by_something_else(void)
{
	static const char *const alike[] = { THREAD(",\"fingerprint\":\"7\""),
		THREAD(",\"fingerprint\":\"7\""), NULL };
	static const char *const unlike[] = { THREAD(",\"fingerprint\":\"7\""),
		THREAD(",\"fingerprint\":\"8\""), THREAD(",\"fingerprint\":\"7\""), NULL };
	static const char *const half[] = { FIRST, THREAD(",\"fingerprint\":\"8\""), NULL };
	struct buffer out = { .at = NULL };
	struct group group;

	represented("state", &group, alike, &out);
	CHECK(!group.unlike && group.fingerprint.len == 0);
	CHECK_TEXT(buffer_bytes(&out), BYTES("{\"fingerprint\":\"old\",\"x\":1}"));
	represented("state", &group, unlike, &out);
	CHECK(group.unlike);
	CHECK_TEXT(buffer_bytes(&out), BYTES("{\"x\":1}"));
	represented("state", &group, half, &out);
	CHECK_TEXT(buffer_bytes(&out), BYTES("{\"x\":1}"));
	buffer_free(&out);
}

int
main(void)
{
	memory = arena_new(1 << 22);
	if (memory == NULL)
		return 1;
	test_who();
	test_by_stack();
	test_by_something_else();
	arena_free(memory);
	return check_end();
}
