#include "check.h"
#include "collect/history.h"

#include <stdlib.h>

enum { MS = 1000000 };

/* What the threads did between two looks. */
struct look {
	struct past now[3];
	size_t count;
	long long at_ms, stopped_ms; /* when it was, and how long the process was stopped then */
	long long percent[3];        /* the wanted share of a CPU for each thread */
	const char *syscall[3];      /* the wanted name of its call */
};

static const struct look looks[] = {
	{ .now = { { 7, 100, 50LL * MS, "poll", "0x1 0x2" }, { 9, 100, -1, "", "" },
	      { 12, 100, 0, "restart_syscall", "0x5" } },
	    .count = 3,
	    .at_ms = 1000,
	    .stopped_ms = 200,
	    .percent = { -1, -1, -1 },
	    .syscall = { "poll", "", "restart_syscall" } },
	/* 400 ms of 800; another process's thread with the same number; a call with other arguments */
	{ .now = { { 7, 100, 450LL * MS, "restart_syscall", "0x1 0x2" },
	      { 9, 170, 300LL * MS, "restart_syscall", "0x1" },
	      { 12, 100, 2LL * MS, "restart_syscall", "0x6" } },
	    .count = 3,
	    .at_ms = 2000,
	    .stopped_ms = 0,
	    .percent = { 50, -1, 0 },
	    .syscall = { "poll", "restart_syscall", "restart_syscall" } },
	/* the name stays; more CPU time than time has passed; a thread has gone */
	{ .now = { { 7, 100, 450LL * MS, "restart_syscall", "0x1 0x2" },
	      { 9, 170, 1400LL * MS, "", "" } },
	    .count = 2,
	    .at_ms = 3000,
	    .stopped_ms = 1000,
	    .percent = { 0, 100 },
	    .syscall = { "poll", "" } },
	/* the process was stopped all the time between; 1.5 % is rounded to 2 % */
	{ .now = { { 7, 100, 451LL * MS, "poll", "0x1 0x2" } },
	    .count = 1,
	    .at_ms = 4000,
	    .percent = { -1 },
	    .syscall = { "poll" } },
	{ .now = { { 7, 100, 466LL * MS, "restart_syscall", "0x1" } },
	    .count = 1,
	    .at_ms = 5000,
	    .percent = { 2 },
	    .syscall = { "restart_syscall" } },
};

int
main(void)
{
	struct history history = { .count = 0 };

	for (size_t n = 0; n < COUNT_OF(looks); n++) {
		const struct look *look = &looks[n];
		struct captured_thread threads[3];
		struct past *now = malloc(sizeof(look->now));

		if (!CHECK(now != NULL))
			break;
		memcpy(now, look->now, sizeof(look->now));
		for (size_t i = 0; i < look->count; i++)
			threads[i] = (struct captured_thread){ .lwp = now[i].lwp,
				.observed = { .syscall = bytes_of(look->now[i].syscall),
				    .cpu_percent = -1 } };
		history_add(&history, threads, now, look->count, look->at_ms);
		for (size_t i = 0; i < look->count; i++) {
			if (!CHECK(threads[i].observed.cpu_percent == look->percent[i]))
				printf("   look %zu, thread %zu: %lld\n", n, i,
				    threads[i].observed.cpu_percent);
			CHECK_TEXT(threads[i].observed.syscall, bytes_of(look->syscall[i]));
		}
		history.stopped_ms = look->stopped_ms;
	}
	history_free(&history);
	return check_end();
}
