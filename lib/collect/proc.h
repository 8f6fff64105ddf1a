/*
 * What the kernel says of processes and threads without stopping them: Linux's /proc. On systems without
 * it all functions here fail.
 */
#ifndef ST_COLLECT_PROC_H
#define ST_COLLECT_PROC_H

#include "base/bytes.h"

struct proc {
	long long pid;
	long long parent;
	long long session;
	long long tgid;   /* the process that it is a thread of */
	long long tracer; /* 0: none */
	/* when it began, in clock ticks; pid and start together identify a process */
	long long start;
	long long ticks;   /* its CPU time, in clock ticks */
	long long vm_kib;  /* 0: a kernel thread, or a process that has ended */
	long long ns_pid;  /* its number in its own pid namespace */
	long long uid;     /* the effective one */
	long long sleeps;  /* voluntary context switches: how many times it went to sleep */
	char state;        /* R, S, D, T (stopped), t (traced), Z (zombie), … */
	bool stop_pending; /* a SIGSTOP is on its way to it */
	char comm[64];
};

/* Whether there is a /proc (is_there), and whether it is of the caller's own pid namespace (is_ours). */
bool proc_is_there(void);
bool proc_is_ours(void);

/* Whether it has ended, and is still listed because nobody has waited for it. */
static inline bool
proc_has_ended(const struct proc *proc)
{
	return proc->state == 'Z' || proc->state == 'X';
}

/* A process, or (tid > 0) one of its threads. False: there is none. */
bool proc_read(long long pid, long long tid, struct proc *proc);

/*
 * Reads the file /proc/PID[/task/TID]/NAME into `text`, and ends it with a NUL. False: it is empty, or it cannot be
 * read; errno says why, or is 0.
 */
bool proc_file(long long pid, long long tid, const char *name, char *text, size_t size);

/* Reads where a symbolic link leads to, and ends it with a NUL. False, and an empty text: it cannot be read. */
bool proc_link(const char *link, char *text, size_t size);

/* When a process began, in seconds since 1970; 0: not known, since the kernel does not say when the machine was booted. */
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

/* The pid of the first process of proc_list(pid) for which claim(process, number) holds; 0: there is none. */
long long proc_find(
    long long pid, bool (*claim)(const struct proc *proc, long long number), long long number);

#endif
