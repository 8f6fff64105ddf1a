#include "pylog/heads/outside.h"

#include "base/hash.h"

enum {
	KNOWN_LINES = 3, /* fewer lines say nothing */
	RARE_HEADS = 8,  /* one head in more lines than that is chance */
};

void
outside_free(struct outside *outside)
{
	numberset_free(&outside->first.words);
	nearby_free(&outside->above);
}

void
outside_forget(struct outside_lines *lines)
{
	numberset_clear(&lines->words);
	lines->lines = lines->heads = 0;
}

/* The number that says that a word came so many times; 0 times: that two words came. */
static uint64_t
number_of(uint64_t word, unsigned times)
{
	uint64_t number = hash_number(word + times);

	return number == 0 ? 1 : number;
}

static bool
has(const struct outside_lines *lines, uint64_t word, unsigned times)
{
	return numberset_has(&lines->words, number_of(word, times));
}

static void
add(struct outside_lines *lines, uint64_t word, unsigned times)
{
	if (lines->words.count < OUTSIDE_WORDS)
		(void)numberset_add(&lines->words, number_of(word, times));
}

void
outside_learn(struct outside_lines *lines, struct bytes line, bool head)
{
	struct firstwords begins;
	unsigned times = 1;

	lines->lines++;
	lines->heads += head;
	if (head || !firstwords_read(line, &begins))
		return;
	add(lines, begins.words, 0);
	while (times < FIRSTWORDS_OFTEN && has(lines, begins.word, times))
		times++;
	add(lines, begins.word, times);
}

bool
outside_is_bare(const struct outside *outside)
{
	const struct outside_lines *first = &outside->first;
	const struct nearby *above = &outside->above;

	return (first->lines == 0 || RARE_HEADS * first->heads < first->lines) &&
	    (above->lines == 0 || 2 * above->heads < above->lines);
}

bool
outside_is_known(const struct outside *outside, bool apart)
{
	size_t least = apart ? 1 : KNOWN_LINES;

	return outside->first.lines >= least || outside->above.lines >= least;
}

bool
outside_begins(const struct outside *outside, struct bytes line)
{
	const struct outside_lines *first = &outside->first;
	struct firstwords begins;

	return firstwords_read(line, &begins) &&
	    (has(first, begins.words, 0) || has(first, begins.word, firstwords_needed(&begins)) ||
		nearby_begins(&outside->above, &begins));
}
