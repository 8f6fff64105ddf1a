/* Memory of the system. Where it is refused, that is remembered until the user has been told. */
#ifndef ST_BASE_MEMORY_H
#define ST_BASE_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/*
 * As malloc(3), calloc(3) and realloc(3); free(3) gives the memory back. If one of them gives NULL, whoever knows what is
 * lost by that tells the user and calls memory_told(); otherwise cli_end() tells the user.
 */
void *memory_take(size_t size);
void *memory_zero(size_t count, size_t size);
void *memory_resize(void *memory, size_t size);

/* As malloc(3), for memory that the program can do without: here NULL is not remembered. */
void *memory_spare(size_t size);

/* Whether memory was refused, and the user has not been told yet. */
bool memory_refused(void);
void memory_told(void);

#endif
