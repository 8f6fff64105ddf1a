#include "same/qualified.h"

#include "base/ascii.h"
#include "base/words.h"

enum { LONGEST = 4096 }; /* bytes; longer names stay as they are */

static const struct bytes inline_namespaces[] = { BYTES_ROW("::__1::"), BYTES_ROW("::__cxx11::"),
	BYTES_ROW("::__ndk1::"), BYTES_ROW("::__2::"), BYTES_ROW("::__debug::") };

/* How lambdas and closures begin: g++, rustc (both manglings), gdb, clang. */
static const struct bytes lambdas[] = { BYTES_ROW("{lambda"), BYTES_ROW("{{closure"),
	BYTES_ROW("{closure"), BYTES_ROW("<lambda"), BYTES_ROW("'lambda"), BYTES_ROW("(lambda") };

/* What stands in brackets behind `::` and is a name; all else are type arguments of Rust. */
static const struct bytes names_in_brackets[] = { BYTES_ROW("lambda"), BYTES_ROW("impl "),
	BYTES_ROW("unnamed"), BYTES_ROW("anonymous") };

static char
closing(char open)
{
	return open == '{' ? '}' : open == '(' ? ')' : open == '[' ? ']' : '>';
}

size_t
qualified_bracket_length(struct bytes text)
{
	char open = text.at[0], close = closing(open);
	int depth = 0;

	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == open)
			depth++;
		else if (text.at[i] == close && text.at[i - (i > 0)] != '-' && --depth == 0)
			return i + 1;
	}
	return 0;
}

/* The length of a lambda or closure: `$_0` (clang), or what begins as `lambdas` say; 0: it is none. */
static size_t
lambda_length(struct bytes rest)
{
	size_t length;

	if (bytes_start(rest, BYTES("$_"))) {
		length = ascii_run(bytes_from(rest, 2), ascii_is_digit);
		return length == 0 ? 0 : 2 + length;
	}
	if (words_start(LIST(lambdas), rest) == WORDS_NONE)
		return 0;
	if (rest.at[0] != '\'')
		return qualified_bracket_length(rest);
	length = bytes_index(bytes_from(rest, 1), '\'') + 2;
	if (length > rest.len)
		return 0;
	rest = bytes_from(rest, length);
	return bytes_head(rest) == '(' ? length + qualified_bracket_length(rest) : length;
}

/* The length of a tag behind a name: `tide[235e3519f142be8b]`, `name[abi:cxx11]`. */
static size_t
tag_length(struct bytes before, struct bytes rest)
{
	size_t length = ascii_run(bytes_from(rest, 1), ascii_is_hex);

	if (!ascii_is_name(bytes_tail(before)))
		return 0;
	if (bytes_start(rest, BYTES("[abi:")))
		return qualified_bracket_length(rest);
	return length >= 8 && length <= 16 && bytes_head(bytes_from(rest, 1 + length)) == ']'
	    ? length + 2
	    : 0;
}

static bool
is_inside_std(struct bytes before)
{
	return bytes_end(before, BYTES("std")) &&
	    (before.len == 3 || !ascii_is_name(before.at[before.len - 4]));
}

/* The length of what begins with `::` and is no part of the name. */
static size_t
step_length(struct bytes before, struct bytes rest)
{
	struct bytes behind = bytes_from(rest, 2);
	int word;

	if (!bytes_start(rest, BYTES("::")))
		return 0;
	if (bytes_head(behind) == '_' && is_inside_std(before)) {
		word = words_start(LIST(inline_namespaces), rest);
		return word == WORDS_NONE ? 0 : inline_namespaces[word].len - 2;
	}
	if (bytes_head(behind) == 'h')
		return behind.len == 17 && ascii_run(bytes_from(behind, 1), ascii_is_hex) == 16
		    ? rest.len
		    : 0;
	if (bytes_head(behind) != '<' || bytes_find(behind, BYTES(" as ")) != NULL ||
	    words_start(LIST(names_in_brackets), bytes_from(behind, 1)) != WORDS_NONE)
		return 0;
	word = (int)qualified_bracket_length(behind);
	return word == 0 ? 0 : 2 + (size_t)word;
}

/* Parameters in the middle: `main(int, char**)::{lambda()#1}`. */
static size_t
parameters_length(struct bytes before, struct bytes rest)
{
	size_t length;
	struct bytes behind;

	if (!ascii_is_name(bytes_tail(before)) || bytes_end(before, BYTES("operator")))
		return 0;
	length = qualified_bracket_length(rest);
	behind = bytes_from(rest, length);
	if (length > 0 && bytes_take(&behind, BYTES(" const")))
		length += 6;
	return bytes_start(behind, BYTES("::")) ? length : 0;
}

/* How many bytes at the start of the rest are left out. */
static size_t
skipped(struct bytes before, struct bytes rest)
{
	switch (rest.at[0]) {
	case '[':
		return tag_length(before, rest);
	case ':':
		return step_length(before, rest);
	case '(':
		return parameters_length(before, rest);
	default:
		return 0;
	}
}

static bool
is_of_note(char c)
{
	return c == ':' || c == '{' || c == '[' || c == '(' || c == '<' || c == '$' || c == '\'';
}

struct bytes
qualified_plain(struct bytes name, struct arena *memory)
{
	size_t i = 0, length = 0;
	char *to;

	while (i < name.len && !is_of_note(name.at[i]))
		i++;
	if (i == name.len || name.len > LONGEST)
		return name;
	/* `{lambda}` may be longer than what it stands for: `$_0` */
	to = arena_alloc(memory, 3 * name.len);
	if (to == NULL)
		return name;
	for (i = 0; i < name.len;) {
		struct bytes before = { to, length }, rest = bytes_from(name, i);
		size_t lambda = is_of_note(name.at[i]) ? lambda_length(rest) : 0;
		size_t gone = lambda > 0 ? lambda : skipped(before, rest);

		if (lambda > 0) {
			memcpy(to + length, "{lambda}", 8);
			length += 8;
		}
		i += gone;
		if (gone == 0)
			to[length++] = name.at[i++];
	}
	return length == 0 ? name : (struct bytes){ to, length };
}

/* The place behind the last blank that stands in no brackets; 0: there is none. */
static size_t
behind_blank(struct bytes name)
{
	size_t place = 0;
	int depth = 0;

	for (size_t i = 0; i < name.len; i++) {
		char c = name.at[i];

		if (c == '(' || c == '{' || c == '[')
			depth++;
		else if (c == ')' || c == '}' || c == ']')
			depth--;
		else if (c == ' ' && depth == 0)
			place = i + 1;
	}
	return place;
}

struct bytes
qualified_without_type(struct bytes name)
{
	struct bytes before = name;

	(void)bytes_split(name, BYTES("operator "), &before, NULL);
	return bytes_from(name, behind_blank(before));
}
