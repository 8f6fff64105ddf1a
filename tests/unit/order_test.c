#include "group/order.h"

#include "check.h"

/* Lines in the order of the input, and the wanted order. */
static void
is(enum order_by by, const char *const *lines, size_t count, const char *wanted)
{
	struct order *order = order_new(by);
	struct arena *memory = arena_new(1 << 20);
	char places[10] = "";

	if (!CHECK(order != NULL && memory != NULL))
		return;
	for (size_t i = 0; i < count; i++)
		CHECK(order_add_line(order, bytes_of(lines[i])));
	CHECK(order_count(order) == count);
	order_sort(order);
	for (size_t i = 0; i < count; i++) {
		struct record record;

		CHECK(order_read(order, i, memory, &record));
		for (size_t place = 0; place < count; place++)
			if (bytes_equal(record.line, bytes_of(lines[place])))
				places[i] = (char)('0' + (int)place);
	}
	CHECK_TEXT(bytes_of(places), bytes_of(wanted));
	order_free(order);
	arena_free(memory);
}

#define GROUP(count, name, first, last) \
	"{\"type\":\"group\",\"of\":\"traceback\",\"by\":\"exception\",\"count\":" count \
	",\"exception\":{\"type\":\"" name "\"},\"first\":{\"time\":\"" first \
	"\"},\"last\":{\"time\":\"" last "\"}}"

int
main(void)
{
	static const char *const lines[] = {
		GROUP("2", "B", "2026-01-02T00:00:00Z", "2026-01-03T00:00:00Z"),
		GROUP("2", "A", "2026-01-02T00:00:00Z", "2026-01-04T00:00:00Z"),
		GROUP("9", "C", "10:00:00", "10:00:00"),
		GROUP("1", "D", "2026-01-01T00:00:00Z", "2026-01-04T00:00:00Z"),
	};

	is(ORDER_INPUT, lines, 4, "0123");
	is(ORDER_COUNT, lines, 4, "2103"); /* ties by the name */
	is(ORDER_FIRST, lines, 4, "3102"); /* without a date it is behind all others */
	is(ORDER_LAST, lines, 4, "1302");
	is(ORDER_INTEREST, lines, 4, "2103");
	return check_end();
}
