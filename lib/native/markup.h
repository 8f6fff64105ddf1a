/* What web pages, wikis and trackers make of the lines that somebody pasted there, undone. */
#ifndef ST_NATIVE_MARKUP_H
#define ST_NATIVE_MARKUP_H

#include "base/buffer.h"

/*
 * Undoes HTML entities (`&lt;`), blanks that do not break (U+00A0), and marks of no width (U+200B). What stands in
 * quotes may be the program's own: *web is set by the first one that stands outside, and from then on all are undone.
 * The result is the line, or in the buffer.
 */
struct bytes markup_undo(struct bytes line, bool *web, struct buffer *buffer);

/*
 * Takes `{noformat}`, `<pre>`, backticks and the like off the front of a line, where a header or a frame follows them or
 * nothing does, and the backslashes that protect the signs of `\#0`. The result is in the line, or in the buffer.
 */
struct bytes markup_open(struct bytes line, struct buffer *buffer);

/* Takes the marks that close such blocks off the end of the line; backticks only behind a frame or a header. */
struct bytes markup_close(struct bytes line);

#endif
