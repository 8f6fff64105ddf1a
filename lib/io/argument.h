/* What is given to an option of a program, read by the option's kind. */
#ifndef ST_IO_ARGUMENT_H
#define ST_IO_ARGUMENT_H

#include "io/cli.h"

/*
 * Reads the text, NULL where nothing was given, into the option's value; a text is kept, and not copied. What is none of
 * its kind, or out of its range, ends the program (cli_usage()).
 */
void argument_set(const struct cli_option *option, const char *text);

#endif
