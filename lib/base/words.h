/* Lists of words, and looking for them in a text. */
#ifndef ST_BASE_WORDS_H
#define ST_BASE_WORDS_H

#include "base/sketch.h"

/* A list is an array of struct bytes, of BYTES_ROW(): words_find(LIST(names), text). */
#define LIST(array) (array), COUNT_OF(array)

enum { WORDS_NONE = -1 };

/*
 * The index of the first word in the list that is the text (find), its start, its end, or anywhere in it (within);
 * WORDS_NONE: there is none.
 */
int words_find(const struct bytes *list, size_t count, struct bytes text);
int words_start(const struct bytes *list, size_t count, struct bytes text);
int words_end(const struct bytes *list, size_t count, struct bytes text);
int words_within(const struct bytes *list, size_t count, struct bytes text);

/*
 * Takes the words off the front of the text. In them `9` stands for a number, and `*` for any text up to the words behind
 * it. False where the text does not begin so; part of it may be taken off then.
 */
bool words_take(const char *words, struct bytes *text);

/* Whether words_take() may take the words off a text of that sketch; false: it does not. */
bool words_may_take(const char *words, const struct sketch *sketch);

#endif
