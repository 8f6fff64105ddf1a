#include "same/values.h"

#include "base/ascii.h"
#include "same/dates.h"
#include "same/telling.h"

enum {
	MAILBOX_MAX = 64,
	HOST_MAX = 255,
	GROUPS_MAX = 48, /* bytes of an IPv6 address, and some */
	TOKEN_MAX = 4096,
};

bool
values_is_of_word(char c)
{
	return ascii_is_letter(c) || ascii_is_digit(c) || (unsigned char)c >= 0x80;
}

static bool
is_alnum(char c)
{
	return ascii_is_letter(c) || ascii_is_digit(c);
}

/* What may join words to a host, an address or an identifier. */
static bool
is_joint(char c)
{
	return c == '.' || c == '-' || c == ':' || c == '_' || c == '@' || c == '+';
}

/* What may stand between the digits of a number. */
static bool
is_between(char c)
{
	return c == '.' || c == ',' || c == ':' || c == '-' || c == '/' || c == '+';
}

static char
byte_at(struct bytes text, size_t place)
{
	return place < text.len ? text.at[place] : '\0';
}

/* Identifiers of a fixed form: `h` and a number are so many hexadecimal digits. */
static const char *const identifiers[] = {
	"h8-h4-h4-h4-h12", /* UUID: 123e4567-e89b-12d3-a456-426614174000 */
	"h2-h32-h16-h2",   /* traceparent */
};

static size_t
identifier_length(struct bytes text, const char *form)
{
	size_t length = 0, wanted;

	for (; *form != '\0'; form++) {
		if (*form == '-') {
			if (byte_at(text, length++) != '-')
				return 0;
			continue;
		}
		for (wanted = 0; ascii_is_digit(form[1]); form++)
			wanted = wanted * 10 + (size_t)(form[1] - '0');
		if (ascii_run(bytes_from(text, length), ascii_is_hex) != wanted)
			return 0;
		length += wanted;
	}
	return is_alnum(byte_at(text, length)) ? 0 : length;
}

static size_t
any_identifier_length(struct bytes text)
{
	size_t length = 0;

	for (size_t i = 0; i < COUNT_OF(identifiers) && length == 0; i++)
		length = identifier_length(text, identifiers[i]);
	return length;
}

static bool
is_of_groups(char c)
{
	return ascii_is_hex(c) || c == ':';
}

/* Groups of hexadecimal digits with colons between: fe80::1, 00:1a:2b:3c:4d:5e. */
static size_t
groups_length(struct bytes text)
{
	size_t length = ascii_run(bytes_first(text, GROUPS_MAX), is_of_groups), colons = 0;
	size_t digits = 0, run = 0, longest = 0;

	while (length > 1 && text.at[length - 1] == ':' && text.at[length - 2] != ':')
		length--;
	for (size_t i = 0; i < length; i++) {
		bool colon = text.at[i] == ':';

		run = colon ? 0 : run + 1;
		longest = run > longest ? run : longest;
		colons += colon;
		digits += ascii_is_digit(text.at[i]);
	}
	return colons < 2 || digits == 0 || longest > 4 || values_is_of_word(byte_at(text, length))
	    ? 0
	    : length;
}

static bool
is_of_url(char c)
{
	return (unsigned char)c > ' ' && !bytes_has(BYTES("\"'`<>()[]{}|"), c);
}

/* The length without marks of a sentence at the end. */
static size_t
without_mark(struct bytes text, size_t length)
{
	while (length > 0 && bytes_has(BYTES(".,;:!?"), text.at[length - 1]))
		length--;
	return length;
}

/* https://a.example/x?y=1; `scheme` is the length of what stands before the colon */
static size_t
url_length(struct bytes text, size_t scheme)
{
	struct bytes rest = bytes_from(text, scheme);
	size_t length;

	if (!bytes_take(&rest, BYTES("://")))
		return 0;
	length = without_mark(rest, ascii_run(rest, is_of_url));
	return length == 0 ? 0 : scheme + 3 + length;
}

static bool
is_of_host(char c)
{
	return is_alnum(c) || c == '.' || c == '-';
}

static bool
is_of_mailbox(char c)
{
	return is_of_host(c) || c == '_' || c == '+';
}

static size_t
host_run(struct bytes text)
{
	size_t length = ascii_run(bytes_first(text, HOST_MAX), is_of_host);

	while (length > 0 && !is_alnum(text.at[length - 1]))
		length--;
	return length;
}

static size_t
mail_length(struct bytes text)
{
	size_t name = ascii_run(bytes_first(text, MAILBOX_MAX), is_of_mailbox), host;

	if (byte_at(text, name) != '@')
		return 0;
	host = host_run(bytes_from(text, name + 1));
	return bytes_has(bytes_first(bytes_from(text, name + 1), host), '.') ? name + 1 + host : 0;
}

/* A host's name, and not that of a module: db-a.tide.example, with a port or without. */
static size_t
host_length(struct bytes text)
{
	size_t length = host_run(text), port;
	struct bytes name = bytes_first(text, length);

	if (!telling_is_host(name) || bytes_has(BYTES("_("), byte_at(text, length)))
		return 0;
	port = byte_at(text, length) == ':'
	    ? ascii_run(bytes_from(text, length + 1), ascii_is_digit)
	    : 0;
	return port > 0 ? length + 1 + port : length;
}

static bool
is_of_token(char c)
{
	return is_alnum(c) || c == '-' || c == '_' || c == '.';
}

/* eyJhbGciOi.eyJzdWIi.abc-_1 */
static size_t
token_length(struct bytes text)
{
	size_t length = bytes_start(text, BYTES("eyJ"))
	    ? ascii_run(bytes_first(text, TOKEN_MAX), is_of_token)
	    : 0;

	return bytes_count(bytes_first(text, length), '.') >= 2 ? without_mark(text, length) : 0;
}

/*
 * Digits, the letters behind them, and marks between digits: 1,234.5, 10.0.0.1:80, 2026-11-24T10:00:00Z, 12ms, 1a2b3c4,
 * 10.0.1rc1, 0x7f00, 7%.
 */
static size_t
number_length(struct bytes text)
{
	size_t length = ascii_run(text, is_alnum);

	while (is_between(byte_at(text, length)) && ascii_is_digit(byte_at(text, length + 1)))
		length += 1 + ascii_run(bytes_from(text, length + 1), is_alnum);
	return byte_at(text, length) == '%' ? length + 1 : length + dates_unit_length(text, length);
}

static size_t
digit_length(struct bytes message, size_t place)
{
	struct bytes text = bytes_from(message, place);
	size_t number = number_length(text), length = 0;
	char next = byte_at(text, number);

	if (telling_number(message, place, number))
		return 0;
	if (next == ' ' && number <= 2)
		length = dates_length(text);
	else if (is_joint(next) && values_is_of_word(byte_at(text, number + 1))) {
		length = any_identifier_length(text);
		length = length > 0 ? length : groups_length(text);
		length = length > 0 ? length : mail_length(text);
		length = length > 0 ? length : host_length(text);
	} else if (next == ':')
		length = groups_length(text);
	return length > number ? length : number;
}

/* A value of which the word, of `run` bytes, is only the beginning: `next` stands behind it. */
static size_t
joined_length(struct bytes text, size_t run, char next)
{
	size_t length = 0;

	if (next == ':')
		return byte_at(text, run + 1) == '/' ? url_length(text, run) : groups_length(text);
	if (next == '-' && ascii_is_hex(text.at[0]))
		length = any_identifier_length(text);
	if (length == 0 && next == '.')
		length = token_length(text);
	if (length == 0)
		length = mail_length(text);
	return length > 0 || next == '@' ? length : host_length(text);
}

/* A word with digits: w03, 7Kq2ZbT9x, v1.2.3; but not a name, such as utf8 or that of a function. */
static size_t
numbered_length(struct bytes text, size_t run, char next)
{
	struct bytes behind = bytes_from(text, 1);

	if (text.at[0] == 'v' && ascii_run(behind, ascii_is_digit) > 0)
		return next == '.' && ascii_is_digit(byte_at(text, run + 1))
		    ? 1 + number_length(behind)
		    : 0;
	return next == '(' || (unsigned char)next >= 0x80 || telling_is_name(bytes_first(text, run))
	    ? 0
	    : run;
}

size_t
values_length(struct bytes message, size_t place)
{
	struct bytes text = bytes_from(message, place);
	size_t run, length;
	char next;

	if (ascii_is_digit(text.at[0]))
		return digit_length(message, place);
	run = ascii_run(text, ascii_is_letter);
	next = byte_at(text, run);
	if (next == ' ' || next == ',')
		return ascii_is_upper(text.at[0]) ? dates_length(text) : 0;
	if (next == '\0' || run == 0)
		return 0;
	if (ascii_is_digit(next)) {
		run = ascii_run(text, is_alnum);
		next = byte_at(text, run);
		length = is_joint(next) ? joined_length(text, run, next) : 0;
		return length > 0 ? length : numbered_length(text, run, next);
	}
	return is_joint(next) ? joined_length(text, run, next) : 0;
}

static bool
is_of_path(char c)
{
	return (unsigned char)c > ' ' && !bytes_has(BYTES("\"'`<>()[]{}|,;:"), c);
}

static bool
is_dot(char c)
{
	return c == '.';
}

/* /opt/a/b.txt, ~/a, ./a, ../a */
static size_t
path_length(struct bytes text)
{
	size_t begin = text.at[0] == '~' ? 1 : ascii_run(text, is_dot);

	if (begin > 2 || byte_at(text, begin) != '/' ||
	    !(values_is_of_word(byte_at(text, begin + 1)) ||
		bytes_has(BYTES("._-"), byte_at(text, begin + 1))))
		return 0;
	return without_mark(text, ascii_run(text, is_of_path));
}

size_t
values_marked_length(struct bytes message, size_t place)
{
	struct bytes text = bytes_from(message, place);
	char c = text.at[0], before = place == 0 ? ' ' : message.at[place - 1];

	if (c == '-' || c == '+') {
		size_t length = ascii_is_digit(byte_at(text, 1)) && !values_is_of_word(before) &&
			before != ')' && before != ']'
		    ? number_length(bytes_from(text, 1))
		    : 0;

		return length == 0 || telling_number(message, place, length + 1) ? 0 : length + 1;
	}
	if (c == ':')
		return byte_at(text, 1) == ':' ? groups_length(text) : 0;
	return bytes_has(BYTES(" \t\n([{<=:,\"'"), before) ? path_length(text) : 0;
}
