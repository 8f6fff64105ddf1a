#include "native/frameline.h"

#include "native/quoted.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_name(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool
frameline_starts(struct bytes line, long long *level, struct bytes *rest)
{
	size_t end = 1;

	if (line.len < 3 || line.at[0] != '#')
		return false;
	while (end < line.len && is_digit(line.at[end]))
		end++;
	if (end == line.len || (line.at[end] != ' ' && line.at[end] != '\t'))
		return false;
	if (!bytes_number((struct bytes){ line.at + 1, end - 1 }, level))
		return false;
	*rest = bytes_trim(bytes_from(line, end));
	return rest->len > 0;
}

struct bytes
frameline_unversioned(struct bytes function)
{
	const char *at = function.len == 0 ? NULL : memchr(function.at, '@', function.len);
	size_t start, i;

	if (at == NULL || at == function.at)
		return function;
	start = (size_t)(at - function.at);
	i = start + 1;
	if (i < function.len && function.at[i] == '@')
		i++;
	/* `malloc@plt` is a name of its own; versions begin with a capital letter. */
	if (i >= function.len || function.at[i] < 'A' || function.at[i] > 'Z')
		return function;
	while (i < function.len && (is_name(function.at[i]) || function.at[i] == '.'))
		i++;
	return i == function.len ? bytes_first(function, start) : function;
}

/* Takes `:digits` off the end. */
static bool
take_number(struct bytes *text, long long *number)
{
	size_t start = text->len;

	while (start > 0 && is_digit(text->at[start - 1]))
		start--;
	if (start < 2 || text->at[start - 1] != ':' ||
	    !bytes_number(bytes_from(*text, start), number))
		return false;
	text->len = start - 1;
	return true;
}

void
frameline_place(struct bytes place, struct frame *frame)
{
	long long last, before;

	if (take_number(&place, &last)) {
		frame->line = last;
		if (take_number(&place, &before)) {
			frame->line = before;
			frame->column = last;
		}
	}
	/* gdb says 0 where the line is not known */
	if (frame->line == 0)
		frame->line = -1;
	frame->file = place;
}

static bool
take_location(struct bytes rest, struct frame *frame)
{
	static const struct bytes at = { " at ", 4 }, from = { " from ", 6 };

	if (rest.len == 0)
		return true;
	if (bytes_start(rest, from) && rest.len > from.len) {
		frame->module = bytes_trim(bytes_from(rest, from.len));
		return true;
	}
	if (!bytes_start(rest, at) || rest.len == at.len)
		return false;
	frameline_place(bytes_trim(bytes_from(rest, at.len)), frame);
	/* A frame filter says ` at ` of a library, too (oven-core-filter.gdb). */
	if (frame->line < 0 && bytes_find(frame->file, BYTES(".so")) != NULL) {
		frame->module = frame->file;
		frame->file = (struct bytes){ NULL, 0 };
	}
	return true;
}

/* Steps over `operator` and its symbol, whose brackets and commas are a name; else one byte. */
static size_t
step_over_operator(struct bytes text, size_t i)
{
	static const struct bytes word = { "operator", 8 };
	static const char *const symbols[] = { "()", "[]", "<=>", "<<=", ">>=", "->*", "->", "<<",
		">>", "<=", ">=", "<", ">" };

	if (!bytes_start(bytes_from(text, i), word) || (i > 0 && is_name(text.at[i - 1])))
		return i + 1;
	i += word.len;
	for (size_t s = 0; s < sizeof(symbols) / sizeof(symbols[0]); s++)
		if (bytes_start(bytes_from(text, i), bytes_of(symbols[s])))
			return i + strlen(symbols[s]);
	return i;
}

/* Where a group of brackets in a function's name ends; quotes mean nothing there. */
static size_t
skip_group(struct bytes text, size_t i)
{
	int depth = 0;

	for (; i < text.len; i++) {
		if (text.at[i] == '(')
			depth++;
		else if (text.at[i] == ')' && --depth == 0)
			return i + 1;
	}
	return text.len;
}

/* Where a function may end and its arguments begin: the next ` (` outside `<…>` and `(…)`. */
static size_t
find_arguments(struct bytes text, size_t i)
{
	int angles = 0;

	while (i < text.len) {
		char c = text.at[i];

		if (c == 'o') {
			i = step_over_operator(text, i);
		} else if (c == '-' && i + 1 < text.len && text.at[i + 1] == '>') {
			i += 2;
		} else if (c == '<' || c == '>') {
			angles += c == '<' ? 1 : -1;
			i++;
		} else if (c != '(') {
			i++;
		} else if (angles <= 0 && i > 0 && text.at[i - 1] == ' ') {
			return i;
		} else {
			i = skip_group(text, i);
		}
	}
	return text.len;
}

static void
take_function(struct bytes function, struct frame *frame)
{
	function = bytes_trim(function);
	frame->function = frameline_unversioned(function);
	frame->signal_handler = bytes_equal(function, BYTES("<signal handler called>"));
}

/* `function (args) location`, the arguments at `start`, ending behind `end`. */
static bool
take_parts(struct bytes text, size_t start, size_t end, struct frame *frame)
{
	if (!take_location(bytes_from(text, end), frame))
		return false;
	frame->args = (struct bytes){ text.at + start, end - start };
	take_function(bytes_first(text, start), frame);
	return true;
}

static enum frameline
parse_call(struct bytes text, struct frame *frame)
{
	size_t start = text.at[0] == '(' ? skip_group(text, 0) : 0, end;
	bool unclosed = false;

	for (;;) {
		start = find_arguments(text, start);
		if (start == text.len)
			return FRAMELINE_ODD;
		end = quoted_close(text, start, &unclosed);
		if (end == 0)
			return FRAMELINE_OPEN;
		if (take_parts(text, start, end, frame))
			return FRAMELINE_WHOLE;
		start = end;
	}
}

static bool
is_address(struct bytes word)
{
	if (word.len < 3 || word.at[0] != '0' || word.at[1] != 'x')
		return false;
	for (size_t i = 2; i < word.len; i++)
		if (!is_digit(word.at[i]) && (word.at[i] < 'a' || word.at[i] > 'f') &&
		    (word.at[i] < 'A' || word.at[i] > 'F'))
			return false;
	return true;
}

/* Takes `0x… in ` (or `<unavailable> in `) off the front. */
static struct bytes
take_address(struct bytes text, struct frame *frame)
{
	static const struct bytes unavailable = { "<unavailable> in ", 17 };
	const char *blank = memchr(text.at, ' ', text.len);
	struct bytes word = bytes_first(text, blank == NULL ? text.len : (size_t)(blank - text.at));

	if (bytes_start(text, unavailable))
		return bytes_from(text, unavailable.len);
	if (!is_address(word))
		return text;
	frame->address = word;
	text = bytes_from(text, word.len);
	return bytes_from(text, bytes_start(text, BYTES(" in ")) ? 4 : 0);
}

/* What stands for a frame without arguments. */
static bool
parse_bare(struct bytes text, struct frame *frame)
{
	static const char *const bare[] = { "<signal handler called>", "<function called from gdb>",
		"<cross-architecture call>", "??" };

	for (size_t i = 0; i < sizeof(bare) / sizeof(bare[0]); i++) {
		if (text.at[0] == bare[i][0] && bytes_equal(text, bytes_of(bare[i]))) {
			take_function(text, frame);
			return true;
		}
	}
	return false;
}

/* `name at file:line`, `name from library`: no arguments at all (helpers of other tools) */
static bool
parse_without_arguments(struct bytes text, struct frame *frame)
{
	struct bytes blank = { " ", 1 };
	const char *at = bytes_find(text, blank);
	struct bytes name = bytes_first(text, at == NULL ? text.len : (size_t)(at - text.at));

	if (at == NULL || at == text.at || !take_location(bytes_from(text, name.len), frame) ||
	    (frame->line < 0 && frame->module.len == 0))
		return false;
	take_function(name, frame);
	return true;
}

/* What other tools print behind an address: ` name`, ` name (module + 0x3b585)` of systemd. */
static bool
parse_unlinked(struct bytes text, struct frame *frame)
{
	static const struct bytes no_name = { "n/a", 3 };
	const char *paren = bytes_find(text, BYTES(" (")), *plus = NULL;
	struct bytes name = bytes_trim(text), module;

	if (paren != NULL) {
		module = bytes_from(text, (size_t)(paren - text.at) + 2);
		for (size_t i = 0; i + 5 < module.len; i++)
			if (bytes_start(bytes_from(module, i), BYTES(" + 0x")))
				plus = module.at + i;
		if (plus == NULL || !bytes_end(module, BYTES(")")))
			return false;
		module.len--;
		frame->module = bytes_first(module, (size_t)(plus - module.at));
		if (!bytes_hex(bytes_from(module, frame->module.len + 5), &frame->offset))
			return false;
		name = bytes_trim(bytes_first(text, (size_t)(paren - text.at)));
	}
	if (bytes_find(name, BYTES(" ")) != NULL)
		return false;
	if (!bytes_equal(name, no_name))
		take_function(name, frame);
	return true;
}

static enum frameline
parse_named(
    struct bytes text, struct frame *frame, enum frameline (*call)(struct bytes, struct frame *))
{
	enum frameline result;

	if (text.at[0] == ' ')
		return parse_unlinked(text, frame) ? FRAMELINE_WHOLE : FRAMELINE_ODD;
	if (parse_bare(text, frame))
		return FRAMELINE_WHOLE;
	result = call(text, frame);
	if (result == FRAMELINE_ODD && parse_without_arguments(text, frame))
		return FRAMELINE_WHOLE;
	return result;
}

static enum frameline
parse(struct bytes text, struct frame *frame, enum frameline (*call)(struct bytes, struct frame *))
{
	struct frame parsed = *frame;
	enum frameline result = FRAMELINE_WHOLE;

	text = bytes_trim(text);
	if (text.len == 0)
		return FRAMELINE_ODD;
	text = take_address(text, &parsed);
	if (bytes_start(text, BYTES(" ()")) || bytes_equal(text, BYTES("()"))) {
		/* a symbol without a name (satyr and others met it in cores of stripped programs) */
		if (!take_parts(text, text.at[0] == ' ', text.at[0] == ' ' ? 3 : 2, &parsed))
			return FRAMELINE_ODD;
	} else if (text.len == 0) {
		if (parsed.address.len == 0)
			return FRAMELINE_ODD;
	} else {
		result = parse_named(text, &parsed, call);
	}
	if (result == FRAMELINE_WHOLE)
		*frame = parsed;
	return result;
}

enum frameline
frameline_parse(struct bytes text, struct frame *frame)
{
	return parse(text, frame, parse_call);
}

/* The end of the last `)` that ends the text or comes before a location. */
static size_t
last_close(struct bytes text, size_t start)
{
	struct bytes rest = text;
	long long line;
	bool numbered = take_number(&rest, &line);

	for (size_t i = text.len; i > start; i--) {
		if (text.at[i - 1] != ')')
			continue;
		rest = bytes_from(text, i);
		if (i == text.len || bytes_start(rest, BYTES(" from ")) ||
		    (numbered && bytes_start(rest, BYTES(" at "))))
			return i;
	}
	return 0;
}

static enum frameline
parse_unbalanced_call(struct bytes text, struct frame *frame)
{
	enum frameline result = parse_call(text, frame);
	size_t start, end;

	if (result == FRAMELINE_WHOLE)
		return result;
	start = find_arguments(text, text.at[0] == '(' ? skip_group(text, 0) : 0);
	if (start == text.len) {
		const char *paren = bytes_find(text, BYTES(" ("));

		if (paren == NULL || paren == text.at)
			return result;
		start = (size_t)(paren - text.at) + 1;
	}
	end = last_close(text, start);
	return end > 0 && take_parts(text, start, end, frame) ? FRAMELINE_WHOLE : result;
}

enum frameline
frameline_parse_unbalanced(struct bytes text, struct frame *frame)
{
	return parse(text, frame, parse_unbalanced_call);
}
