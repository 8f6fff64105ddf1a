#include "json/json.h"

#include "base/ascii.h"
#include "base/lanes.h"
#include "base/utf8.h"
#include "json/arraycache.h"
#include "json/literal.h"
#include "json/unescape.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

enum {
	SPARES = 16, /* values that are taken from the arena at a time */
};

/* The state of reading a text. */
struct reading {
	const char *end;
	struct arena *memory;
	struct arraycache *cache;
	bool flat;                          /* arrays are not looked into */
	struct value *spare, *spare_end;    /* values that are taken next */
	struct value *open[JSON_DEPTH_MAX]; /* arrays and objects, the outermost first */
	size_t depth;
	const struct value **link; /* where the next value goes */
	const char *fault;         /* how far the text was understood */
	const char **reason;
};

/* Each function that takes something off the text gives the place behind it, or, through this one, NULL. */
static const char *
fail(struct reading *in, const char *at)
{
	in->fault = at;
	return NULL;
}

/* The byte there; at the end a NUL, which is no part of JSON. */
static inline char
byte_at(const struct reading *in, const char *at)
{
	return at < in->end ? *at : '\0';
}

static inline bool
is_next(const struct reading *in, const char *at, char c)
{
	return at < in->end && *at == c;
}

static const char *
skip_blanks(const struct reading *in, const char *at)
{
	while (at < in->end && (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r'))
		at++;
	return at;
}

/* The next byte that is no blank; *at moves there. Nearly always it is there already. */
static inline char
next_byte(const struct reading *in, const char **at)
{
	char next = byte_at(in, *at);

	if (next > ' ')
		return next;
	*at = skip_blanks(in, *at);
	return byte_at(in, *at);
}

/* Where a quote, a backslash, a control character, a character beyond ASCII or the end comes next. */
static inline const char *
skip_plain(const char *at, const char *end)
{
	while (end - at >= LANES) {
		lanes bytes = lanes_load(at);
		/* turning that bit swaps `"` and the blank; bytes are signed, so those beyond ASCII are below both */
		size_t first =
		    lanes_first((lanes_of(' ' + 1) > (bytes ^ ('"' ^ ' '))) | (bytes == '\\'));

		at += first;
		if (first < LANES)
			return at;
	}
	while (at < end && (signed char)*at >= ' ' && *at != '"' && *at != '\\')
		at++;
	return at;
}

/* Takes the rest of a string that began at `start`; from `at` on it is not plain. */
static const char *
take_special(struct reading *in, const char *start, const char *at, struct bytes *text)
{
	bool escaped = false;

	while (!is_next(in, at, '"')) {
		bool escape = is_next(in, at, '\\');

		escaped = escaped || escape;
		at = escape ? literal_escape(at + 1, in->end, &in->fault)
			    : literal_characters(at, in->end, &in->fault);
		if (at == NULL)
			return NULL;
		at = skip_plain(at, in->end);
	}
	*text = (struct bytes){ start, (size_t)(at - start) };
	if (escaped)
		*text = unescape_text(*text, in->memory);
	return at + 1;
}

/* A string with its quotes; *text is what it stands for. */
static inline const char *
take_string(struct reading *in, const char *at, struct bytes *text)
{
	const char *start;

	if (!is_next(in, at, '"'))
		return fail(in, at);
	start = at + 1;
	at = skip_plain(start, in->end);
	*text = (struct bytes){ start, (size_t)(at - start) };
	return is_next(in, at, '"') ? at + 1 : take_special(in, start, at, text);
}

/* A value that is neither array nor object. */
static inline const char *
take_scalar(struct reading *in, const char *at, char first, struct value *value)
{
	switch (first) {
	case '"':
		value->kind = JSON_TEXT;
		at = take_string(in, at, &value->text);
		break;
	case 't':
		value->kind = JSON_BOOLEAN;
		at = literal_word(at, in->end, BYTES("true"), &in->fault);
		break;
	case 'f':
		value->kind = JSON_BOOLEAN;
		at = literal_word(at, in->end, BYTES("false"), &in->fault);
		break;
	case 'n':
		value->kind = JSON_NULL;
		at = literal_word(at, in->end, BYTES("null"), &in->fault);
		break;
	default:
		value->kind = JSON_NUMBER;
		at = literal_number(at, in->end, &in->fault);
	}
	if (at != NULL)
		value->json.len = (size_t)(at - value->json.at);
	return at;
}

/* A member's name with its colon. */
static inline const char *
take_name(struct reading *in, const char *at, struct bytes *name)
{
	at = take_string(in, at, name);
	if (at == NULL)
		return NULL;
	return next_byte(in, &at) == ':' ? at + 1 : fail(in, at);
}

/* A new value; NULL where there is no memory. */
static inline struct value *
add_value(struct reading *in)
{
	struct value *value = in->spare;

	if (value == in->spare_end) {
		value = arena_alloc(in->memory, SPARES * sizeof(*value));
		if (value == NULL)
			return NULL;
		in->spare_end = value + SPARES;
	}
	in->spare = value + 1;
	*value = (struct value){ .next = NULL };
	*in->link = value;
	in->link = &value->next;
	return value;
}

/* The bracket that begins an array or object. */
static inline const char *
take_bracket(struct reading *in, const char *at, struct value *value)
{
	if (in->depth == JSON_DEPTH_MAX) {
		*in->reason = "nested deeper than 1000 levels";
		return fail(in, at);
	}
	value->kind = *at == '{' ? JSON_OBJECT : JSON_ARRAY;
	in->open[in->depth++] = value;
	in->link = &value->first;
	return at + 1;
}

/* Takes what follows a value, or the opening bracket of an empty array or object: closing brackets, then a comma. */
static inline const char *
take_end(struct reading *in, const char *at)
{
	while (in->depth > 0) {
		struct value *open = in->open[in->depth - 1];
		char next = next_byte(in, &at);

		if (next == ',' && in->link != &open->first)
			return at + 1;
		if (next != (open->kind == JSON_OBJECT ? '}' : ']'))
			return fail(in, at);
		open->json.len = (size_t)(++at - open->json.at);
		if (in->cache != NULL && next == ']')
			arraycache_keep(in->cache, open);
		in->link = &open->next;
		in->depth--;
	}
	return at;
}

/* Takes an array that came before, or that is not to be looked into. False: it has to be read. */
static inline bool
take_known(struct reading *in, const char **at, struct value *value)
{
	if (in->flat) {
		value->kind = JSON_ARRAY;
		value->json.len = (size_t)(literal_array(*at, in->end) - *at);
	} else if (in->cache != NULL && in->depth + ARRAYCACHE_DEPTH < JSON_DEPTH_MAX) {
		value->json.len = arraycache_find(
		    in->cache, bytes_until((struct bytes){ *at, 0 }, in->end), value, in->memory);
	}
	*at += value->json.len;
	return value->json.len > 0;
}

/* Takes a value, with its name before it if it is a member, and what follows up to the next value. */
static inline const char *
take_value(struct reading *in, const char *at, struct value *value)
{
	char first = next_byte(in, &at);

	value->start = at;
	if (in->depth > 0 && in->open[in->depth - 1]->kind == JSON_OBJECT) {
		at = take_name(in, at, &value->name);
		if (at == NULL)
			return NULL;
		in->open[in->depth - 1]->mark |= json_mark(value->name);
		first = next_byte(in, &at);
	}
	value->json.at = at;
	if (first != '{' && first != '[') {
		at = take_scalar(in, at, first, value);
		return at == NULL ? NULL : take_end(in, at);
	}
	if (first == '[' && take_known(in, &at, value))
		return take_end(in, at);
	at = take_bracket(in, at, value);
	if (at == NULL)
		return NULL;
	return next_byte(in, &at) == (first == '{' ? '}' : ']') ? take_end(in, at) : at;
}

/* Reads one value; NULL: there is none. in->fault is the place behind it, or where the fault is. */
static const struct value *
read_value(struct reading *in, const char *at)
{
	const struct value *root = NULL;

	/* cppcheck-suppress autoVariables ; nobody follows it once this has returned */
	in->link = &root;
	do {
		struct value *value = add_value(in);

		if (value == NULL) {
			fail(in, at);
			return NULL;
		}
		at = take_value(in, at, value);
		if (at == NULL)
			return NULL;
	} while (in->depth > 0);
	in->fault = skip_blanks(in, at);
	return root;
}

/* Says why and where a text is refused. If it is not UTF-8, that is the reason, whatever else is wrong. */
static const struct value *
refuse(const struct reading *in, struct bytes text, bool whole, size_t *place)
{
	*place = utf8_valid(text);
	if (*place < text.len) {
		*in->reason = "invalid UTF-8";
		return NULL;
	}
	if (arena_full(in->memory)) {
		*in->reason = "too large for the memory allowed";
		return NULL;
	}
	*place = (size_t)(in->fault - text.at);
	if (whole)
		*in->reason = "something follows the value";
	else if (in->fault == in->end)
		--*place; /* a text that ends too early is wrong at its last byte */
	return NULL;
}

/* As json_read_like(). */
static const struct value *
read_text(struct reading *in, struct bytes text, size_t *place)
{
	const struct value *value;

	*place = 0;
	*in->reason = "not JSON";
	if (text.len == 0)
		return NULL;
	in->end = text.at + text.len;
	in->spare = in->spare_end = NULL;
	in->depth = 0;
	value = read_value(in, text.at);
	if (value == NULL || in->fault < in->end || arena_full(in->memory))
		return refuse(in, text, value != NULL, place);
	*place = text.len;
	return value;
}

const struct value *
json_read(struct bytes text, struct arena *memory, const char **reason, size_t *place)
{
	return json_read_like(text, memory, NULL, reason, place);
}

const struct value *
json_read_like(struct bytes text, struct arena *memory, struct arraycache *cache,
    const char **reason, size_t *place)
{
	struct reading in; /* not cleared: it is large */

	in.memory = memory;
	in.cache = cache;
	in.flat = false;
	in.reason = reason;
	if (cache != NULL)
		arraycache_begin(cache);
	return read_text(&in, text, place);
}

const struct value *
json_read_flat(struct bytes text, struct arena *memory)
{
	struct reading in; /* as above */
	const char *reason;
	size_t place;

	in.memory = memory;
	in.cache = NULL;
	in.flat = true;
	in.reason = &reason;
	return read_text(&in, text, &place);
}

const struct value *
json_read_members(struct bytes members, struct arena *memory)
{
	struct bytes open =
	    arena_join(memory, arena_copy(memory, BYTES("{")), bytes_from(members, 1));
	const char *reason;
	size_t place;

	return json_read(arena_join(memory, open, BYTES("}")), memory, &reason, &place);
}

const struct value *
json_find(const struct value *object, struct bytes name)
{
	const struct value *found = NULL;

	/* the first byte tells most names apart */
	for (const struct value *member = object->first; member != NULL; member = member->next)
		if (member->name.len == name.len &&
		    (name.len == 0 ||
			(member->name.at[0] == name.at[0] && bytes_equal(member->name, name))))
			found = member;
	return found;
}

const struct value *
json_path(const struct value *object, struct bytes path)
{
	const struct value *found;

	while ((found = json_named(object, path)) == NULL && object != NULL) {
		size_t length = bytes_index(path, '.');

		object = length == path.len ? NULL : json_named(object, bytes_first(path, length));
		path = bytes_from(path, length + 1);
	}
	return found;
}

double
json_decimal(const struct value *value)
{
	enum { DIGITS_MAX = 400 }; /* the largest number has 309 */
	char digits[DIGITS_MAX + 1];
	double number;

	if (json_kind(value) != JSON_NUMBER || value->json.len > DIGITS_MAX)
		return -1;
	memcpy(digits, value->json.at, value->json.len);
	digits[value->json.len] = '\0';
	number = strtod(digits, NULL);
	return number >= 0 ? number : -1;
}

/* A whole number that is written with an exponent or a fraction: 1e3, 7.0. -1: it is none. */
static long long
whole_of_decimal(const struct value *value)
{
	double number = json_decimal(value);
	int digits = 0;

	for (size_t i = 0; i < value->json.len && (value->json.at[i] | 32) != 'e'; i++)
		digits += ascii_is_digit(value->json.at[i]);
	/* with more digits, the nearest double may be whole although the number is not */
	if (digits > DBL_DIG || !(number >= 0 && number < 9007199254740992.0) ||
	    number != floor(number))
		return -1;
	return (long long)number;
}

long long
json_whole(const struct value *value)
{
	long long whole;

	if (json_kind(value) != JSON_NUMBER)
		return -1;
	return bytes_number(value->json, &whole) ? whole : whole_of_decimal(value);
}
