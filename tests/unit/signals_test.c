#include "native/signals.h"

#include "check.h"

/* What gdb prints after `terminated with signal ` and `received signal `. */
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

/* signal(7): the numbers of x86 and ARM. */
static const char *const numbers[] = { NULL, NULL, NULL, "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT",
	"SIGBUS", "SIGFPE", "SIGKILL", NULL, "SIGSEGV", NULL, NULL, NULL, "SIGTERM", NULL };

int
main(void)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		CHECK_TEXT(signals_parse(bytes_of(rows[i].text)), bytes_of(rows[i].name));
	for (size_t i = 0; i < COUNT_OF(numbers); i++)
		CHECK_TEXT(bytes_of(signals_name((long long)i)), bytes_of(numbers[i]));
	CHECK(signals_name(-1) == NULL);
	return check_end();
}
