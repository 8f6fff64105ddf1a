#include "pylog/traceback/heading.h"

#include "base/ascii.h"
#include "pylog/traceback/report.h"

/* Headers of stacks that lead to no exception. */
static const struct bytes stacks[] = {
	BYTES_ROW("Stack (most recent call last):"),
	BYTES_ROW("Call stack:"),
	BYTES_ROW("source_traceback: Object created at (most recent call last):"),
	BYTES_ROW("Object created at (most recent call last):"),
	BYTES_ROW("Coroutine created at (most recent call last)"),
	BYTES_ROW("Object allocated at (most recent call last):"),
	BYTES_ROW("Stack for <Task"),
};

/* rich: `╭───── Traceback (most recent call last) ─────╮` */
static bool
in_box(struct bytes before, struct bytes after)
{
	before = bytes_trim_end(before);
	after = bytes_trim(after);
	return (bytes_end(before, BYTES("\xe2\x94\x80")) || bytes_end(before, BYTES("-"))) &&
	    (bytes_start(after, BYTES("\xe2\x94\x80")) || bytes_start(after, BYTES("-"))) &&
	    (bytes_find(before, BYTES("\xe2\x95\xad")) != NULL ||
		bytes_find(before, BYTES("+-")) != NULL ||
		bytes_find(before, BYTES("\xe2\x94\x8c")) != NULL);
}

/* The word before, where it is a type and blanks follow it: IPython. */
static struct bytes
ipython_type(struct bytes before)
{
	struct bytes trimmed = bytes_trim_end(before), none = BYTES_NONE;

	if (before.len < trimmed.len + 4 || trimmed.len == 0)
		return none;
	for (size_t i = 0; i < trimmed.len; i++)
		if (!ascii_is_name(trimmed.at[i]) && trimmed.at[i] != '.')
			return none;
	return trimmed;
}

static bool
read_last_header(struct bytes line, const char *at, struct bytes words, struct heading *heading)
{
	struct bytes before = bytes_until(line, at);
	struct bytes after = bytes_from(line, before.len + words.len);

	heading->style = HEADING_PLAIN;
	heading->start = before.len;
	if (bytes_end(before, BYTES("Exception Group "))) {
		heading->style = HEADING_GROUP;
		heading->start -= 16;
	}
	if (bytes_take(&after, BYTES(":"))) {
		heading->rest = after;
		heading->end = line.len - after.len;
		return true;
	}
	heading->end = line.len - after.len;
	heading->rest = after;
	if (in_box(before, after)) {
		const char *corner = bytes_find(before, BYTES("\xe2\x95\xad"));

		if (corner == NULL)
			corner = bytes_find(before, BYTES("\xe2\x94\x8c"));
		if (corner == NULL)
			corner = bytes_find(before, BYTES("+-"));
		heading->style = HEADING_RICH;
		heading->start = (size_t)(corner - line.at);
		heading->end = line.len;
		return true;
	}
	heading->type = ipython_type(bytes_from(before, bytes_indent(before)));
	if (heading->type.len > 0 && bytes_trim(after).len == 0) {
		heading->style = HEADING_IPYTHON;
		heading->start = bytes_indent(line);
		heading->end = line.len;
		return true;
	}
	return false;
}

/* faulthandler: `Current thread 0x00007f… (most recent call first):`, `Thread 0x… [name] (…` */
static bool
read_dump_header(struct bytes line, const char *at, struct heading *heading)
{
	struct bytes before = bytes_until(line, at), rest;
	const char *handle = bytes_find(before, BYTES("hread 0x"));
	size_t n = 2;

	heading->style = HEADING_DUMP;
	heading->end = line.len;
	if (handle == NULL) {
		static const struct bytes plain = BYTES_ROW("Stack (most recent call first)");
		const char *stack = bytes_find(line, plain);

		if (stack == NULL)
			return false;
		heading->start = (size_t)(stack - line.at);
		return true;
	}
	rest = bytes_from(bytes_at(line, handle), 6);
	while (n < rest.len && rest.at[n] != ' ')
		n++;
	heading->handle = bytes_first(rest, n);
	heading->start = (size_t)(handle - line.at) - 1;
	if (bytes_end(bytes_first(line, heading->start), BYTES("Current "))) {
		heading->start -= 8;
		heading->fatal = true;
	} else if (line.at[heading->start] == 't') {
		heading->start -= 8 <= heading->start ? 8 : heading->start;
		heading->fatal = bytes_start(bytes_from(line, heading->start), BYTES("Current t"));
	}
	return true;
}

static bool
read_stack_header(struct bytes line, struct heading *heading)
{
	for (size_t i = 0; i < COUNT_OF(stacks); i++) {
		const char *at = bytes_find(line, stacks[i]);

		if (at == NULL)
			continue;
		heading->style = HEADING_STACK;
		heading->start = (size_t)(at - line.at);
		heading->end = heading->start + stacks[i].len;
		heading->rest = bytes_from(line, heading->end);
		return true;
	}
	return false;
}

bool
heading_find(struct bytes line, struct heading *heading)
{
	static const struct bytes usual = BYTES_ROW("Traceback (most recent call last)");
	static const struct bytes zope = BYTES_ROW("Traceback (innermost last)");
	const char *at;

	*heading = (struct heading){ .style = HEADING_PLAIN };
	at = bytes_find(line, usual);
	/* with its line ends written out it is a part of a text */
	if (at != NULL &&
	    (bytes_find(line, BYTES("call last):\\n")) != NULL ||
		bytes_find(line, BYTES("call last):\\\\n")) != NULL))
		return false;
	if (at != NULL)
		return read_last_header(line, at, usual, heading);
	at = bytes_find(line, zope);
	if (at != NULL)
		return read_last_header(line, at, zope, heading);
	at = bytes_find(line, BYTES("(most recent call first)"));
	if (at != NULL)
		return read_dump_header(line, at, heading);
	if (report_find_title(line, &heading->start)) {
		heading->style = HEADING_REPORT;
		heading->end = line.len;
		return true;
	}
	heading->start = 0;
	if (bytes_find(line, BYTES("tack")) == NULL &&
	    bytes_find(line, BYTES("(most recent")) == NULL)
		return false;
	return read_stack_header(line, heading);
}
