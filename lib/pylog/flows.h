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
	FLOWS_GAP = PYLOG_GAP,           /* bytes of others between two lines of one event */
	FLOWS_KEYS = 16,
	FLOWS_PLACES = 64,
	FLOWS_BUCKETS = 4096,
	FLOWS_SPARE = 4,
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
	struct flow flow;
	size_t memory;             /* counted of it */
	unsigned long long number; /* a later one has a higher number */
	unsigned long long asked;  /* the search that found it last */
	struct flows_key keys[FLOWS_KEYS];
	size_t key_count;
};

/*
 * All zero but for the options and the window, which stay the caller's: none is open. Other modules read the members
 * up to `found`, and change nothing.
 */
struct flows {
	const struct pylog_options *options;
	const struct window *window;
	struct open_flow *open[FLOWS_MAX + 1]; /* a later one stands behind */
	size_t count;                          /* how many are open */
	size_t in_objects; /* how many of them have their lines in objects of JSON */
	/* the last whose event ended, as it was then; NULL: there is none, or it is forgotten */
	struct open_flow *last;
	/* what flows_find() found, oldest first, until the next search; its caller may put NULL for one that he closes */
	struct open_flow *found[FLOWS_MAX + 1];

	struct open_flow *spare[FLOWS_SPARE];
	size_t spare_count;
	size_t memory;
	unsigned long long opened, searches;
	long long silent_from; /* before that offset none was silent for too long */
	struct flows_key *buckets[FLOWS_BUCKETS];
	size_t keys[FLOWS_PLACES]; /* how many there are at each place of a line */
	size_t deepest;            /* the last place with one */
};

/* Gives back what is open, and all else. */
void flows_free(struct flows *flows);

/* Opens one: its event begins with that heading of the line. It may be one too many. NULL: no memory. */
struct open_flow *flows_open(
    struct flows *flows, const struct flow_line *line, const struct heading *heading);

/* It was decided, or shown a line; it took a line. */
void flows_place(struct flows *flows, struct open_flow *open);
void flows_weigh(struct flows *flows, struct open_flow *open);

/* Its event has ended: it becomes the last that did. */
void flows_close(struct flows *flows, struct open_flow *open);

/* There is no last one any more. */
void flows_forget_last(struct flows *flows);

/* How many of `found` the line may be of: all that it is of, and few others. */
size_t flows_find(struct flows *flows, const struct flow_line *line);

/* Whether the line is of another process than one that has a carrier, by its shape. */
bool flows_is_foreign(const struct flows *flows, const struct flow_line *line);

/* One that had no line for FLOWS_GAP before the offset; NULL: none. Offsets only grow. */
struct open_flow *flows_silent(struct flows *flows, long long offset);

/* One that is to be ended since there are too many or they hold too much; NULL: there is none. */
struct open_flow *flows_excess(const struct flows *flows, long long offset);

#endif
