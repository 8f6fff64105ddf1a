#include "native/drafts.h"

#include "base/list.h"
#include "base/memory.h"

#include <stdlib.h>

struct drafts {
	struct {
		struct draft *first, *last;
	} done; /* in the order of their completion */
	struct draft *spare;
	struct draft *taken;
	size_t ceiling;
};

struct drafts *
drafts_new(size_t ceiling)
{
	struct drafts *drafts = memory_zero(1, sizeof(*drafts));

	if (drafts != NULL)
		drafts->ceiling = ceiling;
	return drafts;
}

static void
free_all(struct draft *draft)
{
	for (struct draft *next; draft != NULL; draft = next) {
		next = draft->next;
		arena_free(draft->memory);
		free(draft);
	}
}

void
drafts_free(struct drafts *drafts)
{
	if (drafts == NULL)
		return;
	free_all(drafts->done.first);
	free_all(drafts->spare);
	free_all(drafts->taken);
	free(drafts);
}

struct draft *
drafts_begin(struct drafts *drafts)
{
	struct draft *draft = drafts->spare;

	if (draft != NULL) {
		drafts->spare = draft->next;
	} else {
		draft = memory_zero(1, sizeof(*draft));
		if (draft == NULL)
			return NULL;
		draft->memory = arena_new(drafts->ceiling);
		if (draft->memory == NULL) {
			free(draft);
			return NULL;
		}
	}
	draft->next = NULL;
	draft->awaits = draft->judged = draft->viewed = draft->alike = 0;
	draft->apart = false;
	draft->view = NULL;
	draft->thread = thread_nothing;
	return draft;
}

void
drafts_drop(struct drafts *drafts, struct draft *draft)
{
	arena_reset(draft->memory);
	draft->next = drafts->spare;
	drafts->spare = draft;
}

void
drafts_complete(struct drafts *drafts, struct draft *draft)
{
	LIST_APPEND(&drafts->done, draft);
}

bool
drafts_ready(const struct drafts *drafts)
{
	return drafts->done.first != NULL || (drafts->taken != NULL && drafts->taken->alike > 0);
}

/* The next of the threads that stand in the same frames as the one that was taken. */
static struct draft *
take_alike(struct draft *draft)
{
	struct thread first = draft->thread, *thread = &draft->thread;

	draft->alike--;
	*thread = thread_nothing;
	thread->process = first.process;
	thread->tool = first.tool;
	thread->time = first.time;
	thread->sample = first.sample;
	thread->observed.kernel_state = first.observed.kernel_state;
	thread->truncated = first.truncated;
	thread->frames = first.frames;
	thread->last_frame = first.last_frame;
	thread->frame_count = first.frame_count;
	thread->file = first.file;
	thread->line = first.line;
	return draft;
}

struct draft *
drafts_take(struct drafts *drafts)
{
	struct draft *draft = drafts->done.first;

	if (drafts->taken != NULL && drafts->taken->alike > 0)
		return take_alike(drafts->taken);
	if (drafts->taken != NULL)
		drafts_drop(drafts, drafts->taken);
	drafts->taken = draft;
	if (draft != NULL) {
		drafts->done.first = draft->next;
		draft->next = NULL;
	}
	return draft;
}

struct draft *
drafts_first(const struct drafts *drafts)
{
	return drafts->done.first;
}

struct frame *
drafts_new_frame(struct draft *draft)
{
	struct frame *frame = arena_alloc(draft->memory, sizeof(*frame));

	if (frame != NULL)
		*frame = thread_no_frame;
	return frame;
}

void
drafts_put_frame(struct draft *draft, struct frame *frame)
{
	struct thread *thread = &draft->thread;

	if (thread->frames == NULL)
		thread->frames = frame;
	else
		thread->last_frame->next = frame;
	thread->last_frame = frame;
	thread->frame_count++;
}

struct frame *
drafts_add_frame(struct draft *draft)
{
	struct frame *frame = drafts_new_frame(draft);

	if (frame != NULL)
		drafts_put_frame(draft, frame);
	return frame;
}

static void
own(struct draft *draft, struct bytes *text)
{
	if (text->len > 0)
		*text = arena_copy(draft->memory, *text);
}

struct frame *
drafts_add_parsed(struct draft *draft, const struct frame *parsed)
{
	struct frame *frame = drafts_add_frame(draft);

	if (frame == NULL)
		return NULL;
	*frame = *parsed;
	frame->next = NULL;
	if (frame->level < 0)
		frame->level = draft->thread.frame_count - 1;
	own(draft, &frame->address);
	own(draft, &frame->function);
	own(draft, &frame->args);
	own(draft, &frame->module);
	own(draft, &frame->file);
	own(draft, &frame->build_id);
	own(draft, &frame->text);
	own(draft, &frame->raw);
	return frame;
}

struct frame *
drafts_add_inner(struct draft *draft, const struct frame *parsed)
{
	struct thread *thread = &draft->thread;
	struct frame *first = thread->frames, *last = thread->last_frame;
	struct frame *frame = drafts_add_parsed(draft, parsed);

	if (frame == NULL || first == NULL)
		return frame;
	last->next = NULL;
	thread->last_frame = last;
	frame->next = first;
	thread->frames = frame;
	return frame;
}

bool
drafts_has_level(const struct draft *draft, long long level)
{
	for (const struct frame *frame = draft->thread.frames; frame != NULL; frame = frame->next)
		if (frame->level == level)
			return true;
	return false;
}

bool
drafts_has_locals(const struct draft *draft)
{
	for (const struct frame *frame = draft->thread.frames; frame != NULL; frame = frame->next)
		if (frame->locals != NULL)
			return true;
	return false;
}

void
drafts_move_in(struct draft *draft)
{
	struct thread *thread = &draft->thread;
	struct frame *moved = thread->last_frame, **place = &thread->frames;

	while (*place != moved && (*place)->level <= moved->level)
		place = &(*place)->next;
	if (*place == moved)
		return;
	for (thread->last_frame = *place; thread->last_frame->next != moved;)
		thread->last_frame = thread->last_frame->next;
	thread->last_frame->next = NULL;
	moved->next = *place;
	*place = moved;
}

struct local *
drafts_add_local(struct draft *draft, struct frame *frame, struct bytes text)
{
	struct local *local = arena_alloc(draft->memory, sizeof(*local) + text.len);

	if (local == NULL)
		return NULL;
	*local = (struct local){ .name = { (char *)(local + 1), text.len } };
	if (text.len > 0)
		memcpy(local + 1, text.at, text.len);
	if (frame->locals == NULL)
		frame->locals = local;
	else
		frame->last_local->next = local;
	frame->last_local = local;
	return local;
}
