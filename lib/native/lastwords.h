/*
 * What a program prints before it ends itself with abort(3) or a trap: a failed assertion, an exception that nothing
 * catches, an error of its library. The signal comes a few lines later.
 */
#ifndef ST_NATIVE_LASTWORDS_H
#define ST_NATIVE_LASTWORDS_H

#include "base/buffer.h"

enum { LASTWORDS_MOST = 500 };

/* The words that were printed last. All zero: none. */
struct lastwords {
	char text[LASTWORDS_MOST]; /* perhaps cut */
	size_t length;
	long long line;   /* in which they were printed */
	const char *rest; /* what the next line begins with if it goes on; NULL: it does not */
	bool passed;      /* a thread began since */
	bool quoted;      /* they are the program's own, and not the C library's */
};

/*
 * Remembers what the line says, if it is such words, or goes on with those of the line before; `now`: how many lines of the
 * log came so far.
 */
void lastwords_note(struct lastwords *words, struct bytes line, long long now);

/*
 * The words, which are forgotten; good until the next line. Those that are the program's own, which may be different each
 * time, stand in `"`. No bytes: none were printed, or long ago.
 */
struct bytes lastwords_take(struct lastwords *words, long long now);

/* Adds words that were taken to a reason, in brackets and `"`: `AddressSanitizer: ABRT ("no such reel")`. */
void lastwords_add(struct bytes taken, struct buffer *reason);

/* Forgets the words: they were of another process, or of nothing that ended one. */
void lastwords_forget(struct lastwords *words);

/* Whether a program that ends itself gets this signal: `SIGABRT`. */
bool lastwords_end_by(struct bytes signal);

#endif
