#include "check.h"
#include "collect/futex.h"

/* The memory of a process: a page of words at 0x1000. */
enum { BASE = 0x1000, WORDS = 1024 };

static uint32_t words[WORDS];

static size_t
read_words(void *from, uint64_t at, char *to, size_t size)
{
	(void)from;
	if (at < BASE || at > BASE + sizeof(words) || size > BASE + sizeof(words) - at)
		return 0;
	memcpy(to, (const char *)words + (at - BASE), size);
	return size;
}

/* Threads 101 and 102 live, 103 has ended. In a pid namespace of their own their numbers are 1, 2 and 3. */
static struct futex_lock
lock_in(const struct futex_call *call, bool inside)
{
	const struct elf_source memory = { read_words, NULL, UINT64_MAX };
	struct futex_thread threads[] = { { 103, 103, true }, { 101, 101, false },
		{ 102, 102, false } };
	struct futex_process process = { &memory, threads, COUNT_OF(threads) };

	for (size_t i = 0; i < COUNT_OF(threads) && inside; i++)
		threads[i].inner -= 100;
	futex_sort_threads(&process);
	return futex_lock_of(&process, call);
}

/* The words from 0x1040 on, a call of futex, and the lock that it has to be. */
struct row {
	uint32_t memory[13];
	uint32_t offset, operation, expected, timeout;
	const char *kind; /* NULL: it may not be taken for a lock */
	long long owner;
	bool ended;
};

#define WAITERS 0x80000000u

/* Words of locks, and calls that wait for them, as measured with glibc 2.36. */
static const struct row rows[] = {
	/* word, count, owner, users, kind, spins, list */
	{ { 2, 0, 102, 1, 0 }, 0, 0x80, 2, 0, "mutex", 102, false },
	{ { 2, 1, 102, 1, 1 }, 0, 0x80, 2, 0, "mutex", 102, false },
	{ { 2, 0, 102, 1, 2 }, 0, 0x80, 2, 0, "mutex", 102, false },
	{ { 2, 0, 102, 3, 3, 77 }, 0, 0x80, 2, 0, "mutex", 102, false },
	{ { 2, 0, 102, 1, 512 }, 0, 0x80, 2, 0, "mutex", 102, false },
	{ { 2, 0, 102, 1, 128 }, 0, 0, 2, 0, "mutex", 102, false },
	{ { 2, 0, 102, 1, 0 }, 0, 0x189, 2, 1, "mutex", 102, false },
	{ { 2, 0, 102, 1, 0 }, 0, 0x89, 2, 1, "mutex", 102, false },
	{ { 2, 0, 101, 1, 0 }, 0, 0x80, 2, 0, "mutex", 101, false },
	/* without users, waiters, or a kind of glibc's; shared or not; another value, a count, in a list */
	{ { 2, 0, 102, 0, 0 }, 0, 0x80, 2, 0, NULL, 0, false },
	{ { 1, 0, 102, 1, 0 }, 0, 0x80, 2, 0, NULL, 0, false },
	{ { 2, 0, 102, 1, 1024 }, 0, 0x80, 2, 0, NULL, 0, false },
	{ { 2, 0, 102, 1, 4 }, 0, 0x80, 2, 0, NULL, 0, false },
	{ { 2, 0, 102, 1, 64 }, 0, 0x80, 2, 0, NULL, 0, false },
	{ { 2, 0, 102, 1, 128 }, 0, 0x80, 2, 0, NULL, 0, false },
	{ { 2, 0, 102, 1, 0 }, 0, 0, 2, 0, NULL, 0, false },
	{ { 3, 0, 102, 1, 0 }, 0, 0x80, 3, 0, NULL, 0, false },
	{ { 2, 5, 102, 1, 0 }, 0, 0x80, 2, 0, NULL, 0, false },
	{ { 2, 0, 102, 1, 1 }, 0, 0x80, 2, 0, NULL, 0, false },
	{ { 2, 0, 102, 1, 0, 0, 9 }, 0, 0x80, 2, 0, NULL, 0, false },
	/* Rust's: a set of bits, and no time-out */
	{ { 2, 0, 102, 1, 0 }, 0, 0x89, 2, 0, NULL, 0, false },
	/* an owner that has ended or is no thread; a lock shared by processes may have any owner */
	{ { 2, 0, 103, 1, 0 }, 0, 0x80, 2, 0, "mutex", 103, true },
	{ { 2, 0, 999, 1, 0 }, 0, 0x80, 2, 0, "mutex", 999, true },
	{ { 2, 0, 999, 1, 128 }, 0, 0, 2, 0, NULL, 0, false },
	{ { 2, 0, 0, 1, 0 }, 0, 0x80, 2, 0, NULL, 0, false },
	{ { 2, 0, 1 << 22, 1, 0 }, 0, 0x80, 2, 0, NULL, 0, false },
	/* robust ones */
	{ { WAITERS | 102, 1, 102, 1, 144, 0, 9 }, 0, 0, WAITERS | 102, 0, "mutex", 102, false },
	{ { WAITERS | 102, 1, 101, 1, 144 }, 0, 0, WAITERS | 102, 0, NULL, 0, false },
	{ { WAITERS | 102, 1, 102, 1, 144 }, 0, 0, WAITERS | 101, 0, NULL, 0, false },
	{ { WAITERS | 102, 1, 102, 1, 128 }, 0, 0, WAITERS | 102, 0, NULL, 0, false },
	{ { WAITERS, 0, 0, 1, 144 }, 0, 0, WAITERS, 0, NULL, 0, false }, /* std::future */
	/* with priority inheritance */
	{ { WAITERS | 102, 1, 102, 1, 32 }, 0, 0x86, 0, 0, "pi-mutex", 102, false },
	{ { WAITERS | 102, 1, 102, 1, 176, 0, 9 }, 0, 0x6, 0, 1, "pi-mutex", 102, false },
	{ { WAITERS | 102, 1, 102, 1, 0 }, 0, 0x86, 0, 0, NULL, 0, false },
	{ { WAITERS | 102, 1, 102, 1, 32 }, 0, 0x80, WAITERS | 102, 0, NULL, 0, false },
	/* a rwlock held by a writer, wanted by a reader and by a writer */
	{ { 15, 0, 3, 1, 0, 0, 101 }, 8, 0x189, 3, 0, "rwlock", 101, false },
	{ { 3, 1, 1, 3, 0, 0, 101 }, 12, 0x189, 3, 0, "rwlock", 101, false },
	{ { 3, 1, 1, 3, 0, 0, 101, 1, 0, 0, 0, 0, 2 }, 12, 0x109, 3, 1, "rwlock", 101, false },
	/* held by readers; a condition; with a value in a place that is 0 in a rwlock */
	{ { 10, 1, 2, 1, 0, 0, 0 }, 8, 0x189, 2, 0, NULL, 0, false },
	{ { 10, 1, 2, 3, 0, 0, 0 }, 12, 0x189, 3, 0, NULL, 0, false },
	{ { 15, 0, 0, 1, 0, 0, 101 }, 8, 0x189, 0, 0, NULL, 0, false },
	{ { 15, 0, 3, 1, 7, 0, 101 }, 8, 0x189, 3, 0, NULL, 0, false },
	{ { 15, 0, 3, 1, 0, 0, 101, 0, 7 }, 8, 0x189, 3, 0, NULL, 0, false },
	{ { 15, 0, 3, 1, 0, 0, 101, 0, 0, 0, 0, 0, 3 }, 8, 0x189, 3, 0, NULL, 0, false },
	{ { 4, 0, 3, 1, 0, 0, 101 }, 8, 0x189, 3, 0, NULL, 0, false },
	/* a semaphore, a barrier */
	{ { 0, 1, 102, 1, 0 }, 0, 0x189, 0, 0, NULL, 0, false },
	{ { 0, 0, 102, 1, 0 }, 4, 0x80, 0, 0, NULL, 0, false },
};

static struct futex_call
call_of(const struct row *row)
{
	return (struct futex_call){ .number = 202,
		.arguments = {
		    BASE + 0x40 + row->offset, row->operation, row->expected, row->timeout } };
}

static void
locks(void)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct row *row = &rows[i];
		struct futex_call call = call_of(row);
		struct futex_lock lock;

		memcpy((char *)words + 0x40, row->memory, sizeof(row->memory));
		lock = lock_in(&call, false);
		if (!CHECK((lock.kind == NULL) == (row->kind == NULL)) ||
		    (row->kind != NULL &&
			(!CHECK(strcmp(lock.kind, row->kind) == 0) ||
			    !CHECK(lock.owner == row->owner) || !CHECK(lock.ended == row->ended) ||
			    !CHECK(lock.address == BASE + 0x40))))
			printf("   row %zu\n", i);
		CHECK(row->kind == NULL || lock.timed == (row->timeout != 0));
		call.number = 0; /* the same numbers, in read */
		CHECK(lock_in(&call, false).kind == NULL);
		call.number = 219; /* restart_syscall: if there is a time-out */
		lock = lock_in(&call, false);
		CHECK((lock.kind != NULL) == (row->kind != NULL && row->timeout != 0));
	}
}

static void
namespaces(void)
{
	static const uint32_t held[] = { 2, 0, 2, 1, 0, 0, 0, 0, 0, 0 };
	static const uint32_t left[] = { 2, 0, 9, 1, 0, 0, 0, 0, 0, 0 };
	struct futex_call call = { .number = 202, .arguments = { BASE + 0x40, 0x80, 2 } };
	struct futex_lock lock;

	memcpy((char *)words + 0x40, held, sizeof(held));
	lock = lock_in(&call, true);
	CHECK(lock.kind != NULL && lock.owner == 102 && !lock.ended);
	/* its number outside is unknown */
	memcpy((char *)words + 0x40, left, sizeof(left));
	lock = lock_in(&call, true);
	CHECK(lock.kind != NULL && lock.owner < 1 && lock.ended);
}

/* A thread's descriptor contains its own address twice, and at offset 720 the number. */
static void
joins(void)
{
	const uint64_t self = BASE;
	struct futex_call call = { .number = 202, .arguments = { BASE + 720, 0x109, 102 } };
	struct futex_lock lock;

	memset(words, 0, sizeof(words));
	memcpy(words, &self, sizeof(self));
	memcpy((char *)words + 16, &self, sizeof(self));
	words[720 / 4] = 102;
	lock = lock_in(&call, false);
	CHECK(lock.kind != NULL && strcmp(lock.kind, "thread") == 0 && lock.owner == 102);
	CHECK(lock.address == BASE);
	call.arguments[1] = 0x189; /* private */
	CHECK(lock_in(&call, false).kind == NULL);
	call.arguments[1] = 0x109;
	words[720 / 4] = 0; /* it has ended meanwhile */
	CHECK(lock_in(&call, false).kind == NULL);
	words[720 / 4] = 102;
	words[4] = 0; /* some other number, equal to an LWP by chance */
	CHECK(lock_in(&call, false).kind == NULL);
	words[4] = BASE;
	/* the lock of a FILE has the address of its holder's descriptor */
	words[512] = 2;
	words[513] = 1;
	memcpy(&words[514], &self, sizeof(self));
	call = (struct futex_call){ .number = 202, .arguments = { BASE + 2048, 0x80, 2 } };
	lock = lock_in(&call, false);
	CHECK(lock.kind != NULL && strcmp(lock.kind, "stdio") == 0 && lock.owner == 102);
	words[513] = 0;
	CHECK(lock_in(&call, false).kind == NULL);
}

static void
unreadable(void)
{
	const struct futex_call call = { .number = 202, .arguments = { UINT64_MAX, 0x80, 2 } };

	CHECK(lock_in(&call, false).kind == NULL);
}

int
main(void)
{
	locks();
	namespaces();
	joins();
	unreadable();
	return check_end();
}
