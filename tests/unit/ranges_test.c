#include "group/ranges.h"

#include "check.h"

static struct arena *memory;

static struct ranges
of(const char *text)
{
	struct ranges set;

	CHECK(ranges_read(bytes_of(text), &set, memory));
	return set;
}

static void
is(const struct ranges *set, const char *wanted)
{
	struct buffer out = { .at = NULL };

	ranges_append(&out, set);
	CHECK_TEXT(buffer_bytes(&out), bytes_of(wanted));
	buffer_free(&out);
}

static void
test_reading(void)
{
	static const char *const good[] = { "1", "1-2", "1-3,5", "2,4,6-9", "4294967295" };
	static const char *const bad[] = { "", "0", "0-2", "3-1", "1,2", "1-3,4", "5,1", "1-", "-1",
		"x", "1,", ",1", "1 2", "4294967296", "1-3-5" };
	struct ranges set;

	for (size_t i = 0; i < COUNT_OF(good); i++) {
		set = of(good[i]);
		is(&set, good[i]);
	}
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		if (!CHECK(!ranges_read(bytes_of(bad[i]), &set, memory)))
			printf("   of `%s`\n", bad[i]);
}

/* The set, what is added to it, what comes of it, and what it had already. */
static void
adds(const char *set_text, uint32_t from, uint32_t to, const char *wanted, const char *had_wanted)
{
	struct ranges set = set_text[0] == '\0' ? (struct ranges){ .from = 0 } : of(set_text);
	struct ranges had = { .from = 0 };
	long long before = ranges_count(&set);

	CHECK(ranges_add(&set, from, to, &had, memory) == (before < ranges_count(&set)));
	is(&set, wanted);
	is(&had, had_wanted);
}

static void
test_adding(void)
{
	adds("", 3, 3, "3", "");
	adds("3", 1, 1, "1,3", "");
	adds("3", 2, 2, "2-3", "");
	adds("3", 4, 4, "3-4", "");
	adds("3", 5, 5, "3,5", "");
	adds("3", 3, 3, "3", "3");
	adds("1,3", 2, 2, "1-3", "");
	adds("1,5", 2, 4, "1-5", "");
	adds("1,5", 3, 3, "1,3,5", "");
	adds("2-4,8-9", 1, 10, "1-10", "2-4,8-9");
	adds("2-4,8-9", 3, 8, "2-9", "3-4,8");
	adds("2,4,6,8", 3, 7, "2-8", "4,6");
	adds("5-9", 1, 2, "1-2,5-9", "");
	adds("5-9", 1, 4, "1-9", "");
	adds("4294967295", 4294967294, 4294967295, "4294967294-4294967295", "4294967295");
	adds("1-2000000000", 1, 4000000000, "1-4000000000", "1-2000000000");
}

/* Against an array of flags: numbers come in an order that repeats itself after 101 steps. */
static void
test_many(void)
{
	struct ranges set = { .from = 0 };
	bool flags[202] = { false };
	long long count = 0;

	for (unsigned i = 0; i < 300; i++) {
		uint32_t from = i * i * 7 % 101 + 1, to = from + i % 3;

		(void)ranges_add(&set, from, to, NULL, memory);
		for (uint32_t j = from; j <= to; j++) {
			count += !flags[j];
			flags[j] = true;
		}
		CHECK(ranges_count(&set) == count);
	}
	for (const struct ranges *at = &set; at != NULL; at = at->next) {
		CHECK(!flags[at->from - 1] && !flags[at->to + 1]);
		for (uint32_t j = at->from; j <= at->to; j++)
			CHECK(flags[j]);
	}
}

static void
test_the_rest(void)
{
	struct ranges one = of("1-3,7"), other = of("2-4,7,9"), had = { .from = 0 },
		      none = { .from = 0 };
	static const long long numbers[] = { 0, 1, 2, 2, 5, 7, 8, 10 };
	struct buffer out = { .at = NULL };

	CHECK(ranges_join(&one, &other, &had, memory));
	is(&one, "1-4,7,9");
	is(&had, "2-3,7");
	CHECK(!ranges_join(&one, &other, NULL, memory) && !ranges_join(&one, &none, NULL, memory));
	CHECK(!ranges_equal(&one, &other) && ranges_equal(&none, &none));
	CHECK(!ranges_equal(&one, &none));
	CHECK(ranges_count(&none) == 0 && ranges_count(&one) == 6);
	ranges_append_numbers(&out, numbers, COUNT_OF(numbers));
	CHECK_TEXT(buffer_bytes(&out), BYTES("0-2,5,7-8,10"));
	buffer_free(&out);
}

int
main(void)
{
	memory = arena_new(1 << 20);
	if (memory == NULL)
		return 1;
	test_reading();
	test_adding();
	test_many();
	test_the_rest();
	arena_free(memory);
	return check_end();
}
