/* What a thread waits for, in words, and whether it holds Python's interpreter lock. */
#ifndef ST_RENDER_WAIT_H
#define ST_RENDER_WAIT_H

#include "render/format.h"

/* The name of a lock for people, by its kind in records. */
struct bytes wait_lock_name(struct bytes kind);

/* Whether that kind of wait is for another thread to end. */
bool wait_is_join(struct bytes kind);

/* Appends ` mutex 0x55d4c8c0e000` for a lock of that kind. */
void wait_append_lock(struct rendering *rendering, struct bytes kind, struct bytes address);

/* Appends `total at /srv/example/deadlock.c:63`, or without debug information `total from /srv/worker`. Nothing is escaped. */
void wait_write_place(struct buffer *text, const struct value *place);

/* Appends a line on what a thread, or the threads of a group, wait for, and one for each that holds the GIL. */
void wait_append(struct rendering *rendering, const struct record *record);

#endif
