#include "native/signals.h"

#include "check.h"

/* What gdb prints behind `terminated with signal ` and `received signal `. */
static const struct {
	const char *text, *name;
} rows[] = {
	{ "SIGSEGV, Segmentation fault.", "SIGSEGV" },
	{ "SIG34, Real-time event 34.", "SIG34" },
	{ "SIGABRT", "SIGABRT" },
	{ "SIGINT.", "SIGINT" },
	{ "SIGTRAP Trace", "SIGTRAP" },
	{ "11, Segmentation fault.", "SIGSEGV" }, /* before gdb 7.7 */
	{ "6, Aborted.", "SIGABRT" },
	{ "5, Trace/breakpoint trap", "SIGTRAP" },
	{ "10, Bus error.", "SIGBUS" }, /* another system's number */
	{ "20, Stopped (user).", "SIGTSTP" },
	{ "11, Segmentation", "" },
	{ "11", "" },
	{ "", "" },
	{ "?, Unknown signal.", "" },
};

int
main(void)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		CHECK_TEXT(signals_parse(bytes_of(rows[i].text)), bytes_of(rows[i].name));
	return check_end();
}
