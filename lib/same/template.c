#include "same/template.h"

#include "base/ascii.h"

enum { QUOTED_MAX = 512 }; /* bytes of a quoted value: what is longer is text */

static bool
is_letter(char c)
{
	return ascii_is_letter(c) || (unsigned char)c >= 0x80;
}

/* How many of the bytes from `i` on are of a kind. */
static size_t
run_of(struct bytes text, size_t i, bool (*kind)(char))
{
	return ascii_run(bytes_from(text, i), kind);
}

static bool
is_at(struct bytes text, size_t i, char c)
{
	return i < text.len && text.at[i] == c;
}

/* 123e4567-e89b-12d3-a456-426614174000: its length, or 0. */
static size_t
uuid_length(struct bytes text, size_t i)
{
	static const size_t groups[] = { 8, 4, 4, 4, 12 };
	size_t start = i;

	for (size_t g = 0; g < COUNT_OF(groups); g++) {
		if (run_of(text, i, ascii_is_hex) != groups[g])
			return 0;
		i += groups[g];
		if (g + 1 < COUNT_OF(groups) && !is_at(text, i++, '-'))
			return 0;
	}
	return i - start;
}

/* A hexadecimal number: behind `0x`, or eight digits at least, letters and digits among them. */
static size_t
hex_length(struct bytes text, size_t i)
{
	size_t length;
	bool digit = false, letter = false;

	if (is_at(text, i, '0') && (is_at(text, i + 1, 'x') || is_at(text, i + 1, 'X'))) {
		length = run_of(text, i + 2, ascii_is_hex);
		return length > 0 ? length + 2 : 0;
	}
	length = run_of(text, i, ascii_is_hex);
	for (size_t n = 0; n < length; n++) {
		digit = digit || ascii_is_digit(text.at[i + n]);
		letter = letter || !ascii_is_digit(text.at[i + n]);
	}
	if (length < 8 || !digit || !letter ||
	    (i + length < text.len && is_letter(text.at[i + length])))
		return 0;
	return length;
}

/* Digits, and what may stand between some: 1,234.5, 10.0.0.1, 2026-11-24T10:00:00. */
static size_t
number_length(struct bytes text, size_t i)
{
	size_t length = run_of(text, i, ascii_is_digit);

	while (length > 0 && i + length + 1 < text.len) {
		char between = text.at[i + length];
		size_t more = run_of(text, i + length + 1, ascii_is_digit);

		if (more == 0 || strchr(".,:-/T+", between) == NULL || between == '\0')
			break;
		length += 1 + more;
	}
	return length;
}

static size_t
value_length(struct bytes text, size_t i)
{
	size_t length = uuid_length(text, i);

	if (length == 0)
		length = hex_length(text, i);
	return length > 0 ? length : number_length(text, i);
}

static bool
is_of_word(char c)
{
	return is_letter(c) || ascii_is_digit(c);
}

/* Behind a word it is an apostrophe, but for those with which Python marks its literals. */
static bool
may_open(struct bytes text, size_t i)
{
	if (i == 0 || !is_of_word(text.at[i - 1]))
		return true;
	return (text.at[i - 1] == 'u' || text.at[i - 1] == 'b') &&
	    (i == 1 || !is_of_word(text.at[i - 2]));
}

/* The place of the quote that closes the one at `i`, on the same line; 0: it opens nothing. */
static size_t
close_of(struct bytes text, size_t i)
{
	char quote = text.at[i];

	if (!may_open(text, i))
		return 0;
	for (size_t end = i + 1; end < text.len && end - i <= QUOTED_MAX && text.at[end] != '\n';
	     end++) {
		if (text.at[end] == '\\')
			end++;
		else if (text.at[end] == quote &&
		    (end + 1 == text.len || !is_letter(text.at[end + 1])))
			return end;
	}
	return 0;
}

void
template_append(struct buffer *out, struct bytes message)
{
	bool word = false; /* the byte before is of a word: no value begins here */

	for (size_t i = 0; i < message.len;) {
		char c = message.at[i];
		size_t length;

		if ((c == '\'' || c == '"') && (length = close_of(message, i)) > 0) {
			buffer_byte(out, c);
			buffer_byte(out, '*');
			buffer_byte(out, c);
			i = length + 1;
			word = false;
		} else if (!word && (length = value_length(message, i)) > 0) {
			buffer_byte(out, '*');
			i += length;
			word = true;
		} else {
			buffer_byte(out, c);
			word = is_of_word(c);
			i++;
		}
	}
}
