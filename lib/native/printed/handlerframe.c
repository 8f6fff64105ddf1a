#include "native/printed/handlerframe.h"

#include "base/ascii.h"
#include "base/words.h"
#include "native/frameline.h"
#include "native/printed/engineframe.h"

enum { ADDRESS_LEAST = 5, ADDRESS_WIDE = 16 }; /* digits */

/* Takes `0x7f88c1a3b740` off the front, or as many digits without `0x`; false where no address stands there. */
static bool
take_address(struct bytes *text, struct frame *frame)
{
	struct bytes rest = *text;
	bool marked = bytes_take(&rest, BYTES("0x"));
	size_t digits = ascii_run(rest, ascii_is_hex);

	rest = bytes_from(rest, digits);
	if (digits < (marked ? ADDRESS_LEAST : ADDRESS_WIDE) ||
	    (rest.len > 0 && ascii_is_word(rest.at[0])))
		return false;
	frame->address = bytes_first(*text, text->len - rest.len);
	*text = rest;
	return true;
}

/* `weave.cc:12`, `??:0`, `??:?`, perhaps in quotes; false where that is no place. */
static bool
take_place(struct bytes text, struct frame *frame)
{
	(void)bytes_take_around(&text, BYTES("\""), BYTES("\""));
	return frameline_take_place(text, frame);
}

static struct bytes
known_name(struct bytes name)
{
	static const struct bytes unknown[] = { BYTES_ROW("(unknown)"), BYTES_ROW("?"),
		BYTES_ROW("??"), BYTES_ROW("???"), BYTES_ROW("Unknown"),
		BYTES_ROW("UnknownFunction"), BYTES_ROW("<unknown>") };

	return words_find(LIST(unknown), name) == WORDS_NONE ? name : BYTES_NONE;
}

/* glog: `@     0x55d0c1a3b740 loom::weave()`, `@ (nil) (unknown)`; Abseil has the size of the frame before the name. */
static bool
take_glog(struct bytes text, struct frame *frame)
{
	struct bytes rest;
	long long size;

	if (!bytes_take(&text, BYTES("@ ")))
		return false;
	text = bytes_trim(text);
	if (!bytes_take(&text, BYTES("(nil)")) && !take_address(&text, frame))
		return false;
	if (bytes_indent(text) == 0)
		return false;
	rest = text = bytes_trim(text);
	if (bytes_take_number(&rest, &size) && bytes_start(rest, BYTES("  ")))
		text = bytes_trim(rest);
	else if (bytes_take(&text, BYTES("(unknown)  ")))
		text = bytes_trim(text);
	frame->function = known_name(text);
	return true;
}

/* Boost: `0# loom::weave(int) at /opt/loom/weave.cpp:12`, `1# 0x00007F88C1A3B740 in /lib/libc.so.6`, `2# main in ./loom` */
static bool
take_boost(struct bytes text, struct frame *frame)
{
	struct bytes name, place;

	if (!bytes_take_number(&text, &frame->level) || !bytes_take(&text, BYTES("# ")))
		return false;
	if (bytes_split_last(text, BYTES(" at "), &name, &place) && take_place(place, frame))
		frame->function = name;
	else if (bytes_split_last(text, BYTES(" in "), &name, &frame->module))
		frame->function = name;
	else
		return false;
	if (bytes_start(name, BYTES("0x"))) {
		frame->address = name;
		frame->function = BYTES_NONE;
	}
	return name.len > 0;
}

/* backward-cpp: `#4    Object "/opt/loom/loom", at 0x55d0, in _start`, `#2    Source "/opt/main.cc", line 12, in main [0x55d1]` */
static bool
take_backward(struct bytes text, struct frame *frame)
{
	struct bytes inside;

	if (!bytes_take(&text, BYTES("#")) || !bytes_take_number(&text, &frame->level))
		return false;
	text = bytes_trim(text);
	if (bytes_take(&text, BYTES("Object \""))) {
		if (!bytes_split(text, BYTES("\", at "), &frame->module, &text))
			return false;
		if (bytes_head(frame->module) == '[') /* it is of none: the address again */
			frame->module = BYTES_NONE;
		if (bytes_split(text, BYTES(", in "), &frame->address, &frame->function))
			return true;
		frame->address = text;
		return bytes_take_end(&frame->address, BYTES(", in")); /* of no name */
	}
	if (!bytes_take(&text, BYTES("Source \"")) ||
	    !bytes_split(text, BYTES("\", line "), &frame->file, &text) ||
	    !bytes_take_number(&text, &frame->line) || !bytes_take(&text, BYTES(", in ")))
		return false;
	frame->function = text;
	if (bytes_split_last(text, BYTES(" ["), &frame->function, &inside) &&
	    bytes_take_end(&inside, BYTES("]")))
		frame->address = inside;
	return true;
}

/* OpenFOAM: `#0  Foam::error::printStack(Foam::Ostream&) at ??:?`, `#2  ? in "/lib/x86_64-linux-gnu/libc.so.6"` */
static bool
take_openfoam(struct bytes text, struct frame *frame)
{
	struct bytes name, place;

	if (!bytes_take(&text, BYTES("#")) || !bytes_take_number(&text, &frame->level) ||
	    !bytes_take(&text, BYTES("  ")) || bytes_start(text, BYTES("0x")))
		return false;
	if (bytes_split_last(text, BYTES(" in \""), &name, &place) &&
	    bytes_take_end(&place, BYTES("\"")))
		frame->module = place;
	else if (!bytes_split_last(text, BYTES(" at "), &name, &place) ||
	    !(bytes_equal(place, BYTES("??:?")) || bytes_head(place) == '"') ||
	    !take_place(place, frame))
		return false;
	frame->function = known_name(bytes_trim(name));
	return true;
}

/* `#20: ` */
static bool
take_hash_level(struct bytes *text, struct frame *frame)
{
	return bytes_take(text, BYTES("#")) && bytes_take_number(text, &frame->level) &&
	    bytes_take(text, BYTES(": "));
}

/* Envoy: `#1: loom::Weave::run() [0xb78bd5]`, `#0: [0x7fc5b6b6d4b0]` */
static bool
take_envoy(struct bytes text, struct frame *frame)
{
	struct bytes offset;

	if (!take_hash_level(&text, frame))
		return false;
	text = bytes_trim(text);
	if (!bytes_take_end(&text, BYTES("]")) ||
	    !bytes_split_last(text, BYTES("["), &frame->function, &text) ||
	    !bytes_start(text, BYTES("0x")))
		return false;
	frame->function = bytes_trim_end(frame->function);
	/* Asterisk numbers the C library's frames like this: `./loom(weave+0x1fe)`, `/usr/bin/loom()`. */
	if (bytes_start(frame->function, BYTES("/")) ||
	    (bytes_split_last(frame->function, BYTES("+0"), NULL, &offset) &&
		bytes_end(offset, BYTES(")"))))
		return false;
	return take_address(&text, frame) && text.len == 0;
}

/* Firefox: `#01: weave(int)[/opt/firefox/libxul.so +0x3ff8a2d]`, `#02: ???[…]`, `#05: ??? (???:???)` */
static bool
take_firefox(struct bytes text, struct frame *frame)
{
	struct bytes offset;

	if (!take_hash_level(&text, frame))
		return false;
	if (bytes_equal(text, BYTES("\?\?\? (\?\?\?:\?\?\?)")))
		return true;
	if (!bytes_take_end(&text, BYTES("]")) ||
	    !bytes_split_last(text, BYTES(" +0x"), &text, &offset) ||
	    !bytes_hex(offset, &frame->module_offset) ||
	    !bytes_split_last(text, BYTES("["), &text, &frame->module))
		return false;
	frame->function = known_name(bytes_trim(text));
	return true;
}

/* gfortran: `#1  0x55d0c1a3b740 in weave_`, `#0  0x7f88c1a3b740 in ???` */
static bool
take_gfortran(struct bytes text, struct frame *frame)
{
	if (!bytes_take(&text, BYTES("#")) || !bytes_take_number(&text, &frame->level) ||
	    !bytes_take(&text, BYTES("  ")) || !take_address(&text, frame) ||
	    !bytes_take(&text, BYTES(" in ")) || bytes_has(text, ' '))
		return false;
	frame->function = known_name(text);
	return text.len > 0;
}

/* Node.js: `1: 0xb7a940 node::Abort() [node]`, `2: 0xa8e823  [node]` */
static bool
take_node(struct bytes text, struct frame *frame)
{
	struct bytes name;

	if (!bytes_take_number(&text, &frame->level) || !bytes_take(&text, BYTES(": ")) ||
	    !take_address(&text, frame) || !bytes_take(&text, BYTES(" ")) ||
	    !bytes_take_end(&text, BYTES("]")) ||
	    !bytes_split_last(text, BYTES(" ["), &name, &frame->module))
		return false;
	frame->function = bytes_trim(name);
	return frame->module.len > 0;
}

/* Ceph, of a function without an address: `8: main()` */
static bool
take_ceph(struct bytes text, struct frame *frame)
{
	size_t n;

	if (!bytes_take_number(&text, &frame->level) || !bytes_take(&text, BYTES(": ")))
		return false;
	n = ascii_run(text, ascii_is_word);
	frame->function = bytes_first(text, n);
	frame->args = bytes_from(text, n);
	return n > 0 && bytes_equal(frame->args, BYTES("()"));
}

/*
 * ClickHouse: `2. ./src/Loom.cpp:40: DB::Loom::weave(int) @ 0x00000000055d0c1a in /usr/bin/clickhouse`, `3. ? @ 0x7f88 in ?`;
 * before a frame stand the functions that are inlined there, `2.1. inlined from ./src/Reel.h:7: DB::Reel::wind()`.
 */
static bool
take_clickhouse(struct bytes text, struct frame *frame)
{
	struct bytes place, name;

	(void)bytes_split(text, BYTES("> BaseDaemon: "), NULL, &text);
	if (!bytes_take_number(&text, &frame->level))
		return false;
	name = text;
	frame->inlined = words_take(".9. inlined from ", &name);
	if (!frame->inlined &&
	    (!bytes_take(&text, BYTES(". ")) ||
		!bytes_split_last(text, BYTES(" @ "), &name, &text) || !take_address(&text, frame)))
		return false;
	if (!frame->inlined && bytes_take(&text, BYTES(" in ")))
		frame->module = known_name(text);
	if (bytes_split(name, BYTES(": "), &place, &text) && take_place(place, frame))
		name = text;
	frame->function = known_name(name);
	return !frame->inlined || frame->line > 0;
}

/* Julia: `unknown function (ip: 0x7f88c1a3b740) at /lib/libc.so.6` */
static bool
take_julia(struct bytes text, struct frame *frame)
{
	return bytes_take(&text, BYTES("unknown function (ip: ")) && take_address(&text, frame);
}

/* HAProxy: `| 0x55d0c1a3b740 [85 c0 75 2c 48 8b 84 24]: weave+0x40/0x310`, `…: libc:+0x912c0`, `…: libc:madvise+0x7/0x21` */
static bool
take_haproxy(struct bytes text, struct frame *frame)
{
	struct bytes offset;
	long long *number = &frame->offset;

	if (!bytes_take(&text, BYTES("| ")) || !take_address(&text, frame) ||
	    !bytes_take(&text, BYTES(" [")) || !bytes_split(text, BYTES("]: "), NULL, &text) ||
	    !bytes_split_last(text, BYTES("+0x"), &text, &offset))
		return false;
	if (!bytes_split(text, BYTES(":"), &frame->module, &frame->function))
		frame->function = text;
	else if (frame->function.len == 0)
		number = &frame->module_offset;
	return bytes_hex(bytes_first(offset, bytes_index(offset, '/')), number);
}

/* Asterisk, of a function without a symbol: `# 1: asterisk <unknown>()` */
static bool
take_asterisk(struct bytes text, struct frame *frame)
{
	struct bytes name;

	if (!bytes_take(&text, BYTES("#")))
		return false;
	text = bytes_trim(text);
	if (!bytes_take_number(&text, &frame->level) || !bytes_take(&text, BYTES(": ")) ||
	    !bytes_take_end(&text, BYTES("()")) ||
	    (bytes_take(&text, BYTES("[")) &&
		(!take_address(&text, frame) || !bytes_take(&text, BYTES("] ")))))
		return false;
	frame->module = bytes_take_word(&text);
	name = bytes_take_word(&text);
	if (text.len > 0) {
		if (!bytes_start(name, BYTES(":")) && !take_place(name, frame))
			return false;
		name = bytes_take_word(&text);
	}
	frame->function = known_name(name);
	return name.len > 0 && text.len == 0;
}

/* `# 0: [0x55d0c1a3b740] loom.so loom.c:12 weave()`, `#11: [0x55d0c1a3b840] asterisk :0 main()` */
static bool
take_asterisk_placed(struct bytes text, struct frame *frame)
{
	return take_asterisk(text, frame) && frame->address.len > 0;
}

/* Intel's Fortran: `loom               000000000040A3B2  weave_                     12  loom.f90` */
static bool
take_fortran(struct bytes text, struct frame *frame)
{
	struct bytes line;

	frame->module = bytes_take_word(&text);
	frame->address = bytes_take_word(&text);
	if (frame->address.len != ADDRESS_WIDE ||
	    ascii_run(frame->address, ascii_is_hex) != ADDRESS_WIDE)
		return false;
	frame->function = known_name(bytes_take_word(&text));
	line = bytes_take_word(&text);
	frame->file = known_name(bytes_trim(text));
	return bytes_number(line, &frame->line) || bytes_equal(line, BYTES("Unknown"));
}

/* Varnish: `0x434313: pan_ic+0x163`, `0x2cb3f0: <pan_ic+0x264> at /usr/sbin/varnishd` */
static bool
take_varnish(struct bytes text, struct frame *frame)
{
	struct bytes name, offset;

	if (!take_address(&text, frame) || !bytes_take(&text, BYTES(": ")))
		return false;
	if (bytes_take(&text, BYTES("<")) &&
	    !bytes_split(text, BYTES("> at "), &text, &frame->module))
		return false;
	if (!bytes_split_last(text, BYTES("+0x"), &name, &offset) || bytes_has(name, ' ') ||
	    !bytes_hex(offset, &frame->offset))
		return false;
	frame->function = name;
	return name.len > 0;
}

bool
handlerframe_parse(struct bytes text, struct frame *frame, bool *sure)
{
	static const struct {
		bool (*take)(struct bytes, struct frame *);
		bool sure;  /* nothing else is written so */
		bool first; /* nothing else is written so with the number 0 */
	} forms[] = { { take_glog, true, true }, { take_backward, true, true },
		{ take_envoy, true, true }, { take_firefox, true, true },
		{ take_asterisk_placed, true, true }, { take_haproxy, true, true },
		{ take_asterisk, false, false }, { take_openfoam, true, true },
		{ take_gfortran, false, false }, { take_boost, false, true },
		{ take_node, true, true }, { take_clickhouse, true, true },
		{ take_julia, true, true }, { take_ceph, false, false },
		{ engineframe_godot, false, false }, { take_fortran, false, false },
		{ engineframe_unreal, true, true }, { take_varnish, false, false } };

	for (size_t i = 0; i < COUNT_OF(forms); i++) {
		*frame = thread_no_frame;
		if (!forms[i].take(text, frame))
			continue;
		if (frame->line == 0) /* it is not known */
			frame->line = -1;
		*sure = forms[i].sure || (forms[i].first && frame->level == 0);
		return true;
	}
	return false;
}
