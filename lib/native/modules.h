/*
 * Where a process's modules were loaded, as a capture or the log tells it (gdb's `info proc mappings`, /proc/PID/maps):
 * what frames without a name are placed by.
 */
#ifndef ST_NATIVE_MODULES_H
#define ST_NATIVE_MODULES_H

#include "native/drafts.h"
#include "record/module.h"

struct modules {
	struct module_map map;
	long long pid;       /* of that process; -1: not known */
	long long named;     /* the process that gdb named last, of which a table may follow */
	bool may_begin[256]; /* what a line of a table may begin with, if not with blanks */
	bool table;          /* rows of a table are expected */
	bool row;            /* one came */
};

/* `ceiling`: the most memory, in bytes, that the paths may take. NULL: no memory. */
struct modules *modules_new(size_t ceiling);
void modules_free(struct modules *modules);

/* Nothing is known any more. */
void modules_forget(struct modules *modules);

/* Takes in a module that a capture tells; the texts are copied. modules_end() when there are no more. */
void modules_add(struct modules *modules, const struct module *module);
void modules_end(struct modules *modules);

enum modules_line {
	MODULES_OTHER, /* not of a table */
	MODULES_ROW,   /* a part of one, which is taken in */
	MODULES_WHOLE, /* not of a table, and the one before it is whole */
};

enum modules_line modules_read_line(struct modules *modules, struct bytes line);

/* The same; asked of each line, so that most are not looked at. */
static inline enum modules_line
modules_read(struct modules *modules, struct bytes line)
{
	unsigned char first = (unsigned char)bytes_head(line);

	if (!modules->table &&
	    (first == ' ' ? bytes_tail(line) != 'e' : !modules->may_begin[first]))
		return MODULES_OTHER;
	return modules_read_line(modules, line);
}

/* Whether the thread has a frame that a map would place. */
bool modules_are_wanted(const struct thread *thread);

/* Gives the frames of a thread that have no name their module, and where in it they are. */
void modules_place(const struct modules *modules, struct draft *draft);

/* Gives all frames of a thread the path of the module that they are in, where they have none. */
void modules_tell(const struct modules *modules, struct draft *draft);

#endif
