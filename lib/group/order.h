/* Records in another order than that in which they came. */
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

/* The same of a line that is such a record, with its LF. */
bool order_add_line(struct order *order, struct bytes line);

/*
 * Puts all of them into the order: the largest count first; the earliest first time first; the latest last time first,
 * those without a time behind all others; or as interest.h has it. Ties are in the order of what they are grouped by,
 * so that the order of the input has no part in it.
 */
void order_sort(struct order *order);

size_t order_count(const struct order *order);

/* The record of it, as stream_read() gave it, in an arena, which is emptied before. False: no memory. */
bool order_read(
    const struct order *order, size_t number, struct arena *memory, struct record *record);

/*
 * Puts them into the order and writes the first `top` of them, as lines; 0: all. Where some are left out, those that
 * are not say how many (left_out), so that nobody takes them for all.
 */
void order_write(struct order *order, size_t top, FILE *out);

#endif
