/*
 * The bytes of the files named, or of standard input, a block at a time. Faults (no such file) are
 * reported here, and the other files are read. Compressed files are decompressed by the system's
 * programs; UTF-16 with a byte order mark is given as UTF-8.
 */
#ifndef ST_IO_BLOCKS_H
#define ST_IO_BLOCKS_H

#include "base/bytes.h"

struct blocks;

/*
 * `files` ends with NULL and stays the caller's; an empty list is standard input, and so is `-`. NULL: no memory.
 * From then on signals are caught (io/interrupt).
 */
struct blocks *blocks_open(char **files);
void blocks_close(struct blocks *blocks);

/*
 * From now on blocks_seek() may be called; so input without places to go to (standard input, pipes, compressed files,
 * UTF-16) is refused.
 */
void blocks_want_parts(struct blocks *blocks);

/* The size of the file, in bytes. */
long long blocks_size(const struct blocks *blocks);

/* Goes on reading at `place`, and ends before `end`. False where the file cannot be read there, which is reported. */
bool blocks_seek(struct blocks *blocks, long long place, long long end);

/* Goes on to the next file; false at the end of all. */
bool blocks_next(struct blocks *blocks);

/* The file being read; NULL is standard input. */
const char *blocks_file(const struct blocks *blocks);

enum blocks_result {
	BLOCKS_SOME,
	BLOCKS_END,   /* of this file; of all, where a signal ended it (io/interrupt) */
	BLOCKS_QUIET, /* nothing came within the time to wait */
};

/*
 * Reads what is there, at most `size` bytes (which is 1 KB or more); *got says how many. Where nothing is, flushes
 * standard output and waits for `milliseconds`, or, below 0, for ever.
 */
enum blocks_result blocks_read(
    struct blocks *blocks, char *place, size_t size, int milliseconds, size_t *got);

/* From now on blocks_progress() writes, if standard error is a terminal. */
void blocks_show_progress(struct blocks *blocks);

/* Writes to standard error how much of the file is read, and `more` behind it, unless it did so a moment ago. */
void blocks_progress(struct blocks *blocks, const char *more);

#endif
