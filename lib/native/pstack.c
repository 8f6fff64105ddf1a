#include "native/pstack.h"

#include "native/quoted.h"
#include "native/statements.h"

static bool
is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

static size_t
hex_digits(struct bytes text)
{
	size_t n = 0;

	while (n < text.len && is_hex(text.at[n]))
		n++;
	return n;
}

/* The number behind `word` in the line; -1 where there is none. */
static long long
number_behind(struct bytes line, const char *word)
{
	const char *at = bytes_find(line, bytes_of(word));
	long long number;
	struct bytes text;

	if (at == NULL)
		return -1;
	text = bytes_from(line, (size_t)(at - line.at) + strlen(word));
	return bytes_take_number(&text, &number) ? number : -1;
}

/* The header of a process taken apart; what it does not say stays as it was. */
static bool
parse_process(struct bytes line, struct process *process)
{
	static const struct bytes core = { "core '", 6 }, of = { "' of ", 5 };
	struct bytes rest = line;
	const char *at = bytes_find(line, of);
	size_t n;

	if (bytes_start(line, core) && at != NULL) {
		process->core =
		    (struct bytes){ line.at + core.len, (size_t)(at - line.at) - core.len };
		rest = bytes_from(line, (size_t)(at - line.at) + of.len);
	}
	if (!bytes_take_number(&rest, &process->pid) || !bytes_start(rest, BYTES(":")))
		return false;
	rest = bytes_from(rest, 1);
	if (rest.len > 0 && bytes_indent(rest) == 0)
		return false;
	process->command = bytes_trim(rest);
	for (n = 0; n < process->command.len && process->command.at[n] != ' ';)
		n++;
	process->exe = bytes_first(process->command, n);
	return true;
}

bool
pstack_begins_process(struct bytes line)
{
	struct process process;

	/* Most lines are neither: the first byte tells. */
	if (line.len == 0 || (line.at[0] != 'c' && (line.at[0] < '0' || line.at[0] > '9')))
		return false;
	return parse_process(line, &process);
}

bool
pstack_begins_thread(struct bytes line)
{
	return bytes_start(line, BYTES("-----")) &&
	    (bytes_find(line, BYTES(" lwp# ")) != NULL ||
		bytes_find(line, BYTES(" thread# ")) != NULL);
}

void
pstack_end(struct pstack *pstack)
{
	if (pstack->open != NULL)
		dialect_complete(pstack->dialect, pstack->open, BYTES("pstack"));
	pstack->open = NULL;
	pstack->process = false;
}

static void
take_process(struct pstack *pstack, struct bytes line)
{
	struct snapshot *snapshot = &pstack->dialect->snapshot;
	struct process process = thread_no_process;

	parse_process(line, &process);
	snapshot->process.pid = process.pid;
	if (process.core.len > 0)
		snapshot->process.core = snapshot_keep(snapshot, process.core);
	if (process.exe.len > 0)
		snapshot->process.exe = snapshot_keep(snapshot, process.exe);
	snapshot->process.command = snapshot_keep(snapshot, process.command);
	pstack->process = true;
}

static struct draft *
begin_thread(struct pstack *pstack)
{
	pstack_end(pstack);
	return pstack->open = dialect_begin(pstack->dialect);
}

/* -----------------  lwp# 2 / thread# 2  ----; illumos: ---- thread# 2 / lwp# 2 [name] ---- */
static void
take_thread(struct pstack *pstack, struct bytes line)
{
	struct draft *draft = begin_thread(pstack);
	const char *open = memchr(line.at, '[', line.len), *close = NULL;

	if (draft == NULL)
		return;
	draft->thread.tid = number_behind(line, "thread# ");
	draft->thread.lwp = number_behind(line, "lwp# ");
	for (size_t i = 0; i < line.len; i++)
		if (line.at[i] == ']')
			close = line.at + i;
	if (open != NULL && close != NULL && close > open)
		draft->thread.comm = arena_copy(
		    draft->memory, (struct bytes){ open + 1, (size_t)(close - open) - 1 });
}

/* `dummy_worker(), exit value = 0x00000000`: the thread is gone, this is what it ran. */
static bool
take_exited(struct draft *draft, struct bytes text)
{
	static const struct bytes exit = { "(), exit value = ", 17 };
	const char *at = bytes_find(text, exit);

	if (at == NULL)
		return false;
	draft->thread.exited = true;
	draft->thread.start_function = bytes_first(text, (size_t)(at - text.at));
	draft->thread.exit_value = bytes_trim(bytes_from(text, (size_t)(at - text.at) + exit.len));
	return true;
}

/* ` + 2e8`, illumos `+0x2e8`: bytes, in hexadecimal */
static bool
take_offset(struct bytes text, struct frame *frame)
{
	size_t n;

	text = bytes_trim(text);
	if (text.len == 0)
		return true;
	if (text.at[0] != '+')
		return false;
	text = bytes_trim(bytes_from(text, 1));
	if (bytes_start(text, BYTES("0x")))
		text = bytes_from(text, 2);
	n = hex_digits(text);
	if (!bytes_hex(bytes_first(text, n), &frame->offset))
		return false;
	text = bytes_trim(bytes_from(text, n));
	return text.len == 0 || bytes_equal(text, BYTES("()"));
}

/* `libc.so.1`read` of newer systems names the module, too. */
static void
take_function(struct bytes name, struct frame *frame)
{
	const char *tick = name.len == 0 ? NULL : memchr(name.at, '`', name.len);

	if (tick != NULL) {
		frame->module = bytes_first(name, (size_t)(tick - name.at));
		name = bytes_from(name, (size_t)(tick - name.at) + 1);
	}
	frame->function = name;
}

/* `function (args) + offset`, the name padded to eight columns; illumos also `function+0x12()` */
static bool
parse_call(struct bytes text, struct frame *frame)
{
	const char *paren = bytes_find(text, BYTES("("));
	size_t start = paren == NULL ? text.len : (size_t)(paren - text.at), end, name;
	bool unclosed = false;

	if (start == 0)
		return false;
	end = paren == NULL ? text.len : quoted_close(text, start, &unclosed);
	if (end == 0)
		return false;
	name = bytes_trim(bytes_first(text, start)).len;
	for (size_t i = 1; i < name; i++) {
		if (text.at[i] == '+' &&
		    take_offset((struct bytes){ text.at + i, name - i }, frame)) {
			name = i;
			break;
		}
	}
	take_function(bytes_first(text, name), frame);
	frame->args = (struct bytes){ text.at + start, end - start };
	return bytes_find(frame->function, BYTES(" ")) == NULL &&
	    take_offset(bytes_from(text, end), frame);
}

static void
take_frame(struct draft *draft, struct bytes line)
{
	struct bytes text = arena_copy(draft->memory, bytes_trim(line));
	size_t address = hex_digits(text);
	struct bytes rest = bytes_trim(bytes_from(text, address));
	struct frame parsed = thread_no_frame, *frame;
	bool whole;

	if (take_exited(draft, rest))
		return;
	parsed.address = bytes_first(text, address);
	whole = parse_call(rest, &parsed);
	frame = drafts_add_frame(draft);
	if (frame == NULL)
		return;
	if (whole)
		*frame = parsed;
	else
		frame->raw = text;
	frame->level = draft->thread.frame_count;
}

/* A blank, an address of at least six digits, a blank. */
static bool
is_frame(struct bytes line)
{
	struct bytes text = bytes_from(line, bytes_indent(line));
	size_t n = hex_digits(text);

	return text.len < line.len && n >= 6 && n < text.len && text.at[n] == ' ';
}

bool
pstack_goes_on(struct bytes line)
{
	return pstack_begins_thread(line) || is_frame(line);
}

void
pstack_feed(struct pstack *pstack, struct bytes line)
{
	if (pstack_begins_process(line)) {
		pstack_end(pstack);
		take_process(pstack, line);
	} else if (pstack_begins_thread(line)) {
		take_thread(pstack, line);
	} else if (is_frame(line)) {
		/* A process of one thread has no header for it. */
		if (pstack->open == NULL && pstack->process)
			begin_thread(pstack);
		if (pstack->open != NULL)
			take_frame(pstack->open, line);
	} else {
		statements_read(&pstack->dialect->snapshot, line);
	}
}
