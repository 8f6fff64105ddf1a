/* ELF files, put together byte by byte after the ELF specification. */
#ifndef ST_TESTS_UNIT_ELFIMAGE_H
#define ST_TESTS_UNIT_ELFIMAGE_H

#include "collect/elf.h"

struct elfimage {
	char at[16384];
	size_t len;
	size_t reads;
};

static inline size_t
elfimage_read(void *from, uint64_t at, char *to, size_t size)
{
	struct elfimage *image = from;

	image->reads++;
	if (at >= image->len)
		return 0;
	size = size < image->len - at ? size : image->len - (size_t)at;
	memcpy(to, image->at + at, size);
	return size;
}

static inline void
elfimage_put(struct elfimage *image, size_t at, uint64_t number, size_t size)
{
	memcpy(image->at + at, &number, size);
	if (image->len < at + size)
		image->len = at + size;
}

/* Where the fields of both classes are. */
struct elfimage_form {
	int class;
	size_t width, segment_size;
	size_t offset, address, size, memory, flags; /* in a segment */
};

static const struct elfimage_form elfimage_wide = { 2, 8, 56, 8, 16, 32, 40, 4 };
static const struct elfimage_form elfimage_narrow = { 1, 4, 32, 4, 8, 16, 20, 24 };

/* A header, and room for that many segments behind it. */
static inline size_t
elfimage_begin(struct elfimage *image, const struct elfimage_form *form, size_t segments)
{
	const size_t header = 40 + 3 * form->width;

	*image = (struct elfimage){ .len = header + segments * form->segment_size };
	memcpy(image->at, "\177ELF", 4);
	image->at[4] = (char)form->class;
	image->at[5] = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? 1 : 2;
	image->at[6] = 1;
	elfimage_put(image, 16, 4, 2);
	elfimage_put(image, 18, 62, 2);
	elfimage_put(image, 24 + form->width, header, form->width);
	elfimage_put(image, 30 + 3 * form->width, form->segment_size, 2);
	elfimage_put(image, 32 + 3 * form->width, segments, 2);
	return header;
}

static inline void
elfimage_segment(struct elfimage *image, const struct elfimage_form *form, size_t number,
    uint32_t type, uint64_t offset, uint64_t address, uint64_t size)
{
	size_t at = 40 + 3 * form->width + number * form->segment_size;

	elfimage_put(image, at, type, 4);
	elfimage_put(image, at + form->flags, 5, 4);
	elfimage_put(image, at + form->offset, offset, form->width);
	elfimage_put(image, at + form->address, address, form->width);
	elfimage_put(image, at + form->size, size, form->width);
	elfimage_put(image, at + form->memory, size + 0x10, form->width);
}

static inline void
elfimage_note(
    struct elfimage *image, const char *name, uint32_t type, const char *text, size_t size)
{
	size_t at = image->len, length = strlen(name) + 1;

	elfimage_put(image, at, length, 4);
	elfimage_put(image, at + 4, size, 4);
	elfimage_put(image, at + 8, type, 4);
	memcpy(image->at + at + 12, name, length);
	at += 12 + (length + 3) / 4 * 4;
	memcpy(image->at + at, text, size);
	image->len = at + (size + 3) / 4 * 4;
}

#endif
