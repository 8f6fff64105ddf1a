#include "same/template.h"

#include "base/array.h"
#include "base/ascii.h"
#include "base/words.h"
#include "same/values.h"

#include <stdlib.h>

enum {
	QUOTED_MAX = 512, /* bytes between quotes that may be a value */
	DEPTH_MAX = 16,   /* of lists in lists */
	VALUES_MAX = 64,  /* of a message: from the last of them on, the rest is one value */
};

static const struct bytes constants[] = { BYTES_ROW("True"), BYTES_ROW("False"), BYTES_ROW("None"),
	BYTES_ROW("true"), BYTES_ROW("false"), BYTES_ROW("null") };

/* A bracket with nothing but values behind it so far. */
struct open {
	size_t start;       /* in the message */
	size_t text, count; /* length and values of the template just behind it */
};

struct reading {
	struct bytes message;
	struct template *out;
	struct open open[DEPTH_MAX];
	size_t depth;
	size_t at; /* how far it is read */
};

static void
add_value(struct reading *in, size_t start, size_t length)
{
	struct template *out = in->out;

	if (!ARRAY_ROOM(out->values, out->count, out->size)) {
		out->full = true;
		return;
	}
	out->values[out->count++] = (struct template_value){ start, length };
	buffer_byte(&out->text, TEMPLATE_VALUE);
}

static void
take_value(struct reading *in, size_t length)
{
	add_value(in, in->at, length);
	in->at += length;
}

/* What may stand between the values of a list. */
static void
take_bytes(struct reading *in, size_t length)
{
	buffer_append(&in->out->text, bytes_first(bytes_from(in->message, in->at), length));
	in->at += length;
}

/* Takes what is no value, and so is in no list of values: forgets the open brackets. */
static void
take_words(struct reading *in, size_t length)
{
	in->depth = 0;
	take_bytes(in, length);
}

/* Whether a quote may begin a value: behind a word it is an apostrophe, unless the word is Python's u or b. */
static bool
may_open(struct bytes text, size_t i)
{
	if (i == 0 || !values_is_of_word(text.at[i - 1]))
		return true;
	return (text.at[i - 1] == 'u' || text.at[i - 1] == 'b') &&
	    (i == 1 || !values_is_of_word(text.at[i - 2]));
}

/* The place of the quote on the same line that closes the one at `i`; 0: there is none. */
static size_t
close_of(struct bytes text, size_t i)
{
	char quote = text.at[i];

	if (!may_open(text, i))
		return 0;
	for (size_t end = i + 1; end < text.len && end - i <= QUOTED_MAX && text.at[end] != '\n';
	     end++) {
		char next = end + 1 < text.len ? text.at[end + 1] : ' ';

		if (text.at[end] == '\\')
			end++;
		else if (text.at[end] == quote &&
		    (ascii_is_digit(next) || !values_is_of_word(next)))
			return end;
	}
	return 0;
}

static void
read_quote(struct reading *in)
{
	size_t start = in->at, end = close_of(in->message, start);

	if (end == 0) {
		take_words(in, 1);
		return;
	}
	take_bytes(in, 1);
	take_value(in, end - start - 1);
	take_bytes(in, 1);
}

/* Whether a word may stand in a list of values: [None, Decimal('1'), datetime.date(2026, 1, 2)]. */
static bool
is_of_list(const struct reading *in, size_t run)
{
	struct bytes rest = bytes_from(in->message, in->at + run);
	char next = bytes_head(rest);

	if (next == '(' || next == '.' || (run == 1 && (next == '\'' || next == '"')))
		return true;
	return words_find(LIST(constants), bytes_first(bytes_from(in->message, in->at), run)) !=
	    WORDS_NONE;
}

/* The length of words of small letters with blanks between, which most messages mainly consist of. */
static size_t
prose_length(struct bytes text)
{
	size_t length = 0, run;

	for (;;) {
		run = length;
		while (run < text.len && ascii_is_lower(text.at[run]))
			run++;
		if (run == length || run == text.len || text.at[run] != ' ')
			return length;
		length = run + 1;
	}
}

static void
read_word(struct reading *in)
{
	size_t length = in->depth > 0 ? 0 : prose_length(bytes_from(in->message, in->at));

	if (length > 0) {
		take_bytes(in, length);
		return;
	}
	length = values_length(in->message, in->at);
	if (length > 0) {
		take_value(in, length);
		return;
	}
	length = ascii_run(bytes_from(in->message, in->at), values_is_of_word);
	if (in->depth > 0 && is_of_list(in, length))
		take_bytes(in, length);
	else
		take_words(in, length);
}

/* True, False or None behind an equals sign. */
static void
read_equals(struct reading *in)
{
	struct bytes rest = bytes_from(in->message, in->at + 1);
	size_t run = ascii_run(rest, ascii_is_name);

	take_words(in, 1);
	if (words_find(LIST(constants), bytes_first(rest, run)) != WORDS_NONE)
		take_value(in, run);
}

static void
read_open(struct reading *in)
{
	if (in->depth == DEPTH_MAX)
		in->depth = 0;
	take_bytes(in, 1);
	in->open[in->depth++] = (struct open){ in->at - 1, in->out->text.len, in->out->count };
}

/* Whether the brackets are those of a call without arguments: nothing in them, a word before them. */
static bool
is_call(const struct reading *in, const struct open *top)
{
	return in->message.at[top->start] == '(' && in->at == top->start + 1 && top->start > 0 &&
	    in->message.at[top->start - 1] != ' ';
}

/* A list of values becomes one value, however long it is. */
static void
read_close(struct reading *in, char open)
{
	const struct open *top = in->depth == 0 ? NULL : &in->open[in->depth - 1];

	if (top == NULL || in->message.at[top->start] != open) {
		take_words(in, 1);
		return;
	}
	in->depth--;
	if (!is_call(in, top)) {
		in->out->text.len = top->text;
		in->out->count = top->count;
		add_value(in, top->start + 1, in->at - top->start - 1);
	}
	take_bytes(in, 1);
}

static void
read_marked(struct reading *in)
{
	size_t length = values_marked_length(in->message, in->at);

	if (length > 0)
		take_value(in, length);
	else if (in->message.at[in->at] == '/' || in->message.at[in->at] == '~')
		take_words(in, 1);
	else
		take_bytes(in, 1);
}

static void
read_one(struct reading *in)
{
	char c = in->message.at[in->at];

	if (values_is_of_word(c))
		read_word(in);
	else if (c == '\'' || c == '"' || c == '`')
		read_quote(in);
	else if (c == '[' || c == '{' || c == '(')
		read_open(in);
	else if (c == ']' || c == '}' || c == ')')
		read_close(in, c == ']' ? '[' : c == '}' ? '{' : '(');
	else if (c == '-' || c == '+' || c == ':' || c == '/' || c == '~' || c == '.')
		read_marked(in);
	else if (c == '=')
		read_equals(in);
	else if (c == '*' && in->out->stars)
		take_value(in, 1);
	else if (c == ' ' || c == ',' || c == '\n')
		take_bytes(in, 1);
	else
		take_words(in, 1);
}

static void
cut_values(struct template *out, struct bytes message)
{
	struct template_value *last = &out->values[VALUES_MAX - 1];
	size_t left = VALUES_MAX, length = 0;

	while (left > 0)
		left -= out->text.at[length++] == TEMPLATE_VALUE;
	out->text.len = length;
	out->count = VALUES_MAX;
	last->length = message.len - last->start;
}

void
template_read(struct template *template, struct bytes message)
{
	struct reading in; /* the brackets are not cleared: most messages have none */

	in.message = message;
	in.out = template;
	in.depth = in.at = 0;
	buffer_reset(&template->text);
	template->count = 0;
	template->full = false;
	while (in.at < message.len)
		read_one(&in);
	template->full = template->full || template->text.full;
	if (template->count > VALUES_MAX && !template->full)
		cut_values(template, message);
}

void
template_free(struct template *template)
{
	buffer_free(&template->text);
	free(template->values);
	*template = (struct template){ .count = 0 };
}
