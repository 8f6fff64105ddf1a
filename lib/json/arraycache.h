/*
 * Arrays that come again and again, such as the frames of one place in a program: the values in one are kept, and the
 * next one of the same bytes is compared, and not read. It has a number (json_number_of()), by which others remember
 * what they made of it. On a log whose exceptions come from a thousand places st-annotate and st-group take .49 of the
 * instructions that they take without.
 */
#ifndef ST_JSON_ARRAYCACHE_H
#define ST_JSON_ARRAYCACHE_H

#include "json/json.h"

/*
 * Arrays that are members of that name, which outlives the cache. At most 16 MiB are kept, and no more of the system's
 * memory is used than there is to keep. NULL: no memory, and all is read.
 */
struct arraycache *arraycache_new(struct bytes name);
void arraycache_free(struct arraycache *cache);

/* For json.c: called before a text is read. If there was no room left, forgets all arrays. */
void arraycache_begin(struct arraycache *cache);

/*
 * `text` begins with the array's bracket. If the same array came before, `array` gets its parts, which are good until
 * the next arraycache_begin(), and the result is its length in bytes. It is nested no deeper than ARRAYCACHE_DEPTH. 0: it has
 * to be read.
 */
size_t arraycache_find(
    struct arraycache *cache, struct bytes text, struct value *array, struct arena *memory);

/* Called when the array that was not found has been read: keeps it. From now on its parts are those that are kept. */
void arraycache_keep(struct arraycache *cache, struct value *array);

enum { ARRAYCACHE_DEPTH = 8 };

#endif
