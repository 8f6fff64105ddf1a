#include "native/signals.h"

#include "check.h"

/* What follows `received signal `, and the signal; none: there is no name for it. */
static const char *const rows[][2] = {
	{ "SIGSEGV, Segmentation fault.", "SIGSEGV" },
	{ "SIG33, Real-time event 33.", "SIG33" },
	{ "SIGABRT", "SIGABRT" },
	{ "SIGTRAP.", "SIGTRAP" },
	/* before gdb 7.7: the number is the system's, the words count */
	{ "11, Segmentation fault.", "SIGSEGV" },
	{ "10, Bus error.", "SIGBUS" },
	{ "7, Bus error", "SIGBUS" },
	{ "Aborted.", "" },
	{ "11, Some new fault.", "" },
	{ "11", "" },
	{ "", "" },
};

int
main(void)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		CHECK_TEXT(signals_parse(bytes_of(rows[i][0])), bytes_of(rows[i][1]));
	return check_end();
}
