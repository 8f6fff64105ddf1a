/* The margin of exception groups, which all their lines have. */
#ifndef ST_PYLOG_TRACEBACK_MARGIN_H
#define ST_PYLOG_TRACEBACK_MARGIN_H

#include "base/bytes.h"

/* What stands before the text of a member. */
enum margin {
	MARGIN_NONE,
	MARGIN_BAR,   /* `  | text` */
	MARGIN_PLUS,  /* `  + Exception Group Traceback …` */
	MARGIN_RULE,  /* `  +-+---------------- 1 ----------------` */
	MARGIN_CLOSE, /* `    +------------------------------------` */
};

/* *depth: 1 is the outermost group; *text: what follows the margin (of a rule: its label, and what is right of it). */
enum margin margin_read(struct bytes line, size_t *depth, struct bytes *text);

/* How many exceptions a group leaves out: `and 3 more exceptions`; -1: the line is something else. */
long long margin_omitted(struct bytes line);

#endif
