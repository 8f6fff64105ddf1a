/*
 * Whose rights a debugger has. A core file may have been made to harm whoever reads it, so root
 * reads that of another user with that user's rights.
 */
#ifndef ST_COLLECT_RIGHTS_H
#define ST_COLLECT_RIGHTS_H

#include <stdbool.h>
#include <sys/types.h>

struct rights {
	bool dropped; /* false: the caller's */
	uid_t uid;
	gid_t gid; /* the primary group; there are no others */
};

/* Those of a user, if one can read both files and run the program with them; otherwise those of the caller. */
struct rights rights_of(uid_t uid, const char *file, const char *other, const char *program);

/* From now on the caller has these rights and no others. False: with errno. */
bool rights_take(const struct rights *rights);

#endif
