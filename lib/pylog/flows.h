/*
 * The flows whose events are open, oldest first. The one that a line is of is found by what the line
 * begins with, so that a line costs no more where a thousand are open.
 */
#ifndef ST_PYLOG_FLOWS_H
#define ST_PYLOG_FLOWS_H

#include "pylog/flow.h"

enum {
	FLOWS_MAX = 1024,                /* events that are open at a time */
	FLOWS_MEMORY = 64 * 1024 * 1024, /* bytes of them together; one alone has its own ceiling */
	FLOWS_GAP = 1024 * 1024,         /* bytes of others between two lines of one event */
	FLOWS_KEYS = 16,
};

/* A place where a line is looked for. */
struct flows_key {
	struct flows_key *next;
	struct open_flow *open;
	unsigned long long key; /* of a line's beginning */
	unsigned char place;    /* so many places of the line; 0: the key is that of the line */
	bool part;              /* of what carries the lines, this may be all */
};

/* All but `flow` is of this module alone. */
struct open_flow {
	struct flow *flow;
	size_t memory;             /* counted of it */
	unsigned long long number; /* a later one has a higher number */
	unsigned long long asked;  /* the search that found it last */
	struct flows_key keys[FLOWS_KEYS];
	size_t key_count;
};

struct flows;

/* The options stay the caller's. NULL: no memory. */
struct flows *flows_new(const struct flow_options *options);
void flows_free(struct flows *flows);

/* How many are open, and the one of them that is the `i`th; a later one stands behind. */
size_t flows_count(const struct flows *flows);
struct open_flow *flows_at(const struct flows *flows, size_t i);

/* Whether one is open whose lines stand in objects of JSON. */
bool flows_any_in_objects(const struct flows *flows);

/* Opens one with an event that begins in the line, be there too many or not. NULL: no memory. */
struct open_flow *flows_open(
    struct flows *flows, const struct flow_line *line, const struct start *start);

/* It was decided, or shown a line; it took a line. */
void flows_place(struct flows *flows, struct open_flow *open);
void flows_weigh(struct flows *flows, struct open_flow *open);

/* Its event has ended: it becomes the last that did. */
void flows_close(struct flows *flows, struct open_flow *open);

/* The last flow whose event ended, as it was then; NULL: there is none, or it is forgotten. */
struct flow *flows_last(const struct flows *flows);
void flows_forget_last(struct flows *flows);

/*
 * All that the line may be of, and few others, oldest first; good until the next search. Those that
 * the caller closes meanwhile stay in the list.
 */
size_t flows_find(struct flows *flows, const struct flow_line *line, struct open_flow ***found);

/* Whether the line is of another process than one that has a carrier, by its shape. */
bool flows_is_foreign(const struct flows *flows, const struct flow_line *line);

/* One that had no line for FLOWS_GAP before the offset; NULL: none. Offsets only grow. */
struct open_flow *flows_silent(struct flows *flows, long long offset);

/* One that is to be ended since there are too many or they hold too much; NULL: there is none. */
struct open_flow *flows_excess(const struct flows *flows, long long offset);

#endif
