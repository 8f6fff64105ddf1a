#include "record/thread.h"

#include "record/names.h"
#include "json/write.h"

const struct process thread_no_process = { .pid = -1 };

const struct thread thread_nothing = {
	.process = { .pid = -1 },
	.sample = -1,
	.tid = -1,
	.inferior = -1,
	.lwp = -1,
	.observed = OBSERVED_NOTHING,
	.line = -1,
};

const struct frame thread_no_frame = {
	.level = -1, .offset = -1, .module_offset = -1, .line = -1, .column = -1
};

void
thread_write_process(struct buffer *out, const struct process *process)
{
	size_t before = out->len, start;

	WRITE_NAME(out, NAME_PROCESS);
	start = out->len;
	WRITE_NUMBER(out, NAME_PID, process->pid);
	WRITE_TEXT(out, NAME_EXE, process->exe);
	WRITE_TEXT(out, NAME_CORE, process->core);
	WRITE_TEXT(out, NAME_HOST, process->host);
	WRITE_TEXT(out, NAME_COMMAND, process->command);
	WRITE_TEXT(out, NAME_TITLE, process->title);
	WRITE_TEXT(out, NAME_STARTED, process->started);
	buffer_append(out, process->more);
	if (out->len == start)
		out->len = before;
	else
		write_close(out, start);
}

static char *
put(char *to, struct bytes text)
{
	memcpy(to, text.at, text.len);
	return to + text.len;
}

/* A variable whose bytes need no escapes in JSON. */
static void
write_plain_local(struct buffer *out, const struct local *local)
{
	static const struct bytes name = BYTES_ROW("{\"" NAME_NAME "\":\""),
				  value = BYTES_ROW("\",\"" NAME_VALUE "\":\""),
				  end = BYTES_ROW("\"}");
	char *to = buffer_reserve(
	    out, name.len + local->name.len + value.len + local->value.len + end.len);

	if (to == NULL)
		return;
	to = put(put(put(put(put(to, name), local->name), value), local->value), end);
	out->len = (size_t)(to - out->at);
}

static void
write_locals(struct buffer *out, const struct local *local)
{
	WRITE_NAME(out, NAME_LOCALS);
	for (const char *before = "["; local != NULL; local = local->next, before = ",") {
		buffer_byte(out, before[0]);
		if (local->plain) {
			write_plain_local(out, local);
			continue;
		}
		WRITE_FIRST(out, NAME_NAME);
		write_text(out, local->name);
		WRITE_TEXT(out, NAME_VALUE, local->value);
		buffer_byte(out, '}');
	}
	buffer_byte(out, ']');
}

static void
write_frame(struct buffer *out, const struct frame *frame)
{
	size_t start = out->len;

	WRITE_NUMBER(out, NAME_LEVEL, frame->level);
	WRITE_TEXT(out, NAME_ADDRESS, frame->address);
	WRITE_TEXT(out, NAME_FUNCTION, frame->function);
	WRITE_TEXT(out, NAME_ARGS, frame->args);
	if (frame->locals != NULL)
		write_locals(out, frame->locals);
	WRITE_TEXT(out, NAME_MODULE, frame->module);
	WRITE_NUMBER(out, NAME_OFFSET, frame->offset);
	WRITE_NUMBER(out, NAME_MODULE_OFFSET, frame->module_offset);
	WRITE_TEXT(out, NAME_FILE, frame->file);
	WRITE_NUMBER(out, NAME_LINE, frame->line);
	WRITE_NUMBER(out, NAME_COLUMN, frame->column);
	WRITE_TEXT(out, NAME_BUILD_ID, frame->build_id);
	WRITE_TEXT(out, NAME_TEXT, frame->text);
	WRITE_TEXT(out, NAME_LANGUAGE, frame->language);
	WRITE_FLAG(out, NAME_INLINED, frame->inlined);
	WRITE_FLAG(out, NAME_SIGNAL_HANDLER, frame->signal_handler);
	WRITE_FLAG(out, NAME_UNRELIABLE, frame->unreliable);
	WRITE_TEXT(out, NAME_RAW, frame->raw);
	write_close(out, start);
}

/* Writes the frames as the value of a member whose name is written already. */
static void
write_frames(struct buffer *out, const struct frame *frame)
{
	buffer_byte(out, '[');
	for (const struct frame *first = frame; frame != NULL; frame = frame->next) {
		if (frame != first)
			buffer_byte(out, ',');
		write_frame(out, frame);
	}
	buffer_byte(out, ']');
}

void
thread_write_source(
    struct buffer *out, struct bytes file, long long line, long long lines, long long offset)
{
	size_t start;

	if (file.len == 0 && line < 0)
		return;
	WRITE_NAME(out, NAME_SOURCE);
	start = out->len;
	WRITE_TEXT(out, NAME_FILE, file);
	WRITE_NUMBER(out, NAME_LINE, line);
	WRITE_NUMBER(out, NAME_LINES, lines);
	WRITE_NUMBER(out, NAME_OFFSET, offset);
	write_close(out, start);
}

/* The stacks are records of their own, too: whoever looks for all `frames` finds each of them once. */
static void
write_history(struct buffer *out, const struct thread *stack)
{
	WRITE_NAME(out, NAME_HISTORY);
	for (const char *before = "["; stack != NULL; stack = stack->next, before = ",") {
		buffer_byte(out, before[0]);
		WRITE_FIRST(out, NAME_STACK);
		write_text(out, stack->stack);
		WRITE_NUMBER(out, NAME_TID, stack->tid);
		WRITE_TEXT(out, NAME_COMM, stack->comm);
		WRITE_NAME(out, NAME_PAST_FRAMES);
		write_frames(out, stack->frames);
		buffer_byte(out, '}');
	}
	buffer_byte(out, ']');
}

void
thread_write(struct buffer *out, const struct thread *thread)
{
	WRITE_FIRST(out, NAME_TYPE);
	write_text(out, BYTES(TYPE_THREAD));
	thread_write_process(out, &thread->process);
	WRITE_TEXT(out, NAME_TOOL, thread->tool);
	WRITE_TEXT(out, NAME_LANGUAGE, thread->language);
	WRITE_TEXT(out, NAME_TIME, thread->time);
	WRITE_NUMBER(out, NAME_SAMPLE, thread->sample);
	WRITE_NUMBER(out, NAME_TID, thread->tid);
	WRITE_NUMBER(out, NAME_INFERIOR, thread->inferior);
	WRITE_NUMBER(out, NAME_LWP, thread->lwp);
	WRITE_TEXT(out, NAME_PTHREAD, thread->pthread);
	WRITE_TEXT(out, NAME_COMM, thread->comm);
	WRITE_TEXT(out, NAME_TARGET, thread->target);
	observed_write(out, &thread->observed);
	WRITE_FLAG(out, NAME_CURRENT, thread->current);
	WRITE_FLAG(out, NAME_CRASHED, thread->crashed);
	WRITE_TEXT(out, NAME_SIGNAL, thread->signal);
	WRITE_TEXT(out, NAME_REASON, thread->reason);
	WRITE_TEXT(out, NAME_STACK, thread->stack);
	WRITE_FLAG(out, NAME_EXITED, thread->exited);
	WRITE_FLAG(out, NAME_REPEATS, thread->repeats);
	WRITE_TEXT(out, NAME_EXIT_VALUE, thread->exit_value);
	WRITE_TEXT(out, NAME_START_FUNCTION, thread->start_function);
	WRITE_NAME(out, NAME_FRAMES);
	write_frames(out, thread->frames);
	if (thread->native_frames != NULL) {
		WRITE_NAME(out, NAME_NATIVE_FRAMES);
		write_frames(out, thread->native_frames);
	}
	if (thread->history != NULL)
		write_history(out, thread->history);
	WRITE_TEXT(out, NAME_STOPPED, thread->stopped);
	WRITE_FLAG(out, NAME_TRUNCATED, thread->truncated);
	thread_write_source(out, thread->file, thread->line, -1, -1);
	buffer_append(out, BYTES("}\n"));
}
