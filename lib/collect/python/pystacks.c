#include "collect/python/pystacks.h"

#include "base/array.h"

#include <stdlib.h>

enum {
	SYSCALL_FUTEX = 202,
	SYSCALL_RESTART =
	    219, /* a call with a time-out that a debugger has interrupted; its arguments stay */
	STATES_OF_OWN = 313, /* from this version on each thread has states of its own */
	AGREE = 6,  /* walks in a row after the first one, if a thread may have moved in each */
	SPARE = 64, /* for states of threads that have ended, or of interpreters inside others */
};

/* The thread's LWP, by the number that the C library keeps (right even after fork(2)), or else by Python's. */
static long long
lwp_of(const struct pystacks_look *look, const struct pywalk_thread *thread)
{
	long long inner = futex_inner(look->memory, thread->pthread);
	const struct futex_thread *found =
	    futex_find_thread(look->threads, inner > 0 ? inner : thread->inner);

	return found == NULL || found->ended ? 0 : found->lwp;
}

static bool
is_known(const struct pystacks *stacks, long long lwp)
{
	for (size_t i = 0; stacks != NULL && i < stacks->count; i++)
		if (stacks->threads[i].lwp == lwp)
			return true;
	return false;
}

/* A walk that asks about each thread. */
struct asking {
	const struct pystacks_look *look;
	long long sleeps; /* before the thread was read */
};

static bool
before_frames(void *from, struct pywalk_thread *thread)
{
	struct asking *asking = from;
	const struct pystacks_look *look = asking->look;

	thread->lwp = lwp_of(look, thread);
	if (thread->lwp == 0 || is_known(look->known, thread->lwp))
		return false;
	asking->sleeps = look->sleeps == NULL ? 0 : look->sleeps(look->from, thread->lwp);
	return true;
}

static void
after_frames(void *from, struct pywalk_thread *thread)
{
	const struct asking *asking = from;
	const struct pystacks_look *look = asking->look;
	const struct futex_call call = look->call(look->from, thread->lwp);

	if (call.number == SYSCALL_FUTEX || call.number == SYSCALL_RESTART)
		thread->futex = call.arguments[0];
	thread->moves = look->sleeps != NULL &&
	    (asking->sleeps < 0 || look->sleeps(look->from, thread->lwp) != asking->sleeps);
}

static int
by_lwp(const void *a, const void *b)
{
	const struct pywalk_thread *one = a, *other = b;

	if (one->lwp != other->lwp)
		return one->lwp > other->lwp ? 1 : -1;
	return (one->count > other->count) - (one->count < other->count);
}

/* Forgets that the thread has a GIL. */
static void
forget_holder(struct pywalk *walk, long long lwp)
{
	for (size_t i = 0; i < walk->gil_count; i++)
		if (walk->gils[i].lwp == lwp)
			walk->gils[i].lwp = 0;
}

/*
 * Keeps one state of each thread. A thread has one in each interpreter that it has been in, and is in one of these. If
 * it has frames in two, nothing in memory says which are the inner ones. Before 3.13, one of the states may be at work
 * in another thread: it belongs to the thread that began the interpreter, but whoever runs something there uses it.
 */
static void
keep_one_state(struct pywalk *walk, int version)
{
	size_t kept = 0;

	for (size_t i = 0; i < walk->count; i++) {
		struct pywalk_thread *thread = &walk->threads[i];

		if (thread->lwp == 0)
			continue;
		if (kept > 0 && walk->threads[kept - 1].lwp == thread->lwp) {
			struct pywalk_thread *other = &walk->threads[kept - 1];

			if (other->count > 0 || other->broken) {
				thread->broken = true;
				if (version < STATES_OF_OWN)
					forget_holder(walk, thread->lwp);
			}
			kept--;
		}
		walk->threads[kept++] = *thread;
	}
	walk->count = kept;
}

bool
pystacks_walk(
    struct pywalk *walk, const struct pywalk_runtime *runtime, const struct pystacks_look *look)
{
	struct asking asking = { .look = look };
	const struct pywalk_caller caller = { before_frames, after_frames, &asking,
		look->sleeps != NULL };

	if (!pywalk_read(
		walk, look->memory, runtime, 2 * look->threads->thread_count + SPARE, &caller))
		return false;
	for (size_t i = 0; i < walk->count; i++)
		walk->threads[i].waits = pywalk_waits(walk, walk->threads[i].futex);
	for (size_t i = 0; i < walk->gil_count; i++)
		for (size_t j = 0; j < walk->count; j++)
			if (walk->threads[j].state == walk->gils[i].holder)
				walk->gils[i].lwp = walk->threads[j].lwp;
	if (walk->count > 0)
		qsort(walk->threads, walk->count, sizeof(*walk->threads), by_lwp);
	keep_one_state(walk, runtime->layout.version);
	return true;
}

static const struct pywalk_thread *
find_walked(const struct pywalk *walk, long long lwp)
{
	size_t low = 0, high = walk->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (walk->threads[middle].lwp < lwp)
			low = middle + 1;
		else
			high = middle;
	}
	return low < walk->count && walk->threads[low].lwp == lwp ? &walk->threads[low] : NULL;
}

/* How many walks in a row before this one found the same of the thread. */
static size_t
same_before(const struct pywalk *earlier, const struct pywalk_thread *thread)
{
	const struct pywalk_thread *other = find_walked(earlier, thread->lwp);

	return other != NULL && !other->broken && other->state == thread->state &&
		other->waits == thread->waits && bytes_equal(other->frames, thread->frames) &&
		bytes_equal(other->name, thread->name)
	    ? other->same + 1
	    : 0;
}

static long long
holder_in(const struct pywalk *walk, uint64_t gil)
{
	for (size_t i = 0; i < walk->gil_count; i++)
		if (walk->gils[i].address == gil)
			return walk->gils[i].lwp;
	return 0;
}

/* The thread that has the GIL, and had it in the earlier walk, if there is one; 0: none. */
static long long
holder_of(const struct pywalk *walk, const struct pywalk *earlier, uint64_t gil)
{
	long long holder = holder_in(walk, gil);

	return earlier == NULL || holder_in(earlier, gil) == holder ? holder : 0;
}

static void
add_thread(struct pystacks *stacks, const struct pywalk_thread *thread, long long owner)
{
	if (ARRAY_ROOM(stacks->threads, stacks->count, stacks->size))
		stacks->threads[stacks->count++] = (struct pystacks_thread){
			.lwp = thread->lwp,
			.name = arena_copy(stacks->memory, thread->name),
			.frames = arena_copy(stacks->memory, thread->frames),
			.cut = thread->cut,
			.waits = thread->waits,
			.owner = owner,
		};
}

/* The thread that was recorded as the holder of the GIL; 0: none. */
static long long
said_holder(const struct pystacks *stacks, uint64_t gil)
{
	for (size_t i = 0; i < stacks->holder_count; i++)
		if (stacks->holders[i].gil == gil)
			return stacks->holders[i].lwp;
	return 0;
}

static void
add_holder(struct pystacks *stacks, uint64_t gil, long long lwp)
{
	if (lwp > 0 && said_holder(stacks, gil) == 0 &&
	    ARRAY_ROOM(stacks->holders, stacks->holder_count, stacks->holder_size))
		stacks->holders[stacks->holder_count++] = (struct pystacks_holder){ gil, lwp };
}

size_t
pystacks_add(struct pystacks *stacks, struct pywalk *walk, const struct pywalk *earlier)
{
	stacks->left_out = 0;
	for (size_t i = 0; i < walk->count; i++) {
		struct pywalk_thread *thread = &walk->threads[i];

		if (is_known(stacks, thread->lwp))
			continue;
		if (earlier != NULL)
			thread->same = same_before(earlier, thread);
		if (!thread->broken && (!thread->moves || thread->same >= AGREE))
			add_thread(stacks, thread, holder_of(walk, earlier, thread->waits));
		else
			stacks->left_out++;
	}
	for (size_t i = 0; i < walk->gil_count; i++)
		add_holder(
		    stacks, walk->gils[i].address, holder_of(walk, earlier, walk->gils[i].address));
	return stacks->left_out;
}

static void
tell_waits(const struct pystacks *stacks, const struct pystacks_thread *known,
    struct captured_thread *thread)
{
	struct waits_for *waits_for = &thread->observed.waits_for;

	if (known->waits == 0 || thread->observed.gil || waits_for->kind.len > 0)
		return;
	waits_for->kind = BYTES("gil");
	waits_for->address = locks_address(known->waits, stacks->memory);
	/* in a running process each thread was read at a moment of its own: only a holder that was recorded counts */
	if (known->owner > 0 && known->owner == said_holder(stacks, known->waits))
		waits_for->owner = known->owner;
}

static struct captured_thread *
find_captured(struct captured_thread *threads, size_t count, long long lwp)
{
	for (size_t i = 0; i < count; i++)
		if (threads[i].lwp == lwp)
			return &threads[i];
	return NULL;
}

/* A thread may have the GIL and be in the middle of a call, so that its frames are not known. */
static void
tell_gil(const struct pystacks *stacks, struct captured_thread *threads, size_t count)
{
	for (size_t i = 0; i < stacks->holder_count; i++) {
		struct captured_thread *holder =
		    find_captured(threads, count, stacks->holders[i].lwp);

		if (holder != NULL)
			holder->observed.gil = true;
	}
	for (size_t i = 0; i < stacks->count; i++)
		tell_waits(stacks, &stacks->threads[i],
		    find_captured(threads, count, stacks->threads[i].lwp));
}

/* Threads that began after the kernel was asked for the list are added to it. */
void
pystacks_tell(const struct pystacks *stacks, struct captured *captured)
{
	struct captured_thread *threads =
	    arena_zero(stacks->memory, (captured->thread_count + stacks->count) * sizeof(*threads));

	if (stacks->count + stacks->holder_count == 0 || threads == NULL)
		return;
	for (size_t i = 0; i < captured->thread_count; i++)
		threads[i] = captured->threads[i];
	for (size_t i = 0; i < stacks->count; i++) {
		const struct pystacks_thread *known = &stacks->threads[i];
		struct captured_thread *thread =
		    find_captured(threads, captured->thread_count, known->lwp);

		if (thread == NULL) {
			thread = &threads[captured->thread_count++];
			*thread = (struct captured_thread){ .lwp = known->lwp,
				.observed = observed_nothing };
		}
		thread->python_name = known->name;
		thread->python_frames = known->frames;
		thread->python_cut = known->cut;
	}
	tell_gil(stacks, threads, captured->thread_count);
	captured->threads = threads;
}

void
pystacks_free(struct pystacks *stacks)
{
	free(stacks->threads);
	free(stacks->holders);
	*stacks = (struct pystacks){ .memory = stacks->memory };
}
