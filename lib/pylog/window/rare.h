/* Bytes that few lines of logs have, looked for in many lines at once. */
#ifndef ST_PYLOG_WINDOW_RARE_H
#define ST_PYLOG_WINDOW_RARE_H

#include "base/bytes.h"

enum { RARE_RETURN, RARE_ESCAPE, RARE_BACKSLASH, RARE_HASH, RARE_BRACKET, RARE_BYTES };

/* All zero: nothing has been looked at. Places are those of a buffer; the lines asked for only go up. */
struct rare {
	size_t without[RARE_BYTES]; /* up to there the lines to come have none of it */
	size_t plain;               /* and none of any */
	bool lost; /* colours have no ESC (base/terminal.h): their `[` is looked for too */
};

/* Which of the bytes the line from `start` to `end` of the buffer has: `has` of RARE_BYTES. */
void rare_find(struct rare *rare, struct bytes buffer, size_t start, size_t end, bool *has);

/* Notes that colours have no ESC. */
void rare_lose(struct rare *rare);

/* The buffer's first `gone` bytes were removed. */
void rare_shift(struct rare *rare, size_t gone);

#endif
