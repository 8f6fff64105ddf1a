/*
 * What the kernel says of processes and threads without stopping them: Linux's /proc. Where there
 * is no such thing nothing is known, and everything here says so.
 */
#ifndef ST_COLLECT_PROC_H
#define ST_COLLECT_PROC_H

#include "base/bytes.h"

struct proc {
	long long pid;
	long long parent;
	long long session;
	long long tgid;    /* the process that it is a thread of */
	long long tracer;  /* 0: none */
	long long start;   /* when it began, in ticks: with the pid, what makes it this process */
	long long vm_kib;  /* 0: a kernel thread, or a process that has ended */
	long long ns_pid;  /* its number in its own pid namespace */
	long long uid;     /* the effective one */
	char state;        /* R, S, D, T (stopped), t (traced), Z (zombie), … */
	bool stop_pending; /* a SIGSTOP is on its way to it */
	char comm[64];
};

/* Whether the kernel says anything at all here, and of the namespace that the caller is in. */
bool proc_is_there(void);
bool proc_is_ours(void);

/* A process, or (tid > 0) one of its threads. False: there is none. */
bool proc_read(long long pid, long long tid, struct proc *proc);

/* Whether any thread of the process is stopped and not traced, or about to be. */
bool proc_is_stopped(long long pid);

/* The file /proc/PID[/task/TID]/NAME into `text`; no bytes where it cannot be read. */
struct bytes proc_file(long long pid, long long tid, const char *name, char *text, size_t size);

/* The path of the executable; no bytes where it is not known. `text` has room for it. */
struct bytes proc_exe(long long pid, char *text, size_t size);

struct proc_list {
	long long *numbers; /* ascending */
	size_t count;
};

/* All processes, or the threads of one. False: no memory, or no such process. */
bool proc_list_all(struct proc_list *list);
bool proc_list_threads(long long pid, struct proc_list *list);
void proc_free_list(struct proc_list *list);

#endif
