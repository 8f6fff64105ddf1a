#include "render/built.h"

#include "base/memory.h"
#include "render/export/exported.h"

#include <stdlib.h>

static void
use_memory(void)
{
	cJSON_Hooks hooks = { memory_take, free };

	cJSON_InitHooks(&hooks);
}

cJSON *
built_object(void)
{
	use_memory();
	return cJSON_CreateObject();
}

cJSON *
built_array(void)
{
	use_memory();
	return cJSON_CreateArray();
}

/* A value of that type with a copy of the bytes. */
static cJSON *
built_copy(int type, struct bytes text)
{
	char *copy = memory_take(text.len + 1);
	cJSON *value = copy == NULL ? NULL : cJSON_CreateNull();

	if (value == NULL) {
		free(copy);
		return NULL;
	}
	if (text.len > 0)
		memcpy(copy, text.at, text.len);
	copy[text.len] = '\0';
	value->type = type;
	value->valuestring = copy;
	return value;
}

/* A text has no NUL: json_read() gives U+FFFD for one. */
cJSON *
built_string(struct bytes text)
{
	return built_copy(cJSON_String, text);
}

cJSON *
built_written(struct bytes json)
{
	return built_copy(cJSON_Raw, json);
}

cJSON *
built_member(cJSON *object, const char *name, cJSON *value)
{
	if (object != NULL && value != NULL && cJSON_AddItemToObjectCS(object, name, value))
		return value;
	cJSON_Delete(value);
	return NULL;
}

cJSON *
built_element(cJSON *array, cJSON *element)
{
	if (array != NULL && element != NULL && cJSON_AddItemToArray(array, element))
		return element;
	cJSON_Delete(element);
	return NULL;
}

void
built_text(cJSON *object, const char *name, struct bytes text)
{
	if (text.len > 0)
		built_member(object, name, built_string(text));
}

void
built_number(cJSON *object, const char *name, long long number)
{
	char digits[24];
	struct buffer text = BUFFER_OVER(digits);

	if (number < 0)
		return;
	buffer_number(&text, number);
	built_member(object, name, built_written(buffer_bytes(&text)));
}

void
built_flag(cJSON *object, const char *name, bool holds)
{
	built_number(object, name, holds ? 1 : -1);
}

void
built_append(struct buffer *out, cJSON *tree)
{
	char *written = tree == NULL ? NULL : cJSON_PrintUnformatted(tree);

	exported_append_json(out, bytes_of(written));
	out->full = out->full || written == NULL;
	cJSON_free(written);
	cJSON_Delete(tree);
}
