#include "native/snapshot.h"

#include "native/boundary.h"
#include "native/noise.h"
#include "native/rem.h"
#include "native/signals.h"

#include <stdio.h>

enum { TIDY_LEAST = 256 * 1024 };

static const struct thread_id no_thread = { -1, -1 };

bool
snapshot_init(struct snapshot *snapshot, size_t ceiling)
{
	*snapshot = (struct snapshot){ .memory = arena_new(ceiling), .ceiling = ceiling };
	if (snapshot->memory == NULL)
		return false;
	snapshot_reset(snapshot);
	return true;
}

void
snapshot_free(struct snapshot *snapshot)
{
	arena_free(snapshot->memory);
	threadtable_free(&snapshot->known);
}

void
snapshot_forget_threads(struct snapshot *snapshot)
{
	snapshot->current = snapshot->crashed = no_thread;
	snapshot->current_lwp = snapshot->crashed_lwp = -1;
	snapshot->signal = (struct bytes){ NULL, 0 };
	snapshot->switched = false;
}

void
snapshot_reset(struct snapshot *snapshot)
{
	struct threadtable known = snapshot->known;

	arena_reset(snapshot->memory);
	threadtable_clear(&known);
	*snapshot = (struct snapshot){
		.memory = snapshot->memory,
		.ceiling = snapshot->ceiling,
		.tidy_at = TIDY_LEAST,
		.lost = snapshot->lost,
		.process = thread_no_process,
		.inferior = 1,
		.sample = -1,
		.known = known,
	};
	for (size_t i = 0; i < SNAPSHOT_INFERIORS; i++)
		snapshot->others[i] = thread_no_process;
	snapshot_forget_threads(snapshot);
}

static void
move(struct snapshot *snapshot, struct bytes *text)
{
	struct bytes moved = arena_copy(snapshot->memory, *text);

	snapshot->lost = snapshot->lost || moved.len < text->len;
	*text = moved;
}

static void
move_process(struct snapshot *snapshot, struct process *process)
{
	move(snapshot, &process->exe);
	move(snapshot, &process->core);
	move(snapshot, &process->host);
	move(snapshot, &process->command);
	move(snapshot, &process->more);
}

/* A session may go on for ever, and each look at the process says something anew. */
static void
tidy(struct snapshot *snapshot)
{
	struct arena *memory = arena_new(snapshot->ceiling), *old = snapshot->memory;

	if (memory == NULL)
		return;
	snapshot->memory = memory;
	move(snapshot, &snapshot->time);
	move(snapshot, &snapshot->signal);
	move(snapshot, &snapshot->complaint);
	move_process(snapshot, &snapshot->process);
	for (size_t i = 0; i < SNAPSHOT_INFERIORS; i++)
		move_process(snapshot, &snapshot->others[i]);
	for (size_t i = 0; i < snapshot->known.size; i++) {
		struct threadtable_entry *entry = &snapshot->known.entries[i];

		move(snapshot, &entry->pthread);
		move(snapshot, &entry->comm);
		move(snapshot, &entry->syscall);
	}
	arena_free(old);
	snapshot->tidy_at = 2 * arena_held(memory) + TIDY_LEAST;
}

struct bytes
snapshot_keep(struct snapshot *snapshot, struct bytes text)
{
	if (arena_held(snapshot->memory) >= snapshot->tidy_at)
		tidy(snapshot);
	move(snapshot, &text);
	return text;
}

const struct process *
snapshot_process(const struct snapshot *snapshot, long long inferior)
{
	if (inferior < 0 || inferior == snapshot->inferior || inferior >= SNAPSHOT_INFERIORS)
		return &snapshot->process;
	return &snapshot->others[inferior];
}

/* [Switching to inferior 2 [<null>] (/usr/bin/httpd)] */
static void
read_inferior(struct snapshot *snapshot, struct bytes text)
{
	struct thread_id id;

	if (!header_parse_id(text, &id, &text) || id.tid >= SNAPSHOT_INFERIORS ||
	    id.tid == snapshot->inferior)
		return;
	snapshot->others[snapshot->inferior] = snapshot->process;
	snapshot->process = snapshot->others[id.tid];
	snapshot->inferior = id.tid;
}

static struct threadtable_entry *
add_entry(struct snapshot *snapshot, long long key)
{
	struct threadtable_entry *entry = threadtable_add(&snapshot->known, key);

	snapshot->lost = snapshot->lost || (entry == NULL && key > 0);
	return entry;
}

void
snapshot_add_thread(
    struct snapshot *snapshot, long long lwp, struct bytes comm, struct bytes syscall)
{
	struct threadtable_entry *entry = add_entry(snapshot, lwp);

	if (entry == NULL)
		return;
	if (comm.len > 0)
		entry->comm = snapshot_keep(snapshot, comm);
	if (syscall.len > 0)
		entry->syscall = snapshot_keep(snapshot, syscall);
}

/* A header line says what the debugger may not. */
static void
read_rem(struct snapshot *snapshot, struct bytes line)
{
	struct rem rem = rem_parse(line);

	if (rem.pid >= 0)
		snapshot->process.pid = rem.pid;
	if (rem.exe.len > 0)
		snapshot->process.exe = snapshot_keep(snapshot, rem.exe);
	if (rem.core.len > 0)
		snapshot->process.core = snapshot_keep(snapshot, rem.core);
	if (rem.sample > 0)
		snapshot->sample = rem.sample;
	if (rem.max_frames > 0)
		snapshot->max_frames = rem.max_frames;
}

/* program: /usr/sbin/httpd, process 9; Apple and old gdb: program: `/usr/sbin/httpd', process 9 */
static void
read_attaching(struct snapshot *snapshot, struct bytes text)
{
	const char *process = NULL;
	struct bytes exe;
	long long pid;

	snapshot->live = true;
	for (size_t i = 0; i + 8 < text.len; i++)
		if (bytes_start(bytes_from(text, i), BYTES("process ")))
			process = text.at + i;
	if (process == NULL)
		return;
	exe = bytes_trim(bytes_first(text, (size_t)(process - text.at)));
	text = bytes_trim(bytes_from(text, (size_t)(process - text.at) + 8));
	while (text.len > 0 && (text.at[text.len - 1] == '.' || text.at[text.len - 1] == ','))
		text.len--;
	if (bytes_number(text, &pid))
		snapshot->process.pid = pid;
	if (!bytes_start(exe, BYTES("program: ")))
		return;
	exe = bytes_from(exe, 9);
	if (bytes_end(exe, BYTES(",")))
		exe.len--;
	if (bytes_start(exe, BYTES("`")) && bytes_end(exe, BYTES("'")))
		exe = (struct bytes){ exe.at + 1, exe.len - 2 };
	snapshot->process.exe = snapshot_keep(snapshot, exe);
}

/* Core was generated by `./t3 x'. */
static void
read_generated(struct snapshot *snapshot, struct bytes text)
{
	if (bytes_end(text, BYTES(".")))
		text.len--;
	if (bytes_start(text, BYTES("`")) && bytes_end(text, BYTES("'")) && text.len > 2)
		text = (struct bytes){ text.at + 1, text.len - 2 };
	snapshot->process.command = snapshot_keep(snapshot, text);
}

static void
read_terminated(struct snapshot *snapshot, struct bytes text)
{
	snapshot->signal = snapshot_keep(snapshot, signals_parse(text));
}

/* The thread that is selected when a signal is known took it. */
static void
select_thread(struct snapshot *snapshot, struct thread_id id)
{
	if (snapshot->current.tid != id.tid || snapshot->current.inferior != id.inferior)
		snapshot->selections++;
	snapshot->current = id;
	if (snapshot->signal.len > 0 && snapshot->crashed.tid < 0)
		snapshot->crashed = id;
}

/* What stands between ` (` and `)`. */
static struct bytes
in_brackets(struct bytes text)
{
	text = bytes_trim(text);
	if (!bytes_start(text, BYTES("(")) || !bytes_end(text, BYTES(")")))
		return (struct bytes){ NULL, 0 };
	return (struct bytes){ text.at + 1, text.len - 2 };
}

/* [Switching to Thread 0x… (LWP 9)], [Switching to thread 2 (Thread 0x… (LWP 9))] */
static void
read_switching(struct snapshot *snapshot, struct bytes text)
{
	struct thread_id id;
	struct target target;

	snapshot->selections++;
	if (bytes_end(text, BYTES("]")))
		text.len--;
	if (bytes_start(text, BYTES("thread ")) &&
	    header_parse_id(bytes_from(text, 7), &id, &text)) {
		snapshot->current = id;
		snapshot->current_lwp = header_parse_target(in_brackets(text)).lwp;
		snapshot->switched = true;
		return;
	}
	target = header_parse_target(text);
	/* gdb says so of the thread that it just named as the one with the signal, too. */
	if (snapshot->signal.len == 0 || snapshot->crashed.tid < 0)
		snapshot->current = no_thread;
	snapshot->current_lwp = target.lwp;
}

/* [Current thread is 1 (Thread 0x… (LWP 9))] */
static void
read_current(struct snapshot *snapshot, struct bytes text)
{
	struct thread_id id;

	if (!header_parse_id(text, &id, &text) || id.tid <= 0)
		return;
	select_thread(snapshot, id);
	if (bytes_end(text, BYTES("]")))
		text.len--;
	snapshot->current_lwp = header_parse_target(in_brackets(text)).lwp;
}

void
snapshot_select_crashed(struct snapshot *snapshot, long long lwp)
{
	snapshot->current_lwp = snapshot->crashed_lwp = lwp;
	snapshot->selections++;
}

/* Starting program: /usr/sbin/httpd -X */
static void
read_starting(struct snapshot *snapshot, struct bytes text)
{
	(void)text;
	snapshot->live = true;
}

/* coredumpctl: `PID: 666897 (a.out)`; and the journal: `Process 666897 (a.out) of user 0 dumped core.` */
static void
read_pid(struct snapshot *snapshot, struct bytes text)
{
	long long pid;

	if (bytes_take_number(&text, &pid) && bytes_start(text, BYTES(" (")))
		snapshot->process.pid = pid;
}

static void
read_dumped(struct snapshot *snapshot, struct bytes text)
{
	if (bytes_find(text, BYTES(" dumped core")) != NULL)
		read_pid(snapshot, text);
}

/* coredumpctl: `Executable: /usr/sbin/httpd` */
static void
read_executable(struct snapshot *snapshot, struct bytes text)
{
	snapshot->process.exe = snapshot_keep(snapshot, bytes_trim(text));
}

/* coredumpctl: `Command Line: /usr/sbin/httpd -X` */
static void
read_command(struct snapshot *snapshot, struct bytes text)
{
	snapshot->process.command = snapshot_keep(snapshot, bytes_trim(text));
}

/* coredumpctl: `Signal: 11 (SEGV)` */
static void
read_signal(struct snapshot *snapshot, struct bytes text)
{
	const char *open = bytes_find(text, BYTES("("));

	char name[32];
	int length;

	if (open == NULL || !bytes_end(text, BYTES(")")))
		return;
	length =
	    snprintf(name, sizeof(name), "SIG%.*s", (int)(text.at + text.len - open) - 2, open + 1);
	if (length < (int)sizeof(name))
		snapshot->signal = snapshot_keep(snapshot, (struct bytes){ name, (size_t)length });
}

static const struct {
	const char *starts;
	void (*read)(struct snapshot *snapshot, struct bytes text);
} statements[] = {
	{ "Starting program: ", read_starting },
	{ "PID: ", read_pid },
	{ "Process ", read_dumped },
	{ "Executable: ", read_executable },
	{ "Command Line: ", read_command },
	{ "Signal: ", read_signal },
	{ "Attaching to ", read_attaching },
	{ "Core was generated by ", read_generated },
	{ "Program terminated with signal ", read_terminated },
	{ "[Switching to inferior ", read_inferior },
	{ "[Switching to ", read_switching },
	{ "[Current thread is ", read_current },
};

/* Thread 21 "Rasterizer" received signal SIGSEGV, …; Program received signal SIGABRT, …; … hit Breakpoint 1, … */
static bool
read_stop(struct snapshot *snapshot, struct bytes line)
{
	static const struct bytes received = { " received signal ", 17 };
	const char *at = bytes_find(line, received);
	struct thread_id id;
	struct bytes rest;

	if (!boundary_stops(line))
		return false;
	snapshot->live = true;
	if (at != NULL) {
		rest = bytes_from(line, (size_t)(at - line.at) + received.len);
		snapshot->crashed = no_thread;
		read_terminated(snapshot, rest);
	}
	if (bytes_start(line, BYTES("Thread ")) && header_parse_id(bytes_from(line, 7), &id, &rest))
		select_thread(snapshot, id);
	return at != NULL;
}

/* What a row says of a thread, by its number and by its LWP. */
static void
note_target(struct snapshot *snapshot, struct thread_id id, const struct target *target)
{
	struct threadtable_entry *entry = add_entry(snapshot, SNAPSHOT_TID + id.tid);

	if (entry != NULL) {
		entry->lwp = target->lwp > 0 ? target->lwp : 0;
		entry->comm = snapshot_keep(snapshot, target->comm);
		entry->pthread = snapshot_keep(snapshot, target->pthread);
	}
	snapshot_add_thread(snapshot, target->lwp, target->comm, (struct bytes){ NULL, 0 });
}

static bool
read_row(struct snapshot *snapshot, struct bytes line)
{
	struct thread_id id;
	struct target target;
	bool current;

	if (!header_parse_row(line, &id, &target, &current))
		return false;
	note_target(snapshot, id, &target);
	if (current)
		select_thread(snapshot, id);
	return true;
}

/* Text that people take for a debugger's. */
static const char *
find_foreign(struct bytes line)
{
	static const char sanitizer[] = "reports of sanitizers are not read";
	static const struct {
		const char *words, *hint;
	} foreign[] = {
		{ "Traceback (most recent call last)",
		    "Python's tracebacks are for st-parse-pylog" },
		{ "ERROR: AddressSanitizer", sanitizer },
		{ "ERROR: HWAddressSanitizer", sanitizer },
		{ "ERROR: LeakSanitizer", sanitizer },
		{ "ERROR: UndefinedBehaviorSanitizer", sanitizer },
		{ "WARNING: MemorySanitizer", sanitizer },
		{ "WARNING: ThreadSanitizer", sanitizer },
	};

	for (size_t i = 0; i < sizeof(foreign) / sizeof(foreign[0]); i++)
		if (bytes_find(line, bytes_of(foreign[i].words)) != NULL)
			return foreign[i].hint;
	return NULL;
}

/* What debuggers say when they get nowhere; nobody else uses the first of them. */
static const char *const complaints[] = { "ptrace: ", "ptrace(", "No threads", "No stack",
	"not a core dump", "not in executable format", "file format not recognized",
	"annot examine process", "is a zombie", "already traced", "No such process",
	"No such file or directory", "peration not permitted", "ermission denied", "no process",
	"cannot open" };
enum { OWN_COMPLAINTS = 10, COMPLAINTS = sizeof(complaints) / sizeof(complaints[0]) };

/* The first such line tells why; gdb's own Python may have failed before. */
static void
read_complaint(struct snapshot *snapshot, struct bytes line)
{
	size_t count = snapshot->foreign == NULL ? COMPLAINTS : OWN_COMPLAINTS;

	if (snapshot->complaint.len > 0 || noise_is_source(line) || line.len == 0 ||
	    memchr(line.at, '\0', line.len) != NULL) /* a program, not its text */
		return;
	if (snapshot->foreign == NULL)
		snapshot->foreign = find_foreign(line);
	for (size_t i = 0; i < count; i++) {
		if (bytes_find(line, bytes_of(complaints[i])) == NULL)
			continue;
		snapshot->complaint = snapshot_keep(snapshot, bytes_first(line, 500));
		return;
	}
}

bool
snapshot_read(struct snapshot *snapshot, struct bytes line)
{
	line = bytes_from(line, bytes_indent(line)); /* a log set in, before that shows */
	if (bytes_start(line, BYTES("REM "))) {
		read_rem(snapshot, line);
		return true;
	}
	for (size_t i = 0; i < sizeof(statements) / sizeof(statements[0]); i++) {
		struct bytes starts = bytes_of(statements[i].starts);

		if (bytes_start(line, starts)) {
			statements[i].read(snapshot, bytes_from(line, starts.len));
			return true;
		}
	}
	if (read_stop(snapshot, line) || read_row(snapshot, line))
		return true;
	read_complaint(snapshot, line);
	return false;
}
