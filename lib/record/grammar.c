#include "record/grammar.h"

struct reading {
	const char *at, *end;
};

static void
skip_blanks(struct reading *in)
{
	while (in->at < in->end &&
	    (*in->at == ' ' || *in->at == '\t' || *in->at == '\n' || *in->at == '\r'))
		in->at++;
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

static bool
is_plain(char c)
{
	return (unsigned char)c >= 0x20 && c != '"' && c != '\\';
}

static bool
take_string(struct reading *in)
{
	if (!take(in, '"'))
		return false;
	for (;;) {
		while (in->at < in->end && is_plain(*in->at))
			in->at++;
		if (take(in, '"'))
			return true;
		if (!take(in, '\\') || !take_escape(in))
			return false;
	}
}

static bool
take_scalar(struct reading *in)
{
	if (in->at == in->end)
		return false;
	switch (*in->at) {
	case '"':
		return take_string(in);
	case 't':
		return take_word(in, BYTES("true"));
	case 'f':
		return take_word(in, BYTES("false"));
	case 'n':
		return take_word(in, BYTES("null"));
	default:
		return take_number(in);
	}
}

/* A member's name with its colon. */
static bool
take_name(struct reading *in)
{
	skip_blanks(in);
	if (!take_string(in))
		return false;
	skip_blanks(in);
	return take(in, ':');
}

/* What is open, the outermost first: `{` or `[`. */
struct open {
	char kind[GRAMMAR_DEPTH_MAX];
	size_t count;
	bool full;
};

/*
 * After a value: a comma and what comes before the next value, or brackets that close. False where
 * neither is there; *done where nothing is open any more.
 */
static bool
take_end(struct reading *in, struct open *open, bool *done)
{
	for (;;) {
		skip_blanks(in);
		*done = open->count == 0;
		if (*done)
			return true;
		if (take(in, ','))
			return open->kind[open->count - 1] == '[' || take_name(in);
		if (!take(in, open->kind[open->count - 1] == '[' ? ']' : '}'))
			return false;
		open->count--;
	}
}

/* Brackets that open, up to a value or to one that closes at once; *empty in that case. */
static bool
take_start(struct reading *in, struct open *open, bool *empty)
{
	*empty = false;
	for (;;) {
		char kind;

		skip_blanks(in);
		if (in->at == in->end || (*in->at != '{' && *in->at != '['))
			return true;
		open->full = open->count == GRAMMAR_DEPTH_MAX;
		if (open->full)
			return false;
		kind = open->kind[open->count++] = *in->at++;
		skip_blanks(in);
		if (take(in, kind == '{' ? '}' : ']')) {
			open->count--;
			*empty = true;
			return true;
		}
		if (kind == '{' && !take_name(in))
			return false;
	}
}

size_t
grammar_check(struct bytes text, enum grammar *result)
{
	struct reading in = { text.at, text.at };
	struct open open = { .count = 0 };
	bool empty, value = false;

	*result = GRAMMAR_WRONG;
	if (text.len == 0)
		return 0;
	in.end += text.len;
	while (!value && take_start(&in, &open, &empty) && (empty || take_scalar(&in)) &&
	    take_end(&in, &open, &value))
		;
	if (value)
		*result = GRAMMAR_VALUE;
	else if (open.full)
		*result = GRAMMAR_DEEP;
	/* a text that ends too early is wrong at its last byte */
	if (!value && in.at == in.end)
		in.at--;
	return (size_t)(in.at - text.at);
}
