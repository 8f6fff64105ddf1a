#include "base/looks.h"

#include "base/words.h"

enum { WORDS_MAX = 8 }; /* how many other words of a log's line may come first */

#define READ_BY(stage, what) \
	{ \
		what, stage, "looks like " what ": " stage " reads it" \
	}
#define UNREAD(what) \
	{ \
		what, NULL, "looks like " what ": not read" \
	}
#define RECORDS(what, stage) \
	{ \
		"records", NULL, "looks like " what ": " stage " reads them" \
	}
#define GDB "st-parse-gdb"
#define PYLOG "st-parse-pylog"

/* What lines begin with, behind blanks: `9` is a number, `*` any text. The first row that fits counts. */
static const struct row {
	const char *words;
	struct looks looks;
} rows[] = {
	{ "\177ELF", READ_BY("st-collect", "a program or a core file") },
	{ "SQLite format 3", UNREAD("a database of SQLite") },
	{ "LPKSHHRH",
	    { "a journal of systemd", NULL,
		"looks like a journal of systemd: journalctl --file reads it" } },
	{ "ElfFile", UNREAD("an event log of Windows") },
	{ "%PDF-", UNREAD("a PDF document") },
	{ "\211PNG", UNREAD("a picture") },
	{ "\377\330\377", UNREAD("a picture") },
	{ "{\"type\":\"capture\"", RECORDS("captures", GDB) },
	{ "{\"type\": \"capture\"", RECORDS("captures", GDB) },
	/* a logger's line may have a type, too: a record has the member that all of its type have */
	{ "{\"type\":\"thread\"*\"frames\"", RECORDS("records", "st-annotate") },
	{ "{\"type\": \"thread\"*\"frames\"", RECORDS("records", "st-annotate") },
	{ "{\"type\":\"traceback\"*\"frames\"", RECORDS("records", "st-annotate") },
	{ "{\"type\": \"traceback\"*\"frames\"", RECORDS("records", "st-annotate") },
	{ "{\"type\":\"group\"*\"of\"", RECORDS("records", "st-annotate") },
	{ "{\"type\": \"group\"*\"of\"", RECORDS("records", "st-annotate") },
	{ "\"owns_gil\": ", READ_BY(GDB, "py-spy's JSON of threads") },
	{ "[{*\"thread_id\"*\"owns_gil\"", READ_BY(GDB, "py-spy's JSON of threads") },
	{ "{*\"stacktrace\"*\"crash_thread\"", UNREAD("a core_backtrace of ABRT") },
	{ "\"stackTrace\": [", UNREAD("an exception as JSON over several lines") },
	{ "Traceback (most recent call last)", READ_BY(PYLOG, "a traceback of Python") },
	{ "File \"*\", line 9, in ", READ_BY(PYLOG, "a traceback of Python") },
	{ "Fatal Python error: ", READ_BY(PYLOG, "a traceback of Python") },
	{ "==9==ERROR: ", READ_BY(GDB, "a report of a sanitizer") },
	{ "WARNING: ThreadSanitizer: ", READ_BY(GDB, "a report of a sanitizer") },
	{ "Thread 9 (crashed)", UNREAD("what minidump_stackwalk prints") },
	{ "Crash|*|0x*|9", UNREAD("what minidump_stackwalk prints") },
	{ "Thread 9 (Thread ", READ_BY(GDB, "a debugger's log") },
	{ "Thread 9 (LWP ", READ_BY(GDB, "a debugger's log") },
	{ "Thread 9 (process ", READ_BY(GDB, "a debugger's log") },
	{ "#9 0x", READ_BY(GDB, "a debugger's log") },
	{ "#9  0x", READ_BY(GDB, "a debugger's log") },
	{ "Stack trace of thread 9:", READ_BY(GDB, "what coredumpctl prints") },
	{ "goroutine 9 [", UNREAD("a Go panic") },
	{ "panic: runtime error: ", UNREAD("a Go panic") },
	{ "thread '* panicked at ",
	    { "a Rust panic", NULL,
		"looks like a Rust panic without a backtrace: with RUST_BACKTRACE=1 it has one" } },
	{ "thread 9 panic: ", UNREAD("a panic of Zig") },
	{ "*** Program crashed: ", UNREAD("a crash report of Swift") },
	{ "\360\237\222\243 Program crashed: ", UNREAD("a crash report of Swift") }, /* a bomb */
	{ "panic(cpu 9 caller 0x", UNREAD("a panic of macOS") },
	{ "Full thread dump ", UNREAD("a thread dump of Java") },
	{ "\"*\" #9 *prio=", UNREAD("a thread dump of Java") },
	{ "java.lang.Thread.State: ", UNREAD("a thread dump of Java") },
	{ "Exception in thread \"", UNREAD("a stack trace of Java") },
	{ "Caused by: *.*: ", UNREAD("a stack trace of Java") },
	{ "at *(*.java:9)", UNREAD("a stack trace of Java") },
	{ "at *(Native Method)", UNREAD("a stack trace of Java") },
	{ "# A fatal error has been detected by the Java ", UNREAD("a fatal error of Java") },
	{ "A fatal error has been detected by the Java ", UNREAD("a fatal error of Java") },
	{ "Native frames: (J=", UNREAD("a fatal error of Java") },
	{ "at *.js:9:9", UNREAD("a stack trace of JavaScript") },
	{ "at *.ts:9:9", UNREAD("a stack trace of JavaScript") },
	{ "at * (node:*:9:9)", UNREAD("a stack trace of JavaScript") },
	{ "==== C stack trace ==", UNREAD("a stack of V8") },
	{ "# Fatal error in ", UNREAD("a failed check of V8") },
	{ "# Runtime error in ", UNREAD("a failed check of V8") },
	{ "# V8 correctness failure", UNREAD("a failed check of V8") },
	{ "[*:FATAL:*(9)] ", UNREAD("a failed check of Chromium") },
	{ "[9:9:9/9*:*.cc(9)] ", UNREAD("a log of Chromium") },
	{ "CANNOT LINK EXECUTABLE ", UNREAD("a program that lacked a library") },
	{ "*: error while loading shared libraries: ", UNREAD("a program that lacked a library") },
	{ "JUnit4 Test Runner", UNREAD("a report of JUnit") },
	{ "Backtrace for thread: ", UNREAD("a crash report of Trusty") },
	{ "at * in *.cs:line 9", UNREAD("a stack trace of .NET") },
	{ "Unhandled exception. System.", UNREAD("a stack trace of .NET") },
	{ "OS Thread Id: 0x", UNREAD("a stack of .NET by SOS") },
	{ "PHP Fatal error: ", UNREAD("an error of PHP") },
	{ "#9 {main}", UNREAD("a stack trace of PHP") },
	{ "#9 *.php(9): ", UNREAD("a stack trace of PHP") },
	{ "#9 *(package:*.dart:9", UNREAD("a stack trace of Dart") },
	{ "#9 pc ", READ_BY(GDB, "a backtrace of Android") },
	{ "Build fingerprint: ", READ_BY(GDB, "a backtrace of Android") },
	{ "Fatal signal 9 (", READ_BY(GDB, "a backtrace of Android") },
	{ "from *.rb:9:in ", UNREAD("a backtrace of Ruby") },
	{ "=erl_crash_dump:", UNREAD("a crash dump of Erlang") },
	{ "PID: 9 *TASK: *COMMAND: ", UNREAD("what crash prints") },
	{ "*** caught segfault ***", UNREAD("a crash of R") },
	{ "[#9] Id 9, Name: ", UNREAD("what GEF shows") },
	{ "[#9] 0x* \342\206\222 ", UNREAD("what GEF shows") }, /* an arrow */
	{ "\342\226\272 9 * 0x", UNREAD("what pwndbg shows") }, /* a pointer to the right */
	{ "\342\226\272 f 9 * 0x", UNREAD("what pwndbg shows") },
	{ "==9== Memcheck", UNREAD("Valgrind's") },
	{ "==9== Helgrind", UNREAD("Valgrind's") },
	{ "==9== *at 0x", UNREAD("Valgrind's") },
	{ "==9== *by 0x", UNREAD("Valgrind's") },
	{ "Analysis of sampling ", UNREAD("a sample of macOS") },
	{ "9 Thread_9", UNREAD("a sample of macOS") },
	{ "^done,stack=[", UNREAD("GDB/MI") },
	{ "^done,threads=[", UNREAD("GDB/MI") },
	{ "~\"#9 ", UNREAD("GDB/MI") },
	{ "# Child-SP ", UNREAD("WinDbg's") },
	{ "ChildEBP RetAddr", UNREAD("WinDbg's") },
	{ "FAULTING_IP:", UNREAD("WinDbg's") },
	{ "(*.*): * - code ", UNREAD("WinDbg's") },
	{ "9  Id: *.* Suspend: ", UNREAD("WinDbg's") },
	{ "=>9 0x", UNREAD("a backtrace of Wine") },
};

/* The rows whose words may be in a line. */
struct candidates {
	const struct row *rows[COUNT_OF(rows)];
	size_t count;
};

static struct candidates
candidates_of(struct bytes line)
{
	const struct sketch sketch = sketch_of(line);
	struct candidates candidates;

	candidates.count = 0;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (words_may_take(rows[i].words, &sketch))
			candidates.rows[candidates.count++] = &rows[i];
	return candidates;
}

/* What the text, which is the rest of the line, looks like by the words that it begins with. */
static const struct looks *
find(struct bytes text, const struct candidates *candidates)
{
	text = bytes_from(text, bytes_indent(text));
	for (size_t i = 0; i < candidates->count; i++) {
		struct bytes rest = text;

		if (words_take(candidates->rows[i]->words, &rest))
			return &candidates->rows[i]->looks;
	}
	return NULL;
}

const struct looks *
looks_like(struct bytes line)
{
	const struct candidates candidates = candidates_of(line);

	return find(line, &candidates);
}

/* The line of a log begins with words of its own: a time, a host, a level. */
const struct looks *
looks_like_within(struct bytes line)
{
	const struct candidates candidates = candidates_of(line);
	const struct looks *looks = find(line, &candidates);

	for (int i = 0; candidates.count > 0 && looks == NULL && i < WORDS_MAX; i++) {
		if (!bytes_split(bytes_from(line, bytes_indent(line)), BYTES(" "), NULL, &line))
			break;
		looks = find(line, &candidates);
	}
	return looks;
}

/* The types of records, and the member that all of a type have; no text: there is none. */
static const struct type {
	const char *name, *member;
} types[] = {
	{ "\"capture\"", "" },
	{ "\"thread\"", "\"frames\"" },
	{ "\"traceback\"", "\"frames\"" },
	{ "\"group\"", "\"of\"" },
};

/* The type that the member at the start of the text gives; NULL: it gives none of a record. */
static const struct type *
type_of(struct bytes text)
{
	if (!bytes_take(&text, BYTES("\"type\":")))
		return NULL;
	text = bytes_from(text, bytes_indent(text));
	for (size_t i = 0; i < COUNT_OF(types); i++)
		if (bytes_start(text, bytes_of(types[i].name)))
			return &types[i];
	return NULL;
}

/* Whether the object, each member of which has a line of its own, is a record; not all of it need be there. */
static bool
has_members(struct bytes object)
{
	const struct type *type = NULL;
	size_t indent = bytes_indent(object);
	struct bytes text = object, line;
	bool inside = indent > 0;

	while (type == NULL && inside && bytes_next(&text, '\n', &line)) {
		inside = bytes_indent(line) >= indent;
		if (inside)
			type = type_of(bytes_from(line, indent));
	}
	while (type != NULL && bytes_next(&object, '\n', &line)) {
		if (bytes_start(bytes_from(line, indent), bytes_of(type->member)))
			return true;
		if (bytes_indent(line) < indent)
			return false;
	}
	return type != NULL;
}

/* Whether the object is a record, by its first line, the end of which may be missing, or by its members. */
static bool
is_record(struct bytes object)
{
	const struct type *type;
	struct bytes line;
	bool whole;

	if (!bytes_take(&object, BYTES("{")) || !bytes_next(&object, '\n', &line))
		return false;
	line = bytes_trim(line);
	type = type_of(line);
	if (type == NULL)
		return has_members(object);
	whole = bytes_tail(line) == '}' || bytes_tail(line) == ']';
	return !whole || bytes_find(line, bytes_of(type->member)) != NULL;
}

static struct bytes
past_blanks(struct bytes text)
{
	while (text.len > 0 && memchr(" \t\r\n", text.at[0], 4) != NULL)
		text = bytes_from(text, 1);
	return text;
}

const struct looks *
looks_like_document(struct bytes text)
{
	static const struct looks several = { "records over several lines", NULL,
		"looks like records over several lines: jq -c . makes a line of each" };
	static const struct looks array = { "an array of records", NULL,
		"looks like an array of records: jq -c '.[]' makes a line of each" };
	bool in_array;

	text = past_blanks(text);
	in_array = bytes_take(&text, BYTES("["));
	text = past_blanks(text);
	if (!is_record(text) ||
	    (!in_array && bytes_trim(bytes_first(text, bytes_index(text, '\n'))).len > 1))
		return NULL;
	return in_array ? &array : &several;
}

/* Counts control characters: not all binary files begin with bytes that tell what they are. */
const struct looks *
looks_binary(struct bytes bytes)
{
	static const struct looks binary = UNREAD("a binary file");
	size_t controls = 0, nuls = bytes_count(bytes, '\0');

	for (size_t i = 0; i < bytes.len; i++)
		controls += (unsigned char)bytes.at[i] < ' ' &&
		    memchr("\a\b\t\n\v\f\r\033", bytes.at[i], 8) == NULL;
	return nuls > bytes.len / 8 || controls - nuls > bytes.len / 16 ? &binary : NULL;
}

bool
looks_are_records(const struct looks *looks)
{
	return looks != NULL && looks->reader == NULL && strstr(looks->like, "records") != NULL;
}

bool
looks_is_for(const struct looks *looks, const char *stage)
{
	return looks != NULL && looks->reader != NULL && strcmp(looks->reader, stage) == 0;
}
