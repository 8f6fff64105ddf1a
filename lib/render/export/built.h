/* Documents that are built as trees with cJSON, and written as JSON. */
#ifndef ST_RENDER_EXPORT_BUILT_H
#define ST_RENDER_EXPORT_BUILT_H

#include "base/buffer.h"

#include <cjson/cJSON.h>

/* An empty object or array; NULL: no memory. cJSON takes its memory where everything else does. */
cJSON *built_object(void);
cJSON *built_array(void);

/*
 * Members of an object; nothing is added for no bytes, a number below 0, or no object. Where the array or object
 * inside cannot be made NULL comes back, which may be given to all of these. Names are literals.
 */
void built_text(cJSON *object, const char *name, struct bytes text);
void built_number(cJSON *object, const char *name, long long number);
cJSON *built_member(cJSON *object, const char *name, cJSON *value);

/* Adds an element to an array, and gives it; NULL, and the element is deleted, where there is no array. */
cJSON *built_element(cJSON *array, cJSON *element);

/* A string; a value that is written already. */
cJSON *built_string(struct bytes text);
cJSON *built_written(struct bytes json);

/* Appends the tree as JSON in one line, what people should not see in strings as escapes; the tree is deleted. */
void built_append(struct buffer *out, cJSON *tree);

#endif
