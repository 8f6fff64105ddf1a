#include "json/unescape.h"

#include "check.h"

static void
check_text_of(struct bytes written, struct bytes wanted)
{
	struct arena *memory = arena_new(1 << 16);

	if (!CHECK_TEXT(unescape_text(written, memory), wanted))
		printf("   %.*s\n", (int)written.len, written.at);
	arena_free(memory);
}

int
main(void)
{
	struct arena *small = arena_new(1);

	/* RFC 8259, section 7 */
	check_text_of(BYTES("\\\"\\\\\\/\\b\\f\\n\\r\\t"), BYTES("\"\\/\b\f\n\r\t"));
	check_text_of(BYTES("no escape"), BYTES("no escape"));
	check_text_of(BYTES("a\\nb\\tc"), BYTES("a\nb\tc"));
	check_text_of(
	    BYTES("\\u0041\\u00e4\\u00E4\\u20ac"), BYTES("A\xc3\xa4\xc3\xa4\xe2\x82\xac"));
	check_text_of(BYTES("\\uD834\\uDD1E."), BYTES("\xf0\x9d\x84\x9e."));
	/* half a pair: before another character, another escape, and at the end; and the wrong half */
	check_text_of(BYTES("\\ud834x"), BYTES("\xef\xbf\xbdx"));
	check_text_of(BYTES("\\ud834\\n"), BYTES("\xef\xbf\xbd\n"));
	check_text_of(BYTES("\\ud834\\u0041"),
	    BYTES("\xef\xbf\xbd"
		  "A"));
	check_text_of(BYTES("\\ud834\\ud834\\udd1e"), BYTES("\xef\xbf\xbd\xf0\x9d\x84\x9e"));
	check_text_of(BYTES("\\ud834"), BYTES("\xef\xbf\xbd"));
	check_text_of(BYTES("\\udd1e"), BYTES("\xef\xbf\xbd"));
	check_text_of(BYTES("a\\u0000b"),
	    BYTES("a\xef\xbf\xbd"
		  "b"));
	check_text_of(BYTES("\\u001f"), BYTES("\x1f"));
	CHECK(unescape_text(BYTES("\\n"), small).len == 0 && arena_full(small));
	arena_free(small);
	return check_end();
}
