/* What an ELF core file (of Linux or FreeBSD) tells of its program. */
#ifndef ST_COLLECT_COREFILE_H
#define ST_COLLECT_COREFILE_H

#include "collect/elf.h"
#include "record/module.h"

enum { COREFILE_PATH = 4096 };

struct corefile {
	bool readable; /* it is an ELF core file of this machine's byte order */
	/* the path of the executable, as the core has it; empty: not known */
	char exe[COREFILE_PATH];
	char build_id[ELF_ID_TEXT]; /* the executable's, in hexadecimal digits; empty: not known */
	/* where its last segment ends: how many bytes the core has, unless it is cut */
	uint64_t whole;
};

struct stat;

/*
 * Opens a regular file to read. Others are refused: opening a device or a FIFO could block, or change something.
 * -1: *reason says why not.
 */
int corefile_open(const char *path, struct stat *stat, const char **reason);

/* The bytes of an open file of that size; the descriptor stays where it is. */
struct elf_source corefile_source(int *fd, uint64_t size);

/* Reads all of the above. */
void corefile_read(const struct elf_source *source, struct corefile *core);

/* The modules, by the kernel's list of mapped files. */
void corefile_read_modules(const struct elf_source *source, struct module_map *map);

/* The build id of a program, as above. False: the file is no ELF (*unread is NULL) or cannot be read (*unread says why). */
bool corefile_build_id(const char *path, char build_id[ELF_ID_TEXT], const char **unread);

#endif
