/* Lists of words, and what of a text is one of them. */
#ifndef ST_BASE_WORDS_H
#define ST_BASE_WORDS_H

#include "base/bytes.h"

/* A list is an array of struct bytes, of BYTES_ROW(): words_find(LIST(names), text). */
#define LIST(array) (array), COUNT_OF(array)

enum { WORDS_NONE = -1 };

/* The place in the list of the first word that the text is, begins with, ends with, or holds; WORDS_NONE: no such. */
int words_find(const struct bytes *list, size_t count, struct bytes text);
int words_start(const struct bytes *list, size_t count, struct bytes text);
int words_end(const struct bytes *list, size_t count, struct bytes text);
int words_within(const struct bytes *list, size_t count, struct bytes text);

/*
 * Takes the words off the front of the text: `9` in them is a number, `*` any text up to the words behind it. False
 * where it does not begin so; then part of it may be gone.
 */
bool words_take(const char *words, struct bytes *text);

#endif
