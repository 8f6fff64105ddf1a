#include "render/recursion.h"

#include "check.h"

/* Frames as letters, and the first recursion: how many frames are repeated, and how often. */
static void
found(const char *frames, size_t period, size_t times)
{
	struct arena *memory = arena_new(1 << 22);
	struct buffer json = { .at = NULL };
	const struct value **list;
	struct recursion recursion;
	const char *reason;
	size_t place, count;

	for (const char *c = frames; *c != '\0'; c++) {
		buffer_append(&json, c == frames ? BYTES("[") : BYTES(","));
		buffer_append(&json, BYTES("{\"line\":1,\"function\":\""));
		buffer_byte(&json, *c);
		/* frames that the interpreter itself has folded */
		buffer_append(&json, *c == 'R' ? BYTES("\",\"repeated\":9}") : BYTES("\"}"));
	}
	buffer_byte(&json, ']');
	list =
	    recursion_list(json_read(buffer_bytes(&json), memory, &reason, &place), memory, &count);
	CHECK(list != NULL);
	CHECK(count == strlen(frames));
	recursion = recursion_of(list, count);
	CHECK(recursion.period == period);
	CHECK(recursion.times == times && recursion.frames == period * times);
	buffer_free(&json);
	arena_free(memory);
}

/* Frames with levels, of which some are left out. */
static void
test_levels(void)
{
	static const char json[] =
	    "[{\"level\":3,\"function\":\"f\"},{\"level\":4,\"function\":\"g\"},"
	    "{\"level\":5,\"function\":\"f\"},{\"level\":6,\"function\":\"g\"},"
	    "{\"level\":847,\"function\":\"f\"},{\"level\":848,\"function\":\"g\"},"
	    "{\"level\":849,\"function\":\"f\"},{\"level\":850,\"function\":\"g\"},"
	    "{\"level\":860,\"function\":\"main\"},{\"function\":\"h\"}]";
	struct arena *memory = arena_new(1 << 20);
	const struct value **list;
	struct recursion recursion;
	const char *reason;
	size_t place, count;

	list = recursion_list(json_read(bytes_of(json), memory, &reason, &place), memory, &count);
	if (!CHECK(list != NULL && count == 10))
		return;
	recursion = recursion_of(list, count);
	CHECK(recursion.period == 2 && recursion.times == 4 + 420 && recursion.frames == 8);
	CHECK(recursion_gap(list[0], list[1]) == 0);
	CHECK(recursion_gap(list[3], list[4]) == 840);
	CHECK(recursion_gap(list[7], list[8]) == 9);
	CHECK(recursion_gap(list[8], list[9]) == 0);
	CHECK(recursion_gap(list[8], list[7]) == 0);
	arena_free(memory);
}

static void
said(struct recursion recursion, const char *wanted)
{
	struct buffer out = { .at = NULL };

	recursion_append(&out, 2, recursion);
	CHECK_TEXT(buffer_bytes(&out), bytes_of(wanted));
	buffer_free(&out);
}

int
main(void)
{
	found("a", 1, 1);
	found("aaa", 1, 1);
	found("aaaa", 1, 4);
	found("aaaaab", 1, 5);
	found("baaaaa", 1, 1);
	found("abababab", 2, 4);
	found("ababababa", 2, 4);
	found("abababa", 1, 1);
	found("abcdefghabcdefghabcdefghabcdefgh", 8, 4);
	found("abcdefghiabcdefghiabcdefghiabcdefghi", 1, 1);
	found("aabaabaabaab", 3, 4);
	found("aaaR", 1, 1);
	said(recursion_none, "");
	said((struct recursion){ 1, 4, 4 }, "  the same 3 times more\n");
	said((struct recursion){ 2, 9, 18 }, "  these 2 8 times more\n");
	test_levels();
	return check_end();
}
