#include "pylog/traceback/grammar.h"

#include "base/ascii.h"
#include "base/words.h"

static const struct bytes endings[] = {
	BYTES_ROW("Error"),
	BYTES_ROW("Exception"),
	BYTES_ROW("Warning"),
	BYTES_ROW("Interrupt"),
	BYTES_ROW("Exit"),
	BYTES_ROW("StopIteration"),
	BYTES_ROW("StopAsyncIteration"),
	BYTES_ROW("ExceptionGroup"),
	BYTES_ROW("error"),
	BYTES_ROW("Timeout"),
	BYTES_ROW("Fault"),
	BYTES_ROW("Failure"),
	BYTES_ROW("DoesNotExist"),
	BYTES_ROW("NotFound"),
};

/* What the name of a file begins or ends with: nothing else shows that a line is an old frame of IPython. */
static const struct bytes paths[] = { BYTES_ROW("<"), BYTES_ROW("/"), BYTES_ROW("~") };
static const struct bytes sources[] = { BYTES_ROW(".py"), BYTES_ROW(".pyx"), BYTES_ROW(".pyi") };

static bool
is_dotted(char c)
{
	return ascii_is_name(c) || c == '.';
}

static bool
is_type(char c)
{
	return is_dotted(c) || c == '<' || c == '>';
}

/* `f(x, y)`: function and arguments */
static void
split_call(struct bytes call, struct traceback_frame *frame)
{
	size_t open = bytes_index(call, '(');
	bool has_arguments = open > 0 && bytes_tail(call) == ')';

	frame->function = bytes_first(call, has_arguments ? open : call.len);
	frame->args = bytes_from(call, frame->function.len);
}

/* What follows a file's name: `, line 12, in f`, `, line 12 in f`, `, line 12`, `, in f`. */
static bool
read_place(struct bytes rest, struct traceback_frame *frame)
{
	/* AWS Lambda: ` Line 12`, of a SyntaxError */
	if (bytes_take(&rest, BYTES(", line ")) || bytes_take(&rest, BYTES(" Line "))) {
		if (!bytes_take_number(&rest, &frame->line))
			return false;
	} else if (!bytes_start(rest, BYTES(", in "))) {
		/* Django's report leaves out the line of what has no source */
		return false;
	}
	frame->outwards = bytes_start(rest, BYTES(" in "));
	if (bytes_take(&rest, BYTES(", in ")) || bytes_take(&rest, BYTES(" in "))) {
		frame->function = bytes_trim(rest);
		bytes_take_end(
		    &frame->function, BYTES(" (Current frame)")); /* Visual Studio Code */
		/* BitBake's exceptions while it parses: `, in f(x='y'):` */
		if (bytes_tail(frame->function) == ':' && bytes_end(frame->function, BYTES("):")))
			split_call(bytes_first(frame->function, frame->function.len - 1), frame);
		/* with its line ends written out it is a part of a text: dask's report */
		return frame->function.len > 0 && !bytes_has(rest, '\\');
	}
	return bytes_trim(rest).len == 0;
}

/* The name may have quotes, commas and blanks (odd_file): it ends where a place follows. */
static bool
read_file_frame(struct bytes text, struct traceback_frame *frame)
{
	struct bytes rest = text;

	while (bytes_has(rest, '"')) {
		rest = bytes_from(rest, bytes_index(rest, '"') + 1);
		frame->file = bytes_first(text, text.len - rest.len - 1);
		if (read_place(rest, frame))
			return true;
	}
	return false;
}

/* Spyder: `~/a.py:12 in f`, `~/a.py:12` */
static bool
read_listed_frame(struct bytes text, struct traceback_frame *frame)
{
	struct bytes rest;

	if (!grammar_read_colon_frame(text, BYTES(""), frame, &rest) ||
	    words_end(LIST(sources), frame->file) == WORDS_NONE)
		return false;
	frame->function = bytes_take(&rest, BYTES(" in ")) ? bytes_trim(rest) : BYTES("<module>");
	return rest.len == 0 || grammar_is_name(frame->function);
}

/* What pages make of the quotation marks: `File “a.py”, line 12, in f`, `File „a.py“, …` */
static bool
read_typographic_frame(struct bytes text, struct traceback_frame *frame)
{
	static const struct bytes marks[] = { BYTES_ROW("\xe2\x80\x9c"), BYTES_ROW("\xe2\x80\x9d"),
		BYTES_ROW("\xe2\x80\x9e") };
	int open = words_start(LIST(marks), text), close;
	struct bytes rest;

	if (open == WORDS_NONE)
		return false;
	text = bytes_from(text, marks[open].len);
	close = words_within(marks, 2, text);
	return close != WORDS_NONE && bytes_split(text, marks[close], &frame->file, &rest) &&
	    read_place(rest, frame);
}

/* A page or a shell took the quotation marks off: `File /opt/a.py, line 12, in f` */
static bool
read_unquoted_frame(struct bytes text, struct traceback_frame *frame)
{
	bool path =
	    bytes_head(text) == '/' || bytes_head(text) == '<' || grammar_begins_drive(text);

	return path && bytes_split(text, BYTES(", line "), &frame->file, NULL) &&
	    read_place(bytes_from(text, frame->file.len), frame) && !frame->outwards &&
	    frame->function.len > 0;
}

/* Zope: `Module Products.Five, line 12, in render` */
static bool
read_module_frame(struct bytes text, struct traceback_frame *frame)
{
	struct bytes rest;

	if (!bytes_split(text, BYTES(", line "), &frame->module, &rest) ||
	    !bytes_take_number(&rest, &frame->line) || !bytes_take(&rest, BYTES(", in ")))
		return false;
	frame->function = bytes_trim(rest);
	return frame->function.len > 0 && frame->module.len > 0;
}

/* PL/Python: `function "weave", line 3, in f`, `anonymous code block, line 3, in f` */
static bool
read_stored_frame(struct bytes text, struct traceback_frame *frame)
{
	return read_module_frame(text, frame) &&
	    (bytes_equal(frame->module, BYTES("anonymous code block")) ||
		(bytes_take(&frame->module, BYTES("function \"")) &&
		    bytes_take_end(&frame->module, BYTES("\""))));
}

/* BitBake: `File: '/opt/a.bb', lineno: 12, function: f` */
static bool
read_numbered_frame(struct bytes text, struct traceback_frame *frame)
{
	struct bytes rest;

	if (!bytes_split_last(text, BYTES("', lineno: "), &frame->file, &rest) ||
	    !bytes_take_number(&rest, &frame->line) || !bytes_take(&rest, BYTES(", function: ")))
		return false;
	frame->function = bytes_trim(rest);
	return frame->function.len > 0;
}

bool
grammar_read_frame(struct bytes line, struct traceback_frame *frame)
{
	struct bytes text = bytes_from(line, bytes_indent(line));

	if (bytes_start(text, BYTES("> File \"")))
		text = bytes_from(text, 2); /* loguru: the frame that caught it */
	*frame = traceback_no_frame;
	if (bytes_take(&text, BYTES("File \"")))
		return read_file_frame(text, frame);
	if (bytes_take(&text, BYTES("File ")))
		return read_typographic_frame(text, frame) || read_listed_frame(text, frame) ||
		    read_unquoted_frame(text, frame);
	if (bytes_take(&text, BYTES("File: '")))
		return read_numbered_frame(text, frame);
	if (bytes_take(&text, BYTES("Module ")))
		return read_module_frame(text, frame);
	if (bytes_take(&text, BYTES("PL/Python ")))
		return read_stored_frame(text, frame);
	/* IPython: the place of a SyntaxError */
	return bytes_start(text, BYTES("Cell In[")) && grammar_read_ipython_frame(text, frame) &&
	    frame->function.len == 0;
}

/* `0x3c1a0`; -1: it is none, or has no room. */
static long long
read_hex(struct bytes text)
{
	long long number;

	return bytes_take(&text, BYTES("0x")) && bytes_hex(text, &number) ? number : -1;
}

bool
grammar_read_native_frame(struct bytes line, struct traceback_native *frame)
{
	struct bytes text = bytes_trim(line), place = BYTES_NONE, offset;

	*frame = (struct traceback_native){ .offset = -1, .module_offset = -1 };
	if (!bytes_take(&text, BYTES("Binary file ")) || !bytes_take_end(&text, BYTES("]")) ||
	    !bytes_split_last(text, BYTES(" ["), &text, &frame->address))
		return false;
	bytes_split_last(text, BYTES(", at "), &text, &place);
	if (bytes_take(&text, BYTES("\"")))
		frame->module = bytes_first(text, text.len - (bytes_tail(text) == '"'));
	if (!bytes_split_last(place, BYTES("+"), &frame->function, &offset))
		frame->function = place;
	else if (frame->function.len > 0)
		frame->offset = read_hex(offset);
	else
		frame->module_offset = read_hex(offset);
	return bytes_start(frame->address, BYTES("0x"));
}

bool
grammar_read_colon_frame(
    struct bytes text, struct bytes behind, struct traceback_frame *frame, struct bytes *rest)
{
	for (size_t i = 1; i + 1 < text.len; i++) {
		struct bytes after = bytes_from(text, i + 1);

		if (text.at[i] != ':' || !ascii_is_digit(text.at[i + 1]) ||
		    !bytes_take_number(&after, &frame->line) || !bytes_take(&after, behind))
			continue;
		frame->file = bytes_first(text, i);
		*rest = after;
		return true;
	}
	return false;
}

/* `in f` or `in f:12`, without a file: rich writes that if the file is not on the disk. */
static bool
read_without_file(struct bytes text, struct traceback_frame *frame)
{
	struct bytes rest;

	if (!bytes_take(&text, BYTES("in ")))
		return false;
	frame->function = bytes_first(text, ascii_run(text, is_type));
	rest = bytes_from(text, frame->function.len);
	return frame->function.len > 0 &&
	    (rest.len == 0 ||
		(bytes_take(&rest, BYTES(":")) && bytes_take_number(&rest, &frame->line) &&
		    rest.len == 0));
}

bool
grammar_read_rich_frame(struct bytes line, struct traceback_frame *frame)
{
	struct bytes text = bytes_trim(line), rest;

	*frame = traceback_no_frame;
	if (read_without_file(text, frame))
		return true;
	*frame = traceback_no_frame;
	if (!grammar_read_colon_frame(text, BYTES(" in "), frame, &rest) &&
	    !grammar_read_colon_frame(text, BYTES(": in "), frame, &rest))
		return false;
	frame->function = bytes_trim(rest);
	return frame->function.len > 0;
}

bool
grammar_is_elision(struct bytes line)
{
	static const struct bytes elisions[] = { BYTES_ROW("..."), BYTES_ROW("[...]"),
		BYTES_ROW("(...)"), BYTES_ROW("<...>"), BYTES_ROW("\xe2\x80\xa6"),
		BYTES_ROW("[\xe2\x80\xa6]"), BYTES_ROW("[snip]"), BYTES_ROW("<snip>"),
		BYTES_ROW("...snip..."), BYTES_ROW("[truncated]"), BYTES_ROW("<truncated>") };

	return words_find(LIST(elisions), bytes_trim_end(line)) != WORDS_NONE;
}

bool
grammar_is_name(struct bytes text)
{
	return text.len > 0 && ascii_run(text, is_type) == text.len;
}

/* Colab makes links of names of files: `[/opt/a.py](https://localhost:8080/#) in f(args)` */
static void
take_link(struct bytes *file)
{
	struct bytes name = *file, link;

	if (bytes_take(&name, BYTES("[")) && bytes_take_end(&name, BYTES(")")) &&
	    bytes_split(name, BYTES("]("), &name, &link))
		*file = name;
}

bool
grammar_read_ipython_frame(struct bytes line, struct traceback_frame *frame)
{
	struct bytes text = bytes_trim_end(line), rest;

	*frame = traceback_no_frame;
	if (bytes_take(&text, BYTES("File "))) {
		if (!grammar_read_colon_frame(text, BYTES(""), frame, &rest))
			return false;
		if (bytes_take(&rest, BYTES(", in ")))
			split_call(rest, frame);
		return true;
	}
	if (bytes_start(text, BYTES("Cell In")) || bytes_start(text, BYTES("Input In "))) {
		frame->file = bytes_first(text, bytes_index(text, ','));
		rest = bytes_from(text, frame->file.len);
		if (bytes_take(&rest, BYTES(", line ")) && !bytes_take_number(&rest, &frame->line))
			return false;
		if (bytes_take(&rest, BYTES(", in ")))
			split_call(rest, frame);
		return frame->file.len < text.len;
	}
	/* older: `~/x.py in f(args)`, `<ipython-input-1-0123abcd> in <module>` */
	if (!bytes_split(text, BYTES(" in "), &frame->file, &rest) || text.at[0] == '-' ||
	    bytes_has(frame->file, ' '))
		return false;
	take_link(&frame->file);
	split_call(rest, frame);
	return words_start(LIST(paths), frame->file) != WORDS_NONE ||
	    words_end(LIST(sources), frame->file) != WORDS_NONE;
}

/* How many bytes at the start of the line are a type. */
static size_t
type_length(struct bytes line)
{
	size_t n = ascii_run(line, is_type), inner;

	if (n == 0 || ascii_is_digit(line.at[0]) || line.at[0] == '.' || line.at[0] == '>')
		return 0;
	/* Ray: `RayTaskError(ValueError)` */
	if (n == line.len || line.at[n] != '(')
		return n;
	inner = ascii_run(bytes_from(line, n + 1), is_dotted);
	return inner > 0 && grammar_is_exception_name(bytes_first(line, n)) &&
		bytes_start(bytes_from(line, n + 1 + inner), BYTES(")"))
	    ? n + inner + 2
	    : n;
}

/* `<class 'KeyError'>: 'dye'` (FreeCAD), `<type 'exceptions.KeyError'>: …` (2.7) */
static bool
read_class(struct bytes line, struct bytes *type, struct bytes *message)
{
	if (!bytes_take(&line, BYTES("<class '")) && !bytes_take(&line, BYTES("<type '")))
		return false;
	return bytes_split(line, BYTES("'>: "), type, message) && type->len > 0 &&
	    type_length(*type) == type->len;
}

bool
grammar_read_exception(struct bytes line, struct bytes *type, struct bytes *message)
{
	size_t n = type_length(line);
	struct bytes rest = bytes_from(line, n);

	if (bytes_head(line) == '<' && read_class(line, type, message))
		return true;
	if (n == 0 || line.at[n - 1] == '.')
		return false;
	*type = bytes_first(line, n);
	*message = BYTES_NONE;
	if (bytes_trim(rest).len == 0)
		return true;
	if (rest.at[0] != ':' || (rest.len > 1 && rest.at[1] != ' '))
		return false;
	*message = bytes_from(rest, 2);
	return true;
}

bool
grammar_read_ignored(struct bytes line, struct bytes *type, struct bytes *message)
{
	line = bytes_trim_end(line);
	return bytes_take(&line, BYTES("Exception ")) && bytes_end(line, BYTES("> ignored")) &&
	    bytes_find(line, BYTES(" in <")) != NULL &&
	    grammar_read_exception(line, type, message) &&
	    bytes_split(*message, BYTES(" in <"), message, NULL);
}

bool
grammar_is_exception_name(struct bytes type)
{
	return words_end(LIST(endings), type) != WORDS_NONE || bytes_tail(type) == ')' ||
	    bytes_start(type, BYTES("__main__."));
}

bool
grammar_read_django_type(struct bytes line, struct bytes *type)
{
	if (!bytes_take(&line, BYTES("Exception Type: ")))
		return false;
	*type = bytes_first(line, type_length(line));
	return type->len > 0;
}

long long
grammar_repeated(struct bytes line)
{
	struct bytes text = bytes_from(line, bytes_indent(line));
	long long count;

	if (!bytes_take(&text, BYTES("[Previous line repeated ")) ||
	    !bytes_take_number(&text, &count) || !bytes_start(text, BYTES(" more time")))
		return -1;
	return count;
}

bool
grammar_is_marks(struct bytes text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] != '^' && text.at[i] != '~' &&
		    (i == 0 || (text.at[i] != ' ' && text.at[i] != '\t')))
			return false;
	return text.len > 0;
}

bool
grammar_is_warning(struct bytes line)
{
	struct traceback_frame frame = traceback_no_frame;
	struct bytes rest, type, message;

	if (bytes_find(line, BYTES("Warning: ")) == NULL)
		return false;
	/* `a.py:-1: `: a coroutine that was never awaited */
	return (bytes_split(line, BYTES(".py:-1: "), NULL, &rest) ||
		   grammar_read_colon_frame(line, BYTES(": "), &frame, &rest)) &&
	    grammar_read_exception(rest, &type, &message) && bytes_end(type, BYTES("Warning"));
}

bool
grammar_begins_drive(struct bytes text)
{
	return text.len > 3 && ascii_is_letter(text.at[0]) &&
	    bytes_start(bytes_from(text, 1), BYTES(":\\"));
}
