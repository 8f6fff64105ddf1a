#include "native/dialect.h"

#include "base/list.h"
#include "native/abortframe.h"
#include "native/death.h"
#include "native/debuggers.h"
#include "native/pymerge.h"

enum { AWAITED_MAX = 64 * 1024 * 1024 }; /* of threads that wait for a map, or to be judged */

void
dialect_begin_look(struct dialect *dialect)
{
	struct snapshot *snapshot = dialect->snapshot;
	struct stop *stop = &snapshot->stop;

	if (snapshot_heard_is_past(snapshot))
		stop->signal = stop->reason = stop->time = BYTES_NONE;
	if (!snapshot->captured && !snapshot->dumped &&
	    heard_is_past(snapshot->timed, snapshot->lines))
		snapshot->time = BYTES_NONE; /* of another report, or none */
	dialect->threads_seen = true;
	dialect->looks++;
	dialect->awaited = 0;
	owners_forget(&dialect->owners);
}

/* When the thread stood so: as the capture or the report says that it is of, or the line that begins it. */
static struct bytes
time_of(const struct snapshot *snapshot, struct arena *memory)
{
	char place[TIMESTAMP_WRITTEN_MAX];

	return arena_copy(memory,
	    snapshot->time.len > 0 ? snapshot->time : stamp_of_line(snapshot->stamps.line, place));
}

struct draft *
dialect_begin(struct dialect *dialect)
{
	struct draft *draft = drafts_begin(dialect->drafts);

	if (draft == NULL) {
		dialect->snapshot->lost = true;
		return NULL;
	}
	if (!dialect->threads_seen)
		dialect_begin_look(dialect);
	draft->thread.file = dialect->file;
	draft->thread.line = dialect->line;
	draft->thread.time = time_of(dialect->snapshot, draft->memory);
	dialect->snapshot->words.passed = true;
	return draft;
}

/* Copies the texts that are not the draft's: the snapshot may be forgotten before the thread is written. */
static void
own(struct draft *draft)
{
	struct thread *thread = &draft->thread;
	struct bytes *texts[] = { &thread->process.exe, &thread->process.core,
		&thread->process.host, &thread->process.command, &thread->process.title,
		&thread->process.started, &thread->process.more, &thread->time, &thread->comm,
		&thread->pthread, &thread->signal, &thread->reason, &thread->file };

	for (size_t i = 0; i < COUNT_OF(texts); i++)
		if (texts[i]->len > 0)
			*texts[i] = arena_copy(draft->memory, *texts[i]);
	(void)observed_own(&thread->observed, draft->memory);
}

/* Places its frames, or notes that a map may still come. */
static void
place(struct dialect *dialect, struct draft *draft)
{
	const struct modules *modules = dialect->modules;

	if (modules == NULL || !modules_are_wanted(&draft->thread))
		return;
	if (modules->map.count > 0 && !modules->table)
		modules_place(modules, draft);
	else if (bytes_equal(draft->thread.tool, BYTES("gdb")))
		draft->awaits = dialect->looks;
}

void
dialect_place(struct dialect *dialect)
{
	for (struct draft *each = drafts_first(dialect->drafts); each != NULL; each = each->next) {
		if (each->awaits == dialect->looks)
			modules_place(dialect->modules, each);
		each->awaits = 0;
	}
}

void
dialect_judge(struct dialect *dialect)
{
	struct draft *first = drafts_first(dialect->drafts);

	if (dialect->owners.count > 0)
		owners_judge(&dialect->owners, first, dialect->looks);
	for (; first != NULL; first = first->next)
		first->judged = 0;
	owners_forget(&dialect->owners);
}

/* Notes the owners of locks that gdb printed: from the first one on threads are held. */
static void
note_owners(struct dialect *dialect, struct draft *draft)
{
	if (dialect->capture || !bytes_equal(draft->thread.tool, BYTES("gdb")))
		return;
	owners_note(&dialect->owners, &draft->thread);
	if (dialect->owners.count > 0)
		draft->judged = dialect->looks;
}

struct draft *
dialect_take(struct dialect *dialect)
{
	const struct draft *first = drafts_first(dialect->drafts);
	bool of_look = first != NULL && dialect->threads_seen;
	bool judged = of_look && first->judged == dialect->looks;
	bool viewed = of_look && first->viewed == dialect->looks;

	if ((judged || viewed || (of_look && first->awaits == dialect->looks)) &&
	    dialect->awaited <= AWAITED_MAX)
		return NULL;
	if (judged) {
		/* judged without the others, a thread would seem to wait for nobody */
		dialect->unjudged = true;
		owners_forget(&dialect->owners);
	}
	if (viewed)
		dialect->let_go[pymerge_is_python(&first->thread)] = dialect->looks;
	return drafts_take(dialect->drafts);
}

/* Why by the frames, and behind that in brackets what the program printed, if that is its own words. */
static struct bytes
join_words(struct bytes why, struct bytes words, struct arena *memory)
{
	if (why.len == 0 || words.len == 0 || words.at[0] != '"')
		return words.len > 0 ? words : why;
	why = arena_join(memory, arena_copy(memory, why), BYTES(" ("));
	return arena_join(memory, arena_join(memory, why, words), BYTES(")"));
}

/* What the process printed before it died. A child may have printed it, unless the frames tell that the thread did. */
static struct bytes
printed_words(const struct snapshot *snapshot, const struct thread *thread)
{
	return snapshot->forked && !abortframe_is_told(thread) ? BYTES_NONE : snapshot->stop.reason;
}

/* Gives the thread the reason why its process died, unless it has one. */
static void
tell_reason(const struct dialect *dialect, struct draft *draft)
{
	const struct snapshot *snapshot = dialect->snapshot;
	struct thread *thread = &draft->thread;

	if (thread->reason.len > 0 || thread->stack.len > 0)
		return;
	if (!thread->crashed && !(snapshot->reason.len > 0 && death_aborts(thread)))
		return;
	thread->reason = snapshot->reason;
	if (thread->reason.len == 0)
		thread->reason = panic_reason(&snapshot->panic, thread, draft->memory);
	if (thread->reason.len == 0 && lastwords_end_by(thread->signal))
		thread->reason = abortframe_message(thread, draft->memory);
	if (thread->reason.len == 0)
		thread->reason = join_words(death_reason(thread, draft->memory),
		    printed_words(snapshot, thread), draft->memory);
}

static bool
is_same(const struct thread *one, const struct thread *other)
{
	if (one->tid < 0 && other->tid < 0 && one->lwp < 0 && other->lwp < 0)
		return one->current && other->current;
	if (one->tid < 0 || other->tid < 0)
		return one->lwp >= 0 && one->lwp == other->lwp;
	return one->tid == other->tid && one->inferior == other->inferior;
}

/*
 * gdb's `thread apply all bt` and `thread apply all py-bt` show each thread twice. True: the thread was shown before, and
 * is merged into that view. A single frame of C behind a py-bt is merged, too: it is where the thread stands.
 */
static bool
join_view(struct dialect *dialect, struct draft *draft)
{
	const struct thread *thread = &draft->thread;
	bool python = pymerge_is_python(thread);
	bool viewed = python || pymerge_runs_python(thread);

	if (draft->view != NULL) {
		pymerge_join(draft, draft->view);
		return false;
	}
	if (dialect->capture || dialect->original || draft->apart ||
	    !bytes_equal(thread->tool, BYTES("gdb")) || (!viewed && thread->frame_count != 1))
		return false;
	for (struct draft *each = drafts_first(dialect->drafts);
	     each != NULL && dialect->viewed == dialect->looks; each = each->next)
		if (each->viewed == dialect->looks && is_same(&each->thread, thread) &&
		    pymerge_is_python(&each->thread) != python) {
			pymerge_join(each, thread);
			each->viewed = 0;
			drafts_drop(dialect->drafts, draft);
			return true;
		}
	if (!viewed)
		return false;
	draft->viewed = dialect->viewed = dialect->looks;
	dialect->unjoined = dialect->unjoined || dialect->let_go[!python] == dialect->looks;
	return false;
}

void
dialect_complete(struct dialect *dialect, struct draft *draft, struct bytes tool)
{
	struct lastwords *words = &dialect->snapshot->words;
	struct capture_python python;
	bool looks;

	if (draft->thread.tool.len == 0)
		draft->thread.tool = tool;
	looks = debuggers_look(draft->thread.tool);
	if (looks && words->passed) /* and no signal came: they are not of what follows */
		lastwords_forget(words);
	snapshot_tell(dialect->snapshot, &draft->thread);
	draft->thread.repeats = draft->thread.repeats && !dialect->original;
	if (draft->thread.sample < 0 && !dialect->capture && !dialect->original && looks)
		draft->thread.sample =
		    samples_number(&dialect->samples, &draft->thread, dialect->looks);
	if (dialect->capture && !dialect->original) {
		modules_doubt(dialect->modules, draft);
		modules_name(dialect->modules, draft);
	}
	tell_reason(dialect, draft);
	own(draft);
	python = snapshot_python(dialect->snapshot, draft->thread.lwp);
	pymerge_add(draft, &python, dialect->modules);
	for (const struct frame *frame = draft->thread.frames; frame != NULL; frame = frame->next)
		dialect->raw_frames += frame->raw.len > 0;
	if (join_view(dialect, draft))
		return;
	if (drafts_full(draft) || draft->left_out > 0) {
		draft->thread.truncated = true;
		dialect->cut_threads++;
		dialect->left_out += draft->left_out;
	}
	place(dialect, draft);
	note_owners(dialect, draft);
	if (draft->awaits > 0 || draft->judged > 0 || draft->viewed > 0 || dialect->awaited > 0)
		dialect->awaited += drafts_held(draft);
	drafts_complete(dialect->drafts, draft);
}

void
dialect_set_crashed(const struct dialect *dialect, struct draft *draft, bool crashed)
{
	struct thread *thread = &draft->thread;

	thread->crashed = thread->current = crashed;
	if (!crashed)
		return;
	thread->signal = arena_copy(draft->memory, dialect->snapshot->stop.signal);
	thread->reason = arena_copy(draft->memory, dialect->snapshot->stop.reason);
}

void
dialect_note_unread(struct dialect *dialect, long long count, long long first)
{
	if (count > 0 && (dialect->unread == 0 || first < dialect->first_unread))
		dialect->first_unread = first;
	dialect->unread += count;
}

void
dialect_end(struct dialect *dialect, struct bytes tool)
{
	if (dialect->open != NULL)
		dialect_complete(dialect, dialect->open, tool);
	dialect->open = NULL;
	dialect->process_begun = false;
}

void
dialect_end_stack(struct dialect *dialect, struct bytes tool)
{
	if (dialect->open != NULL && dialect->open->thread.frames == NULL) {
		drafts_drop(dialect->drafts, dialect->open);
		dialect->open = NULL;
	}
	dialect_end(dialect, tool);
}

void
dialect_hold(struct dialect *dialect)
{
	dialect->open->thread.truncated = true;
	LIST_APPEND(&dialect->held, dialect->open);
	dialect->open = NULL;
}

void
dialect_unhold(struct dialect *dialect, struct draft *draft)
{
	struct draft *before = NULL;

	for (struct draft *each = dialect->held.first; each != draft; each = each->next)
		before = each;
	*(before == NULL ? &dialect->held.first : &before->next) = draft->next;
	if (draft == dialect->held.last)
		dialect->held.last = before;
}

bool
dialect_settle(
    struct dialect *dialect, bool (*shows)(const struct thread *whole, const struct thread *held))
{
	struct draft *draft = dialect->held.first;

	while (draft != NULL && !shows(&dialect->open->thread, &draft->thread))
		draft = draft->next;
	if (draft == NULL)
		return false;
	dialect_unhold(dialect, draft);
	drafts_drop(dialect->drafts, draft);
	return true;
}

void
dialect_release(struct dialect *dialect, struct bytes tool)
{
	struct draft *draft = dialect->held.first;

	for (struct draft *next; draft != NULL; draft = next) {
		next = draft->next;
		draft->next = NULL;
		dialect_complete(dialect, draft, tool);
	}
	dialect->held.first = dialect->held.last = NULL;
}
