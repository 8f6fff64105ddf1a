#include "native/sanitizer/sanitizerline.h"

#include "base/ascii.h"
#include "base/words.h"
#include "native/frameline.h"

static const struct sanitizerline_thread no_thread = { .tid = -1, .lwp = -1 };

/* Takes `==811==` off the end, with a blank where the tool is old or libFuzzer. */
static bool
take_pid(struct bytes *text, long long *pid)
{
	struct bytes before = *text;
	size_t digits = 0;

	(void)bytes_take_end(&before, BYTES(" "));
	if (!bytes_take_end(&before, BYTES("==")))
		return false;
	while (digits < before.len && ascii_is_digit(before.at[before.len - digits - 1]))
		digits++;
	if (!bytes_number(bytes_from(before, before.len - digits), pid))
		return false;
	before.len -= digits;
	if (!bytes_take_end(&before, BYTES("==")))
		return false;
	*text = before;
	return true;
}

/* Where the name of the tool begins, and where it ends; false: there is none that a report would begin with. */
static bool
find_tool(struct bytes line, size_t *start, size_t *end)
{
	const char *found = bytes_find(line, BYTES("Sanitizer"));

	if (found != NULL) {
		*start = (size_t)(found - line.at);
		*end = *start + strlen("Sanitizer");
		while (*start > 0 && ascii_is_letter(line.at[*start - 1]))
			--*start;
		return true;
	}
	found = bytes_find(line, BYTES("ERROR: libFuzzer: "));
	if (found == NULL)
		return false;
	*start = (size_t)(found - line.at) + strlen("ERROR: ");
	*end = *start + strlen("libFuzzer");
	return true;
}

/* The kind of error: what is said of it up to the first address. */
static struct bytes
without_addresses(struct bytes text)
{
	static const struct bytes marks[] = { BYTES_ROW(" on address 0x"),
		BYTES_ROW(" on unknown address"), BYTES_ROW(" on 0x"), BYTES_ROW(": 0x"),
		BYTES_ROW(" (0x"), BYTES_ROW(" (pid="), BYTES_ROW(" (pc 0x") };
	size_t end = text.len;

	for (size_t i = 0; i < COUNT_OF(marks); i++) {
		const char *mark = bytes_find(bytes_first(text, end), marks[i]);

		if (mark != NULL)
			end = (size_t)(mark - text.at);
	}
	text = bytes_trim(bytes_first(text, end));
	(void)bytes_take_end(&text, BYTES(":"));
	return text;
}

/* `SEGV on unknown address 0x… (pc 0x… bp 0x… sp 0x… T3)`: the signal */
static struct bytes
signal_of(struct bytes text)
{
	static const struct {
		struct bytes word;
		const char *name;
	} signals[] = {
		{ BYTES_ROW("SEGV "), "SIGSEGV" },
		{ BYTES_ROW("ABRT "), "SIGABRT" },
		{ BYTES_ROW("BUS "), "SIGBUS" },
		{ BYTES_ROW("FPE "), "SIGFPE" },
		{ BYTES_ROW("ILL "), "SIGILL" },
		{ BYTES_ROW("TRAP "), "SIGTRAP" },
	};

	for (size_t i = 0; i < COUNT_OF(signals); i++)
		if (bytes_start(text, signals[i].word) &&
		    bytes_find(text, BYTES(" on unknown address ")) != NULL)
			return bytes_of(signals[i].name);
	return BYTES_NONE;
}

/* `SEGV on unknown address 0x… (pc …`: the address. Of other signals it is no place in memory. */
static void
read_fault(struct bytes text, struct sanitizerline_heading *heading)
{
	static const struct bytes faults[] = { BYTES_ROW("SEGV "), BYTES_ROW("BUS "),
		BYTES_ROW("access-violation ") };
	struct bytes rest;

	heading->fault = words_start(LIST(faults), text) != WORDS_NONE;
	if (heading->fault && bytes_split(text, BYTES(" on unknown address 0x"), NULL, &rest))
		heading->address = (struct bytes){ rest.at - 2, 2 + ascii_run(rest, ascii_is_hex) };
}

/* The thread in a heading; AddressSanitizer has numbers of its own, the others say the kernel's where a signal came. */
static struct sanitizerline_thread
thread_of_heading(const struct sanitizerline_heading *heading, struct bytes text)
{
	struct sanitizerline_thread thread = sanitizerline_thread(text);
	struct bytes number;
	long long id;

	if (thread.tid >= 0 || !bytes_take_end(&text, BYTES(")")) ||
	    !bytes_split_last(text, BYTES(" T"), NULL, &number) || !bytes_number(number, &id))
		return thread;
	if (bytes_equal(heading->tool, BYTES("AddressSanitizer")))
		thread.tid = id;
	else
		thread.lwp = id;
	return thread;
}

/* `==811==ERROR: AddressSanitizer: …`, `WARNING: ThreadSanitizer: … (pid=811)` */
static bool
read_tools(struct bytes line, struct sanitizerline_heading *heading)
{
	size_t start, end;
	struct bytes text, before, pid;
	bool numbered, warning;

	if (!find_tool(line, &start, &end))
		return false;
	before = bytes_first(line, start);
	heading->tool = (struct bytes){ line.at + start, end - start };
	text = bytes_from(line, end);
	heading->fatal = bytes_take_end(&before, BYTES("ERROR: "));
	warning = !heading->fatal && bytes_take_end(&before, BYTES("WARNING: "));
	numbered = take_pid(&before, &heading->pid);
	if (bytes_split_last(text, BYTES(" (pid="), NULL, &pid) &&
	    bytes_take_number(&pid, &heading->pid))
		numbered = numbered || warning;
	numbered = numbered || before.len == 0; /* Fuchsia's */
	if (bytes_start(text, BYTES(" CHECK failed: ")) ||
	    bytes_start(text, BYTES(": CHECK failed: "))) /* the tool found a fault in itself */
		heading->fatal = true;
	if (!numbered || (!heading->fatal && !warning) || bytes_head(text) == '\0' ||
	    (!bytes_take(&text, BYTES(": ")) && !bytes_take(&text, BYTES(" "))))
		return false;
	heading->carrier = before;
	heading->kind = without_addresses(text);
	heading->signal = signal_of(text);
	read_fault(text, heading);
	heading->thread = thread_of_heading(heading, text);
	return true;
}

/* `weave.cc:27:4: runtime error: …` of UBSan; Go says `panic: runtime error: …`. */
static bool
read_runtime_error(struct bytes line, struct sanitizerline_heading *heading)
{
	struct bytes before, place;
	struct frame frame = thread_no_frame;
	const char *blank;

	if (!bytes_split(line, BYTES(": runtime error: "), &before, &heading->kind))
		return false;
	place = before;
	blank = bytes_head(before) == '/' ? NULL : bytes_find_last(before, ' ');
	if (blank != NULL)
		place = bytes_at(before, blank + 1);
	frameline_place(place, &frame);
	if (frame.line > 0)
		heading->place = place;
	else if (!bytes_equal(place, BYTES("<unknown>")) &&
	    (bytes_head(place) != '(' || bytes_find(place, BYTES("+0x")) == NULL))
		return false;
	heading->carrier = bytes_first(before, before.len - place.len);
	return true;
}

/* GWP-ASan's `Use After Free at 0x… (0 bytes into a 32-byte allocation at 0x…) by thread 811 here:` */
static bool
read_gwp(struct bytes line, struct sanitizerline_heading *heading)
{
	static const struct bytes kinds[] = { BYTES_ROW("Use After Free at 0x"),
		BYTES_ROW("Double Free at 0x"), BYTES_ROW("Invalid (Wild) Free at 0x"),
		BYTES_ROW("Buffer Overflow at 0x"), BYTES_ROW("Buffer Underflow at 0x") };
	int kind = words_within(LIST(kinds), line);
	const char *found;

	if (kind == WORDS_NONE || !bytes_end(line, BYTES(" here:")))
		return false;
	found = bytes_find(line, kinds[kind]);
	heading->carrier = bytes_until(line, found);
	heading->tool = BYTES("GWP-ASan");
	heading->kind = bytes_first(bytes_at(line, found), kinds[kind].len - strlen(" at 0x"));
	heading->fatal = true;
	heading->thread.lwp = bytes_number_behind(line, BYTES(" by thread "));
	return true;
}

bool
sanitizerline_heading(struct bytes line, struct sanitizerline_heading *heading)
{
	/* `ERROR: libFuzzer: `, `Sanitizer: `, `runtime error: `; old ones have no colon */
	if (bytes_find(line, BYTES("r: ")) == NULL && bytes_head(line) != '=' &&
	    bytes_tail(line) != ':')
		return false;
	*heading = (struct sanitizerline_heading){ .pid = -1, .thread = no_thread };
	return read_tools(line, heading) || read_runtime_error(line, heading) ||
	    read_gwp(line, heading);
}

/* What lines begin with; `…*…`: and hold. */
static const struct {
	struct bytes words, within;
	enum sanitizerline says;
} rows[] = {
	{ BYTES_ROW("READ of size "), BYTES_ROW(""), SANITIZERLINE_ACCESS },
	{ BYTES_ROW("WRITE of size "), BYTES_ROW(""), SANITIZERLINE_ACCESS },
	{ BYTES_ROW("ACCESS of size "), BYTES_ROW(""), SANITIZERLINE_ACCESS },
	{ BYTES_ROW("Read of size "), BYTES_ROW(""), SANITIZERLINE_ACCESS },
	{ BYTES_ROW("Write of size "), BYTES_ROW(""), SANITIZERLINE_ACCESS },
	{ BYTES_ROW("Atomic "), BYTES_ROW(" of size "), SANITIZERLINE_ACCESS },
	{ BYTES_ROW("Mutex "), BYTES_ROW(" acquired here "), SANITIZERLINE_ACCESS },
	{ BYTES_ROW("Direct leak of "), BYTES_ROW(""), SANITIZERLINE_LEAK },
	{ BYTES_ROW("Indirect leak of "), BYTES_ROW(""), SANITIZERLINE_LEAK },
	{ BYTES_ROW("freed by "), BYTES_ROW(""), SANITIZERLINE_HISTORY },
	{ BYTES_ROW("freed here"), BYTES_ROW(""), SANITIZERLINE_HISTORY },
	{ BYTES_ROW("previously allocated "), BYTES_ROW(""), SANITIZERLINE_HISTORY },
	{ BYTES_ROW("allocated "), BYTES_ROW(""), SANITIZERLINE_HISTORY },
	{ BYTES_ROW("Thread T"), BYTES_ROW(" created by "), SANITIZERLINE_HISTORY },
	{ BYTES_ROW("0x"), BYTES_ROW(" was deallocated by thread "), SANITIZERLINE_HISTORY },
	{ BYTES_ROW("0x"), BYTES_ROW(" was allocated by thread "), SANITIZERLINE_HISTORY },
	{ BYTES_ROW("Address 0x"), BYTES_ROW(" in stack of thread "), SANITIZERLINE_HISTORY },
	{ BYTES_ROW("Previous "), BYTES_ROW(" of size "), SANITIZERLINE_HISTORY },
	{ BYTES_ROW("Location is "), BYTES_ROW(""), SANITIZERLINE_HISTORY },
	{ BYTES_ROW("Mutex "), BYTES_ROW(" created at"), SANITIZERLINE_HISTORY },
	{ BYTES_ROW("As if synchronized via "), BYTES_ROW(""), SANITIZERLINE_HISTORY },
	{ BYTES_ROW("Uninitialized value was "), BYTES_ROW(""), SANITIZERLINE_HISTORY },
	{ BYTES_ROW("Memory was marked "), BYTES_ROW(""), SANITIZERLINE_HISTORY },
	{ BYTES_ROW("[failed to restore "), BYTES_ROW(""), SANITIZERLINE_NONE },
	{ BYTES_ROW("<empty stack>"), BYTES_ROW(""), SANITIZERLINE_NONE },
	{ BYTES_ROW(""), BYTES_ROW("Sanitizer: nested bug in the same thread"),
	    SANITIZERLINE_NONE },
	{ BYTES_ROW("SUMMARY: "), BYTES_ROW(""), SANITIZERLINE_SUMMARY },
	{ BYTES_ROW("ThreadSanitizer: reported "), BYTES_ROW(""), SANITIZERLINE_END },
	{ BYTES_ROW("=="), BYTES_ROW("==ABORTING"), SANITIZERLINE_END },
	{ BYTES_ROW("*** End GWP-ASan report"), BYTES_ROW(""), SANITIZERLINE_END },
};

enum sanitizerline
sanitizerline_read(struct bytes line)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (bytes_start(line, rows[i].words) &&
		    (rows[i].within.len == 0 || bytes_find(line, rows[i].within) != NULL))
			return rows[i].says;
	return SANITIZERLINE_OTHER;
}

bool
sanitizerline_is_title(enum sanitizerline says)
{
	return says == SANITIZERLINE_ACCESS || says == SANITIZERLINE_LEAK ||
	    says == SANITIZERLINE_HISTORY;
}

/* `(name)` or `'name'` behind the number; not `(mutexes: …)`, `(tid=…)`. A name may hold brackets. */
static struct bytes
name_of(struct bytes rest)
{
	int depth = 1;
	size_t i = 0;

	if (bytes_take(&rest, BYTES(" '")))
		return bytes_first(rest, bytes_index(rest, '\''));
	if (!bytes_take(&rest, BYTES(" (")) || bytes_start(rest, BYTES("mutexes: ")) ||
	    bytes_start(rest, BYTES("tid=")))
		return BYTES_NONE;
	for (; i < rest.len; i++) {
		depth += rest.at[i] == '(' ? 1 : rest.at[i] == ')' ? -1 : 0;
		if (depth == 0)
			return bytes_first(rest, i);
	}
	return BYTES_NONE;
}

struct sanitizerline_thread
sanitizerline_thread(struct bytes line)
{
	struct sanitizerline_thread thread = no_thread;
	struct bytes rest = line;

	(void)bytes_split_last(line, BYTES(" created by "), NULL, &rest);
	if (bytes_find(rest, BYTES("main thread")) != NULL) {
		thread.tid = 0;
	} else if ((rest.at != line.at && bytes_take(&rest, BYTES("T"))) ||
	    bytes_split(rest, BYTES("thread T"), NULL, &rest)) {
		if (bytes_take_number(&rest, &thread.tid))
			thread.name = name_of(rest);
	} else if (bytes_start(line, BYTES("0x"))) { /* GWP-ASan's */
		thread.lwp = bytes_number_behind(line, BYTES("allocated by thread "));
	}
	return thread;
}

struct bytes
sanitizerline_access(struct bytes line, bool *sized)
{
	struct bytes access = line, size;

	*sized = sanitizerline_read(line) == SANITIZERLINE_ACCESS;
	if (bytes_split(line, BYTES("The signal is caused by a "), NULL, &access) &&
	    bytes_split(access, BYTES(" memory access"), &access, NULL))
		return bytes_equal(access, BYTES("UNKNOWN")) ? BYTES_NONE : access;
	if (!*sized || !bytes_split(line, BYTES(" of size "), &access, &size))
		return BYTES_NONE;
	return bytes_first(
	    line, access.len + strlen(" of size ") + ascii_run(size, ascii_is_digit));
}

struct bytes
sanitizerline_title(struct bytes line)
{
	static const struct bytes ends[] = { BYTES_ROW(":"), BYTES_ROW(" here"), BYTES_ROW(" from"),
		BYTES_ROW(" at") };

	for (size_t i = 0; i < COUNT_OF(ends); i++)
		(void)bytes_take_end(&line, ends[i]);
	return bytes_trim(line);
}
