#include "check.h"
#include "native/owners.h"

#define MUTEX(lock, owner, users, kind) \
	"{__data = {__lock = " lock ", __count = 0, __owner = " owner ", __nusers = " users \
	", __kind = " kind ", __spins = 0}}"

#define RWLOCK(writer) \
	"{__data = {__readers = 11, __writers = 0, __wrphase_futex = 2, __writers_futex = 1, " \
	"__pad3 = 0, __pad4 = 0, __cur_writer = " writer ", __shared = 0, __rwelision = 0, " \
	"__pad2 = 0, __flags = 0}}"

/* A lock that nobody waits for: only with one are threads judged. */
#define JOINED "p *(pthread_mutex_t *) 0x30\n$1 = " MUTEX("2", "78", "1", "0")

/* The owner of the lock at 0x10, by these lines after a frame that locks it; 0: unknown. */
static long long
owner(const char *lines)
{
	const struct frame frame = { .function = BYTES("___pthread_mutex_lock"),
		.args = BYTES("(mutex=0x10 <red>)") };
	struct owners owners = { .count = 0 };
	struct bytes rest = bytes_of(lines), line;
	long long found = 0;

	while (bytes_next(&rest, '\n', &line))
		owners_read(&owners, line, &frame);
	if (owners.count == 1 && (owners.list[0].address == 0x10 || owners.list[0].address == 0))
		found = owners.list[0].owner;
	owners_free(&owners);
	return found;
}

static void
values(void)
{
	CHECK(owner("$1 = " MUTEX("2", "77", "1", "0")) == 77);
	CHECK(owner("p *mutex\n$1 = " MUTEX("2", "77", "1", "3")) == 77);
	CHECK(owner("print red\n$1 = " MUTEX("2", "77", "1", "0")) == 77);
	CHECK(owner("p *(pthread_mutex_t *) 0x10\n$12 = " MUTEX("2", "77", "1", "0")) == 77);
	CHECK(owner("$1 = {\n  __data = {\n    __lock = 2,\n    __count = 0,\n    __owner = 77,\n  "
		    "  __nusers = 1,\n"
		    "    __kind = 0,\n") == 77);
	/* robust: the word is the owner with a bit for those who wait; 0x80000000 + 77 as gdb prints it */
	CHECK(owner("$1 = " MUTEX("-2147483571", "77", "1", "144")) == 77);
	CHECK(owner("$1 = " MUTEX("-2147483570", "77", "1", "144")) == 0);
	/* no waiters, no owner, no users, no kind of glibc's; no mutex; at another address */
	CHECK(owner("$1 = " MUTEX("1", "77", "1", "0")) == 0);
	CHECK(owner("$1 = " MUTEX("2", "0", "1", "0")) == 0);
	CHECK(owner("$1 = " MUTEX("2", "77", "0", "0")) == 0);
	CHECK(owner("$1 = " MUTEX("2", "77", "1", "64")) == 0);
	CHECK(owner("$1 = {x = 2, owner = 77}\n") == 0);
	CHECK(owner("p ((struct bank *) 0x10)->other\n$1 = " MUTEX("2", "77", "1", "0")) == 0);
	CHECK(owner("p *(pthread_mutex_t *) 0x20\n$1 = " MUTEX("2", "77", "1", "0")) == 0);
	CHECK(owner("__owner = 77") == 0);
}

/* The object of a reference begins with the mutex, or the mutex's address is unknown. */
static long long
owner_by_local(const char *value)
{
	struct local local = { .name = BYTES("m"), .value = bytes_of(value) };
	struct frame frame = { .locals = &local };
	struct thread thread = { .lwp = 5, .frames = &frame };
	struct owners owners = { .count = 0 };
	long long found;

	owners_note(&owners, &thread);
	CHECK(numberset_has(&owners.lwps, 5));
	found = owners.count == 1 && owners.list[0].address == 0x4040c0 ? owners.list[0].owner : 0;
	owners_free(&owners);
	return found;
}

static void
locals(void)
{
	CHECK(owner_by_local("@0x4040c0: {<std::__mutex_base> = {_M_mutex = " MUTEX(
		  "2", "77", "1", "0") "}}") == 77);
	CHECK(owner_by_local("@0x4040c0: {name = \"x\", lock = " MUTEX("2", "77", "1", "0") "}") ==
	    0);
	CHECK(owner_by_local(MUTEX("2", "77", "1", "0")) == 0);
	CHECK(owner_by_local("@0x4040c0: 7") == 0);
}

/* Where thread 5 waits, what gdb printed of locks, and which thread it waits for; -1: that is not known. */
static const struct {
	const char *function, *args, *lines, *kind;
	long long owner;
} waits[] = {
	{ "___pthread_mutex_lock", "(mutex=0x10)", "$1 = " MUTEX("2", "77", "1", "0"), "mutex",
	    77 },
	/* printed once more, and then with another owner, who may have had it meanwhile */
	{ "___pthread_mutex_lock", "(mutex=0x10)",
	    "$1 = " MUTEX("2", "77", "1", "0") "\n$2 = " MUTEX("2", "77", "1", "0"), "mutex", 77 },
	{ "___pthread_mutex_lock", "(mutex=0x10)",
	    "$1 = " MUTEX("2", "77", "1", "0") "\n$2 = " MUTEX("2", "78", "1", "0"), "", -1 },
	/* a thread that is not there */
	{ "___pthread_mutex_lock", "(mutex=0x10)", "$1 = " MUTEX("2", "79", "1", "0"), "", -1 },
	/* glibc's struct __pthread_rwlock_arch_t: a writer has it, or readers do */
	{ "___pthread_rwlock_wrlock", "(rwlock=0x10)", "$1 = " RWLOCK("77"), "rwlock", 77 },
	{ "___pthread_rwlock_wrlock", "(rwlock=0x10)", "$1 = " RWLOCK("0") "\n" JOINED, "", -1 },
	/* a thread that is joined, by the handle in its header; gdb prints that in either way */
	{ "__pthread_clockjoin_ex", "(threadid=140736727040, thread_return=0x0)", JOINED, "thread",
	    77 },
	{ "__pthread_clockjoin_ex", "(threadid=0x20c4900800)", JOINED, "thread", 77 },
	{ "__pthread_clockjoin_ex", "(threadid=0x20c4900801)", JOINED, "", -1 },
	{ "__pthread_clockjoin_ex", "(threadid=<optimized out>)", JOINED, "", -1 },
};

static void
a_wait(size_t i)
{
	struct frame locking = { .function = bytes_of(waits[i].function),
		.args = bytes_of(waits[i].args) };
	struct frame waiting = { .function = BYTES("futex_wait"), .next = &locking };
	struct arena *memory = arena_new(1 << 16);
	struct draft third = { .memory = memory, .thread = { .lwp = 78 } };
	struct draft second = { .memory = memory,
		.next = &third,
		.thread = { .lwp = 77, .pthread = BYTES("0x20c4900800") } };
	struct draft first = {
		.memory = memory, .next = &second, .thread = { .lwp = 5, .frames = &waiting }
	};
	struct owners owners = { .count = 0 };
	struct bytes rest = bytes_of(waits[i].lines), line;
	const struct waits_for *found = &first.thread.observed.waits_for;

	for (struct draft *each = &first; each != NULL; each = each->next) {
		each->judged = 1;
		owners_note(&owners, &each->thread);
	}
	while (bytes_next(&rest, '\n', &line))
		owners_read(&owners, line, &locking);
	owners_judge(&owners, &first, 1);
	if (!CHECK(found->owner == waits[i].owner))
		printf("   %zu: %lld\n", i, found->owner);
	CHECK_TEXT(found->kind, bytes_of(waits[i].kind));
	CHECK(second.thread.observed.waits_for.kind.len == 0 && !owners.lost);
	CHECK(first.thread.observed.deadlock.len == 0);
	owners_free(&owners);
	arena_free(memory);
}

int
main(void)
{
	values();
	for (size_t i = 0; i < COUNT_OF(waits); i++)
		a_wait(i);
	locals();
	return check_end();
}
