#include "collect/corefile.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* Numbers of the ELF specification and of Linux's headers. */
enum {
	NOTE_AUXV = 6,
	NOTE_FILE = 0x46494c45,
	AUX_ENTRY = 9,
	AUX_EXECFN = 31,
	AUX_VDSO = 33,
};

/* Where the last segment ends in the file. */
static uint64_t
segments_end(const struct elf *elf)
{
	uint64_t last = 0;

	for (uint64_t i = 0; i < elf->segment_count; i++) {
		struct elf_segment segment = elf_segment(elf, i);
		uint64_t end = segment.offset + segment.size;

		if (end > last && end > segment.offset)
			last = end;
	}
	return last;
}

/* The value of that type in the auxiliary vector, which has pairs of type and value; 0: there is none. */
static uint64_t
auxiliary(const struct elf *elf, struct elf_span vector, uint64_t type)
{
	for (uint64_t at = 0; at + 2 * elf->width <= vector.size; at += 2 * elf->width)
		if (elf_word(elf, vector, at) == type)
			return elf_word(elf, vector, at + elf->width);
	return 0;
}

/* Copies a path. One that is too long counts as not known: its beginning would name another file. */
static void
copy_path(char path[COREFILE_PATH], struct elf_span text)
{
	size_t length = elf_read(text, 0, path, COREFILE_PATH);

	if (length == 0 || memchr(path, '\0', length) == NULL)
		path[0] = '\0';
}

/* The names without the first `count`. */
static struct elf_span
skip_names(struct elf_span names, uint64_t count)
{
	uint64_t at = 0;
	char byte;

	while (count > 0 && elf_read(names, at++, &byte, 1) == 1)
		count -= byte == '\0';
	return elf_part(names, at, names.size);
}

/*
 * Finds the executable among the mapped files: the one that holds the address where the program began. Gives the
 * address where its first page is; 0: not known. The note has the number of files, the size of a page, then start, end
 * and page of each file, then their names.
 */
static uint64_t
find_mapped(const struct elf *elf, struct elf_span files, uint64_t entry, char path[COREFILE_PATH])
{
	uint64_t width = elf->width, count = elf_word(elf, files, 0), start = 0;

	if (count > files.size / (3 * width))
		return 0;
	for (uint64_t i = 0; i < count; i++) {
		uint64_t at = (2 + 3 * i) * width;

		if (elf_word(elf, files, at + 2 * width) == 0)
			start = elf_word(elf, files, at);
		if (entry < elf_word(elf, files, at) || entry >= elf_word(elf, files, at + width))
			continue;
		at = (2 + 3 * count) * width;
		copy_path(path, skip_names(elf_part(files, at, files.size), i));
		return path[0] == '\0' ? 0 : start;
	}
	return 0;
}

static bool
open_core(struct elf *elf, struct elf_span image)
{
	return elf_open(elf, image) && elf->type == ELF_CORE;
}

void
corefile_read(const struct elf_source *source, struct corefile *core)
{
	struct elf_file file;
	struct elf elf, exe;
	struct elf_span vector;
	uint64_t entry, start;

	*core = (struct corefile){ .readable = false };
	if (!open_core(&elf, elf_whole(&file, source)))
		return;
	core->readable = true;
	vector = elf_note(&elf, "CORE", NOTE_AUXV);
	entry = auxiliary(&elf, vector, AUX_ENTRY);
	start = find_mapped(&elf, elf_note(&elf, "CORE", NOTE_FILE), entry, core->exe);
	if (core->exe[0] == '\0')
		copy_path(core->exe, elf_memory(&elf, auxiliary(&elf, vector, AUX_EXECFN)));
	/* the first page of the executable, with its header and build id, is nearly always in the core */
	if (start != 0 && elf_open(&exe, elf_memory(&elf, start)))
		elf_build_id(&exe, core->build_id);
	core->whole = segments_end(&elf);
}

/* Finds the segment of an address. Segments ascend, and so do the addresses asked for: *i is where to go on. */
static bool
find_segment(const struct elf *elf, uint64_t address, uint64_t *i, struct elf_segment *segment)
{
	for (; *i < elf->segment_count; (*i)++) {
		*segment = elf_segment(elf, *i);
		if (segment->type == ELF_LOAD && address < segment->address + segment->memory)
			return address >= segment->address;
	}
	return false;
}

/* Opens the program that the segment begins with; false: it begins with none. */
static bool
open_image(const struct elf *core, const struct elf_segment *segment, struct elf *image)
{
	return elf_open(image, elf_part(core->image, segment->offset, segment->size));
}

/* Reads one of the mapped files: its row, and its name, which is taken off *names. False: there is no name. */
static bool
read_mapping(const struct elf *elf, struct elf_span row, uint64_t page, struct elf_span *names,
    char path[COREFILE_PATH], struct mapping *mapping)
{
	*mapping = (struct mapping){ .start = elf_word(elf, row, 0),
		.end = elf_word(elf, row, elf->width),
		.offset = elf_word(elf, row, 2 * elf->width) * page };
	copy_path(path, *names);
	mapping->path = bytes_of(path);
	*names = elf_part(*names, mapping->path.len + 1, names->size);
	(void)bytes_take_end(&mapping->path, BYTES(" (deleted)"));
	return mapping->path.len > 0;
}

/* Adds the mapped files from the note that find_mapped() describes. */
static void
add_files(const struct elf *elf, struct elf_span files, struct module_map *map)
{
	uint64_t row = 3 * elf->width, rows = 2 * elf->width, i = 0;
	uint64_t count = elf_word(elf, files, 0), page = elf_word(elf, files, elf->width);
	struct elf_span names = elf_part(files, rows + count * row, files.size);
	struct elf_file file = { .source = files.file->source };
	struct elf_segment segment;
	struct mapping mapping;
	struct elf image;
	char path[COREFILE_PATH];
	bool program = false;

	names.file = &file; /* rows and names are read in turn: each has a piece of its own */
	if (count > files.size / row)
		return;
	for (uint64_t at = rows; at < rows + count * row; at += row) {
		bool kept;

		if (!read_mapping(elf, elf_part(files, at, row), page, &names, path, &mapping))
			return;
		kept = find_segment(elf, mapping.start, &i, &segment);
		if (mapping.offset == 0)
			program = kept && open_image(elf, &segment, &image);
		/* gcore leaves out code that nobody changed */
		mapping.executable = kept ? (segment.flags & ELF_RUNS) != 0 : program;
		module_map_add(map, &mapping);
	}
}

/* Adds the kernel's own module, which is no file. */
static void
add_vdso(const struct elf *elf, struct module_map *map)
{
	struct module vdso = { .path = BYTES("[vdso]") };

	vdso.base = auxiliary(elf, elf_note(elf, "CORE", NOTE_AUXV), AUX_VDSO);
	for (uint64_t i = 0; i < elf->segment_count && vdso.base != 0; i++) {
		struct elf_segment segment = elf_segment(elf, i);

		if (segment.type != ELF_LOAD || segment.address != vdso.base)
			continue;
		vdso.end = segment.address + segment.memory;
		module_map_put(map, &vdso);
		return;
	}
}

void
corefile_read_modules(const struct elf_source *source, struct module_map *map)
{
	struct elf_segment segment;
	struct elf_file file;
	struct elf elf, image;
	uint64_t at = 0;

	if (open_core(&elf, elf_whole(&file, source))) {
		add_files(&elf, elf_note(&elf, "CORE", NOTE_FILE), map);
		module_map_end(map);
		add_vdso(&elf, map);
		module_map_end(map);
	}
	for (size_t i = 0; i < map->count; i++) {
		struct module *module = &map->list[i];
		char id[ELF_ID_TEXT] = "";

		/* by the first page, which is nearly always in the core: the file may be another one by now */
		if (find_segment(&elf, module->base, &at, &segment) &&
		    segment.address == module->base && open_image(&elf, &segment, &image))
			elf_build_id(&image, id);
		module->build_id = arena_copy(map->memory, bytes_of(id));
	}
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
read_file(void *from, uint64_t at, char *to, size_t size)
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

struct elf_source
corefile_source(int *fd, uint64_t size)
{
	return (struct elf_source){ read_file, fd, size };
}

bool
corefile_build_id(const char *path, char build_id[ELF_ID_TEXT], const char **unread)
{
	struct stat stat;
	struct elf_source source;
	struct elf_file file;
	struct elf elf;
	int fd = corefile_open(path, &stat, unread);
	bool good;

	build_id[0] = '\0';
	if (fd == -1)
		return false;
	*unread = NULL;
	source = corefile_source(&fd, (uint64_t)stat.st_size);
	good = elf_open(&elf, elf_whole(&file, &source));
	if (good)
		elf_build_id(&elf, build_id);
	close(fd);
	return good;
}
