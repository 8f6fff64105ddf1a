#include "record/captured.h"

#include "record/names.h"
#include "json/write.h"

#include <stdio.h>

static void
write_python(struct buffer *out, const struct captured_thread *thread)
{
	size_t start;

	if (thread->python_frames.len == 0)
		return;
	WRITE_NAME(out, NAME_PYTHON);
	start = out->len;
	WRITE_TEXT(out, NAME_NAME, thread->python_name);
	WRITE_NAME(out, NAME_FRAMES);
	buffer_append(out, thread->python_frames);
	WRITE_FLAG(out, NAME_TRUNCATED, thread->python_cut);
	write_close(out, start);
}

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
		WRITE_TEXT(out, NAME_COMM, thread->comm);
		observed_write(out, &thread->observed);
		write_python(out, thread);
		write_close(out, start);
	}
	buffer_byte(out, ']');
}

static void
write_address(struct buffer *out, uint64_t address)
{
	char text[2 + 16 + 1];

	snprintf(text, sizeof(text), "0x%llx", (unsigned long long)address);
	write_text(out, bytes_of(text));
}

static void
write_range(struct buffer *out, uint64_t base, uint64_t end)
{
	WRITE_NAME(out, NAME_BASE);
	write_address(out, base);
	WRITE_NAME(out, NAME_END);
	write_address(out, end);
}

static void
write_part(struct buffer *out, const struct module *module)
{
	if (module->part.len == 0)
		return;
	WRITE_NAME(out, NAME_PART);
	WRITE_FIRST(out, NAME_FUNCTION);
	write_text(out, module->part);
	write_range(out, module->part_base, module->part_end);
	buffer_byte(out, '}');
}

static void
write_modules(struct buffer *out, const struct captured *captured)
{
	WRITE_NAME(out, NAME_MODULES);
	for (size_t i = 0; i < captured->module_count; i++) {
		const struct module *module = &captured->modules[i];

		buffer_byte(out, i == 0 ? '[' : ',');
		WRITE_FIRST(out, NAME_PATH);
		write_text(out, module->path);
		write_range(out, module->base, module->end);
		WRITE_TEXT(out, NAME_BUILD_ID, module->build_id);
		WRITE_FLAG(out, NAME_REPLACED, module->replaced);
		write_part(out, module);
		buffer_byte(out, '}');
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
	if (captured->module_count > 0)
		write_modules(out, captured);
	WRITE_NUMBER(out, NAME_STOPPED_MS, captured->stopped_ms);
	WRITE_NUMBER(out, NAME_STATUS, captured->status);
	if (captured->status < 0)
		WRITE_TEXT(out, NAME_STATUS, captured->signal);
	WRITE_TEXT(out, NAME_REASON, captured->reason);
	WRITE_TEXT(out, NAME_TEXT, captured->text);
	buffer_append(out, BYTES("}\n"));
}
