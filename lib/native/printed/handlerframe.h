/*
 * Frames as the crash handlers of programs write them, each in a way of its own: glog and folly, Boost, backward-cpp,
 * OpenFOAM, Node.js, ClickHouse, Julia, Godot, Intel's Fortran, Unreal, Envoy, Firefox, HAProxy, Asterisk, Ceph.
 */
#ifndef ST_NATIVE_PRINTED_HANDLERFRAME_H
#define ST_NATIVE_PRINTED_HANDLERFRAME_H

#include "record/thread.h"

/* Takes apart a line without blanks around it. *sure: nothing else is written so. False: it is no such frame. */
bool handlerframe_parse(struct bytes text, struct frame *frame, bool *sure);

#endif
