/* The margin of exception groups: what stands before the text of a member. */
#ifndef ST_PYLOG_TRACEBACK_MARGIN_H
#define ST_PYLOG_TRACEBACK_MARGIN_H

#include "base/bytes.h"

enum margin {
	MARGIN_NONE,
	MARGIN_BAR,   /* `  | text` */
	MARGIN_PLUS,  /* `  + Exception Group Traceback …` */
	MARGIN_RULE,  /* `  +-+---------------- 1 ----------------` */
	MARGIN_CLOSE, /* `    +------------------------------------` */
};

/* *depth: 1 is the outermost group; *text: what follows the margin (of a rule: its label). */
enum margin margin_read(struct bytes line, size_t *depth, struct bytes *text);

/* `and 3 more exceptions`: how many; -1: it is something else. */
long long margin_omitted(struct bytes line);

#endif
