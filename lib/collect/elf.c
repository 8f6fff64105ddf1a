#include "collect/elf.h"

#include <stdio.h>

/* By the ELF specification, of 32 and of 64 bits. */
enum {
	SEGMENT_NOTE = 4,
	NOTE_BUILD_ID = 3,
	NOTES_MAX = 1 << 20, /* in all segments together, which may overlap */
	TEXT_MAX = 1 << 24,  /* of a note: the kernel writes 4 MiB at the most */
};

size_t
elf_read(struct elf_span span, uint64_t at, char *to, size_t size)
{
	struct elf_file *file = span.file;

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

uint64_t
elf_number(struct elf_span span, uint64_t at, size_t size)
{
	union {
		char text[8];
		uint16_t half;
		uint32_t word;
		uint64_t wide;
	} read;

	if (elf_read(span, at, read.text, size) < size)
		return 0;
	return size == 2 ? read.half : size == 4 ? read.word : read.wide;
}

uint64_t
elf_word(const struct elf *elf, struct elf_span span, uint64_t at)
{
	return elf_number(span, at, elf->width);
}

struct elf_span
elf_part(struct elf_span span, uint64_t at, uint64_t size)
{
	if (at > span.size)
		at = span.size;
	if (size > span.size - at)
		size = span.size - at;
	return (struct elf_span){ span.file, span.at + at, size };
}

bool
elf_open(struct elf *elf, struct elf_span image)
{
	static const uint16_t one = 1;
	char own_order = *(const char *)&one == 1 ? 1 : 2, head[6];

	*elf = (struct elf){ .image = image };
	if (image.size < 52 || elf_read(image, 0, head, sizeof(head)) < sizeof(head) ||
	    memcmp(head, "\177ELF", 4) != 0 || head[5] != own_order ||
	    (head[4] != 1 && head[4] != 2))
		return false;
	elf->width = head[4] == 2 ? 8 : 4;
	elf->type = elf_number(image, 16, 2);
	elf->machine = elf_number(image, 18, 2);
	elf->segments = elf_word(elf, image, 24 + elf->width);
	elf->segment_size = elf_number(image, 30 + 3 * elf->width, 2);
	elf->segment_count = elf_number(image, 32 + 3 * elf->width, 2);
	return elf->segment_size >= 8 + 6 * elf->width;
}

struct elf_segment
elf_segment(const struct elf *elf, uint64_t i)
{
	uint64_t at = elf->segments + i * elf->segment_size;

	return (struct elf_segment){
		.type = (uint32_t)elf_number(elf->image, at, 4),
		.flags = (uint32_t)elf_number(elf->image, at + (elf->width == 8 ? 4 : 24), 4),
		.offset = elf_word(elf, elf->image, at + elf->width),
		.address = elf_word(elf, elf->image, at + 2 * elf->width),
		.size = elf_word(elf, elf->image, at + 4 * elf->width),
		.memory = elf_word(elf, elf->image, at + 5 * elf->width),
	};
}

struct elf_span
elf_memory(const struct elf *elf, uint64_t address)
{
	for (uint64_t i = 0; i < elf->segment_count; i++) {
		struct elf_segment segment = elf_segment(elf, i);

		if (segment.type == ELF_LOAD && address >= segment.address &&
		    address - segment.address < segment.size)
			return elf_part(elf_part(elf->image, segment.offset, segment.size),
			    address - segment.address, segment.size);
	}
	return (struct elf_span){ elf->image.file, 0, 0 };
}

/* Takes a note off the front; false: there is none. */
static bool
take_note(struct elf_span *notes, struct elf_noted *note)
{
	uint64_t name = elf_number(*notes, 0, 4), size = elf_number(*notes, 4, 4);
	uint64_t padded = (name + 3) & ~UINT64_C(3);

	if (notes->size < 12 || padded > notes->size - 12)
		return false;
	note->type = (uint32_t)elf_number(*notes, 8, 4);
	note->name = elf_part(*notes, 12, name);
	note->text = elf_part(*notes, 12 + padded, size < TEXT_MAX ? size : TEXT_MAX);
	*notes = elf_part(*notes, 12 + padded + ((size + 3) & ~UINT64_C(3)), notes->size);
	return true;
}

struct elf_notes
elf_notes(const struct elf *elf)
{
	return (struct elf_notes){ .elf = elf, .left = NOTES_MAX };
}

bool
elf_next_note(struct elf_notes *notes, struct elf_noted *note)
{
	while (notes->rest.size == 0 || notes->left-- <= 0 || !take_note(&notes->rest, note)) {
		struct elf_segment segment;

		if (notes->left <= 0 || notes->segment >= notes->elf->segment_count)
			return false;
		segment = elf_segment(notes->elf, notes->segment++);
		notes->rest = elf_part(notes->elf->image, segment.offset,
		    segment.type == SEGMENT_NOTE ? segment.size : 0);
	}
	return true;
}

bool
elf_note_is(const struct elf_noted *note, const char *name)
{
	size_t length = strlen(name) + 1;
	char text[8];

	return note->name.size == length && elf_read(note->name, 0, text, length) == length &&
	    memcmp(text, name, length) == 0;
}

struct elf_span
elf_note(const struct elf *elf, const char *name, uint32_t type)
{
	struct elf_notes notes = elf_notes(elf);
	struct elf_noted note;

	while (elf_next_note(&notes, &note))
		if (note.type == type && elf_note_is(&note, name))
			return note.text;
	return (struct elf_span){ elf->image.file, 0, 0 };
}

void
elf_build_id(const struct elf *elf, char build_id[ELF_ID_TEXT])
{
	char text[ELF_ID];
	size_t length = elf_read(elf_note(elf, "GNU", NOTE_BUILD_ID), 0, text, sizeof(text));

	for (size_t i = 0; i < length; i++)
		snprintf(build_id + 2 * i, 3, "%02x", (unsigned char)text[i]);
}

static size_t
read_within(void *from, uint64_t at, char *to, size_t size)
{
	const struct elf_within *within = from;

	return within->source->read(within->source->from, within->base + at, to, size);
}

struct elf_source
elf_within(struct elf_within *within, uint64_t size)
{
	return (struct elf_source){ read_within, within, size };
}

struct elf_span
elf_whole(struct elf_file *file, const struct elf_source *source)
{
	*file = (struct elf_file){ .source = source };
	return (struct elf_span){ file, 0, source->size };
}
