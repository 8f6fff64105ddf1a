#include "native/gdb/bare.h"

bool
bare_is_place(const struct threads *threads)
{
	const struct thread *thread = &threads->bare->thread;

	return thread->tool.len == 0 && thread->frames != NULL &&
	    thread->last_frame->locals == NULL && (threads->displayed || thread->frame_count == 1);
}

static struct draft *
take_bare(struct threads *threads)
{
	struct draft *draft = threads->bare;

	threads_stop_reading(threads);
	threads->bare = NULL;
	threads->displayed = false;
	return draft;
}

/* The backtrace without a header is whole: finds its thread. True: it is the selected one's once more, or systemd's. */
static bool
mark_whole(struct threads *threads, bool last)
{
	struct selection *selection = &threads->look.selection;

	if (threads->bare->thread.tool.len > 0)
		return true;
	if (threads->bare_is.again && selection_mark_again(selection, threads->bare))
		return true;
	selection_mark_whole(selection, threads->bare, last);
	return false;
}

/*
 * Whether a place says again what is known: gdb 6.8 shows the selected thread's behind the last thread; `up` and `frame 2`
 * show their frame with its source.
 */
static bool
is_shown_again(const struct threads *threads)
{
	const struct thread *thread = &threads->bare->thread;

	return (threads->bare_is.second && threads->displayed) ||
	    (threads->bare_is.behind && !threads->displayed && thread->frame_count == 1 &&
		(thread->tid < 0 || look_has_thread(&threads->look, thread)));
}

/* A whole backtrace is the selected thread's, or any thread's: no header tells. */
static void
hand_over(struct threads *threads)
{
	const struct thread *thread = &threads->bare->thread;

	if (thread->tid >= 0 || thread->tool.len > 0)
		look_complete(&threads->look, take_bare(threads));
	else
		look_settle(&threads->look, take_bare(threads), false);
}

void
bare_settle(struct threads *threads)
{
	struct look *look = &threads->look;
	bool place;

	if (threads->bare == NULL)
		return;
	framereader_close(&threads->reader);
	place = bare_is_place(threads);
	if (place && is_shown_again(threads))
		drafts_drop(threads->dialect->drafts, take_bare(threads));
	else if (!place && mark_whole(threads, true))
		hand_over(threads);
	else
		look_settle(look, take_bare(threads), place);
}

void
bare_settle_before_next(struct threads *threads, struct bytes rest)
{
	struct selection *selection = &threads->look.selection;
	struct draft *draft = threads->bare;
	bool selected_since = threads->state != THREADS_IN_BARE;
	const struct frame *frame;

	if (draft == NULL)
		return;
	framereader_close(&threads->reader);
	frame = draft->thread.frames;
	if (!bare_is_place(threads)) {
		(void)mark_whole(threads, selected_since);
		hand_over(threads);
	} else if (!bytes_start(rest, frame->address.len > 0 ? frame->address : frame->function)) {
		selection_seek(selection, draft);
		bare_settle(threads);
	} else {
		if (draft->thread.current) /* the backtrace that begins is the selected thread's */
			selection->named = -1;
		drafts_drop(threads->dialect->drafts, take_bare(threads));
	}
}

void
bare_become(struct threads *threads, struct draft *draft, const struct frame *innermost)
{
	threads->bare = draft;
	threads->state = THREADS_IN_BARE;
	threads->dialect->threads_seen = true;
	if (draft->thread.tool.len == 0 && !threads->bare_is.second)
		selection_mark_begun(&threads->look.selection, draft, innermost);
}
