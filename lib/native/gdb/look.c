#include "native/gdb/look.h"

#include "base/hash.h"
#include "base/list.h"
#include "native/pybtframe.h"

enum {
	SHOWN_MAX = 256,      /* places that are held back */
	ROWS_MAX = 16 * 1024, /* rows that are */
	STACKS_COUNTED = 64,  /* how often one was shown */
	INNERMOST = 2,        /* frames by which a stack is known, and the last one */
};

void
look_init(struct look *look, struct dialect *dialect)
{
	*look = (struct look){ .dialect = dialect };
	selection_init(&look->selection, dialect->snapshot);
}

void
look_free(struct look *look)
{
	numberset_free(&look->seen);
	numberset_free(&look->places);
	numberset_free(&look->stacks);
}

/* Whether the frame has a function, and not `??`, `<signal handler called>` or `<function called from gdb>`. */
static bool
is_code(const struct frame *frame)
{
	char first = bytes_head(frame->function);

	return frame->function.len > 0 && first != '?' && (first != '<' || frame->args.len > 0) &&
	    !frame->signal_handler;
}

/* gdb gives the address to the innermost of an inlined run (inline-core.gdb; `info frame` says so). */
static void
mark_inlined(struct look *look, struct thread *thread)
{
	if (thread->language.len > 0) /* Python's frames have none (py-bt) */
		return;
	look->addresses = look->addresses || look->selection.address > 0;
	for (const struct frame *frame = thread->frames; frame != NULL && !look->addresses;
	     frame = frame->next)
		look->addresses = frame->address.len > 0;
	if (!look->addresses) /* set print address off */
		return;
	for (struct frame *frame = thread->frames; frame != NULL; frame = frame->next) {
		const struct frame *caller = frame->next;

		frame->inlined =
		    caller != NULL && is_code(frame) && is_code(caller) && caller->address.len == 0;
	}
}

/* py-bt-full numbers Python's frames as the C frames that run them, and prints what else the thread does as one of them. */
static bool
settle_python(struct thread *thread)
{
	struct frame *first = thread->frames;

	if (first == NULL || first->language.len == 0)
		return false;
	if (first->next != NULL && bytes_equal(first->function, BYTES(PYBTFRAME_WAITING))) {
		thread->observed.waits_for.kind = BYTES("gil");
		thread->frames = first->next;
		thread->frame_count--;
	}
	return true;
}

/* Whether there are levels of which no frame was shown (`bt -3`; `frame 4` of a thread and no more). */
static bool
lacks_frames(const struct thread *thread)
{
	long long next = 0;

	for (const struct frame *frame = thread->frames; frame != NULL; frame = frame->next) {
		if (frame->level > next)
			return true;
		next = frame->level + 1;
	}
	return false;
}

/* A gdb without a terminal does not say that there are more frames (tests/parse-gdb.bats). */
static bool
is_at_limit(const struct thread *thread, long long limit)
{
	return limit > 0 && thread->frame_count == limit && thread->stopped.len == 0;
}

/* A number for a thread. If two threads have the same, their frames still tell them apart. */
static uint64_t
number_of(long long inferior, long long tid)
{
	return ((uint64_t)(inferior + 1) << 40) + (uint64_t)tid + 1;
}

/* In such a number: a backtrace of the thread came, and not only its header (`thread apply all frame apply all p x`). */
static const uint64_t framed_bit = (uint64_t)1 << 63;

/* A number for the place of a frame: its address, else its function. */
static uint64_t
place_of(const struct frame *frame)
{
	return hash_bytes(frame->address.len > 0 ? frame->address : frame->function) | 1;
}

/*
 * Notes the place where a thread stands, and marks it where the look has shown it there before: `bt`, and then
 * `thread apply all bt`.
 */
static void
note_place(struct look *look, struct thread *thread, uint64_t place)
{
	uint64_t of_thread = hash_number(number_of(thread->inferior, thread->tid) ^ place) | 1;

	if (thread->tid >= 0 && !numberset_add(&look->places, of_thread))
		thread->repeats = true;
	(void)numberset_add(&look->places, place);
}

/* Whether it is a stack of the process's main thread, of which there is one. */
static bool
ends_in_main(const struct thread *thread)
{
	enum { BELOW_MAIN = 3 }; /* with `set backtrace past-main` */

	for (const struct frame *frame = thread->frames; frame != NULL; frame = frame->next)
		if (frame->level + BELOW_MAIN >= thread->last_frame->level &&
		    bytes_equal(frame->function, BYTES("main")))
			return true;
	return false;
}

/* How a thread was shown: below a header, or without one. */
enum shown { SHOWN_HEADED, SHOWN_BARE, SHOWN_WITH_LOCALS, SHOWN_KINDS };

static enum shown
shown_as(const struct look *look, const struct draft *draft)
{
	if (draft->thread.tid >= 0 && look->headers)
		return SHOWN_HEADED;
	return drafts_has_locals(draft) ? SHOWN_WITH_LOCALS : SHOWN_BARE;
}

/*
 * A number for the innermost frame, which has that place, for the places of the next ones and of the outermost, and how
 * many there are.
 */
static uint64_t
stack_of(const struct thread *thread, uint64_t place)
{
	const struct frame *frame = thread->frames->next;
	uint64_t stack = place_of(thread->last_frame) ^ (uint64_t)thread->frame_count;

	stack = hash_number(stack ^ hash_bytes(bytes_trim(bytes_from(thread->frames->args, 1))));
	stack = hash_number(stack ^ place);
	for (int i = 1; i < INNERMOST && frame != NULL; i++, frame = frame->next)
		stack = hash_number(stack ^ place_of(frame));
	return stack;
}

/* A number for a stack that was shown in that way for the `count`th time. */
static uint64_t
key_of(uint64_t stack, enum shown shown, int count)
{
	return hash_number(stack ^ (uint64_t)(count * SHOWN_KINDS + (int)shown)) | 1;
}

/* Notes the stack of a thread. Gives how often it was shown in that way, this time included, as far as that is counted. */
static int
note_stack(struct look *look, uint64_t stack, enum shown shown)
{
	int count = 1;

	while (shown != SHOWN_HEADED && count < STACKS_COUNTED &&
	    numberset_has(&look->stacks, key_of(stack, shown, count)))
		count++;
	(void)numberset_add(&look->stacks, key_of(stack, shown, count));
	return count;
}

/*
 * Notes the frames of a thread, and marks it if it has no number and they were shown before: once with locals and once
 * without (`bt`, and then `bt full`), or of the main thread. Else two threads may stand in the same frames
 * (`thread apply all -q bt`): the second that is shown with locals repeats the second without.
 */
static void
note_frames(struct look *look, struct draft *draft, uint64_t place)
{
	struct thread *thread = &draft->thread;
	enum shown shown = shown_as(look, draft);
	uint64_t stack;
	int count;

	if (thread->tool.len > 0) /* not gdb's */
		return;
	stack = stack_of(thread, place);
	count = note_stack(look, stack, shown);
	if (thread->tid >= 0)
		return;
	thread->repeats = thread->repeats || (count > 1 && ends_in_main(thread));
	for (int other = 0; other < SHOWN_KINDS; other++)
		thread->repeats = thread->repeats ||
		    (other != (int)shown &&
			numberset_has(&look->stacks, key_of(stack, (enum shown)other, count)));
}

static bool
has_number(const struct look *look, const struct thread *thread, uint64_t framed)
{
	return numberset_has(&look->seen, number_of(thread->inferior, thread->tid) | framed) ||
	    (thread->inferior < 0 &&
		numberset_has(&look->seen, number_of(1, thread->tid) | framed));
}

bool
look_has_thread(const struct look *look, const struct thread *thread)
{
	return has_number(look, thread, 0);
}

void
look_complete(struct look *look, struct draft *draft)
{
	struct thread *thread = &draft->thread;

	look->unnamed = look->unnamed || thread->tid < 0;
	if (thread->frames != NULL) {
		uint64_t place = place_of(thread->frames);

		note_place(look, thread, place);
		note_frames(look, draft, place);
	}
	if (thread->tid >= 0)
		(void)numberset_add(&look->seen, number_of(thread->inferior, thread->tid));
	if (thread->tid >= 0 && thread->frames != NULL)
		(void)numberset_add(
		    &look->seen, number_of(thread->inferior, thread->tid) | framed_bit);
	thread->truncated = thread->truncated || (!settle_python(thread) && lacks_frames(thread)) ||
	    is_at_limit(thread, look->dialect->snapshot->max_frames);
	mark_inlined(look, thread);
	dialect_complete(look->dialect, draft, BYTES("gdb"));
}

/*
 * It is known by its number, else by the place where it stands. `alone`: it is no more than a place; a plain `bt` before
 * all headers is of the thread that crashed.
 */
static bool
is_repetition(const struct look *look, const struct draft *draft, bool alone)
{
	const struct thread *thread = &draft->thread;
	bool before = look->headers && thread->line < look->first_header;

	if (thread->frames == NULL)
		return false;
	if (thread->tid >= 0)
		return has_number(look, thread, framed_bit);
	return before ? alone || look->selection.found
		      : alone && numberset_has(&look->places, place_of(thread->frames));
}

/* Whether the text begins in the middle of this backtrace: it stands before all headers, and its `#0` is missing. */
static bool
begins_within(const struct look *look, const struct thread *thread)
{
	return look->headers && thread->line < look->first_header && thread->tid < 0 &&
	    thread->lwp < 0 && !thread->crashed && thread->frames != NULL &&
	    thread->frames->level > 0;
}

/*
 * Completes a backtrace without a header, unless it only repeats what its thread showed. With locals it says more (`bt
 * full`, while `thread apply all bt` has none), and so it does with a stack of py-bt.
 */
static void
settle(struct look *look, struct draft *draft, bool alone)
{
	bool repeats = is_repetition(look, draft, alone);

	if (repeats && draft->view == NULL && !drafts_has_locals(draft)) {
		drafts_drop(look->dialect->drafts, draft);
		return;
	}
	draft->thread.repeats = repeats && draft->thread.tid < 0;
	if (begins_within(look, &draft->thread))
		draft->thread.current = false;
	look_complete(look, draft);
}

static void
settle_first_place(struct look *look)
{
	struct draft *draft = look->shown.first;

	look->shown.first = draft->next;
	look->shown_count--;
	settle(look, draft, draft->thread.frame_count == 1 && !drafts_has_locals(draft));
}

void
look_settle(struct look *look, struct draft *draft, bool place)
{
	bool wanting = draft->thread.tid < 0 && draft->thread.current && !look->headers;

	look->wanting = look->wanting || (!place && wanting);
	if (!place && (look->headers || !look->wanting)) {
		settle(look, draft, false);
		return;
	}
	LIST_APPEND(&look->shown, draft);
	if (++look->shown_count > SHOWN_MAX)
		settle_first_place(look);
}

/* Whether a backtrace of the row's thread came: by its number, or where that is not known, by the place. */
static bool
has_backtrace(const struct look *look, const struct thread *row)
{
	return look_has_thread(look, row) ||
	    (look->unnamed && row->frames != NULL &&
		numberset_has(&look->places, place_of(row->frames)));
}

static void
complete_row(struct look *look, struct draft *draft)
{
	draft->thread.truncated = true;
	dialect_complete(look->dialect, draft, BYTES("gdb"));
}

/* Whether the frame has a place in the code: without one, words with brackets may be output of the program. */
static bool
is_placed(const struct frame *frame)
{
	return frame != NULL &&
	    (frame->address.len > 0 || frame->line >= 0 || frame->module.len > 0);
}

static void
settle_stop(struct look *look)
{
	struct draft *draft = look->stop;

	look->stop = NULL;
	if (draft == NULL)
		return;
	if (!is_placed(draft->thread.frames) || look->rows.first != NULL ||
	    has_backtrace(look, &draft->thread) ||
	    (draft->thread.tid < 0 && look->places.count > 0))
		drafts_drop(look->dialect->drafts, draft);
	else
		complete_row(look, draft);
}

void
look_keep_stop(struct look *look, struct draft *draft)
{
	settle_stop(look);
	look->stop = draft;
}

static void
settle_rows(struct look *look)
{
	struct draft *draft = look->rows.first;

	look->rows.first = look->rows.last = NULL;
	for (struct draft *next; draft != NULL; draft = next) {
		next = draft->next;
		if (has_backtrace(look, &draft->thread)) {
			drafts_drop(look->dialect->drafts, draft);
			continue;
		}
		look->dialect->snapshot->lost = look->dialect->snapshot->lost || look->rows_dropped;
		selection_mark(&look->selection, &draft->thread);
		complete_row(look, draft);
	}
}

bool
look_add_row(struct look *look, struct draft *draft)
{
	if (look->row_count >= ROWS_MAX) {
		look->rows_dropped = true;
		drafts_drop(look->dialect->drafts, draft);
		return false;
	}
	LIST_APPEND(&look->rows, draft);
	look->row_count++;
	return true;
}

void
look_end(struct look *look)
{
	while (look->shown.first != NULL)
		settle_first_place(look);
	settle_stop(look);
	settle_rows(look);
	numberset_clear(&look->seen);
	numberset_clear(&look->places);
	numberset_clear(&look->stacks);
	look->addresses = look->headers = look->wanting = look->fragment = look->rows_dropped =
	    look->unnamed = false;
	look->row_count = 0;
	selection_init(&look->selection, look->dialect->snapshot);
}
