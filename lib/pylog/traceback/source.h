/* The lines below a frame: its source, the marks under it, and what loggers put there. */
#ifndef ST_PYLOG_TRACEBACK_SOURCE_H
#define ST_PYLOG_TRACEBACK_SOURCE_H

#include "base/arena.h"
#include "record/traceback.h"

/*
 * Takes such a line into the frame. *indent is how far the source is set in; it is set with its
 * first line.
 */
void source_add(
    struct traceback_frame *frame, struct bytes line, size_t *indent, struct arena *arena);

#endif
