#include "pydump/pydump.h"

#include "base/words.h"

#include <stdio.h>

/* --- headings --- */

/* `811`, or a handle where the kernel's number is not known: `0x7F22CED99D40`. */
static bool
take_thread(struct bytes *line, struct pydump_heading *heading)
{
	struct bytes word = bytes_first(*line, bytes_index(*line, ' ')), digits = word;

	*line = bytes_from(*line, word.len);
	if (!bytes_take(&digits, BYTES("0x")))
		return bytes_number(word, &heading->lwp);
	heading->handle = word;
	return digits.len > 0;
}

/* ` (idle): "MainThread"`; a thread without a name has nothing behind the bracket. */
static bool
read_pyspy(struct bytes line, struct pydump_heading *heading)
{
	static const struct bytes states[] = { BYTES_ROW(" (idle)"), BYTES_ROW(" (active)"),
		BYTES_ROW(" (active+gil)"), BYTES_ROW(" (idle+gil)") };
	int state;

	if (bytes_tail(line) == ':') /* gdb's: they end otherwise, and are many */
		return false;
	if (!bytes_take(&line, BYTES("Thread ")) || !take_thread(&line, heading))
		return false;
	state = words_start(LIST(states), line);
	if (state == WORDS_NONE)
		return false;
	heading->tool = BYTES("py-spy");
	heading->style = PYDUMP_PLACE_LAST;
	heading->gil = state >= 2;
	heading->name = line = bytes_trim_end(bytes_from(line, states[state].len));
	return line.len == 0 || bytes_take_around(&heading->name, BYTES(": \""), BYTES("\""));
}

/* ` (python3) [Has the GIL,Garbage collecting]`, either may lack. */
static bool
read_pystack(struct bytes line, struct pydump_heading *heading)
{
	struct bytes states;

	line = bytes_trim_end(line);
	heading->tool = BYTES("pystack");
	heading->style = PYDUMP_KIND_FIRST;
	if (bytes_take(&line, BYTES("The frame stack for thread ")))
		return take_thread(&line, heading) && bytes_equal(line, BYTES(" is empty"));
	if (!bytes_take(&line, BYTES("Traceback for thread ")) ||
	    !bytes_take_end(&line, BYTES(" (most recent call last):")) ||
	    !take_thread(&line, heading))
		return false;
	if (bytes_tail(line) == ']' && bytes_split_last(line, BYTES(" ["), &line, &states)) {
		heading->gil = bytes_find(states, BYTES("Has the GIL")) != NULL;
		heading->waits = bytes_find(states, BYTES("Waiting for the GIL")) != NULL;
	}
	heading->name = line;
	return line.len == 0 || bytes_take_around(&heading->name, BYTES(" ("), BYTES(")"));
}

/* `Current thread 0x00007f…`, `Thread 0x… [name]`, of an interpreter without the lock `Stack`. */
static bool
read_faulthandler(struct bytes line, struct pydump_heading *heading)
{
	line = bytes_trim_end(line);
	heading->tool = BYTES("faulthandler");
	heading->style = PYDUMP_FILE_FIRST;
	if (!bytes_take_end(&line, BYTES(" (most recent call first):")))
		return false;
	heading->current =
	    bytes_equal(line, BYTES("Stack")) || bytes_take(&line, BYTES("Current thread "));
	if (bytes_equal(line, BYTES("Stack")))
		return true;
	if ((!heading->current && !bytes_take(&line, BYTES("Thread "))) ||
	    !take_thread(&line, heading) || heading->handle.len == 0)
		return false;
	heading->name = line;
	return line.len == 0 || bytes_take_around(&heading->name, BYTES(" ["), BYTES("]"));
}

/* `<Thread(worker-1, started daemon 140276086363840)>`: repr() of a thread; what Odoo says of its request follows. */
static bool
read_repr(struct bytes text, struct pydump_heading *heading)
{
	struct bytes state, ident;

	return bytes_split(text, BYTES(")>"), &text, NULL) &&
	    bytes_split(text, BYTES("("), NULL, &text) &&
	    bytes_split_last(text, BYTES(", "), &heading->name, &state) &&
	    bytes_split_last(state, BYTES(" "), NULL, &ident) &&
	    bytes_number(ident, &heading->ident);
}

/* `worker-1(140276086363840)`, `7 (main)`, a number alone, or repr(); what stands so in brackets in gdb's headers is no name. */
static bool
read_whose(struct bytes text, struct pydump_heading *heading)
{
	static const struct bytes of_gdb[] = { BYTES_ROW("Thread "), BYTES_ROW("LWP "),
		BYTES_ROW("process ") };
	struct bytes number, name;

	if (bytes_take(&text, BYTES("<")))
		return read_repr(text, heading);
	if (bytes_number(text, &heading->ident))
		return true;
	if (!bytes_take_end(&text, BYTES(")")))
		return false;
	if (bytes_split(text, BYTES(" ("), &number, &name) &&
	    bytes_number(number, &heading->ident)) {
		heading->name = name;
		return words_start(LIST(of_gdb), name) == WORDS_NONE;
	}
	return bytes_split_last(text, BYTES("("), &name, &number) &&
	    bytes_number(number, &heading->ident) && (heading->name = bytes_trim_end(name), true);
}

/* `# ThreadID: 140276086363840`, `# Thread: …`; Odoo says behind it what the thread serves. */
static bool
read_own(struct bytes line, struct pydump_heading *heading)
{
	if (!bytes_take(&line, BYTES("# Thread")))
		return false;
	line = bytes_trim_end(line);
	(void)bytes_split(line, BYTES(" (db:"), &line, NULL);
	heading->style = PYDUMP_OWN;
	return bytes_take(&line, BYTES("ID: "))
	    ? bytes_number(line, &heading->ident)
	    : bytes_take(&line, BYTES(": ")) && read_whose(line, heading);
}

bool
pydump_read_title(struct bytes line, struct pydump_heading *heading)
{
	*heading = (struct pydump_heading){ .style = PYDUMP_OWN, .lwp = -1, .ident = -1 };
	line = bytes_trim_end(line);
	if (bytes_head(line) == '<')
		return bytes_end(line, BYTES(")>")) && read_whose(line, heading);
	if (bytes_take(&line, BYTES("--- ")) && !bytes_take_end(&line, BYTES(" ---")))
		return false;
	(void)bytes_take_end(&line, BYTES(":"));
	return bytes_take(&line, BYTES("Thread ")) && read_whose(line, heading);
}

bool
pydump_read_heading(struct bytes line, struct pydump_heading *heading)
{
	static bool (*const readers[])(struct bytes, struct pydump_heading *) = { read_pyspy,
		read_pystack, read_faulthandler, read_own };

	for (size_t i = 0; i < COUNT_OF(readers); i++) {
		*heading = (struct pydump_heading){ .lwp = -1, .ident = -1 };
		if (readers[i](line, heading))
			return true;
	}
	return false;
}

bool
pydump_is_pybt(struct bytes line)
{
	return bytes_equal(bytes_trim_end(line), BYTES("Traceback (most recent call first):"));
}

bool
pydump_read_process(struct bytes line, long long *pid, struct bytes *command)
{
	if (!bytes_take(&line, BYTES("Process ")) || !bytes_take_number(&line, pid) ||
	    !bytes_take(&line, BYTES(": ")))
		return false;
	*command = bytes_trim_end(line);
	return true;
}

bool
pydump_is_version(struct bytes line)
{
	long long major;

	return bytes_take(&line, BYTES(PYDUMP_VERSION)) && bytes_take_number(&line, &major) &&
	    bytes_head(line) == '.';
}

/* --- frames --- */

/* `get (queue.py:210)`; of a C function the library alone, `poll (libc.so.6)`, or `0x7f22 (libc.so.6)`. A name may have brackets. */
static bool
read_place_last(struct bytes text, struct frame *frame)
{
	struct bytes place, line;

	if (!bytes_take_end(&text, BYTES(")")) ||
	    !bytes_split_last(text, BYTES(" ("), &frame->function, &place) || place.len == 0 ||
	    frame->function.len == 0)
		return false;
	frame->language = BYTES("python");
	if (bytes_split_last(place, BYTES(":"), &frame->file, &line) &&
	    bytes_number(line, &frame->line))
		return true;
	frame->line = -1;
	frame->file = BYTES_NONE;
	if (bytes_end(place, BYTES(".py")) || bytes_head(place) == '<') {
		frame->file = place;
		return true;
	}
	frame->module = place;
	frame->language = BYTES_NONE;
	if (bytes_start(frame->function, BYTES("0x"))) { /* it has no name */
		frame->address = frame->function;
		frame->function = BYTES_NONE;
	}
	return true;
}

/* The path up to `", line 33`, behind the quotation mark that it begins with; what follows is left. */
static bool
take_place(struct bytes *text, struct frame *frame)
{
	struct bytes rest;

	return bytes_split_last(*text, BYTES("\", line "), &frame->file, &rest) &&
	    bytes_take_number(&rest, &frame->line) && (*text = rest, true);
}

static bool
take_file(struct bytes *text, struct frame *frame)
{
	return bytes_take(text, BYTES("File \"")) && take_place(text, frame);
}

/* `(Python) File "/opt/a.py", line 33, in f`; `(C) File "???", line 0, in clone3 (/lib/libc.so.6)`: no file is known. */
static bool
read_kind_first(struct bytes text, struct frame *frame)
{
	struct bytes kind;

	if (!bytes_take(&text, BYTES("(")) || !bytes_split(text, BYTES(") "), &kind, &text) ||
	    !take_file(&text, frame) || !bytes_take(&text, BYTES(", in ")))
		return false;
	if (bytes_equal(frame->file, BYTES("???")))
		frame->file = BYTES_NONE;
	if (frame->line == 0)
		frame->line = -1;
	frame->function = text;
	if (bytes_equal(kind, BYTES("Python")))
		frame->language = BYTES("python");
	else if (bytes_take_end(&text, BYTES(")")))
		(void)bytes_split_last(text, BYTES(" ("), &frame->function, &frame->module);
	if (bytes_equal(frame->function, BYTES("???")))
		frame->function = BYTES_NONE;
	if (bytes_equal(frame->module, BYTES("???")))
		frame->module = BYTES_NONE;
	return true;
}

/* Also a C function that Python called, `<built-in method poll of …>`, and what a thread does instead of running. */
static bool
read_file_first(struct bytes text, struct frame *frame)
{
	frame->language = BYTES("python");
	if (bytes_head(text) == '<' || bytes_equal(text, BYTES("Garbage-collecting"))) {
		frame->function = text;
		return true;
	}
	if (!take_file(&text, frame))
		return false;
	(void)bytes_take(&text, BYTES(",")); /* faulthandler has none */
	frame->function = text;
	return bytes_take(&frame->function, BYTES(" in "));
}

/* `File: "/opt/a.py", line 33, in f` */
static bool
read_file_colon(struct bytes text, struct frame *frame)
{
	frame->language = BYTES("python");
	if (!bytes_take(&text, BYTES("File: \"")) || !take_place(&text, frame))
		return false;
	frame->function = text;
	return bytes_take(&frame->function, BYTES(", in "));
}

static const struct {
	size_t indent; /* how far frames are set in; source and values are further */
	bool (*read)(struct bytes, struct frame *);
	bool outwards; /* the innermost frame comes first */
} styles[] = {
	[PYDUMP_PLACE_LAST] = { 4, read_place_last, true },
	[PYDUMP_KIND_FIRST] = { 4, read_kind_first, false },
	[PYDUMP_FILE_FIRST] = { 2, read_file_first, true },
	[PYDUMP_OWN] = { 0, read_file_colon, false },
	[PYDUMP_STACK] = { 2, read_file_first, false },
};

/* --- the stack --- */

struct bytes
pydump_handle(long long ident, struct arena *memory)
{
	char text[2 + 2 * sizeof(ident) + 1];

	snprintf(text, sizeof(text), "0x%llx", (unsigned long long)ident);
	return arena_copy(memory, bytes_of(text));
}

void
pydump_begin(struct pydump *dump, struct thread *thread, struct arena *memory,
    const struct pydump_heading *heading)
{
	*dump = (struct pydump){ .thread = thread, .memory = memory, .style = heading->style };
	thread->language = BYTES("python");
	if (heading->tool.len > 0)
		thread->tool = heading->tool;
	if (heading->lwp >= 0)
		thread->lwp = heading->lwp;
	if (heading->handle.len > 0)
		thread->pthread = arena_copy(memory, heading->handle);
	else if (heading->ident >= 0)
		thread->pthread = pydump_handle(heading->ident, memory);
	if (heading->name.len > 0)
		thread->comm = arena_copy(memory, heading->name);
	thread->current = thread->current || heading->current;
	thread->observed.gil = heading->gil;
	if (heading->waits)
		thread->observed.waits_for.kind = BYTES("gil");
}

static void
add_frame(struct pydump *dump, const struct frame *read)
{
	struct thread *thread = dump->thread;
	struct frame *frame = arena_alloc(dump->memory, sizeof(*frame));

	dump->newest = frame;
	dump->listing = false;
	if (frame == NULL)
		return;
	*frame = *read;
	frame->address = arena_copy(dump->memory, read->address);
	frame->function = arena_copy(dump->memory, read->function);
	frame->file = arena_copy(dump->memory, read->file);
	frame->module = arena_copy(dump->memory, read->module);
	frame->raw = arena_copy(dump->memory, read->raw);
	dump->native = dump->native || (read->language.len == 0 && read->raw.len == 0);
	thread->frame_count++;
	if (thread->frames == NULL) {
		thread->frames = thread->last_frame = frame;
	} else if (!styles[dump->style].outwards) {
		frame->next = thread->frames;
		thread->frames = frame;
	} else {
		thread->last_frame = thread->last_frame->next = frame;
	}
}

/* `x: 3`; false: it is none. */
static bool
add_local(struct pydump *dump, struct bytes text)
{
	struct frame *frame = dump->newest;
	struct local *local;
	struct bytes name, value;

	if (!bytes_split(text, BYTES(": "), &name, &value))
		return false;
	local = arena_alloc(dump->memory, sizeof(*local));
	if (local == NULL)
		return true;
	*local = (struct local){ .name = arena_copy(dump->memory, name),
		.value = arena_copy(dump->memory, value) };
	if (frame->locals == NULL)
		frame->locals = local;
	else
		frame->last_local->next = local;
	frame->last_local = local;
	return true;
}

/* What stands below a frame: its source, and the values that were asked for. */
static bool
take_detail(struct pydump *dump, struct bytes text)
{
	static const struct bytes lists[] = { BYTES_ROW("Arguments:"), BYTES_ROW("Locals:") };

	if (dump->newest == NULL)
		return false;
	if (words_find(LIST(lists), text) != WORDS_NONE) {
		dump->listing = true;
		return true;
	}
	if (dump->listing)
		return add_local(dump, text);
	if (dump->style == PYDUMP_PLACE_LAST || dump->newest->text.len > 0)
		return false;
	dump->newest->text = arena_copy(dump->memory, text);
	return true;
}

bool
pydump_feed(struct pydump *dump, struct bytes line)
{
	struct frame frame = thread_no_frame;
	size_t indent = bytes_indent(line);
	struct bytes text = bytes_trim(line);

	if (dump->style == PYDUMP_OWN && dump->newest == NULL &&
	    bytes_start(line, BYTES("  File \"")))
		dump->style = PYDUMP_STACK;
	if (text.len == 0 || indent < styles[dump->style].indent)
		return false;
	if (indent > styles[dump->style].indent)
		return take_detail(dump, text);
	if (bytes_equal(text, BYTES("Waiting for the GIL"))) {
		dump->thread->observed.waits_for.kind = BYTES("gil");
		return true;
	}
	if (bytes_equal(text, BYTES("..."))) { /* faulthandler prints 100 */
		dump->thread->truncated = true;
		return true;
	}
	if (bytes_equal(text, BYTES("<no Python frame>")))
		return true;
	if (!styles[dump->style].read(text, &frame)) {
		if (indent == 0) /* any line of the log */
			return false;
		frame = thread_no_frame;
		frame.raw = text;
	}
	add_frame(dump, &frame);
	return true;
}

void
pydump_end(struct pydump *dump)
{
	if (dump->native)
		dump->thread->language = BYTES_NONE;
	for (struct frame *frame = dump->thread->frames; frame != NULL && !dump->native;
	     frame = frame->next)
		frame->language = BYTES_NONE;
}
