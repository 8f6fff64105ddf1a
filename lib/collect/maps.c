#include "collect/maps.h"

#include "base/buffer.h"
#include "collect/elf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

enum {
	NAME_SIZE = 64,
	PATH_SIZE = 4096,
	TEXT_MAX = 64 * 1024 * 1024,
	READ_SIZE = 64 * 1024,
};

static int
open_file(long long pid, const char *name)
{
	char path[NAME_SIZE];

	snprintf(path, sizeof(path), "/proc/%lld/%s", pid, name);
	return open(path, O_RDONLY | O_CLOEXEC);
}

/* The kernel says ` (deleted)` behind the path of a file that is gone; a file may be called so, too. */
static struct bytes
without_mark(struct bytes path)
{
	struct bytes before = path;
	char whole[PATH_SIZE];

	if (!bytes_take_end(&before, BYTES(" (deleted)")) ||
	    snprintf(whole, sizeof(whole), "%.*s", (int)path.len, path.at) >= PATH_SIZE ||
	    access(whole, F_OK) == 0)
		return path;
	return before;
}

bool
maps_add_line(struct module_map *map, struct bytes line)
{
	struct mapping mapping = { .executable = false };
	struct bytes rights, rest;

	if (!module_take_address(&line, &mapping.start) || !bytes_take(&line, BYTES("-")) ||
	    !module_take_address(&line, &mapping.end) || !bytes_take(&line, BYTES(" ")) ||
	    !bytes_split(line, BYTES(" "), &rights, &rest) ||
	    !module_take_address(&rest, &mapping.offset))
		return false;
	/* behind the device and the inode */
	for (int word = 0; word < 2; word++) {
		rest = bytes_from(rest, bytes_indent(rest));
		rest = bytes_from(rest, bytes_index(rest, ' '));
	}
	mapping.path = without_mark(bytes_from(rest, bytes_indent(rest)));
	/* what is mapped to be shared is no module: a compiler at run time may keep its code so */
	mapping.executable = bytes_has(rights, 'x') && bytes_tail(rights) != 's';
	module_map_add(map, &mapping);
	return true;
}

/* Of a long list the kernel gives a part at a time. */
static void
read_list(int fd, struct buffer *text)
{
	ssize_t got = 1;
	char *place;

	while (got > 0 && (place = buffer_reserve(text, READ_SIZE)) != NULL) {
		got = read(fd, place, READ_SIZE);
		if (got > 0)
			text->len += (size_t)got;
	}
}

/* The memory of a process from an address on. */
struct image {
	int fd;
	uint64_t base;
};

static size_t
read_image(void *from, uint64_t at, char *to, size_t size)
{
	const struct image *image = from;
	ssize_t got = pread(image->fd, to, size, (off_t)(image->base + at));

	return got < 0 ? 0 : (size_t)got;
}

/* Whether the memory can be read and has something else than a program in it. */
static bool
is_no_elf(struct elf_span image)
{
	char magic[4];

	return elf_read(image, 0, magic, sizeof(magic)) == sizeof(magic) &&
	    memcmp(magic, "\177ELF", sizeof(magic)) != 0;
}

/* By what the process has in its memory: the file may be another one by now, or gone. */
static void
find_build_ids(int memory, struct module_map *map)
{
	size_t kept = 0;

	for (size_t i = 0; i < map->count; i++) {
		struct module module = map->list[i];
		struct image image = { memory, module.base };
		const struct elf_source source = { read_image, &image, module.end - module.base };
		struct elf_file file;
		struct elf_span whole = elf_whole(&file, &source);
		char id[ELF_ID_TEXT] = "";
		struct elf elf;

		if (is_no_elf(whole))
			continue;
		if (elf_open(&elf, whole))
			elf_build_id(&elf, id);
		module.build_id = arena_copy(map->memory, bytes_of(id));
		map->list[kept++] = module;
	}
	map->count = kept;
}

/* Whether it is not the process, or its rights, that keeps a file from being opened. */
static int
own_error(int fd)
{
	bool usual =
	    fd != -1 || errno == EACCES || errno == EPERM || errno == ENOENT || errno == ESRCH;

	return usual ? 0 : errno;
}

int
maps_read(long long pid, struct module_map *map)
{
	struct buffer text = { .ceiling = TEXT_MAX };
	int list = open_file(pid, "maps"), error = own_error(list);
	int memory = open_file(pid, "mem");
	struct bytes rest, line;

	if (error == 0)
		error = own_error(memory);

	if (list != -1) {
		read_list(list, &text);
		close(list);
	}
	rest = buffer_bytes(&text);
	while (bytes_next(&rest, '\n', &line))
		maps_add_line(map, line);
	module_map_end(map);
	buffer_free(&text);
	if (memory != -1) {
		find_build_ids(memory, map);
		close(memory);
	}
	return error;
}
