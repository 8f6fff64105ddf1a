#include "native/gdb/pybt.h"

#include "base/words.h"
#include "native/gdb/bare.h"
#include "native/gdb/infothreads.h"

/* Whether the process and its selected thread stay where they are, by what a person typed, or gdb says. */
static bool
leaves_place(struct line *line)
{
	static const struct bytes typed[] = { BYTES_ROW("py-"), BYTES_ROW("python"),
		BYTES_ROW("source "), BYTES_ROW("thread "), BYTES_ROW("info threads") };

	switch (says_of(line).says) {
	case SAYS_NOTHING:
		return infothreads_is_row(line->text) ||
		    words_start(LIST(typed), line->text) != WORDS_NONE;
	case SAYS_RUNS: /* source of Python that is set in may begin so */
		return bytes_indent(line->text) > 0;
	case SAYS_NOISE:
	case SAYS_CURRENT:
	case SAYS_SWITCHING:
	case SAYS_THREADS:
	case SAYS_WARNING:
		return true;
	default:
		return false;
	}
}

/* Whether it is the line of source below a stop, or the place of a thread. Another one shows that the process went on. */
static bool
is_of_place(const struct pybt *pybt, const struct threads *threads, enum says says)
{
	const struct draft *draft = threads->reader.draft;

	return says == SAYS_SOURCE && pybt->since == PYBT_AT_FRAME &&
	    (draft == NULL || draft->thread.frame_count == 1);
}

void
pybt_note(struct pybt *pybt, const struct threads *threads, struct line *line)
{
	enum says says = says_of(line).says;

	if (says == SAYS_RECEIVED || says == SAYS_HIT) /* what follows is of this stop */
		pybt->since = PYBT_AT_FRAME;
	else if (is_of_place(pybt, threads, says))
		pybt->since = PYBT_AT_SOURCE;
	else if (pybt->since != PYBT_MOVED && !leaves_place(line))
		pybt->since = PYBT_MOVED;
}

void
pybt_note_frame(struct pybt *pybt)
{
	pybt->since = PYBT_AT_FRAME;
}

/* The thread that gets the frames: the one whose header came, or a view of the one whose backtrace has just come. */
static struct thread *
find_thread(const struct pybt *pybt, struct threads *threads)
{
	struct draft *draft = threads->reader.draft;

	if (draft == NULL)
		return NULL;
	if (threads->state == THREADS_IN_THREAD && draft->thread.frames == NULL)
		return &draft->thread;
	/* which one is selected behind `thread apply all bt` is not known */
	if (threads->state != THREADS_IN_BARE || draft->view != NULL || pybt->since == PYBT_MOVED ||
	    bare_is_place(threads))
		return NULL;
	framereader_close(&threads->reader);
	draft->view = arena_alloc(draft->memory, sizeof(*draft->view));
	if (draft->view != NULL)
		*draft->view = thread_nothing;
	return draft->view;
}

/* Says of which thread the stack is: that of the backtrace before it, or the selected one. */
static void
name(const struct pybt *pybt, const struct threads *threads, struct draft *own)
{
	const struct draft *draft = threads->reader.draft;
	bool moved = pybt->since == PYBT_MOVED;

	if (threads->state == THREADS_IN_BARE && !moved) {
		own->thread.tid = draft->thread.tid;
		own->thread.inferior = draft->thread.inferior;
		own->thread.lwp = draft->thread.lwp;
		own->thread.current = draft->thread.current;
		own->thread.repeats = draft->view != NULL;
	} else {
		selection_mark_selected(&threads->look.selection, own);
		/* all of them have been shown */
		own->thread.repeats =
		    threads->look.headers && !moved && own->thread.tid < 0 && own->thread.lwp < 0;
	}
	own->apart = moved || own->thread.repeats;
}

/* A thread of its own, where the stack cannot be put to another view of its thread. */
static struct thread *
begin_own(struct pybt *pybt, struct threads *threads)
{
	pybt->own = dialect_begin(threads->dialect);
	if (pybt->own == NULL)
		return NULL;
	name(pybt, threads, pybt->own);
	return &pybt->own->thread;
}

bool
pybt_begin(struct pybt *pybt, struct threads *threads, struct bytes line)
{
	struct thread *thread;

	if (!pydump_is_pybt(line))
		return false;
	thread = find_thread(pybt, threads);
	if (thread == NULL && !threads->reader.original)
		thread = begin_own(pybt, threads);
	if (thread != NULL)
		pydump_begin(&pybt->dump, thread,
		    (pybt->own != NULL ? pybt->own : threads->reader.draft)->memory,
		    &(struct pydump_heading){ .style = PYDUMP_FILE_FIRST, .lwp = -1, .ident = -1 });
	return thread != NULL;
}

void
pybt_end(struct pybt *pybt, struct threads *threads)
{
	struct draft *own = pybt->own;

	if (pybt->dump.thread != NULL)
		pydump_end(&pybt->dump);
	pybt->dump.thread = NULL;
	pybt->own = NULL;
	if (own != NULL && own->thread.frames == NULL)
		drafts_drop(threads->dialect->drafts, own);
	else if (own != NULL)
		dialect_complete(threads->dialect, own, BYTES("gdb"));
}

bool
pybt_take(struct pybt *pybt, struct threads *threads, struct bytes line)
{
	if (pybt->dump.thread == NULL)
		return false;
	if (pydump_feed(&pybt->dump, line))
		return true;
	pybt_end(pybt, threads);
	return false;
}
