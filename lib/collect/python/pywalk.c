#include "collect/python/pywalk.h"

#include "base/array.h"
#include "collect/futex.h"
#include "collect/python/pyname.h"

#include <stdlib.h>

enum {
	INTERPRETERS_MAX = 1024,
	TEXTS_MAX = 64 * 1024 * 1024,
	FRAMES_MAX = 32 * 1024 * 1024, /* bytes of JSON, of one thread */

	/*
	 * Of the GIL, in all versions: an interval, the holder, 1 if it is locked, how often it changed hands; and then
	 * the conditions and mutexes of those who wait for it.
	 */
	GIL_WORDS = 4,
	GIL_WAITED_FOR = 32,
	GIL_SIZE = 208,

	/* Of what `control` points to in 3.11: the same of the C call of the interpreter before this one. */
	CONTROL_PREVIOUS = 16,

	STACK_END = 16, /* behind the pointer to the memory that frames are in */
};

/* The state of a walk. */
struct walker {
	struct pywalk *walk;
	const struct pywalk_runtime *runtime;
	const struct pywalk_caller *caller;
	struct pymemory memory;
	struct pyobjects objects;
	struct buffer json;
	size_t seen, most; /* states of threads */
};

static uint64_t
innermost_frame(struct pymemory *memory, const struct pylayout *layout, uint64_t state)
{
	uint64_t base = state;

	if (layout->control != 0)
		base = pymemory_word_now(memory, state + layout->control);
	return base == 0 ? 0 : pymemory_word_now(memory, base + layout->current);
}

/* Most frames are in a piece of memory of the thread's own, which is read at one time. */
static void
fetch_stack(struct walker *walker, uint64_t state)
{
	uint64_t at = state + walker->runtime->layout.stack;

	if (walker->runtime->layout.stack != 0)
		pymemory_fetch(&walker->memory, pymemory_word_now(&walker->memory, at),
		    pymemory_word_now(&walker->memory, at + STACK_END));
}

/*
 * Whether in 3.11 there are as many C calls of the interpreter as frames that one began. For a moment the frame of a
 * generator is the innermost one, and has no callers yet: a thread that loses its CPU then may stand so for long.
 */
static bool
has_all_callers(struct walker *walker, uint64_t state, size_t entries)
{
	const struct pylayout *layout = &walker->runtime->layout;
	uint64_t call = pymemory_word_now(&walker->memory, state + layout->control);

	for (; call != 0 && entries > 0; entries--)
		call = pymemory_word_now(&walker->memory, call + CONTROL_PREVIOUS);
	return call != 0 && pymemory_word_now(&walker->memory, call + layout->current) == 0;
}

static void
walk_frames(struct walker *walker, struct pywalk_thread *thread)
{
	uint64_t innermost =
	    innermost_frame(&walker->memory, &walker->runtime->layout, thread->state);
	struct pyframes frames = { .count = 0 };

	fetch_stack(walker, thread->state);
	walker->json.len = 0;
	walker->json.full = false;
	thread->broken = !pyframes_write(&walker->objects, innermost, &walker->json, &frames) ||
	    (walker->runtime->layout.entry == PYLAYOUT_FLAG && !frames.cut &&
		!has_all_callers(walker, thread->state, frames.entries));
	thread->frames = thread->broken
	    ? BYTES_NONE
	    : arena_copy(walker->walk->texts, buffer_bytes(&walker->json));
	thread->broken = thread->frames.len == 0;
	thread->count = frames.count;
	if (!thread->broken && !frames.cut && frames.count > 0)
		thread->name = pyname_read(&walker->objects, frames.outermost, &frames.function);
	thread->cut = frames.cut;
}

static bool
add_thread(struct walker *walker, uint64_t state)
{
	const struct pylayout *layout = &walker->runtime->layout;
	struct pywalk *walk = walker->walk;
	struct pywalk_thread thread = { .state = state, .broken = true };

	if (walker->seen++ >= walker->most ||
	    !pymemory_read(&walker->memory, state + layout->thread_id, &thread.pthread,
		sizeof(thread.pthread)))
		return false;
	/* from 3.12 on a thread that is about to begin has not taken its state yet */
	if (thread.pthread == 0)
		return true;
	if (!ARRAY_ROOM(walk->threads, walk->count, walk->size))
		return false;
	if (layout->thread_lwp != 0)
		thread.inner = (int32_t)pymemory_word(&walker->memory, state + layout->thread_lwp);
	if (walker->caller->before(walker->caller->from, &thread)) {
		if (walker->caller->moving)
			pymemory_renew(&walker->memory);
		walk_frames(walker, &thread);
		walker->caller->after(walker->caller->from, &thread);
	}
	walk->threads[walk->count++] = thread;
	return true;
}

static bool
add_gil(struct walker *walker, uint64_t address)
{
	struct pywalk *walk = walker->walk;
	const struct elf_source *source = walker->memory.source;
	struct pywalk_gil gil = { .address = address };
	uint64_t words[GIL_WORDS], again[GIL_WORDS];

	for (size_t i = 0; i < walk->gil_count; i++)
		if (walk->gils[i].address == address)
			return true;
	if (!ARRAY_ROOM(walk->gils, walk->gil_count, walk->gil_size) ||
	    !futex_read(source, address, words, sizeof(words)) ||
	    !futex_read(source, address, again, sizeof(again)))
		return false;
	if ((uint32_t)words[2] == 1 && memcmp(words, again, sizeof(words)) == 0)
		gil.holder = words[1];
	walk->gils[walk->gil_count++] = gil;
	return true;
}

static bool
walk_interpreter(struct walker *walker, uint64_t interpreter)
{
	const struct pylayout *layout = &walker->runtime->layout;
	uint64_t gil = walker->runtime->address + layout->gil;
	uint64_t state = pymemory_word(&walker->memory, interpreter + layout->threads);

	if (layout->version >= 312)
		gil = pymemory_word(&walker->memory, interpreter + layout->gil);
	if (!add_gil(walker, gil))
		return false;
	for (; state != 0; state = pymemory_word(&walker->memory, state + layout->thread_next))
		if (!add_thread(walker, state))
			return false;
	return true;
}

static bool
walk_all(struct walker *walker)
{
	const struct pylayout *layout = &walker->runtime->layout;
	uint64_t at;

	if (!pymemory_read(
		&walker->memory, walker->runtime->address + layout->interpreters, &at, sizeof(at)))
		return false;
	for (; at != 0; at = pymemory_word(&walker->memory, at + layout->interpreter_next))
		if (walker->walk->interpreters++ >= INTERPRETERS_MAX ||
		    !walk_interpreter(walker, at))
			return false;
	return walker->walk->count > 0 || walker->walk->interpreters == 0;
}

bool
pywalk_read(struct pywalk *walk, const struct elf_source *memory,
    const struct pywalk_runtime *runtime, size_t most, const struct pywalk_caller *caller)
{
	struct walker walker = { .walk = walk,
		.runtime = runtime,
		.caller = caller,
		.json.ceiling = FRAMES_MAX,
		.most = most };
	bool good;

	*walk = (struct pywalk){ .texts = arena_new(TEXTS_MAX) };
	walker.objects = (struct pyobjects){ .memory = &walker.memory,
		.layout = &runtime->layout,
		.types = runtime->types,
		.texts = walk->texts };
	good = pymemory_open(&walker.memory, memory) && walk->texts != NULL && walk_all(&walker);
	pyobject_free(&walker.objects);
	pymemory_close(&walker.memory);
	buffer_free(&walker.json);
	return good;
}

void
pywalk_free(struct pywalk *walk)
{
	free(walk->threads);
	free(walk->gils);
	arena_free(walk->texts);
	*walk = (struct pywalk){ .count = 0 };
}

uint64_t
pywalk_waits(const struct pywalk *walk, uint64_t futex)
{
	for (size_t i = 0; i < walk->gil_count; i++)
		if (futex >= walk->gils[i].address + GIL_WAITED_FOR &&
		    futex < walk->gils[i].address + GIL_SIZE)
			return walk->gils[i].address;
	return 0;
}
