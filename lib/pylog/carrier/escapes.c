#include "pylog/carrier/escapes.h"

#include "pylog/traceback/grammar.h"

/* Where a quoted text ends; all of it where no quote does. */
static size_t
quoted_length(struct bytes text, char quote)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '\\')
			i++;
		else if (text.at[i] == quote)
			return i;
	}
	return text.len;
}

static void
put_unescaped(struct bytes text, struct buffer *out)
{
	for (size_t i = 0; i < text.len; i++) {
		char next = i + 1 < text.len ? text.at[i + 1] : '\0';

		if (text.at[i] != '\\' || memchr("ntr\"'\\", next, 6) == NULL) {
			buffer_byte(out, text.at[i]);
			continue;
		}
		i++;
		if (next == 'r')
			continue;
		buffer_byte(out, next == 'n' ? '\n' : next == 't' ? '\t' : next);
	}
}

/* rsyslog writes control characters as `#` and three octal digits; `#` stays, so `#007` may be text. */
static char
octal_byte(struct bytes text)
{
	static const struct {
		struct bytes written;
		char byte;
	} octals[] = { { { "#012", 4 }, '\n' }, { { "#011", 4 }, '\t' }, { { "#015", 4 }, '\r' },
		{ { "#033", 4 }, '\033' } };

	for (size_t i = 0; i < COUNT_OF(octals); i++)
		if (bytes_start(text, octals[i].written))
			return octals[i].byte;
	return '\0';
}

static void
put_octal(struct bytes text, struct buffer *out)
{
	for (size_t i = 0; i < text.len; i++) {
		char byte = text.at[i] == '#' ? octal_byte(bytes_from(text, i)) : '\0';

		buffer_byte(out, byte != '\0' ? byte : text.at[i]);
		i += byte != '\0' ? 3 : 0;
	}
}

/* Where the exception line begins behind the source of the last frame; the end: nowhere. */
static size_t
find_exception(struct bytes text)
{
	for (size_t i = 0; i < text.len; i++) {
		struct bytes word = bytes_from(text, i);
		size_t n = 0;

		if (text.at[i] == ' ' || (i > 0 && text.at[i - 1] != ' '))
			continue;
		while (n < word.len && word.at[n] != ' ' && word.at[n] != ':')
			n++;
		if ((n == word.len || word.at[n] == ':') && memchr(word.at, '(', n) == NULL &&
		    grammar_is_exception_name(bytes_first(word, n)))
			return i;
	}
	return text.len;
}

/* A frame, its source behind blanks, and after the last one the exception line. */
static void
put_flat_frame(struct bytes frame, bool last, struct buffer *out)
{
	const char *in = bytes_find(frame, BYTES(", in "));
	size_t name = in == NULL ? frame.len : (size_t)(in - frame.at) + 5, end;
	struct bytes rest;

	while (name < frame.len && frame.at[name] != ' ')
		name++;
	rest = bytes_trim(bytes_from(frame, name));
	end = last ? find_exception(rest) : rest.len;
	buffer_append(out, BYTES("\n  "));
	buffer_append(out, bytes_first(frame, name));
	if (end > 0) {
		buffer_append(out, BYTES("\n    "));
		buffer_append(out, bytes_trim(bytes_first(rest, end)));
	}
	if (last && end < rest.len) {
		buffer_byte(out, '\n');
		buffer_append(out, bytes_from(rest, end));
	}
}

/* A traceback whose line ends became blanks; false where no frame follows the header at once. */
static bool
put_flat(struct bytes line, size_t header, struct buffer *out)
{
	const char *colon = bytes_find(bytes_from(line, header), BYTES("):"));
	struct bytes rest;

	if (colon == NULL)
		return false;
	rest = bytes_from(bytes_at(line, colon), 2);
	if (!bytes_start(bytes_from(rest, bytes_indent(rest)), BYTES("File \"")))
		return false;
	buffer_append(out, bytes_first(line, line.len - rest.len));
	while (rest.len > 0) {
		struct bytes frame = bytes_trim(rest);
		const char *next = bytes_find(bytes_from(frame, 1), BYTES(" File \""));

		if (next != NULL)
			frame.len = (size_t)(next - frame.at);
		rest = next == NULL ? BYTES("") : bytes_at(rest, next);
		put_flat_frame(bytes_trim_end(frame), next == NULL, out);
	}
	buffer_byte(out, '\n');
	return !out->full;
}

bool
escapes_undo(struct bytes line, struct buffer *text)
{
	const char *header = bytes_find(line, BYTES("Traceback ("));
	struct bytes rest, before;
	size_t length;

	buffer_reset(text);
	if (header == NULL)
		return false;
	before = bytes_until(line, header);
	rest = bytes_from(line, before.len);
	if (bytes_find(bytes_first(rest, 80), BYTES("#012")) != NULL) {
		put_octal(line, text);
		return !text->full;
	}
	if (bytes_find(bytes_first(rest, 80), BYTES("\\n")) == NULL)
		return put_flat(line, before.len, text);
	length = rest.len;
	for (size_t i = before.len; i-- > 0;) {
		if ((before.at[i] != '"' && before.at[i] != '\'') ||
		    (i > 0 && before.at[i - 1] == '\\'))
			continue;
		if (i > 1 && before.at[i - 1] == before.at[i] && before.at[i - 2] == before.at[i]) {
			i -= 2; /* three of them quote inside a message */
			continue;
		}
		length = quoted_length(rest, before.at[i]);
		break;
	}
	put_unescaped(before, text);
	put_unescaped(bytes_first(rest, length), text);
	return !text->full;
}
