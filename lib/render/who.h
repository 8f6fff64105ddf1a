/* The threads of a group for people: their names, and their numbers as ranges. */
#ifndef ST_RENDER_WHO_H
#define ST_RENDER_WHO_H

#include "base/buffer.h"
#include "base/numberset.h"
#include "record/stream.h"

enum { WHO_NAMES = 3 }; /* most different names that are shown */

struct who_thread {
	long long host, pid, inferior, number; /* `host`: a hash of its name */
	long long file;                        /* without a pid, a hash of its input file's name */
	long long lwp;                         /* if `number` is another one; below 0: not known */
	bool is_lwp;                           /* `number` is the LWP */
};

/* All zero: none yet. */
struct who {
	struct who_thread *list;
	size_t count, size;
	long long more; /* how many threads are no listed members */
	struct bytes names[WHO_NAMES];
	size_t name_count;
	bool other_names; /* there are more names than these */
	bool sorted;
};

void who_free(struct who *who);

/* Adds a thread, or the members of a group. Texts are copied to the arena. False: no memory. */
bool who_add(struct who *who, const struct record *record, struct arena *memory);

/* Adds the threads of another, without their names. False: no memory. */
bool who_join(struct who *who, const struct who *other);

/* How many different threads and processes there are; nothing can be added after either call. */
long long who_threads(struct who *who);
long long who_processes(struct who *who);

/*
 * Puts the threads into the set, where each is known by its number and by its LWP. True: not all were there, or there are
 * some of which nobody can tell.
 */
bool who_mark(const struct who *who, struct numberset *marks);

/* Appends names and numbers: ` "balance" 177-196`, ` "httpd" of 40 processes 812-851`. */
void who_append(struct buffer *out, struct who *who);

/* Appends a blank and the name in quotes; quotes in it are escaped. */
void who_append_name(struct buffer *out, struct bytes name);

/* Appends only the names, ` "balance"`. */
void who_append_names(struct buffer *out, const struct who *who);

#endif
