#include "collect/corefile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* The ELF of 32 and of 64 bits, by their published layouts. */
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
	TEXT_MAX = 1 << 24,  /* of a note: the kernel writes 4 MiB at the most */
};

/* The file, and the piece of it that was read last. */
struct file {
	const struct corefile_source *source;
	uint64_t at;
	size_t length;
	char piece[4096];
};

/* Some bytes of the file; those that it has not are read as zeros. */
struct span {
	struct file *file;
	uint64_t at, size;
};

struct elf {
	struct span image;
	uint64_t width; /* of addresses and offsets: 4 or 8; all else is as wide in both */
	uint64_t segments, segment_size, segment_count;
};

struct segment {
	uint32_t type;
	uint64_t offset, address, size;
};

/* Up to `size` bytes of the span from `at` on, no more than a piece has; how many there are. */
static size_t
read_bytes(struct span span, uint64_t at, char *to, size_t size)
{
	struct file *file = span.file;

	if (at >= span.size)
		return 0;
	if (size > span.size - at)
		size = (size_t)(span.size - at);
	at += span.at;
	if (at < file->at || at - file->at > file->length ||
	    file->length - (at - file->at) < size) {
		file->at = at;
		file->length =
		    file->source->read(file->source->from, at, file->piece, sizeof(file->piece));
	}
	if (size > file->length - (size_t)(at - file->at))
		size = file->length - (size_t)(at - file->at);
	memcpy(to, file->piece + (at - file->at), size);
	return size;
}

static uint64_t
number(struct span span, uint64_t at, size_t size)
{
	union {
		char text[8];
		uint16_t half;
		uint32_t word;
		uint64_t wide;
	} read;

	if (read_bytes(span, at, read.text, size) < size)
		return 0;
	return size == 2 ? read.half : size == 4 ? read.word : read.wide;
}

/* A number as wide as an address. */
static uint64_t
word_at(const struct elf *elf, struct span span, uint64_t at)
{
	return number(span, at, elf->width);
}

static struct span
part(struct span span, uint64_t at, uint64_t size)
{
	if (at > span.size)
		at = span.size;
	if (size > span.size - at)
		size = span.size - at;
	return (struct span){ span.file, span.at + at, size };
}

static bool
open_elf(struct elf *elf, struct span image)
{
	static const uint16_t one = 1;
	char own_order = *(const char *)&one == 1 ? 1 : 2, head[6];

	*elf = (struct elf){ .image = image };
	if (image.size < 52 || read_bytes(image, 0, head, sizeof(head)) < sizeof(head) ||
	    memcmp(head, "\177ELF", 4) != 0 || head[5] != own_order ||
	    (head[4] != 1 && head[4] != 2))
		return false;
	elf->width = head[4] == 2 ? 8 : 4;
	elf->segments = word_at(elf, image, 24 + elf->width);
	elf->segment_size = number(image, 30 + 3 * elf->width, 2);
	elf->segment_count = number(image, 32 + 3 * elf->width, 2);
	return elf->segment_size >= 8 + 6 * elf->width;
}

static struct segment
segment_at(const struct elf *elf, uint64_t i)
{
	uint64_t at = elf->segments + i * elf->segment_size;

	return (struct segment){
		.type = (uint32_t)number(elf->image, at, 4),
		.offset = word_at(elf, elf->image, at + elf->width),
		.address = word_at(elf, elf->image, at + 2 * elf->width),
		.size = word_at(elf, elf->image, at + 4 * elf->width),
	};
}

/* Where the last one ends. */
static uint64_t
segments_end(const struct elf *elf)
{
	uint64_t last = 0;

	for (uint64_t i = 0; i < elf->segment_count; i++) {
		struct segment segment = segment_at(elf, i);
		uint64_t end = segment.offset + segment.size;

		if (end > last && end > segment.offset)
			last = end;
	}
	return last;
}

/* What the core holds of the memory from that address on; empty where that is nothing. */
static struct span
memory_at(const struct elf *elf, uint64_t address)
{
	for (uint64_t i = 0; i < elf->segment_count; i++) {
		struct segment segment = segment_at(elf, i);

		if (segment.type == SEGMENT_LOAD && address >= segment.address &&
		    address - segment.address < segment.size)
			return part(part(elf->image, segment.offset, segment.size),
			    address - segment.address, segment.size);
	}
	return (struct span){ elf->image.file, 0, 0 };
}

struct note {
	struct span name, text;
	uint32_t type;
};

/* Takes a note off the front; false: there is none. */
static bool
take_note(struct span *notes, struct note *note)
{
	uint64_t name = number(*notes, 0, 4), size = number(*notes, 4, 4);
	uint64_t padded = (name + 3) & ~UINT64_C(3);

	if (notes->size < 12 || padded > notes->size - 12)
		return false;
	note->type = (uint32_t)number(*notes, 8, 4);
	note->name = part(*notes, 12, name);
	note->text = part(*notes, 12 + padded, size < TEXT_MAX ? size : TEXT_MAX);
	*notes = part(*notes, 12 + padded + ((size + 3) & ~UINT64_C(3)), notes->size);
	return true;
}

/* The note of that type among all of the file's; empty where there is none. */
static struct span
find_note(const struct elf *elf, const char *name, uint32_t type)
{
	size_t length = strlen(name) + 1;
	int notes_left = NOTES_MAX;
	char text[8];

	for (uint64_t i = 0; i < elf->segment_count; i++) {
		struct segment segment = segment_at(elf, i);
		struct span notes = part(elf->image, segment.offset, segment.size);
		struct note note;

		if (segment.type != SEGMENT_NOTE)
			continue;
		while (notes_left-- > 0 && take_note(&notes, &note))
			if (note.type == type && note.name.size == length &&
			    read_bytes(note.name, 0, text, length) == length &&
			    memcmp(text, name, length) == 0)
				return note.text;
	}
	return (struct span){ elf->image.file, 0, 0 };
}

/* What the vector, pairs of a type and a value, has for the type; 0: nothing. */
static uint64_t
auxiliary(const struct elf *elf, struct span vector, uint64_t type)
{
	for (uint64_t at = 0; at + 2 * elf->width <= vector.size; at += 2 * elf->width)
		if (word_at(elf, vector, at) == type)
			return word_at(elf, vector, at + elf->width);
	return 0;
}

/* A path that is longer than a path can be is not known: its beginning would be another file. */
static void
copy_path(char path[COREFILE_PATH], struct span text)
{
	size_t length = read_bytes(text, 0, path, COREFILE_PATH);

	if (length == 0 || memchr(path, '\0', length) == NULL)
		path[0] = '\0';
}

/* Where the name behind `count` others begins. */
static struct span
skip_names(struct span names, uint64_t count)
{
	uint64_t at = 0;
	char byte;

	while (count > 0 && read_bytes(names, at++, &byte, 1) == 1)
		count -= byte == '\0';
	return part(names, at, names.size);
}

/*
 * The files that were mapped: how many, the size of a page, then start, end and page of each, then
 * the names. The executable is the one that holds the address where the program began. Gives the
 * address where its first page is; 0: not known.
 */
static uint64_t
find_mapped(const struct elf *elf, struct span files, uint64_t entry, char path[COREFILE_PATH])
{
	uint64_t width = elf->width, count = word_at(elf, files, 0), start = 0;

	if (count > files.size / (3 * width))
		return 0;
	for (uint64_t i = 0; i < count; i++) {
		uint64_t at = (2 + 3 * i) * width;

		if (word_at(elf, files, at + 2 * width) == 0)
			start = word_at(elf, files, at);
		if (entry < word_at(elf, files, at) || entry >= word_at(elf, files, at + width))
			continue;
		at = (2 + 3 * count) * width;
		copy_path(path, skip_names(part(files, at, files.size), i));
		return path[0] == '\0' ? 0 : start;
	}
	return 0;
}

static void
read_build_id(const struct elf *elf, char build_id[COREFILE_ID * 2 + 1])
{
	char text[COREFILE_ID];
	size_t length = read_bytes(find_note(elf, "GNU", NOTE_BUILD_ID), 0, text, sizeof(text));

	for (size_t i = 0; i < length; i++)
		snprintf(build_id + 2 * i, 3, "%02x", (unsigned char)text[i]);
}

static struct span
whole(struct file *file, const struct corefile_source *source)
{
	*file = (struct file){ .source = source };
	return (struct span){ file, 0, source->size };
}

void
corefile_parse(const struct corefile_source *source, struct corefile *core)
{
	struct file file;
	struct elf elf, exe;
	struct span vector;
	uint64_t entry, start;

	*core = (struct corefile){ .readable = false };
	if (!open_elf(&elf, whole(&file, source)) || number(elf.image, 16, 2) != TYPE_CORE)
		return;
	core->readable = true;
	vector = find_note(&elf, "CORE", NOTE_AUXV);
	entry = auxiliary(&elf, vector, AUX_ENTRY);
	start = find_mapped(&elf, find_note(&elf, "CORE", NOTE_FILE), entry, core->exe);
	if (core->exe[0] == '\0')
		copy_path(core->exe, memory_at(&elf, auxiliary(&elf, vector, AUX_EXECFN)));
	/* the first page of the executable is in the core as a rule: its header, and the build id */
	if (start != 0 && open_elf(&exe, memory_at(&elf, start)))
		read_build_id(&exe, core->build_id);
	core->whole = segments_end(&elf);
}

int
corefile_open(const char *path, struct stat *stat_of, const char **reason)
{
	bool there = stat(path, stat_of) == 0;
	int fd;

	*reason = there && S_ISDIR(stat_of->st_mode) ? strerror(EISDIR) : "is not a regular file";
	if (there && !S_ISREG(stat_of->st_mode))
		return -1;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd != -1 && fstat(fd, stat_of) == 0 && S_ISREG(stat_of->st_mode))
		return fd;
	if (fd == -1)
		*reason = strerror(errno);
	else
		close(fd);
	return -1;
}

static size_t
read_descriptor(void *from, uint64_t at, char *to, size_t size)
{
	size_t length = 0;
	ssize_t got = 1;

	while (length < size && got > 0) {
		got = pread(*(const int *)from, to + length, size - length, (off_t)(at + length));
		if (got > 0)
			length += (size_t)got;
	}
	return length;
}

void
corefile_read(int fd, uint64_t size, struct corefile *core)
{
	corefile_parse(&(struct corefile_source){ read_descriptor, &fd, size }, core);
}

bool
corefile_build_id(const char *path, char build_id[COREFILE_ID * 2 + 1], const char **unread)
{
	struct stat stat;
	struct file file;
	struct elf elf;
	int fd = corefile_open(path, &stat, unread);
	bool good;

	build_id[0] = '\0';
	if (fd == -1)
		return false;
	*unread = NULL;
	good = open_elf(&elf,
	    whole(
		&file, &(struct corefile_source){ read_descriptor, &fd, (uint64_t)stat.st_size }));
	if (good)
		read_build_id(&elf, build_id);
	close(fd);
	return good;
}
