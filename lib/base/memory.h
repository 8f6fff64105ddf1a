/* Memory of the system, and no refusal of it forgotten. */
#ifndef ST_BASE_MEMORY_H
#define ST_BASE_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/*
 * As malloc(3), calloc(3) and realloc(3), and given back with free(3). That one of them gave NULL is remembered until
 * somebody has told the user: whoever knows what was lost does, and otherwise the program does at its end.
 */
void *memory_take(size_t size);
void *memory_zero(size_t count, size_t size);
void *memory_resize(void *memory, size_t size);

/* As malloc(3), for what can be done without: that it gave NULL is not remembered. */
void *memory_spare(size_t size);

/* Whether memory was refused, and the user has not been told yet. */
bool memory_refused(void);
void memory_told(void);

#endif
