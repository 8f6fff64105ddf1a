/* The threads of a capture, which come before its text: so it is known who waits for whom when they are shown. */
#ifndef ST_NATIVE_CAPTURETHREADS_H
#define ST_NATIVE_CAPTURETHREADS_H

#include "native/snapshot.h"

/* Puts them into the snapshot. The capture has to outlive what is known of them. */
void capturethreads_take(struct snapshot *snapshot, struct capture *capture);

#endif
