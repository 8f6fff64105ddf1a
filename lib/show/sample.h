/* Finds out what a file or standard input holds by its first bytes, decompressed if necessary. */
#ifndef ST_SHOW_SAMPLE_H
#define ST_SHOW_SAMPLE_H

#include "show/thing.h"

#include <sys/types.h>

struct sample {
	struct thing thing;
	const char *tool; /* the program that decompresses it, `tool -dc`; NULL: not compressed */
	int input;        /* a descriptor that gives all of it; -1: to be opened by its name */
	off_t begins; /* where in `input` it begins, so that it can be read again; -1: it cannot */
	int looker;   /* the process that looks for what another stage reads; 0: there is none */
};

/*
 * Reads a file. If it is no regular file (a pipe), `input` is a new pipe, to which a process writes everything again.
 * False: it cannot be read, which is reported.
 */
bool sample_file(struct sample *sample, const char *path);

/* The same for standard input or another open descriptor. */
bool sample_open(struct sample *sample, int fd, const char *subject);

#endif
