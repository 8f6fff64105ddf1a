#include "collect/corememory.h"

#include "check.h"
#include "elfimage.h"

/* Segments that do not ascend in the file: two that touch, an empty one, and one of notes. */
static void
make(struct elfimage *image)
{
	size_t start = elfimage_begin(image, &elfimage_wide, 4) + 4 * elfimage_wide.segment_size;

	memcpy(image->at + start, "efghabcdxy", 10);
	image->len = start + 10;
	elfimage_segment(image, &elfimage_wide, 0, ELF_LOAD, start, 0x2004, 4);
	elfimage_segment(image, &elfimage_wide, 1, ELF_LOAD, start + 4, 0x2000, 4);
	elfimage_segment(image, &elfimage_wide, 2, ELF_LOAD, start, 0x1000, 0);
	elfimage_segment(image, &elfimage_wide, 3, 4, start, 0x3000, 4);
}

static void
check_read(const struct elf_source *source, uint64_t at, size_t size, const char *wanted)
{
	char text[32] = "";
	const struct bytes got = { text, source->read(source->from, at, text, size) };

	if (!CHECK_TEXT(got, bytes_of(wanted)))
		printf("   0x%llx\n", (unsigned long long)at);
}

int
main(void)
{
	static struct elfimage image;
	const struct elf_source file_source = { elfimage_read, &image, sizeof(image.at) };
	struct corememory memory;
	struct elf_file file;
	struct elf elf;

	make(&image);
	CHECK(elf_open(&elf, elf_whole(&file, &file_source)));
	if (CHECK(corememory_open(&memory, &elf))) {
		CHECK(memory.count == 2);
		check_read(&memory.source, 0x2000, 4, "abcd");
		check_read(&memory.source, 0x2002, 4, "cdef"); /* of both */
		check_read(&memory.source, 0x2000, 32, "abcdefgh");
		check_read(&memory.source, 0x2007, 1, "h");
		check_read(&memory.source, 0x2008, 1, "");
		check_read(&memory.source, 0x1fff, 4, "");
		/* what the file has of it is empty, or no memory */
		check_read(&memory.source, 0x1000, 1, "");
		check_read(&memory.source, 0x3000, 4, "");
		check_read(&memory.source, UINT64_MAX, 4, "");
	}
	corememory_close(&memory);
	/* the file ends inside of a segment */
	image.len -= 8;
	CHECK(elf_open(&elf, elf_whole(&file, &file_source)));
	CHECK(corememory_open(&memory, &elf));
	check_read(&memory.source, 0x2004, 4, "ef");
	check_read(&memory.source, 0x2000, 4, "");
	corememory_close(&memory);
	corememory_close(&memory);
	return check_end();
}
