/* SIGINT and SIGTERM, and waiting for input that these signals end. */
#ifndef ST_IO_INTERRUPT_H
#define ST_IO_INTERRUPT_H

#include <stdbool.h>

/*
 * From now on the first SIGINT or SIGTERM ends the input, not the program; cli_end() then dies of the signal. Only a pipe
 * is read to its end after SIGINT: its writer got the signal, too, and what that still writes is wanted. A second signal
 * of the same kind ends the program at once.
 */
void interrupt_catch(void);

enum interrupt_wait {
	INTERRUPT_READY,
	INTERRUPT_QUIET, /* nothing came within the time to wait */
	INTERRUPT_CAME,  /* a signal came */
};

/*
 * Waits until the descriptor (`pipe` says whether it is one) has bytes to read, or is at its end; for `milliseconds`, or,
 * below 0, for ever.
 */
enum interrupt_wait interrupt_wait(int fd, bool pipe, int milliseconds);

/* Dies of the signal that came, if one did. */
void interrupt_die(void);

#endif
