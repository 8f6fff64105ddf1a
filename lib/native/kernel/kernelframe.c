#include "native/kernel/kernelframe.h"

#include "base/ascii.h"
#include "base/words.h"
#include "native/frameline.h"

enum { ADDRESS_LEAST = 8 }; /* digits */

static bool
is_of_symbol(char c)
{
	return ascii_is_word(c) || c == '.' || c == '$';
}

/*
 * `[<0>] `, `[<ffffffff53c82042>] `, `[<     inline     >] `: a zero stands for an address that is not shown; scripts that
 * look the lines up mark inlined functions so.
 */
static bool
take_address(struct bytes *text, struct frame *frame)
{
	struct bytes rest = *text, address;
	size_t zeros = 0;

	if (!bytes_take(&rest, BYTES("[<")) || !bytes_split(rest, BYTES(">] "), &address, &rest))
		return false;
	frame->inlined = bytes_start(bytes_trim(address), BYTES("inline"));
	if (!frame->inlined &&
	    (address.len == 0 || ascii_run(address, ascii_is_hex) != address.len))
		return false;
	while (zeros < address.len && address.at[zeros] == '0')
		zeros++;
	if (!frame->inlined && zeros < address.len)
		frame->address = address;
	*text = bytes_from(rest, bytes_indent(rest));
	return true;
}

/* `kernel/kthread.c:207 (discriminator 3)`: scripts that look the lines up append it to the symbol. */
static bool
take_place(struct bytes text, struct frame *frame)
{
	struct frame place = thread_no_frame;

	(void)bytes_split(text, BYTES(" (discriminator "), &text, NULL);
	frameline_place(text, &place);
	frame->file = place.file;
	frame->line = place.line;
	return place.line > 0 && !bytes_has(place.file, ' ');
}

/* `+0xfc/0x3c0`: the offset from the function, and how long that is. */
static bool
take_offset(struct bytes *text, long long *offset)
{
	struct bytes rest = *text, digits, size;

	if (!bytes_take(&rest, BYTES("+0x")))
		return false;
	digits = bytes_first(rest, ascii_run(rest, ascii_is_hex));
	rest = bytes_from(rest, digits.len);
	if (!bytes_hex(digits, offset) || !bytes_take(&rest, BYTES("/0x")))
		return false;
	size = bytes_first(rest, ascii_run(rest, ascii_is_hex));
	*text = bytes_trim(bytes_from(rest, size.len));
	return size.len > 0;
}

/* `[nfsv4]`, newer `[nfsv4 0a1b2c]` with the module's build id. */
static void
take_module(struct bytes *text, struct frame *frame)
{
	struct bytes rest = *text, inside;

	if (!bytes_take(&rest, BYTES("[")) || !bytes_split(rest, BYTES("]"), &inside, &rest))
		return;
	frame->module = bytes_first(inside, bytes_index(inside, ' '));
	*text = bytes_trim(rest);
}

/*
 * `open_stateid+0xfc/0x3c0 [nfsv4]`, perhaps with a place behind it. An inlined function has a place and no offset; the
 * functions that it is inlined into stand before it, with theirs.
 */
static bool
take_symbol(struct bytes text, struct frame *frame)
{
	bool offset;

	do {
		size_t n = ascii_run(text, is_of_symbol);

		if (n == 0)
			return false;
		frame->function = bytes_first(text, n);
		frame->offset = -1;
		text = bytes_from(text, n);
		offset = take_offset(&text, &frame->offset);
	} while (frame->inlined && offset);
	text = bytes_trim(text);
	take_module(&text, frame);
	return (offset && text.len == 0) || ((offset || frame->inlined) && take_place(text, frame));
}

static bool
is_of_time(char c)
{
	return ascii_is_digit(c) || c == ' ' || c == '.';
}

/* `[c0000000f8dfbc50] [c000000000123456] .f+0x12/0x40 (unreliable)` (PowerPC): a place on the stack, and the address. */
static bool
take_powerpc(struct bytes *text, struct frame *frame)
{
	struct bytes rest = *text, stack, address;

	if (!bytes_take(&rest, BYTES("[")) || !bytes_split(rest, BYTES("] ["), &stack, &rest) ||
	    !bytes_split(rest, BYTES("] "), &address, &rest) ||
	    ascii_run(stack, ascii_is_hex) != stack.len || address.len < ADDRESS_LEAST ||
	    ascii_run(address, ascii_is_hex) != address.len)
		return false;
	frame->address = address;
	frame->unreliable = bytes_take_end(&rest, BYTES(" (unreliable)"));
	*text = rest;
	return true;
}

/* ` <EOI>  [<…>] …`: old kernels mark the begin or end of a stack in the line of a frame. */
static struct bytes
skip_mark(struct bytes text)
{
	struct bytes mark, rest;

	if (bytes_head(text) != '<' || !bytes_split(text, BYTES("> "), &mark, &rest) ||
	    bytes_has(mark, ' '))
		return text;
	(void)bytes_take(&rest, BYTES("> ")); /* `<<EOE>> ` */
	rest = bytes_from(rest, bytes_indent(rest));
	if (bytes_head(rest) == '[' && ascii_run(bytes_from(rest, 1), is_of_time) > 0 &&
	    bytes_split(rest, BYTES("]"), NULL, &mark)) /* 4.4 to 4.9 write the time once more */
		rest = bytes_from(mark, bytes_indent(mark));
	return rest;
}

/* `[<c0124abc>] (vfs_read [loom])`: the callee has no offset; newer kernels print its name alone. */
static bool
take_arm(struct bytes text, struct frame *frame)
{
	size_t n;

	(void)take_address(&text, frame);
	(void)bytes_take_around(&text, BYTES("("), BYTES(")"));
	if (take_symbol(text, frame))
		return true;
	n = ascii_run(text, is_of_symbol); /* which is the frame's function */
	text = bytes_trim(bytes_from(text, n));
	take_module(&text, frame);
	return n > 0 && text.len == 0;
}

bool
kernelframe_parse_arm(struct bytes line, struct frame *callee, struct frame *caller)
{
	struct bytes inner, outer;

	*callee = *caller = thread_no_frame;
	return bytes_split(bytes_trim(line), BYTES(" from "), &inner, &outer) &&
	    take_arm(inner, callee) && take_arm(outer, caller) && caller->offset >= 0;
}

bool
kernelframe_parse(struct bytes line, struct frame *frame)
{
	struct bytes text = skip_mark(bytes_trim(line)), address;
	bool bracketed, doubted;

	*frame = thread_no_frame;
	doubted = bytes_start(text, BYTES("([<")) && /* s390 */
	    bytes_take_around(&text, BYTES("("), BYTES(")"));
	bracketed = take_powerpc(&text, frame) || take_address(&text, frame);
	frame->unreliable = frame->unreliable || doubted || bytes_take(&text, BYTES("? "));
	text = bytes_from(text, bytes_indent(text));
	if (take_symbol(text, frame))
		return true;
	/* what has no name: an address alone */
	address = frame->address;
	*frame = thread_no_frame;
	frame->address = address;
	return bracketed && bytes_start(text, BYTES("0x"));
}

bool
kernelframe_parse_nameless(struct bytes line, struct frame *frame)
{
	struct bytes text = bytes_trim(line), digits, rest;

	*frame = thread_no_frame;
	(void)bytes_split(text, BYTES(" ["), &text, &rest);
	digits = frame->address = text;
	if (!bytes_take(&digits, BYTES("0x")) || digits.len < ADDRESS_LEAST ||
	    ascii_run(digits, ascii_is_hex) != digits.len)
		return false;
	if (text.len == bytes_trim(line).len)
		return true;
	frame->module = bytes_first(rest, bytes_index(rest, '@'));
	return bytes_tail(rest) == ']' && bytes_has(rest, '@');
}

bool
kernelframe_is_end(struct bytes line)
{
	static const struct bytes ends[] = { BYTES_ROW("0xffffffffffffffff"),
		BYTES_ROW("0xffffffff") };
	struct frame frame;
	struct bytes text = bytes_trim(line);

	if (!take_address(&text, &frame))
		return false;
	return words_find(LIST(ends), text) != WORDS_NONE;
}
