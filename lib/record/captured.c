#include "record/captured.h"

#include "record/names.h"
#include "json/write.h"

static void
write_threads(struct buffer *out, const struct captured *captured)
{
	WRITE_NAME(out, NAME_THREADS);
	buffer_byte(out, '[');
	for (size_t i = 0; i < captured->thread_count; i++) {
		const struct captured_thread *thread = &captured->threads[i];
		size_t start;

		if (i > 0)
			buffer_byte(out, ',');
		start = out->len;
		WRITE_NUMBER(out, NAME_LWP, thread->lwp);
		WRITE_TEXT(out, NAME_COMM, bytes_of(thread->comm));
		WRITE_TEXT(out, NAME_STATE, bytes_of(thread->state));
		WRITE_TEXT(out, NAME_SYSCALL, bytes_of(thread->syscall));
		write_close(out, start);
	}
	buffer_byte(out, ']');
}

void
captured_write(struct buffer *out, const struct captured *captured)
{
	WRITE_FIRST(out, NAME_TYPE);
	write_text(out, BYTES(TYPE_CAPTURE));
	thread_write_process(out, &captured->process);
	WRITE_TEXT(out, NAME_TOOL, captured->tool);
	WRITE_TEXT(out, NAME_TOOL_VERSION, captured->tool_version);
	if (captured->max_frames > 0)
		WRITE_NUMBER(out, NAME_MAX_FRAMES, captured->max_frames);
	WRITE_TEXT(out, NAME_TIME, captured->time);
	WRITE_NUMBER(out, NAME_SAMPLE, captured->sample);
	if (captured->thread_count > 0)
		write_threads(out, captured);
	WRITE_NUMBER(out, NAME_STOPPED_MS, captured->stopped_ms);
	WRITE_NUMBER(out, NAME_STATUS, captured->status);
	if (captured->status < 0)
		WRITE_TEXT(out, NAME_STATUS, captured->signal);
	WRITE_TEXT(out, NAME_TEXT, captured->text);
	buffer_append(out, BYTES("}\n"));
}
