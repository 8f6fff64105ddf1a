#include "pylog/heads/outside.h"

#include "check.h"

static struct outside outside;

static void
learn(const char *line, bool head)
{
	outside_learn(&outside.first, bytes_of(line), head);
}

/* Learns one of the lines straight above an exception. */
static void
learn_above(const char *line, bool head)
{
	static long long at;

	if (outside.above.lines == 0)
		at = nearby_move(&outside.above, 0, 0);
	nearby_learn(&outside.above, at++, bytes_of(line), head);
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
	nearby_forget(&outside.above);
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
	learn_above("Stats 811.0: in=0", false);
	CHECK(begins("Stats 812.5: in=1"));
}

/* So many lines without a head for one with it are a log without heads, at the least. */
static void
test_how_many(void)
{
	begin();
	learn("with a head", true);
	for (int i = 1; i < 8; i++)
		learn("x", false);
	CHECK(!outside_is_bare(&outside));
	learn("x", false);
	CHECK(outside_is_bare(&outside));
	learn_above("with a head", true);
	learn_above("x", false);
	CHECK(!outside_is_bare(&outside));
	learn_above("x", false);
	CHECK(outside_is_bare(&outside));
	begin();
	learn_above("x", false);
	CHECK(outside_is_known(&outside, true) && !outside_is_known(&outside, false));
	learn_above("x", false);
	learn_above("x", false);
	CHECK(outside_is_known(&outside, false));
}

static void
test_heads(void)
{
	begin();
	CHECK(outside_is_bare(&outside) && !outside_is_known(&outside, false));
	learn("2026-11-24 10:00:00 INFO on", true);
	CHECK(!outside_is_bare(&outside) && !outside_is_known(&outside, false));
	CHECK(outside_is_known(&outside, true));
	for (int i = 0; i < 20; i++)
		learn("a line", false);
	CHECK(outside_is_bare(&outside) && outside_is_known(&outside, false));
	/* but what stands straight above has heads */
	learn_above("2026-11-24 10:00:00 INFO on", true);
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
	test_how_many();
	test_heads();
	test_many();
	outside_free(&outside);
	return check_end();
}
