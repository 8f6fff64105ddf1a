#include "native/capturethreads.h"

#include "native/deadlocks.h"

/*
 * Notes the threads and their Python frames, without what the kernel says of them. Returns the thread that holds Python's
 * interpreter lock; -1: none does, or several do.
 */
static long long
note_threads(struct snapshot *snapshot, struct capture capture)
{
	struct capture_thread thread;
	long long holder = -1;
	int holders = 0;

	while (capture_next_thread(&capture, &thread)) {
		struct bytes name = thread.python.name;

		snapshot_add_thread(snapshot, thread.lwp, name.len > 0 ? name : thread.comm, NULL);
		snapshot_note_python(snapshot, thread.lwp, &thread.python);
		if (thread.observed.gil)
			holder = holders++ == 0 ? thread.lwp : -1;
	}
	return holder;
}

/* Completes a wait for the interpreter lock: the owner, if only one thread can be meant, and the function that this is in. */
static void
tell_holder(const struct snapshot *snapshot, long long holder, struct waits_for *waits_for)
{
	const struct value *frames;
	struct frame frame;
	bool entry;

	if (!bytes_equal(waits_for->kind, BYTES("gil")))
		return;
	/* if the lock's address were known, its owner would be, too */
	if (waits_for->owner < 0 && waits_for->address.len == 0)
		waits_for->owner = holder;
	frames = snapshot_python(snapshot, waits_for->owner).frames;
	if (!capture_next_frame(&frames, &frame, &entry))
		return;
	waits_for->at = frame.function;
	waits_for->at_file = frame.file;
	waits_for->at_line = frame.line;
}

void
capturethreads_take(struct snapshot *snapshot, struct capture *capture)
{
	const long long holder = note_threads(snapshot, *capture);
	struct capture first = *capture;
	struct deadlocks deadlocks = { .count = 0 };
	struct capture_thread thread;

	while (capture_next_thread(&first, &thread)) {
		tell_holder(snapshot, holder, &thread.observed.waits_for);
		if (!deadlocks_add(&deadlocks, thread.lwp, &thread.observed.waits_for))
			snapshot->lost = true;
	}
	deadlocks_find(&deadlocks);
	while (capture_next_thread(capture, &thread)) {
		tell_holder(snapshot, holder, &thread.observed.waits_for);
		deadlocks_tell(&deadlocks, thread.lwp, &thread.observed);
		snapshot_add_thread(snapshot, thread.lwp, BYTES_NONE, &thread.observed);
	}
	deadlocks_free(&deadlocks);
}
