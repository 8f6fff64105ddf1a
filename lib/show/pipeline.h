/*
 * Commands that stand in a pipeline: sources, one after the other, each of them perhaps a pipeline itself, and the
 * filters that read what all of them write.
 */
#ifndef ST_SHOW_PIPELINE_H
#define ST_SHOW_PIPELINE_H

#include "base/buffer.h"

#include <stdbool.h>

struct command {
	char **words; /* ended by NULL */
	size_t count, size;
	size_t unsaid; /* so many of its last words are not for people */
	int input; /* what it reads, unless that comes from a command before it: a descriptor; -1: nothing */
	bool piped; /* of a source: it writes to the next command, and that is of the same source */
	struct command *next;
};

struct commands {
	struct command *first, *last;
};

struct pipeline {
	struct commands sources, filters;
};

/* Both give false, or NULL, where there is no memory. Words are copied. */
struct command *pipeline_add(struct commands *commands, const char *word);
bool pipeline_word(struct command *command, const char *word);

void pipeline_free(struct pipeline *pipeline);

/* Appends the pipeline as one types it into a shell. */
void pipeline_append(struct buffer *out, const struct pipeline *pipeline);

/* The status by which the last command says that it had nothing to write, and that nothing else is the matter. */
enum { PIPELINE_EMPTY = 100 };

/*
 * Runs it, with standard output as its output, and says what went wrong. The exit status: the worst of all commands;
 * PIPELINE_EMPTY where that is 0 otherwise.
 */
int pipeline_run(const struct pipeline *pipeline);

/* Starts a command: its process, or -1, and that was said. `in`, `out`, `err` are descriptors; -1: /dev/null. */
int pipeline_start(const struct command *command, int in, int out, int err);

/*
 * A process that writes the bytes, and then all that comes from `from`, into the pipe, of whose ends only that for
 * reading remains open here; -1, and that was said: there is none.
 */
int pipeline_pump(struct bytes bytes, int from, int ends[2]);

/* Waits for a process that runs the program of that name: its exit status. What did not end by itself is said. */
int pipeline_wait(int process, const char *name);

/* The worse of two exit statuses: 2 goes before 1, 1 before 3, and that before PIPELINE_EMPTY. */
int pipeline_worse(int one, int other);

#endif
