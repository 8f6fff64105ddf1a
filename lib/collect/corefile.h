/* What an ELF core file (Linux's, FreeBSD's) tells of the program that it is of. */
#ifndef ST_COLLECT_COREFILE_H
#define ST_COLLECT_COREFILE_H

#include "collect/elf.h"
#include "record/module.h"

enum { COREFILE_PATH = 4096 };

struct corefile {
	bool readable; /* it is an ELF core file of this machine's byte order */
	char exe
	    [COREFILE_PATH]; /* the path of the executable as it stands there; empty: not known */
	char build_id[ELF_ID_TEXT]; /* of it, in hexadecimal digits; empty: not known */
	uint64_t whole; /* where its last segment ends: so many bytes it has, unless it is cut */
};

struct stat;

/*
 * Opens a file to read, if it is a regular one; a device or a FIFO could keep us waiting or change
 * by being opened. -1: *reason says why not.
 */
int corefile_open(const char *path, struct stat *stat, const char **reason);

/* The bytes of an open file of that size; the descriptor stays where it is. */
struct elf_source corefile_source(int *fd, uint64_t size);

void corefile_read(const struct elf_source *source, struct corefile *core);

/* The modules, by the kernel's list of mapped files. */
void corefile_read_modules(const struct elf_source *source, struct module_map *map);

/* The build id of a program, as above; false: it is none (no ELF), or cannot be read: *unread says why not, or is NULL. */
bool corefile_build_id(const char *path, char build_id[ELF_ID_TEXT], const char **unread);

#endif
