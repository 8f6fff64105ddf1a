/* Documents that are built as trees with cJSON, and written as JSON. */
#ifndef ST_RENDER_BUILT_H
#define ST_RENDER_BUILT_H

#include "base/buffer.h"

#include <cjson/cJSON.h>

/* An empty object or array; NULL: no memory. cJSON takes its memory where everything else does. */
cJSON *built_object(void);
cJSON *built_array(void);

/*
 * Add members to an object; nothing for no bytes or a number below 0. The name has to be a literal: it is not copied.
 * `object` may be NULL, as all functions here give NULL without memory; then nothing is added.
 */
void built_text(cJSON *object, const char *name, struct bytes text);
void built_number(cJSON *object, const char *name, long long number);
void built_flag(cJSON *object, const char *name, bool holds); /* as 1; nothing for false */
cJSON *built_member(cJSON *object, const char *name, cJSON *value);

/* Adds an element to an array, and gives it; NULL, and the element is deleted, where there is no array. */
cJSON *built_element(cJSON *array, cJSON *element);

/* A string; a value that is JSON already. */
cJSON *built_string(struct bytes text);
cJSON *built_written(struct bytes json);

/* Appends the tree as JSON in one line, with unsafe characters (base/shown.h) as escapes; deletes the tree. */
void built_append(struct buffer *out, cJSON *tree);

#endif
