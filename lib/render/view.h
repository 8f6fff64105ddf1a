/*
 * What is worth saying of groups, and in which order: text, table and all formats that show groups for people take it
 * from here. Groups are kept until the last one has come. The same stack of several processes is one row.
 */
#ifndef ST_RENDER_VIEW_H
#define ST_RENDER_VIEW_H

#include "base/index.h"
#include "group/interest.h"
#include "record/news.h"
#include "render/sampled.h"
#include "render/who.h"

/* A row: texts are no bytes, and numbers below 0, where nothing is known. */
struct view_row {
	struct interest interest;
	size_t order;         /* in which it came */
	long long count, was; /* threads, or exceptions; in what they are compared with */
	struct sampled sampled;
	struct who who; /* threads */
	struct bytes key;
	struct bytes process;  /* `process 5361 /usr/sbin/httpd, on web3` */
	struct bytes id, comm; /* of the thread that stands for it: its number and name */
	struct bytes role, state, signal, reason, issue;
	struct bytes type, message;          /* of an exception; the first template */
	struct bytes function, file, module; /* the innermost frame of one's own */
	struct bytes first, last, first_file, last_file;
	struct bytes finding;
	struct bytes waits, body; /* the format's own */
	long long line, first_line, last_line, cpu_percent, pid;
	struct news news;
	bool crashed, truncated, traceback;
	uint64_t hash;
};

enum { VIEW_PROCESSES = 3 }; /* that are named */

/* All zero but for `memory`: no groups yet. */
struct view {
	struct arena *memory;
	struct view_row **rows;
	size_t count, size;
	struct index index;
	struct buffer scratch;
	struct bytes processes[VIEW_PROCESSES]; /* of threads: the first that came */
	size_t process_count;
	bool other_processes; /* more came than these */
};

/* False: no memory. */
bool view_open(struct view *view);
void view_close(struct view *view);

/* Takes in a group; *fresh: it is a row of its own. NULL: no memory. */
struct view_row *view_add(struct view *view, const struct record *record, bool *fresh);

/* The same, of a record that is one row with all others of that key. */
struct view_row *view_add_as(
    struct view *view, const struct record *record, struct bytes key, bool *fresh);

/* Puts the rows into the order of interest; nothing can be added after it. */
void view_sort(struct view *view);

/* Whether all rows that have threads are of the same process. */
bool view_is_of_one_process(struct view *view);

/* Whether threads are of other processes than those that are named. */
bool view_has_other_processes(struct view *view);

/* How many threads or exceptions a row has; none: they are known from before alone. */
long long view_count(struct view_row *row);

/* The row that stands for the process of all: the first one that has threads; of none that has, the first one. */
const struct view_row *view_first(const struct view *view);

/* How many threads or exceptions all rows have, and how many rows have some. */
long long view_total(struct view *view);
size_t view_groups(const struct view *view);

#endif
