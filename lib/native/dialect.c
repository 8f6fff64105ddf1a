#include "native/dialect.h"

struct draft *
dialect_begin(struct dialect *dialect)
{
	struct draft *draft = drafts_begin(dialect->drafts);

	if (draft == NULL) {
		dialect->snapshot.lost = true;
		return NULL;
	}
	dialect->threads_seen = true;
	draft->thread.file = dialect->file;
	draft->thread.line = dialect->line;
	return draft;
}

/* What was noted of the thread by its number, and then by its LWP. */
static void
add_names(struct thread *thread, const struct snapshot *snapshot)
{
	const struct threadtable_entry *numbered =
	    thread->tid < 0 ? NULL : threadtable_find(&snapshot->known, SNAPSHOT_TID + thread->tid);
	const struct threadtable_entry *known;

	if (numbered != NULL && thread->lwp < 0 && numbered->lwp > 0)
		thread->lwp = numbered->lwp;
	if (numbered != NULL && thread->lwp == numbered->lwp && thread->pthread.len == 0)
		thread->pthread = numbered->pthread;
	known = threadtable_find(&snapshot->known, thread->lwp);
	if (known == NULL)
		known = numbered;
	if (known == NULL)
		return;
	if (thread->comm.len == 0)
		thread->comm = known->comm;
	thread->syscall = known->syscall;
}

static void
add_what_is_known(struct thread *thread, const struct snapshot *snapshot)
{
	long long pid = thread->process.pid;

	thread->process = *snapshot_process(snapshot, thread->inferior);
	if (thread->process.pid < 0)
		thread->process.pid = pid;
	thread->time = snapshot->time;
	thread->sample = snapshot->sample;
	add_names(thread, snapshot);
}

/* What came from outside the draft is copied: the snapshot may be forgotten before it is written. */
static void
own(struct draft *draft)
{
	struct thread *thread = &draft->thread;
	struct bytes *texts[] = { &thread->process.exe, &thread->process.core,
		&thread->process.host, &thread->process.command, &thread->process.more,
		&thread->time, &thread->comm, &thread->pthread, &thread->syscall, &thread->signal,
		&thread->file };

	for (size_t i = 0; i < COUNT_OF(texts); i++)
		drafts_own(draft, texts[i]);
}

void
dialect_complete(struct dialect *dialect, struct draft *draft, struct bytes tool)
{
	if (draft->thread.tool.len == 0)
		draft->thread.tool = tool;
	add_what_is_known(&draft->thread, &dialect->snapshot);
	own(draft);
	for (const struct frame *frame = draft->thread.frames; frame != NULL; frame = frame->next)
		dialect->raw_frames += frame->raw.len > 0;
	if (arena_full(draft->memory)) {
		draft->thread.truncated = true;
		dialect->cut_threads++;
	}
	drafts_complete(dialect->drafts, draft);
}
