#include "record/span.h"

static const char *
skip_blanks(const char *at, const char *end)
{
	while (at < end && (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r'))
		at++;
	return at;
}

/* From the quote that opens a string to behind the one that closes it. */
static const char *
skip_string(const char *at, const char *end)
{
	const char *open = at;

	while ((at = memchr(at + 1, '"', (size_t)(end - at - 1))) != NULL) {
		const char *before = at;

		while (before > open + 1 && before[-1] == '\\')
			before--;
		if ((at - before) % 2 == 0)
			return at + 1;
	}
	return end;
}

/* The next byte that opens or closes something. */
static const char *
skip_inside(const char *at, const char *end)
{
	static const bool special[256] = {
		['"'] = true, ['{'] = true, ['}'] = true, ['['] = true, [']'] = true
	};

	while (at < end && !special[(unsigned char)*at])
		at++;
	return at;
}

static const char *
skip_value(const char *at, const char *end)
{
	size_t depth = 0;

	while (at < end) {
		char c;

		if (depth > 0 && (at = skip_inside(at, end)) == end)
			break;
		c = *at;
		if (c == '"') {
			at = skip_string(at, end);
			if (depth == 0)
				return at;
			continue;
		}
		if (c == '{' || c == '[') {
			depth++;
		} else if (c == '}' || c == ']') {
			if (depth == 0)
				return at;
			if (--depth == 0)
				return at + 1;
		} else if (depth == 0 &&
		    (c == ',' || c == ' ' || c == '\t' || c == '\r' || c == '\n')) {
			return at;
		}
		at++;
	}
	return end;
}

bool
span_next(struct bytes whole, struct span *span)
{
	const char *end, *at;
	bool object;

	if (whole.len < 2)
		return false;
	end = whole.at + whole.len;
	object = whole.at[0] == '{';
	at = skip_blanks(span->next == NULL ? whole.at + 1 : span->next, end);
	if (at < end && *at == ',')
		at = skip_blanks(at + 1, end);
	if (at >= end || *at == '}' || *at == ']')
		return false;
	span->name = (struct bytes){ NULL, 0 };
	if (object) {
		const char *name = at;

		at = skip_string(at, end);
		if (*name != '"' || at >= end || at - name < 2)
			return false;
		span->name = (struct bytes){ name + 1, (size_t)(at - name) - 2 };
		at = skip_blanks(at, end);
		at = skip_blanks(at < end ? at + 1 : at, end);
	}
	span->value.at = at;
	span->next = skip_value(at, end);
	span->value.len = (size_t)(span->next - at);
	return span->next > at;
}

/* Takes one character off a name, which JSON may have escaped; -1: none that stands in ours. */
static int
take_character(struct bytes *name)
{
	long long code;
	int c = (unsigned char)name->at[0];

	if (c != '\\') {
		*name = bytes_from(*name, 1);
		return c;
	}
	if (name->len < 6 || name->at[1] != 'u' ||
	    !bytes_hex(bytes_first(bytes_from(*name, 2), 4), &code) || code > 0x7F)
		return -1;
	*name = bytes_from(*name, 6);
	return (int)code;
}

bool
span_is_named(const struct span *span, struct bytes name)
{
	struct bytes rest = span->name;

	if (rest.len == 0 || memchr(rest.at, '\\', rest.len) == NULL)
		return bytes_equal(rest, name);
	for (size_t i = 0; i < name.len; i++)
		if (rest.len == 0 || take_character(&rest) != (unsigned char)name.at[i])
			return false;
	return rest.len == 0;
}

struct bytes
span_member(struct bytes object, const char *name)
{
	struct span span = { .next = NULL };
	struct bytes value = { NULL, 0 };

	while (span_next(object, &span))
		if (span_is_named(&span, bytes_of(name)))
			value = span.value;
	return value;
}
