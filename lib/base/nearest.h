/* "Did you mean …?": the word of a list that is nearest to a mistyped one. */
#ifndef ST_BASE_NEAREST_H
#define ST_BASE_NEAREST_H

#include "base/bytes.h"

enum {
	NEAREST_WORD_MAX = 40, /* bytes; a longer word is never near */
	NEAREST_FAR = 1000,    /* a distance: not near */
};

/*
 * How many mistakes make one word of the other: a letter too many, one missing, a wrong one, two that changed places.
 * NEAREST_FAR if these are more than a third of the longer word's letters, or if fewer than two letters are right.
 */
int nearest_distance(struct bytes one, struct bytes other);

/* The word of a list, `a, b, c`, that is nearest to `word`; of several the first. No bytes: none is near. */
struct bytes nearest_in(struct bytes list, struct bytes word);

#endif
