/*
 * Files in /proc for which the kernel needs a lock of the process's memory: if the process holds that lock and is stuck,
 * reading never ends. So a child process reads them, and is given up if it does not answer.
 */
#ifndef ST_COLLECT_READER_H
#define ST_COLLECT_READER_H

#include "collect/elf.h"

#include <sys/types.h>

enum reader_file { READER_CMDLINE, READER_MAPS, READER_MEM, READER_FILES };

struct reader {
	int socket; /* to the child; -1: there is none, or no more */
	pid_t child;
	int error; /* errno, once nothing more can be read; ETIMEDOUT: the child was given up */
};

/* Starts the child, which reads files in `folder`, /proc/PID. On failure reader->error says why. */
void reader_open(struct reader *reader, const char *folder);
void reader_close(struct reader *reader);

/* Reads from a place in the file (in READER_MEM: an address). 0: nothing is there; -1 with errno. */
ssize_t reader_read(
    struct reader *reader, enum reader_file file, uint64_t at, char *to, size_t size);

/* The memory of the process, by addresses. */
struct elf_source reader_memory(struct reader *reader);

#endif
