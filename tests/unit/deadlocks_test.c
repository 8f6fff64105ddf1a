#include "check.h"
#include "native/deadlocks.h"

/* Pairs of digits: who waits for whom. The result: `1:123`: 1 is in a deadlock with 2 and 3; `4>1`: 4 is behind 1. */
static void
finds(const char *edges, const char *wanted)
{
	struct deadlocks deadlocks = { .count = 0 };
	char got[200] = "";

	for (const char *edge = edges; *edge != '\0'; edge += edge[2] == ' ' ? 3 : 2) {
		struct waits_for waits_for = { .kind = BYTES("mutex"), .owner = edge[1] - '0' };

		CHECK(deadlocks_add(&deadlocks, edge[0] - '0', &waits_for));
	}
	deadlocks_find(&deadlocks);
	for (long long lwp = 0; lwp < 10; lwp++) {
		struct observed observed = observed_nothing;
		size_t length = strlen(got);

		deadlocks_tell(&deadlocks, lwp, &observed);
		if (observed.deadlock.len > 0)
			snprintf(got + length, sizeof(got) - length, "%s%lld:%.*s",
			    length > 0 ? " " : "", lwp, (int)observed.deadlock.len,
			    observed.deadlock.at);
		if (observed.behind >= 0)
			snprintf(got + length, sizeof(got) - length, "%s%lld>%lld",
			    length > 0 ? " " : "", lwp, observed.behind);
	}
	CHECK_TEXT(bytes_of(got), bytes_of(wanted));
	deadlocks_free(&deadlocks);
}

static void
graphs(void)
{
	finds("", "");
	finds("12", "");
	finds("12 23 34", "");
	finds("12 21", "1:[1,2] 2:[2,1]");
	finds("11", "1:[1]");
	finds("12 23 31", "1:[1,2,3] 2:[2,3,1] 3:[3,1,2]");
	finds("41 12 21 54", "1:[1,2] 2:[2,1] 4>1 5>1");
	finds("12 21 32 43", "1:[1,2] 2:[2,1] 3>2 4>2");
	finds("12 21 34 43 53 61 78", "1:[1,2] 2:[2,1] 3:[3,4] 4:[4,3] 5>3 6>1");
	finds("98 87 76 65 54 43 32 21 11", "1:[1] 2>1 3>1 4>1 5>1 6>1 7>1 8>1 9>1");
	finds("12 21 12", "1:[1,2] 2:[2,1]");
	finds("12 12 12 21", "1:[1,2] 2:[2,1]");
	finds("13 12 21", "1:[1,2] 2:[2,1]");
	finds("13 12 31", "");
	finds("00", "0:[0]");
}

/* A thread that has ended waits for nobody, and the owner of a file lock is a process. */
static void
no_edges(void)
{
	struct deadlocks deadlocks = { .count = 0 };
	const struct waits_for ended = { .kind = BYTES("mutex"), .owner = 1, .exited = true };
	const struct waits_for file = {
		.kind = BYTES("file-lock"), .file = BYTES("/x"), .owner = 1
	};
	const struct waits_for nobody = { .kind = BYTES("rwlock"), .owner = -1 };

	CHECK(deadlocks_add(&deadlocks, 1, &ended) && deadlocks_add(&deadlocks, 1, &file) &&
	    deadlocks_add(&deadlocks, 1, &nobody));
	CHECK(deadlocks.count == 0);
	deadlocks_free(&deadlocks);
}

/* A deadlock of more threads than are listed. */
static void
large(void)
{
	struct deadlocks deadlocks = { .count = 0 };
	struct observed observed = observed_nothing;
	size_t commas = 0;

	for (long long lwp = 1; lwp <= 5000; lwp++) {
		struct waits_for waits_for = { .kind = BYTES("mutex"), .owner = lwp % 5000 + 1 };

		CHECK(deadlocks_add(&deadlocks, lwp, &waits_for));
	}
	deadlocks_find(&deadlocks);
	deadlocks_tell(&deadlocks, 4999, &observed);
	CHECK(bytes_start(observed.deadlock, BYTES("[4999,5000,1,2,")));
	commas = bytes_count(observed.deadlock, ',');
	CHECK(commas + 1 == DEADLOCKS_LISTED);
	deadlocks_free(&deadlocks);
}

int
main(void)
{
	graphs();
	no_edges();
	large();
	return check_end();
}
