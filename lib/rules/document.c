#include "rules/document.h"

#include "base/ascii.h"
#include "base/buffer.h"
#include "base/memory.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "json/json.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* Bytes of json_read()'s tree: what cJSON takes for the same values is about as much. */
enum { TREE_MAX = 256 * 1024 * 1024 };

static bool
refuse(struct document *document, size_t place, const char *reason)
{
	size_t end = document->text.len;

	/* if the text ends too early, the last byte is to blame */
	document->fault.place = place < end || end == 0 ? place : end - 1;
	snprintf(document->fault.reason, sizeof(document->fault.reason), "%s", reason);
	cJSON_Delete(document->root);
	document->root = NULL;
	return false;
}

/* Stores the places of a value and its parts, as json_read() found them (`same`). */
static bool
place_value(struct document *document, cJSON *value, const struct value *same)
{
	const struct value *part = json_first(same);
	struct bytes written = json_written(same);

	value->valueint = (int)(written.at - document->text.at);
	value->valuedouble = (double)written.len;
	/* cJSON's strings end at a NUL */
	if (!bytes_equal(document_text(value), json_string(same)) ||
	    !bytes_equal(bytes_of(value->string), json_name(same)))
		return refuse(document, (size_t)value->valueint, "a text may not hold a NUL");
	for (cJSON *each = value->child; each != NULL; each = each->next, part = json_next(part))
		if (!place_value(document, each, part))
			return false;
	return true;
}

/*
 * cJSON does not say where values stand, and takes more than RFC 8259 allows: 01, control characters. So json_read()
 * reads the text, too.
 */
static bool
read_text(struct document *document, struct arena *memory)
{
	cJSON_Hooks hooks = { memory_take, free };
	struct bytes text = document->text;
	const char *reason, *end = text.at;
	size_t place;
	const struct value *tree = json_read(text, memory, &reason, &place);

	if (tree == NULL && !memory_refused()) {
		/* the reason would be that something follows the value, but a control character may stand nowhere */
		bool control = place < text.len && (unsigned char)text.at[place] < ' ';
		char head = bytes_head(text);

		/* `2026-11-24 …` begins with a number */
		return refuse(document, place,
		    control || ascii_is_digit(head) || head == '-' ? "not JSON" : reason);
	}
	cJSON_InitHooks(&hooks);
	if (tree != NULL)
		document->root = cJSON_ParseWithLengthOpts(text.at, text.len + 1, &end, false);
	if (document->root == NULL)
		return refuse(document, (size_t)(end - text.at),
		    memory_refused() ? "out of memory" : "not JSON");
	return place_value(document, document->root, tree);
}

struct document *
document_read(struct bytes text)
{
	struct document *document = memory_zero(1, sizeof(*document));
	struct arena *memory = arena_new(TREE_MAX);

	if (document != NULL && memory != NULL) {
		document->text = text;
		document->counted.to = text.at;
		document->counted.line = 1;
		(void)read_text(document, memory);
	} else {
		free(document);
		document = NULL;
	}
	arena_free(memory);
	return document;
}

void
document_free(struct document *document)
{
	if (document != NULL)
		cJSON_Delete(document->root);
	free(document);
}

struct bytes
document_text(const cJSON *value)
{
	return cJSON_IsString(value) ? bytes_of(value->valuestring) : BYTES_NONE;
}

struct bytes
document_written(const struct document *document, const cJSON *value)
{
	return (struct bytes){ document->text.at + value->valueint, (size_t)value->valuedouble };
}

/* Writes the path from the whole to a value inside it; false where it is not there. */
static bool
write_path(struct buffer *path, const cJSON *whole, const cJSON *value)
{
	size_t start = path->len;
	long long index = 0;

	if (whole == value)
		return true;
	for (const cJSON *part = whole->child; part != NULL; part = part->next, index++) {
		path->len = start;
		if (cJSON_IsObject(whole)) {
			if (start > 0)
				buffer_byte(path, '.');
			buffer_append(path, bytes_of(part->string));
		} else {
			buffer_byte(path, '[');
			buffer_number(path, index);
			buffer_byte(path, ']');
		}
		if (write_path(path, part, value))
			return true;
		path->full = false;
	}
	return false;
}

bool
document_fail(struct document *document, const cJSON *value, const char *format, ...)
{
	struct document_fault *fault = &document->fault;
	struct buffer path = BUFFER_OVER(fault->path);
	va_list arguments;

	path.size--;
	if (!write_path(&path, document->root, value))
		path.len = 0;
	fault->path[path.len] = '\0';
	fault->place = (size_t)value->valueint;
	va_start(arguments, format);
	vsnprintf(fault->reason, sizeof(fault->reason), format, arguments);
	va_end(arguments);
	return false;
}

static const char *
name_of(const void *row)
{
	return *(const char *const *)row;
}

const void *
document_row(struct document *document, const cJSON *object, const cJSON *member, const char *kind,
    const void *rows, size_t size, size_t count)
{
	const char *row = rows, *end = row + count * size, *near = NULL;
	struct bytes word = bytes_of(member->string);
	int nearest = NEAREST_FAR;

	if (cJSON_GetObjectItemCaseSensitive(object, member->string) != member) {
		document_fail(document, member, "is given twice");
		return NULL;
	}
	while (row < end && strcmp(name_of(row), member->string) != 0)
		row += size;
	if (row < end)
		return row;
	for (row = rows; row < end; row += size) {
		int far = nearest_distance(word, bytes_of(name_of(row)));

		if (far < nearest) {
			nearest = far;
			near = name_of(row);
		}
	}
	word = bytes_first(word, 64);
	document_fail(document, object, "no such %s \"%.*s\"%s%s%s", kind, (int)utf8_valid(word),
	    word.at, near == NULL ? "" : " (did you mean \"", near == NULL ? "" : near,
	    near == NULL ? "" : "\"?)");
	document->fault.place = (size_t)member->valueint;
	return NULL;
}

long long
document_line(struct document *document, const cJSON *value)
{
	struct bytes text = bytes_first(document->text, (size_t)value->valueint);

	document->counted.line +=
	    (long long)bytes_count(bytes_at(text, document->counted.to), '\n');
	document->counted.to = text.at + text.len;
	return document->counted.line;
}

bool
document_take_members(struct document *document, const cJSON *object, const char *kind,
    const struct document_member *members, size_t count, void *whole)
{
	for (const cJSON *each = object->child; each != NULL; each = each->next) {
		const struct document_member *member =
		    document_row(document, object, each, kind, members, sizeof(*members), count);

		if (member == NULL || !member->take(document, each, (char *)whole + member->offset))
			return false;
	}
	return true;
}

bool
document_take_list(struct document *document, const cJSON *array, void *first, size_t size,
    bool (*take)(struct document *document, const cJSON *value, void *element))
{
	void *last = first;

	if (!cJSON_IsArray(array))
		return document_fail(document, array, "has to be an array");
	for (const cJSON *each = array->child; each != NULL; each = each->next) {
		void *element = arena_zero(document->memory, size);

		if (element == NULL)
			return document_fail(document, each, "out of memory");
		memcpy(last, &element, sizeof(element));
		last = element;
		if (!take(document, each, element))
			return false;
	}
	return true;
}

bool
document_take_text(struct document *document, const cJSON *value, void *place)
{
	struct bytes *text = place;

	*text = document_text(value);
	return text->len > 0 || document_fail(document, value, "has to be a text, and not empty");
}

struct regex *
document_pattern(struct document *document, const cJSON *value)
{
	char reason[120];
	size_t place;
	struct regex *regex = regex_compile(document_text(value), reason, sizeof(reason), &place);

	if (regex == NULL)
		document_fail(document, value, "pattern: %s at character %zu", reason, place + 1);
	return regex;
}
