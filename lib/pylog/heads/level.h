/* The levels of log messages. */
#ifndef ST_PYLOG_HEADS_LEVEL_H
#define ST_PYLOG_HEADS_LEVEL_H

#include "base/bytes.h"

/* Whether the word is a level (`capitals`: only in capitals); the level that a letter of glog or Tornado means, or no bytes. */
bool level_is(struct bytes word, bool capitals);
struct bytes level_of_letter(char letter);

/* The level that a cut one stands for, or the same: `WARNI`, `CRITI`, `ERRO`. */
struct bytes level_whole(struct bytes level);

/* Whether it is a level as .NET writes it. */
bool level_is_short(struct bytes word);

/*
 * Whether what follows a level that is not in capitals tells it from a word of a sentence: a mark, or blanks that align it;
 * `Error: text` may be a sentence.
 */
bool level_is_marked(struct bytes level, struct bytes behind);

#endif
