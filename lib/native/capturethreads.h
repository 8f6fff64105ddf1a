/* The threads of a capture. They stand before its text, so what they wait for is known when their frames are read. */
#ifndef ST_NATIVE_CAPTURETHREADS_H
#define ST_NATIVE_CAPTURETHREADS_H

#include "native/snapshot.h"

/* Puts them into the snapshot. The capture has to outlive what is known of them. */
void capturethreads_take(struct snapshot *snapshot, struct capture *capture);

#endif
