#include "native/frameline.h"

#include "base/ascii.h"
#include "base/words.h"
#include "native/quoted.h"

bool
frameline_starts(struct bytes line, long long *level, struct bytes *rest)
{
	if (line.len < 3 || line.at[0] != '#')
		return false;
	line = bytes_from(line, 1);
	if (!bytes_take_number(&line, level) || bytes_indent(line) == 0)
		return false;
	*rest = bytes_trim(line);
	return rest->len > 0;
}

static bool
is_of_version(char c)
{
	return ascii_is_word(c) || c == '.';
}

struct bytes
frameline_unversioned(struct bytes function)
{
	size_t start = bytes_index(function, '@');
	struct bytes version = bytes_from(function, start + 1);

	if (start == 0 || version.len == 0)
		return function;
	bytes_take(&version, BYTES("@"));
	/* `malloc@plt` is a name of its own; versions begin with a capital letter. */
	if (!ascii_is_upper(bytes_head(version)) || ascii_run(version, is_of_version) < version.len)
		return function;
	return bytes_first(function, start);
}

/* Takes `:digits` off the end. */
static bool
take_number(struct bytes *text, long long *number)
{
	const char *colon = bytes_find_last(*text, ':');

	if (colon == NULL || colon == text->at || !bytes_number(bytes_at(*text, colon + 1), number))
		return false;
	*text = bytes_until(*text, colon);
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
	if (rest.len == 0)
		return true;
	if (bytes_take(&rest, BYTES(" from "))) {
		frame->module = bytes_trim(rest);
		return rest.len > 0;
	}
	if (!bytes_take(&rest, BYTES(" at ")) || rest.len == 0)
		return false;
	frameline_place(bytes_trim(rest), frame);
	/* A frame filter says ` at ` of a library, too (oven-core-filter.gdb). */
	if (frame->line < 0 && bytes_find(frame->file, BYTES(".so")) != NULL) {
		frame->module = frame->file;
		frame->file = BYTES_NONE;
	}
	return true;
}

/* Steps over `operator` and its symbol, whose brackets and commas are a name; else one byte. */
static size_t
step_over_operator(struct bytes text, size_t i)
{
	static const struct bytes symbols[] = { BYTES_ROW("()"), BYTES_ROW("[]"), BYTES_ROW("<=>"),
		BYTES_ROW("<<="), BYTES_ROW(">>="), BYTES_ROW("->*"), BYTES_ROW("->"),
		BYTES_ROW("<<"), BYTES_ROW(">>"), BYTES_ROW("<="), BYTES_ROW(">="), BYTES_ROW("<"),
		BYTES_ROW(">") };
	struct bytes rest = bytes_from(text, i);
	int symbol;

	if (!bytes_take(&rest, BYTES("operator")) || (i > 0 && ascii_is_word(text.at[i - 1])))
		return i + 1;
	symbol = words_start(LIST(symbols), rest);
	return i + strlen("operator") + (symbol == WORDS_NONE ? 0 : symbols[symbol].len);
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

/* Where a function may end and its arguments begin: the next ` (` outside `<…>` and `(…)`; the text's end: nowhere. */
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

static bool
is_address(struct bytes word)
{
	return bytes_take(&word, BYTES("0x")) && word.len > 0 &&
	    ascii_run(word, ascii_is_hex) == word.len;
}

/* Takes `0x… in ` (or `<unavailable> in `) off the front. */
static struct bytes
take_address(struct bytes text, struct frame *frame)
{
	struct bytes word = bytes_first(text, bytes_index(text, ' '));

	if (bytes_take(&text, BYTES("<unavailable> in ")) || !is_address(word))
		return text;
	frame->address = word;
	text = bytes_from(text, word.len);
	bytes_take(&text, BYTES(" in "));
	return text;
}

/* What stands for a frame without arguments. */
static bool
parse_bare(struct bytes text, struct frame *frame)
{
	static const struct bytes bare[] = { BYTES_ROW("<signal handler called>"),
		BYTES_ROW("<function called from gdb>"), BYTES_ROW("<cross-architecture call>"),
		BYTES_ROW("??") };

	if ((text.at[0] != '<' && text.at[0] != '?') || words_find(LIST(bare), text) == WORDS_NONE)
		return false;
	take_function(text, frame);
	return true;
}

/* `name at file:line`, `name from library`: no arguments at all (helpers of other tools) */
static bool
parse_without_arguments(struct bytes text, struct frame *frame)
{
	struct bytes name = bytes_first(text, bytes_index(text, ' '));

	if (name.len == text.len || !take_location(bytes_from(text, name.len), frame) ||
	    (frame->line < 0 && frame->module.len == 0))
		return false;
	take_function(name, frame);
	return true;
}

/* What other tools print behind an address: ` name`, ` name (module + 0x3b585)` of systemd. */
static bool
parse_unlinked(struct bytes text, struct frame *frame)
{
	struct bytes name, module, offset;

	/* systemd knows no module either (st-parse-gdb of `n/a (n/a + 0x0)` in group.bats) */
	(void)bytes_take_end(&text, BYTES(" (n/a + 0x0)"));
	name = text;
	if (bytes_split(text, BYTES(" ("), &name, &module) &&
	    (!bytes_split_last(module, BYTES(" + 0x"), &frame->module, &offset) ||
		!bytes_take_end(&offset, BYTES(")")) || !bytes_hex(offset, &frame->offset)))
		return false;
	name = bytes_trim(name);
	if (!bytes_equal(name, BYTES("n/a")))
		take_function(name, frame);
	return !bytes_has(name, ' ');
}

/* `function (args) location`, and what stands there without arguments. */
static enum frameline
parse_call(struct bytes text, struct frame *frame)
{
	size_t start = text.at[0] == '(' ? skip_group(text, 0) : 0, end;
	bool unclosed = false;

	if (parse_bare(text, frame))
		return FRAMELINE_WHOLE;
	for (;;) {
		start = find_arguments(text, start);
		if (start == text.len)
			return parse_without_arguments(text, frame) ? FRAMELINE_WHOLE
								    : FRAMELINE_ODD;
		end = quoted_close(text, start, &unclosed);
		if (end == 0)
			return FRAMELINE_OPEN;
		if (take_parts(text, start, end, frame))
			return FRAMELINE_WHOLE;
		start = end;
	}
}

/* What follows the address. */
static enum frameline
parse_named(struct bytes text, struct frame *frame)
{
	size_t blank = bytes_head(text) == ' ';
	bool whole;

	if (text.len == 0)
		whole = frame->address.len > 0;
	else if (bytes_start(text, BYTES(" ()")) || bytes_equal(text, BYTES("()")))
		/* a symbol without a name (satyr and others met it in cores of stripped programs) */
		whole = take_parts(text, blank, blank + 2, frame);
	else if (blank > 0)
		whole = parse_unlinked(text, frame);
	else
		return parse_call(text, frame);
	return whole ? FRAMELINE_WHOLE : FRAMELINE_ODD;
}

enum frameline
frameline_parse(struct bytes text, struct frame *frame)
{
	struct frame parsed = *frame;
	enum frameline result;

	text = take_address(bytes_trim(text), &parsed);
	result = parse_named(text, &parsed);
	if (result == FRAMELINE_WHOLE)
		*frame = parsed;
	return result;
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

enum frameline
frameline_parse_unbalanced(struct bytes text, struct frame *frame)
{
	enum frameline result = frameline_parse(text, frame);
	struct frame parsed = *frame;
	size_t start, end;

	if (result != FRAMELINE_OPEN)
		return result;
	text = take_address(bytes_trim(text), &parsed);
	start = find_arguments(text, text.at[0] == '(' ? skip_group(text, 0) : 0);
	end = last_close(text, start);
	if (end == 0 || !take_parts(text, start, end, &parsed))
		return result;
	*frame = parsed;
	return FRAMELINE_WHOLE;
}
