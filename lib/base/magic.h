/* Compressed files, told by their first bytes. */
#ifndef ST_BASE_MAGIC_H
#define ST_BASE_MAGIC_H

#include "base/bytes.h"

/* So many bytes are enough. */
enum { MAGIC_SIZE = 6 };

/* The program that decompresses a file that begins so, if called with `-dc`; NULL: the file is not compressed. */
const char *magic_decompressor(struct bytes start);

#endif
