#define _GNU_SOURCE /* dl_iterate_phdr() */
#include "check.h"
#include "collect/corefile.h"
#include "elfimage.h"

#include <link.h>
#include <sys/stat.h>
#include <unistd.h>

/* Two segments of notes with a segment of memory between. */
static void
check_form(const struct elfimage_form *form)
{
	static struct elfimage image;
	const struct elf_source source = { elfimage_read, &image, sizeof(image.at) };
	char id[ELF_ID_TEXT] = "", text[8] = "";
	struct elf_file file;
	struct elf_segment segment;
	struct elf elf;
	size_t start, memory;

	elfimage_begin(&image, form, 3);
	start = image.len;
	elfimage_note(&image, "GNU", 1, "abi", 3);
	elfimage_segment(&image, form, 0, 4, start, 0, image.len - start);
	memory = image.len;
	elfimage_put(&image, memory, 0x64636261, 4);
	elfimage_segment(&image, form, 1, 1, memory, 0x400000, 4);
	start = image.len;
	elfimage_note(&image, "CORE", 3, "not that", 8);
	elfimage_note(&image, "GNU", 3, "\x01\xab\xff", 3);
	elfimage_segment(&image, form, 2, 4, start, 0, image.len - start);

	if (!CHECK(elf_open(&elf, elf_whole(&file, &source))))
		return;
	CHECK(elf.width == form->width && elf.type == ELF_CORE && elf.machine == ELF_X86_64);
	CHECK(elf.segment_count == 3);
	segment = elf_segment(&elf, 1);
	CHECK(segment.type == ELF_LOAD && segment.flags == 5 && segment.offset == memory);
	CHECK(segment.address == 0x400000 && segment.size == 4 && segment.memory == 0x14);
	elf_build_id(&elf, id);
	CHECK_TEXT(bytes_of(id), BYTES("01abff"));
	CHECK(elf_note(&elf, "CORE", 1).size == 0);
	CHECK(elf_read(elf_note(&elf, "CORE", 3), 0, text, 8) == 8 &&
	    memcmp(text, "not that", 8) == 0);
	/* memory from the middle of the segment on, and outside of it */
	CHECK(elf_memory(&elf, 0x400001).size == 3);
	CHECK(elf_number(elf_memory(&elf, 0x400002), 0, 2) == 0x6463);
	CHECK(elf_memory(&elf, 0x3fffff).size == 0);
	CHECK(elf_memory(&elf, 0x400004).size == 0);
}

/* Files that are no ELF files, or of the other byte order, are refused. */
static void
refused(void)
{
	static struct elfimage image;
	struct elf_source source = { elfimage_read, &image, sizeof(image.at) };
	struct elf_file file;
	struct elf elf;

	elfimage_begin(&image, &elfimage_wide, 0);
	CHECK(elf_open(&elf, elf_whole(&file, &source)));
	image.at[5] = (char)(3 - image.at[5]);
	CHECK(!elf_open(&elf, elf_whole(&file, &source)));
	image.at[5] = (char)(3 - image.at[5]);
	image.at[4] = 3;
	CHECK(!elf_open(&elf, elf_whole(&file, &source)));
	image.at[4] = 2;
	image.at[0] = 'E';
	CHECK(!elf_open(&elf, elf_whole(&file, &source)));
	image.at[0] = '\177';
	elfimage_put(&image, 54, 55, 2); /* a segment is shorter than its fields */
	CHECK(!elf_open(&elf, elf_whole(&file, &source)));
	elfimage_put(&image, 54, 56, 2);
	/* the shorter header has 52 bytes */
	elfimage_begin(&image, &elfimage_narrow, 0);
	source.size = 52;
	CHECK(elf_open(&elf, elf_whole(&file, &source)));
	source.size = 51;
	CHECK(!elf_open(&elf, elf_whole(&file, &source)));
}

/* A note that is larger than the rest of its segment ends there; without its whole head it is none. */
static void
cut_notes(void)
{
	static struct elfimage image;
	const struct elf_source source = { elfimage_read, &image, sizeof(image.at) };
	struct elf_file file;
	struct elf_noted noted;
	struct elf_notes notes;
	struct elf elf;
	size_t start;

	elfimage_begin(&image, &elfimage_wide, 1);
	start = image.len;
	elfimage_note(&image, "CORE", 1, "abcd", 4);
	elfimage_put(&image, start + 4, UINT32_MAX, 4);
	elfimage_segment(&image, &elfimage_wide, 0, 4, start, 0, image.len - start);
	CHECK(elf_open(&elf, elf_whole(&file, &source)));
	notes = elf_notes(&elf);
	CHECK(elf_next_note(&notes, &noted) && noted.text.size == 4 && elf_note_is(&noted, "CORE"));
	CHECK(!elf_note_is(&noted, "COR") && !elf_note_is(&noted, "CORES"));
	CHECK(!elf_next_note(&notes, &noted));
	/* the name is longer than the segment; there is no room for the three numbers */
	elfimage_put(&image, start, 100, 4);
	CHECK(elf_open(&elf, elf_whole(&file, &source)));
	notes = elf_notes(&elf);
	CHECK(!elf_next_note(&notes, &noted));
	elfimage_put(&image, start, 5, 4);
	elfimage_segment(&image, &elfimage_wide, 0, 4, start, 0, 11);
	CHECK(elf_open(&elf, elf_whole(&file, &source)));
	notes = elf_notes(&elf);
	CHECK(!elf_next_note(&notes, &noted));
}

/* Three segments of 16 MiB with empty notes: only about a million are read. */
static void
many_notes(void)
{
	enum { SEGMENTS = 3, SIZE = 1 << 24 };
	static struct elfimage image;
	const struct elf_source source = { elfimage_read, &image, 2 * SIZE };
	struct elf_file file;
	struct elf_noted noted;
	struct elf_notes notes;
	struct elf elf;
	size_t count = 0;

	elfimage_begin(&image, &elfimage_narrow, SEGMENTS);
	for (size_t i = 0; i < SEGMENTS; i++)
		elfimage_segment(&image, &elfimage_narrow, i, 4, 8192, 0, SIZE);
	CHECK(elf_open(&elf, elf_whole(&file, &source)));
	notes = elf_notes(&elf);
	while (elf_next_note(&notes, &noted))
		count++;
	CHECK(count >= 1000 && count <= 1 << 20);
}

/* Numbers that reach beyond the end have zeros there; the last piece that was read is kept. */
static void
spans(void)
{
	static struct elfimage image = { .at = "0123456789", .len = 10 };
	const struct elf_source source = { elfimage_read, &image, 10 };
	struct elf_within within = { &source, 4 };
	const struct elf_source inner = elf_within(&within, 3);
	struct elf_file file, other;
	struct elf_span whole = elf_whole(&file, &source), part;
	char text[16] = "";

	CHECK(elf_read(whole, 8, text, 5) == 2 && memcmp(text, "89", 2) == 0);
	CHECK(elf_read(whole, 0, text, 4) == 4 && memcmp(text, "0123", 4) == 0);
	CHECK(elf_read(whole, 10, text, 1) == 0 && elf_read(whole, UINT64_MAX, text, 1) == 0);
	image.reads = 0;
	CHECK(elf_read(whole, 2, text, 3) == 3 && memcmp(text, "234", 3) == 0 && image.reads == 0);
	part = elf_part(whole, 2, 5);
	CHECK(part.size == 5 && elf_read(part, 4, text, 3) == 1 && text[0] == '6');
	CHECK(elf_part(part, 3, 100).size == 2 && elf_part(part, 6, 1).size == 0);
	CHECK(elf_part(part, 1, UINT64_MAX).size == 4);
	CHECK(elf_number(whole, 7, 4) == 0);
	CHECK(elf_read(elf_whole(&other, &inner), 0, text, 8) == 3 && memcmp(text, "456", 3) == 0);
}

struct loaded {
	struct elf elf;
	bool seen;
};

/* This program's segments as the kernel told the C library, compared with those in its file. */
static int
compare_program(struct dl_phdr_info *info, size_t size, void *to)
{
	struct loaded *loaded = to;

	(void)size;
	if (loaded->seen)
		return 0;
	loaded->seen = true;
	CHECK(loaded->elf.segment_count == info->dlpi_phnum);
	for (size_t i = 0; i < info->dlpi_phnum; i++) {
		struct elf_segment segment = elf_segment(&loaded->elf, i);

		CHECK(segment.type == info->dlpi_phdr[i].p_type &&
		    segment.flags == info->dlpi_phdr[i].p_flags &&
		    segment.offset == info->dlpi_phdr[i].p_offset &&
		    segment.address == info->dlpi_phdr[i].p_vaddr &&
		    segment.size == info->dlpi_phdr[i].p_filesz &&
		    segment.memory == info->dlpi_phdr[i].p_memsz);
	}
	return 0;
}

static void
own_program(void)
{
	struct loaded loaded = { .seen = false };
	struct stat stat;
	struct elf_source source;
	struct elf_file file;
	const char *reason;
	int fd = corefile_open("/proc/self/exe", &stat, &reason);

	if (!CHECK(fd != -1))
		return;
	source = corefile_source(&fd, (uint64_t)stat.st_size);
	if (CHECK(elf_open(&loaded.elf, elf_whole(&file, &source))))
		dl_iterate_phdr(compare_program, &loaded);
	CHECK(loaded.seen);
	close(fd);
}

int
main(void)
{
	check_form(&elfimage_wide);
	check_form(&elfimage_narrow);
	refused();
	cut_notes();
	many_notes();
	spans();
	own_program();
	return check_end();
}
