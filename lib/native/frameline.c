#include "native/frameline.h"

#include "base/ascii.h"
#include "base/words.h"
#include "native/prototype.h"
#include "native/pybtframe.h"
#include "native/quoted.h"

/* `#10x00007f3d3b8cf0f1`: a paste lost the blanks between the number and the address, whose digits stand in front of it. */
static bool
split_glued(struct bytes *line, long long *level)
{
	enum { LEAST_DIGITS = 6 };
	const char *zero = line->at - 1;

	if (zero[0] != '0' || zero[-1] == '#' ||
	    ascii_run(bytes_from(*line, 1), ascii_is_hex) < LEAST_DIGITS)
		return false;
	*line = (struct bytes){ zero, line->len + 1 };
	*level /= 10;
	return true;
}

bool
frameline_starts(struct bytes line, long long *level, struct bytes *rest)
{
	size_t blanks;

	if (line.len < 3 || line.at[0] != '#')
		return false;
	line = bytes_from(line, 1);
	if (!bytes_take_number(&line, level))
		return false;
	if (bytes_head(line) == 'x' && !split_glued(&line, level))
		return false;
	blanks = bytes_indent(line);
	if (blanks == 0 && bytes_head(line) != '0')
		return false;
	*rest = bytes_trim_end(bytes_from(line, blanks));
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

	if (start == 0)
		return function;
	bytes_take(&version, BYTES("@"));
	/* `malloc@plt` is a name of its own; versions begin with a capital letter. */
	if (!ascii_is_upper(bytes_head(version)) || ascii_run(version, is_of_version) < version.len)
		return function;
	return bytes_first(function, start);
}

/* Takes `:digits` off the end; -1: it does not end so. */
static long long
take_number(struct bytes *text)
{
	size_t start = text->len;
	long long number;

	while (start > 0 && ascii_is_digit(text->at[start - 1]))
		start--;
	if (start < 2 || text->at[start - 1] != ':' ||
	    !bytes_number(bytes_from(*text, start), &number))
		return -1;
	text->len = start - 1;
	return number;
}

void
frameline_place(struct bytes place, struct frame *frame)
{
	long long last = take_number(&place), before = last < 0 ? -1 : take_number(&place);

	if (before >= 0)
		frame->column = last;
	if (last >= 0)
		frame->line = before < 0 ? last : before;
	/* gdb says 0 where the line is not known */
	if (frame->line == 0)
		frame->line = -1;
	frame->file = place;
}

bool
frameline_take_place(struct bytes text, struct frame *frame)
{
	struct frame place = thread_no_frame;

	if (bytes_start(text, BYTES("??:")))
		return true;
	frameline_place(text, &place);
	if (place.line < 0 || place.file.len == 0)
		return false;
	frame->file = place.file;
	frame->line = place.line;
	return true;
}

struct bytes
frameline_take_offset(struct bytes text, struct frame *frame)
{
	struct bytes name, number;

	if (bytes_split_last(text, BYTES(" + "), &name, &number) &&
	    bytes_number(number, &frame->offset))
		return name;
	return text;
}

/* ` at file:line`, ` from library`, or both, of code without a function; in a joined line more blanks stand before. */
static bool
take_location(struct bytes rest, struct frame *frame)
{
	struct bytes place;

	if (rest.len == 0)
		return true;
	while (rest.len > 1 && rest.at[1] == ' ')
		rest = bytes_from(rest, 1);
	if (bytes_take(&rest, BYTES(" from ")) ||
	    (frame->address.len > 0 && !bytes_start(frame->address, BYTES("0x")) &&
		bytes_take(&rest, BYTES(" in ")))) {
		frame->module = bytes_trim(rest);
		return true;
	}
	if (!bytes_take(&rest, BYTES(" at ")))
		return false;
	frameline_place(bytes_trim(rest), frame);
	if (frame->line < 0 && bytes_split_last(rest, BYTES(" from "), &place, &rest)) {
		struct frame placed = *frame;

		frameline_place(bytes_trim(place), &placed);
		if (placed.line >= 0) {
			*frame = placed;
			frame->module = bytes_trim(rest);
			return true;
		}
	}
	/* A frame filter says ` at ` of a library, too (oven-core-filter.gdb). */
	if (frame->line < 0 && bytes_find(frame->file, BYTES(".so")) != NULL) {
		frame->module = frame->file;
		frame->file = BYTES_NONE;
	}
	return true;
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

bool
frameline_is_plain(struct bytes text)
{
	enum { LEAST_DIGITS = 8 };
	size_t digits = ascii_run_hex(text);

	return digits >= LEAST_DIGITS && bytes_start(bytes_from(text, digits), BYTES(" in "));
}

/* How long the address is that the text begins with; 0: it begins with none. */
static size_t
address_length(struct bytes text)
{
	size_t length = 2 + ascii_run_hex(bytes_from(text, 2));

	if (bytes_start(text, BYTES("0x")) && length > 2 &&
	    (length == text.len || text.at[length] == ' '))
		return length;
	return frameline_is_plain(text) ? bytes_index(text, ' ') : 0;
}

/* Takes `0x… in ` (or `<unavailable> in `) off the front. */
static struct bytes
take_address(struct bytes text, struct frame *frame)
{
	size_t length = address_length(text);

	if (bytes_take(&text, BYTES("<unavailable> in ")) || length == 0)
		return text;
	frame->address = bytes_first(text, length);
	text = bytes_from(text, length);
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

/* Where ` at file:line` begins behind a name with blanks; the text's length: nowhere. */
static size_t
find_location(struct bytes text, bool address)
{
	struct bytes rest = text, name;
	size_t length = 0;

	while (bytes_split(rest, BYTES(" at "), &name, &rest)) {
		struct frame scratch = thread_no_frame;

		length = (size_t)(rest.at - text.at) - strlen(" at ");
		if (take_location(bytes_from(text, length), &scratch) && scratch.line >= 0 &&
		    prototype_is(bytes_trim(bytes_first(text, length)), address))
			return length;
	}
	return text.len;
}

/* `name at file:line`, `name from library`, `name(types) at file:line:column`: other tools print no arguments. */
static bool
parse_without_arguments(struct bytes text, struct frame *frame)
{
	size_t length = bytes_index(text, ' ');
	struct frame parsed = *frame;

	if (!take_location(bytes_from(text, length), &parsed) ||
	    (parsed.line < 0 &&
		(parsed.module.len == 0 ||
		    (frame->address.len == 0 && bytes_has(parsed.module, ' '))))) { /* prose */
		length = find_location(text, frame->address.len > 0);
		parsed = *frame;
		if (length == text.len || !take_location(bytes_from(text, length), &parsed))
			return false;
	}
	*frame = parsed;
	take_function(bytes_first(text, length), frame);
	return true;
}

/* What systemd prints in brackets: `module + 0x3b585`, `n/a` for what it does not know, before version 245 `module`. */
static bool
take_module(struct bytes text, struct frame *frame)
{
	struct bytes module, offset;

	if (bytes_split_last(text, BYTES(" + 0x"), &module, &offset)) {
		if (bytes_equal(module, BYTES("n/a")))
			return true;
		frame->module = module;
		return bytes_hex(offset, &frame->module_offset);
	}
	if (bytes_equal(text, BYTES("n/a")))
		return true;
	if (text.len == 0 || bytes_find(text, BYTES("+0x")) != NULL || bytes_has(text, '=') ||
	    bytes_has(text, ',') || (text.at[0] != '/' && bytes_has(text, ' ')))
		return false;
	frame->module = text;
	return true;
}

/* What other tools print behind an address: ` name`, ` name (module + 0x3b585)` of systemd. */
static bool
parse_unlinked(struct bytes text, struct frame *frame)
{
	struct bytes name = bytes_trim(text);
	size_t start = prototype_group(name);

	if (bytes_head(name) == '(')
		return false;
	if (start > 0 && start < name.len && name.at[start - 1] == ' ') {
		struct bytes module = bytes_from(name, start + 1);

		module.len--;
		if (!take_module(module, frame))
			return false;
		name = bytes_trim(bytes_first(name, start));
	}
	if (bytes_equal(name, BYTES("n/a")))
		return true;
	take_function(name, frame);
	return !bytes_has(name, ' ') || (frame->module.len > 0 && prototype_is(name, true));
}

/* A frame without arguments; `name`: without anything that looks like them. */
static enum frameline
parse_unargued(struct bytes text, bool name, struct frame *frame)
{
	if (parse_without_arguments(text, frame))
		return FRAMELINE_WHOLE;
	return name && prototype_is_open(text) ? FRAMELINE_OPEN_NAME : FRAMELINE_ODD;
}

/* `function (args) location`, and what stands there without arguments. */
static enum frameline
parse_call(struct bytes text, struct frame *frame)
{
	size_t start = text.at[0] == '(' ? prototype_skip(text, 0) : 0, end = 0;
	bool unclosed = false;

	if (parse_bare(text, frame))
		return FRAMELINE_WHOLE;
	for (;;) {
		start = prototype_arguments(text, start);
		if (start == text.len)
			return parse_unargued(text, end == 0, frame);
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

	if (bytes_equal(text, BYTES(" in"))) /* mail was folded before a long name */
		return FRAMELINE_OPEN;
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
	const struct frame before = *frame;
	enum frameline result;
	char first = bytes_head(text);

	if ((first == 'F' || first == '<' || first == 'G' || first == 'W' || first == 'f') &&
	    pybtframe_parse(bytes_trim(text), frame))
		return FRAMELINE_WHOLE;
	text = take_address(bytes_trim(text), frame);
	result = parse_named(text, frame);
	if (result != FRAMELINE_WHOLE)
		*frame = before;
	return result;
}

/* The end of the last `)` that ends the text or comes before a location. */
static size_t
last_close(struct bytes text, size_t start)
{
	struct bytes rest = text;
	bool numbered = take_number(&rest) >= 0;

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
	start = prototype_arguments(text, text.at[0] == '(' ? prototype_skip(text, 0) : 0);
	end = last_close(text, start);
	if (end == 0 || !take_parts(text, start, end, &parsed))
		return result;
	*frame = parsed;
	return FRAMELINE_WHOLE;
}

/* `(name=…`, as arguments begin */
static bool
is_arguments(struct bytes text)
{
	size_t name;

	text = bytes_from(text, 1);
	name = ascii_run(text, ascii_is_word);
	return name > 0 && bytes_head(bytes_from(text, name)) == '=';
}

void
frameline_keep(struct bytes text, struct frame *frame)
{
	struct bytes rest, name;
	size_t start;

	text = bytes_trim(text);
	rest = bytes_trim(take_address(text, frame));
	if (rest.len == 0) { /* the address may be cut */
		frame->address = BYTES_NONE;
		return;
	}
	start = prototype_arguments(rest, rest.at[0] == '(' ? prototype_skip(rest, 0) : 0);
	name = bytes_trim(bytes_first(rest, start));
	/* `name(types)`, as people shorten a frame */
	if (start == rest.len && frame->address.len > 0 && bytes_tail(rest) == ')' &&
	    prototype_is(rest, true))
		take_function(rest, frame);
	if (start < rest.len && name.len > 0 && !bytes_equal(name, BYTES("n/a")) &&
	    (frame->address.len > 0 || is_arguments(bytes_from(rest, start))) &&
	    (!bytes_has(name, ' ') || prototype_is(name, true)))
		take_function(name, frame);
}
