/*
 * Which pairs of bytes a text has: words of which it lacks a pair need not be looked for. To make one takes about as long
 * as to look for three words, so it pays where a line is searched for many.
 */
#ifndef ST_BASE_SKETCH_H
#define ST_BASE_SKETCH_H

#include "base/bytes.h"

enum { SKETCH_PAIRS = 512 }; /* pairs are told apart modulo this */

struct sketch {
	bool has[SKETCH_PAIRS];
};

static inline unsigned
sketch_pair(char first, char second)
{
	return ((unsigned char)first * 131U + (unsigned char)second) % SKETCH_PAIRS;
}

static inline struct sketch
sketch_of(struct bytes text)
{
	struct sketch sketch = { .has = { false } };

	for (size_t i = 1; i < text.len; i++)
		sketch.has[sketch_pair(text.at[i - 1], text.at[i])] = true;
	return sketch;
}

static inline bool
sketch_has_pair(const struct sketch *sketch, char first, char second)
{
	return sketch->has[sketch_pair(first, second)];
}

/* Whether the words may be in the text; false: they are not. */
static inline bool
sketch_may_have(const struct sketch *sketch, const char *words)
{
	if (words[0] == '\0')
		return true;
	for (; words[1] != '\0'; words++)
		if (!sketch_has_pair(sketch, words[0], words[1]))
			return false;
	return true;
}

#endif
