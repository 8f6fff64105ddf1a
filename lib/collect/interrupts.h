/*
 * SIGINT, SIGTERM, SIGHUP and SIGPIPE while a debugger is at work: they are noted, things are put
 * in order, and then the program dies of them.
 */
#ifndef ST_COLLECT_INTERRUPTS_H
#define ST_COLLECT_INTERRUPTS_H

/* From now on they are noted; those that are ignored stay so. */
void interrupts_hold(void);

/* The one that came, or 0. */
int interrupts_came(void);

/* From now on they do what they did before; where one came, it is done now. */
void interrupts_release(void);

#endif
