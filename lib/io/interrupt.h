/* SIGINT and SIGTERM, and waiting for input that they end. */
#ifndef ST_IO_INTERRUPT_H
#define ST_IO_INTERRUPT_H

/*
 * From now on the first SIGINT or SIGTERM ends the input and not the program; cli_end() then dies
 * of it. One more ends the program at once.
 */
void interrupt_catch(void);

enum interrupt_wait {
	INTERRUPT_READY,
	INTERRUPT_QUIET, /* nothing came for so long */
	INTERRUPT_CAME,  /* a signal did */
};

/* Waits until the descriptor has bytes, or its end, to read: `milliseconds`, or for ever where that is below 0. */
enum interrupt_wait interrupt_wait(int fd, int milliseconds);

/* Dies of the signal that came, where one did. */
void interrupt_die(void);

#endif
