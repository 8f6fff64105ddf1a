#include "group/tally.h"

#include "check.h"

static struct arena *memory;
static struct keyset texts;

static void
read_text(struct tally *tally, const char *json, size_t length)
{
	const char *reason;
	size_t place;
	const struct value *array = json_read(bytes_of(json), memory, &reason, &place);

	CHECK(array != NULL);
	CHECK(tally_read(tally, &texts, array, "s", length, memory));
}

static void
is(const struct tally *tally, const char *largest, const char *sorted)
{
	struct buffer out = { .at = NULL };

	tally_write_largest(tally, &texts, "s", &out);
	CHECK_TEXT(buffer_bytes(&out), bytes_of(largest));
	out.len = 0;
	tally_write_sorted(tally, &texts, "s", &out);
	CHECK_TEXT(buffer_bytes(&out), bytes_of(sorted));
	buffer_free(&out);
}

#define ROW(text, count) "{\"s\":\"" text "\",\"count\":" count "}"

int
main(void)
{
	struct tally one = { .count = 0 }, other = { .count = 0 };

	memory = arena_new(1 << 20);
	if (memory == NULL)
		return 1;
	is(&one, "[]", "[]");
	CHECK(tally_sum(&one) == 0);
	CHECK(tally_add(&one, &texts, BYTES("b"), 2, memory));
	CHECK(tally_add(&one, &texts, BYTES("c"), 3, memory));
	CHECK(tally_add(&one, &texts, BYTES("a"), 2, memory));
	is(&one, "[" ROW("c", "3") "," ROW("a", "2") "," ROW("b", "2") "]",
	    "[" ROW("a", "2") "," ROW("b", "2") "," ROW("c", "3") "]");
	CHECK(tally_sum(&one) == 7);
	/* all tallies share the numbers of texts; here the texts come in another order */
	CHECK(tally_add(&other, &texts, BYTES("a"), 1, memory));
	CHECK(tally_add(&other, &texts, BYTES("c"), 1, memory));
	CHECK(tally_add(&other, &texts, BYTES("b"), 1, memory));
	CHECK(tally_add(&other, &texts, BYTES("a"), 1, memory));
	is(&other, "[" ROW("a", "2") "," ROW("b", "1") "," ROW("c", "1") "]",
	    "[" ROW("a", "2") "," ROW("b", "1") "," ROW("c", "1") "]");
	tally_free(&other);
	read_text(&other, "[" ROW("2026-03-01T09", "4") "," ROW("2026-03-01T10", "1") "]", 10);
	is(&other, "[" ROW("2026-03-01", "5") "]", "[" ROW("2026-03-01", "5") "]");
	CHECK(tally_has(&other, &texts, BYTES("2026-03-01")) &&
	    !tally_has(&other, &texts, BYTES("a")) && !tally_has(&other, &texts, BYTES("x")));
	tally_free(&other);
	CHECK(!tally_has(&other, &texts, BYTES("2026-03-01")));
	/* invalid counts are refused, and a sum stays a number that a record may have */
	read_text(&other,
	    "[{\"s\":\"x\"},{\"count\":2}," ROW("y", "0") "," ROW("y", "-1") "," ROW(
		"z", "9007199254740991") "," ROW("z", "9007199254740991") "]",
	    0);
	is(&other, "[" ROW("z", "9007199254740991") "]", "[" ROW("z", "9007199254740991") "]");
	tally_free(&one);
	tally_free(&other);
	keyset_free(&texts);
	arena_free(memory);
	return check_end();
}
