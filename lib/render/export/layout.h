/* Stacks as text: exceptions in the layout of CPython, threads as debuggers print them. */
#ifndef ST_RENDER_EXPORT_LAYOUT_H
#define ST_RENDER_EXPORT_LAYOUT_H

#include "render/format.h"

/*
 * Appends the stack of a record without escaping anything, each line with its LF. An exception has its chain and groups; a
 * thread has arguments and local variables if options->values is set. Nothing if there is no stack.
 */
void layout_append(
    struct buffer *out, const struct record *record, const struct format_options *options);

#endif
