/* Stacks as text: exceptions in the layout of CPython, threads as debuggers print them. */
#ifndef ST_RENDER_EXPORT_LAYOUT_H
#define ST_RENDER_EXPORT_LAYOUT_H

#include "render/format.h"

/*
 * Appends the stack of a record, the text as it is, each line with its LF: of an exception with its chain and groups;
 * of a thread with arguments and local variables where options->values says so. Nothing where there is no stack.
 */
void layout_append(
    struct buffer *out, const struct record *record, const struct format_options *options);

#endif
