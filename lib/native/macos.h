/* Crash reports of macOS and iOS as text (.crash): versions 6 to 12 of the report. */
#ifndef ST_NATIVE_MACOS_H
#define ST_NATIVE_MACOS_H

#include "native/dialect.h"

extern const struct debugger macos_debugger;

/* Takes a frame's line apart; the frame's texts point into the line. False: it is no frame. */
bool macos_parse(struct bytes line, struct frame *frame);

#endif
