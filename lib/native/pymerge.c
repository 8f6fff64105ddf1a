#include "native/pymerge.h"

#include "record/names.h"

/* Python frames that are not in their place yet. */
struct python {
	struct frame *first, *last;
	struct frame *rest;    /* those that were not merged so far */
	const bool *entries;   /* for each of `rest`, whether a call from C began it */
	long long count, runs; /* of all frames; of those that a call from C began */
	bool whole;            /* a call from C began the outermost one */
};

/* `_PyEval_EvalFrameDefault`, or a part of it that the compiler made a function of: `….cold` */
static bool
runs_python(const struct frame *frame)
{
	struct bytes rest = frame->function;

	return bytes_take(&rest, BYTES("_PyEval_EvalFrameDefault")) &&
	    (rest.len == 0 || rest.at[0] == '.' || rest.at[0] == '@');
}

static long long
count_evaluators(const struct thread *thread)
{
	long long count = 0;

	for (const struct frame *each = thread->frames; each != NULL; each = each->next)
		count += runs_python(each);
	return count;
}

/* Copies the frames of the capture. False: no memory. */
static bool
copy(struct python *python, const struct value *first, struct arena *memory)
{
	const struct value *rest = first;
	struct frame read;
	bool *entries, entry;

	*python = (struct python){ .count = 0 };
	while (capture_next_frame(&rest, &read, &entry))
		python->count++;
	python->entries = entries = arena_alloc(memory, (size_t)python->count + 1);
	for (long long i = 0; entries != NULL && capture_next_frame(&first, &read, &entry); i++) {
		struct frame *frame = arena_alloc(memory, sizeof(*frame));

		if (frame == NULL)
			return false;
		*frame = read;
		frame->function = arena_copy(memory, read.function);
		frame->file = arena_copy(memory, read.file);
		*(python->first == NULL ? &python->first : &python->last->next) = frame;
		python->last = frame;
		python->runs += entries[i] = python->whole = entry;
	}
	python->rest = python->first;
	return entries != NULL;
}

/* Takes the frames of one run off the front, and gives the last of them. */
static struct frame *
take_run(struct python *python)
{
	struct frame *last = python->rest;

	while (!*python->entries++)
		last = last->next;
	python->rest = last->next;
	return last;
}

/* Each run stands before the frame of C that runs it. */
static void
merge(struct thread *thread, struct python *python)
{
	for (struct frame **place = &thread->frames; *place != NULL; place = &(*place)->next) {
		struct frame *evaluator = *place, *last;

		if (!runs_python(evaluator))
			continue;
		*place = python->rest;
		last = take_run(python);
		last->next = evaluator;
		place = &last->next;
	}
	thread->frame_count += python->count;
}

/* Puts them beside the frames of C, since their common order is not known. */
static void
set_beside(struct thread *thread, const struct python *python)
{
	thread->native_frames = thread->frames;
	thread->frames = python->first;
	thread->last_frame = python->last;
	thread->frame_count = python->count;
	thread->language = BYTES(NAME_PYTHON);
}

/* Puts them in their place, or beside the frames of C. */
static void
put(struct thread *thread, struct python *python)
{
	if (python->whole && python->runs == count_evaluators(thread))
		merge(thread, python);
	else
		set_beside(thread, python);
}

void
pymerge_add(
    struct draft *draft, const struct capture_python *captured, const struct modules *modules)
{
	struct thread *thread = &draft->thread;
	struct python python;

	if (captured->frames == NULL || !copy(&python, captured->frames, draft->memory))
		return;
	thread->truncated = thread->truncated || captured->truncated;
	if (modules != NULL)
		modules_tell(modules, draft);
	put(thread, &python);
}

bool
pymerge_is_python(const struct thread *thread)
{
	return bytes_equal(thread->language, BYTES(NAME_PYTHON)) && thread->native_frames == NULL;
}

bool
pymerge_runs_python(const struct thread *thread)
{
	return thread->language.len == 0 && count_evaluators(thread) > 0;
}

static struct local *
copy_locals(const struct local *local, struct arena *memory)
{
	struct local *first = NULL, **place = &first;

	for (; local != NULL; local = local->next, place = &(*place)->next) {
		struct local *copied = *place = arena_zero(memory, sizeof(*copied));

		if (copied == NULL)
			break;
		copied->name = arena_copy(memory, local->name);
		copied->value = arena_copy(memory, local->value);
	}
	return first;
}

static struct frame *
copy_frames(const struct frame *frame, struct arena *memory)
{
	struct frame *first = NULL, **place = &first;

	for (; frame != NULL; frame = frame->next, place = &(*place)->next) {
		struct frame *copied = *place = arena_alloc(memory, sizeof(*copied));

		if (copied == NULL)
			break;
		*copied = *frame;
		struct bytes *const texts[] = { &copied->address, &copied->function, &copied->args,
			&copied->module, &copied->file, &copied->build_id, &copied->text,
			&copied->raw };
		for (size_t i = 0; i < COUNT_OF(texts); i++)
			*texts[i] = arena_copy(memory, *texts[i]);
		copied->next = NULL;
		copied->locals = copy_locals(frame->locals, memory);
	}
	return first;
}

/* Takes the frames that py-bt printed. Functions of C among them belong to the one of Python that called them. */
static bool
take_printed(struct python *python, struct frame *frames, struct arena *memory)
{
	bool *entries;

	*python = (struct python){ .first = frames, .rest = frames };
	for (const struct frame *frame = frames; frame != NULL; frame = frame->next)
		python->count++;
	python->entries = entries = arena_alloc(memory, (size_t)python->count + 1);
	for (struct frame *frame = frames; entries != NULL && frame != NULL; frame = frame->next) {
		python->whole = *entries++ = frame->file.len > 0;
		if (python->whole)
			frame->language = BYTES(NAME_PYTHON);
		python->runs += python->whole;
		python->last = frame;
	}
	return entries != NULL;
}

static void
set_frames(struct thread *thread, struct frame *frames)
{
	thread->frames = thread->last_frame = frames;
	thread->frame_count = 0;
	thread->language = BYTES_NONE;
	for (; frames != NULL; frames = frames->next) {
		thread->last_frame = frames;
		thread->frame_count++;
	}
}

/* Adds what the view says of the thread besides its frames. */
static void
join_facts(struct draft *draft, const struct thread *view)
{
	struct thread *thread = &draft->thread;
	struct observed *observed = &thread->observed;

	thread->truncated = thread->truncated || view->truncated;
	thread->current = thread->current || view->current;
	thread->crashed = thread->crashed || view->crashed;
	if (thread->stopped.len == 0)
		thread->stopped = arena_copy(draft->memory, view->stopped);
	observed->gil = observed->gil || view->observed.gil;
	if (observed->waits_for.kind.len == 0) {
		observed->waits_for = view->observed.waits_for;
		(void)observed_own(observed, draft->memory);
	}
}

void
pymerge_join(struct draft *draft, const struct thread *view)
{
	struct thread *thread = &draft->thread;
	struct frame *frames = copy_frames(view->frames, draft->memory);
	bool printed = pymerge_is_python(thread);
	struct frame *native = printed ? frames : thread->frames;
	struct python python;

	if (!take_printed(&python, printed ? thread->frames : frames, draft->memory))
		return;
	join_facts(draft, view);
	set_frames(thread, native);
	put(thread, &python);
}
