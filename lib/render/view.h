/*
 * What to say of groups, and in which order: text, table and all other formats that show groups to people use this. Groups
 * are kept until the last one has come. The same stack in several processes is one row.
 */
#ifndef ST_RENDER_VIEW_H
#define ST_RENDER_VIEW_H

#include "base/index.h"
#include "group/interest.h"
#include "record/news.h"
#include "render/sampled.h"
#include "render/who.h"

/* A row. No bytes and numbers below 0 mean: not known. */
struct view_row {
	struct interest interest;
	size_t order;         /* its number in the order of the input */
	long long count, was; /* how many threads or exceptions there are, and were (--was) */
	struct sampled sampled;
	struct who who; /* threads */
	struct bytes key;
	struct bytes process;  /* `process 5361 /usr/sbin/httpd, on web3` */
	struct bytes id, comm; /* number and name of the thread that stands for it */
	struct bytes role, state, signal, reason, issue; /* role and state: of all its threads */
	struct bytes type, message; /* of an exception; the message is the first template */
	struct bytes function, file, module; /* of the innermost frame of the program's own code */
	struct bytes first, last;            /* times of exceptions */
	struct bytes finding;
	struct bytes waits, body; /* set and used by the format */
	long long line, cpu_percent, pid;
	long long ranked[INTEREST_RANKS]; /* if `mixed`: how many threads are of each rank */
	struct news news;
	bool crashed, truncated, traceback, mixed; /* mixed: its threads have several states */
};

enum { VIEW_PROCESSES = 3 }; /* most processes that are named */

/* All zero but for `memory`: no groups yet. */
struct view {
	struct arena *memory;
	struct view_row **rows;
	size_t count, size;
	struct index index;
	struct buffer scratch;
	struct bytes processes[VIEW_PROCESSES]; /* the first ones that have threads */
	size_t process_count;
	bool other_processes; /* there are more than these */
};

/* False: no memory. */
bool view_open(struct view *view);
void view_close(struct view *view);

/* Adds a group, and gives its row; *fresh: the row is new. NULL: no memory. */
struct view_row *view_add(struct view *view, const struct record *record, bool *fresh);

/* The same, with `key` in place of the record's own key: records of one key are one row. */
struct view_row *view_add_as(
    struct view *view, const struct record *record, struct bytes key, bool *fresh);

/* Sorts the rows by interest; nothing can be added afterwards. */
void view_sort(struct view *view);

/* How many rows are shown if `top` are wanted; 0: all are. */
size_t view_shown(const struct view *view, long long top);

/* Whether all rows that have threads are of the same process. */
bool view_is_of_one_process(struct view *view);

/* Whether there are threads of other processes than those that are named. */
bool view_has_other_processes(struct view *view);

/* How many threads or exceptions a row has; 0: there were only some before (--was). */
long long view_count(struct view_row *row);

/* The row that stands for the process of all: the first one that has threads, or else the first one. There has to be a row. */
const struct view_row *view_first(const struct view *view);

/* How many threads or exceptions all rows have, and how many rows have some. */
long long view_total(struct view *view);
size_t view_groups(const struct view *view);

#endif
