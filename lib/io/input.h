/*
 * The lines of the files named, one file after the other, or of standard input. Faults (no such file, a
 * line past the ceiling) are reported here, with file and line, and the rest is read.
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
	struct bytes large_start; /* a line that begins so may have `large`; no bytes: none may */
	size_t large;
	bool shorten; /* a longer line of text is given cut; the caller reports it */
};

enum {
	INPUT_LINE_MAX = 16 * 1024 * 1024,
	INPUT_RECORD_MAX = 64 * 1024 * 1024,
};

/* As blocks_open(): `files` ends with NULL; an empty list is standard input, and so is `-`. NULL: no memory. */
struct input *input_open(char **files, struct input_limits limits);
void input_close(struct input *input);

/*
 * Restricts input to a part of the file, which filepart_check() has to have allowed. Called before the first line. If
 * the part is `unnumbered`, lines have no numbers.
 */
void input_want_part(struct input *input, const struct filepart *part);

/* Shows on standard error how much is read, if that is a terminal. */
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

/* How many files were begun. Where this has changed, the line is of another file than the one before. */
int input_file_count(const struct input *input);

#endif
