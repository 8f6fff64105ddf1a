/* Dates in words, and units that follow a number behind a blank. */
#ifndef ST_SAME_DATES_H
#define ST_SAME_DATES_H

#include "base/bytes.h"

/* The length of a date that the text begins with: Fri Jun 12 2026; Fri, 12 Jun 2026 10:00:00 GMT; June 12. 0: it is none. */
size_t dates_length(struct bytes text);

/* The length of a unit, a half of the day or a zone behind a number of that length, its blank included: 3:15 PM. */
size_t dates_unit_length(struct bytes text, size_t number);

#endif
