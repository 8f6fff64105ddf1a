#include "group/place.h"

#include "check.h"

static void
add(struct place *place, const char *text, long long count, long long line, struct arena *memory)
{
	place_add(place, &(struct place_value){ bytes_of(text), count, line }, memory);
}

static void
counting(struct arena *memory)
{
	struct place place = { .count = 0 };

	CHECK(!place_is_one(&place));
	add(&place, "b", 1, 7, memory);
	add(&place, "b", 1, 3, memory);
	CHECK(place_is_one(&place) && place.values[0].count == 2 && place.values[0].line == 7);
	add(&place, "", 2, 8, memory);
	add(&place, "c", 3, -1, memory);
	add(&place, "d", 2, -1, memory);
	add(&place, "a", 2, -1, memory);
	place_sort(&place);
	CHECK(place.count == 5 && !place.many);
	/* in the order of count, then line, then text: "c" 3, "b" 2 at 7, "" 2 at 8, "a" 2, "d" 2 */
	CHECK_TEXT(place.values[0].text, BYTES("c"));
	CHECK_TEXT(place.values[1].text, BYTES("b"));
	CHECK_TEXT(place.values[2].text, BYTES(""));
	CHECK_TEXT(place.values[3].text, BYTES("a"));
	CHECK_TEXT(place.values[4].text, BYTES("d"));
	add(&place, "e", 1, 1, memory);
	CHECK(place.many && place.count == 0);
	add(&place, "b", 1, 1, memory);
	CHECK(place.many && place.count == 0);
}

static void
length(struct arena *memory)
{
	static char text[202];
	struct place place = { .count = 0 };

	memset(text, 'x', 201);
	add(&place, text, 1, 1, memory);
	add(&place, text, 1, 1, memory);
	CHECK(place_is_one(&place));
	add(&place, "a", 1, 1, memory);
	CHECK(place.many);
	place = (struct place){ .count = 0 };
	add(&place, "a", 1, 1, memory);
	add(&place, text + 1, 1, 1, memory);
	CHECK(place.count == 2);
	add(&place, text, 1, 1, memory);
	CHECK(place.many);
}

static void
joining(struct arena *memory)
{
	struct place one = { .count = 0 }, other = { .count = 0 };

	add(&one, "a", 1, 7, memory);
	add(&other, "a", 2, 3, memory);
	add(&other, "b", 1, -1, memory);
	place_join(&one, &other, memory);
	CHECK(one.count == 2 && one.values[0].count == 3 && one.values[0].line == 3);
	place_many(&other);
	place_join(&one, &other, memory);
	CHECK(one.many && one.count == 0);
	CHECK(place_first_line(-1, 5) == 5 && place_first_line(5, -1) == 5);
	CHECK(place_first_line(4, 5) == 4 && place_first_line(-1, -1) == -1);
}

int
main(void)
{
	struct arena *memory = arena_new(1 << 20);

	counting(memory);
	length(memory);
	joining(memory);
	arena_free(memory);
	return check_end();
}
