#define _XOPEN_SOURCE 700 /* posix_openpt */
#include "io/colour.h"

#include "check.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

/* As in no-color.org and bixense.com/clicolors; NULL: the variable is not set. */
static const struct {
	enum colour when;
	const char *no_color, *force, *term;
	bool terminal, wanted;
} rows[] = {
	{ COLOUR_ALWAYS, "1", NULL, "dumb", false, true },
	{ COLOUR_NEVER, NULL, "1", "xterm", true, false },
	{ COLOUR_AUTO, NULL, NULL, "xterm", true, true },
	{ COLOUR_AUTO, NULL, NULL, NULL, true, true },
	{ COLOUR_AUTO, NULL, NULL, "xterm", false, false },
	{ COLOUR_AUTO, NULL, NULL, "dumb", true, false },
	{ COLOUR_AUTO, "1", NULL, "xterm", true, false },
	{ COLOUR_AUTO, "1", "1", "xterm", true, false },
	{ COLOUR_AUTO, "", NULL, "xterm", true, true },
	{ COLOUR_AUTO, NULL, "1", "dumb", false, true },
	{ COLOUR_AUTO, NULL, "0", "xterm", false, false },
	{ COLOUR_AUTO, NULL, "0", "xterm", true, true },
	{ COLOUR_AUTO, NULL, "", "xterm", false, false },
};

static void
set(const char *name, const char *value)
{
	if (value == NULL)
		unsetenv(name);
	else
		setenv(name, value, 1);
}

/* Opens a new terminal. */
static int
open_terminal(void)
{
	int master = posix_openpt(O_RDWR | O_NOCTTY);

	if (master == -1 || grantpt(master) == -1 || unlockpt(master) == -1)
		return -1;
	return open(ptsname(master), O_RDWR | O_NOCTTY);
}

int
main(void)
{
	int before = dup(STDOUT_FILENO), file = open("/dev/null", O_WRONLY);
	int terminal = open_terminal();

	fflush(stdout);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		bool got;

		if (rows[i].terminal && terminal == -1)
			continue;
		set("NO_COLOR", rows[i].no_color);
		set("CLICOLOR_FORCE", rows[i].force);
		set("TERM", rows[i].term);
		dup2(rows[i].terminal ? terminal : file, STDOUT_FILENO);
		got = colour_is_wanted(rows[i].when);
		dup2(before, STDOUT_FILENO);
		if (!CHECK(got == rows[i].wanted))
			printf("   row %zu\n", i);
	}
	CHECK_TEXT(bytes_of(colour_names[COLOUR_NEVER]), BYTES("never"));
	return check_end();
}
