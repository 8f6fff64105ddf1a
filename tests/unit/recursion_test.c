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
	CHECK(recursion.times == times);
	buffer_free(&json);
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
	said((struct recursion){ 1, 4 }, "  the same 3 times more\n");
	said((struct recursion){ 2, 9 }, "  these 2 8 times more\n");
	return check_end();
}
