#include "native/lldbframe.h"

#include "base/ascii.h"
#include "native/frameline.h"
#include "native/quoted.h"

static bool
is_of_name(char c)
{
	return ascii_is_name(c) || c == '#';
}

/* `(this=0x1, …)`, `((null)=3)`: values, and not the types that are part of a name. */
static bool
has_values(struct bytes text)
{
	size_t n;

	if (bytes_start(text, BYTES("((null)=")))
		return true;
	n = ascii_run(bytes_from(text, 1), is_of_name);
	return n > 0 && text.len > n + 1 && text.at[n + 1] == '=';
}

/* Finds the list of arguments, from *start up to *end; false: there is none. */
static bool
find_args(struct bytes text, size_t *start, size_t *end)
{
	bool unclosed = false;

	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] != '(' || !has_values(bytes_from(text, i)))
			continue;
		*start = i;
		*end = quoted_close(text, i, &unclosed);
		return *end > 0;
	}
	return false;
}

/* ` [opt]`, ` [artificial]`: how the function was compiled. */
static struct bytes
without_remarks(struct bytes text)
{
	while (
	    bytes_take_end(&text, BYTES(" [opt]")) || bytes_take_end(&text, BYTES(" [artificial]")))
		;
	return text;
}

/* What is behind the name and its arguments: ` const + 64 at nap.c:18:3`, each part optional. */
static struct bytes
take_place(struct bytes text, struct frame *frame)
{
	struct bytes place;

	text = without_remarks(text);
	if (bytes_split_last(text, BYTES(" at "), &text, &place))
		frameline_place(place, frame);
	return frameline_take_offset(text, frame);
}

/*
 * The function and its arguments. lldb puts these into the first brackets, also where they are part of the name:
 * `operator(this=0x1)(int) const` is `operator()(int) const`.
 */
static void
take_function(struct bytes text, struct arena *memory, struct frame *frame)
{
	struct bytes name, behind = BYTES_NONE;
	size_t start, end;

	if (find_args(text, &start, &end)) {
		name = bytes_first(text, start);
		frame->args = (struct bytes){ text.at + start, end - start };
		behind = take_place(bytes_from(text, end), frame);
	} else {
		name = take_place(text, frame);
	}
	frame->inlined = bytes_split_last(name, BYTES(" [inlined] "), NULL, &name);
	if (frame->args.len > 0 && bytes_end(name, BYTES("operator"))) {
		name = arena_join(memory, name, BYTES("()"));
		if (bytes_head(behind) == '(')
			name = arena_join(memory, name, behind);
	}
	/* lldb numbers what has no name, anew each time */
	if (bytes_start(name, BYTES("___lldb_unnamed_symbol")))
		frame->offset = -1;
	else
		frame->function = frameline_unversioned(name);
}

/* `libc.so.6 at poll.c:29:10`: `thread backtrace unique` names no functions of C. */
static void
take_module(struct bytes text, struct frame *frame)
{
	struct bytes module, place;

	frame->module = text;
	if (!bytes_split_last(text, BYTES(" at "), &module, &place))
		return;
	frameline_place(place, frame);
	if (frame->line >= 0) {
		frame->module = module;
		return;
	}
	frame->file = BYTES_NONE;
	frame->column = -1;
}

bool
lldbframe_parse(struct bytes text, struct arena *memory, struct frame *frame)
{
	size_t n = bytes_index(text, ' ');

	text = bytes_trim_end(text);
	*frame = thread_no_frame;
	if (n < 3 || !bytes_start(text, BYTES("0x")))
		return false;
	frame->address = bytes_first(text, n);
	text = bytes_from(text, n + 1);
	if (bytes_split(text, BYTES("`"), &frame->module, &text))
		take_function(text, memory, frame);
	else
		take_module(without_remarks(text), frame);
	return true;
}
