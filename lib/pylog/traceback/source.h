/* The newest frame, and the lines below it: its source, the marks under it, and what loggers put there. */
#ifndef ST_PYLOG_TRACEBACK_SOURCE_H
#define ST_PYLOG_TRACEBACK_SOURCE_H

#include "pylog/traceback/kind.h"
#include "pylog/traceback/tree.h"

/* All zero: no frame yet. */
struct source {
	struct traceback_frame *frame; /* the newest; NULL: none, or the place of a SyntaxError */
	size_t indent;                 /* how far it is set in */
	size_t text_indent;            /* and its source */
	bool syntax;                   /* the place of a SyntaxError came */
	bool listed;                   /* frames may lack a function (IPython) */
	struct bytes half;             /* of a frame that rich wrapped */
};

/* A frame, or the place of a SyntaxError, goes to the tree. */
void source_frame(
    struct source *source, struct tree *tree, const struct traceback_frame *frame, size_t indent);

/* A line below it. */
void source_read(struct source *source, struct tree *tree, const struct line *line);

/* Whether the log lost the indentation of all lines; and then, whether the next line is the frame's source. */
bool source_is_flat(const struct source *source);
bool source_is_due(const struct source *source);

/* A line below a frame. *indent is how far the source is set in; it is set with its first line. */
void source_add(struct traceback_frame *frame, struct bytes line, bool marks, size_t *indent,
    struct arena *arena);

#endif
