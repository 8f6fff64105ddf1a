/*
 * Arrays that come again and again, such as the frames of one place in a program: the values in one are kept, and the
 * next one of the same bytes is compared, and not read. It has a number (json_number_of()), by which others remember
 * what they made of it. On a log whose exceptions come from a thousand places st-annotate and st-group take .49 of the
 * instructions that they take without.
 */
#ifndef ST_JSON_SHAPES_H
#define ST_JSON_SHAPES_H

#include "json/json.h"

/*
 * Arrays that are members of that name, which outlives the shapes. At most 16 MiB are kept, and no more of the system's
 * memory is used than there is to keep. NULL: no memory, and all is read.
 */
struct shapes *shapes_new(struct bytes name);
void shapes_free(struct shapes *shapes);

/* For json.c: called before a text is read. If there was no room left, forgets all arrays. */
void shapes_begin(struct shapes *shapes);

/*
 * `text` begins with the array's bracket. If the same array came before, `array` gets its parts, which are good until
 * the next shapes_begin(), and the result is its length in bytes. It is nested no deeper than SHAPES_DEPTH. 0: it has
 * to be read.
 */
size_t shapes_find(
    struct shapes *shapes, struct bytes text, struct value *array, struct arena *memory);

/* Called when the array that was not found has been read: keeps it. From now on its parts are those that are kept. */
void shapes_keep(struct shapes *shapes, struct value *array);

enum { SHAPES_DEPTH = 8 };

#endif
