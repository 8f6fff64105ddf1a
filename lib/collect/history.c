#include "collect/history.h"

#include "base/array.h"

#include <stdlib.h>

enum { NS_PER_MS = 1000000 };

ARRAY_ORDER(by_lwp, struct past, lwp)

/* NULL: it is a new thread. */
static const struct past *
find(const struct history *history, const struct past *now)
{
	const struct past *past = history->count == 0
	    ? NULL
	    : bsearch(now, history->list, history->count, sizeof(*now), by_lwp);

	return past != NULL && past->start == now->start ? past : NULL;
}

/* In whole percent, rounded; -1: not known. */
static long long
percent(long long cpu_ns, long long ms)
{
	long long part;

	if (cpu_ns < 0 || ms <= 0)
		return -1;
	part = (cpu_ns / (NS_PER_MS / 100) + ms / 2) / ms;
	return part > 100 ? 100 : part; /* the kernel counts in ticks, which may give more */
}

/* An interrupted call keeps its arguments. With others it is another call, whose name nobody knows. */
static void
name_again(struct captured_thread *thread, struct past *now, const struct past *past)
{
	struct observed *observed = &thread->observed;

	if (!bytes_equal(observed->syscall, BYTES("restart_syscall")) || past->syscall[0] == '\0' ||
	    strcmp(now->args, past->args) != 0)
		return;
	memcpy(now->syscall, past->syscall, sizeof(now->syscall));
	observed->syscall = bytes_of(now->syscall);
}

void
history_add(struct history *history, struct captured_thread *threads, struct past *now,
    size_t count, long long at_ms)
{
	long long ms = at_ms - history->at_ms - history->stopped_ms;

	for (size_t i = 0; i < count; i++) {
		const struct past *past = find(history, &now[i]);

		if (past == NULL)
			continue;
		if (past->cpu_ns >= 0 && now[i].cpu_ns >= past->cpu_ns)
			threads[i].observed.cpu_percent = percent(now[i].cpu_ns - past->cpu_ns, ms);
		name_again(&threads[i], &now[i], past);
	}
	free(history->list);
	*history = (struct history){ .list = now, .count = count, .at_ms = at_ms };
}

void
history_free(struct history *history)
{
	free(history->list);
	*history = (struct history){ .count = 0 };
}
