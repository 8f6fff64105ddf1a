/* Reading JSON, RFC 8259 to the letter: a text, once it is known to be UTF-8, becomes a tree of values in one pass. */
#ifndef ST_JSON_JSON_H
#define ST_JSON_JSON_H

#include "base/arena.h"

#include <stdint.h>

enum { JSON_DEPTH_MAX = 1000 }; /* arrays and objects inside each other */

enum json_kind { JSON_NULL, JSON_BOOLEAN, JSON_NUMBER, JSON_TEXT, JSON_ARRAY, JSON_OBJECT };

/* A value of a tree; lives as long as the arena it was read into, and the text. */
struct value {
	const struct value *next;
	const char *start; /* of the member with its name, or of the value that is none */
	struct bytes json; /* as it is written */
	struct bytes name; /* of a member */
	union {
		struct bytes text; /* of a string */
		struct {
			const struct value *first;
			/* of an object: json_mark() of all names in it; of an array: json_number_of() */
			uint64_t mark;
		};
	};
	enum json_kind kind;
};

/*
 * Reads a JSON text. NULL where it is none, and then *reason says why and *place is how far it was
 * understood, in bytes. A NUL or half a surrogate pair that is written as an escape reads as U+FFFD.
 */
const struct value *json_read(
    struct bytes text, struct arena *memory, const char **reason, size_t *place);

/* The same, but arrays that came before, and are in the cache (json/arraycache.h; NULL: none), are not read again. */
struct arraycache;
const struct value *json_read_like(struct bytes text, struct arena *memory,
    struct arraycache *cache, const char **reason, size_t *place);

/* The same of a text that was read before: arrays are passed over, and have no parts. NULL: no memory. */
const struct value *json_read_flat(struct bytes text, struct arena *memory);

/* The object of these members, each with a comma before it; NULL where they are no JSON, or there is no memory. */
const struct value *json_read_members(struct bytes members, struct arena *memory);

static inline enum json_kind
json_kind(const struct value *value)
{
	return value == NULL ? JSON_NULL : value->kind;
}

/* The parts of an array or object, one after the other; NULL at the end. */
static inline const struct value *
json_first(const struct value *whole)
{
	return json_kind(whole) < JSON_ARRAY ? NULL : whole->first;
}

static inline const struct value *
json_next(const struct value *value)
{
	return value->next;
}

/* How many these are. */
static inline size_t
json_count(const struct value *whole)
{
	size_t count = 0;

	for (const struct value *part = json_first(whole); part != NULL; part = json_next(part))
		count++;
	return count;
}

/* The name of a value that is a member. */
static inline struct bytes
json_name(const struct value *value)
{
	return value->name;
}

/* A value as text; no bytes where it is NULL or no text. */
static inline struct bytes
json_string(const struct value *value)
{
	return json_kind(value) == JSON_TEXT ? value->text : BYTES_NONE;
}

/* The bytes of a value as they stand in the text; no bytes where it is NULL. */
static inline struct bytes
json_written(const struct value *value)
{
	return value == NULL ? BYTES_NONE : value->json;
}

/* The same of a member with its name, and of an element. */
static inline struct bytes
json_written_member(const struct value *value)
{
	return bytes_until((struct bytes){ value->start, 0 }, value->json.at + value->json.len);
}

/* A number of an array that may come again: arrays that have the same are the same bytes. 0: it has none. */
static inline uint64_t
json_number_of(const struct value *array)
{
	return json_kind(array) == JSON_ARRAY ? array->mark : 0;
}

/* Whether a value is true. */
static inline bool
json_true(const struct value *value)
{
	return json_kind(value) == JSON_BOOLEAN && value->json.at[0] == 't';
}

/* A bit by the length and the first byte of a name: an object without it has no member of that name. */
static inline uint64_t
json_mark(struct bytes name)
{
	return 1ull << ((name.len * 11 + (unsigned char)bytes_head(name)) & 63);
}

/* The member of an object that may have it, the last of that name; NULL where there is none. */
const struct value *json_find(const struct value *object, struct bytes name);

/* The same of any value; NULL, too, where it is no object. */
static inline const struct value *
json_named(const struct value *object, struct bytes name)
{
	if (json_kind(object) != JSON_OBJECT || (object->mark & json_mark(name)) == 0)
		return NULL;
	return json_find(object, name);
}

/* Inline, so that the length of a literal and its mark cost nothing. */
static inline const struct value *
json_member(const struct value *object, const char *name)
{
	return json_named(object, bytes_of(name));
}

/* The value at a path: names with dots between them where objects are inside others, or in one name. NULL: there is none. */
const struct value *json_path(const struct value *object, struct bytes path);

/* A value as a whole number from 0 below 2^53; -1 where it is none. */
long long json_whole(const struct value *value);

/* The same for any number from 0, with a fraction or not. */
double json_decimal(const struct value *value);

/* Of a member: its text, its number (-1 where it is no whole number from 0 below 2^53), whether it is true. */
static inline struct bytes
json_text(const struct value *object, const char *name)
{
	return json_string(json_member(object, name));
}

static inline long long
json_number(const struct value *object, const char *name)
{
	return json_whole(json_member(object, name));
}

static inline bool
json_flag(const struct value *object, const char *name)
{
	return json_true(json_member(object, name));
}

#endif
