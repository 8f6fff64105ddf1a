/*
 * SIGINT, SIGTERM, SIGHUP and SIGPIPE while a debugger is at work: they are noted, things are put
 * in order, and then the program dies of them.
 */
#ifndef ST_COLLECT_INTERRUPTS_H
#define ST_COLLECT_INTERRUPTS_H

/*
 * From now on the first of them is noted, and the next one ends the program; those that are
 * ignored stay so.
 */
void interrupts_hold(void);

/* The one that came, or 0. */
int interrupts_came(void);

/* Waits until so many milliseconds after *begun_ms (system_now_ms()), which then is now; an interrupt ends that. */
void interrupts_wait(long long *begun_ms, long long ms);

/* After interrupts_hold(): they do what they did before from now on; where one came, it is done now. */
void interrupts_release(void);

#endif
