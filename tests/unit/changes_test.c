#include "record/changes.h"

#include "check.h"

static const char text[] = "{\"type\":\"thread\",\"x\": [1],\"role\":\"r\",\"count\":1}";

/* A record with a list of so many ones, which may be too many. */
static void
changed(struct buffer *values, size_t ones, struct buffer *out)
{
	struct arena *memory = arena_new(1 << 20);
	struct changes changes = { .values = values };
	const char *reason;
	size_t place;

	changes_text(&changes, "type", BYTES("a\"b"));
	changes_text(&changes, "role", BYTES(""));
	changes_number(&changes, "more", 0);
	changes_number(&changes, "count", 7);
	changes_begin(&changes, "list");
	buffer_byte(values, '[');
	for (size_t i = 0; i < ones; i++)
		buffer_append(values, i > 0 ? BYTES(",1") : BYTES("1"));
	buffer_byte(values, ']');
	changes_json(&changes, "last", BYTES("{}"));
	changes_json(&changes, "none", BYTES_NONE);
	changes_write(&changes, json_read(bytes_of(text), memory, &reason, &place), out);
	arena_free(memory);
}

int
main(void)
{
	struct buffer values = { .at = NULL }, out = { .at = NULL };

	changed(&values, 2, &out);
	CHECK_TEXT(buffer_bytes(&out),
	    BYTES("{\"type\":\"a\\\"b\",\"x\": [1],\"count\":7,\"list\":[1,1],\"last\":{}}"));
	CHECK(!out.full);
	/* values move in memory while they grow */
	buffer_free(&values);
	buffer_reset(&out);
	changed(&values, 10000, &out);
	CHECK(out.len > 20000 && bytes_end(buffer_bytes(&out), BYTES(",1],\"last\":{}}")));
	/* the record is marked as truncated */
	buffer_free(&values);
	buffer_reset(&out);
	values = (struct buffer){ .ceiling = 100 };
	changed(&values, 10000, &out);
	CHECK(out.full);
	buffer_free(&values);
	buffer_free(&out);
	return check_end();
}
