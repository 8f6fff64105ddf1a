#include "collect/futex.h"

#include "base/array.h"

#include <stdlib.h>

/* Numbers of futex(2). restart_syscall is a call with a time-out that a debugger has interrupted. */
enum {
	SYSCALL_FUTEX = 202,
	SYSCALL_RESTART = 219,
	COMMAND = 0x7f,
	COMMAND_WAIT = 0,
	COMMAND_LOCK_PI = 6,
	COMMAND_WAIT_BITSET = 9,
	COMMAND_LOCK_PI2 = 13,
	PRIVATE = 0x80,
};

/* Bits in the word of a lock: its owner, and whether others wait. */
static const uint32_t owner_bits = 0x3fffffff, waiters_bit = 0x80000000;

/* What glibc has in memory: pthread_mutex_t, pthread_rwlock_t, the lock of a FILE, and struct pthread. */
enum {
	MUTEX_WORD,
	MUTEX_COUNT,
	MUTEX_OWNER,
	MUTEX_USERS,
	MUTEX_KIND,
	MUTEX_SPINS,
	MUTEX_LIST,
	MUTEX_WORDS = 10,

	KIND_TYPE = 3,
	KIND_RECURSIVE = 1,
	KIND_ROBUST = 16,
	KIND_PI = 32,
	KIND_SHARED = 128,
	KIND_KNOWN = KIND_TYPE | KIND_ROBUST | KIND_PI | KIND_SHARED | 256 | 512,

	LOCKED_WITH_WAITERS = 2,
	FUTEX_OF_RWLOCK = 3, /* a writer has it, and somebody waits */

	RWLOCK_READERS = 0,
	RWLOCK_PHASE = 2,
	RWLOCK_WRITERS = 3,
	RWLOCK_PADDING = 4,
	RWLOCK_WRITER = 6,
	RWLOCK_SHARED = 7,
	RWLOCK_UNUSED = 8,
	RWLOCK_FLAGS = 12,
	RWLOCK_WORDS = 13,
	READERS_PHASE = 1,
	READERS_LOCKED = 2,
	FLAGS_MAX = 2,

	PTHREAD_SELF = 16,
	PTHREAD_TID = 720,

	NUMBER_MAX = 1 << 22, /* the kernel numbers no thread so high */
};

struct wait {
	const struct futex_process *process;
	uint64_t address;
	uint32_t command, expected;
	bool shared;
	bool plain; /* the command is the one that glibc uses with, or without, a time-out */
	bool timed;
};

bool
futex_read(const struct elf_source *memory, uint64_t address, void *to, size_t size)
{
	return memory->read(memory->from, address, to, size) == size;
}

ARRAY_ORDER(by_inner, struct futex_thread, inner)

void
futex_sort_threads(struct futex_process *process)
{
	if (process->thread_count > 0)
		qsort(process->threads, process->thread_count, sizeof(*process->threads), by_inner);
}

const struct futex_thread *
futex_find_thread(const struct futex_process *process, long long inner)
{
	const struct futex_thread wanted = { .inner = inner };

	if (process->thread_count == 0)
		return NULL;
	return bsearch(&wanted, process->threads, process->thread_count, sizeof(wanted), by_inner);
}

/* A struct pthread has its own address in it twice. */
long long
futex_inner(const struct elf_source *memory, uint64_t pthread)
{
	uint64_t head, self;
	int32_t tid;

	if (!futex_read(memory, pthread, &head, sizeof(head)) || head != pthread ||
	    !futex_read(memory, pthread + PTHREAD_SELF, &self, sizeof(self)) || self != pthread ||
	    !futex_read(memory, pthread + PTHREAD_TID, &tid, sizeof(tid)))
		return 0;
	return tid;
}

/* Sets the owner by its inner number. False: no living thread has that number. */
static bool
set_owner(const struct wait *wait, long long inner, struct futex_lock *lock)
{
	const struct futex_thread *owner = futex_find_thread(wait->process, inner);

	if (owner == NULL || owner->ended)
		return false;
	lock->owner = owner->lwp;
	return true;
}

/*
 * For an owner that is no thread of the process any more. In a pid namespace, its number outside is not known: it is
 * only said to have ended. The owner of a lock that processes share may belong to another process.
 */
static bool
set_ended(const struct wait *wait, const uint32_t *mutex, struct futex_lock *lock)
{
	const struct futex_process *process = wait->process;
	bool inside = false;

	if (wait->shared || mutex[MUTEX_OWNER] == 0 || mutex[MUTEX_OWNER] >= NUMBER_MAX)
		return false;
	for (size_t i = 0; i < process->thread_count; i++)
		inside = inside || process->threads[i].inner != process->threads[i].lwp;
	lock->ended = true;
	if (!inside)
		lock->owner = mutex[MUTEX_OWNER];
	return true;
}

/* Whether the words are a mutex that this wait may be for; the owner is not checked here. */
static bool
is_mutex(const struct wait *wait, const uint32_t *mutex)
{
	uint32_t kind = mutex[MUTEX_KIND], word = mutex[MUTEX_WORD];
	bool recursive = (kind & KIND_TYPE) == KIND_RECURSIVE;
	bool listed = false;

	for (int i = MUTEX_LIST; i < MUTEX_WORDS; i++)
		listed = listed || mutex[i] != 0;
	if ((kind & ~(uint32_t)KIND_KNOWN) != 0 || mutex[MUTEX_USERS] == 0 ||
	    ((kind & KIND_SHARED) != 0) != wait->shared || (listed && (kind & KIND_ROBUST) == 0))
		return false;
	if ((kind & (KIND_ROBUST | KIND_PI)) == 0)
		return wait->plain && wait->expected == LOCKED_WITH_WAITERS &&
		    word == wait->expected && (mutex[MUTEX_COUNT] > 0) == recursive;
	if ((word & waiters_bit) == 0 || (word & owner_bits) != mutex[MUTEX_OWNER])
		return false;
	if ((kind & KIND_PI) == 0)
		return wait->plain && wait->expected == word;
	return wait->command == COMMAND_LOCK_PI || wait->command == COMMAND_LOCK_PI2;
}

static bool
find_mutex(const struct wait *wait, struct futex_lock *lock)
{
	uint32_t mutex[MUTEX_WORDS];

	if (!futex_read(wait->process->memory, wait->address, mutex, sizeof(mutex)) ||
	    !is_mutex(wait, mutex) || !set_owner(wait, mutex[MUTEX_OWNER], lock))
		return false;
	lock->kind = (mutex[MUTEX_KIND] & KIND_PI) != 0 ? "pi-mutex" : "mutex";
	return true;
}

static bool
find_ended(const struct wait *wait, struct futex_lock *lock)
{
	uint32_t mutex[MUTEX_WORDS];

	lock->kind = "mutex";
	return futex_read(wait->process->memory, wait->address, mutex, sizeof(mutex)) &&
	    is_mutex(wait, mutex) && (mutex[MUTEX_KIND] & (KIND_ROBUST | KIND_PI)) == 0 &&
	    set_ended(wait, mutex, lock);
}

/* The lock of a FILE: its word, how many times it is locked, and its owner's thread pointer. */
static bool
find_stdio(const struct wait *wait, struct futex_lock *lock)
{
	struct {
		uint32_t word, count;
		uint64_t pthread;
	} stdio;
	const struct elf_source *memory = wait->process->memory;

	lock->kind = "stdio";
	return wait->plain && !wait->timed && !wait->shared &&
	    futex_read(memory, wait->address, &stdio, sizeof(stdio)) &&
	    wait->expected == LOCKED_WITH_WAITERS && stdio.word == wait->expected &&
	    stdio.count > 0 && set_owner(wait, futex_inner(memory, stdio.pthread), lock);
}

/* Whether the thread waits for the word number `at` of a rwlock that a writer holds. */
static bool
is_rwlock(const struct wait *wait, const uint32_t *rwlock, int at)
{
	uint32_t wanted = at == RWLOCK_PHASE ? READERS_LOCKED | READERS_PHASE : READERS_LOCKED;
	uint32_t unused = 0;

	for (int i = RWLOCK_UNUSED; i < RWLOCK_FLAGS; i++)
		unused |= rwlock[i];
	return unused == 0 && rwlock[RWLOCK_PADDING] == 0 && rwlock[RWLOCK_PADDING + 1] == 0 &&
	    rwlock[RWLOCK_SHARED] == wait->shared && rwlock[RWLOCK_FLAGS] <= FLAGS_MAX &&
	    (rwlock[RWLOCK_READERS] & wanted) == wanted && rwlock[at] == wait->expected;
}

static bool
find_rwlock(const struct wait *wait, struct futex_lock *lock)
{
	static const int places[] = { RWLOCK_PHASE, RWLOCK_WRITERS };
	uint32_t rwlock[RWLOCK_WORDS];

	lock->kind = "rwlock";
	if (wait->expected != FUTEX_OF_RWLOCK ||
	    (wait->command != COMMAND_WAIT && wait->command != COMMAND_WAIT_BITSET))
		return false;
	for (size_t i = 0; i < COUNT_OF(places); i++) {
		lock->address = wait->address - sizeof(rwlock[0]) * (uint64_t)places[i];
		if (futex_read(wait->process->memory, lock->address, rwlock, sizeof(rwlock)) &&
		    is_rwlock(wait, rwlock, places[i]) &&
		    set_owner(wait, rwlock[RWLOCK_WRITER], lock))
			return true;
	}
	return false;
}

/* pthread_join() waits until the kernel clears the number of the thread. */
static bool
find_join(const struct wait *wait, struct futex_lock *lock)
{
	lock->kind = "thread";
	lock->address = wait->address - PTHREAD_TID;
	return wait->shared &&
	    (wait->command == COMMAND_WAIT || wait->command == COMMAND_WAIT_BITSET) &&
	    futex_inner(wait->process->memory, lock->address) == (long long)wait->expected &&
	    set_owner(wait, wait->expected, lock);
}

struct futex_lock
futex_lock_of(const struct futex_process *process, const struct futex_call *call)
{
	static bool (*const finders[])(const struct wait *wait, struct futex_lock *lock) = {
		find_mutex, find_stdio, find_rwlock, find_join, find_ended
	};
	uint32_t operation = (uint32_t)call->arguments[1];
	struct wait wait = {
		.process = process,
		.address = call->arguments[0],
		.command = operation & COMMAND,
		.expected = (uint32_t)call->arguments[2],
		.shared = (operation & PRIVATE) == 0,
		.timed = call->arguments[3] != 0,
	};

	/* Rust's mutexes wait with a set of bits but without a time-out, which glibc never does */
	wait.plain = wait.command == (wait.timed ? COMMAND_WAIT_BITSET : COMMAND_WAIT);
	if (call->number != SYSCALL_FUTEX && (call->number != SYSCALL_RESTART || !wait.timed))
		return (struct futex_lock){ .kind = NULL };
	for (size_t i = 0; i < COUNT_OF(finders); i++) {
		struct futex_lock lock = { .address = wait.address, .timed = wait.timed };

		if (finders[i](&wait, &lock))
			return lock;
	}
	return (struct futex_lock){ .kind = NULL };
}
