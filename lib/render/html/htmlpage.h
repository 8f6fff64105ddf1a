/* The parts of a page: its head, escaped texts, its data and its script. */
#ifndef ST_RENDER_HTML_HTMLPAGE_H
#define ST_RENDER_HTML_HTMLPAGE_H

#include "render/built.h"

/* Appends everything from the document type to the beginning of the body. */
void htmlpage_append_head(struct buffer *out, struct bytes title);

/* Appends text that was written for a terminal; coloured words (format_paint()) become spans with a class. */
void htmlpage_append_painted(struct buffer *out, struct bytes text);

/* Appends the data, the script, and the end of the page; deletes the tree. */
void htmlpage_append_end(struct buffer *out, cJSON *data);

#endif
