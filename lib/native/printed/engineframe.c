#include "native/printed/engineframe.h"

#include "base/ascii.h"
#include "native/frameline.h"
#include "native/macos.h"

enum { ADDRESS_LEAST = 5 }; /* digits */

/* `/opt/loom.cpp:12`, `/opt/loom.cpp, line 12`, `??:0`; false where that is no place. */
static bool
take_place(struct bytes text, struct frame *frame)
{
	struct bytes file, number;
	long long line;

	if (bytes_start(text, BYTES("??:")) ||
	    !bytes_split_last(text, BYTES(", line "), &file, &number))
		return frameline_take_place(text, frame);
	if (!bytes_number(number, &line) || line < 0 || file.len == 0)
		return false;
	frame->file = file;
	frame->line = line;
	return true;
}

/* `0x00007f88c1a3b740`, up to a blank or the end. */
static bool
take_address(struct bytes *text, struct frame *frame)
{
	struct bytes rest = *text;
	size_t digits;

	if (!bytes_take(&rest, BYTES("0x")))
		return false;
	digits = ascii_run(rest, ascii_is_hex);
	rest = bytes_from(rest, digits);
	if (digits < ADDRESS_LEAST || (rest.len > 0 && bytes_indent(rest) == 0))
		return false;
	frame->address = bytes_first(*text, text->len - rest.len);
	*text = bytes_from(rest, bytes_indent(rest));
	return true;
}

/* `/usr/lib/libc.so.6(abort+0x16a) [0x7f88c1a3b740]`, `/opt/loom() [0x4922009]`: as the C library writes it. */
static bool
take_library(struct bytes text, struct frame *frame)
{
	struct bytes path, inside, name, offset, address;
	long long *number = &frame->offset;

	if (bytes_head(text) != '/' || !bytes_take_end(&text, BYTES("]")) ||
	    !bytes_split_last(text, BYTES(") [0x"), &path, &address) ||
	    ascii_run(address, ascii_is_hex) < address.len ||
	    !bytes_split(path, BYTES("("), &path, &inside))
		return false;
	frame->module = path;
	frame->address = bytes_at(text, address.at - strlen("0x"));
	if (!bytes_split_last(inside, BYTES("+0x"), &name, &offset))
		return inside.len == 0;
	frame->function = name;
	if (name.len == 0)
		number = &frame->module_offset;
	return bytes_hex(offset, number);
}

/* `[2] `: the number in front of Godot's frames. */
static bool
take_level(struct bytes *text, struct frame *frame)
{
	return bytes_take(text, BYTES("[")) && bytes_take_number(text, &frame->level) &&
	    bytes_take(text, BYTES("] "));
}

/* `Object::get(StringName const&, bool*) const (??:?)`, `/opt/godot(+0x1a2b3c) [0x55d0] (main.cpp:12)` */
static bool
take_looked_up(struct bytes text, struct frame *frame)
{
	struct bytes name, place;

	if (!bytes_take_end(&text, BYTES(")")) ||
	    !bytes_split_last(text, BYTES(" ("), &name, &place) || !take_place(place, frame))
		return false;
	if (take_library(name, frame))
		return true;
	if (bytes_end(name, BYTES("]")) &&
	    bytes_split_last(name, BYTES(" ["), &frame->module, &text) &&
	    bytes_take_end(&text, BYTES("]")) && take_address(&text, frame))
		return true;
	frame->module = BYTES_NONE;
	frame->function = name;
	return true;
}

/* `main (in Godot) + 12`, `main (in Godot) (main.mm:40)`: as atos(1) says it. */
static bool
take_atos(struct bytes text, struct frame *frame)
{
	struct bytes name, rest, offset = BYTES_NONE;

	if (!bytes_split(text, BYTES(" (in "), &name, &rest) ||
	    !bytes_split(rest, BYTES(")"), &frame->module, &offset))
		return false;
	frame->function = name;
	if (bytes_take(&offset, BYTES(" + ")))
		return bytes_number(offset, &frame->offset);
	return offset.len == 0 ||
	    (bytes_take(&offset, BYTES(" (")) && bytes_take_end(&offset, BYTES(")")) &&
		take_place(offset, frame));
}

/* `invoke_previous_action(sigaction*, int)`: a name with its arguments alone, and no sentence with words in brackets. */
static bool
is_signature(struct bytes text)
{
	size_t at = bytes_index(text, '(');

	return at > 0 && at < text.len && bytes_tail(text) == ')' &&
	    (ascii_is_word(text.at[at - 1]) || text.at[at - 1] == '>') &&
	    !ascii_is_digit(text.at[0]) && !bytes_start(text, BYTES("error(")) &&
	    (bytes_index(text, ' ') > at || bytes_find(text, BYTES("::")) != NULL);
}

bool
engineframe_godot(struct bytes text, struct frame *frame)
{
	long long level;
	bool found;

	if (!take_level(&text, frame))
		return false;
	level = frame->level;
	if (take_atos(text, frame))
		return true;
	*frame = thread_no_frame;
	frame->level = level;
	if (take_looked_up(text, frame))
		return true;
	*frame = thread_no_frame;
	found = macos_parse(text, frame);
	frame->level = level;
	if (found || !is_signature(text))
		return found;
	*frame = thread_no_frame;
	frame->level = level;
	frame->function = text;
	return true;
}

/* `[1] 7b1f9f645cb0 (libc.so.6+45cb0) - /usr/lib/libc.so.6(+0x45cb0) [0x7b1f9f645cb0]` */
static bool
take_godot_placed(struct bytes text, struct frame *frame)
{
	struct bytes address, offset;
	size_t digits;

	if (!take_level(&text, frame))
		return false;
	digits = ascii_run(text, ascii_is_hex);
	address = bytes_first(text, digits);
	text = bytes_from(text, digits);
	if (digits < ADDRESS_LEAST || !bytes_take(&text, BYTES(" (")) ||
	    !bytes_split(text, BYTES(") - "), &frame->module, &text) ||
	    !bytes_split_last(frame->module, BYTES("+"), &frame->module, &offset) ||
	    !bytes_hex(offset, &frame->module_offset))
		return false;
	if (bytes_equal(frame->module, BYTES("main"))) /* the program, whatever it is called */
		frame->module = BYTES_NONE;
	if (!take_looked_up(text, frame) && !take_library(text, frame))
		frame->function = text;
	frame->address = address;
	return text.len > 0;
}

/* `FLoom::Weave(int)`, `__libc_start_main(+0x7f)`, `UnknownFunction(0x29d8f)`, which is a byte before the address */
static void
take_unreal_name(struct bytes text, struct frame *frame)
{
	struct bytes name = text, offset;

	if (bytes_start(text, BYTES("UnknownFunction")))
		return;
	frame->function = text;
	if (bytes_take_end(&name, BYTES(")")) &&
	    bytes_split_last(name, BYTES("(+0x"), &name, &offset) &&
	    bytes_hex(offset, &frame->offset))
		frame->function = name;
}

/*
 * `0x00007f88c1a3b740 libUE4Editor-Core.so!FDebug::AssertFailed() [/opt/ue/Assert.cpp:7]`, before 4.20 `[Callstack]  05
 * 0x00007f88c1a3b740  FEngineLoop::Tick() [Public/Stats2.h, line 1686]`
 */
bool
engineframe_unreal(struct bytes text, struct frame *frame)
{
	struct bytes name, place;
	bool marked = bytes_take(&text, BYTES("[Callstack] "));

	text = bytes_from(text, bytes_indent(text));
	if (marked && !bytes_start(text, BYTES("0x")) && bytes_take_number(&text, &frame->level))
		text = bytes_from(text, bytes_indent(text));
	if (!take_address(&text, frame))
		return false;
	if (marked && take_library(text, frame))
		return true;
	if (bytes_split(text, BYTES("!"), &name, &place) && !bytes_has(name, ' ')) {
		frame->module = name;
		text = place;
	} else if (frame->level < 0) {
		return false;
	}
	if (bytes_split_last(text, BYTES(" ["), &name, &place) &&
	    bytes_take_end(&place, BYTES("]")) && take_place(place, frame))
		text = name;
	take_unreal_name(text, frame);
	return text.len > 0;
}

bool
engineframe_is_sure(struct bytes text, struct frame *frame)
{
	if (take_godot_placed(text, frame))
		return true;
	*frame = thread_no_frame;
	return bytes_start(text, BYTES("[Callstack] ")) && engineframe_unreal(text, frame);
}
