/* Signatures: one line that a person can say of a stack, `memcpy | parse_header`. */
#ifndef ST_SAME_SIGNATURE_H
#define ST_SAME_SIGNATURE_H

#include "same/stacknames.h"

enum { SIGNATURE_SIZE = 120 + 1 }; /* 120 bytes at the most, a NUL */

/*
 * From the innermost frame on: functions that every program has and modules of which no function is known, each once,
 * up to the first function of the program's own; behind that, if its caller is not known, the caller's module.
 */
void signature_of_thread(const struct stacknames *names, char signature[SIGNATURE_SIZE]);

/* `ValueError in shop.orders.price`: the type, and where it was raised; no names: the type alone. */
void signature_of_exception(
    struct bytes type, const struct stacknames *names, char signature[SIGNATURE_SIZE]);

#endif
