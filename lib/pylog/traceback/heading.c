#include "pylog/traceback/heading.h"

#include "base/ascii.h"
#include "base/words.h"
#include "pydump/pydump.h"
#include "pylog/heads/logheader.h"
#include "pylog/traceback/cleo.h"
#include "pylog/traceback/grammar.h"
#include "pylog/traceback/report.h"

/* Headers of stacks that lead to no exception. */
static const struct bytes stacks[] = {
	BYTES_ROW("Stack (most recent call last):"), BYTES_ROW("Call stack:"),
	BYTES_ROW("source_traceback: Object created at (most recent call last):"),
	BYTES_ROW("Object created at (most recent call last):"),
	BYTES_ROW("Coroutine created at (most recent call last)"),
	BYTES_ROW("Object allocated at (most recent call last):"), BYTES_ROW("Stack for <Task"),
	BYTES_ROW("Locals (most recent call last):"),
	BYTES_ROW("Capture point (most recent call last):"), /* Twisted's failures */
};

/* rich's boxes: their corners and their edges */
static const struct bytes corners[] = {
	BYTES_ROW("\xe2\x95\xad"),
	BYTES_ROW("\xe2\x94\x8c"),
	BYTES_ROW("+-"),
};
static const struct bytes edges[] = { BYTES_ROW("\xe2\x94\x80"), BYTES_ROW("-") };

/* Notes that the heading stands in the line from `start` up to `end`. Always true: it is found. */
static bool
set_place(struct heading *heading, struct bytes line, size_t start, size_t end)
{
	heading->before = bytes_first(line, start);
	heading->text = bytes_from(bytes_first(line, end), start);
	return true;
}

/* Streamlit's box has no corners: `────── Traceback (most recent call last) ──────`; where it begins, or NULL. */
static const char *
find_open_box(struct bytes before, struct bytes after)
{
	struct bytes edge = edges[0], rest = bytes_trim_end(before);

	if (!bytes_end(rest, edge) || !bytes_start(bytes_trim(after), edge))
		return NULL;
	while (bytes_take_end(&rest, edge))
		continue;
	return rest.at + rest.len;
}

/* rich: `╭───── Traceback (most recent call last) ─────╮`; the box's corner, or NULL. */
static const char *
find_corner(struct bytes before, struct bytes after)
{
	int corner = words_within(LIST(corners), before);

	return corner != WORDS_NONE &&
		words_end(LIST(edges), bytes_trim_end(before)) != WORDS_NONE &&
		words_start(LIST(edges), bytes_trim(after)) != WORDS_NONE
	    ? bytes_find(before, corners[corner])
	    : NULL;
}

/* Whether a program wrote the text before the heading (a prefix, the head of a log message), and not a person. */
static bool
is_carrier(struct bytes before)
{
	/* the container runtime's prefix */
	static const struct bytes streams[] = { BYTES_ROW("stdout F"), BYTES_ROW("stderr F") };
	struct logheader header;

	before = bytes_trim_end(before);
	return before.len == 0 || memchr(":]>|-", bytes_tail(before), 5) != NULL ||
	    logheader_read(before, &header) || words_end(LIST(streams), before) != WORDS_NONE;
}

/* IPython: the type in front of the heading, with blanks behind it; no bytes if there is none. A carrier may be before it. */
static struct bytes
ipython_type(struct bytes before)
{
	struct bytes trimmed = bytes_trim_end(before), type = bytes_behind_last(trimmed, ' ');

	type = bytes_behind_last(type, '\t');
	if (before.len < trimmed.len + 4 || !grammar_is_name(type) || bytes_has(type, '<') ||
	    (type.len < trimmed.len &&
		(!grammar_is_exception_name(type) || !is_carrier(bytes_until(before, type.at)))))
		return BYTES_NONE;
	return type;
}

/*
 * Whether a sentence goes on behind the words: `Traceback (most recent call last): is what to look for`. PowerShell names
 * an error by its first line, `NotSpecified: (Traceback (most recent call last)::String)`.
 */
static bool
is_prose(struct bytes rest)
{
	struct bytes text = bytes_from(rest, bytes_indent(rest));

	return (text.len > 0 && text.len < rest.len && !bytes_start(text, BYTES("File \""))) ||
	    bytes_start(rest, BYTES(":String)"));
}

static bool
read_last_header(struct bytes line, const char *at, struct bytes words, struct heading *heading)
{
	struct bytes before = bytes_until(line, at);
	struct bytes after = bytes_from(line, before.len + words.len);
	const char *corner;

	heading->rest = after;
	if (bytes_take(&heading->rest, BYTES(":"))) {
		if (is_prose(heading->rest))
			return false;
		if (bytes_take_end(&before, BYTES("Exception Group "))) {
			heading->style = HEADING_GROUP;
			bytes_take_end(&before, BYTES("  + ")); /* that belongs to it */
		}
		heading->original = bytes_take_end(&before, BYTES("Original "));
		return set_place(heading, line, before.len, line.len - heading->rest.len);
	}
	corner = find_corner(before, after);
	if (corner == NULL) {
		corner = find_open_box(before, after);
		heading->open = corner != NULL;
	}
	if (corner != NULL) {
		heading->style = HEADING_RICH;
		return set_place(heading, line, (size_t)(corner - line.at), line.len);
	}
	heading->style = HEADING_IPYTHON;
	heading->type = ipython_type(bytes_from(before, bytes_indent(before)));
	return heading->type.len > 0 && bytes_trim(after).len == 0 &&
	    set_place(heading, line, (size_t)(heading->type.at - line.at), line.len);
}

/* asyncio's Task.print_stack(): `Traceback for <Task finished name='pay' …> (most recent call last):` */
static bool
read_task_header(struct bytes line, struct heading *heading)
{
	const char *at = bytes_find(line, BYTES("Traceback for <"));

	return at != NULL &&
	    bytes_split(
		bytes_at(line, at), BYTES("> (most recent call last):"), NULL, &heading->rest) &&
	    !is_prose(heading->rest) &&
	    set_place(heading, line, (size_t)(at - line.at), line.len - heading->rest.len);
}

/* faulthandler: `Current thread 0x00007f… (most recent call first):`, `Thread 0x… [name] (…` */
static bool
read_dump_header(struct bytes line, const char *at, struct heading *heading)
{
	const char *handle = bytes_find(bytes_until(line, at), BYTES("hread 0x"));
	struct bytes before, rest;

	/* python-meh's reports of exceptions */
	if (bytes_end(bytes_until(line, at), BYTES("Traceback "))) {
		heading->outwards = true;
		heading->rest = bytes_from(bytes_at(line, at), strlen("(most recent call first)"));
		return bytes_take(&heading->rest, BYTES(":")) &&
		    set_place(heading, line, (size_t)(at - line.at) - strlen("Traceback "),
			line.len - heading->rest.len);
	}
	heading->style = HEADING_DUMP;
	if (handle == NULL || handle == line.at) {
		const char *stack = bytes_find(line, BYTES("Stack (most recent call first)"));

		heading->fatal = true;
		return stack != NULL &&
		    set_place(heading, line, (size_t)(stack - line.at), line.len);
	}
	rest = bytes_until(bytes_from(bytes_at(line, handle), sizeof("hread ") - 1), at);
	heading->handle = bytes_first(rest, bytes_index(rest, ' '));
	/* 3.14: `[Thread-1 (run)]` */
	rest = bytes_trim(bytes_from(rest, heading->handle.len));
	if (bytes_take(&rest, BYTES("[")) && bytes_take_end(&rest, BYTES("]")))
		heading->name = rest;
	before = bytes_until(line, handle - 1);
	heading->fatal = bytes_take_end(&before, BYTES("Current "));
	return set_place(heading, line, before.len, line.len);
}

static bool
read_stack_header(struct bytes line, struct heading *heading)
{
	int which = words_within(LIST(stacks), line);
	struct bytes before;

	if (which == WORDS_NONE)
		return false;
	bytes_split(line, stacks[which], &before, &heading->rest);
	heading->style = HEADING_STACK;
	return set_place(heading, line, before.len, before.len + stacks[which].len);
}

/* Headings of tools that look at Python's threads from outside, py-spy and pystack, and of a program's own dump. */
static bool
find_thread(struct bytes line, struct heading *heading)
{
	static const struct bytes starts[] = { BYTES_ROW("# Thread"), BYTES_ROW("Thread "),
		BYTES_ROW("Traceback for thread "), BYTES_ROW("The frame stack for thread "),
		BYTES_ROW("Python v") };
	int start = words_within(LIST(starts), line);
	struct pydump_heading read;
	struct bytes text;

	if (start == WORDS_NONE)
		return false;
	text = bytes_at(line, bytes_find(line, starts[start]));
	if (pydump_is_version(text))
		heading->style = HEADING_PROCESS;
	else if (pydump_read_heading(text, &read))
		heading->style = HEADING_THREAD;
	else
		return false;
	return set_place(heading, line, line.len - text.len, line.len);
}

bool
heading_find(struct bytes line, struct heading *heading)
{
	static const struct bytes usual = BYTES_ROW("Traceback (most recent call last)");
	/* Zope's; traceback_with_variables' */
	static const struct bytes others[] = { BYTES_ROW("Traceback (innermost last)"),
		BYTES_ROW("Traceback with variables (most recent call last)") };
	const char *at;
	size_t start;
	int other;

	*heading = (struct heading){ .style = HEADING_PLAIN };
	/* most often it is that alone */
	if (bytes_equal(line, BYTES("Traceback (most recent call last):")))
		return set_place(heading, line, 0, line.len);
	at = bytes_find(line, usual);
	/* line ends written as `\n` show that a text quotes it */
	if (at != NULL &&
	    (bytes_find(line, BYTES("call last):\\n")) != NULL ||
		bytes_find(line, BYTES("call last):\\\\n")) != NULL))
		return false;
	if (at != NULL)
		return read_last_header(line, at, usual, heading);
	other = words_within(LIST(others), line);
	if (other != WORDS_NONE)
		return read_last_header(
		    line, bytes_find(line, others[other]), others[other], heading);
	at = bytes_find(line, BYTES("(most recent call first)"));
	if (at != NULL)
		return read_dump_header(line, at, heading);
	if (report_find_title(line, &start)) {
		heading->style = HEADING_REPORT;
		return set_place(heading, line, start, line.len);
	}
	if (find_thread(line, heading) || read_task_header(line, heading))
		return true;
	return (bytes_find(line, BYTES("tack")) != NULL ||
		   bytes_find(line, BYTES("(most recent")) != NULL) &&
	    read_stack_header(line, heading);
}

static bool
find_frame(struct bytes line, struct heading *heading)
{
	const char *at = bytes_find(line, BYTES("File \""));
	struct traceback_frame frame;
	size_t column;

	if (at == NULL)
		at = bytes_find(line, BYTES("Cell In["));
	if (at == NULL)
		at = bytes_find(line, BYTES("File: '"));
	if (at == NULL || !grammar_read_frame(bytes_at(line, at), &frame))
		return false;
	/* blanks before it are the frame's own, but for one behind a carrier */
	column = bytes_trim_end(bytes_until(line, at)).len;
	column += column > 0 && line.at[column] == ' ';
	/* faulthandler's has no comma, and innermost frames first */
	*heading = (struct heading){ .style = frame.outwards ? HEADING_DUMP : HEADING_FRAME };
	set_place(heading, line, column, line.len);
	/* Azure Functions: `Stack:   File "a.py", line 1, in f` */
	heading->labelled = bytes_end(bytes_trim_end(heading->before), BYTES("Stack:"));
	if (heading->labelled)
		heading->before = bytes_until(line, bytes_find(line, BYTES("Stack:")));
	return true;
}

static bool
find_ignored(struct bytes line, struct heading *heading)
{
	const char *at = bytes_find(line, BYTES("Exception "));
	struct bytes type, message;

	*heading = (struct heading){ .style = HEADING_IGNORED };
	return at != NULL && grammar_read_ignored(bytes_at(line, at), &type, &message) &&
	    set_place(heading, line, (size_t)(at - line.at), line.len);
}

/* Whether the text ends as pytest shows its progress: `test_a.py ..F`, `..F`, `test_a.py::test_b `. */
static bool
ends_progress(struct bytes before)
{
	static const char signs[] = { '.', 'F', 'E', 's', 'x', 'X' }; /* one a test */
	struct bytes files = before;

	if (bytes_tail(before) == ' ')
		return bytes_find(bytes_behind_last(bytes_trim_end(before), ' '), BYTES(".py::")) !=
		    NULL;
	while (files.len > 0 && memchr(signs, bytes_tail(files), sizeof(signs)) != NULL)
		files.len--;
	return files.len < before.len && (files.len == 0 || bytes_end(files, BYTES(".py ")));
}

struct bytes
heading_fatal(struct bytes line)
{
	struct bytes before;

	return bytes_split(line, BYTES("Fatal Python error: "), &before, NULL) && before.len > 0 &&
		ends_progress(before)
	    ? bytes_from(line, before.len)
	    : line;
}

static bool
find_fatal(struct bytes line, struct heading *heading)
{
	static const struct bytes words = BYTES_ROW("Fatal Python error: ");
	struct bytes before, message;

	line = heading_fatal(line);
	*heading = (struct heading){ .style = HEADING_FATAL };
	return bytes_split(line, words, &before, &message) && bytes_trim(message).len > 0 &&
	    is_carrier(before) && set_place(heading, line, before.len, line.len);
}

static bool
find_cleo(struct bytes line, struct heading *heading)
{
	size_t start;

	*heading = (struct heading){ .style = HEADING_CLEO };
	return cleo_find(line, &start) && set_place(heading, line, start, line.len);
}

bool
heading_find_any(struct bytes line, struct heading *heading)
{
	return heading_find(line, heading) || find_frame(line, heading) ||
	    find_ignored(line, heading) || find_fatal(line, heading) || find_cleo(line, heading);
}
