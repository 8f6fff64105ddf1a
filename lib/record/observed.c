#include "record/observed.h"

#include "record/names.h"
#include "json/write.h"

const struct observed observed_nothing = OBSERVED_NOTHING;

/* The function that its owner is in. */
static void
write_place(struct buffer *out, const struct waits_for *waits_for)
{
	WRITE_NAME(out, NAME_AT);
	WRITE_FIRST(out, NAME_FUNCTION);
	write_text(out, waits_for->at);
	WRITE_TEXT(out, NAME_FILE, waits_for->at_file);
	WRITE_NUMBER(out, NAME_LINE, waits_for->at_line);
	buffer_byte(out, '}');
}

static void
write_waits_for(struct buffer *out, const struct waits_for *waits_for)
{
	WRITE_NAME(out, NAME_WAITS_FOR);
	WRITE_FIRST(out, NAME_KIND);
	write_text(out, waits_for->kind);
	WRITE_TEXT(out, NAME_ADDRESS, waits_for->address);
	WRITE_TEXT(out, NAME_FILE, waits_for->file);
	WRITE_NUMBER(out, NAME_OWNER, waits_for->owner);
	WRITE_FLAG(out, NAME_EXITED, waits_for->exited);
	WRITE_FLAG(out, NAME_TIMED, waits_for->timed);
	if (waits_for->at.len > 0)
		write_place(out, waits_for);
	buffer_byte(out, '}');
}

void
observed_write(struct buffer *out, const struct observed *observed)
{
	WRITE_TEXT(out, NAME_SYSCALL, observed->syscall);
	WRITE_TEXT(out, NAME_SYSCALL_ARGS, observed->syscall_args);
	WRITE_TEXT(out, NAME_KERNEL_STATE, observed->kernel_state);
	WRITE_NUMBER(out, NAME_CPU_MS, observed->cpu_ms);
	WRITE_NUMBER(out, NAME_CPU_PERCENT, observed->cpu_percent);
	if (observed->waits_for.kind.len > 0)
		write_waits_for(out, &observed->waits_for);
	if (observed->deadlock.len > 0) {
		WRITE_NAME(out, NAME_DEADLOCK);
		buffer_append(out, observed->deadlock);
	}
	if (observed->behind > 0)
		WRITE_NUMBER(out, NAME_BEHIND, observed->behind);
	WRITE_FLAG(out, NAME_GIL, observed->gil);
}

bool
observed_own(struct observed *observed, struct arena *memory)
{
	struct bytes *texts[] = { &observed->syscall, &observed->syscall_args,
		&observed->kernel_state, &observed->waits_for.kind, &observed->waits_for.address,
		&observed->waits_for.file, &observed->waits_for.at, &observed->waits_for.at_file,
		&observed->deadlock };

	for (size_t i = 0; i < COUNT_OF(texts); i++)
		*texts[i] = arena_copy(memory, *texts[i]);
	return !arena_full(memory);
}
