#include "pylog/traceback/source.h"

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
source_add(struct traceback_frame *frame, struct bytes line, bool marks, size_t *indent,
    struct arena *arena)
{
	size_t blanks = bytes_indent(line), common;
	struct bytes text = bytes_trim_end(bytes_from(line, blanks));

	if (frame->text.len == 0) {
		if (marks)
			return;
		*indent = blanks;
		frame->text = arena_copy(arena, text);
	} else if (marks) {
		if (frame->column < 0 && blanks >= *indent)
			frame->column = (long long)(blanks - *indent) + 1;
	} else if (text.len > 0 && (unsigned char)text.at[0] < 0x80 && is_open(frame->text)) {
		/* 3.13 shows all lines of a call (plain 3.13); loguru's values are beyond ASCII */
		common = blanks < *indent ? blanks : *indent;
		frame->text = arena_join(arena, frame->text, BYTES("\n"));
		frame->text =
		    arena_join(arena, frame->text, bytes_trim_end(bytes_from(line, common)));
	}
}

void
source_frame(
    struct source *source, struct tree *tree, const struct traceback_frame *frame, size_t indent)
{
	struct raised *raised;

	source->indent = indent;
	if (frame->function.len > 0 || source->listed) {
		source->frame = tree_add_frame(tree, frame);
		return;
	}
	raised = tree_raised(tree);
	source->frame = NULL;
	source->syntax = true;
	if (raised == NULL)
		return;
	raised->file = arena_copy(tree->memory, frame->file);
	raised->line = frame->line;
	raised->text = BYTES_NONE;
}

void
source_read(struct source *source, struct tree *tree, const struct line *line)
{
	struct raised *raised = tree_newest(tree);
	bool marks = line->kind == KIND_MARKS;

	if (source->syntax && raised != NULL && raised->text.len == 0 && !marks)
		raised->text = arena_copy(tree->memory, bytes_trim(line->text));
	else if (!source->syntax && source->frame != NULL)
		source_add(source->frame, line->text, marks, &source->text_indent, tree->memory);
}

bool
source_is_flat(const struct source *source)
{
	return source->frame != NULL && source->indent == 0;
}

bool
source_is_due(const struct source *source)
{
	return source_is_flat(source) && source->frame->text.len == 0;
}
