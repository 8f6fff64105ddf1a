#include "native/printed/glibcsaid.h"

#include "base/ascii.h"
#include "base/sketch.h"
#include "base/words.h"
#include "native/signals.h"

/* Words that may stand anywhere in a line: the first row that fits counts. */
static const struct row {
	const char *words;
	enum glibcsaid says;
	char later; /* a byte that must stand behind them, or NUL */
} rows[] = {
	{ "*** Error in `", GLIBCSAID_REASON, '\0' },         /* glibc before 2.26 */
	{ "*** glibc detected *** ", GLIBCSAID_REASON, ':' }, /* before 2.17 */
	{ "*** buffer overflow detected ***", GLIBCSAID_REASON, '\0' },
	{ "*** stack smashing detected ***", GLIBCSAID_REASON, '\0' },
	{ "======= Backtrace: =", GLIBCSAID_STACK, '\0' },
	{ "======= Memory map: =", GLIBCSAID_OVER, '\0' },
	{ "] Check failed: ", GLIBCSAID_REASON, '\0' },    /* glog */
	{ "Assert error in ", GLIBCSAID_REASON, ')' },     /* Varnish */
	{ "TRAP: failed Assert(", GLIBCSAID_REASON, ')' }, /* PostgreSQL */
	{ "TRAP: FailedAssertion(", GLIBCSAID_REASON, ')' },
	{ "*** Terminating app due to uncaught exception '", GLIBCSAID_REASON, '\0' }, /* macOS */
	{ " got signal ", GLIBCSAID_KILLED, ';' },                   /* mysqld, mariadbd */
	{ "Got signal: ", GLIBCSAID_KILLED, ')' },                   /* MongoDB */
	{ "signal received: ", GLIBCSAID_KILLED, '\0' },             /* GlusterFS */
	{ "[BUG] Segmentation fault at 0x", GLIBCSAID_FAULT, '\0' }, /* Ruby */
	{ "stack_bottom = ", GLIBCSAID_STACK, '\0' },
	{ "addr2line: ", GLIBCSAID_NOTE, '\0' },
	{ "Printing to addr2line failed", GLIBCSAID_NOTE, '\0' },
	{ "Error: signal ", GLIBCSAID_KILLED, ':' },        /* of a well-known handler */
	{ " crashed by signal: ", GLIBCSAID_KILLED, '\0' }, /* redis */
	{ "------ STACK TRACE ------", GLIBCSAID_STACKS, '\0' },
	{ "EIP:", GLIBCSAID_PLACE, '\0' },
	{ " got Segmentation Fault !!!", GLIBCSAID_FAULT, '\0' },        /* uWSGI */
	{ "INTERNAL ERROR: Signal ", GLIBCSAID_KILLED, '(' },            /* Samba */
	{ "Fatal exception: Signal ", GLIBCSAID_KILLED, '\0' },          /* LibreOffice */
	{ "A signal ", GLIBCSAID_KILLED, ')' },                          /* htop */
	{ "Fatal error 11: Segmentation fault", GLIBCSAID_FAULT, '\0' }, /* Emacs */
	{ "Fatal error 6: Aborted", GLIBCSAID_ABORT, '\0' },
	{ " received SIG", GLIBCSAID_KILLED, ':' },       /* segfault-handler of Node.js */
	{ "*** Caught signal (", GLIBCSAID_KILLED, ')' }, /* Ceph */
	{ "Caught signal ", GLIBCSAID_KILLED, ')' },      /* UCX */
	{ "] Caught ", GLIBCSAID_KILLED, ',' },           /* Envoy */
	{ "==== backtrace (tid:", GLIBCSAID_STACK, ')' },
	{ "Segmentation fault on shard ", GLIBCSAID_FAULT, '\0' }, /* Seastar */
	{ "Aborting on shard ", GLIBCSAID_ABORT, '\0' },
	{ "SIGSEGV detected, backtrace:", GLIBCSAID_FAULT, '\0' }, /* Open vSwitch */
	{ "SIGABRT detected, backtrace:", GLIBCSAID_ABORT, '\0' },
	{ " received by PID ", GLIBCSAID_HANDLER, '\0' },  /* glog, folly */
	{ " received at time=", GLIBCSAID_HANDLER, '\0' }, /* Abseil */
	{ ") Received signal ", GLIBCSAID_HANDLER, ')' },  /* ClickHouse */
	{ "] signal ", GLIBCSAID_HANDLER, ':' },           /* Julia */
	{ "signal (", GLIBCSAID_HANDLER, ':' },            /* before 1.9 */
	{ "*** Check failure stack trace: ***", GLIBCSAID_STACK, '\0' },
	{ "handle_crash: Program crashed with signal ", GLIBCSAID_KILLED, '\0' }, /* Godot */
	{ "Dumping the backtrace.", GLIBCSAID_STACK, '\0' },
	{ "Unhandled Exception: SIG", GLIBCSAID_KILLED, ':' }, /* Unreal */
	{ "Unhandled Exception: EXCEPTION_", GLIBCSAID_REASON, '\0' },
	{ "JavaScript heap out of memory", GLIBCSAID_REASON, '\0' }, /* Node.js */
	{ "----- Native stack trace -----", GLIBCSAID_STACK, '\0' },
	{ "forrtl: severe (", GLIBCSAID_REASON, '\0' }, /* Intel's Fortran */
	{ "PC                Routine", GLIBCSAID_STACK, '\0' },
	{ "Stack trace (most recent call last):", GLIBCSAID_STACK, '\0' }, /* backward-cpp */
	{ "Backtrace for this error:", GLIBCSAID_FORTRAN, '\0' },          /* gfortran's */
	{ "[Backtrace #", GLIBCSAID_STACK, ']' },      /* its frames, looked up */
	{ "): Panic: file ", GLIBCSAID_REASON, '\0' }, /* Dovecot */
	{ ">: Panic: file ", GLIBCSAID_REASON, '\0' },
	{ ": Error: Raw backtrace: ", GLIBCSAID_STACK, '\0' },
	{ " : id=0x", GLIBCSAID_THREAD, '\0' },          /* HAProxy */
	{ " backtrace records", GLIBCSAID_STACK, '\0' }, /* Asterisk */
	{ "Backtrace:", GLIBCSAID_STACK, '\0' },
	{ "BACKTRACE:", GLIBCSAID_STACK, '\0' },                           /* PostgreSQL, Samba */
	{ "-- C level backtrace information ---", GLIBCSAID_STACK, '\0' }, /* Ruby */
	{ " information ---", GLIBCSAID_NOTE, '\0' },
	{ "-- Machine register context ---", GLIBCSAID_NOTE, '\0' },
	{ " ------", GLIBCSAID_OVER, '\0' },
};

enum glibcsaid
glibcsaid_read(struct bytes line, struct bytes *before, struct bytes *behind)
{
	const struct sketch sketch = sketch_of(line);

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (sketch_may_have(&sketch, rows[i].words) &&
		    bytes_split(line, bytes_of(rows[i].words), before, behind) &&
		    (rows[i].later == '\0' || bytes_has(*behind, rows[i].later)))
			return rows[i].says;
	return GLIBCSAID_ELSE;
}

/* `received SIGSEGV for address: 0x3f`, `Unhandled Exception: SIGSEGV: …`: behind `SIG`; others receive SIGTERM, too. */
static bool
says_name(struct bytes behind)
{
	return memcmp(behind.at - strlen("SIG"), "SIG", strlen("SIG")) == 0 &&
	    (bytes_find(behind, BYTES(" for address: 0x")) != NULL ||
		memcmp(behind.at - strlen("n: SIG"), "n: SIG", strlen("n: SIG")) == 0);
}

/* By `11 ;`, `11, si_code: 1`, `SEGV for address: 0x3f` (behind `SIG`), `Aborted) **`, `Aborted, suspect`. */
struct bytes
glibcsaid_signal(enum glibcsaid says, struct bytes behind)
{
	const size_t sig = strlen("SIG");
	long long number;

	if (says != GLIBCSAID_KILLED)
		return says == GLIBCSAID_FAULT ? BYTES("SIGSEGV") : BYTES("SIGABRT");
	if (says_name(behind))
		return (struct bytes){ behind.at - sig, ascii_run(behind, ascii_is_upper) + sig };
	if (bytes_take_number(&behind, &number))
		return bytes_of(signals_name(number));
	behind = bytes_first(behind, bytes_index(behind, ')'));
	return signals_of_words(bytes_first(behind, bytes_index(behind, ',')));
}

struct bytes
glibcsaid_info(struct bytes line)
{
	struct bytes words, why;

	if (!bytes_split(line, BYTES(" ("), &words, &why) || !bytes_take_end(&why, BYTES(")")) ||
	    (bytes_tail(why) != ']' && !bytes_start(why, BYTES("Signal sent by "))))
		return BYTES_NONE;
	return signals_of_words(words);
}

/*
 * Whether words on a signal that others may write, too, are Julia's: `[811] signal 11 (1): Segmentation fault`, before 1.10
 * `[811] signal (11.1): …`, before 1.9 `signal (11): …`.
 */
static bool
is_julias(struct bytes line)
{
	static const char *const forms[] = {
		"[9] signal 9 (9): ", "[9] signal (9.9): ", "[9] signal (9): ", "signal (9): "
	};

	for (size_t i = 0; i < COUNT_OF(forms); i++) {
		struct bytes rest = line;

		if (words_take(forms[i], &rest))
			return true;
	}
	return false;
}

/*
 * `*** SIGSEGV (@0x0) received by PID 811 (TID 0x7f88) from PID 0; stack trace: ***`, folly's `… (linux TID 812) …`,
 * `(from thread 812) (query_id: x) Received signal Segmentation fault (11)`, `[811] signal (11.1): Segmentation fault`
 */
bool
glibcsaid_read_caught(
    struct bytes line, struct bytes before, struct bytes behind, struct glibcsaid_caught *caught)
{
	const char *name = bytes_find(line, BYTES("SIG"));
	struct bytes text = bytes_trim(line);
	long long number;

	if ((bytes_end(bytes_until(line, behind.at), BYTES("] signal ")) ||
		bytes_end(bytes_until(line, behind.at), BYTES("signal ("))) &&
	    !is_julias(text))
		return false;
	*caught = (struct glibcsaid_caught){ .pid = bytes_number_behind(line, BYTES(" by PID ")),
		.lwp = bytes_number_behind(line, BYTES("(linux TID ")) };
	if (caught->lwp < 0)
		caught->lwp = bytes_number_behind(line, BYTES("(from thread "));
	if (caught->pid < 0 && bytes_take(&before, BYTES("[")))
		(void)bytes_number(before, &caught->pid);
	if (name != NULL) {
		caught->signal = bytes_at(line, name);
		caught->signal.len = ascii_run(caught->signal, ascii_is_upper);
	} else if (bytes_take_number(&behind, &number) ||
	    (bytes_split_last(behind, BYTES("("), NULL, &behind) &&
		bytes_take_number(&behind, &number))) {
		caught->signal = bytes_of(signals_name(number));
	}
	return caught->signal.len > strlen("SIG");
}

/* `*>Thread 4 : id=0x7fc8431e1700 act=1 …`: HAProxy's; a star is before the one that found the others stuck. */
bool
glibcsaid_read_thread(
    struct bytes line, struct bytes before, struct bytes behind, struct glibcsaid_thread *thread)
{
	size_t digits = ascii_run(behind, ascii_is_hex);
	struct bytes marks, number;

	if (digits == 0 || !bytes_split_last(before, BYTES("Thread "), &marks, &number) ||
	    !bytes_number(number, &thread->tid))
		return false;
	thread->pthread = bytes_from(line, before.len + strlen(" : id="));
	thread->pthread.len = strlen("0x") + digits;
	thread->caller = bytes_has(marks, '*');
	return true;
}

struct bytes
glibcsaid_reason(struct bytes line, struct bytes *exe)
{
	struct bytes reason = line, before;

	*exe = BYTES_NONE;
	if (bytes_split(line, BYTES("] Check failed: "), &before, NULL))
		reason = bytes_trim_end(bytes_from(line, before.len + 2));
	else if (!bytes_split(line, BYTES("*** "), NULL, &reason))
		(void)(bytes_split(line, BYTES(": Panic: "), NULL, &reason) ||
		    bytes_split(line, BYTES("Unhandled Exception: "), NULL, &reason));
	(void)bytes_split_last(reason, BYTES(" ***"), &reason, NULL);
	(void)bytes_take_end(&reason, BYTES(":"));
	if (bytes_take(&reason, BYTES("Error in `")))
		(void)bytes_split(reason, BYTES("': "), exe, &reason);
	else if (bytes_take(&reason, BYTES("glibc detected *** ")))
		(void)bytes_split(reason, BYTES(": "), exe, &reason);
	return reason;
}

/*
 * `811:M 01 May 2024 … crashed by signal`: redis puts its process id before each line, before 3.0 as `[811] 01 May …`;
 * others say `PID 811`.
 */
static void
read_pid(struct snapshot *snapshot, struct bytes before)
{
	static const struct {
		struct bytes words, mark; /* around the number */
		bool (*next)(char byte);  /* what follows; NULL: nothing */
	} forms[] = {
		{ BYTES_ROW("PID "), BYTES_ROW(""), NULL },
		{ BYTES_ROW("!!! uWSGI process "), BYTES_ROW(""), NULL },
		{ BYTES_ROW("["), BYTES_ROW("] "), ascii_is_digit },
		{ BYTES_ROW(""), BYTES_ROW(":"), ascii_is_upper },
	};

	for (size_t i = 0; i < COUNT_OF(forms); i++) {
		struct bytes rest = before;
		long long pid;

		if (bytes_take(&rest, forms[i].words) && bytes_take_number(&rest, &pid) &&
		    bytes_take(&rest, forms[i].mark) &&
		    (forms[i].next == NULL ? rest.len == 0 : forms[i].next(bytes_head(rest))))
			snapshot_process(snapshot)->pid = pid;
	}
}

/* `2026-11-28 10:00:01.123 Loom[811:90210] *** Terminating …`: macOS. */
static void
read_nslog(struct snapshot *snapshot, struct bytes before)
{
	long long pid, tid;

	if (bytes_take_end(&before, BYTES("] ")) &&
	    bytes_split_last(before, BYTES("["), NULL, &before) &&
	    bytes_take_number(&before, &pid) && bytes_take(&before, BYTES(":")) &&
	    bytes_number(before, &tid))
		snapshot_process(snapshot)->pid = pid;
}

/* `[host:811:0:813] Caught signal 11`: UCX says the host and the process before. */
static void
read_ucx(struct snapshot *snapshot, struct bytes before)
{
	struct process *process = snapshot_process(snapshot);
	struct bytes host;
	long long pid;

	if (!bytes_take_end(&before, BYTES("] ")) ||
	    !bytes_split_last(before, BYTES("["), NULL, &before) ||
	    !bytes_split(before, BYTES(":"), &host, &before) ||
	    ascii_run(host, ascii_is_digit) == host.len || !bytes_take_number(&before, &pid))
		return;
	process->pid = pid;
	process->host = snapshot_keep(snapshot, host);
}

void
glibcsaid_tell(struct snapshot *snapshot, struct bytes before, struct bytes behind)
{
	long long pid = bytes_number_behind(behind, BYTES(" in pid ")); /* Samba */

	if (pid >= 0)
		snapshot_process(snapshot)->pid = pid;
	read_pid(snapshot, before);
	read_ucx(snapshot, before);
	read_nslog(snapshot, before);
}
