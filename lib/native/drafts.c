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

enum {
	CYCLES = 840, /* a multiple of 1 to 8, the lengths of cycles that are folded later */
	PARTS = 8,    /* of the ceiling: `memory` gets two for frames, and a room one */
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
free_rooms(struct draft *draft)
{
	for (size_t i = 0; i < DRAFTS_ROOMS; i++) {
		arena_free(draft->rooms[i]);
		draft->rooms[i] = NULL;
	}
	draft->room = 0;
	draft->begun = draft->left_out = 0;
}

static void
free_all(struct draft *draft)
{
	for (struct draft *next; draft != NULL; draft = next) {
		next = draft->next;
		arena_free(draft->memory);
		free_rooms(draft);
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
	draft->ceiling = drafts->ceiling;
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
	free_rooms(draft);
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

static struct arena *
memory_of(const struct draft *draft, unsigned char room)
{
	return room == 0 ? draft->memory : draft->rooms[room - 1];
}

struct arena *
drafts_memory(const struct draft *draft, const struct frame *frame)
{
	return memory_of(draft, frame->room);
}

bool
drafts_full(const struct draft *draft)
{
	bool full = arena_full(draft->memory);

	for (size_t i = 0; i < DRAFTS_ROOMS; i++)
		full = full || (draft->rooms[i] != NULL && arena_full(draft->rooms[i]));
	return full;
}

size_t
drafts_held(const struct draft *draft)
{
	size_t held = arena_held(draft->memory);

	for (size_t i = 0; i < DRAFTS_ROOMS; i++)
		held += draft->rooms[i] == NULL ? 0 : arena_held(draft->rooms[i]);
	return held;
}

static void
leave_out(struct draft *draft, unsigned char room)
{
	struct frame **place = &draft->thread.frames;

	while (*place != NULL) {
		if ((*place)->room == room) {
			*place = (*place)->next;
			draft->left_out++;
		} else {
			place = &(*place)->next;
		}
	}
	arena_reset(memory_of(draft, room));
}

/* Goes on to the next room, unless there is no memory for one. */
static void
turn(struct draft *draft)
{
	unsigned char next = (unsigned char)(draft->room % DRAFTS_ROOMS + 1);
	struct arena **memory = &draft->rooms[next - 1];

	if (*memory == NULL)
		*memory = arena_new(draft->ceiling / PARTS * 4);
	else
		leave_out(draft, next);
	if (*memory == NULL)
		return;
	draft->room = next;
	draft->begun = draft->thread.frame_count;
}

struct arena *
drafts_room(struct draft *draft)
{
	size_t held = arena_held(memory_of(draft, draft->room)), part = draft->ceiling / PARTS;

	if (held > 3 * part ||
	    (held > (draft->room == 0 ? 2 * part : part) &&
		(draft->thread.frame_count - draft->begun) % CYCLES == 0))
		turn(draft);
	return memory_of(draft, draft->room);
}

struct frame *
drafts_new_frame(struct draft *draft)
{
	struct frame *frame = arena_alloc(memory_of(draft, draft->room), sizeof(*frame));

	if (frame != NULL) {
		*frame = thread_no_frame;
		frame->room = draft->room;
	}
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
	struct frame *frame = arena_alloc(draft->memory, sizeof(*frame));

	if (frame == NULL)
		return NULL;
	*frame = thread_no_frame;
	drafts_put_frame(draft, frame);
	return frame;
}

static void
own(struct arena *memory, struct bytes *text)
{
	if (text->len > 0)
		*text = arena_copy(memory, *text);
}

struct frame *
drafts_add_parsed(struct draft *draft, const struct frame *parsed)
{
	struct arena *memory = drafts_room(draft);
	struct frame *frame = drafts_new_frame(draft);

	if (frame == NULL)
		return NULL;
	*frame = *parsed;
	frame->next = NULL;
	frame->room = draft->room;
	drafts_put_frame(draft, frame);
	if (frame->level < 0)
		frame->level = draft->thread.frame_count - 1;
	own(memory, &frame->address);
	own(memory, &frame->function);
	own(memory, &frame->args);
	own(memory, &frame->module);
	own(memory, &frame->file);
	own(memory, &frame->build_id);
	own(memory, &frame->text);
	own(memory, &frame->raw);
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
	struct local *local = arena_alloc(drafts_memory(draft, frame), sizeof(*local) + text.len);

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
