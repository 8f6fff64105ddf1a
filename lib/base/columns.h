/* How many columns of a terminal a text takes: wide characters (Chinese, Japanese, Korean, emoji) take two. */
#ifndef ST_BASE_COLUMNS_H
#define ST_BASE_COLUMNS_H

#include "base/bytes.h"

/* The text has to be one that base/shown.h made: nothing in it moves the cursor. */
size_t columns_of(struct bytes text);

/* How many bytes at the start of the text take no more than so many columns, whole characters only. */
size_t columns_fitting(struct bytes text, size_t columns);

#endif
