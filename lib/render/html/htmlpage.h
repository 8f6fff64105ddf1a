/* What a page consists of: its head, texts that are safe in it, its data, its program. */
#ifndef ST_RENDER_HTML_HTMLPAGE_H
#define ST_RENDER_HTML_HTMLPAGE_H

#include "render/export/built.h"

/* Appends all from the document type to the beginning of the body. */
void htmlpage_append_head(struct buffer *out, struct bytes title);

/* Appends text that stages wrote for people; what is in a colour there (see format_paint()) is a span of a class. */
void htmlpage_append_painted(struct buffer *out, struct bytes text);

/* Appends the data, the program, and the end of the page; the tree is deleted. */
void htmlpage_append_end(struct buffer *out, cJSON *data);

#endif
