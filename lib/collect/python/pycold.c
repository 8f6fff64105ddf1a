#include "collect/python/pycold.h"

#include "base/memory.h"

#include <stdlib.h>

enum {
	SEGMENT_EH_FRAME = 0x6474e550, /* .eh_frame_hdr */
	HEAD = 12, /* version, three encodings, the address of .eh_frame, and how many rows */
	ROW = 8,   /* where a piece of code begins, and where its description is */
	ROWS_MAX = 1 << 20,
	CODE_MAX = 1 << 20,
	JUMPS_MIN = 4, /* fewer may be bytes that only look like jumps */

	/* Places in a description: where the code begins, counted from this place, and how long it is. */
	PIECE_START = 8,
	PIECE_LENGTH = 12,
};

/* All pieces of code of a module, by their beginnings. */
struct pieces {
	struct elf_span space;
	uint64_t at; /* distances in the rows are from here */
	char *rows;
	size_t count;
};

static bool
read_all(struct elf_span space, uint64_t at, char *to, size_t size)
{
	size_t length = 0, got = 1;

	while (length < size && got > 0) {
		got = elf_read(space, at + length, to + length, size - length);
		length += got;
	}
	return length == size;
}

static uint64_t
move(uint64_t from, const char *distance)
{
	int32_t moved;

	memcpy(&moved, distance, sizeof(moved));
	return from + (uint64_t)(int64_t)moved;
}

static uint64_t
start_of(const struct pieces *pieces, size_t number)
{
	return move(pieces->at, pieces->rows + number * ROW);
}

/* False: there is no table of that form, or no memory. */
static bool
open_pieces(struct pieces *pieces, const struct elf *elf, struct elf_span space)
{
	static const unsigned char form[] = { 1, 0x1b, 3, 0x3b };
	char head[HEAD];
	uint32_t count;

	*pieces = (struct pieces){ .space = space };
	for (uint64_t i = 0; i < elf->segment_count; i++)
		if (elf_segment(elf, i).type == SEGMENT_EH_FRAME)
			pieces->at = elf_segment(elf, i).address;
	if (pieces->at == 0 || !read_all(space, pieces->at, head, sizeof(head)) ||
	    memcmp(head, form, sizeof(form)) != 0)
		return false;
	memcpy(&count, head + HEAD - sizeof(count), sizeof(count));
	if (count == 0 || count > ROWS_MAX)
		return false;
	pieces->count = count;
	pieces->rows = memory_zero(count, ROW);
	return pieces->rows != NULL &&
	    read_all(space, pieces->at + HEAD, pieces->rows, (size_t)count * ROW);
}

/* The last piece that begins at the address or before it; the count: none does. */
static size_t
find_piece(const struct pieces *pieces, uint64_t address)
{
	size_t low = 0, high = pieces->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (start_of(pieces, middle) <= address)
			low = middle + 1;
		else
			high = middle;
	}
	return low == 0 ? pieces->count : low - 1;
}

/* Where the piece ends; 0: it is described in another form. */
static uint64_t
end_of(const struct pieces *pieces, size_t number)
{
	uint64_t at = move(pieces->at, pieces->rows + number * ROW + ROW / 2);
	char piece[PIECE_LENGTH + 4];
	uint32_t length;

	if (!read_all(pieces->space, at, piece, sizeof(piece)) ||
	    move(at + PIECE_START, piece + PIECE_START) != start_of(pieces, number))
		return 0;
	memcpy(&length, piece + PIECE_LENGTH, sizeof(length));
	return start_of(pieces, number) + length;
}

/* Whether the bytes, which are at the address `at`, are a jump, conditional or not. */
static bool
is_jump(const char *code, size_t left, uint64_t at, uint64_t *target)
{
	size_t length = 0;

	if (left >= 5 && (unsigned char)code[0] == 0xe9)
		length = 5;
	else if (left >= 6 && code[0] == 0x0f && ((unsigned char)code[1] & 0xf0) == 0x80)
		length = 6;
	if (length > 0)
		*target = move(at + length, code + length - 4);
	return length > 0;
}

/* The piece into whose middle most jumps lead, by votes: each jump into another piece takes one away. */
static size_t
most_jumped(const struct pieces *pieces, size_t own, const char *code, size_t size)
{
	uint64_t at = start_of(pieces, own), target = 0;
	size_t found = pieces->count;
	int votes = 0;

	for (size_t i = 0; i < size; i++) {
		size_t number;

		if (!is_jump(code + i, size - i, at + i, &target))
			continue;
		number = find_piece(pieces, target);
		if (number == pieces->count || number == own || number + 1 == pieces->count ||
		    start_of(pieces, number) == target)
			continue;
		if (votes == 0)
			found = number;
		votes += number == found ? 1 : -1;
	}
	return votes < JUMPS_MIN ? pieces->count : found;
}

static bool
find_part(const struct pieces *pieces, uint64_t function, struct pycold *part)
{
	size_t own = find_piece(pieces, function), found = pieces->count;
	uint64_t end;
	size_t size;
	char *code;

	if (own == pieces->count || start_of(pieces, own) != function)
		return false;
	end = end_of(pieces, own);
	if (end <= function || end - function > CODE_MAX)
		return false;
	size = (size_t)(end - function);
	code = memory_zero(size, 1);
	if (code != NULL && read_all(pieces->space, function, code, size))
		found = most_jumped(pieces, own, code, size);
	free(code);
	if (found == pieces->count)
		return false;
	*part = (struct pycold){ start_of(pieces, found), end_of(pieces, found) };
	return part->end > part->base;
}

bool
pycold_find(const struct elf *elf, struct elf_span space, uint64_t function, struct pycold *part)
{
	struct pieces pieces;
	bool good = open_pieces(&pieces, elf, space) && find_part(&pieces, function, part);

	free(pieces.rows);
	return good;
}
