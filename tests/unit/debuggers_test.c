#include "native/debuggers.h"

#include "native/kernel/kernel.h"
#include "native/mdb.h"
#include "native/printed/glibc.h"

#include "debugger.h"

/* Lines after gdb's; the debuggers that claim them, in order, with `?` if they are not certain. */
static const struct {
	const char *line, *askers;
	bool stray; /* gdb's reader did not use it */
} rows[] = {
	{ "PID 9 - process", "eu-stack ", false },
	{ "TID 9:", "eu-stack ", false },
	{ "Thread 0:", "py-spy? macos? ", false },
	{ "Process 811 stopped", "lldb ", false },
	{ "Tracing pid 811 tid 1 td 0x1", "ddb ", false },
	{ "[<0>] f+0x1/0x2", "kernel ", false },
	{ "811:\tloomd -x", "pstack? ", false },
	/* the first byte is that of another debugger, or of none */
	{ " TID 9:", "", false },
	{ "./loomd(f+0x1)[0x1]", "", false },
	{ "", "", false },
	/* not used by gdb, it is offered to those whose text may be anywhere */
	{ "./loomd(f+0x1)[0x1]", "glibc ", true },
	{ "libc.so.1`raise+0x20(6)", "mdb ", true },
	{ "[<0>] f+0x1/0x2", "kernel ", true },
	{ "TID 9:", "", true },
	{ "Call Trace:", "kernel? ", true },
	{ " f+0x1/0x2", "kernel? ", true },
	{ "red", "", true },
};

static void
check_row(const struct debuggers *debuggers, struct dialect *dialect, size_t i)
{
	struct line line = { .text = bytes_of(rows[i].line) };
	unsigned asked = debuggers->asked[(unsigned char)bytes_head(line.text)];
	const struct debugger *debugger;
	enum begins begins;
	char shown[200] = "";
	size_t at = 0, used = 0;

	dialect->stray = rows[i].stray;
	while (
	    (debugger = debuggers_ask(&at, dialect, &line, &gdb_debugger, asked, &begins)) != NULL)
		used += (size_t)snprintf(shown + used, sizeof(shown) - used, "%s%s ",
		    debugger->name, begins == BEGINS_PERHAPS ? "?" : "");
	if (!CHECK_TEXT(bytes_of(shown), bytes_of(rows[i].askers)))
		printf("   %s\n", rows[i].line);
}

/* A line that the current debugger did not use is not offered to it again. */
static void
check_now(const struct debuggers *debuggers, struct dialect *dialect)
{
	struct line line = { .text = BYTES("[<0>] f+0x1/0x2") };
	enum begins begins;
	size_t at = 0;

	dialect->stray = true;
	CHECK(debuggers_ask(&at, dialect, &line, &kernel_debugger, 0, &begins) == NULL);
	at = 0;
	CHECK(debuggers_ask(&at, dialect, &line, &glibc_debugger, 0, &begins) == &kernel_debugger);
	CHECK(begins == BEGINS_THREAD);
	dialect->stray = false;
	at = 0;
	CHECK(debuggers_ask(
		  &at, dialect, &line, &kernel_debugger, debuggers->asked['['], &begins) == NULL);
	at = 0;
	CHECK(debuggers_ask(&at, dialect, &line, &glibc_debugger, 0, &begins) == NULL);
}

static bool
is_zero(const struct dialect *dialect, const struct debugger *debugger)
{
	const char *state = dialect_state(dialect, debugger);

	for (size_t i = 0; i < debugger->state; i++)
		if (state[i] != '\0')
			return false;
	return true;
}

/* A debugger's state is its own: what it writes there no other one sees. */
static void
check_states(const struct dialect *dialect)
{
	CHECK(is_zero(dialect, &glibc_debugger) && is_zero(dialect, &mdb_debugger));
	memset(dialect_state(dialect, &mdb_debugger), 7, mdb_debugger.state);
	CHECK(!is_zero(dialect, &mdb_debugger));
	for (size_t i = 0; debuggers_at(i) != NULL; i++)
		if (debuggers_at(i)->state > 0 && debuggers_at(i)->init == NULL)
			CHECK(
			    debuggers_at(i) == &mdb_debugger || is_zero(dialect, debuggers_at(i)));
}

/* Which tools, as threads name them, look at processes from outside. */
static void
check_looks(void)
{
	static const char *const looking[] = { "gdb", "pstack", "eu-stack", "lldb", "procstat",
		"mdb", "py-spy" };
	static const char *const others[] = { "", "apport", "glibc", "kernel", "macos", "none",
		"pystack", "sanitizer", "systemd-coredump" };

	for (size_t i = 0; i < COUNT_OF(looking); i++)
		CHECK(debuggers_look(bytes_of(looking[i])));
	for (size_t i = 0; i < COUNT_OF(others); i++)
		CHECK(!debuggers_look(bytes_of(others[i])));
}

int
main(void)
{
	struct debuggers debuggers = { .asked = { 0 } };
	struct dialect dialect;

	if (!debugger_open(&dialect))
		return check_end();
	debuggers_init(&debuggers);
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		check_row(&debuggers, &dialect, i);
	check_now(&debuggers, &dialect);
	check_states(&dialect);
	check_looks();
	debugger_close(&dialect);
	return check_end();
}
