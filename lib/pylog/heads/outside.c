#include "pylog/heads/outside.h"

#include "base/ascii.h"
#include "base/hash.h"

enum {
	WORD_MAX = 64,   /* bytes of a word that count */
	KNOWN_LINES = 3, /* fewer lines say nothing */
	TIMES = 3,       /* so often a first word has to come to count without the second */
	RARE_HEADS = 8,  /* one head in more lines than that is chance */
};

/* Hashes of what a line begins with: its first word, and its first two, with digits masked. */
struct beginning {
	uint64_t word, words;
	bool marked; /* the first word has other bytes than letters */
};

void
outside_free(struct outside *outside)
{
	numberset_free(&outside->first.words);
	numberset_free(&outside->above.words);
}

void
outside_forget(struct outside_lines *lines)
{
	numberset_clear(&lines->words);
	lines->lines = lines->heads = 0;
}

/* Copies a word, with numbers such as `811.2` and `10:00:00` as `0`. *letters, *others: set if it has letters, or other bytes. */
static size_t
mask(struct bytes word, char *masked, bool *letters, bool *others)
{
	size_t n = 0;

	for (size_t i = 0; i < word.len && n < WORD_MAX; i++) {
		char c = word.at[i];
		bool digit = ascii_is_digit(c), inside = n > 0 && masked[n - 1] == '0';

		*letters = *letters || ascii_is_letter(c) || (unsigned char)c >= 0x80;
		*others = *others || !ascii_is_letter(c);
		if (inside &&
		    (digit ||
			(i + 1 < word.len && memchr(".,:", c, 3) != NULL &&
			    ascii_is_digit(word.at[i + 1]))))
			continue;
		masked[n++] = digit ? '0' : c;
	}
	return n;
}

/* False if the first word has no letter. */
static bool
read_beginning(struct bytes line, struct beginning *beginning)
{
	char masked[2 * WORD_MAX + 1];
	struct bytes word = bytes_first(line, bytes_index(line, ' '));
	bool letters = false, others = false;
	size_t n = mask(word, masked, &letters, &others);

	if (!letters)
		return false;
	beginning->marked = others;
	beginning->word = hash_bytes((struct bytes){ masked, n });
	line = bytes_from(line, word.len);
	line = bytes_from(line, bytes_indent(line));
	masked[n++] = ' ';
	n += mask(bytes_first(line, bytes_index(line, ' ')), masked + n, &letters, &others);
	beginning->words = hash_bytes((struct bytes){ masked, n });
	return true;
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
	struct beginning beginning;
	unsigned times = 1;

	if (line.len == 0 || bytes_indent(line) > 0)
		return;
	lines->lines++;
	lines->heads += head;
	if (head || !read_beginning(line, &beginning))
		return;
	add(lines, beginning.words, 0);
	while (times < TIMES && has(lines, beginning.word, times))
		times++;
	add(lines, beginning.word, times);
}

bool
outside_is_bare(const struct outside *outside)
{
	const struct outside_lines *first = &outside->first, *above = &outside->above;

	return (first->lines == 0 || RARE_HEADS * first->heads < first->lines) &&
	    (above->lines == 0 || 2 * above->heads < above->lines);
}

bool
outside_is_known(const struct outside *outside, bool apart)
{
	size_t least = apart ? 1 : KNOWN_LINES;

	return outside->first.lines >= least || outside->above.lines >= least;
}

static bool
begins(const struct outside_lines *lines, const struct beginning *beginning)
{
	return lines->words.count > 0 &&
	    (has(lines, beginning->words, 0) ||
		has(lines, beginning->word, beginning->marked ? TIMES - 1 : TIMES));
}

bool
outside_begins(const struct outside *outside, struct bytes line)
{
	struct beginning beginning;

	return read_beginning(line, &beginning) &&
	    (begins(&outside->first, &beginning) || begins(&outside->above, &beginning));
}
