#include "collect/targets.h"

#include "base/array.h"
#include "collect/proc.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { COMM_MAX = 15 }; /* the kernel keeps so many bytes of a name */

/* Adds a target, but each process only once. */
static void
add(struct targets *targets, struct target target)
{
	for (size_t i = 0; i < targets->count; i++)
		if (target.pid > 0 && targets->list[i].pid == target.pid)
			return;
	if (ARRAY_ROOM(targets->list, targets->count, targets->size))
		targets->list[targets->count++] = target;
	else
		targets->error = ENOMEM;
}

bool
targets_add_pids(struct targets *targets, const char *text)
{
	static const char between[] = " ,\t\n";
	size_t count = 0;

	for (text += strspn(text, between); *text != '\0'; text += strspn(text, between)) {
		size_t length = strcspn(text, between);
		long long pid;

		if (!bytes_number((struct bytes){ text, length }, &pid) || pid == 0)
			return false;
		add(targets, (struct target){ .pid = pid });
		text += length;
		count++;
	}
	return count > 0;
}

void
targets_add_core(struct targets *targets, const char *path)
{
	add(targets, (struct target){ .pid = -1, .core = path });
}

/* Zombies and kernel threads have no stack to show, and the caller's own is of no interest. */
static bool
is_of_interest(const struct proc *proc)
{
	return proc->vm_kib > 0 && !proc_has_ended(proc) && proc->pid != (long long)getpid();
}

static bool
is_named(const struct proc *proc, const char *name)
{
	char exe[PROC_PATH];

	if (strlen(name) <= COMM_MAX && strcmp(proc->comm, name) == 0)
		return true;
	return proc_exe(proc->pid, exe) &&
	    bytes_equal(bytes_behind_last(bytes_of(exe), '/'), bytes_of(name));
}

size_t
targets_add_named(struct targets *targets, const char *name)
{
	struct proc_list all;
	size_t count = 0;

	if (!proc_list(0, &all)) {
		targets->error = errno;
		return 0;
	}
	for (size_t i = 0; i < all.count; i++) {
		if (!is_of_interest(&all.procs[i]) || !is_named(&all.procs[i], name))
			continue;
		add(targets, (struct target){ .pid = all.procs[i].pid, .found = true });
		count++;
	}
	proc_free_list(&all);
	return count;
}

void
targets_follow(struct targets *targets)
{
	struct proc_list all;

	if (!proc_list(0, &all)) {
		targets->error = errno;
		return;
	}
	/* each process that is added has its children looked for in turn */
	for (size_t i = 0; i < targets->count; i++) {
		long long parent = targets->list[i].pid;

		for (size_t k = 0; k < all.count && parent > 0; k++)
			if (all.procs[k].parent == parent && is_of_interest(&all.procs[k]))
				add(targets,
				    (struct target){ .pid = all.procs[k].pid, .found = true });
	}
	proc_free_list(&all);
}

const char *
targets_name(const struct target *target)
{
	static char number[32];

	if (target->pid < 0)
		return target->core;
	snprintf(number, sizeof(number), "%lld", target->pid);
	return number;
}

void
targets_free(struct targets *targets)
{
	for (size_t i = 0; i < targets->count; i++)
		history_free(&targets->list[i].history);
	free(targets->list);
}
