/*
 * One of N parts of a file, for `--split I/N`: where it begins and ends, and how a reader gets there. A line, and what
 * begins in it, belongs to the part that has the line's first byte.
 */
#ifndef ST_IO_FILEPART_H
#define ST_IO_FILEPART_H

#include "io/blocks.h"
#include "io/cli.h"

struct filepart {
	/* what the options say */
	const char *split; /* NULL: the whole file is read */
	long long size;    /* of the whole, in bytes; 0: the file's size */
	bool unnumbered;   /* lines before the part are not counted */

	long long number, count; /* I and N, set by filepart_check() */
	long long whole;         /* bytes in all parts, set by filepart_place() */
	long long from, to; /* the part's first byte, and the first one behind it; set there too */
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

/* Reads `split`, where it is given. False where it is wrong, or not exactly one file is named, which is reported. */
bool filepart_check(struct filepart *part, char **files);

/* Works out which bytes of the open file belong to the part. */
void filepart_place(struct filepart *part, const struct blocks *blocks);

/*
 * Goes on at the first line that begins after the byte `place`, or else at the end of the whole. *offset is that line's
 * place, *number its number (2 where lines are not counted: at least one stands before). False where the file cannot be
 * read there, which is reported.
 */
bool filepart_jump(const struct filepart *part, struct blocks *blocks, long long place,
    char line_end, long long *offset, long long *number);

#endif
