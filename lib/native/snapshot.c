#include "native/snapshot.h"

enum { TIDY_LEAST = 256 * 1024 };

static const struct thread_id no_thread = { -1, -1 };

bool
snapshot_init(struct snapshot *snapshot, size_t ceiling)
{
	*snapshot = (struct snapshot){ .memory = arena_new(ceiling), .ceiling = ceiling };
	if (snapshot->memory == NULL)
		return false;
	snapshot_reset(snapshot);
	return true;
}

void
snapshot_free(struct snapshot *snapshot)
{
	arena_free(snapshot->memory);
	threadtable_free(&snapshot->known);
}

void
snapshot_forget_threads(struct snapshot *snapshot)
{
	snapshot->current = snapshot->crashed = no_thread;
	snapshot->current_lwp = snapshot->crashed_lwp = -1;
	snapshot->signal = BYTES_NONE;
	snapshot->switched = false;
}

void
snapshot_reset(struct snapshot *snapshot)
{
	struct threadtable known = snapshot->known;

	arena_reset(snapshot->memory);
	threadtable_clear(&known);
	*snapshot = (struct snapshot){
		.memory = snapshot->memory,
		.ceiling = snapshot->ceiling,
		.tidy_at = TIDY_LEAST,
		.lost = snapshot->lost,
		.process = thread_no_process,
		.inferior = 1,
		.sample = -1,
		.known = known,
	};
	for (size_t i = 0; i < SNAPSHOT_INFERIORS; i++)
		snapshot->others[i] = thread_no_process;
	snapshot_forget_threads(snapshot);
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
	move(snapshot, &process->more);
}

/* A session may go on for ever, and each look at the process says something anew. */
static void
tidy(struct snapshot *snapshot)
{
	struct arena *memory = arena_new(snapshot->ceiling), *old = snapshot->memory;

	if (memory == NULL)
		return;
	snapshot->memory = memory;
	move(snapshot, &snapshot->time);
	move(snapshot, &snapshot->signal);
	move(snapshot, &snapshot->complaint);
	move_process(snapshot, &snapshot->process);
	for (size_t i = 0; i < SNAPSHOT_INFERIORS; i++)
		move_process(snapshot, &snapshot->others[i]);
	for (size_t i = 0; i < snapshot->known.size; i++) {
		struct threadtable_entry *entry = &snapshot->known.entries[i];

		move(snapshot, &entry->pthread);
		move(snapshot, &entry->comm);
		move(snapshot, &entry->syscall);
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

const struct process *
snapshot_process(const struct snapshot *snapshot, long long inferior)
{
	if (inferior < 0 || inferior == snapshot->inferior || inferior >= SNAPSHOT_INFERIORS)
		return &snapshot->process;
	return &snapshot->others[inferior];
}

void
snapshot_select_inferior(struct snapshot *snapshot, long long inferior)
{
	if (inferior >= SNAPSHOT_INFERIORS || inferior == snapshot->inferior)
		return;
	snapshot->others[snapshot->inferior] = snapshot->process;
	snapshot->process = snapshot->others[inferior];
	snapshot->inferior = inferior;
}

void
snapshot_select(struct snapshot *snapshot, struct thread_id id)
{
	if (snapshot->current.tid != id.tid || snapshot->current.inferior != id.inferior)
		snapshot->selections++;
	snapshot->current = id;
	if (snapshot->signal.len > 0 && snapshot->crashed.tid < 0)
		snapshot->crashed = id;
}

void
snapshot_select_crashed(struct snapshot *snapshot, long long lwp)
{
	snapshot->current_lwp = snapshot->crashed_lwp = lwp;
	snapshot->selections++;
}

static struct threadtable_entry *
add_entry(struct snapshot *snapshot, long long key)
{
	struct threadtable_entry *entry = threadtable_add(&snapshot->known, key);

	snapshot->lost = snapshot->lost || (entry == NULL && key > 0);
	return entry;
}

void
snapshot_add_thread(
    struct snapshot *snapshot, long long lwp, struct bytes comm, struct bytes syscall)
{
	struct threadtable_entry *entry = add_entry(snapshot, lwp);

	if (entry == NULL)
		return;
	if (comm.len > 0)
		entry->comm = snapshot_keep(snapshot, comm);
	if (syscall.len > 0)
		entry->syscall = snapshot_keep(snapshot, syscall);
}

void
snapshot_add_target(struct snapshot *snapshot, struct thread_id id, const struct target *target)
{
	struct threadtable_entry *entry = add_entry(snapshot, SNAPSHOT_TID + id.tid);

	if (entry != NULL) {
		entry->lwp = target->lwp > 0 ? target->lwp : 0;
		entry->comm = snapshot_keep(snapshot, target->comm);
		entry->pthread = snapshot_keep(snapshot, target->pthread);
	}
	snapshot_add_thread(snapshot, target->lwp, target->comm, BYTES_NONE);
}
