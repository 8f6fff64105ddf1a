/* Members are changed, and everything else keeps its bytes. */
#include "check.h"
#include "json/edit.h"
#include "json/json.h"

static void
edited(const char *object, const struct edit *edits, size_t count, const char *wanted)
{
	struct buffer out = { .at = NULL };
	struct arena *memory = arena_new(1 << 20);
	const char *reason;
	size_t place;

	edit_write(&out, json_read(bytes_of(object), memory, &reason, &place), edits, count);
	CHECK_TEXT(buffer_bytes(&out), bytes_of(wanted));
	buffer_free(&out);
	arena_free(memory);
}

static void
one(const char *object, const char *name, struct bytes value, const char *wanted)
{
	struct edit edit = { .name = name, .value = value };

	edited(object, &edit, 1, wanted);
}

static void
changing(void)
{
	one("{\"a\":1,\"b\":2,\"c\":3}", "a", BYTES("[9]"), "{\"a\":[9],\"b\":2,\"c\":3}");
	one("{\"a\":1,\"b\":2,\"c\":3}", "b", BYTES("9"), "{\"a\":1,\"b\":9,\"c\":3}");
	one("{\"a\":1,\"b\":2,\"c\":3}", "c", BYTES("9"), "{\"a\":1,\"b\":2,\"c\":9}");
	one("{\"a\" :\t1 , \"b\":{ } }", "a", BYTES("9"), "{\"a\" :\t9 , \"b\":{ } }");
	one("{\"a\":1e400,\"x\":\"\\u0000\\\"}\",\"b\":2}", "b", BYTES("9"),
	    "{\"a\":1e400,\"x\":\"\\u0000\\\"}\",\"b\":9}");
	/* only at the top */
	one("{\"o\":{\"a\":1},\"l\":[{\"a\":1}]}", "a", BYTES("9"),
	    "{\"o\":{\"a\":1},\"l\":[{\"a\":1}],\"a\":9}");
	/* names are compared byte for byte */
	one("{\"A\":1}", "a", BYTES("9"), "{\"A\":1,\"a\":9}");
	one("{\"ab\":1}", "a", BYTES("9"), "{\"ab\":1,\"a\":9}");
	/* except for their escapes */
	one("{\"\\u0061\":1}", "a", BYTES("9"), "{\"\\u0061\":9}");
}

static void
adding(void)
{
	one("{}", "a", BYTES("9"), "{\"a\":9}");
	one("{ }", "a", BYTES("9"), "{\"a\":9 }");
	one("{\"b\":1 }", "a", BYTES("9"), "{\"b\":1,\"a\":9 }");
	one("{\"b\":1}", "a", BYTES(""), "{\"b\":1}");
	one("{}", "a", BYTES(""), "{}");
}

/* Members are removed at each place: the first, the middle, the last, all; every run of them. */
static void
removing(void)
{
	static const char *const names[] = { "a", "b", "c", "d" };

	for (unsigned gone = 0; gone < 16; gone++) {
		struct edit edits[4];
		size_t count = 0;
		char wanted[100] = "{";

		for (unsigned i = 0; i < 4; i++) {
			if (gone >> i & 1)
				edits[count++] = (struct edit){ .name = names[i] };
			else
				snprintf(wanted + strlen(wanted), 20, "%s\"%s\":%u",
				    wanted[1] == '\0' ? "" : ",", names[i], i);
		}
		strcat(wanted, "}");
		edited("{\"a\":0,\"b\":1,\"c\":2,\"d\":3}", edits, count, wanted);
	}
}

static void
several(void)
{
	struct edit edits[] = { { .name = "a" }, { .name = "new", .value = BYTES("1") },
		{ .name = "b", .value = BYTES("9") }, { .name = "none" },
		{ .name = "last", .value = BYTES("2") } };

	edited("{\"a\":0,\"b\":1}", edits, 5, "{\"b\":9,\"new\":1,\"last\":2}");
	edited("{\"a\":0}", edits, 5, "{\"new\":1,\"b\":9,\"last\":2}");
}

/* Members moved to the end leave their place, and are in the order of the edits. */
static void
to_the_end(void)
{
	struct edit edits[] = { { .name = "b", .value = BYTES("8"), .last = true },
		{ .name = "new", .value = BYTES("7") },
		{ .name = "a", .value = BYTES("9"), .last = true }, { .name = "c", .last = true } };

	edited("{\"a\":0,\"b\":1,\"c\":2,\"d\" : 3}", edits, 4,
	    "{\"d\" : 3,\"b\":8,\"new\":7,\"a\":9}");
	edited("{\"a\":0}", edits, 4, "{\"b\":8,\"new\":7,\"a\":9}");
	edited("{}", edits, 4, "{\"b\":8,\"new\":7,\"a\":9}");
}

/* If a name is there twice, both are removed or changed, so that no reader sees the old value. */
static void
duplicates(void)
{
	one("{\"a\":1,\"b\":2,\"a\":3}", "a", BYTES(""), "{\"b\":2}");
	one("{\"a\":1,\"b\":2,\"a\":3}", "a", BYTES("9"), "{\"a\":9,\"b\":2,\"a\":9}");
}

int
main(void)
{
	changing();
	adding();
	removing();
	several();
	to_the_end();
	duplicates();
	return check_end();
}
