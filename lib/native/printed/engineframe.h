/* Frames as the crash handlers of game engines print them. */
#ifndef ST_NATIVE_PRINTED_ENGINEFRAME_H
#define ST_NATIVE_PRINTED_ENGINEFRAME_H

#include "record/thread.h"

/*
 * Take a line without its indent apart; the frame's texts point into the line. False: it is no frame of that engine, and
 * what the frame is then is not said.
 */

/* Godot's, before 4.6 and on macOS: only below its heading, since others write such lines, too. */
bool engineframe_godot(struct bytes text, struct frame *frame);

/* Unreal's. */
bool engineframe_unreal(struct bytes text, struct frame *frame);

/* Those that begin with a `[`, and that nothing else writes so. */
bool engineframe_is_sure(struct bytes text, struct frame *frame);

#endif
