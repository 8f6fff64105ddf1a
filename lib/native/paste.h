/* What terminals, mail and trackers put around a debugger's lines, taken off again. */
#ifndef ST_NATIVE_PASTE_H
#define ST_NATIVE_PASTE_H

#include "base/buffer.h"

struct paste {
	size_t indent;         /* how far the log is set in: as its last header, else its `#0` */
	bool headed;           /* a header came */
	char first;            /* of the line, behind its indent */
	struct buffer scratch; /* a line that had to be put together anew */
};

/*
 * Takes off a CR at the end, `> ` quotes, `(gdb) ` prompts, the pager's question with its answer,
 * terminal control sequences, and the indent. False where nothing but such noise stood on the
 * line. The result points into `line` or into the scratch buffer and is good until the next call.
 */
bool paste_clean(struct paste *paste, struct bytes line, struct bytes *clean);

void paste_free(struct paste *paste);

#endif
