#include "pylog/traceback/source.h"

#include "pylog/traceback/grammar.h"

/* Whether brackets are open in the text: then the source goes on in the next line. */
static bool
is_open(struct bytes text)
{
	int depth = 0;

	for (size_t i = 0; i < text.len; i++)
		depth +=
		    (memchr("([{", text.at[i], 3) != NULL) - (memchr(")]}", text.at[i], 3) != NULL);
	return depth > 0;
}

void
source_add(struct traceback_frame *frame, struct bytes line, size_t *indent, struct arena *arena)
{
	size_t blanks = bytes_indent(line), column = 0, common;
	struct bytes text = bytes_trim(line);
	bool marks = grammar_is_marks(line, &column);

	if (frame->text.len == 0) {
		if (marks)
			return;
		*indent = blanks;
		frame->text = arena_copy(arena, text);
	} else if (marks) {
		if (frame->column < 0 && column >= *indent)
			frame->column = (long long)(column - *indent) + 1;
	} else if (text.len > 0 && (unsigned char)text.at[0] < 0x80 && is_open(frame->text)) {
		/* 3.13 shows all lines of a call (plain 3.13); loguru's values are beyond ASCII */
		common = blanks < *indent ? blanks : *indent;
		frame->text = arena_join(arena, frame->text, BYTES("\n"));
		frame->text =
		    arena_join(arena, frame->text, bytes_trim_end(bytes_from(line, common)));
	}
}
