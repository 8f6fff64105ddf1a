/* Lists: a struct with the members `first` and `last`, and elements with a member `next`. All zero is an empty list. */
#ifndef ST_BASE_LIST_H
#define ST_BASE_LIST_H

#include <stddef.h>

/* Puts an element behind all others. */
#define LIST_APPEND(list, element) \
	do { \
		(element)->next = NULL; \
		if ((list)->first == NULL) \
			(list)->first = (element); \
		else \
			(list)->last->next = (element); \
		(list)->last = (element); \
	} while (0)

#endif
