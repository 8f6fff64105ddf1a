/*
 * The bytes that go into a stage: the files named, or standard input, one after the other, a line
 * at a time. Faults (no such file, a line past the ceiling) are reported here, with file and line,
 * and the rest is read.
 */
#ifndef ST_IO_INPUT_H
#define ST_IO_INPUT_H

#include "base/bytes.h"
#include "io/filepart.h"

struct input;

/* Ceilings of lines, in bytes. A longer one is reported and passed over. */
struct input_limits {
	size_t line;              /* of text */
	size_t record;            /* of a line that begins with `{`, blanks before it or not */
	struct bytes large_start; /* of one that begins so: `large`; no bytes: none does */
	size_t large;
	bool
	    shorten; /* of a longer line of text its beginning is given: the caller says what is wrong with it */
};

enum {
	INPUT_LINE_MAX = 16 * 1024 * 1024,
	INPUT_RECORD_MAX = 64 * 1024 * 1024,
};

/* `files` ends with NULL and stays the caller's; none is standard input, and so is `-`. NULL: no memory. */
struct input *input_open(char **files, struct input_limits limits);
void input_close(struct input *input);

/* To be called before the first line: of the file just the lines of a checked part are given. They have no numbers where it is unnumbered. */
void input_want_part(struct input *input, const struct filepart *part);

/* Says on standard error how far it is, where that is a terminal. */
void input_show_progress(struct input *input);

/*
 * The next line without its LF, good until the next call; a byte order mark (UTF-8) before the
 * first line of a file is left out. False at the end of all.
 * Standard output is flushed before a read that would block.
 */
bool input_line(struct input *input, struct bytes *line);

/* Where that line stands: NULL is standard input. The first line is 1; 0: lines have no numbers. */
const char *input_file(const struct input *input);
long long input_number(const struct input *input);

/* How many files were begun: a change tells that the line is of another file. */
int input_file_count(const struct input *input);

#endif
