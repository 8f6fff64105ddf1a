#include "collect/corefile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* The ELF of 32 and of 64 bits, by their published layouts: where the members stand. */
enum {
	TYPE_CORE = 4,
	SEGMENT_LOAD = 1,
	SEGMENT_NOTE = 4,
	NOTE_BUILD_ID = 3,
	NOTE_AUXV = 6,
	NOTE_FILE = 0x46494c45,
	AUX_ENTRY = 9,
	AUX_EXECFN = 31,
	NOTES_MAX = 1 << 20, /* of all segments: they may overlap */
};

struct elf {
	struct bytes image;
	bool wide; /* 64 bits */
	uint64_t segments, segment_size, segment_count;
};

struct segment {
	uint32_t type;
	uint64_t offset, address, size;
};

static uint64_t
number(struct bytes image, uint64_t at, size_t size)
{
	uint16_t half;
	uint32_t word;
	uint64_t wide;

	if (at > image.len || image.len - at < size)
		return 0;
	if (size == 2) {
		memcpy(&half, image.at + at, size);
		return half;
	}
	if (size == 4) {
		memcpy(&word, image.at + at, size);
		return word;
	}
	memcpy(&wide, image.at + at, sizeof(wide));
	return wide;
}

/* A number as wide as an address. */
static uint64_t
word_at(const struct elf *elf, struct bytes image, uint64_t at)
{
	return number(image, at, elf->wide ? 8 : 4);
}

static struct bytes
part(struct bytes image, uint64_t at, uint64_t size)
{
	if (at >= image.len)
		return (struct bytes){ NULL, 0 };
	if (size > image.len - at)
		size = image.len - at;
	return (struct bytes){ image.at + at, (size_t)size };
}

static bool
open_elf(struct elf *elf, struct bytes image)
{
	static const uint16_t one = 1;
	unsigned char order;

	memcpy(&order, &one, 1);
	*elf = (struct elf){ .image = image };
	if (image.len < 52 || memcmp(image.at, "\177ELF", 4) != 0 ||
	    image.at[5] != (order == 1 ? 1 : 2) || (image.at[4] != 1 && image.at[4] != 2))
		return false;
	elf->wide = image.at[4] == 2;
	elf->segments = word_at(elf, image, elf->wide ? 32 : 28);
	elf->segment_size = number(image, elf->wide ? 54 : 42, 2);
	elf->segment_count = number(image, elf->wide ? 56 : 44, 2);
	return elf->segment_size >= (elf->wide ? 56 : 32);
}

static struct segment
segment_at(const struct elf *elf, uint64_t i)
{
	uint64_t at = elf->segments + i * elf->segment_size;
	struct bytes image = elf->image;

	if (elf->wide)
		return (struct segment){ (uint32_t)number(image, at, 4), number(image, at + 8, 8),
			number(image, at + 16, 8), number(image, at + 32, 8) };
	return (struct segment){ (uint32_t)number(image, at, 4), number(image, at + 4, 4),
		number(image, at + 8, 4), number(image, at + 16, 4) };
}

/* What the core holds of the memory from that address on; no bytes where that is nothing. */
static struct bytes
memory_at(const struct elf *elf, uint64_t address)
{
	for (uint64_t i = 0; i < elf->segment_count; i++) {
		struct segment segment = segment_at(elf, i);

		if (segment.type == SEGMENT_LOAD && address >= segment.address &&
		    address - segment.address < segment.size)
			return bytes_from(part(elf->image, segment.offset, segment.size),
			    (size_t)(address - segment.address));
	}
	return (struct bytes){ NULL, 0 };
}

struct note {
	struct bytes name, text;
	uint32_t type;
};

/* Takes a note off the front; false: there is none. */
static bool
take_note(struct bytes *notes, struct note *note)
{
	uint64_t name = number(*notes, 0, 4), size = number(*notes, 4, 4);
	uint64_t padded = (name + 3) & ~UINT64_C(3);

	if (notes->len < 12 || padded > notes->len - 12)
		return false;
	note->type = (uint32_t)number(*notes, 8, 4);
	note->name = part(*notes, 12, name);
	note->text = part(*notes, 12 + padded, size);
	*notes = bytes_from(*notes, (size_t)(12 + padded + ((size + 3) & ~UINT64_C(3))));
	return true;
}

/* The note of that type among all of the file's; no bytes where there is none. */
static struct bytes
find_note(const struct elf *elf, const char *name, uint32_t type)
{
	struct bytes wanted = { name, strlen(name) + 1 };
	int notes_left = NOTES_MAX;

	for (uint64_t i = 0; i < elf->segment_count; i++) {
		struct segment segment = segment_at(elf, i);
		struct bytes notes = part(elf->image, segment.offset, segment.size);
		struct note note;

		if (segment.type != SEGMENT_NOTE)
			continue;
		while (notes_left-- > 0 && take_note(&notes, &note))
			if (note.type == type && bytes_equal(note.name, wanted))
				return note.text;
	}
	return (struct bytes){ NULL, 0 };
}

static uint64_t
auxiliary(const struct elf *elf, struct bytes vector, uint64_t type)
{
	uint64_t width = elf->wide ? 8 : 4;

	for (uint64_t at = 0; at + 2 * width <= vector.len; at += 2 * width)
		if (word_at(elf, vector, at) == type)
			return word_at(elf, vector, at + width);
	return 0;
}

static void
copy_path(char path[COREFILE_PATH], struct bytes text)
{
	const char *end = text.len == 0 ? NULL : memchr(text.at, '\0', text.len);

	if (end != NULL)
		snprintf(path, COREFILE_PATH, "%s", text.at);
}

/*
 * The files that were mapped: how many, the size of a page, then start, end and page of each, then
 * the names. The executable is the one that holds the address where the program began.
 */
static uint64_t
find_mapped(const struct elf *elf, struct bytes files, uint64_t entry, char path[COREFILE_PATH])
{
	uint64_t width = elf->wide ? 8 : 4, count = word_at(elf, files, 0), start = 0;
	struct bytes names;

	if (count > files.len / (3 * width))
		return 0;
	names = bytes_from(files, (size_t)((2 + 3 * count) * width));
	for (uint64_t i = 0; i < count && names.len > 0; i++) {
		uint64_t at = (2 + 3 * i) * width;
		const char *end = memchr(names.at, '\0', names.len);

		if (end == NULL)
			return 0;
		if (word_at(elf, files, at + 2 * width) == 0)
			start = word_at(elf, files, at);
		if (entry >= word_at(elf, files, at) && entry < word_at(elf, files, at + width)) {
			copy_path(path, names);
			return start;
		}
		names = bytes_from(names, (size_t)(end - names.at) + 1);
	}
	return 0;
}

static void
hex_digits(struct bytes id, char build_id[COREFILE_ID * 2 + 1])
{
	for (size_t i = 0; i < id.len && i < COREFILE_ID; i++)
		snprintf(build_id + 2 * i, 3, "%02x", (unsigned char)id.at[i]);
}

/* The first page of the executable is in the core as a rule: its header, and the build id. */
static void
read_mapped_build_id(const struct elf *core, uint64_t start, char build_id[COREFILE_ID * 2 + 1])
{
	struct elf exe;
	struct note note;
	int notes_left = NOTES_MAX;

	if (start == 0 || !open_elf(&exe, memory_at(core, start)))
		return;
	for (uint64_t i = 0; i < exe.segment_count; i++) {
		struct segment segment = segment_at(&exe, i);
		struct bytes notes = part(exe.image, segment.offset, segment.size);

		while (segment.type == SEGMENT_NOTE && notes_left-- > 0 && take_note(&notes, &note))
			if (note.type == NOTE_BUILD_ID &&
			    bytes_equal(note.name, (struct bytes){ "GNU", 4 }))
				hex_digits(note.text, build_id);
	}
}

static bool
map_file(const char *path, struct bytes *image, int *error)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat stat;
	void *memory = MAP_FAILED;

	*error = errno;
	if (fd == -1)
		return false;
	errno = 0;
	if (fstat(fd, &stat) == 0 && S_ISDIR(stat.st_mode))
		errno = EISDIR;
	else if (S_ISREG(stat.st_mode) && stat.st_size > 0)
		memory = mmap(NULL, (size_t)stat.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	*error = errno;
	close(fd);
	if (memory == MAP_FAILED)
		return false;
	*image = (struct bytes){ memory, (size_t)stat.st_size };
	return true;
}

static void
read_core(const struct elf *elf, struct corefile *core)
{
	struct bytes vector = find_note(elf, "CORE", NOTE_AUXV);
	uint64_t entry = auxiliary(elf, vector, AUX_ENTRY), start;

	start = find_mapped(elf, find_note(elf, "CORE", NOTE_FILE), entry, core->exe);
	if (core->exe[0] == '\0')
		copy_path(core->exe, memory_at(elf, auxiliary(elf, vector, AUX_EXECFN)));
	read_mapped_build_id(elf, start, core->build_id);
}

void
corefile_parse(struct bytes image, struct corefile *core)
{
	struct elf elf;

	*core = (struct corefile){ .readable = false };
	core->readable = open_elf(&elf, image) && number(image, 16, 2) == TYPE_CORE;
	if (core->readable)
		read_core(&elf, core);
}

void
corefile_read(const char *path, struct corefile *core)
{
	struct bytes image;
	int error;

	*core = (struct corefile){ .readable = false };
	if (!map_file(path, &image, &error)) {
		core->error = error;
		return;
	}
	corefile_parse(image, core);
	munmap((char *)(uintptr_t)image.at, image.len);
}

bool
corefile_build_id(const char *path, char build_id[COREFILE_ID * 2 + 1])
{
	struct bytes image;
	struct elf elf;
	int error;

	build_id[0] = '\0';
	if (!map_file(path, &image, &error))
		return false;
	if (open_elf(&elf, image))
		hex_digits(find_note(&elf, "GNU", NOTE_BUILD_ID), build_id);
	munmap((char *)(uintptr_t)image.at, image.len);
	return build_id[0] != '\0';
}
