/*
 * Frames that came before, found by their lines: a log says the same ones again and again. With it, a log of tracebacks
 * from 1,000 places takes .57 of the instructions. It holds 8 MiB at most.
 */
#ifndef ST_PYLOG_TRACEBACK_FRAMECACHE_H
#define ST_PYLOG_TRACEBACK_FRAMECACHE_H

#include "record/traceback.h"

#include <stdint.h>

struct framecache;

/* What came of the lines of one frame. */
struct framecache_entry {
	struct bytes lines;           /* with their LFs */
	struct traceback_known known; /* the frame, and how it is written */
	size_t text_indent;           /* how far its source is set in, if it has any */
	size_t longest, last;         /* bytes of the longest line, and of the last one */
	struct bytes
	    widest; /* the first line, if none is as long, and a terminal may have cut it */
	struct framecache_entry *follower; /* the cache's: the frame behind it the last time */
};

/* NULL: no memory. */
struct framecache *framecache_new(void);
void framecache_free(struct framecache *cache);

/* A run of frames begins: the next frame follows none. */
void framecache_begin(struct framecache *cache);

/* A frame was taken: it followed the one that was taken before in this run. */
void framecache_follow(struct framecache *cache, struct framecache_entry *entry);

/*
 * The frame that followed the newest one of the run the last time, if the text begins with its lines; NULL: it does
 * not, or none is known. No line ends are searched for, and nothing is hashed. Good until framecache_make_room(), like
 * all entries.
 */
struct framecache_entry *framecache_follower(const struct framecache *cache, struct bytes text);

/*
 * What came before of these lines, the first of which has so many bytes; NULL: they are not known. *hash is theirs, for
 * framecache_add().
 */
struct framecache_entry *framecache_find(
    const struct framecache *cache, struct bytes lines, size_t first, uint64_t *hash);

/* Adds a frame that was read from these lines, which have the hash; all of it is copied. NULL: there is no room. */
struct framecache_entry *framecache_add(struct framecache *cache, uint64_t hash, struct bytes lines,
    const struct traceback_frame *frame, size_t text_indent);

/* Forgets all frames if the cache is full. Frames of open events stand in it: none may be open. */
void framecache_make_room(struct framecache *cache);

#endif
