#include "native/printed/glibcframe.h"

#include "base/ascii.h"
#include "native/frameline.h"
#include "native/printed/engineframe.h"
#include "native/printed/handlerframe.h"

enum { ADDRESS_LEAST = 5, ADDRESS_MOST = 16 }; /* digits of one that stands alone, and of any */

/* `… [0x59e13bf03fde]`: takes the brackets off the end. */
static bool
take_address(struct bytes *text, struct bytes *address)
{
	struct bytes rest = *text, digits;

	if (!bytes_take_end(&rest, BYTES("]")) ||
	    !bytes_split_last(rest, BYTES("["), &rest, address))
		return false;
	digits = *address;
	if (!bytes_take(&digits, BYTES("0x")) || digits.len == 0 ||
	    ascii_run(digits, ascii_is_hex) != digits.len)
		return false;
	*text = rest;
	return true;
}

/* `[ 5] `, `#5 `, `5: `, `5# `: what some programs count their frames with. */
static struct bytes
take_level(struct bytes text, struct frame *frame)
{
	struct bytes rest = text;
	bool bracket = bytes_take(&rest, BYTES("[")), hash = bytes_take(&rest, BYTES("#"));
	long long level;

	rest = bytes_from(rest, bytes_indent(rest));
	if (!bytes_take_number(&rest, &level))
		return text;
	if (bracket ? !bytes_take(&rest, BYTES("]"))
		    : !(bytes_take(&rest, BYTES(":")) || bytes_take(&rest, BYTES("#")) || hash))
		return text;
	if (rest.len > 0 && bytes_indent(rest) == 0)
		return text;
	frame->level = level;
	return bytes_from(rest, bytes_indent(rest));
}

/* The `(` that the last byte, a `)`, closes; NULL: there is none. A demangled name may hold brackets of its own. */
static const char *
opening(struct bytes text)
{
	size_t depth = 0;

	for (size_t i = text.len; i > 0; i--) {
		depth += text.at[i - 1] == ')';
		if (text.at[i - 1] == '(' && --depth == 0)
			return text.at + i - 1;
	}
	return NULL;
}

/* The digits may be capitals: MongoDB's. */
static bool
read_hex(struct bytes digits, long long *number)
{
	char lower[ADDRESS_MOST];

	if (digits.len > sizeof(lower))
		return false;
	for (size_t i = 0; i < digits.len; i++)
		lower[i] = ascii_lower(digits.at[i]);
	return bytes_hex((struct bytes){ lower, digits.len }, number);
}

/* `weave`, and `weave()` of Ceph, which puts brackets behind each name: they are the arguments. */
static void
take_name(struct bytes name, struct frame *frame)
{
	struct bytes word = name;

	frame->function = frameline_unversioned(name);
	if (bytes_take_end(&word, BYTES("()")) && ascii_run(word, ascii_is_word) == word.len) {
		frame->function = word;
		frame->args = bytes_from(name, word.len);
	}
}

/* `0x400000`: where the module lies, as Xorg says it. */
static bool
is_base(struct bytes text)
{
	return bytes_take(&text, BYTES("0x")) && ascii_run(text, ascii_is_hex) == text.len;
}

/* `weave+0x1fe`, `+0x110b0`: from the function, or from where the module lies; `?+0x0`, `()+0x12`: nothing is known. */
static bool
take_offset(struct bytes inside, struct frame *frame)
{
	struct bytes digits;
	long long offset = 0; /* the C library prints `weave+0` */

	if (!bytes_take_end(&inside, BYTES("+0")) &&
	    (!bytes_split_last(inside, BYTES("+0x"), &inside, &digits) ||
		!read_hex(digits, &offset)))
		return false;
	if (inside.len == 0 || is_base(inside)) {
		frame->module_offset = offset;
	} else if (!bytes_equal(inside, BYTES("?")) && !bytes_equal(inside, BYTES("()"))) {
		take_name(inside, frame);
		frame->offset = offset;
	}
	return true;
}

/* mariadbd asks addr2line: `sql/sql_parse.cc:1890(do_command)`; line 0 is not known. */
static bool
take_place(struct bytes text, struct bytes function, struct frame *frame)
{
	struct bytes file;
	long long line;

	if (function.len == 0 || !bytes_split_last(text, BYTES(":"), &file, &text) ||
	    !bytes_number(text, &line))
		return false;
	frame->function = function;
	frame->file = bytes_equal(file, BYTES("??")) ? BYTES_NONE : file;
	frame->line = line > 0 ? line : -1;
	return true;
}

/* FreeCAD: `#2  0x7f88 in loom::weave(int) from /opt/loom/libdye.so+0x138`, where the offset is one in the function. */
static bool
take_freecad(struct bytes text, struct frame *frame)
{
	struct bytes module, offset;

	if (!bytes_split_last(text, BYTES(" from "), &frame->function, &module) ||
	    !bytes_split_last(module, BYTES("+0x"), &frame->module, &offset))
		return false;
	return bytes_head(module) == '/' && bytes_hex(offset, &frame->offset);
}

/* mysqld from 8.0.33 on: `#0 0x10c34c1 weave(int) at sql/weave.cc:153`, `#2 0x7f5d09e54d8f <unknown>`. */
static bool
take_numbered(struct bytes text, struct frame *frame)
{
	struct bytes name, place;
	size_t digits;

	if (!bytes_take(&text, BYTES("#")) || !bytes_take_number(&text, &frame->level) ||
	    !bytes_start(bytes_trim(text), BYTES("0x")) || bytes_indent(text) == 0)
		return false;
	text = bytes_trim(text);
	digits = ascii_run(bytes_from(text, 2), ascii_is_hex);
	frame->address = bytes_first(text, digits + 2);
	text = bytes_from(text, digits + 2);
	if (digits == 0 || !bytes_take(&text, BYTES(" ")))
		return false;
	if (bytes_take(&text, BYTES("in ")))
		return take_freecad(text, frame);
	if (bytes_split_last(text, BYTES(" at "), &name, &place) && take_place(place, name, frame))
		return true;
	frame->function = bytes_equal(text, BYTES("<unknown>")) ? BYTES_NONE : text;
	return true;
}

/* UCX with debug information: ` 1 0x00000000000345c0 weave()  /opt/loom/weave.c:12`; the number is a place in the file. */
static bool
take_ucx(struct bytes text, struct frame *frame)
{
	struct bytes place;
	size_t digits;

	if (!bytes_take_number(&text, &frame->level) || !bytes_take(&text, BYTES(" 0x")))
		return false;
	digits = ascii_run(text, ascii_is_hex);
	text = bytes_from(text, digits);
	if (digits == 0 || !bytes_take(&text, BYTES(" ")) ||
	    !bytes_split_last(text, BYTES("()  "), &frame->function, &place))
		return false;
	if (!bytes_start(place, BYTES("???")))
		frameline_place(place, frame);
	return frame->function.len > 0;
}

/* `*:6379`, `127.0.0.1:6379` */
static bool
is_socket(struct bytes word)
{
	struct bytes host, port;
	long long number;

	return bytes_split_last(word, BYTES(":"), &host, &port) && bytes_number(port, &number) &&
	    (bytes_equal(host, BYTES("*")) || bytes_has(host, '.') || bytes_has(host, '['));
}

/*
 * Whether that is the path of a module, and no more stands before it. A path may hold blanks, and so may the title that a
 * program gave itself: `loom-server *:6379 [cluster]`, `postgres: checkpointer`.
 */
static bool
is_module(struct bytes text)
{
	struct bytes word, rest;

	if (bytes_start(text, BYTES("/")) || bytes_start(text, BYTES("./")) ||
	    !bytes_split(text, BYTES(" "), &word, &rest))
		return !bytes_has(text, '\t');
	if (bytes_find(rest, BYTES(" /")) != NULL || bytes_start(rest, BYTES("/")) ||
	    bytes_start(rest, BYTES("./")) || ascii_is_digit(bytes_head(word)))
		return false;
	return bytes_end(word, BYTES(":")) || is_socket(bytes_first(rest, bytes_index(rest, ' ')));
}

/* `12: [./loom(weave+0x1fe) [0x59e1]]` (DPDK, which begins with the outermost one): the brackets around a frame. */
static bool
take_brackets(struct bytes *text, struct frame *frame)
{
	struct bytes rest = *text;
	long long level;

	if (!bytes_take_number(&rest, &level) || !bytes_take(&rest, BYTES(": ")) ||
	    !bytes_end(rest, BYTES("]]")) || !bytes_take_around(&rest, BYTES("["), BYTES("]")))
		return false;
	frame->level = level;
	*text = rest;
	return true;
}

/* `0x40f53e7`, `/opt/loom/libdye.so+0x281e1`: Seastar's, and a place in the program itself is an address alone. */
static bool
take_seastar(struct bytes text, struct frame *frame)
{
	struct bytes digits = text, module = BYTES_NONE;
	bool placed =
	    bytes_head(text) == '/' && bytes_split_last(text, BYTES("+"), &module, &digits);

	frame->address = digits;
	if (!bytes_take(&digits, BYTES("0x")) || digits.len < ADDRESS_LEAST ||
	    ascii_run(digits, ascii_is_hex) != digits.len)
		return false;
	frame->module = module;
	while (digits.len > 1 && digits.at[0] == '0')
		digits = bytes_from(digits, 1);
	if (placed && bytes_hex(digits, &frame->module_offset))
		frame->address = BYTES_NONE;
	return true;
}

/* `loom::weave(int) at /opt/loom/weave.cc:59`, ` (inlined by) start at ./loom.cc:7`, `?? ??:0`: what addr2line makes of them. */
static bool
take_decoded(struct bytes text, struct frame *frame)
{
	struct frame place = thread_no_frame;
	struct bytes name, file;
	bool unknown;

	if (bytes_start(text, BYTES("?? ??:")))
		return true;
	if (bytes_start(text, BYTES("in expression starting at "))) /* Julia's */
		return false;
	(void)bytes_take(&text, BYTES("(inlined by) "));
	frame->inlined =
	    bytes_take_end(&text, BYTES(" [inlined]")); /* Julia's, and so is the next */
	unknown = bytes_take_end(&text, BYTES(" (unknown line)"));
	if (!bytes_split_last(text, BYTES(" at "), &name, &file) || name.len == 0 ||
	    name.at[0] == '#' || bytes_end(name, BYTES(","))) /* `… failed, at weave.c:12` */
		return false;
	(void)bytes_split(file, BYTES(" (discriminator "), &file, NULL);
	frameline_place(file, &place);
	if (place.line < 0 && !unknown && !bytes_end(file, BYTES(":?")))
		return false;
	frame->function = name;
	frame->line = place.line;
	frame->file = place.line < 0 && !unknown ? bytes_first(file, file.len - 2) : place.file;
	if (unknown) /* it is the shared object */
		frame->module = frame->file;
	if (unknown || bytes_equal(frame->file, BYTES("??")))
		frame->file = BYTES_NONE;
	return !bytes_has(frame->file, ' ');
}

/* Varnish: `0x59e1: /opt/loom/loom(weave+0x1fe) [0x59e1]`: takes the address that stands before a frame off. */
static void
take_address_before(struct bytes *text, struct frame *frame)
{
	struct bytes first, rest;

	if (bytes_split(*text, BYTES(": "), &first, &rest) && bytes_equal(first, frame->address))
		*text = rest;
}

/* Ruby looks the place up and puts it behind: `/usr/lib/libloom.so(weave+0x1fe) [0x59e1] loom.c:820`. */
static void
take_place_behind(struct bytes *text, struct frame *frame)
{
	struct frame read = thread_no_frame;
	struct bytes before, place;

	if (!bytes_split_last(*text, BYTES("] "), &before, &place) ||
	    bytes_find(before, BYTES("[0x")) == NULL || bytes_has(place, ' '))
		return;
	frameline_place(place, &read);
	if (read.line <= 0)
		return;
	frame->file = read.file;
	frame->line = read.line;
	text->len = before.len + 1;
}

static enum glibc_frame
parse_without_address(struct bytes text, struct frame *frame)
{
	static bool (*const takers[])(
	    struct bytes, struct frame *) = { take_numbered, take_ucx, take_seastar, take_decoded };

	bool sure;

	if (handlerframe_parse(text, frame, &sure))
		return sure ? GLIBC_FRAME : GLIBC_PERHAPS;
	for (size_t i = 0; i < COUNT_OF(takers); i++) {
		*frame = thread_no_frame;
		if (takers[i](text, frame))
			return GLIBC_PERHAPS;
	}
	return GLIBC_NO_FRAME;
}

enum glibc_frame
glibcframe_parse(struct bytes line, struct frame *frame)
{
	struct bytes text = bytes_trim(line), module, inside;
	const char *open;
	bool sure;

	if (bytes_head(text) == '#' && handlerframe_parse(text, frame, &sure))
		return sure ? GLIBC_FRAME : GLIBC_PERHAPS;
	*frame = thread_no_frame;
	if (bytes_head(text) == '[' && engineframe_is_sure(text, frame))
		return GLIBC_FRAME;
	*frame = thread_no_frame;
	(void)take_brackets(&text, frame);
	take_place_behind(&text, frame);
	if (!take_address(&text, &frame->address))
		return parse_without_address(text, frame);
	take_address_before(&text, frame);
	text = take_level(bytes_trim(text), frame);
	open = bytes_tail(text) == ')' ? opening(text) : NULL;
	if (open == NULL) {
		frame->module = text;
		/* `/opt/loom/loom[0x401005]`: backtrace_symbols_fd() has no blank there */
		if (bytes_start(text, BYTES("/")) && !bytes_has(text, ' ') &&
		    frame->address.at - text.at == (ptrdiff_t)text.len + 1)
			return GLIBC_FRAME;
		return is_module(text) ? GLIBC_PERHAPS : GLIBC_NO_FRAME;
	}
	module = bytes_trim(bytes_until(text, open));
	if (!is_module(module))
		return GLIBC_NO_FRAME;
	inside = bytes_at(text, open + 1);
	inside.len--;
	if (take_offset(inside, frame)) {
		frame->module = bytes_equal(module, BYTES("?")) ? BYTES_NONE : module;
		/* Ceph says no module, but counts */
		return module.len > 0 || frame->level >= 0 ? GLIBC_FRAME : GLIBC_PERHAPS;
	}
	if (take_place(module, inside, frame))
		return GLIBC_FRAME;
	frame->module = module;
	if (is_base(inside)) /* Ruby's: the address again */
		return GLIBC_FRAME;
	frame->function = frameline_unversioned(inside);
	return inside.len == 0 && bytes_has(module, '/') ? GLIBC_FRAME : GLIBC_PERHAPS;
}

bool
glibcframe_next(struct bytes *rest, struct bytes *word)
{
	return bytes_split(*rest, BYTES(" -> "), word, rest) ||
	    bytes_next(rest, bytes_has(*rest, '(') ? '\0' : ' ', word);
}

static bool
is_frame(struct bytes text)
{
	struct frame frame;

	return glibcframe_parse(text, &frame) == GLIBC_FRAME;
}

/* `0x40f53e7`, `/lib64/libc.so.6+0x281e1`, and no more (Seastar) */
static bool
is_place(struct bytes text)
{
	struct frame frame;

	return glibcframe_parse(text, &frame) == GLIBC_PERHAPS && frame.function.len == 0;
}

/* `/usr/bin/loom-server 127.0.0.1:6379(+0xa36e8)[0x59e1]`: a title that a program gave itself has blanks. */
static const char *
begin_of_module(struct bytes line, const char *found)
{
	const char *word = clue_word(line, found),
		   *before = word - 1 > line.at ? clue_word(line, word - 1) : line.at;

	return *before == '/' && is_frame(bytes_at(line, before)) ? before : word;
}

/* `12: (loom::weave(int, char const*)+0x5d) [0x59e1]` (Ceph): the number is the frame's. */
static const char *
begin_of_frame(struct bytes line, const char *found)
{
	const char *colon = bytes_find(line, BYTES(": (")), *start = colon;

	while (start != NULL && start > line.at && ascii_is_digit(start[-1]))
		start--;
	return start < colon && is_frame(bytes_at(line, start)) ? start
								: begin_of_module(line, found);
}

/* `Stack trace: 0x3523782 0x352384e`: the last of several addresses in a line is no frame of its own. */
static const char *
begin_of_place(struct bytes line, const char *found)
{
	const char *word = clue_word(line, found);
	bool behind_place = word - 1 > line.at &&
	    bytes_start(bytes_at(line, clue_word(line, word - 1)), BYTES("0x"));

	return behind_place ? NULL : begin_of_module(line, found);
}

const struct clue glibcframe_clues[] = {
	{ CLUE_FRAME, BYTES_ROW("#"), .is = is_frame },
	{ CLUE_FRAME, BYTES_ROW("| 0x"), .is = is_frame },         /* HAProxy's */
	{ CLUE_FRAME, BYTES_ROW("[Callstack] "), .is = is_frame }, /* Unreal's */
	{ CLUE_LOOSE, BYTES_ROW("@ "), .is = is_frame },
	{ CLUE_LOOSE, BYTES_ROW("(+0x"), true, is_frame, .begin = begin_of_frame },
	{ CLUE_LOOSE, BYTES_ROW("+0x"), true, is_frame, .begin = begin_of_frame },
	{ CLUE_LOOSE, BYTES_ROW("0x"), true, is_place, .begin = begin_of_place },
	{ .words = NULL },
};
