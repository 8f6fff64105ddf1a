#include "rules/stack.h"

#include "record/names.h"
#include "same/clibrary.h"
#include "same/normalise.h"

long long
stack_address(const struct stack_frame *frame)
{
	struct bytes digits = json_text(frame->value, NAME_ADDRESS);
	long long number = 0;

	(void)bytes_take(&digits, BYTES("0x"));
	if (digits.len == 0)
		return -1;
	while (bytes_take(&digits, BYTES("0")))
		;
	/* rules have numbers below 2^53: no longer address can be equal to one */
	return digits.len == 0 || bytes_hex(digits, &number) ? number : -1;
}

static bool
is_library(const struct value *frame)
{
	return json_flag(frame, NAME_SIGNAL_HANDLER) ||
	    clibrary_is_module(json_text(frame, NAME_MODULE)) ||
	    clibrary_is_file(json_text(frame, NAME_FILE));
}

size_t
stack_innermost(const struct stack *stack)
{
	size_t i = 0;

	while (i < stack->count && is_library(stack->frames[i].value))
		i++;
	return i;
}

bool
stack_is_innermost_python(const struct stack *stack, const struct stack_frame *frame)
{
	const struct stack_frame *inner = frame;

	if (!frame->python)
		return false;
	while (inner > stack->frames && !(inner - 1)->python)
		inner--;
	return inner == stack->frames;
}

/* Function and language are found in one pass. */
static void
read_frame(struct stack_frame *frame, const struct value *value, struct arena *memory)
{
	*frame = (struct stack_frame){ .value = value };
	for (const struct value *member = json_first(value); member != NULL;
	     member = json_next(member)) {
		struct bytes name = json_name(member);

		if (name.len != 8)
			continue;
		if (memcmp(name.at, NAME_FUNCTION, 8) == 0)
			frame->function = json_string(member);
		else if (memcmp(name.at, NAME_LANGUAGE, 8) == 0)
			frame->python = bytes_equal(json_string(member), BYTES(NAME_PYTHON));
	}
	frame->name = normalise_name(frame->function, memory);
	frame->marks[0] = stack_mark(frame->function);
	frame->marks[1] = stack_mark(frame->name);
}

/* The executable; where only the command line or the title is known, its first word (`nginx: worker process`). */
static struct bytes
executable(const struct value *process)
{
	struct bytes exe = json_text(process, NAME_EXE), line, word;

	if (exe.len > 0)
		return exe;
	line = json_text(process, NAME_COMMAND);
	if (line.len == 0)
		line = json_text(process, NAME_TITLE);
	word = bytes_first(line, bytes_index(line, ' '));
	(void)bytes_take_end(&word, BYTES(":"));
	return word;
}

void
stack_begin(struct stack *stack, const struct record *record)
{
	const struct value *exception = json_member(record->value, NAME_EXCEPTION);
	const struct value *process = json_member(record->value, NAME_PROCESS);
	const struct value *wait = json_member(record->value, NAME_WAITS_FOR);
	long long pid = json_number(process, NAME_PID);
	long long lwp = json_number(record->value, NAME_LWP);

	*stack = (struct stack){
		.comm = json_text(record->value, NAME_COMM),
		.exe = executable(process),
		.title = json_text(process, NAME_TITLE),
		.signal = json_text(record->value, NAME_SIGNAL),
		.kernel_state = json_text(record->value, NAME_KERNEL_STATE),
		.syscall = json_text(record->value, NAME_SYSCALL),
		.reason = json_text(record->value, NAME_REASON),
		.waits_for_itself = lwp >= 0 && lwp == json_number(wait, NAME_OWNER) &&
		    !bytes_equal(json_text(wait, NAME_KIND), BYTES("file-lock")),
		.main = lwp >= 0 && lwp == pid,
		.other = lwp >= 0 && pid >= 0 && lwp != pid,
		.gil = json_flag(record->value, NAME_GIL),
		.waits_for = json_text(wait, NAME_KIND),
		.exception = json_text(exception, NAME_TYPE),
		.message = json_text(exception, NAME_MESSAGE),
	};
}

bool
stack_read_frames(struct stack *stack, const struct record *record)
{
	const struct value *frames = json_member(record->value, NAME_FRAMES);
	const struct value *exception = json_member(record->value, NAME_EXCEPTION);
	bool python = bytes_equal(json_text(record->value, NAME_LANGUAGE), BYTES(NAME_PYTHON));

	stack->frames =
	    arena_alloc(record->memory, (json_count(frames) + 1) * sizeof(*stack->frames));
	if (stack->frames == NULL)
		return false;
	for (const struct value *frame = json_first(frames); frame != NULL;
	     frame = json_next(frame)) {
		struct stack_frame *read = &stack->frames[stack->count++];

		read_frame(read, frame, record->memory);
		read->python = read->python || python;
		stack->python = stack->python || (read->python && exception == NULL);
	}
	return true;
}

bool
stack_read(struct stack *stack, const struct record *record)
{
	stack_begin(stack, record);
	return stack_read_frames(stack, record);
}
