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
	long long ticks;   /* for how long it has run on a CPU */
	long long vm_kib;  /* 0: a kernel thread, or a process that has ended */
	long long ns_pid;  /* its number in its own pid namespace */
	long long uid;     /* the effective one */
	long long sleeps;  /* how many times it went to sleep by itself */
	char state;        /* R, S, D, T (stopped), t (traced), Z (zombie), … */
	bool stop_pending; /* a SIGSTOP is on its way to it */
	char comm[64];
};

/* Whether the kernel says anything at all here, and of the namespace that the caller is in. */
bool proc_is_there(void);
bool proc_is_ours(void);

/* A process, or (tid > 0) one of its threads. False: there is none. */
bool proc_read(long long pid, long long tid, struct proc *proc);

/*
 * Reads the file /proc/PID[/task/TID]/NAME into `text`, and ends it with a NUL. False: it is empty, or it cannot be
 * read; errno says why, or is 0.
 */
bool proc_file(long long pid, long long tid, const char *name, char *text, size_t size);

/* When a process began, in seconds since 1970, by its `start`; 0: the kernel does not say when the machine was booted. */
long long proc_start_time(const struct proc *proc);

enum { PROC_PATH = 4096 };

/* The path of the executable. False, and an empty one: it is not known. */
bool proc_exe(long long pid, char path[PROC_PATH]);

struct proc_list {
	struct proc *procs; /* their numbers ascend */
	size_t count;
};

/* All processes, or (pid > 0) all threads of one. False with errno: no memory, or no such process. */
bool proc_list(long long pid, struct proc_list *list);
void proc_free_list(struct proc_list *list);

/* The number of the first of those for which the claim holds, given `number`; 0: there is none. */
long long proc_find(
    long long pid, bool (*claim)(const struct proc *proc, long long number), long long number);

#endif
