/* Lines that a terminal cut at its width, and went on in the next without a mark. */
#ifndef ST_PYLOG_TRACEBACK_WRAP_H
#define ST_PYLOG_TRACEBACK_WRAP_H

#include "base/bytes.h"

/* All zero: no line so far. */
struct wrap {
	size_t last, longest; /* bytes of the newest line, and of the longest */
	size_t width;         /* at which lines are cut; 0: that is not known */
};

/* One more line, of so many bytes: beyond ASCII it has less columns, and is not recognised. */
static inline void
wrap_take(struct wrap *wrap, size_t length)
{
	wrap->last = length;
	if (length > wrap->longest)
		wrap->longest = length;
}

/* Whether the newest line is likely to go on in the next: it is as wide as terminals are, or as lines that did. */
bool wrap_is_full(const struct wrap *wrap);

/* Whether it may: it is the longest. */
static inline bool
wrap_may_be_full(const struct wrap *wrap)
{
	enum { LEAST = 60 };

	return wrap->last == wrap->longest && wrap->last >= LEAST;
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
