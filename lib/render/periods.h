/* The counts of a group by hour or day, its member `per`, for people. */
#ifndef ST_RENDER_PERIODS_H
#define ST_RENDER_PERIODS_H

#include "base/buffer.h"
#include "json/json.h"

enum {
	PERIODS_BARS = 60,   /* most hours or days that have a bar */
	PERIODS_LISTED = 24, /* most hours or days whose counts are listed */
};

/*
 * Appends two blanks and a bar for each hour or day, by how many exceptions came in it: a blank for those that `per` leaves
 * out. Nothing for fewer than two.
 */
void periods_append_bars(struct buffer *out, const struct value *per);

/*
 * Appends a line with the count of each hour or day, or if there are many, with the highest: `  each hour: 2026-03-01T09: 1,
 * 10: 8`. Nothing if there are none.
 */
void periods_append_counts(struct buffer *out, const struct value *per);

#endif
