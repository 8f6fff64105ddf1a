/* Whether the output is coloured: by --color, else by the environment, else by whether it is a terminal. */
#ifndef ST_IO_COLOUR_H
#define ST_IO_COLOUR_H

#include <stdbool.h>

enum colour { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };

extern const char *const colour_names[];

/* The row of a table of options (io/cli.h); `when` is an int. */
#define COLOUR_OPTION(when) \
	{ \
		.name = "color", .kind = CLI_CHOICE, .value = (when), .argument = "WHEN", \
		.help = "auto, always or never (auto: on a terminal)", .choices = colour_names \
	}

/* Whether standard output is to be coloured. */
bool colour_is_wanted(enum colour when);

#endif
