/*
 * The bytes of the files named, or of standard input, a block at a time. Faults (no such file) are
 * reported here, and the rest is read. What is compressed comes out of the system's decompressor,
 * UTF-16 with a byte order mark comes as UTF-8.
 */
#ifndef ST_IO_BLOCKS_H
#define ST_IO_BLOCKS_H

#include "base/bytes.h"

struct blocks;

/* `files` ends with NULL and stays the caller's; none is standard input, and so is `-`. NULL: no memory. Signals are caught from then on (io/interrupt). */
struct blocks *blocks_open(char **files);
void blocks_close(struct blocks *blocks);

/*
 * From now on files are to be read in parts: blocks_seek() may be called, and what cannot be read so (standard input,
 * pipes, what is compressed or UTF-16) is refused.
 */
void blocks_want_parts(struct blocks *blocks);

/* The size of the file, in bytes. */
long long blocks_size(const struct blocks *blocks);

/* Goes on at that place, and up to `end`: what is behind it is not read. False where it cannot, which is said. */
bool blocks_seek(struct blocks *blocks, long long place, long long end);

/* Goes on to the next file; false at the end of all. */
bool blocks_next(struct blocks *blocks);

/* The file that is read: NULL is standard input. */
const char *blocks_file(const struct blocks *blocks);

enum blocks_result {
	BLOCKS_SOME,
	BLOCKS_END,   /* of this file; of all, where a signal ended it (io/interrupt) */
	BLOCKS_QUIET, /* nothing came for so long */
};

/*
 * Reads what there is, at most `size` bytes (1 KB or more). Waits `milliseconds` for it, or for ever where that is
 * below 0. Standard output is flushed before it waits.
 */
enum blocks_result blocks_read(
    struct blocks *blocks, char *place, size_t size, int milliseconds, size_t *got);

/* From now on blocks_progress() says something, if standard error is a terminal. */
void blocks_show_progress(struct blocks *blocks);

/* Says on standard error how much of the file is read, unless that was said just now; `more` stands behind it. */
void blocks_progress(struct blocks *blocks, const char *more);

#endif
