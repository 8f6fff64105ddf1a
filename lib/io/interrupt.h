/* SIGINT and SIGTERM, and waiting for input that they end. */
#ifndef ST_IO_INTERRUPT_H
#define ST_IO_INTERRUPT_H

#include <stdbool.h>

/*
 * From now on the first SIGINT or SIGTERM ends the input and not the program; cli_end() then dies of it. But a pipe is
 * read on to its end after SIGINT: who writes it got the signal, too, and what it still writes is not lost. The second
 * of a kind ends the program at once.
 */
void interrupt_catch(void);

enum interrupt_wait {
	INTERRUPT_READY,
	INTERRUPT_QUIET, /* nothing came for so long */
	INTERRUPT_CAME,  /* a signal did */
};

/* Waits until the descriptor, a pipe or not, has bytes, or its end, to read: `milliseconds`, or for ever where that is below 0. */
enum interrupt_wait interrupt_wait(int fd, bool pipe, int milliseconds);

/* Dies of the signal that came, where one did. */
void interrupt_die(void);

#endif
