#include "native/pyspy.h"

#include "record/names.h"

#include <stdio.h>

static void
read_locals(const struct value *value, struct frame *frame, struct draft *draft)
{
	for (; value != NULL; value = json_next(value)) {
		struct local *local = drafts_add_local(draft, frame, json_text(value, "name"));

		if (local == NULL)
			return;
		local->value = arena_copy(draft->memory, json_text(value, "repr"));
	}
}

/* A frame of C has its library as `module`; Python's have none. False: it is one of C. */
static bool
read_frame(const struct value *value, struct draft *draft)
{
	struct bytes module = json_text(value, "module"), file = json_text(value, "filename");
	struct frame *frame = drafts_add_frame(draft);

	if (frame == NULL)
		return true;
	frame->function = arena_copy(draft->memory, json_text(value, "name"));
	frame->module = arena_copy(draft->memory, module);
	if (!bytes_equal(file, module))
		frame->file = arena_copy(draft->memory, file);
	frame->line = json_number(value, "line");
	if (frame->line == 0)
		frame->line = -1;
	if (module.len == 0)
		frame->language = BYTES(NAME_PYTHON);
	read_locals(json_first(json_member(value, "locals")), frame, draft);
	return module.len == 0;
}

/* Python numbers a thread by the handle of the thread library, which py-spy's text has if the LWP is not known. */
static struct bytes
handle_of(long long number, struct arena *memory)
{
	char text[2 + 16 + 1];

	if (number <= 0)
		return BYTES_NONE;
	snprintf(text, sizeof(text), "0x%llx", number);
	return arena_copy(memory, bytes_of(text));
}

/* If all frames are Python's, the thread says so, and its frames do not. */
static void
read_frames(const struct value *frames, struct draft *draft)
{
	bool python = true;

	for (const struct value *each = json_first(frames); each != NULL; each = json_next(each))
		python = read_frame(each, draft) && python;
	if (!python)
		return;
	draft->thread.language = BYTES(NAME_PYTHON);
	for (struct frame *frame = draft->thread.frames; frame != NULL; frame = frame->next)
		frame->language = BYTES_NONE;
}

static bool
is_thread(const struct value *value)
{
	return json_kind(json_member(value, "frames")) == JSON_ARRAY &&
	    json_number(value, "thread_id") >= 0 && json_member(value, "owns_gil") != NULL;
}

static void
read_thread(struct dialect *dialect, const struct value *value)
{
	struct process *process = snapshot_process(dialect->snapshot);
	struct bytes command = json_text(json_member(value, "process_info"), "command_line");
	struct draft *draft;
	struct thread *thread;

	if (command.len > 0 || process->pid != json_number(value, "pid"))
		process->command = snapshot_keep(dialect->snapshot, command);
	process->pid = json_number(value, "pid");
	draft = dialect_begin(dialect);
	if (draft == NULL)
		return;
	thread = &draft->thread;
	thread->lwp = json_number(value, "os_thread_id");
	thread->pthread = handle_of(json_number(value, "thread_id"), draft->memory);
	thread->comm = arena_copy(draft->memory, json_text(value, "thread_name"));
	thread->observed.gil = json_flag(value, "owns_gil");
	read_frames(json_member(value, "frames"), draft);
	dialect_complete(dialect, draft, BYTES("py-spy"));
}

bool
pyspy_read(struct dialect *dialect, const struct value *value)
{
	const struct value *first = json_kind(value) == JSON_ARRAY ? json_first(value) : value;

	if (first == NULL || !is_thread(first))
		return false;
	if (first == value) {
		read_thread(dialect, value);
		return true;
	}
	for (; first != NULL; first = json_next(first))
		if (is_thread(first))
			read_thread(dialect, first);
	return true;
}
