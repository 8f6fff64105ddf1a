#include "native/dialect.h"

struct draft *
dialect_begin(struct dialect *dialect)
{
	struct draft *draft = drafts_begin(dialect->drafts);

	if (draft == NULL) {
		snapshot_note_lost(dialect->snapshot);
		return NULL;
	}
	dialect->threads_seen = true;
	draft->thread.file = dialect->file;
	draft->thread.line = dialect->line;
	return draft;
}

/* What came from outside the draft is copied: the snapshot may be forgotten before it is written. */
static void
own(struct draft *draft)
{
	struct thread *thread = &draft->thread;
	struct bytes *texts[] = { &thread->process.exe, &thread->process.core,
		&thread->process.host, &thread->process.command, &thread->process.more,
		&thread->time, &thread->comm, &thread->pthread, &thread->syscall, &thread->signal,
		&thread->reason, &thread->file };

	for (size_t i = 0; i < COUNT_OF(texts); i++)
		*texts[i] = arena_copy(draft->memory, *texts[i]);
}

void
dialect_complete(struct dialect *dialect, struct draft *draft, struct bytes tool)
{
	if (draft->thread.tool.len == 0)
		draft->thread.tool = tool;
	snapshot_tell(dialect->snapshot, &draft->thread);
	own(draft);
	for (const struct frame *frame = draft->thread.frames; frame != NULL; frame = frame->next)
		dialect->raw_frames += frame->raw.len > 0;
	if (arena_full(draft->memory)) {
		draft->thread.truncated = true;
		dialect->cut_threads++;
	}
	drafts_complete(dialect->drafts, draft);
}

void
dialect_end(struct dialect *dialect, struct bytes tool)
{
	if (dialect->open != NULL)
		dialect_complete(dialect, dialect->open, tool);
	dialect->open = NULL;
	dialect->process_begun = false;
}
