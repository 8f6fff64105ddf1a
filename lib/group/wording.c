#include "group/wording.h"

#include "base/ascii.h"
#include "base/hash.h"
#include "base/index.h"

#include <stdlib.h>

enum {
	WORDS_MAX = 64,   /* of templates that are compared */
	FIXED_LEAST = 3,  /* at least so many words of letters have to be the same, */
	VARIED_LEAST = 3, /* at least so many lines have to differ in the one word, */
	EVIDENCE = 8,     /* and both numbers together have to be at least this */
};

static const struct bytes value = BYTES_ROW("\xff"); /* TEMPLATE_VALUE, and a word that varies */

/* Lines that are the same but for one word. */
struct class {
	struct wording_line *first;
	size_t count;
	bool has_value; /* one of them has a value for a word */
	bool joined;
};

/* Lines with the same number of words, and their classes when one of the words is left out. */
struct comparison {
	struct wording_line **lines;
	size_t count;
	size_t *class_of; /* by the numbers of the lines */
	struct class *classes;
	size_t class_count;
	struct index index;
};

static struct bytes
word_of(const struct wording_line *line, size_t place)
{
	return line->varied[place] ? value : line->words[place];
}

static bool
is_fixed(struct bytes word)
{
	size_t letters = 0;

	for (size_t i = 0; i < word.len; i++) {
		if (word.at[i] == TEMPLATE_VALUE)
			return false;
		letters += ascii_is_letter(word.at[i]) || (unsigned char)word.at[i] >= 0x80;
	}
	return letters > 1;
}

static uint64_t
hash_of(const struct wording_line *line, size_t place)
{
	return hash_number(hash_bytes(word_of(line, place)) + place);
}

static bool
is_same_but(const struct wording_line *a, const struct wording_line *b, size_t place)
{
	for (size_t i = 0; i < a->count; i++)
		if (i != place && !bytes_equal(word_of(a, i), word_of(b, i)))
			return false;
	return true;
}

/* Finds or makes the class of a line when the word at a place is left out. False: no memory. */
static bool
classify(struct comparison *in, size_t number, size_t place)
{
	struct wording_line *line = in->lines[number];
	uint64_t hash = line->sum - hash_of(line, place);
	size_t at = 0, found = index_find(&in->index, hash, &at);

	while (found != INDEX_NONE && !is_same_but(in->classes[found].first, line, place))
		found = index_find(&in->index, hash, &at);
	if (found == INDEX_NONE) {
		found = in->class_count++;
		in->classes[found] = (struct class){ .first = line };
		if (!index_add(&in->index, hash, found))
			return false;
	}
	in->class_of[number] = found;
	in->classes[found].count++;
	in->classes[found].has_value =
	    in->classes[found].has_value || bytes_equal(word_of(line, place), value);
	return true;
}

static bool
is_varied(const struct class *class, size_t place)
{
	size_t fixed = class->first->fixed - is_fixed(word_of(class->first, place));

	return class->count > 1 && fixed >= FIXED_LEAST &&
	    (class->has_value ||
		(class->count >= VARIED_LEAST && class->count + fixed >= EVIDENCE));
}

/* Adds a line to the first one of its class; makes it the first if there is none. */
static void
join(struct class *class, struct wording_line *line, size_t place)
{
	if (class->joined) {
		class->first->last->next = line;
		class->first->last = line->last;
		class->first->total += line->total;
		class->first->line = place_first_line(class->first->line, line->line);
		return;
	}
	class->joined = true;
	line->sum -= hash_of(line, place);
	line->fixed -= is_fixed(word_of(line, place));
	line->varied[place] = true;
	line->sum += hash_of(line, place);
}

/* Puts lines together that differ only in the word at a place. False: no memory. */
static bool
compare_at(struct comparison *in, size_t place)
{
	size_t kept = 0;

	index_clear(&in->index);
	in->class_count = 0;
	for (size_t i = 0; i < in->count; i++)
		if (!classify(in, i, place))
			return false;
	for (size_t i = 0; i < in->class_count; i++)
		if (!is_varied(&in->classes[i], place))
			in->classes[i].first = NULL;
	for (size_t i = 0; i < in->count; i++) {
		struct class *class = &in->classes[in->class_of[i]];
		bool first = class->first == NULL || !class->joined;

		if (class->first != NULL)
			join(class, in->lines[i], place);
		if (first)
			in->lines[kept++] = in->lines[i];
	}
	in->count = kept;
	return true;
}

/*
 * Compares lines with the same number of words, beginning with the last word, since values mostly stand at the end. Gives
 * how many lines are left; 0: no memory.
 */
static size_t
compare(struct wording_line **lines, size_t count, struct arena *memory)
{
	struct comparison in = { .lines = lines,
		.count = count,
		.class_of = arena_alloc(memory, count * sizeof(*in.class_of)),
		.classes = arena_alloc(memory, count * sizeof(*in.classes)) };
	bool compared = in.class_of != NULL && in.classes != NULL;

	for (size_t place = lines[0]->count; place-- > 0 && compared && in.count > 1;)
		compared = compare_at(&in, place);
	index_free(&in.index);
	return compared ? in.count : 0;
}

/* Divides the text into words; it is one word if it has too many or `words` is false. False: no memory. */
static bool
divide(struct wording_line *line, bool words, struct arena *memory)
{
	struct bytes rest = line->message->text;

	line->count = words ? 1 + bytes_count(rest, ' ') : 1;
	if (line->count > WORDS_MAX)
		line->count = 1;
	line->words = arena_alloc(memory, line->count * sizeof(*line->words));
	line->varied = arena_zero(memory, line->count * sizeof(*line->varied));
	if (line->words == NULL || line->varied == NULL)
		return false;
	for (size_t i = 0; i < line->count; i++) {
		size_t length = line->count == 1 ? rest.len : bytes_index(rest, ' ');

		line->words[i] = bytes_first(rest, length);
		rest = bytes_from(rest, length + 1);
		line->fixed += is_fixed(line->words[i]);
		line->sum += hash_of(line, i);
	}
	return true;
}

static int
by_words(const void *a, const void *b)
{
	const struct wording_line *one = *(struct wording_line *const *)a;
	const struct wording_line *other = *(struct wording_line *const *)b;

	if (one->count != other->count)
		return one->count < other->count ? -1 : 1;
	return bytes_compare(one->message->text, other->message->text);
}

bool
wording_of(
    struct wording *wording, const struct messages *messages, bool words, struct arena *memory)
{
	size_t count = messages->count, kept = 0, end;
	struct wording_line *lines = arena_zero(memory, count * sizeof(*lines));
	struct wording_line **first = arena_alloc(memory, count * sizeof(struct wording_line *));

	if (lines == NULL || first == NULL)
		return false;
	for (size_t i = 0; i < count; i++) {
		lines[i].message = &messages->list[i];
		lines[i].total = messages->list[i].count;
		lines[i].line = messages->list[i].line;
		first[i] = lines[i].last = &lines[i];
		if (!divide(&lines[i], words && count > 1, memory))
			return false;
	}
	qsort(first, count, sizeof(struct wording_line *), by_words);
	for (size_t start = 0; start < count; start = end) {
		size_t left;

		for (end = start + 1; end < count && first[end]->count == first[start]->count;)
			end++;
		left = first[start]->count == 1 ? end - start
						: compare(first + start, end - start, memory);
		if (left == 0)
			return false;
		memmove(first + kept, first + start, left * sizeof(struct wording_line *));
		kept += left;
	}
	*wording = (struct wording){ first, kept };
	return true;
}
