#include "native/pymerge.h"

#include "record/names.h"

/* Python frames that are not in their place yet. */
struct python {
	struct frame *first, *last;
	struct frame *rest;    /* of these */
	const bool *entries;   /* which of the frames of `rest` a call from C began */
	long long count, runs; /* so many frames, and so many of them that a call from C began */
	bool whole;            /* the outermost one is such a frame */
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

/* They cannot be put in one order. */
static void
set_beside(struct thread *thread, const struct python *python)
{
	thread->native_frames = thread->frames;
	thread->frames = python->first;
	thread->last_frame = python->last;
	thread->frame_count = python->count;
	thread->language = BYTES(NAME_PYTHON);
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
	if (python.whole && python.runs == count_evaluators(thread))
		merge(thread, &python);
	else
		set_beside(thread, &python);
}
