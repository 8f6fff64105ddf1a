/* Undoes what web pages, wikis and trackers do to lines that are pasted there. */
#ifndef ST_NATIVE_MARKUP_H
#define ST_NATIVE_MARKUP_H

#include "base/buffer.h"

/*
 * Undoes HTML entities (`&lt;`), non-breaking blanks (U+00A0), and zero-width characters (U+200B). One in quotes may be
 * the program's own text: so all are left until one stands outside of quotes, which sets *web. The result is the line
 * itself, or in the buffer.
 */
struct bytes markup_undo(struct bytes line, bool *web, struct buffer *buffer);

/*
 * Takes `{noformat}`, `<pre>`, backticks and the like off the front of a line, if a header, a frame, or nothing follows
 * them; also the backslashes of Markdown, as in `\#0`. The result is in the line, or in the buffer.
 */
struct bytes markup_open(struct bytes line, struct buffer *buffer);

/* Takes the marks that close such blocks off the end of the line; backticks only behind a frame or a header. */
struct bytes markup_close(struct bytes line);

#endif
