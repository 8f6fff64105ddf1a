/* The word that was meant: the one of a list that a mistyped word is nearest to. */
#ifndef ST_BASE_NEAREST_H
#define ST_BASE_NEAREST_H

#include "base/bytes.h"

enum {
	NEAREST_WORD_MAX = 40, /* bytes; a longer word is never near */
	NEAREST_FAR = 1000,    /* a distance: not near */
};

/*
 * How many single mistakes lie between two words: a letter too many, one missing, another one, two that changed places.
 * NEAREST_FAR where that is more than a third of the longer word, two letters of it at least being right.
 */
int nearest_distance(struct bytes one, struct bytes other);

/* The word of a list, `a, b, c`, that is nearest to the one given, the first of several; no bytes: none is near. */
struct bytes nearest_in(struct bytes list, struct bytes word);

#endif
