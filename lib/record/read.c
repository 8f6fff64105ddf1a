#include "record/read.h"

#include "base/lanes.h"
#include "base/utf8.h"
#include "record/unescape.h"

#include <math.h>
#include <stdlib.h>

enum { DEPTH_MAX = 1000 }; /* arrays and objects inside each other */

struct value {
	const struct value *next, *first;
	const char *start; /* of the member with its name, or of the value that is none */
	struct bytes json; /* as it is written */
	struct bytes name; /* of a member */
	struct bytes text; /* of a string */
	enum value_kind kind;
};

/* What is open while a text is read, the outermost first, and the newest part of each. */
struct reading {
	const char *at, *end; /* where a fault is found, `at` stays there */
	struct arena *memory;
	struct value *spare; /* values that are taken next, and how many there are */
	size_t spares;
	struct value *open[DEPTH_MAX], *newest[DEPTH_MAX];
	size_t depth;
	const char *reason;
};

static inline void
skip_blanks(struct reading *in)
{
	const char *at = in->at;

	/* what comes next is nearly always above them all */
	while (
	    at < in->end && *at <= ' ' && (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r'))
		at++;
	in->at = at;
}

static bool
take(struct reading *in, char c)
{
	if (in->at == in->end || *in->at != c)
		return false;
	in->at++;
	return true;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
take_digits(struct reading *in)
{
	const char *start = in->at;

	while (in->at < in->end && is_digit(*in->at))
		in->at++;
	return in->at > start;
}

static bool
take_number(struct reading *in)
{
	take(in, '-');
	if (!take(in, '0') && !take_digits(in))
		return false;
	if (take(in, '.') && !take_digits(in))
		return false;
	if (!take(in, 'e') && !take(in, 'E'))
		return true;
	if (!take(in, '+'))
		take(in, '-');
	return take_digits(in);
}

static bool
take_word(struct reading *in, struct bytes word)
{
	struct bytes rest = { in->at, (size_t)(in->end - in->at) };

	if (!bytes_start(rest, word))
		return false;
	in->at += word.len;
	return true;
}

/* What follows a backslash. */
static bool
take_escape(struct reading *in)
{
	static const char plain[] = "\"\\/bfnrt";

	if (in->at == in->end)
		return false;
	if (*in->at != 'u') {
		if (memchr(plain, *in->at, sizeof(plain) - 1) == NULL)
			return false;
		in->at++;
		return true;
	}
	in->at++;
	for (int i = 0; i < 4; i++, in->at++)
		if (in->at == in->end ||
		    !(is_digit(*in->at) || ((*in->at | 32) >= 'a' && (*in->at | 32) <= 'f')))
			return false;
	return true;
}

/* Where a quote, a backslash, a control character or the end comes next. */
static inline const char *
skip_plain(const char *at, const char *end)
{
	while (end - at >= LANES) {
		lanes bytes = lanes_load(at);
		/* bytes are signed: what is beyond ASCII is below 0 */
		size_t first =
		    lanes_first((bytes == '"') | (bytes == '\\') | ((bytes < ' ') & (bytes >= 0)));

		at += first;
		if (first < LANES)
			return at;
	}
	while (at < end && (unsigned char)*at >= ' ' && *at != '"' && *at != '\\')
		at++;
	return at;
}

/* The rest of a string with escapes, of which the first is next. */
static bool
take_escaped(struct reading *in)
{
	while (!take(in, '"')) {
		if (!take(in, '\\') || !take_escape(in))
			return false;
		in->at = skip_plain(in->at, in->end);
	}
	return true;
}

/* A string with its quotes; *text is what it says. */
static inline bool
take_string(struct reading *in, struct bytes *text)
{
	const char *start;

	if (!take(in, '"'))
		return false;
	start = in->at;
	in->at = skip_plain(start, in->end);
	*text = (struct bytes){ start, (size_t)(in->at - start) };
	if (take(in, '"'))
		return true;
	if (!take_escaped(in))
		return false;
	text->len = (size_t)(in->at - start) - 1;
	*text = unescape_text(*text, in->memory);
	return true;
}

/* A value that is neither array nor object. */
static bool
take_scalar(struct reading *in, struct value *value)
{
	if (in->at == in->end)
		return false;
	switch (*in->at) {
	case '"':
		value->kind = VALUE_TEXT;
		return take_string(in, &value->text);
	case 't':
		value->kind = VALUE_BOOLEAN;
		return take_word(in, BYTES("true"));
	case 'f':
		value->kind = VALUE_BOOLEAN;
		return take_word(in, BYTES("false"));
	case 'n':
		value->kind = VALUE_NULL;
		return take_word(in, BYTES("null"));
	default:
		value->kind = VALUE_NUMBER;
		return take_number(in);
	}
}

/* A member's name with its colon. */
static bool
take_name(struct reading *in, struct bytes *name)
{
	if (!take_string(in, name))
		return false;
	skip_blanks(in);
	if (!take(in, ':'))
		return false;
	skip_blanks(in);
	return true;
}

static bool
get_spares(struct reading *in)
{
	enum { SPARES = 16 };

	in->spare = arena_alloc(in->memory, SPARES * sizeof(*in->spare));
	in->spares = in->spare == NULL ? 0 : SPARES;
	return in->spares > 0;
}

/* A new part of what is open; NULL where there is no memory. */
static struct value *
add_value(struct reading *in)
{
	struct value *value, **newest;

	if (in->spares == 0 && !get_spares(in))
		return NULL;
	in->spares--;
	value = in->spare++;
	*value = (struct value){ .start = in->at };
	if (in->depth == 0)
		return value;
	newest = &in->newest[in->depth - 1];
	if (*newest == NULL)
		in->open[in->depth - 1]->first = value;
	else
		(*newest)->next = value;
	*newest = value;
	return value;
}

/* Begins an array or object, whose bracket is next. */
static bool
open_value(struct reading *in, struct value *value)
{
	if (in->depth == DEPTH_MAX) {
		in->reason = "nested deeper than 1000 levels";
		return false;
	}
	value->kind = *in->at == '{' ? VALUE_OBJECT : VALUE_ARRAY;
	in->open[in->depth] = value;
	in->newest[in->depth++] = NULL;
	in->at++;
	skip_blanks(in);
	return true;
}

static bool
is_object(const struct value *value)
{
	return value != NULL && value->kind == VALUE_OBJECT;
}

/* The value, with its name where it is a member; of an array or object, its bracket. */
static bool
take_start(struct reading *in, struct value *value)
{
	if (in->depth > 0 && is_object(in->open[in->depth - 1]) && !take_name(in, &value->name))
		return false;
	value->json.at = in->at;
	if (in->at < in->end && (*in->at == '{' || *in->at == '['))
		return open_value(in, value);
	if (!take_scalar(in, value))
		return false;
	value->json.len = (size_t)(in->at - value->json.at);
	return true;
}

/* Behind a value, or a bracket that opened: a comma, or brackets that close. False: neither. */
static bool
take_end(struct reading *in)
{
	for (;;) {
		struct value *open;

		skip_blanks(in);
		if (in->depth == 0)
			return true;
		open = in->open[in->depth - 1];
		if (take(in, open->kind == VALUE_OBJECT ? '}' : ']')) {
			open->json.len = (size_t)(in->at - open->json.at);
			in->depth--;
			continue;
		}
		/* nothing but a bracket has come yet */
		if (in->newest[in->depth - 1] == NULL)
			return true;
		if (!take(in, ','))
			return false;
		skip_blanks(in);
		return true;
	}
}

/* Reads one value; NULL where there is none, and in->at is where it went wrong. */
static const struct value *
read_value(struct reading *in)
{
	const struct value *root = NULL;

	skip_blanks(in);
	do {
		struct value *value = add_value(in);

		if (value == NULL || arena_full(in->memory)) {
			in->reason = "too large for the memory allowed";
			return NULL;
		}
		root = root == NULL ? value : root;
		if (!take_start(in, value) || !take_end(in))
			return NULL;
	} while (in->depth > 0);
	return root;
}

const struct value *
read_json(struct bytes text, struct arena *memory, const char **reason, size_t *place)
{
	struct reading in; /* not cleared: it is large */
	const struct value *value;

	*place = utf8_valid(text);
	*reason = "invalid UTF-8";
	if (*place < text.len)
		return NULL;
	*reason = "not JSON";
	if (text.len == 0)
		return NULL;
	in.at = text.at;
	in.end = text.at + text.len;
	in.memory = memory;
	in.depth = in.spares = 0;
	in.reason = "not JSON";
	value = read_value(&in);
	*reason = in.reason;
	if (value == NULL && in.at == in.end)
		in.at--; /* a text that ends too early is wrong at its last byte */
	*place = (size_t)(in.at - text.at);
	if (value != NULL && in.at < in.end) {
		*reason = "something follows the value";
		return NULL;
	}
	if (value != NULL && arena_full(memory)) {
		*reason = "too large for the memory allowed";
		return NULL;
	}
	return value;
}

enum value_kind
read_kind(const struct value *value)
{
	return value == NULL ? VALUE_NULL : value->kind;
}

const struct value *
read_named(const struct value *object, struct bytes name)
{
	const struct value *found = NULL;

	if (!is_object(object))
		return NULL;
	/* the first byte tells most names apart */
	for (const struct value *member = object->first; member != NULL; member = member->next)
		if (member->name.len == name.len &&
		    (name.len == 0 ||
			(member->name.at[0] == name.at[0] && bytes_equal(member->name, name))))
			found = member;
	return found;
}

const struct value *
read_first(const struct value *whole)
{
	return whole == NULL ? NULL : whole->first;
}

const struct value *
read_next(const struct value *value)
{
	return value->next;
}

struct bytes
read_name(const struct value *value)
{
	return value->name;
}

struct bytes
read_string(const struct value *value)
{
	return value == NULL ? (struct bytes){ NULL, 0 } : value->text;
}

struct bytes
read_written(const struct value *value)
{
	return value == NULL ? (struct bytes){ NULL, 0 } : value->json;
}

struct bytes
read_written_member(const struct value *value)
{
	return (struct bytes){ value->start,
		(size_t)(value->json.at + value->json.len - value->start) };
}

double
read_decimal(const struct value *value)
{
	enum { DIGITS_MAX = 400 }; /* the largest number has 309 */
	char digits[DIGITS_MAX + 1];
	double number;

	if (read_kind(value) != VALUE_NUMBER || value->json.len > DIGITS_MAX)
		return -1;
	memcpy(digits, value->json.at, value->json.len);
	digits[value->json.len] = '\0';
	number = strtod(digits, NULL);
	return number >= 0 ? number : -1;
}

long long
read_whole(const struct value *value)
{
	long long whole;
	double number;

	if (read_kind(value) == VALUE_NUMBER && bytes_number(value->json, &whole))
		return whole;
	number = read_decimal(value);
	if (!(number >= 0 && number < 9007199254740992.0) || number != floor(number))
		return -1;
	return (long long)number;
}

bool
read_true(const struct value *value)
{
	return read_kind(value) == VALUE_BOOLEAN && value->json.at[0] == 't';
}
