#include "native/pybtframe.h"

#include "base/words.h"

/* `Frame 0x7f0, for file /opt/a.py, line 31, in pull (self=…)` */
static bool
parse_function(struct bytes text, struct frame *frame)
{
	struct frame parsed = *frame;
	size_t start;

	if (!bytes_take(&text, BYTES("Frame 0x")) ||
	    !bytes_split(text, BYTES(", for file "), NULL, &text) ||
	    !bytes_split(text, BYTES(", line "), &parsed.file, &text) ||
	    !bytes_take_number(&text, &parsed.line) || !bytes_take(&text, BYTES(", in ")))
		return false;
	start = bytes_index(text, ' ');
	parsed.function = bytes_first(text, start);
	parsed.args = bytes_trim(bytes_from(text, start));
	parsed.language = BYTES("python");
	*frame = parsed;
	return parsed.function.len > 0 && bytes_end(parsed.args, BYTES(")"));
}

/* `file '/opt/a.py', in 'pull'`: of Python 2.6 */
static bool
parse_quoted(struct bytes text, struct frame *frame)
{
	struct bytes file, function;

	if (!bytes_take(&text, BYTES("file '")) || !bytes_take_end(&text, BYTES("'")) ||
	    !bytes_split(text, BYTES("', in '"), &file, &function) || file.len == 0 ||
	    function.len == 0)
		return false;
	frame->file = file;
	frame->function = function;
	frame->language = BYTES("python");
	return true;
}

bool
pybtframe_parse(struct bytes text, struct frame *frame)
{
	static const struct bytes instead[] = { BYTES_ROW("<built-in "),
		BYTES_ROW("Garbage-collecting"), BYTES_ROW(PYBTFRAME_WAITING),
		BYTES_ROW("Waiting for a lock (e.g. GIL)") };

	if (words_start(LIST(instead), text) == WORDS_NONE)
		return parse_function(text, frame) || parse_quoted(text, frame);
	frame->function = text;
	frame->language = BYTES("python");
	return true;
}
