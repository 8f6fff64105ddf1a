/* ELF files and images of 32 and of 64 bits, of this machine's byte order: their segments, notes and build ids. */
#ifndef ST_COLLECT_ELF_H
#define ST_COLLECT_ELF_H

#include "base/bytes.h"

#include <stdint.h>

enum {
	ELF_ID = 64,
	ELF_ID_TEXT = ELF_ID * 2 + 1, /* a build id in hexadecimal digits, and the NUL */
	ELF_LOAD = 1,                 /* a segment that is loaded */
	ELF_RUNS = 1,                 /* a flag: it can be run */
	ELF_CORE = 4,                 /* a type: a core file */
	ELF_X86_64 = 62,              /* two machines */
	ELF_AARCH64 = 183,
};

/*
 * A file that is read piece by piece: it may be larger than memory, and somebody may cut it off
 * meanwhile. `read` gives how many bytes it could put into `to`, as pread(2) does.
 */
struct elf_source {
	size_t (*read)(void *from, uint64_t at, char *to, size_t size);
	void *from;
	uint64_t size; /* nothing beyond it is asked for */
};

/* A part of another source, from `base` on: a module in the memory of a process, say. */
struct elf_within {
	const struct elf_source *source;
	uint64_t base;
};

/* The first `size` bytes of the part, as a source. `within` and its source have to outlive it. */
struct elf_source elf_within(struct elf_within *within, uint64_t size);

/* The file, and the piece of it that was read last. */
struct elf_file {
	const struct elf_source *source;
	uint64_t at;
	size_t length;
	char piece[4096];
};

/* A range of bytes of the file; bytes beyond the file's end are read as zeros. */
struct elf_span {
	struct elf_file *file;
	uint64_t at, size;
};

struct elf {
	struct elf_span image;
	/* of addresses and offsets: 4 or 8 bytes; other fields are as wide in both classes */
	uint64_t width;
	uint64_t type, machine;
	uint64_t segments, segment_size, segment_count;
};

struct elf_segment {
	uint32_t type, flags;
	uint64_t offset, address, size; /* size: in the file */
	uint64_t memory;                /* its size there */
};

/* All of a source; the file is the caller's. */
struct elf_span elf_whole(struct elf_file *file, const struct elf_source *source);

/* The part of a span from `at` on, `size` bytes or as many as it has. */
struct elf_span elf_part(struct elf_span span, uint64_t at, uint64_t size);

/* Reads up to `size` bytes of the span from `at` on, but no more than a piece holds; gives how many. */
size_t elf_read(struct elf_span span, uint64_t at, char *to, size_t size);

/* Reads a number of 2, 4 or 8 bytes; elf_word() one as wide as an address. */
uint64_t elf_number(struct elf_span span, uint64_t at, size_t size);
uint64_t elf_word(const struct elf *elf, struct elf_span span, uint64_t at);

/* False: the file is no ELF, or of another byte order. */
bool elf_open(struct elf *elf, struct elf_span image);

/* The segment of that number, from 0 on, below segment_count; of a file that is cut, zeros. */
struct elf_segment elf_segment(const struct elf *elf, uint64_t i);

/* What a core file holds of the memory from that address on; empty: it holds nothing there. */
struct elf_span elf_memory(const struct elf *elf, uint64_t address);

/* The notes of a file, one after the other. */
struct elf_notes {
	const struct elf *elf;
	uint64_t segment; /* the next one to look at */
	struct elf_span rest;
	int left; /* how many more notes may be read */
};

struct elf_noted {
	struct elf_span name, text;
	uint32_t type;
};

/* Begins with the first note; takes the next one (false: there is none). */
struct elf_notes elf_notes(const struct elf *elf);
bool elf_next_note(struct elf_notes *notes, struct elf_noted *note);

/* Whether a note has that name, of at most seven bytes. */
bool elf_note_is(const struct elf_noted *note, const char *name);

/* The note of that type among all of the file's; empty where there is none. */
struct elf_span elf_note(const struct elf *elf, const char *name, uint32_t type);

/* Writes the build id in hexadecimal digits; empty where the file has none. */
void elf_build_id(const struct elf *elf, char build_id[ELF_ID_TEXT]);

#endif
