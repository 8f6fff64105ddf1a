#include "native/kernel/ddbframe.h"

#include "base/ascii.h"
#include "native/frameline.h"

static bool
is_of_symbol(char c)
{
	return ascii_is_word(c) || c == '.' || c == '$' || c == '?';
}

/* `panic+0x43`, `netbsd:panic+0x43`, `0xfffc`; the function itself may stand there without an offset. */
static bool
take_symbol(struct bytes *text, struct bytes callee, struct frame *frame)
{
	size_t n = ascii_run(*text, is_of_symbol);
	struct bytes digits;

	if (n > 0 && bytes_head(bytes_from(*text, n)) == ':') {
		frame->module = bytes_first(*text, n);
		*text = bytes_from(*text, n + 1);
		n = ascii_run(*text, is_of_symbol);
	}
	frame->function = bytes_first(*text, n);
	*text = bytes_from(*text, n);
	if (bytes_take(text, BYTES("+0x"))) {
		digits = bytes_first(*text, ascii_run(*text, ascii_is_hex));
		*text = bytes_from(*text, digits.len);
		return n > 0 && bytes_hex(digits, &frame->offset);
	}
	if (!bytes_start(frame->function, BYTES("0x")))
		return n > 0 && bytes_equal(frame->function, callee);
	frame->address = frame->function;
	frame->function = BYTES_NONE;
	return true;
}

/* `#2 0xffffffff80a6b9e3 at `, as kernels without a debugger print it. */
static bool
take_numbered(struct bytes *text, struct frame *frame)
{
	struct bytes rest = *text, digits;
	long long level;

	if (!bytes_take(&rest, BYTES("#")) || !bytes_take_number(&rest, &level) ||
	    !bytes_take(&rest, BYTES(" ")) || !bytes_split(rest, BYTES(" at "), &digits, text))
		return false;
	frame->address = digits;
	return bytes_take(&digits, BYTES("0x")) && digits.len > 0 &&
	    ascii_run(digits, ascii_is_hex) == digits.len;
}

/* `rt_ifa_del(ffff800000a92400,800100) at `: OpenBSD shows the words of the arguments. */
static bool
take_called(struct bytes *text, struct frame *frame, struct bytes *callee)
{
	size_t n = ascii_run(*text, is_of_symbol);
	struct bytes args = bytes_from(*text, n), rest;

	if (n == 0 || bytes_head(args) != '(' || !bytes_split(args, BYTES(") at "), &args, &rest))
		return false;
	*callee = bytes_first(*text, n);
	if (args.len > 1)
		frame->args = (struct bytes){ args.at, args.len + 1 };
	*text = rest;
	return true;
}

/* ` sys/vm/vm_page.c:12`, ` vm_page_lock sys/vm/vm_page.c:12 [inline]`: scripts that look the lines up append them to the symbol. */
static bool
take_place(struct bytes text, struct frame *frame)
{
	struct bytes place = bytes_trim(text);

	frame->inlined = bytes_take_end(&place, BYTES(" [inline]"));
	if (frame->inlined && !bytes_split(place, BYTES(" "), &frame->function, &place))
		return false;
	frameline_place(place, frame);
	return frame->line > 0 && !bytes_has(frame->file, ' ');
}

bool
ddbframe_parse(struct bytes line, struct frame *frame, struct bytes *callee)
{
	struct bytes text = bytes_trim(line);

	*frame = thread_no_frame;
	*callee = BYTES_NONE;
	if (!take_numbered(&text, frame) && !take_called(&text, frame, callee))
		return false;
	if (!take_symbol(&text, *callee, frame))
		return false;
	if (bytes_equal(frame->function, BYTES("??")))
		frame->function = BYTES_NONE;
	return text.len == 0 || bytes_start(text, BYTES("/frame 0x")) ||
	    (bytes_head(text) == ' ' && take_place(text, frame));
}

bool
ddbframe_is(struct bytes line)
{
	struct frame frame;
	struct bytes callee;

	return ddbframe_parse(line, &frame, &callee);
}

/* `vpanic() at netbsd:vpanic+0x160` */
bool
ddbframe_begins(struct bytes text)
{
	size_t n = ascii_run(text, is_of_symbol);

	return n > 0 && bytes_head(bytes_from(text, n)) == '(';
}

const struct clue ddbframe_clues[] = {
	{ CLUE_HEADING, BYTES_ROW("KDB: "), .words = "KDB: stack backtrace:" },
	{ CLUE_HEADING, BYTES_ROW("Fatal trap "), .words = "Fatal trap 9: " },
	{ CLUE_FRAME, BYTES_ROW(") at "), true, ddbframe_is, .begin = clue_word },
	{ .words = NULL },
};
