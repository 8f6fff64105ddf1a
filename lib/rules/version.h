/* Which of two releases of a program is the later one. */
#ifndef ST_RULES_VERSION_H
#define ST_RULES_VERSION_H

#include "base/bytes.h"

enum { VERSION_MAX = 256 }; /* bytes of a version */

/*
 * A version in the form in which versions are compared: without a leading `v`, without `.0` behind its numbers, and
 * with `~` before a word that says that it is no release yet (`1.4.0-rc1` is `1.4~rc1`).
 */
struct version {
	char text[2 * VERSION_MAX];
	size_t length;
};

/* False: it cannot be compared, as it begins with no digit (a commit's hash) or is longer than VERSION_MAX. */
bool version_read(struct bytes text, struct version *version);

/* Below 0: the one is earlier; 0: they are the same release; above 0: it is later. In the order of `sort -V`. */
int version_compare(const struct version *one, const struct version *other);

#endif
