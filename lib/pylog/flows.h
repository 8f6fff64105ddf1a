/*
 * The flows whose events are open, oldest first. The flow of a line is found by hashes of the line's start, so
 * that a line costs no more if a thousand are open.
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

/* A hash key by which lines find a flow. */
struct flows_key {
	struct flows_key *next;
	struct open_flow *open;
	unsigned long long key; /* of a line's beginning */
	unsigned char place;    /* so many places of the line; 0: the key is that of the line */
	bool part; /* the key is of a part of the text before a header, which may be the prefix */
};

/* All members but `flow` are private to flows.c. */
struct open_flow {
	struct flow flow;
	size_t memory;             /* counted of it */
	unsigned long long number; /* a later one has a higher number */
	unsigned long long asked;  /* the search that found it last */
	struct flows_key keys[FLOWS_KEYS];
	size_t key_count;
};

/*
 * All zero but for the options and the window, which have to outlive it: none is open. Other modules may read the members
 * up to `found`, but not change them.
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

/* Frees everything, also open flows. */
void flows_free(struct flows *flows);

/* Opens a flow: its event begins with the heading in the line. There may be too many then (flows_excess()). NULL: no memory. */
struct open_flow *flows_open(
    struct flows *flows, const struct flow_line *line, const struct heading *heading);

/* Called when a flow was decided or fed: renews its keys. Called when it took a line: counts its memory. */
void flows_place(struct flows *flows, struct open_flow *open);
void flows_weigh(struct flows *flows, struct open_flow *open);

/* Closes a flow whose event has ended, and keeps it as `last`. */
void flows_close(struct flows *flows, struct open_flow *open);

/* Drops `last`. */
void flows_forget_last(struct flows *flows);

/* Fills `found` with the flows that the line may be of, and gives their number. None that it is of is missing. */
size_t flows_find(struct flows *flows, const struct flow_line *line);

/*
 * The flow whose newest line is the one above line `number`, and has a prefix that is not blanks; NULL: there is none, or a
 * line without a prefix is rather of a flow that has none.
 */
struct open_flow *flows_above(const struct flows *flows, long long number);

/* Whether the line has a prefix of the same shape as a flow's, but of another process. */
bool flows_is_foreign(const struct flows *flows, const struct flow_line *line);

/* A flow without a line in the last FLOWS_GAP bytes before the offset, which never decreases; NULL: there is none. */
struct open_flow *flows_silent(struct flows *flows, long long offset);

/* A flow to end, if there are too many or they hold too much memory; NULL: there is none. */
struct open_flow *flows_excess(const struct flows *flows, long long offset);

#endif
