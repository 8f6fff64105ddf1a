/*
 * One of N parts of a file, as `--split I/N` asks for it: where it begins and ends, and how a reader gets there. A line,
 * or what begins in it, is of the part in which its first byte stands.
 */
#ifndef ST_IO_FILEPART_H
#define ST_IO_FILEPART_H

#include "io/blocks.h"
#include "io/cli.h"

struct filepart {
	/* what the options say */
	const char *split; /* NULL: the whole file is read */
	long long size;    /* of the whole; 0: that of the file */
	bool unnumbered;   /* lines before the part are not counted */

	long long number, count; /* the I and the N of it: filepart_check() */
	long long whole;         /* bytes in all parts: filepart_place() */
	long long from, to;      /* its first byte, and the first one behind it */
};

#define FILEPART_OPTIONS(part) \
	CLI_WORD("split", &(part)->split, "I/N", "read the I-th of N parts of the file"), \
	    { .name = "size", \
		    .kind = CLI_SIZE, \
		    .value = &(part)->size, \
		    .argument = "BYTES", \
		    .help = "with --split: so much of a file that grows is the whole", \
		    .low = 1, \
		    .high = 1LL << 60 }, \
	    CLI_SWITCH("no-lines", &(part)->unnumbered, FILEPART_NO_LINES)
#define FILEPART_NO_LINES "leave out line numbers, which --split counts from the start"

/* Whether the options ask for a part of the one file named. False where they are wrong, which is said. */
bool filepart_check(struct filepart *part, char **files);

/* Works out which bytes of the file that is open are of the part. */
void filepart_place(struct filepart *part, const struct blocks *blocks);

/*
 * Goes on at the first line that begins behind that byte, or at the end of the whole. *offset is where that is, *number
 * the line's number (not counted: 2, some line stands before). False where the file cannot be read there, which is said.
 */
bool filepart_jump(const struct filepart *part, struct blocks *blocks, long long place,
    char line_end, long long *offset, long long *number);

#endif
