#include "native/gdb/locals.h"

#include "native/quoted.h"

enum { LEAST_INDENT = 4 }; /* gdb sets locals in by 8 blanks, old ones and Apple's by a tab */

/* What the text leaves open: braces, and of a value that is a text (`"`, `0x… "`) its quote. */
static void
count_open(struct locals *locals, struct bytes text)
{
	if (locals->depth > 0 || bytes_has(text, '{'))
		locals->depth += quoted_depth(text);
}

/* A value that begins with a quote, an address before it or not, and has none at its end. */
static bool
is_cut_text(struct bytes value)
{
	size_t quotes = 0;

	if (bytes_head(value) != '"' && !bytes_start(value, BYTES("0x")))
		return false;
	for (size_t i = bytes_index(value, '"'); i < value.len; i++) {
		if (value.at[i] == '\\')
			i++;
		else
			quotes += value.at[i] == '"';
	}
	return quotes == 1;
}

static struct bytes
join_line(struct arena *memory, struct bytes text, struct bytes line)
{
	return arena_join(memory, arena_join(memory, text, BYTES("\n")), line);
}

static bool
go_on(struct locals *locals, struct arena *memory, struct bytes line)
{
	struct bytes *value = &locals->last->value;

	*value = join_line(memory, *value, line);
	locals->last->plain = false;
	if (line.len > 0 && locals->quoted)
		locals->quoted = !bytes_has(line, '"');
	else if (line.len > 0)
		count_open(locals, line);
	return true;
}

bool
locals_hold(struct locals *locals, struct draft *draft, struct frame *frame, struct bytes line)
{
	if (locals->last != NULL)
		locals->held = join_line(drafts_memory(draft, frame), locals->held, line);
	return locals->last != NULL;
}

/* Where ` = ` stands: a name may hold blanks (`guard variable for x`, `static members`). */
static size_t
find_equals(struct bytes text)
{
	for (size_t at = 2; at < text.len; at++) {
		const char *equals = memchr(text.at + at, '=', text.len - at);

		if (equals == NULL)
			return 0;
		at = (size_t)(equals - text.at);
		if (text.at[at - 1] == ' ' && (at + 1 == text.len || text.at[at + 1] == ' '))
			return at - 1;
	}
	return 0;
}

/* Adds a local whose name is so long; NULL: no memory. */
static struct local *
add(struct locals *locals, struct draft *draft, struct frame *frame, struct bytes text, size_t name)
{
	struct local *local;

	if (locals->held.len > 0) { /* the lines before it were more of the last value */
		locals->last->value =
		    arena_join(drafts_memory(draft, frame), locals->last->value, locals->held);
		locals->last->plain = false;
	}
	locals->held = BYTES_NONE;
	local = drafts_add_local(draft, frame, text);
	if (local == NULL)
		return NULL;
	local->value = bytes_from(local->name, name + 3);
	local->name.len = name;
	*locals = (struct locals){ .last = local };
	return local;
}

static bool
begin(struct locals *locals, struct draft *draft, struct frame *frame, struct bytes line,
    size_t indent)
{
	struct bytes text = bytes_from(line, indent);
	struct local *local;
	size_t equals;

	if (text.len == 0 || text.at[0] == '$' || (indent < LEAST_INDENT && line.at[0] != '\t'))
		return false;
	equals = find_equals(text);
	if (equals == 0)
		return false;
	local = add(locals, draft, frame, text, equals);
	if (local == NULL)
		return true;
	locals->indent = indent;
	if (local->value.len > 0) {
		count_open(locals, local->value);
		locals->quoted = is_cut_text(local->value);
	}
	return true;
}

bool
locals_take(
    struct locals *locals, struct draft *draft, struct frame *frame, const struct localline *line)
{
	struct local *local;

	if (locals_open(locals) || (locals->last != NULL && locals->indent != LOCALLINE_INDENT))
		return false;
	local = add(locals, draft, frame, line->text, line->name);
	if (local == NULL)
		return true;
	locals->indent = LOCALLINE_INDENT;
	local->plain = line->plain;
	if (line->braced)
		locals->depth = quoted_depth(local->value);
	if (!line->plain)
		locals->quoted = is_cut_text(local->value);
	return true;
}

bool
locals_read(struct locals *locals, struct draft *draft, struct frame *frame, struct bytes line)
{
	size_t indent = bytes_indent(line);

	if (locals_open(locals) || (locals->last != NULL && indent > locals->indent))
		return go_on(locals, drafts_memory(draft, frame), line);
	if (indent == 0 || (locals->last != NULL && indent != locals->indent))
		return false;
	return begin(locals, draft, frame, line, indent);
}
