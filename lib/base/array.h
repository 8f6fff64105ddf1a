/* Arrays that grow: a pointer, how many elements there are, and for how many there is room. */
#ifndef ST_BASE_ARRAY_H
#define ST_BASE_ARRAY_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Makes sure that `items` has room for one more element after `count`. False: no memory, and nothing is changed. The
 * arguments are three variables: a pointer of any type, and two size_t. All zero is an empty array; free(3) frees it.
 * Adding costs constant time on average.
 */
#define ARRAY_ROOM(items, count, size) \
	((count) < (size) || array_grow(&(items), &(size), sizeof(*(items))))

/* Defines a comparison function for qsort(3) and bsearch(3) that orders structs by a number in them. */
#define ARRAY_ORDER(name, type, member) \
	static int name(const void *a, const void *b) \
	{ \
		const type *one = a, *other = b; \
\
		return (one->member > other->member) - (one->member < other->member); \
	}

/* `items` is the address of the pointer; `size` doubles. */
bool array_grow(void *items, size_t *size, size_t element);

#endif
