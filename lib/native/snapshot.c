#include "native/snapshot.h"

#include "base/array.h"
#include "base/hash.h"
#include "base/memory.h"

#include <stdlib.h>

enum {
	TIDY_LEAST = 256 * 1024,
	KNOWN_MOST = 1024 * 1024,
	KNOWN_KEPT = 64, /* room for so many stays when they are forgotten */
};

/* Threads are noted by the debugger's number, too: the key is that and this, which no LWP is. */
static const long long by_number = 1LL << 50;

static const struct thread_id no_thread = { -1, -1 };

struct snapshot *
snapshot_new(size_t ceiling)
{
	struct snapshot *snapshot = memory_zero(1, sizeof(*snapshot));

	if (snapshot == NULL)
		return NULL;
	snapshot->ceiling = ceiling;
	snapshot->memory = arena_new(ceiling);
	if (snapshot->memory == NULL) {
		free(snapshot);
		return NULL;
	}
	snapshot_reset(snapshot);
	return snapshot;
}

static void
free_known(struct snapshot *snapshot)
{
	index_free(&snapshot->known_index);
	free(snapshot->known);
	snapshot->known = NULL;
	snapshot->known_size = 0;
}

void
snapshot_free(struct snapshot *snapshot)
{
	if (snapshot == NULL)
		return;
	arena_free(snapshot->memory);
	free_known(snapshot);
	free(snapshot);
}

void
snapshot_forget_threads(struct snapshot *snapshot)
{
	struct stop *stop = &snapshot->stop;

	*stop = (struct stop){
		.live = stop->live,
		.current = no_thread,
		.crashed = no_thread,
		.current_lwp = -1,
		.crashed_lwp = -1,
		.selections = stop->selections,
	};
}

void
snapshot_step(struct snapshot *snapshot)
{
	const struct stop stop = snapshot->stop;

	snapshot_forget_threads(snapshot);
	snapshot->stop.current = stop.current;
	snapshot->stop.current_lwp = stop.current_lwp;
	snapshot->stop.selections++;
}

void
snapshot_reset(struct snapshot *snapshot)
{
	arena_reset(snapshot->memory);
	if (snapshot->known_count > KNOWN_KEPT)
		free_known(snapshot);
	index_clear(&snapshot->known_index);
	*snapshot = (struct snapshot){
		.memory = snapshot->memory,
		.ceiling = snapshot->ceiling,
		.tidy_at = TIDY_LEAST,
		.lost = snapshot->lost,
		.stamps = snapshot->stamps,
		.inferior = 1,
		.sample = -1,
		.known = snapshot->known,
		.known_size = snapshot->known_size,
		.known_index = snapshot->known_index,
	};
	for (size_t i = 0; i < SNAPSHOT_INFERIORS; i++)
		snapshot->processes[i] = thread_no_process;
	snapshot_forget_threads(snapshot);
}

void
snapshot_reset_process(struct snapshot *snapshot)
{
	const struct lastwords words = snapshot->words;
	const struct kernelfault fault = snapshot->fault;
	bool forked = snapshot->forked;

	snapshot_reset(snapshot);
	snapshot->words = words;
	snapshot->fault = fault;
	snapshot->forked = forked;
}

static void
move(struct snapshot *snapshot, struct bytes *text)
{
	struct bytes moved = arena_copy(snapshot->memory, *text);

	snapshot->lost = snapshot->lost || moved.len < text->len;
	*text = moved;
}

static void
move_process(struct snapshot *snapshot, struct process *process)
{
	move(snapshot, &process->exe);
	move(snapshot, &process->core);
	move(snapshot, &process->host);
	move(snapshot, &process->command);
	move(snapshot, &process->title);
	move(snapshot, &process->started);
	move(snapshot, &process->more);
}

/* A copy that is the snapshot's; NULL: there is none. */
static struct observed *
keep_observed(struct snapshot *snapshot, const struct observed *observed)
{
	struct observed *kept = NULL;

	if (observed == NULL)
		return NULL;
	kept = arena_alloc(snapshot->memory, sizeof(*kept));
	if (kept != NULL)
		*kept = *observed;
	if (kept == NULL || !observed_own(kept, snapshot->memory))
		snapshot->lost = true;
	return kept;
}

/* Moves what is still of use to another arena: a session may go on for ever, and each look says something anew. */
static void
tidy(struct snapshot *snapshot)
{
	struct arena *memory = arena_new(snapshot->ceiling), *old = snapshot->memory;

	if (memory == NULL)
		return;
	snapshot->memory = memory;
	move(snapshot, &snapshot->time);
	move(snapshot, &snapshot->reason);
	move(snapshot, &snapshot->stop.signal);
	move(snapshot, &snapshot->stop.reason);
	move(snapshot, &snapshot->stop.time);
	move(snapshot, &snapshot->complaint);
	move(snapshot, &snapshot->panic.name);
	move(snapshot, &snapshot->panic.message);
	move(snapshot, &snapshot->panic.earlier);
	move(snapshot, &snapshot->panic.names);
	for (size_t i = 0; i < SNAPSHOT_INFERIORS; i++)
		move_process(snapshot, &snapshot->processes[i]);
	for (size_t i = 0; i < snapshot->known_count; i++) {
		move(snapshot, &snapshot->known[i].pthread);
		move(snapshot, &snapshot->known[i].comm);
		snapshot->known[i].observed = keep_observed(snapshot, snapshot->known[i].observed);
	}
	arena_free(old);
	snapshot->tidy_at = 2 * arena_held(memory) + TIDY_LEAST;
}

struct bytes
snapshot_keep(struct snapshot *snapshot, struct bytes text)
{
	if (arena_held(snapshot->memory) >= snapshot->tidy_at)
		tidy(snapshot);
	move(snapshot, &text);
	return text;
}

void
snapshot_note_stop(struct snapshot *snapshot)
{
	char place[TIMESTAMP_WRITTEN_MAX];
	struct bytes time = stamp_now(&snapshot->stamps, place);

	if (time.len > 0)
		snapshot->stop.time = snapshot_keep(snapshot, time);
}

struct process *
snapshot_process(struct snapshot *snapshot)
{
	return &snapshot->processes[snapshot->inferior];
}

const struct process *
snapshot_process_of(const struct snapshot *snapshot, long long inferior)
{
	bool known = inferior >= 0 && inferior < SNAPSHOT_INFERIORS;

	return &snapshot->processes[known ? inferior : snapshot->inferior];
}

void
snapshot_set_process(struct snapshot *snapshot, const struct process *process)
{
	*snapshot_process(snapshot) = *process;
	move_process(snapshot, snapshot_process(snapshot));
}

void
snapshot_set_capture(struct snapshot *snapshot, const struct capture *capture)
{
	snapshot_set_process(snapshot, &capture->process);
	snapshot->time = snapshot_keep(snapshot, capture->time);
	snapshot->captured = snapshot->time.len > 0;
	snapshot->reason = snapshot_keep(snapshot, capture->reason);
	snapshot->sample = capture->sample;
	snapshot->max_frames = capture->max_frames;
}

bool
snapshot_is_at_new_inferior(const struct snapshot *snapshot)
{
	const struct process *process = snapshot_process_of(snapshot, -1);

	return snapshot->inferior != 1 && process->pid < 0 &&
	    process->exe.len + process->core.len + process->command.len == 0;
}

void
snapshot_select(struct snapshot *snapshot, struct thread_id id)
{
	struct stop *stop = &snapshot->stop;

	stop->selections += stop->current.tid != id.tid || stop->current.inferior != id.inferior;
	stop->current = id;
	if (stop->signal.len > 0 && stop->crashed.tid < 0)
		stop->crashed = id;
}

void
snapshot_switch(struct snapshot *snapshot, const struct thread_id *id, long long lwp)
{
	struct stop *stop = &snapshot->stop;

	stop->selections++;
	stop->current_lwp = lwp;
	if (id != NULL) {
		stop->current = *id;
		stop->switched = true;
	} else if (stop->signal.len == 0 || stop->crashed.tid < 0) {
		/* else gdb may say so of the thread that it just named as the one with the signal */
		stop->current = no_thread;
	}
}

static struct snapshot_thread *
find_known(const struct snapshot *snapshot, long long key)
{
	size_t at = 0, number;

	while ((number = index_find(&snapshot->known_index, hash_number((uint64_t)key), &at)) !=
	    INDEX_NONE)
		if (snapshot->known[number].key == key)
			return &snapshot->known[number];
	return NULL;
}

/* What is known by the key, perhaps nothing yet; NULL: the key is below 1, or there is no room. */
static struct snapshot_thread *
add_known(struct snapshot *snapshot, long long key)
{
	struct snapshot_thread *known = key > 0 ? find_known(snapshot, key) : NULL;

	if (known != NULL || key <= 0)
		return known;
	if (snapshot->known_count >= KNOWN_MOST ||
	    !ARRAY_ROOM(snapshot->known, snapshot->known_count, snapshot->known_size) ||
	    !index_add(&snapshot->known_index, hash_number((uint64_t)key), snapshot->known_count)) {
		snapshot->lost = true;
		return NULL;
	}
	known = &snapshot->known[snapshot->known_count++];
	*known = (struct snapshot_thread){ .key = key };
	return known;
}

void
snapshot_add_thread(
    struct snapshot *snapshot, long long lwp, struct bytes comm, const struct observed *observed)
{
	struct snapshot_thread *known = add_known(snapshot, lwp);

	if (known == NULL)
		return;
	if (comm.len > 0 && !known->named)
		known->comm = snapshot_keep(snapshot, comm);
	if (observed != NULL)
		known->observed = keep_observed(snapshot, observed);
}

void
snapshot_note_python(struct snapshot *snapshot, long long lwp, const struct capture_python *python)
{
	struct snapshot_thread *known = find_known(snapshot, lwp);

	if (known == NULL)
		return;
	known->python = *python;
	known->named = python->name.len > 0;
}

struct capture_python
snapshot_python(const struct snapshot *snapshot, long long lwp)
{
	static const struct capture_python none = { .frames = NULL };
	const struct snapshot_thread *known =
	    snapshot->known_count == 0 ? NULL : find_known(snapshot, lwp);

	return known == NULL ? none : known->python;
}

void
snapshot_add_target(struct snapshot *snapshot, const struct thread_target *target)
{
	struct snapshot_thread *known = add_known(snapshot, by_number + target->id.tid);

	if (known != NULL) {
		known->lwp = target->lwp > 0 ? target->lwp : 0;
		known->comm = snapshot_keep(snapshot, target->comm);
		known->pthread = snapshot_keep(snapshot, target->pthread);
	}
	snapshot_add_thread(snapshot, target->lwp, target->comm, NULL);
}

static void
note(struct snapshot *snapshot, struct snapshot_thread *known, const struct thread_target *target)
{
	if (known == NULL)
		return;
	if (target->lwp > 0)
		known->lwp = target->lwp;
	if (target->comm.len > 0 && !known->named)
		known->comm = snapshot_keep(snapshot, target->comm);
	if (target->pthread.len > 0)
		known->pthread = snapshot_keep(snapshot, target->pthread);
}

void
snapshot_note_target(struct snapshot *snapshot, const struct thread_target *target)
{
	if (target->comm.len == 0 && target->pthread.len == 0)
		return;
	if (target->id.tid > 0)
		note(snapshot, add_known(snapshot, by_number + target->id.tid), target);
	note(snapshot, add_known(snapshot, target->lwp), target);
}

static void
tell(const struct snapshot_thread *known, struct thread *thread)
{
	if (thread->pthread.len == 0)
		thread->pthread = known->pthread;
	if (thread->comm.len == 0 || known->named)
		thread->comm = known->comm;
}

/* Gives the thread what the kernel said of it; a state that the debugger printed is no older, and stays. */
static void
tell_observed(const struct snapshot_thread *known, struct thread *thread)
{
	struct bytes state = thread->observed.kernel_state;

	if (known->observed == NULL)
		return;
	thread->observed = *known->observed;
	if (state.len > 0)
		thread->observed.kernel_state = state;
}

/* Gives the thread what was noted by its LWP, and then by its number. */
static void
tell_names(const struct snapshot *snapshot, struct thread *thread)
{
	const struct snapshot_thread *numbered =
	    thread->tid < 0 ? NULL : find_known(snapshot, by_number + thread->tid);
	const struct snapshot_thread *known;

	if (numbered != NULL && thread->lwp < 0 && numbered->lwp > 0)
		thread->lwp = numbered->lwp;
	known = find_known(snapshot, thread->lwp);
	if (known != NULL)
		tell(known, thread);
	/* a line about a signal gives a name to a number, whose LWP is not known (0) */
	if (numbered != NULL && (numbered->lwp == thread->lwp || numbered->lwp == 0))
		tell(numbered, thread);
	else if (known == NULL && numbered != NULL && thread->comm.len == 0)
		thread->comm = numbered->comm;
	if (known != NULL || numbered != NULL)
		tell_observed(known != NULL ? known : numbered, thread);
}

void
snapshot_tell(const struct snapshot *snapshot, struct thread *thread)
{
	struct process own = thread->process;

	thread->process = *snapshot_process_of(snapshot, thread->inferior);
	if (thread->process.pid < 0)
		thread->process.pid = own.pid;
	if (thread->process.host.len == 0)
		thread->process.host = own.host;
	if (thread->time.len == 0)
		thread->time = snapshot->time.len > 0 ? snapshot->time : snapshot->stop.time;
	thread->sample = snapshot->sample;
	if (snapshot->known_count > 0)
		tell_names(snapshot, thread);
}
