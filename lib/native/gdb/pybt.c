#include "native/gdb/pybt.h"

#include "native/pymerge.h"

/* The thread that gets the frames: the one that was named; or a view of the one whose backtrace has just come. */
static struct thread *
find_thread(struct threads *threads)
{
	struct draft *draft = threads->reader.draft;

	if (draft == NULL)
		return NULL;
	if (threads->state == THREADS_IN_THREAD && draft->thread.frames == NULL)
		return &draft->thread;
	/* which one is selected behind `thread apply all bt` is not known */
	if (threads->state != THREADS_IN_BARE || draft->view != NULL)
		return NULL;
	framereader_close(&threads->reader);
	if (!pymerge_runs_python(&draft->thread))
		return NULL;
	draft->view = arena_alloc(draft->memory, sizeof(*draft->view));
	if (draft->view != NULL)
		*draft->view = thread_nothing;
	return draft->view;
}

bool
pybt_begin(struct pybt *pybt, struct threads *threads, struct bytes line)
{
	struct thread *thread = pydump_is_pybt(line) ? find_thread(threads) : NULL;

	if (thread != NULL)
		pydump_begin(&pybt->dump, thread, threads->reader.draft->memory,
		    &(struct pydump_heading){ .style = PYDUMP_FILE_FIRST, .lwp = -1 });
	return thread != NULL;
}

void
pybt_end(struct pybt *pybt)
{
	if (pybt->dump.thread != NULL)
		pydump_end(&pybt->dump);
	pybt->dump.thread = NULL;
}

bool
pybt_take(struct pybt *pybt, struct bytes line)
{
	if (pybt->dump.thread == NULL)
		return false;
	if (pydump_feed(&pybt->dump, line))
		return true;
	pybt_end(pybt);
	return false;
}
