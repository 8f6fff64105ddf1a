#include "native/signals.h"

/* gdb's words for signals, the same on all systems. */
static const struct {
	const char *words, *name;
} signals[] = {
	{ "Aborted", "SIGABRT" },
	{ "Abort trap", "SIGABRT" },
	{ "Alarm clock", "SIGALRM" },
	{ "Arithmetic exception", "SIGFPE" },
	{ "Bad system call", "SIGSYS" },
	{ "Broken pipe", "SIGPIPE" },
	{ "Bus error", "SIGBUS" },
	{ "CPU time limit exceeded", "SIGXCPU" },
	{ "Child status changed", "SIGCHLD" },
	{ "Continued", "SIGCONT" },
	{ "Emulation trap", "SIGEMT" },
	{ "File size limit exceeded", "SIGXFSZ" },
	{ "Hangup", "SIGHUP" },
	{ "I/O possible", "SIGIO" },
	{ "Illegal instruction", "SIGILL" },
	{ "Interrupt", "SIGINT" },
	{ "Killed", "SIGKILL" },
	{ "Power fail/restart", "SIGPWR" },
	{ "Profiling timer expired", "SIGPROF" },
	{ "Quit", "SIGQUIT" },
	{ "Segmentation fault", "SIGSEGV" },
	{ "Stopped (signal)", "SIGSTOP" },
	{ "Stopped (tty input)", "SIGTTIN" },
	{ "Stopped (tty output)", "SIGTTOU" },
	{ "Stopped (user)", "SIGTSTP" },
	{ "Terminated", "SIGTERM" },
	{ "Trace/breakpoint trap", "SIGTRAP" },
	{ "Urgent I/O condition", "SIGURG" },
	{ "User defined signal 1", "SIGUSR1" },
	{ "User defined signal 2", "SIGUSR2" },
	{ "Virtual timer expired", "SIGVTALRM" },
	{ "Window size changed", "SIGWINCH" },
};

struct bytes
signals_of_words(struct bytes text)
{
	for (size_t i = 0; i < COUNT_OF(signals); i++)
		if (bytes_equal(text, bytes_of(signals[i].words)))
			return bytes_of(signals[i].name);
	return BYTES_NONE;
}

struct bytes
signals_parse(struct bytes text)
{
	size_t name = 0;

	/* programs of gfortran put a colon behind the name */
	while (name < text.len && memchr(",. :", text.at[name], 4) == NULL)
		name++;
	if (bytes_start(text, BYTES("SIG")))
		return bytes_first(text, name);
	text = bytes_trim(bytes_from(text, name + (name < text.len && text.at[name] == ',')));
	if (bytes_end(text, BYTES(".")))
		text.len--;
	return signals_of_words(text);
}

const char *
signals_name(long long number)
{
	static const char *const names[] = { [3] = "SIGQUIT",
		[4] = "SIGILL",
		[5] = "SIGTRAP",
		[6] = "SIGABRT",
		[7] = "SIGBUS",
		[8] = "SIGFPE",
		[9] = "SIGKILL",
		[11] = "SIGSEGV",
		[15] = "SIGTERM" };

	return number >= 0 && number < (long long)COUNT_OF(names) ? names[number] : NULL;
}
