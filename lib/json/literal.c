#include "json/literal.h"

#include "base/ascii.h"
#include "base/lanes.h"
#include "base/utf8.h"

static const char *
fail(const char *at, const char **fault)
{
	*fault = at;
	return NULL;
}

static bool
is_next(const char *at, const char *end, char c)
{
	return at < end && *at == c;
}

static struct bytes
rest_of(const char *at, const char *end)
{
	return bytes_until((struct bytes){ at, 0 }, end);
}

static const char *
take_digits(const char *at, const char *end, const char **fault)
{
	size_t digits = ascii_run(rest_of(at, end), ascii_is_digit);

	return digits > 0 ? at + digits : fail(at, fault);
}

const char *
literal_number(const char *at, const char *end, const char **fault)
{
	at += is_next(at, end, '-');
	at = is_next(at, end, '0') ? at + 1 : take_digits(at, end, fault);
	if (at != NULL && is_next(at, end, '.'))
		at = take_digits(at + 1, end, fault);
	if (at == NULL || !(is_next(at, end, 'e') || is_next(at, end, 'E')))
		return at;
	at++;
	at += is_next(at, end, '+') || is_next(at, end, '-');
	return take_digits(at, end, fault);
}

const char *
literal_word(const char *at, const char *end, struct bytes word, const char **fault)
{
	return bytes_start(rest_of(at, end), word) ? at + word.len : fail(at, fault);
}

const char *
literal_escape(const char *at, const char *end, const char **fault)
{
	static const char plain[] = "\"\\/bfnrt";

	if (at == end)
		return fail(at, fault);
	if (*at != 'u')
		return memchr(plain, *at, sizeof(plain) - 1) == NULL ? fail(at, fault) : at + 1;
	at++;
	for (int i = 0; i < 4; i++, at++)
		if (at == end || !ascii_is_hex(*at))
			return fail(at, fault);
	return at;
}

static bool
is_beyond_ascii(const char *at, const char *end)
{
	return at < end && (signed char)*at < 0;
}

const char *
literal_characters(const char *at, const char *end, const char **fault)
{
	do {
		size_t invalid,
		    length = is_beyond_ascii(at, end) ? utf8_length(rest_of(at, end), &invalid) : 0;

		if (length == 0)
			return fail(at, fault);
		at += length;
	} while (is_beyond_ascii(at, end));
	return at;
}

/* Where the next quote stands, or in a string the next backslash, outside of one the next bracket. */
static const char *
skip_to_mark(const char *at, const char *end, bool string)
{
	for (; end - at >= LANES; at += LANES) {
		lanes bytes = lanes_load(at), folded = bytes | 0x20; /* `[` to `{`, `]` to `}` */
		lanes hits = string ? bytes == '\\' : (folded == '{') | (folded == '}');
		size_t first = lanes_first(hits | (bytes == '"'));

		if (first < LANES)
			return at + first;
	}
	while (at < end && *at != '"' &&
	    (string ? *at != '\\' : (*at | 0x20) != '{' && (*at | 0x20) != '}'))
		at++;
	return at;
}

/* Skips the rest of a string. */
static const char *
skip_string(const char *at, const char *end)
{
	while ((at = skip_to_mark(at, end, true)) < end && *at == '\\')
		at += end - at > 1 ? 2 : 1;
	return at < end ? at + 1 : end;
}

const char *
literal_array(const char *at, const char *end)
{
	size_t depth = 0;

	while ((at = skip_to_mark(at, end, false)) < end) {
		char mark = *at++;

		if (mark == '"')
			at = skip_string(at, end);
		else if ((mark | 0x20) == '{')
			depth++;
		else if (--depth == 0)
			break;
	}
	return at;
}
