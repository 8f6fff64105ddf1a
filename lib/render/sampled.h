/* In how many samples of their processes the threads of a group stood there. */
#ifndef ST_RENDER_SAMPLED_H
#define ST_RENDER_SAMPLED_H

#include "base/buffer.h"
#include "json/json.h"

enum { SAMPLED_SHOWN = 3 };

/* All zero: nothing is known. */
struct sampled {
	struct {
		long long in, of,
		    threads;   /* `threads` threads stood there in `in` of `of` samples */
		bool all;      /* and these are surely all threads */
	} rows[SAMPLED_SHOWN]; /* most looks first */
	size_t count;
	long long others; /* threads in fewer looks */
};

/* Adds what a group's record says. */
void sampled_add(struct sampled *sampled, const struct value *group, struct arena *memory);

/* Appends `  in all 5 looks`, or `  1 in 5 of 6 looks, 3 in 2 of 6`. */
void sampled_append(struct buffer *out, const struct sampled *sampled);

#endif
