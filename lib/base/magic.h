/* Files that are no text to read as it is, told by their first bytes. */
#ifndef ST_BASE_MAGIC_H
#define ST_BASE_MAGIC_H

#include "base/bytes.h"

/* So many of them are enough. */
enum { MAGIC_SIZE = 6 };

/* The program that decompresses, with `-dc`, what begins so; NULL: it is not compressed. */
const char *magic_decompressor(struct bytes start);

#endif
