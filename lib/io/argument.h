/* Reads the argument of an option as the option's kind asks for. */
#ifndef ST_IO_ARGUMENT_H
#define ST_IO_ARGUMENT_H

#include "io/cli.h"

/*
 * Reads the text, NULL where none was given, into the option's value; the option keeps the pointer to a text. A text that
 * is not of the option's kind, or out of its range, ends the program (cli_usage()).
 */
void argument_set(const struct cli_option *option, const char *text);

#endif
