/*
 * The newest frame, and the lines below it: its source, the marks under it, what loggers put there, and the listings
 * of rich and IPython.
 */
#ifndef ST_PYLOG_TRACEBACK_SOURCE_H
#define ST_PYLOG_TRACEBACK_SOURCE_H

#include "pylog/traceback/brackets.h"
#include "pylog/traceback/kind.h"
#include "pylog/traceback/tree.h"

/* All zero: no frame yet. */
struct source {
	struct traceback_frame *frame; /* the newest; NULL: none, or the place of a SyntaxError */
	size_t indent;                 /* how far it is set in */
	size_t text_indent;            /* and its source */
	struct brackets brackets;      /* that are open in its source */
	bool syntax;                   /* the place of a SyntaxError came */
	bool numbered;                 /* lines around it are shown, with numbers: BitBake */
	bool
	    valued; /* below it stand the values of variables, which may quote frames: traceback_with_variables */
	bool listed;         /* frames may lack a function (IPython) */
	struct bytes half;   /* of a frame that was wrapped */
	bool open;           /* the box has no sides, and its border is still to come */
	bool half_full;      /* at the box's side, and not at a blank before that */
	struct bytes fallen; /* perhaps its source, which lost its indentation */
};

/* A frame, or the place of a SyntaxError, goes to the tree. */
void source_frame(
    struct source *source, struct tree *tree, const struct traceback_frame *frame, size_t indent);

/* A line below it. */
void source_read(struct source *source, struct tree *tree, const struct log_line *line);

/* Whether brackets or quotes, or quotes alone, are open in source of the newest frame: then it goes on in the next line. */
bool source_is_open(struct source *source, struct bytes text);
bool source_is_quoting(struct source *source, struct bytes text);

/* Adds to the source of the newest frame. */
void source_lengthen(
    struct source *source, struct traceback_frame *frame, struct bytes more, struct arena *arena);

/*
 * A line of rich's box, or of IPython's traceback: what it shows of a frame goes to the tree. False: it is not of
 * the listing. It is not blank.
 */
bool source_read_box(struct source *source, struct tree *tree, struct bytes line);
bool source_read_notebook(struct source *source, struct tree *tree, struct bytes line);

/* A line below a frame, the newest: the first one says how far the source is set in. */
void source_add(struct source *source, struct traceback_frame *frame, struct bytes line, bool marks,
    struct arena *arena);

#endif
