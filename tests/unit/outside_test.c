#include "pylog/heads/outside.h"

#include "check.h"

static struct outside outside;

static void
learn(const char *line, bool head)
{
	outside_learn(&outside.first, bytes_of(line), head);
}

static bool
begins(const char *line)
{
	return outside_begins(&outside, bytes_of(line));
}

static void
begin(void)
{
	outside_forget(&outside.first);
	outside_forget(&outside.above);
}

static void
test_lines_that_begin_alike(void)
{
	begin();
	CHECK(!begins("Stats 812.5: in=1"));
	learn("Stats 811.0: in=0", false);
	CHECK(begins("Stats 812.5: in=1"));
	CHECK(begins("Stats 7: in=1"));
	CHECK(!begins("Stats of the loom"));
	CHECK(!begins("Sent 1"));
	learn("worker-1 ready", false);
	CHECK(!begins("worker-2 gone"));
	learn("worker-1 busy", false);
	CHECK(begins("worker-2 gone"));
	learn("The first of all", false);
	learn("The second of all", false);
	CHECK(!begins("The message goes on"));
	learn("The third of all", false);
	CHECK(begins("The message goes on"));
	learn("- - -", false);
	CHECK(!begins("- - -"));
	outside_forget(&outside.first);
	CHECK(!begins("Stats 812.5: in=1"));
	learn("other", false);
	CHECK(begins("other") && !begins("Stats 812.5: in=1"));
	outside_learn(&outside.above, BYTES("Stats 811.0: in=0"), false);
	CHECK(begins("Stats 812.5: in=1"));
}

/* Whether two lines begin alike by their first two words. */
static void
test_words(void)
{
	static const struct {
		const char *one, *other;
		bool alike;
	} pairs[] = {
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
	char line[65];

	for (size_t i = 0; i < COUNT_OF(pairs); i++) {
		begin();
		learn(pairs[i].one, false);
		if (!CHECK(begins(pairs[i].other) == pairs[i].alike))
			printf("   %s, %s\n", pairs[i].one, pairs[i].other);
	}
	/* 64 bytes of a word count */
	memset(line, 'a', sizeof(line));
	for (size_t at = 63; at <= 64; at++) {
		begin();
		outside_learn(&outside.first, (struct bytes){ line, sizeof(line) }, false);
		line[at] = 'b';
		CHECK(outside_begins(&outside, (struct bytes){ line, sizeof(line) }) == (at == 64));
		line[at] = 'a';
	}
}

/* So many lines without a head for one with it are a log without heads, at the least. */
static void
test_how_many(void)
{
	begin();
	learn(" set in", false);
	CHECK(outside.first.lines == 0);
	learn("with a head", true);
	for (int i = 1; i < 8; i++)
		learn("x", false);
	CHECK(!outside_is_bare(&outside));
	learn("x", false);
	CHECK(outside_is_bare(&outside));
	outside_learn(&outside.above, BYTES("with a head"), true);
	outside_learn(&outside.above, BYTES("x"), false);
	CHECK(!outside_is_bare(&outside));
	outside_learn(&outside.above, BYTES("x"), false);
	CHECK(outside_is_bare(&outside));
	begin();
	outside_learn(&outside.above, BYTES("x"), false);
	CHECK(outside_is_known(&outside, true) && !outside_is_known(&outside, false));
	outside_learn(&outside.above, BYTES("x"), false);
	outside_learn(&outside.above, BYTES("x"), false);
	CHECK(outside_is_known(&outside, false));
}

static void
test_heads(void)
{
	begin();
	CHECK(outside_is_bare(&outside) && !outside_is_known(&outside, false));
	learn("  set in", false);
	learn("", false);
	CHECK(outside.first.lines == 0);
	learn("2026-11-24 10:00:00 INFO on", true);
	CHECK(!outside_is_bare(&outside) && !outside_is_known(&outside, false));
	CHECK(outside_is_known(&outside, true));
	for (int i = 0; i < 20; i++)
		learn("a line", false);
	CHECK(outside_is_bare(&outside) && outside_is_known(&outside, false));
	/* but what stands straight above has heads */
	outside_learn(&outside.above, BYTES("2026-11-24 10:00:00 INFO on"), true);
	CHECK(!outside_is_bare(&outside));
	CHECK(!outside_has_heads(&outside.first));
	for (int i = 0; i < OUTSIDE_CERTAIN; i++)
		learn("2026-11-24 10:00:00 INFO on", true);
	CHECK(outside_has_heads(&outside.first));
}

/* More different lines than there is room for do no harm. */
static void
test_many(void)
{
	char line[] = "aaaa x";

	begin();
	for (int i = 0; i < 2 * OUTSIDE_WORDS; i++) {
		for (int at = 0, rest = i; at < 4; at++, rest /= 26)
			line[at] = (char)('a' + rest % 26);
		learn(line, false);
	}
	CHECK(begins("aaaa x"));
	CHECK(!begins("zzzzz x"));
	CHECK(outside.first.words.count == OUTSIDE_WORDS);
}

int
main(void)
{
	test_lines_that_begin_alike();
	test_words();
	test_how_many();
	test_heads();
	test_many();
	outside_free(&outside);
	return check_end();
}
