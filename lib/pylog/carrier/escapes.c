#include "pylog/carrier/escapes.h"

#include "base/ascii.h"
#include "base/words.h"
#include "pylog/carrier/entities.h"
#include "pylog/traceback/grammar.h"

enum { HEADER_MAX = 400 }; /* bytes of a header, from its words on: the border of rich's box */

/* How long a quoted text is: up to the quote that ends it, or else to the end. */
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

/* Lines as Python shows a list of them: `Traceback …\n', '  File …\n', …]`. */
static void
put_list(struct bytes text, char quote, struct buffer *out)
{
	for (;;) {
		size_t length = quoted_length(text, quote);

		put_unescaped(bytes_first(text, length), out);
		text = bytes_from(text, length + 1);
		if (!bytes_take(&text, BYTES(", ")))
			return;
		bytes_take(&text, BYTES("u")); /* 2.7 */
		if (text.len == 0 || (text.at[0] != '"' && text.at[0] != '\''))
			return;
		quote = text.at[0];
		text = bytes_from(text, 1);
	}
}

/* rsyslog writes control characters as `#` and three octal digits; `#` stays, so `#007` may be text. */
static char
octal_byte(struct bytes text)
{
	static const struct bytes octals[] = { BYTES_ROW("#012"), BYTES_ROW("#011"),
		BYTES_ROW("#015"), BYTES_ROW("#033") };
	int found = words_start(LIST(octals), text);

	return found == WORDS_NONE ? '\0' : "\n\t\r\033"[found];
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
	for (size_t i = 0; i < text.len; i += bytes_index(bytes_from(text, i), ' ') + 1) {
		struct bytes rest = bytes_from(text, i);
		struct bytes word = bytes_first(rest, bytes_index(rest, ' '));
		struct bytes name = bytes_first(word, bytes_index(word, ':'));

		if ((name.len < word.len || word.len == rest.len) && !bytes_has(name, '(') &&
		    grammar_is_exception_name(name))
			return i;
	}
	return text.len;
}

/* Appends a frame and its source, and behind the last frame the exception line, each as a line of its own. */
static void
put_flat_frame(struct bytes frame, bool last, struct buffer *out)
{
	struct bytes rest = BYTES_NONE, source, exception = BYTES_NONE;

	if (bytes_split(frame, BYTES(", in "), NULL, &rest))
		rest = bytes_from(rest, bytes_index(rest, ' '));
	frame.len -= rest.len;
	source = rest = bytes_trim(rest);
	if (last) {
		source = bytes_first(rest, find_exception(rest));
		exception = bytes_from(rest, source.len);
	}
	buffer_append(out, BYTES("\n  "));
	buffer_append(out, frame);
	if (source.len > 0) {
		buffer_append(out, BYTES("\n    "));
		buffer_append(out, bytes_trim(source));
	}
	if (exception.len > 0) {
		buffer_byte(out, '\n');
		buffer_append(out, exception);
	}
}

/* Undoes a traceback whose line ends became blanks; false: no frame stands straight behind the header. */
static bool
put_flat(struct bytes line, size_t header, struct buffer *out)
{
	struct bytes rest, frame;

	if (!bytes_split(bytes_from(line, header), BYTES("):"), NULL, &rest) ||
	    !bytes_start(bytes_from(rest, bytes_indent(rest)), BYTES("File \"")))
		return false;
	buffer_append(out, bytes_first(line, line.len - rest.len));
	while (rest.len > 0) {
		const char *next;

		frame = bytes_trim(rest);
		next = bytes_find(bytes_from(frame, 1), BYTES(" File \""));
		rest = next == NULL ? BYTES_NONE : bytes_at(frame, next);
		put_flat_frame(
		    bytes_trim_end(bytes_first(frame, frame.len - rest.len)), next == NULL, out);
	}
	buffer_byte(out, '\n');
	return !out->full;
}

/* The quote that the text behind `before` stands in; NULL: none. */
static const char *
find_quote(struct bytes before)
{
	for (size_t i = before.len; i-- > 0;) {
		if ((before.at[i] != '"' && before.at[i] != '\'') ||
		    (i > 0 && before.at[i - 1] == '\\'))
			continue;
		if (i < 2 || before.at[i - 1] != before.at[i] || before.at[i - 2] != before.at[i])
			return before.at + i;
		i -= 2; /* three of them quote inside a message */
	}
	return NULL;
}

/*
 * The text ends inside of an attribute of XML, `<failure message="`, or of an element: finds where that begins, and gives
 * the byte that ends it, '"' or '<'.
 */
static char
find_value(struct bytes text, struct bytes *value)
{
	if (bytes_split_last(text, BYTES("=\""), NULL, value) && !bytes_has(*value, '"'))
		return '"';
	if (!bytes_split_last(text, BYTES(">"), NULL, value))
		*value = text;
	return '<';
}

/* Takes off a line end of HTML: `<br>`, `<br/>`, `<br />`. */
static bool
take_break(struct bytes *text)
{
	struct bytes rest = *text;

	if (!bytes_take(&rest, BYTES("<br")))
		return false;
	rest = bytes_from(rest, bytes_indent(rest));
	bytes_take(&rest, BYTES("/"));
	if (!bytes_take(&rest, BYTES(">")))
		return false;
	*text = rest;
	return true;
}

/* Up to the byte that ends the value of markup; line ends of HTML end none. */
static size_t
value_length(struct bytes text, char end)
{
	struct bytes rest = bytes_from(text, bytes_index(text, end));

	while (take_break(&rest))
		rest = bytes_from(rest, bytes_index(rest, end));
	return text.len - rest.len;
}

static void
put_value(struct bytes text, struct buffer *out)
{
	while (text.len > 0) {
		size_t length = bytes_index(text, '<');

		entities_put(bytes_first(text, length), out);
		text = bytes_from(text, length);
		if (take_break(&text)) {
			buffer_byte(out, '\n');
		} else {
			buffer_append(out, bytes_first(text, 1));
			text = bytes_from(text, 1);
		}
	}
}

/*
 * XML writes line ends in attributes as `&#10;`, HTML may have `<br>`; one line may have many tracebacks. False: this one
 * has none.
 */
static bool
put_markup(struct bytes line, const char *header, struct buffer *out)
{
	struct bytes text = bytes_at(line, header), rest;
	const char *end = bytes_find(text, BYTES("last):"));

	if (end == NULL)
		return false;
	rest = bytes_from(bytes_at(text, end), strlen("last):"));
	if (!entities_ends_line(rest) && !take_break(&rest))
		return false;
	for (; header != NULL; header = bytes_find(line, BYTES("Traceback ("))) {
		struct bytes before = bytes_until(line, header), value;

		text = bytes_at(line, header);
		text.len = value_length(text, find_value(before, &value));
		/* what stands between two tracebacks would become part of the first one's message */
		if (out->len == 0)
			put_value(value, out);
		put_value(text, out);
		buffer_byte(out, '\n');
		line = bytes_from(line, before.len + text.len);
	}
	return !out->full;
}

/* Whether only the name of its member stands before a text: `  "exc_info": "`, in JSON with a line for each member. */
static bool
is_member(struct bytes before)
{
	char quote = bytes_tail(before);

	before = bytes_trim(before);
	return (quote == '"' || quote == '\'') && bytes_head(before) == quote &&
	    bytes_count(before, quote) == 3 && !bytes_has(before, '\\');
}

/* The text before a quote, without the letter of bytes: `failed: b'Traceback …'` */
static struct bytes
before_quote(struct bytes before, const char *quote)
{
	struct bytes text = bytes_until(before, quote), rest = text;

	return bytes_take_end(&rest, BYTES("b")) && !ascii_is_name(bytes_tail(rest)) ? rest : text;
}

bool
escapes_undo(struct bytes line, struct buffer *text)
{
	const char *header = bytes_find(line, BYTES("Traceback ("));
	struct bytes rest, before, list;
	const char *quote;

	buffer_reset(text);
	if (header == NULL)
		return false;
	before = bytes_until(line, header);
	rest = bytes_from(line, before.len);
	if (bytes_find(bytes_first(rest, HEADER_MAX), BYTES("#012")) != NULL) {
		put_octal(line, text);
		return !text->full;
	}
	if (put_markup(line, header, text))
		return true;
	if (bytes_find(bytes_first(rest, 80), BYTES("\\n")) == NULL)
		return put_flat(line, before.len, text);
	quote = find_quote(before);
	if (quote == NULL) {
		put_unescaped(before, text);
		put_unescaped(rest, text);
		return !text->full;
	}
	list = bytes_until(before, quote);
	bytes_take_end(&list, BYTES("u"));
	if (bytes_take_end(&list, BYTES("["))) {
		put_unescaped(list, text);
		put_list(rest, *quote, text);
	} else {
		if (!is_member(before))
			put_unescaped(
			    bytes_tail(before) == *quote ? before_quote(before, quote) : before,
			    text);
		put_unescaped(bytes_first(rest, quoted_length(rest, *quote)), text);
	}
	return !text->full;
}
