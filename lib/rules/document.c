#include "rules/document.h"

#include "base/ascii.h"
#include "base/buffer.h"
#include "base/memory.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { MEMORY_MAX = 512 * 1024 * 1024, LETTERS_MAX = 24, DISTANCE_MAX = 2 };

/* What the text being read may still take, and whether that or the system's memory has ended: cJSON does not say. */
static struct {
	size_t left;
	bool over, refused;
} memory;

static void *
take_memory(size_t size)
{
	void *taken = NULL;

	memory.over = memory.over || size > memory.left;
	if (memory.over)
		return NULL;
	memory.left -= size;
	taken = memory_take(size);
	memory.refused = memory.refused || taken == NULL;
	return taken;
}

/* The places of values, in the order of the text, which cJSON has accepted. */
struct placing {
	struct bytes text;
	const char *at;
	const char *reason; /* of what cJSON accepts, and JSON does not */
};

static bool
refuse(struct placing *in, const char *reason)
{
	in->reason = reason;
	return false;
}

/* Behind the string that begins there. */
static const char *
skip_string(const char *at, const char *end)
{
	for (at++; at < end && *at != '"'; at++)
		at += *at == '\\';
	return at < end ? at + 1 : end;
}

/* Behind the bracket that closes the first one, or the end; *depth is how many are open there. */
static const char *
skip_brackets(const char *at, const char *end, size_t *depth)
{
	*depth = 0;
	while (at < end) {
		if (*at == '"') {
			at = skip_string(at, end);
			continue;
		}
		*depth += *at == '[' || *at == '{';
		if ((*at == ']' || *at == '}') && *depth > 0 && --*depth == 0)
			return at + 1;
		at++;
	}
	return end;
}

static bool
take_escape(struct placing *in)
{
	struct bytes digits = { in->at + 2, 4 };
	long long code;

	if (in->at[1] != 'u') {
		in->at += 2;
		return true;
	}
	for (size_t i = 0; i < digits.len; i++)
		if (!ascii_is_hex(digits.at[i]))
			return refuse(in, "not JSON");
	if (bytes_hex(digits, &code) && code == 0)
		return refuse(in, "a text may not hold a NUL");
	in->at += 6;
	return true;
}

static bool
take_string(struct placing *in)
{
	for (in->at++; *in->at != '"';) {
		if ((unsigned char)*in->at < ' ')
			return refuse(in, "not JSON");
		if (*in->at != '\\')
			in->at++;
		else if (!take_escape(in))
			return false;
	}
	in->at++;
	return true;
}

/* strtod(3) took it: 01, 1. and -.5, too. */
static bool
take_number(struct placing *in)
{
	in->at += *in->at == '-';
	if (!ascii_is_digit(*in->at) || (*in->at == '0' && ascii_is_digit(in->at[1])))
		return refuse(in, "not JSON");
	for (; *in->at != '\0' && strchr("0123456789+-.eE", *in->at) != NULL; in->at++)
		if (*in->at == '.' && !ascii_is_digit(in->at[1]))
			return refuse(in, "not JSON");
	return true;
}

static void
skip_any(struct placing *in, const char *bytes)
{
	while (*in->at != '\0' && strchr(bytes, *in->at) != NULL)
		in->at++;
}

static bool
place_value(struct placing *in, cJSON *value)
{
	skip_any(in, " \t\r\n,]}");
	if (value->string != NULL) {
		if (!take_string(in))
			return false;
		skip_any(in, " \t\r\n:");
	}
	value->valueint = (int)(in->at - in->text.at);
	if (cJSON_IsString(value))
		return take_string(in);
	if (cJSON_IsNumber(value))
		return take_number(in);
	skip_any(in, "truefalsn");
	in->at += cJSON_IsArray(value) || cJSON_IsObject(value);
	for (cJSON *part = value->child; part != NULL; part = part->next)
		if (!place_value(in, part))
			return false;
	return true;
}

static void
refuse_text(struct document *document, const char *at, const char *reason)
{
	size_t place = (size_t)(at - document->text.at);

	/* a text that ends too early is wrong at its last byte */
	if (place > 0 && place >= document->text.len)
		place = document->text.len - 1;
	document->fault.place = place;
	snprintf(document->fault.reason, sizeof(document->fault.reason), "%s", reason);
	cJSON_Delete(document->root);
	document->root = NULL;
}

/* Where the text has what may stand nowhere in JSON, and cJSON passes over: it takes all control characters for blanks. */
static const char *
find_foreign(struct bytes text, const char **reason)
{
	size_t valid = utf8_valid(text);

	*reason = valid < text.len ? "invalid UTF-8" : "not JSON";
	if (valid < text.len)
		return text.at + valid;
	if (bytes_start(text, BYTES("\xEF\xBB\xBF")))
		return text.at;
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.at[i] < ' ' &&
		    !strchr("\t\r\n", text.at[i] | (text.at[i] == 0)))
			return text.at + i;
	return NULL;
}

static const char *
reason_of(struct bytes text, const char *at)
{
	size_t depth;

	if (memory.refused)
		return "out of memory";
	if (memory.over)
		return "too large for the memory allowed";
	skip_brackets(text.at, at, &depth);
	return depth >= CJSON_NESTING_LIMIT && (*at == '[' || *at == '{')
	    ? "nested deeper than 1000 levels"
	    : "not JSON";
}

static void
read_text(struct document *document)
{
	cJSON_Hooks hooks = { take_memory, free };
	struct bytes text = document->text, rest;
	struct placing in = { .text = text, .at = text.at };
	const char *reason, *at = find_foreign(text, &reason);

	if (at != NULL) {
		refuse_text(document, at, reason);
		return;
	}
	memory.left = MEMORY_MAX;
	memory.over = memory.refused = false;
	cJSON_InitHooks(&hooks);
	document->root = cJSON_ParseWithLengthOpts(text.at, text.len + 1, &at, false);
	if (document->root == NULL) {
		at = at == NULL ? text.at : at;
		refuse_text(document, at, reason_of(text, at));
		return;
	}
	if (!place_value(&in, document->root)) {
		refuse_text(document, in.at, in.reason);
		return;
	}
	rest = bytes_from(text, (size_t)(at - text.at));
	while (rest.len > 0 && (unsigned char)*rest.at <= ' ')
		rest = bytes_from(rest, 1);
	if (rest.len > 0)
		refuse_text(document, rest.at, "something follows the value");
}

struct document *
document_read(struct bytes text)
{
	struct document *document = memory_zero(1, sizeof(*document));

	if (document == NULL)
		return NULL;
	document->text = text;
	read_text(document);
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
	struct placing in = { .text = document->text, .at = document->text.at + value->valueint };
	struct bytes rest = bytes_from(document->text, (size_t)value->valueint);
	size_t depth;

	if (cJSON_IsArray(value) || cJSON_IsObject(value))
		in.at = skip_brackets(rest.at, rest.at + rest.len, &depth);
	else if (cJSON_IsString(value))
		in.at = skip_string(rest.at, rest.at + rest.len);
	else
		skip_any(&in, "0123456789+-.eEtrufalsn");
	return bytes_until(rest, in.at);
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
	struct fault *fault = &document->fault;
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

bool
document_repeats(struct document *document, const cJSON *object, const cJSON *member)
{
	const cJSON *before = object->child;

	while (before != member && strcmp(before->string, member->string) != 0)
		before = before->next;
	if (before == member)
		return false;
	document_fail(document, member, "is given twice");
	return true;
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* How many letters have to be put in, left out or changed (Levenshtein) to make one word of the other. */
static size_t
distance(struct bytes a, struct bytes b)
{
	size_t row[LETTERS_MAX + 1];

	if (a.len > LETTERS_MAX || b.len > LETTERS_MAX)
		return DISTANCE_MAX + 1;
	for (size_t j = 0; j <= b.len; j++)
		row[j] = j;
	for (size_t i = 1; i <= a.len; i++) {
		size_t corner = row[0];

		row[0] = i;
		for (size_t j = 1; j <= b.len; j++) {
			size_t changed = corner + (a.at[i - 1] != b.at[j - 1]);

			corner = row[j];
			row[j] = least(changed, least(row[j], row[j - 1]) + 1);
		}
	}
	return row[b.len];
}

bool
document_unknown(struct document *document, const cJSON *object, const cJSON *member,
    const char *kind, const char *const *names, size_t size, size_t count)
{
	struct bytes word = bytes_of(member->string);
	const char *near = NULL;
	size_t nearest = DISTANCE_MAX + 1;

	for (size_t i = 0; i < count; i++) {
		const void *row = (const char *)names + i * size;
		const char *name = *(const char *const *)row;
		size_t far = distance(word, bytes_of(name));

		if (far < nearest && far < word.len) {
			nearest = far;
			near = name;
		}
	}
	word = bytes_first(word, 64);
	word = bytes_first(word, utf8_valid(word));
	document_fail(document, object, "no such %s \"%.*s\"%s%s%s", kind, (int)word.len, word.at,
	    near == NULL ? "" : " (did you mean \"", near == NULL ? "" : near,
	    near == NULL ? "" : "\"?)");
	document->fault.place = (size_t)member->valueint;
	return false;
}
