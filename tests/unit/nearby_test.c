#include "pylog/heads/nearby.h"

#include "check.h"

enum { LINE = 10 }; /* bytes of each line with its end */

static struct nearby nearby;

/* Line `number` of a log: w3 is the first of 26 that begin so, and the second word is its own. */
static struct bytes
line_of(long long number)
{
	static char text[LINE + 1];

	snprintf(text, sizeof(text), "w%c %c%c%c%c", (char)('a' + number % 3),
	    (char)('a' + number / 17576 % 26), (char)('a' + number / 676 % 26),
	    (char)('a' + number / 26 % 26), (char)('a' + number % 26));
	return bytes_of(text);
}

/* Makes the lines from `first` on and before `last` those above; gives how many lines had to be learnt. */
static long long
move(long long first, long long last)
{
	long long at = nearby_move(&nearby, first * LINE, last * LINE), learnt = 0;

	CHECK(at % LINE == 0);
	for (; at < last * LINE; at += LINE, learnt++)
		nearby_learn(&nearby, at, line_of(at / LINE), at / LINE % 5 == 0);
	return learnt;
}

static bool
begins(const char *line)
{
	struct firstwords begins;

	return firstwords_read(bytes_of(line), &begins) && nearby_begins(&nearby, &begins);
}

/* Whether just the lines from `first` on and before `last` are above, of which each fifth has a head. */
static bool
is_above(long long first, long long last)
{
	size_t heads = 0, firsts[3] = { 0, 0, 0 };
	bool right = nearby.lines == (size_t)(last - first);

	for (long long i = first > 5 ? first - 5 : 0; i < last + 5; i++) {
		struct firstwords words;
		bool inside = i >= first && i < last, head = i % 5 == 0;
		size_t count = 0;

		if (!CHECK(firstwords_read(line_of(i), &words)))
			return false;
		heads += inside && head;
		firsts[i % 3] += inside && !head;
		/* that of the first word alone would be enough */
		for (long long j = first; j < last; j++)
			count += j % 3 == i % 3 && j % 5 != 0;
		right =
		    right && nearby_begins(&nearby, &words) == ((inside && !head) || count >= 3);
	}
	return right && nearby.heads == heads && begins("wa other") == (firsts[0] >= 3) &&
	    begins("wb other") == (firsts[1] >= 3) && begins("wc other") == (firsts[2] >= 3);
}

/* Wherever the text above goes to, just its lines count. */
static void
test_moves(void)
{
	static const struct {
		long long first, last;
		long long learnt; /* lines: all, or just the new ones and that before them */
	} moves[] = {
		{ 0, 4, 4 },    /* the first */
		{ 0, 9, 6 },    /* more of it */
		{ 3, 12, 4 },   /* away from the start */
		{ 3, 12, 1 },   /* the same */
		{ 11, 20, 9 },  /* the last line alone stays */
		{ 2, 6, 0 },    /* back, to other lines */
		{ 5, 9, 0 },    /* over the end */
		{ 1, 7, 0 },    /* over the start */
		{ 4, 4, 0 },    /* none */
		{ 7, 15, 0 },   /* into what is known */
		{ 16, 24, 5 },  /* behind it, and beyond it */
		{ 40, 44, 4 },  /* far from it */
		{ 30, 44, 14 }, /* from further up */
	};

	nearby_forget(&nearby);
	for (size_t i = 0; i < COUNT_OF(moves); i++) {
		bool right = move(moves[i].first, moves[i].last) == moves[i].learnt;

		if (!CHECK(right && is_above(moves[i].first, moves[i].last)))
			printf("   %lld to %lld\n", moves[i].first, moves[i].last);
	}
	nearby_forget(&nearby);
	CHECK(is_above(0, 0));
}

/* A word is known by how often it comes. */
static void
test_words(void)
{
	static const char *const lines[] = { "The first", "worker-1 x", "The second", "worker-2 y",
		"The third" };

	nearby_forget(&nearby);
	CHECK(!begins("The first"));
	for (size_t i = 0; i < COUNT_OF(lines); i++) {
		CHECK(!begins(lines[i]));
		nearby_learn(&nearby, (long long)i, bytes_of(lines[i]), false);
		CHECK(begins(lines[i]));
		CHECK(begins("worker-3 z") == (i >= 3));
		CHECK(begins("The fourth") == (i >= 4));
	}
	CHECK(!begins("other") && nearby.lines == 5 && nearby.heads == 0);
	nearby_learn(&nearby, 5, BYTES("other x"), true);
	CHECK(!begins("other x") && nearby.lines == 6 && nearby.heads == 1);
	nearby_learn(&nearby, 6, BYTES_NONE, false);
	CHECK(nearby.lines == 6);
}

/* The last line that was learnt may have been half of one. */
static void
test_last_line(void)
{
	nearby_forget(&nearby);
	CHECK(nearby_move(&nearby, 0, 12) == 0);
	nearby_learn(&nearby, 0, BYTES("one x"), false);
	nearby_learn(&nearby, 6, BYTES("two x"), false);
	CHECK(nearby_move(&nearby, 0, 20) == 6);
	CHECK(nearby.lines == 1 && begins("one x") && !begins("two x"));
	nearby_learn(&nearby, 6, BYTES("two y"), false);
	nearby_learn(&nearby, 12, BYTES_NONE, false);
	CHECK(nearby.lines == 2 && begins("two y"));
	CHECK(nearby_move(&nearby, 0, 30) == 12);
	CHECK(nearby.lines == 2);
}

/* What is kept has an end, and a long log is learnt once all the same. */
static void
test_many(void)
{
	long long learnt = 0;

	nearby_forget(&nearby);
	for (long long i = 0; i < 60000; i += 10) {
		learnt += move(i < 800 ? 0 : i - 800, i);
		CHECK(nearby.lines == (size_t)(i < 800 ? i : 800));
	}
	CHECK(learnt > 60000 && learnt < 80000);
	CHECK(nearby.known_count < 20000 && nearby.word_count < 40000);
	CHECK(is_above(59190, 59990));
}

int
main(void)
{
	test_moves();
	test_words();
	test_last_line();
	test_many();
	nearby_free(&nearby);
	return check_end();
}
