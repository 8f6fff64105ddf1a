/* Compares releases of a program. */
#ifndef ST_RULES_VERSION_H
#define ST_RULES_VERSION_H

#include "base/bytes.h"

enum { VERSION_MAX = 256 }; /* most bytes of a version */

/*
 * A version in the form that is compared: without a leading `v`, without `.0` at the end of its numbers, and with `~`
 * before a word that marks a pre-release (`1.4.0-rc1` becomes `1.4~rc1`).
 */
struct version {
	char text[2 * VERSION_MAX];
	size_t length;
};

/* False: it cannot be compared, since it does not begin with a digit (a commit's hash) or is longer than VERSION_MAX. */
bool version_read(struct bytes text, struct version *version);

/* In the order of `sort -V`. Below 0: `one` is earlier; 0: the same release; above 0: `one` is later. */
int version_compare(const struct version *one, const struct version *other);

#endif
