#include "native/sanitizer/sanitizererror.h"

#include "native/carrier.h"

void
sanitizererror_free(struct sanitizererror *error)
{
	buffer_free(&error->carrier);
	buffer_free(&error->reason);
	buffer_free(&error->access);
	buffer_free(&error->address);
	buffer_free(&error->place);
	buffer_free(&error->time);
	buffer_free(&error->own.name);
}

/* What went wrong, and in brackets what the program printed before it ended itself. */
static void
set_reason(struct sanitizererror *error, struct snapshot *snapshot,
    const struct sanitizerline_heading *heading)
{
	struct bytes tool = heading->tool, words = BYTES_NONE;

	buffer_set(&error->reason, tool.len > 0 ? tool : BYTES("UndefinedBehaviorSanitizer"));
	buffer_append(&error->reason, BYTES(": "));
	buffer_append(&error->reason, heading->kind);
	if (lastwords_end_by(heading->signal) || bytes_equal(heading->kind, BYTES("deadly signal")))
		words = lastwords_take(&snapshot->words, snapshot->lines);
	(void)carrier_take(heading->carrier, &words);
	lastwords_add(words, &error->reason);
}

void
sanitizererror_begin(struct sanitizererror *error, const struct sanitizerline_heading *heading,
    long long line, struct snapshot *snapshot)
{
	char place[TIMESTAMP_WRITTEN_MAX];

	error->fatal = heading->fatal;
	error->leak = bytes_equal(heading->tool, BYTES("LeakSanitizer"));
	error->numbered = !bytes_equal(heading->tool, BYTES("ThreadSanitizer"));
	error->fault = heading->fault;
	error->told = heading->tool.len > 0 && !error->leak;
	error->pid = heading->pid;
	error->line = line;
	error->signal = heading->signal;
	buffer_set(&error->carrier, heading->carrier);
	buffer_set(&error->place, heading->place);
	buffer_reset(&error->access);
	buffer_set(&error->address, heading->address);
	set_reason(error, snapshot, heading);
	buffer_set(&error->time,
	    snapshot->captured ? snapshot->time : stamp_of_line(snapshot->stamps.line, place));
	sanitizererror_keep(&error->own, heading->thread);
}

void
sanitizererror_note(struct sanitizererror *error, struct bytes line)
{
	bool sized;
	struct bytes access = sanitizerline_access(line, &sized);

	if (access.len > 0 && sized != error->fault)
		buffer_set(&error->access, access);
}

/*
 * `AddressSanitizer: heap-use-after-free (READ of size 4)`, `SEGV (WRITE at 0x000000000010)`. From a bracket on, the reason of
 * the same error may be another one each time.
 */
static struct bytes
reason_of(const struct sanitizererror *error, struct arena *memory)
{
	struct bytes access = buffer_bytes(&error->access), address = buffer_bytes(&error->address);
	struct bytes reason = arena_copy(memory, buffer_bytes(&error->reason));

	if (access.len + address.len == 0)
		return reason;
	reason = arena_join(memory, arena_join(memory, reason, BYTES(" (")), access);
	if (address.len > 0) {
		reason =
		    arena_join(memory, reason, access.len > 0 ? BYTES(" at ") : BYTES("address "));
		reason = arena_join(memory, reason, address);
	}
	return arena_join(memory, reason, BYTES(")"));
}

void
sanitizererror_tell(const struct sanitizererror *error, struct bytes title, struct draft *draft)
{
	struct thread *thread = &draft->thread;

	thread->reason = reason_of(error, draft->memory);
	if (title.len > 0) {
		thread->reason = arena_join(draft->memory, thread->reason, BYTES(": "));
		thread->reason = arena_join(draft->memory, thread->reason, title);
	}
	if (error->leak)
		return;
	thread->crashed = error->fatal;
	thread->signal = error->signal;
}

void
sanitizererror_tell_process(const struct sanitizererror *error, struct draft *draft)
{
	draft->thread.process.pid = error->pid;
	draft->thread.time = arena_copy(draft->memory, buffer_bytes(&error->time));
}

void
sanitizererror_keep(struct sanitizererror_thread *thread, struct sanitizerline_thread named)
{
	thread->tid = named.tid;
	thread->lwp = named.lwp;
	buffer_set(&thread->name, named.name);
}

void
sanitizererror_tell_thread(const struct sanitizererror_thread *thread, struct draft *draft)
{
	draft->thread.tid = thread->tid;
	draft->thread.lwp = thread->lwp;
	draft->thread.comm = arena_copy(draft->memory, buffer_bytes(&thread->name));
}
