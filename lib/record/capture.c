#include "record/capture.h"

#include "base/words.h"
#include "record/names.h"

/* The members of the process for which struct process has no place; they keep their bytes. */
static struct bytes
further_members(const struct value *process, struct arena *memory)
{
	static const struct bytes known[] = { BYTES_ROW(NAME_PID), BYTES_ROW(NAME_EXE),
		BYTES_ROW(NAME_CORE), BYTES_ROW(NAME_HOST), BYTES_ROW(NAME_COMMAND),
		BYTES_ROW(NAME_TITLE), BYTES_ROW(NAME_STARTED) };
	struct bytes more = BYTES_NONE;

	for (const struct value *each = json_first(process); each != NULL; each = json_next(each)) {
		if (words_find(LIST(known), json_name(each)) != WORDS_NONE)
			continue;
		more = arena_join(memory, more, BYTES(","));
		more = arena_join(memory, more, json_written_member(each));
	}
	return more;
}

/* A null says nothing, so leaving it out loses nothing. */
static void
note_odd(struct capture *capture, const struct value *value, const char *name)
{
	if (json_kind(value) != JSON_NULL && capture->odd == NULL)
		capture->odd = name;
}

static struct bytes
take_text(struct capture *capture, const struct value *object, const char *name)
{
	const struct value *value = json_member(object, name);

	if (json_kind(value) != JSON_TEXT)
		note_odd(capture, value, name);
	return json_string(value);
}

/* Some scripts write numbers as texts, and there is only one number that such a text can mean. */
static long long
take_number(struct capture *capture, const struct value *object, const char *name)
{
	const struct value *value = json_member(object, name);
	long long number = json_whole(value), written;

	if (number < 0 && bytes_number(json_string(value), &written))
		return written;
	if (number < 0)
		note_odd(capture, value, name);
	return number;
}

static const struct value *
take_value(
    struct capture *capture, const struct value *object, const char *name, enum json_kind kind)
{
	const struct value *value = json_member(object, name);

	if (json_kind(value) == kind)
		return value;
	note_odd(capture, value, name);
	return NULL;
}

struct capture
capture_read(const struct record *record)
{
	struct capture capture = { .odd = NULL };
	const struct value *process =
	    take_value(&capture, record->value, NAME_PROCESS, JSON_OBJECT);

	capture.process = (struct process){
		.pid = take_number(&capture, process, NAME_PID),
		.exe = take_text(&capture, process, NAME_EXE),
		.core = take_text(&capture, process, NAME_CORE),
		.host = take_text(&capture, process, NAME_HOST),
		.command = take_text(&capture, process, NAME_COMMAND),
		.title = take_text(&capture, process, NAME_TITLE),
		.started = take_text(&capture, process, NAME_STARTED),
		.more = further_members(process, record->memory),
	};
	capture.tool = take_text(&capture, record->value, NAME_TOOL);
	capture.time = take_text(&capture, record->value, NAME_TIME);
	capture.reason = take_text(&capture, record->value, NAME_REASON);
	capture.text = take_text(&capture, record->value, NAME_TEXT);
	capture.sample = take_number(&capture, record->value, NAME_SAMPLE);
	capture.max_frames = take_number(&capture, record->value, NAME_MAX_FRAMES);
	capture.threads = json_first(take_value(&capture, record->value, NAME_THREADS, JSON_ARRAY));
	capture.modules = json_first(take_value(&capture, record->value, NAME_MODULES, JSON_ARRAY));
	return capture;
}

/* The array as it stands in the text, if it has only numbers of threads in it; otherwise no bytes. */
static struct bytes
take_deadlock(struct capture *capture, const struct value *thread)
{
	const struct value *list = take_value(capture, thread, NAME_DEADLOCK, JSON_ARRAY);
	const struct value *each = json_first(list);

	for (; each != NULL; each = json_next(each))
		if (json_whole(each) <= 0) {
			note_odd(capture, list, NAME_DEADLOCK);
			return BYTES_NONE;
		}
	return json_first(list) == NULL ? BYTES_NONE : json_written(list);
}

static struct observed
take_observed(struct capture *capture, const struct value *thread)
{
	const struct value *waits_for = take_value(capture, thread, NAME_WAITS_FOR, JSON_OBJECT);
	struct observed observed = {
		.syscall = take_text(capture, thread, NAME_SYSCALL),
		.syscall_args = take_text(capture, thread, NAME_SYSCALL_ARGS),
		.kernel_state = take_text(capture, thread, NAME_KERNEL_STATE),
		.cpu_ms = take_number(capture, thread, NAME_CPU_MS),
		.cpu_percent = take_number(capture, thread, NAME_CPU_PERCENT),
		.waits_for = { .kind = take_text(capture, waits_for, NAME_KIND),
		    .address = take_text(capture, waits_for, NAME_ADDRESS),
		    .file = take_text(capture, waits_for, NAME_FILE),
		    .owner = take_number(capture, waits_for, NAME_OWNER),
		    .exited = json_flag(waits_for, NAME_EXITED),
		    .timed = json_flag(waits_for, NAME_TIMED) },
		.behind = -1,
		.gil = json_flag(thread, NAME_GIL),
	};

	/* other deadlocks are found once all threads of the process are known */
	if (observed.waits_for.file.len > 0)
		observed.deadlock = take_deadlock(capture, thread);
	/* captures of 0.1 call it so */
	if (observed.kernel_state.len == 0)
		observed.kernel_state = take_text(capture, thread, NAME_STATE);
	return observed;
}

bool
capture_next_thread(struct capture *capture, struct capture_thread *thread)
{
	const struct value *value = capture->threads, *python;

	if (value == NULL)
		return false;
	if (json_kind(value) != JSON_OBJECT)
		note_odd(capture, value, NAME_THREADS);
	python = take_value(capture, value, NAME_PYTHON, JSON_OBJECT);
	*thread = (struct capture_thread){
		.lwp = take_number(capture, value, NAME_LWP),
		.comm = take_text(capture, value, NAME_COMM),
		.observed = take_observed(capture, value),
		.python = { .name = take_text(capture, python, NAME_NAME),
		    .frames = json_first(take_value(capture, python, NAME_FRAMES, JSON_ARRAY)),
		    .truncated = json_flag(python, NAME_TRUNCATED) },
	};
	capture->threads = json_next(value);
	return true;
}

bool
capture_next_frame(const struct value **frames, struct frame *frame, bool *entry)
{
	const struct value *value = *frames;

	if (value == NULL)
		return false;
	*frame = thread_no_frame;
	frame->function = json_text(value, NAME_FUNCTION);
	frame->file = json_text(value, NAME_FILE);
	frame->line = json_number(value, NAME_LINE);
	frame->language = BYTES(NAME_PYTHON);
	*entry = json_flag(value, NAME_ENTRY);
	*frames = json_next(value);
	return true;
}

/* An address in hexadecimal digits; 0: there is none. */
static uint64_t
take_address(struct capture *capture, const struct value *object, const char *name)
{
	struct bytes text = take_text(capture, object, name);
	uint64_t address;

	if (module_take_address(&text, &address) && text.len == 0)
		return address;
	note_odd(capture, json_member(object, name), name);
	return 0;
}

static void
take_part(struct capture *capture, const struct value *value, struct module *module)
{
	const struct value *part = take_value(capture, value, NAME_PART, JSON_OBJECT);

	if (part == NULL)
		return;
	module->part = take_text(capture, part, NAME_FUNCTION);
	module->part_base = take_address(capture, part, NAME_BASE);
	module->part_end = take_address(capture, part, NAME_END);
}

bool
capture_next_module(struct capture *capture, struct module *module)
{
	while (capture->modules != NULL) {
		const struct value *value = capture->modules;

		if (json_kind(value) != JSON_OBJECT)
			note_odd(capture, value, NAME_MODULES);
		*module = (struct module){
			.path = take_text(capture, value, NAME_PATH),
			.base = take_address(capture, value, NAME_BASE),
			.end = take_address(capture, value, NAME_END),
			.build_id = take_text(capture, value, NAME_BUILD_ID),
			.replaced = json_flag(value, NAME_REPLACED),
		};
		take_part(capture, value, module);
		capture->modules = json_next(value);
		if (module->path.len > 0 && module->base < module->end)
			return true;
	}
	return false;
}
