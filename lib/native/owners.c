#include "native/owners.h"

#include "base/array.h"
#include "base/hash.h"
#include "base/words.h"
#include "record/module.h"

#include <stdlib.h>

enum {
	FRAMES_MAX = 12, /* a thread that waits does so in the innermost ones */
	VALUE_LINES = 16,
	VALUE_MAX = 16 * 1024,
	LOCKS_MAX = 100000,
	LOCKED_WITH_WAITERS = 2,
	KIND_ROBUST_OR_PI = 16 | 32,
	KIND_KNOWN = 3 | 16 | 32 | 128 | 256 | 512,
};

static const uint32_t owner_bits = 0x3fffffff, waiters_bit = 0x80000000;

void
owners_free(struct owners *owners)
{
	free(owners->list);
	numberset_free(&owners->lwps);
	buffer_free(&owners->value);
	*owners = (struct owners){ .count = 0 };
}

void
owners_forget(struct owners *owners)
{
	owners->count = 0;
	owners->lines = 0;
	owners->address = owners->name = 0;
	numberset_clear(&owners->lwps);
	buffer_reset(&owners->value);
}

/* --- locks that were printed --- */

/* The number behind `NAME = `, which may be negative. False: there is none. */
static bool
member(struct bytes value, struct bytes name, long long *number)
{
	const char *at = bytes_find(value, name);
	struct bytes rest = at == NULL ? BYTES_NONE : bytes_at(value, at + name.len);
	bool negative = bytes_take(&rest, BYTES("-"));

	if (!bytes_take_number(&rest, number))
		return false;
	*number = negative ? -*number : *number;
	return true;
}

/* The owner of a mutex that somebody waits for, or the writer of a rwlock, as gdb prints them; 0: there is none. */
static long long
read_owner(struct bytes value)
{
	long long word, owner, users, kind, writer;

	if (member(value, BYTES("__cur_writer = "), &writer))
		return writer > 0 ? writer : 0;
	if (!member(value, BYTES("__lock = "), &word) ||
	    !member(value, BYTES("__owner = "), &owner) ||
	    !member(value, BYTES("__nusers = "), &users) ||
	    !member(value, BYTES("__kind = "), &kind) || owner <= 0 || users <= 0 || kind < 0 ||
	    (kind & ~(long long)KIND_KNOWN) != 0)
		return 0;
	if ((kind & KIND_ROBUST_OR_PI) == 0)
		return word == LOCKED_WITH_WAITERS ? owner : 0;
	return ((uint32_t)word & waiters_bit) != 0 && ((uint32_t)word & owner_bits) == owner ? owner
											     : 0;
}

static void
add(struct owners *owners, uint64_t address, uint64_t name, struct bytes value)
{
	long long owner = read_owner(value);

	if (owner == 0 || (address == 0 && name == 0))
		return;
	if (owners->count >= LOCKS_MAX || !ARRAY_ROOM(owners->list, owners->count, owners->size))
		owners->lost = true;
	else
		owners->list[owners->count++] = (struct owners_lock){ address, name, owner };
}

/* `@0x6020c0: {<std::__mutex_base> = {_M_mutex = {__data = {__lock = 2, …`: the mutex is the first thing in it. */
static void
note_reference(struct owners *owners, struct bytes value)
{
	struct bytes rest = value;
	uint64_t address;
	const char *data;

	if (!bytes_take(&rest, BYTES("@")) || !module_take_address(&rest, &address) ||
	    !bytes_take(&rest, BYTES(": {")))
		return;
	data = bytes_find(rest, BYTES("__data = {"));
	if (data != NULL && !bytes_has(bytes_until(rest, data), ','))
		add(owners, address, 0, rest);
}

void
owners_note(struct owners *owners, const struct thread *thread)
{
	if (thread->lwp > 0)
		(void)numberset_add(&owners->lwps, (uint64_t)thread->lwp);
	for (const struct frame *frame = thread->frames; frame != NULL; frame = frame->next)
		for (const struct local *local = frame->locals; local != NULL; local = local->next)
			if (bytes_head(local->value) == '@')
				note_reference(owners, local->value);
}

/* --- what a thread waits for --- */

struct wait {
	struct bytes kind, address; /* the address as printed */
	uint64_t number, name;      /* that address; the hash of the name behind it */
};

static bool
takes(struct bytes function, const struct bytes *pieces, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (bytes_find(function, pieces[i]) != NULL)
			return true;
	return false;
}

/* `(mutex=0x601080 <red>) …` of a function that locks a mutex; the first argument is the lock. */
static bool
read_lock(const struct frame *frame, struct wait *wait)
{
	static const struct bytes mutexes[] = { BYTES_ROW("pthread_mutex_"),
		BYTES_ROW("__gthread_mutex_lock"), BYTES_ROW("std::mutex::lock") };
	static const struct bytes rwlocks[] = { BYTES_ROW("pthread_rwlock_") };
	static const struct bytes names[] = { BYTES_ROW("(mutex="), BYTES_ROW("(__mutex="),
		BYTES_ROW("(this="), BYTES_ROW("(rwlock="), BYTES_ROW("(__rwlock=") };
	bool rwlock = takes(frame->function, LIST(rwlocks));
	struct bytes rest = frame->args, start;
	bool any = false;

	if (!rwlock && !takes(frame->function, LIST(mutexes)))
		return false;
	for (size_t i = 0; i < COUNT_OF(names) && !any; i++)
		any = bytes_take(&rest, names[i]);
	(void)bytes_take(&rest, BYTES("mutex@entry="));
	(void)bytes_take(&rest, BYTES("rwlock@entry="));
	start = rest;
	if (!any || !bytes_start(rest, BYTES("0x")) || !module_take_address(&rest, &wait->number))
		return false;
	wait->kind = rwlock ? BYTES("rwlock") : BYTES("mutex");
	wait->address = bytes_first(start, start.len - rest.len);
	wait->name = 0;
	if (bytes_take(&rest, BYTES(" <")))
		wait->name = hash_bytes(bytes_first(rest, bytes_index(rest, '>')));
	return true;
}

static bool
is_wait(const struct frame *frame)
{
	static const struct bytes names[] = { BYTES_ROW("lll_lock_wait"),
		BYTES_ROW("lll_timedlock_wait"), BYTES_ROW("lll_robust_"), BYTES_ROW("futex_") };

	return takes(frame->function, LIST(names));
}

/* A thread that waits stands in a call for that, and further out in what locks the mutex. */
static bool
find_wait(const struct thread *thread, struct wait *wait)
{
	const struct frame *frame = thread->frames;
	bool waits = false;

	for (int i = 0; frame != NULL && i < FRAMES_MAX; frame = frame->next, i++) {
		waits = waits || is_wait(frame);
		if (waits && read_lock(frame, wait))
			return true;
	}
	return false;
}

/* The pthread handle of the thread that is joined; 0: none is. */
static uint64_t
find_joined(const struct thread *thread)
{
	static const struct bytes names[] = { BYTES_ROW("pthread_join"),
		BYTES_ROW("pthread_clockjoin"), BYTES_ROW("pthread_timedjoin") };
	const struct frame *frame = thread->frames;

	for (int i = 0; frame != NULL && i < FRAMES_MAX; frame = frame->next, i++) {
		struct bytes rest = frame->args;
		long long number;
		uint64_t address;

		if (!takes(frame->function, LIST(names)) || !bytes_take(&rest, BYTES("(threadid=")))
			continue;
		if (bytes_start(rest, BYTES("0x")))
			return module_take_address(&rest, &address) ? address : 0;
		return bytes_take_number(&rest, &number) ? (uint64_t)number : 0;
	}
	return 0;
}

/* --- print --- */

/* `p *mutex`, `print red`, `p *(pthread_mutex_t *) 0x601080`: which lock that is. */
static bool
read_command(struct owners *owners, struct bytes line, const struct frame *frame)
{
	static const struct bytes words[] = { BYTES_ROW("p "), BYTES_ROW("print "),
		BYTES_ROW("output ") };
	struct wait wait = { .number = 0 };
	bool any = false;
	const char *address;

	(void)bytes_take(&line, BYTES("+")); /* `set trace-commands on` */
	for (size_t i = 0; i < COUNT_OF(words) && !any; i++)
		any = bytes_take(&line, words[i]);
	if (!any)
		return false;
	line = bytes_trim(line);
	owners->address = owners->name = 0;
	address = bytes_find(line, BYTES("0x"));
	if (address != NULL) {
		struct bytes rest = bytes_at(line, address);

		/* only `*ADDRESS` is sure to print what is there: a member may point elsewhere */
		if (line.at[0] != '*' || !module_take_address(&rest, &owners->address) ||
		    rest.len > 0)
			owners->address = 0;
	} else if (bytes_equal(line, BYTES("*mutex")) || bytes_equal(line, BYTES("*rwlock"))) {
		if (frame != NULL && read_lock(frame, &wait))
			owners->address = wait.number;
	} else {
		owners->name = hash_bytes(line);
	}
	owners->lines = -1; /* its value comes next */
	return true;
}

/* `$1 = {__data = {`: without a command before it, this is the lock that the last frame locks. */
static bool
begin_value(struct owners *owners, struct bytes line, const struct frame *frame)
{
	struct wait wait;
	long long number;

	if (!bytes_take(&line, BYTES("$")) || !bytes_take_number(&line, &number) ||
	    !bytes_take(&line, BYTES(" = {")))
		return false;
	if (owners->lines != -1) {
		owners->address = owners->name = 0;
		if (frame != NULL && read_lock(frame, &wait))
			owners->address = wait.number;
	}
	owners->lines = VALUE_LINES;
	owners->value.ceiling = VALUE_MAX;
	buffer_reset(&owners->value);
	return true;
}

void
owners_read(struct owners *owners, struct bytes line, const struct frame *frame)
{
	if (owners->lines <= 0 && memchr("$po+", bytes_head(line), 4) == NULL)
		return; /* no command or value begins so */
	if (read_command(owners, line, frame))
		return;
	if (!begin_value(owners, line, frame) && owners->lines <= 0)
		return;
	buffer_append(&owners->value, line);
	buffer_byte(&owners->value, ' ');
	owners->lines--;
	if (bytes_find(buffer_bytes(&owners->value), BYTES("__kind = ")) == NULL &&
	    bytes_find(buffer_bytes(&owners->value), BYTES("__flags = ")) == NULL)
		return;
	add(owners, owners->address, owners->name, buffer_bytes(&owners->value));
	owners->lines = 0;
}

/* --- who waits for whom --- */

/* The owner of the lock; -1: it is not known, or two were printed. */
static long long
find_owner(const struct owners *owners, const struct wait *wait)
{
	long long owner = -1;

	for (size_t i = 0; i < owners->count; i++) {
		const struct owners_lock *lock = &owners->list[i];
		bool same = lock->address != 0 ? lock->address == wait->number
					       : wait->name != 0 && lock->name == wait->name;

		if (!same)
			continue;
		if (owner != -1 && owner != lock->owner)
			return -1;
		owner = lock->owner;
	}
	return owner;
}

static bool
is_of_look(const struct draft *draft, const struct draft *first)
{
	return draft->judged == first->judged &&
	    draft->thread.process.pid == first->thread.process.pid &&
	    draft->thread.inferior == first->thread.inferior;
}

static long long
find_pthread(const struct draft *first, uint64_t pthread)
{
	for (const struct draft *each = first; each != NULL; each = each->next) {
		struct bytes text = each->thread.pthread;
		uint64_t own;

		if (module_take_address(&text, &own) && own == pthread)
			return each->thread.lwp;
	}
	return -1;
}

static struct waits_for
waits_for(const struct owners *owners, const struct draft *first, const struct thread *thread)
{
	struct waits_for waits_for = { .owner = -1 };
	struct wait wait;
	uint64_t joined;

	if (find_wait(thread, &wait)) {
		waits_for.owner = find_owner(owners, &wait);
		waits_for.kind = wait.kind;
		waits_for.address = wait.address;
	} else if ((joined = find_joined(thread)) != 0) {
		waits_for.owner = find_pthread(first, joined);
		waits_for.kind = BYTES("thread");
	}
	/* only a thread that is there is an owner */
	if (waits_for.owner <= 0 || !numberset_has(&owners->lwps, (uint64_t)waits_for.owner))
		return (struct waits_for){ .owner = -1 };
	return waits_for;
}

void
owners_judge(struct owners *owners, struct draft *first, long long look)
{
	struct deadlocks deadlocks = { .count = 0 };

	while (first != NULL && first->judged != look)
		first = first->next;
	for (struct draft *each = first; each != NULL && owners->count > 0; each = each->next) {
		struct observed *observed = &each->thread.observed;

		if (!is_of_look(each, first) || observed->waits_for.kind.len > 0)
			continue;
		observed->waits_for = waits_for(owners, first, &each->thread);
		if (!deadlocks_add(&deadlocks, each->thread.lwp, &observed->waits_for))
			owners->lost = true;
	}
	deadlocks_find(&deadlocks);
	for (struct draft *each = first; each != NULL && owners->count > 0; each = each->next)
		if (is_of_look(each, first)) {
			deadlocks_tell(&deadlocks, each->thread.lwp, &each->thread.observed);
			each->thread.observed.deadlock =
			    arena_copy(each->memory, each->thread.observed.deadlock);
		}
	deadlocks_free(&deadlocks);
}
