/*
 * The exceptions of one event, as they come: chains, groups inside groups, and tracebacks quoted in
 * messages. A level is a place where a chain stands: 0 is the event's own, above it are the members
 * of a group, or what a message quotes.
 */
#ifndef ST_PYLOG_TRACEBACK_TREE_H
#define ST_PYLOG_TRACEBACK_TREE_H

#include "base/arena.h"
#include "record/traceback.h"

enum { TREE_LEVELS = TRACEBACK_DEPTH_MAX };

struct tree_level {
	struct raised *raised;            /* the newest exception of its chain */
	struct raised *parent;            /* the group that it is in */
	struct raised *previous;          /* the member before it */
	enum traceback_relation relation; /* of that one to the next */
	bool quoted;                      /* it is what a message quotes */
	bool bare;                        /* without marks: the quotation has no end of its own */
	bool messages;                    /* the exception has a line of its message */
};

/* All zero but for the first members: an empty tree. */
struct tree {
	struct arena *memory; /* the caller's, for all that the tree holds */
	bool padded;          /* blanks fill up all lines */
	bool outwards;        /* frames come innermost first, as in faulthandler's dumps */
	struct tree_level levels[TREE_LEVELS];
	size_t top;
	bool too_deep; /* something was deeper than levels go */
};

/* A new exception at the top level, in front of the one before it if there is one. NULL: no memory. */
struct raised *tree_raise(struct tree *tree);

/* The newest exception at the top level; one is made where there is none. NULL: no memory. */
struct raised *tree_raised(struct tree *tree);

/* The same, but none is made: NULL where there is none. */
struct raised *tree_newest(const struct tree *tree);

/* The level of what a message quotes, where the top level is inside of that; else 0. */
size_t tree_ground(const struct tree *tree);

/* Whether the top level is a member of a group, or is inside of one. */
bool tree_is_in_group(const struct tree *tree);

/* Adds a copy of a frame: the one that those before it called, or their caller (`outwards`). NULL: no memory. */
struct traceback_frame *tree_add_frame(struct tree *tree, const struct traceback_frame *frame);

/* The same of a frame whose texts stay as long as the tree: they are not copied. */
struct traceback_frame *tree_put_frame(struct tree *tree, const struct traceback_frame *frame);

/* Whether the exception has a frame at that place. */
bool tree_has_frame(const struct raised *raised, const struct traceback_frame *frame);

/* The exception line; more lines of its message, and so many empty ones before each. */
void tree_name(struct tree *tree, struct bytes type, struct bytes message);
void tree_add_message(struct tree *tree, size_t blanks, struct bytes line);

/* A member of the group at `level` - 1; false where there is no such group. */
bool tree_open_member(struct tree *tree, size_t level);

/* Goes back to a level; what is above it is complete. */
void tree_close(struct tree *tree, size_t level);

/* What the message of the newest exception quotes, `bare` of marks, comes at a level of its own; false: too deep. */
bool tree_open_quote(struct tree *tree, bool bare);

/* Whether nothing is open but quotations that are bare. */
bool tree_is_closed(const struct tree *tree);

#endif
