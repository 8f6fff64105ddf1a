/*
 * SIGINT, SIGTERM, SIGHUP and SIGPIPE while a debugger is at work: they are remembered, the debugger is
 * ended and its process runs on, and then the program dies of the signal.
 */
#ifndef ST_COLLECT_INTERRUPTS_H
#define ST_COLLECT_INTERRUPTS_H

/*
 * From now on the first such signal is remembered, and the next one ends the program. Signals that are
 * ignored stay ignored.
 */
void interrupts_hold(void);

/* The signal that came, or 0. */
int interrupts_came(void);

/* Waits until `ms` milliseconds after *begun_ms (system_now_ms()) or until a signal comes; sets *begun_ms to now. */
void interrupts_wait(long long *begun_ms, long long ms);

/* Ends interrupts_hold(): signals act as before. If one came meanwhile, it acts now. */
void interrupts_release(void);

#endif
