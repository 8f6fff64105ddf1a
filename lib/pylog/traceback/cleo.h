/*
 * Exceptions as cleo writes them, the library of Poetry's commands: the type, the message, and the innermost frame with the
 * lines around it (`at path:12 in f`). If people ask for more, all other frames stand above the type, below `Stack trace:`.
 */
#ifndef ST_PYLOG_TRACEBACK_CLEO_H
#define ST_PYLOG_TRACEBACK_CLEO_H

#include "pylog/traceback/kind.h"
#include "pylog/traceback/tree.h"

enum cleo_line {
	CLEO_BLANK,
	CLEO_TITLE,   /* `  Stack trace:` */
	CLEO_FRAME,   /* `  12  path:3 in f` */
	CLEO_PLACE,   /* `  at path:3 in f` */
	CLEO_ARROW,   /* `    → 3│ code` */
	CLEO_LISTING, /* `      4│ code` */
	CLEO_NAME,    /* `  ValueError`: a word that may be the type, and may be of the message */
	CLEO_LINK,    /* the sentence between two exceptions */
	CLEO_TEXT,    /* any other line that is set in: of the message */
	CLEO_OTHER,
};

/* All zero: nothing was read. */
struct cleo {
	bool named;                    /* the type has come */
	bool worded;                   /* and a line of the message */
	bool placed;                   /* and the innermost frame */
	size_t blanks;                 /* empty lines since the last line of the message */
	struct traceback_frame *frame; /* the newest one */
};

/* Finds `→ 12│` in the line, and where it begins; that line is the first one to show that cleo wrote those above. */
bool cleo_find(struct bytes line, size_t *start);

/* What the line is. A frame, or what stands behind `│`, is a part of it. */
enum cleo_line cleo_read(struct bytes line, struct traceback_frame *frame, struct bytes *source);

/* A line of the event goes to the tree. */
enum line_answer cleo_feed(struct cleo *cleo, struct tree *tree, struct bytes line);

#endif
