/*
 * A pipeline of commands: sources, which run one after the other (each may be a short pipeline itself), and filters, which
 * read what all sources write.
 */
#ifndef ST_SHOW_PIPELINE_H
#define ST_SHOW_PIPELINE_H

#include "base/buffer.h"

#include <stdbool.h>

struct other;

struct command {
	char **words; /* ended by NULL */
	size_t count, size;
	size_t unsaid; /* how many of its last words pipeline_append() leaves out */
	int input;  /* the descriptor that it reads, if there is no command before it; -1: none */
	bool piped; /* in a source: it writes to the next command, which is of the same source */
	struct command *next;
};

struct commands {
	struct command *first, *last;
};

struct pipeline {
	struct commands sources, filters;
};

/* Add a command, by its first word, and a further word. Words are copied. NULL, or false: no memory. */
struct command *pipeline_add(struct commands *commands, const char *word);
bool pipeline_word(struct command *command, const char *word);

void pipeline_free(struct pipeline *pipeline);

/* Appends the pipeline as it would be typed into a shell. */
void pipeline_append(struct buffer *out, const struct pipeline *pipeline);

enum {
	PIPELINE_EMPTY =
	    100, /* the exit status of a last command that had nothing to write and no other reason to fail */
	PIPELINE_OTHER /* of the process of pipeline_pump(): it found what another stage reads */
};

/*
 * Runs it; the last command writes to standard output. Faults are reported. Gives the worst exit status of all commands
 * (pipeline_worse()). *empty: the filters gave PIPELINE_EMPTY, whatever the sources gave.
 */
int pipeline_run(const struct pipeline *pipeline, bool *empty);

/* Starts a command and gives its pid; -1: it failed, which is reported. A descriptor of -1 stands for /dev/null. */
int pipeline_start(const struct command *command, int in, int out, int err);

/* Makes a pipe whose ends programs that are started do not inherit. False: errno says why not. */
bool pipeline_pipe(int ends[2]);

/*
 * Starts a process that writes `bytes`, and then everything that it reads from `from`, into the pipe `ends`, whose end
 * for writing is closed here. `other` (NULL: nobody) is fed with all of it, tells at the end what it found, and makes the
 * exit status PIPELINE_OTHER. Gives its pid; -1: it failed, which is reported.
 */
int pipeline_pump(struct bytes bytes, int from, int ends[2], struct other *other);

/* Waits for a process that runs the program `name`, and gives its exit status. If a signal killed it, reports that. */
int pipeline_wait(int process, const char *name);

/* The worse of two exit statuses: 2, then 1, then 3, then PIPELINE_EMPTY, then 0. */
int pipeline_worse(int one, int other);

#endif
