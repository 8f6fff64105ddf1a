/*
 * Where a process's modules are loaded, by a capture or by a table in the log (gdb's `info proc mappings`, /proc/PID/maps).
 * For frames without a name this gives the module and the offset in it.
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
	bool replaced;       /* the file of some is another one than was loaded */
	bool parts;          /* some have a part of a function that has no symbol */
};

/* `ceiling`: the most memory, in bytes, that the paths may take. NULL: no memory. */
struct modules *modules_new(size_t ceiling);
void modules_free(struct modules *modules);

/* Forgets all modules. */
void modules_forget(struct modules *modules);

/* Adds a module of a capture; texts are copied. modules_end() is called after the last one. */
void modules_add(struct modules *modules, const struct module *module);
void modules_end(struct modules *modules);

enum modules_line {
	MODULES_OTHER, /* not of a table */
	MODULES_ROW,   /* a part of one, which is taken in */
	MODULES_WHOLE, /* not of a table, and the one before it is whole */
};

enum modules_line modules_read_line(struct modules *modules, struct bytes line);

/* The same with a quick check first, since it is called for every line. */
static inline enum modules_line
modules_read(struct modules *modules, struct bytes line)
{
	unsigned char first = (unsigned char)bytes_head(line);

	if (!modules->table &&
	    (first == ' ' ? bytes_tail(line) != 'e' : !modules->may_begin[first]))
		return MODULES_OTHER;
	return modules_read_line(modules, line);
}

/*
 * Clears what the debugger read in a wrong file: functions, arguments and places of the frames in modules whose file is
 * another one than was loaded.
 */
void modules_doubt(const struct modules *modules, struct draft *draft);

/* Names the frames in parts of functions that have no symbol. */
void modules_name(const struct modules *modules, struct draft *draft);

/* Whether the thread has a frame that lacks a name, so that a map is useful. */
bool modules_are_wanted(const struct thread *thread);

/* Gives the thread's frames without a name their module, and the offset in it. */
void modules_place(const struct modules *modules, struct draft *draft);

/* Gives all frames of a thread without a module the path of theirs. */
void modules_tell(const struct modules *modules, struct draft *draft);

#endif
