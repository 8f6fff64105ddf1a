#include "io/colour.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *const colour_names[] = {
	[COLOUR_AUTO] = "auto", [COLOUR_ALWAYS] = "always", [COLOUR_NEVER] = "never", NULL
};

/* The value of a variable of the environment; empty where there is none. */
static const char *
variable(const char *name)
{
	const char *value = getenv(name);

	return value == NULL ? "" : value;
}

/* The variables are those of no-color.org and bixense.com/clicolors. */
bool
colour_is_wanted(enum colour when)
{
	const char *forced = variable("CLICOLOR_FORCE");

	if (when != COLOUR_AUTO)
		return when == COLOUR_ALWAYS;
	if (variable("NO_COLOR")[0] != '\0')
		return false;
	if (forced[0] != '\0' && strcmp(forced, "0") != 0)
		return true;
	return strcmp(variable("TERM"), "dumb") != 0 && isatty(STDOUT_FILENO) != 0;
}
