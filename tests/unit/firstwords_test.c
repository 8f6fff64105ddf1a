#include "pylog/heads/firstwords.h"

#include "check.h"

static bool
begin_alike(struct bytes one, struct bytes other)
{
	struct firstwords a, b;

	return firstwords_read(one, &a) && firstwords_read(other, &b) && a.words == b.words;
}

/* Whether two lines begin alike by their first two words. */
static void
test_words(void)
{
	static const struct {
		const char *one, *other;
		bool alike;
	} pairs[] = {
		{ "Stats 811.0: in=0", "Stats 812.5: in=1", true },
		{ "Stats 811.0: in=0", "Stats of the loom", false },
		{ "v1.2 x", "v3 x", true },
		{ "v1,2:3 x", "v12 x", true },
		{ "at 10:00:00 x", "at 7 y", true },
		{ "1x y", "22x y", true },
		{ "v1. x", "v1 x", false },
		{ "v1.x y", "v1 y", false },
		{ "v1-2 x", "v1 x", false },
		{ "v.5 x", "v5 x", false },
		{ "v.x y", "v x", false },
		{ "ab c", "a bc", false },
		{ "a  b", "a b", true },
		{ "a b c", "a b d", true },
		{ "12 34", "12 34", false }, /* no letter */
		{ "\xc3\xa4 x", "\xc3\xa4 x", true },
	};
	char line[65], other[65];

	for (size_t i = 0; i < COUNT_OF(pairs); i++)
		if (!CHECK(begin_alike(bytes_of(pairs[i].one), bytes_of(pairs[i].other)) ==
			pairs[i].alike))
			printf("   %s, %s\n", pairs[i].one, pairs[i].other);
	/* 64 bytes of a word count */
	memset(line, 'a', sizeof(line));
	for (size_t at = 63; at <= 64; at++) {
		memset(other, 'a', sizeof(other));
		other[at] = 'b';
		CHECK(begin_alike((struct bytes){ line, sizeof(line) },
			  (struct bytes){ other, sizeof(other) }) == (at == 64));
	}
}

/* A line is known by its first word alone after three times, or two if that is no plain word. */
static void
test_first(void)
{
	struct firstwords one, other;

	CHECK(firstwords_read(BYTES("The first"), &one) &&
	    firstwords_read(BYTES("The next"), &other));
	CHECK(one.word == other.word && one.words != other.words);
	CHECK(!one.marked && firstwords_needed(&one) == 3);
	CHECK(firstwords_read(BYTES("worker-1 busy"), &one) && one.marked);
	CHECK(firstwords_needed(&one) == 2);
	CHECK(firstwords_read(BYTES("worker-2 busy"), &other) && one.word == other.word);
	/* the second word does not make the first one marked */
	CHECK(firstwords_read(BYTES("The x-1"), &one) && one.word != one.words);
	CHECK(!firstwords_read(BYTES(""), &one) && !firstwords_read(BYTES("- - -"), &one));
	CHECK(!firstwords_read(BYTES("12 a"), &one));
}

int
main(void)
{
	test_words();
	test_first();
	return check_end();
}
