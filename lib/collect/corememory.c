#include "collect/corememory.h"

#include "base/array.h"

#include <stdlib.h>

ARRAY_ORDER(by_address, struct elf_segment, address)

static bool
list_segments(struct corememory *memory)
{
	for (uint64_t i = 0; i < memory->elf->segment_count; i++) {
		struct elf_segment segment = elf_segment(memory->elf, i);

		if (segment.type != ELF_LOAD || segment.size == 0)
			continue;
		if (!ARRAY_ROOM(memory->segments, memory->count, memory->size))
			return false;
		memory->segments[memory->count++] = segment;
	}
	if (memory->count > 0)
		qsort(memory->segments, memory->count, sizeof(*memory->segments), by_address);
	return true;
}

/* Reads up to the end of a segment, or as much as elf_read() reads at one time. */
static size_t
read_piece(const struct corememory *memory, uint64_t at, char *to, size_t size)
{
	size_t low = 0, high = memory->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct elf_segment *segment = &memory->segments[middle];

		if (at < segment->address)
			high = middle;
		else if (at - segment->address >= segment->size)
			low = middle + 1;
		else
			return elf_read(
			    elf_part(memory->elf->image, segment->offset, segment->size),
			    at - segment->address, to, size);
	}
	return 0;
}

static size_t
read_core(void *from, uint64_t at, char *to, size_t size)
{
	size_t length = 0, got = 1;

	for (; length < size && got > 0; length += got)
		got = read_piece(from, at + length, to + length, size - length);
	return length;
}

bool
corememory_open(struct corememory *memory, const struct elf *elf)
{
	*memory = (struct corememory){ .elf = elf, .source = { read_core, memory, UINT64_MAX } };
	return list_segments(memory);
}

void
corememory_close(struct corememory *memory)
{
	free(memory->segments);
	memory->segments = NULL;
	memory->count = memory->size = 0;
}
