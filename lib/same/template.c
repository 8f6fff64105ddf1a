#include "same/template.h"

#include "base/ascii.h"

enum { QUOTED_MAX = 512 }; /* bytes of a quoted value: what is longer is text */

static bool
is_letter(char c)
{
	return ascii_is_letter(c) || (unsigned char)c >= 0x80;
}

/* The length of a UUID that the text begins with, 123e4567-e89b-12d3-a456-426614174000; 0: of none. */
static size_t
uuid_length(struct bytes text)
{
	static const size_t groups[] = { 8, 4, 4, 4, 12 };
	struct bytes rest = text;

	for (size_t g = 0; g < COUNT_OF(groups); g++) {
		if ((g > 0 && !bytes_take(&rest, BYTES("-"))) ||
		    ascii_run(rest, ascii_is_hex) != groups[g])
			return 0;
		rest = bytes_from(rest, groups[g]);
	}
	return text.len - rest.len;
}

/* A hexadecimal number: behind `0x`, or eight digits at least, letters and digits among them. */
static size_t
hex_length(struct bytes text)
{
	bool prefix = bytes_start(text, BYTES("0x")) || bytes_start(text, BYTES("0X"));
	size_t start = prefix ? 2 : 0, length = ascii_run(bytes_from(text, start), ascii_is_hex);
	size_t digits = 0;

	if (prefix)
		return length > 0 ? start + length : 0;
	for (size_t n = 0; n < length; n++)
		digits += ascii_is_digit(text.at[n]);
	return length < 8 || digits == 0 || digits == length ||
		is_letter(bytes_head(bytes_from(text, length)))
	    ? 0
	    : length;
}

/* Digits, and what may stand between some: 1,234.5, 10.0.0.1, 2026-11-24T10:00:00. */
static size_t
number_length(struct bytes text)
{
	size_t length = ascii_run(text, ascii_is_digit);

	while (length > 0 && length + 1 < text.len) {
		size_t more = ascii_run(bytes_from(text, length + 1), ascii_is_digit);

		if (more == 0 || !bytes_has(BYTES(".,:-/T+"), text.at[length]))
			break;
		length += 1 + more;
	}
	return length;
}

static size_t
value_length(struct bytes text)
{
	size_t length = uuid_length(text);

	if (length == 0)
		length = hex_length(text);
	return length > 0 ? length : number_length(text);
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
		} else if (!word && (length = value_length(bytes_from(message, i))) > 0) {
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
