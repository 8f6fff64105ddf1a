/*
 * The exceptions of a traceback record, one after the other: the one that was raised last, then the
 * members of its group, then its causes and contexts (`chain`), each followed by its members.
 */
#ifndef ST_RECORD_LINKS_H
#define ST_RECORD_LINKS_H

#include "json/json.h"

enum link_kind { LINK_RAISED, LINK_CAUSE, LINK_CONTEXT, LINK_MEMBER };

struct link {
	const struct value *holder; /* has `exception` and `frames` */
	enum link_kind kind;        /* what it is of the exception that it belongs to */
	size_t depth;               /* how many groups it is inside of */
	size_t level;               /* how many steps from the exception that was raised last */
};

struct links;

/* NULL: no memory. The record and the arena have to outlive it. */
struct links *links_of(const struct value *record, struct arena *memory);

/* The next one; false at the end. */
bool links_next(struct links *links, struct link *link);

#endif
