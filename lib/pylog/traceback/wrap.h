/* Recognises lines that a terminal wrapped at its width: the rest is the next line. */
#ifndef ST_PYLOG_TRACEBACK_WRAP_H
#define ST_PYLOG_TRACEBACK_WRAP_H

#include "base/bytes.h"

enum { WRAP_LEAST = 60 }; /* columns; no terminal has fewer */

/* All zero: no line so far. */
struct wrap {
	size_t last, longest; /* bytes of the newest line, and of the longest */
	size_t width;         /* at which lines are cut; 0: that is not known */
	bool padded;          /* blanks fill lines up to the width: all are as long */
};

/* Takes the next line's length in bytes. Lines with characters beyond ASCII have fewer columns, and are not recognised. */
static inline void
wrap_take(struct wrap *wrap, size_t length)
{
	wrap->last = length;
	if (length > wrap->longest)
		wrap->longest = length;
}

/* The same of several lines. False: one of them may go on in the next; none is noted. */
bool wrap_take_several(struct wrap *wrap, size_t longest, size_t last);

/* Whether the newest line probably goes on in the next: it is as wide as terminals are, or as other lines that did. */
bool wrap_is_full(const struct wrap *wrap);

/* Whether it possibly does: it is the longest. */
static inline bool
wrap_may_be_full(const struct wrap *wrap)
{
	return wrap->last == wrap->longest && wrap->last >= WRAP_LEAST;
}

/* Whether lines were found cut, and the newest is as wide as those. */
static inline bool
wrap_is_cut(const struct wrap *wrap)
{
	return wrap->last == wrap->width && wrap_may_be_full(wrap);
}

/* The newest line goes on in the next. */
void wrap_learn(struct wrap *wrap);

#endif
