#include "native/quoted.h"

#include "base/lanes.h"
#include "base/utf8.h"

/* Reading a text that may hold string and character literals. */
struct reading {
	struct bytes text;
	size_t at;
	bool unclosed; /* a string did not end: from there on `"` opens none */
};

static void
skip_string(struct reading *in)
{
	for (size_t i = in->at + 1; i < in->text.len; i++) {
		if (in->text.at[i] == '\\') {
			i++;
		} else if (in->text.at[i] == '"') {
			in->at = i + 1;
			return;
		}
	}
	in->unclosed = true;
	in->at++;
}

/* 'x', '\n', '\000', '\'', '\x{1F600}', a character of several bytes */
static size_t
skip_character(struct bytes text, size_t start)
{
	enum { LONGEST = 12 };
	size_t end = start + 1, invalid = 1, length;

	if (end >= text.len)
		return start + 1;
	if (text.at[end] == '\\') {
		end += 2;
		while (end < text.len && text.at[end] != '\'' && end - start < LONGEST)
			end++;
	} else {
		length = utf8_length(bytes_from(text, end), &invalid);
		end += length == 0 ? invalid : length;
	}
	return end < text.len && text.at[end] == '\'' ? end + 1 : start + 1;
}

/* The next quote or bracket; false at the end. */
static bool
skip_ordinary(struct reading *in)
{
	static const bool special[256] = {
		['"'] = true, ['\''] = true, ['('] = true, [')'] = true, ['{'] = true, ['}'] = true
	};
	const char *text = in->text.at;
	size_t at = in->at, length = in->text.len;

	while (at + LANES <= length) {
		lanes bytes = lanes_load(text + at);
		lanes hits = (bytes == '"') | ((bytes >= '\'') & (bytes <= ')')) | (bytes == '{') |
		    (bytes == '}');

		in->at = at + lanes_first(hits);
		if (in->at < at + LANES)
			return true;
		at += LANES;
	}
	while (at < length && !special[(unsigned char)text[at]])
		at++;
	in->at = at;
	return at < length;
}

/* The next bracket outside literals; false at the end. */
static bool
next_bracket(struct reading *in, char *bracket)
{
	while (skip_ordinary(in)) {
		*bracket = in->text.at[in->at];
		if (*bracket == '\'') {
			in->at = skip_character(in->text, in->at);
		} else if (*bracket == '"' && !in->unclosed) {
			skip_string(in);
		} else {
			in->at++;
			if (*bracket != '"')
				return true;
		}
	}
	return false;
}

size_t
quoted_close(struct bytes text, size_t start, bool *unclosed)
{
	struct reading in = { .text = text, .at = start + 1, .unclosed = *unclosed };
	long depth = 1;
	char bracket;

	while (next_bracket(&in, &bracket)) {
		*unclosed = in.unclosed;
		if (bracket == '(')
			depth++;
		else if (bracket == ')' && --depth == 0)
			return in.at;
	}
	return 0;
}

long
quoted_depth(struct bytes text)
{
	struct reading in = { .text = text };
	long depth = 0;
	char bracket;

	while (next_bracket(&in, &bracket))
		depth += (bracket == '{') - (bracket == '}');
	return depth;
}
