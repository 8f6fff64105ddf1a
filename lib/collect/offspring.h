/*
 * Whatever a process has started, down to the last descendant: the caller has to adopt orphans
 * (system_adopt_orphans()), so that each of them is its child once those between have ended.
 */
#ifndef ST_COLLECT_OFFSPRING_H
#define ST_COLLECT_OFFSPRING_H

#include <stdbool.h>
#include <sys/types.h>

struct offspring {
	pid_t session; /* those of this session alone; 0: all of the caller's */
	pid_t first;   /* the child whose end is to be told; 0: the last one that ends */
	bool ended;
	int status; /* its end, as waitpid(2) gives it */
};

/* Whether the first has ended by now. */
bool offspring_has_ended(struct offspring *offspring);

/*
 * Whether the caller has, or may get, children that it did not start: a program that is executed in
 * place of a shell has the shell's, and the first process of a container adopts all orphans there.
 */
bool offspring_has_others(void);

/* Kills them all, and all that they start meanwhile; some may still be there after ten seconds. */
void offspring_end(struct offspring *offspring);

#endif
