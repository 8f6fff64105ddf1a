#define _GNU_SOURCE /* dl_iterate_phdr() */
#include "check.h"
#include "collect/corefile.h"

#include <link.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Files put together after the ELF specification. */
struct image {
	char at[16384];
	size_t len;
	size_t reads;
};

static size_t
read_image(void *from, uint64_t at, char *to, size_t size)
{
	struct image *image = from;

	image->reads++;
	if (at >= image->len)
		return 0;
	size = size < image->len - at ? size : image->len - (size_t)at;
	memcpy(to, image->at + at, size);
	return size;
}

static void
put(struct image *image, size_t at, uint64_t number, size_t size)
{
	memcpy(image->at + at, &number, size);
	if (image->len < at + size)
		image->len = at + size;
}

/* Where the fields of both classes are. */
struct form {
	int class;
	size_t width, segment_size;
	size_t offset, address, size, memory, flags; /* in a segment */
};

static const struct form wide = { 2, 8, 56, 8, 16, 32, 40, 4 };
static const struct form narrow = { 1, 4, 32, 4, 8, 16, 20, 24 };

/* A header, and room for that many segments behind it. */
static size_t
begin(struct image *image, const struct form *form, size_t segments)
{
	const size_t header = 40 + 3 * form->width;

	*image = (struct image){ .len = header + segments * form->segment_size };
	memcpy(image->at, "\177ELF", 4);
	image->at[4] = (char)form->class;
	image->at[5] = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? 1 : 2;
	image->at[6] = 1;
	put(image, 16, 4, 2);
	put(image, 18, 62, 2);
	put(image, 24 + form->width, header, form->width);
	put(image, 30 + 3 * form->width, form->segment_size, 2);
	put(image, 32 + 3 * form->width, segments, 2);
	return header;
}

static void
put_segment(struct image *image, const struct form *form, size_t number, uint32_t type,
    uint64_t offset, uint64_t address, uint64_t size)
{
	size_t at = 40 + 3 * form->width + number * form->segment_size;

	put(image, at, type, 4);
	put(image, at + form->flags, 5, 4);
	put(image, at + form->offset, offset, form->width);
	put(image, at + form->address, address, form->width);
	put(image, at + form->size, size, form->width);
	put(image, at + form->memory, size + 0x10, form->width);
}

static void
put_note(struct image *image, const char *name, uint32_t type, const char *text, size_t size)
{
	size_t at = image->len, length = strlen(name) + 1;

	put(image, at, length, 4);
	put(image, at + 4, size, 4);
	put(image, at + 8, type, 4);
	memcpy(image->at + at + 12, name, length);
	at += 12 + (length + 3) / 4 * 4;
	memcpy(image->at + at, text, size);
	image->len = at + (size + 3) / 4 * 4;
}

/* Two segments of notes with a segment of memory between. */
static void
check_form(const struct form *form)
{
	static struct image image;
	const struct elf_source source = { read_image, &image, sizeof(image.at) };
	char id[ELF_ID_TEXT] = "", text[8] = "";
	struct elf_file file;
	struct elf_segment segment;
	struct elf elf;
	size_t start, memory;

	begin(&image, form, 3);
	start = image.len;
	put_note(&image, "GNU", 1, "abi", 3);
	put_segment(&image, form, 0, 4, start, 0, image.len - start);
	memory = image.len;
	put(&image, memory, 0x64636261, 4);
	put_segment(&image, form, 1, 1, memory, 0x400000, 4);
	start = image.len;
	put_note(&image, "CORE", 3, "not that", 8);
	put_note(&image, "GNU", 3, "\x01\xab\xff", 3);
	put_segment(&image, form, 2, 4, start, 0, image.len - start);

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
	/* the memory from the middle of the segment on, and around it */
	CHECK(elf_memory(&elf, 0x400001).size == 3);
	CHECK(elf_number(elf_memory(&elf, 0x400002), 0, 2) == 0x6463);
	CHECK(elf_memory(&elf, 0x3fffff).size == 0);
	CHECK(elf_memory(&elf, 0x400004).size == 0);
}

/* Whatever is no ELF file of this machine's byte order is refused. */
static void
refused(void)
{
	static struct image image;
	struct elf_source source = { read_image, &image, sizeof(image.at) };
	struct elf_file file;
	struct elf elf;

	begin(&image, &wide, 0);
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
	put(&image, 54, 55, 2); /* a segment is shorter than its fields */
	CHECK(!elf_open(&elf, elf_whole(&file, &source)));
	put(&image, 54, 56, 2);
	source.size = 51;
	CHECK(!elf_open(&elf, elf_whole(&file, &source)));
}

/* A note whose size leads out of the segment ends there; one that is cut is none. */
static void
cut_notes(void)
{
	static struct image image;
	const struct elf_source source = { read_image, &image, sizeof(image.at) };
	struct elf_file file;
	struct elf_noted noted;
	struct elf_notes notes;
	struct elf elf;
	size_t start;

	begin(&image, &wide, 1);
	start = image.len;
	put_note(&image, "CORE", 1, "abcd", 4);
	put(&image, start + 4, UINT32_MAX, 4);
	put_segment(&image, &wide, 0, 4, start, 0, image.len - start);
	CHECK(elf_open(&elf, elf_whole(&file, &source)));
	notes = elf_notes(&elf);
	CHECK(elf_next_note(&notes, &noted) && noted.text.size == 4 && elf_note_is(&noted, "CORE"));
	CHECK(!elf_note_is(&noted, "COR") && !elf_note_is(&noted, "CORES"));
	CHECK(!elf_next_note(&notes, &noted));
	/* the name is longer than the segment; there is no room for the three numbers */
	put(&image, start, 100, 4);
	CHECK(elf_open(&elf, elf_whole(&file, &source)));
	notes = elf_notes(&elf);
	CHECK(!elf_next_note(&notes, &noted));
	put(&image, start, 5, 4);
	put_segment(&image, &wide, 0, 4, start, 0, 11);
	CHECK(elf_open(&elf, elf_whole(&file, &source)));
	notes = elf_notes(&elf);
	CHECK(!elf_next_note(&notes, &noted));
}

/* Three segments of 16 MiB with nothing but empty notes: no more than about a million are read. */
static void
many_notes(void)
{
	enum { SEGMENTS = 3, SIZE = 1 << 24 };
	static struct image image;
	const struct elf_source source = { read_image, &image, 2 * SIZE };
	struct elf_file file;
	struct elf_noted noted;
	struct elf_notes notes;
	struct elf elf;
	size_t count = 0;

	begin(&image, &narrow, SEGMENTS);
	for (size_t i = 0; i < SEGMENTS; i++)
		put_segment(&image, &narrow, i, 4, 8192, 0, SIZE);
	CHECK(elf_open(&elf, elf_whole(&file, &source)));
	notes = elf_notes(&elf);
	while (elf_next_note(&notes, &noted))
		count++;
	CHECK(count >= 1000 && count <= 1 << 20);
}

/* Bytes beyond the end are zeros in numbers, and are not read; the last piece that was read is kept. */
static void
spans(void)
{
	static struct image image = { .at = "0123456789", .len = 10 };
	const struct elf_source source = { read_image, &image, 10 };
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

/* What the kernel told the C library of this program's segments, against what its file says. */
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
	check_form(&wide);
	check_form(&narrow);
	refused();
	cut_notes();
	many_notes();
	spans();
	own_program();
	return check_end();
}
