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

/* For json.c. Before a text is read: where there was no more room, all arrays are forgotten. */
void shapes_begin(struct shapes *shapes);

/*
 * The text begins with the array's bracket: where these bytes came before, the array gets its parts, good
 * until the next shapes_begin(), and the result is how long it is; 0: it has to be read. It is nested no deeper than
 * SHAPES_DEPTH.
 */
size_t shapes_find(
    struct shapes *shapes, struct bytes text, struct value *array, struct arena *memory);

/* The array that was not found was read: from now on its parts are those that are kept. */
void shapes_keep(struct shapes *shapes, struct value *array);

enum { SHAPES_DEPTH = 8 };

#endif
