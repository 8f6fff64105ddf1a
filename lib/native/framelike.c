#include "native/framelike.h"

#include "base/ascii.h"
#include "base/words.h"
#include "native/frameline.h"
#include "native/kernel/kernelframe.h"

enum { ADDRESS_LEAST = 8, ADDRESS_WIDE = 16 }; /* digits of pstack's */

/* What follows the number of a frame. */
static bool
is_place(struct bytes rest)
{
	/* the last two are backward-cpp's */
	static const struct bytes begins[] = { BYTES_ROW("0x"),
		BYTES_ROW("<signal handler called>"), BYTES_ROW("Object \""),
		BYTES_ROW("Source \"") };
	struct frame frame = thread_no_frame;

	if (words_start(LIST(begins), rest) != WORDS_NONE)
		return true;
	switch (frameline_parse(rest, &frame)) {
	case FRAMELINE_WHOLE:
		return frame.line >= 0 || frame.module.len > 0;
	case FRAMELINE_OPEN: /* its arguments go on in the next line */
		return bytes_find(rest, BYTES(" (")) != NULL && bytes_has(rest, '=');
	case FRAMELINE_OPEN_NAME:
	case FRAMELINE_ODD:
		break;
	}
	return false;
}

/* ` fffffc7fef0d7327 lwp_park (0, 0, 0) + 17` (pstack) */
static bool
is_pstacks(struct bytes line)
{
	size_t digits = ascii_run(line, ascii_is_hex);
	struct bytes rest = bytes_from(line, digits);

	if ((digits != ADDRESS_LEAST && digits != ADDRESS_WIDE) || bytes_head(rest) != ' ')
		return false;
	return bytes_find(rest, BYTES(") + ")) != NULL ||
	    (digits == ADDRESS_WIDE && bytes_end(bytes_trim_end(rest), BYTES(")")));
}

/* ` schedule+0x28/0x80` */
static bool
is_kernels(struct bytes line)
{
	struct frame frame;

	return kernelframe_parse(line, &frame) && frame.function.len > 0;
}

bool
framelike_is(struct bytes line)
{
	struct bytes rest;
	long long level;

	line = bytes_from(line, bytes_indent(line));
	if (bytes_head(line) == '#')
		return frameline_starts(line, &level, &rest) && is_place(rest);
	rest = line;
	return words_take("frame #9: 0x", &rest) || is_pstacks(line) || is_kernels(line);
}

bool
framelike_begins(struct bytes line)
{
	line = bytes_from(line, bytes_indent(line));
	return framelike_is(line) ||
	    (bytes_take(&line, BYTES("#")) && ascii_is_digit(bytes_head(line)));
}
