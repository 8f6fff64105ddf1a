/* Sorts records, for --sort. */
#ifndef ST_GROUP_ORDER_H
#define ST_GROUP_ORDER_H

#include "record/stream.h"

#include <stdio.h>

enum order_by { ORDER_COUNT, ORDER_FIRST, ORDER_LAST, ORDER_INTEREST, ORDER_INPUT };

/* The names of all but the last, ended by NULL. */
extern const char *const order_names[];

struct order;

/* NULL: no memory. */
struct order *order_new(enum order_by by);
void order_free(struct order *order);

/* Keeps a copy of a thread, a traceback or a group. False: no memory, and it is not kept. */
bool order_add(struct order *order, const struct record *record);

/* The same for the record's line, with its LF. */
bool order_add_line(struct order *order, struct bytes line);

/*
 * Sorts them: by count, largest first; by first time, earliest first; by last time, latest first (those without a time
 * come last); or by interest (group/interest.h). Ties are sorted by their keys, so the order of the input does not
 * matter.
 */
void order_sort(struct order *order);

size_t order_count(const struct order *order);

/* Reads the record of that number as stream_read() does, into the arena, which is emptied before. False: no memory. */
bool order_read(
    const struct order *order, size_t number, struct arena *memory, struct record *record);

/*
 * Sorts them, and writes the first `top` as lines; 0: all. Where some are left out, those written say how many in their
 * member left_out.
 */
void order_write(struct order *order, size_t top, FILE *out);

#endif
