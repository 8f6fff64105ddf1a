#include "collect/maps.h"

#include "base/buffer.h"
#include "collect/elf.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

enum {
	PATH_SIZE = 4096,
	TEXT_MAX = 64 * 1024 * 1024,
	READ_SIZE = 64 * 1024,
};

/* The kernel appends ` (deleted)` to the path of a file that is gone; but a file may really be called so. */
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
	rest = bytes_from(rest, bytes_indent(rest));
	mapping.path = without_mark(rest);
	mapping.replaced = mapping.path.len < rest.len;
	/* a shared mapping is no module: a just-in-time compiler may keep its code in one */
	mapping.executable = bytes_has(rights, 'x') && bytes_tail(rights) != 's';
	module_map_add(map, &mapping);
	return true;
}

/* The kernel gives a long list in parts. Returns errno, or 0. */
static int
read_list(struct reader *reader, struct buffer *text)
{
	ssize_t got = 1;
	char *place;

	while (got > 0 && (place = buffer_reserve(text, READ_SIZE)) != NULL) {
		got = reader_read(reader, READER_MAPS, text->len, place, READ_SIZE);
		if (got > 0)
			text->len += (size_t)got;
	}
	return got < 0 ? errno : 0;
}

/* The memory of a process from an address on. */
struct image {
	struct reader *reader;
	uint64_t base;
	int error; /* why nothing could be read; 0: something was */
};

static size_t
read_image(void *from, uint64_t at, char *to, size_t size)
{
	struct image *image = from;
	ssize_t got = reader_read(image->reader, READER_MEM, image->base + at, to, size);

	image->error = got < 0 ? errno : 0;
	return got < 0 ? 0 : (size_t)got;
}

/* Whether the memory can be read and does not begin as an ELF file does. */
static bool
is_no_elf(struct elf_span image)
{
	char magic[4];

	return elf_read(image, 0, magic, sizeof(magic)) == sizeof(magic) &&
	    memcmp(magic, "\177ELF", sizeof(magic)) != 0;
}

/* Finds them in the memory of the process: the file may be another one by now, or gone. */
static int
find_build_ids(struct reader *reader, struct module_map *map)
{
	size_t kept = 0;
	int error = 0;

	for (size_t i = 0; i < map->count; i++) {
		struct module module = map->list[i];
		struct image image = { reader, module.base, 0 };
		const struct elf_source source = { read_image, &image, module.end - module.base };
		struct elf_file file;
		struct elf_span whole = elf_whole(&file, &source);
		char id[ELF_ID_TEXT] = "";
		struct elf elf;

		if (is_no_elf(whole))
			continue;
		if (elf_open(&elf, whole))
			elf_build_id(&elf, id);
		if (error == 0 && image.error != EIO) /* a page that is not there */
			error = image.error;
		module.build_id = arena_copy(map->memory, bytes_of(id));
		map->list[kept++] = module;
	}
	map->count = kept;
	return error;
}

int
maps_read(struct reader *reader, struct module_map *map)
{
	struct buffer text = { .ceiling = TEXT_MAX };
	int error = read_list(reader, &text);
	struct bytes rest, line;

	rest = buffer_bytes(&text);
	while (bytes_next(&rest, '\n', &line))
		maps_add_line(map, line);
	module_map_end(map);
	buffer_free(&text);
	return error != 0 ? error : find_build_ids(reader, map);
}
