#include "check.h"
#include "json/walk.h"

/* The names of the values that a walk visits; it does not enter the member `closed`. */
static void
comes_by(const char *document, const char *closed, const char *wanted)
{
	struct arena *memory = arena_new(1 << 20);
	const char *reason;
	size_t place;
	const struct value *value = json_read(bytes_of(document), memory, &reason, &place);
	struct walk walk;
	char names[64] = "";

	walk_begin(&walk, value);
	while ((value = walk_on(&walk,
		    !bytes_equal(json_name(walk.path[walk.depth]), bytes_of(closed)))) != NULL) {
		struct bytes name = json_name(value);

		CHECK(value == walk.path[walk.depth]);
		snprintf(names + strlen(names), sizeof(names) - strlen(names), "%zu%.*s ",
		    walk.depth, (int)name.len, name.at);
	}
	CHECK(walk_on(&walk, false) == NULL); /* it stays at its end */
	CHECK_TEXT(bytes_of(names), bytes_of(wanted));
	arena_free(memory);
}

int
main(void)
{
	comes_by("{}", "-", "");
	comes_by("[]", "-", "");
	comes_by("1", "-", "");
	comes_by("{\"a\":1,\"b\":2}", "-", "1a 1b ");
	comes_by("{\"a\":{\"b\":[1,{\"c\":2}],\"d\":{}},\"e\":3}", "-", "1a 2b 3 3 4c 2d 1e ");
	comes_by("{\"a\":{\"b\":[1,{\"c\":2}],\"d\":{}},\"e\":3}", "b", "1a 2b 2d 1e ");
	comes_by("{\"a\":{\"b\":1},\"e\":{\"f\":[[[0]]]}}", "a", "1a 1e 2f 3 4 5 ");
	comes_by("{\"a\":{\"b\":1}}", "", "");
	return check_end();
}
