#include "collect/python/pycold.h"

#include "check.h"

/*
 * A module made by hand, whose addresses equal its offsets: a function at 0x1000, another at 0x2000, the function's cold part at
 * 0x3000, and other code at 0x4000. Each is 0x100 bytes long and described from 0x5000 on; the table is at 0x6000.
 */
enum {
	FUNCTION = 0x1000,
	OTHER = 0x2000,
	COLD = 0x3000,
	LAST = 0x4000,
	PIECE = 0x100,
	DESCRIBED = 0x5000,
	TABLE = 0x6000,
	SIZE = 0x7000
};

static unsigned char image[SIZE];

static void
put(size_t at, uint64_t number, size_t size)
{
	memcpy(image + at, &number, size);
}

static void
make(void)
{
	static const unsigned char head[] = { 0x7f, 'E', 'L', 'F', 2, 1, 1 },
				   form[] = { 1, 0x1b, 3, 0x3b };
	static const uint32_t starts[] = { FUNCTION, OTHER, COLD, LAST };

	memset(image, 0, sizeof(image));
	memcpy(image, head, sizeof(head));
	put(32, 64, 8); /* segments, of 56 bytes: one */
	put(54, 56, 2);
	put(56, 1, 2);
	put(64, 0x6474e550, 4);
	put(64 + 8, TABLE, 8);
	put(64 + 16, TABLE, 8);
	memcpy(image + TABLE, form, sizeof(form));
	put(TABLE + 8, COUNT_OF(starts), 4);
	for (size_t i = 0; i < COUNT_OF(starts); i++) {
		size_t row = TABLE + 12 + i * 8, at = DESCRIBED + i * 32;

		put(row, starts[i] - TABLE, 4);
		put(row + 4, at - TABLE, 4);
		put(at, 28, 4);
		put(at + 8, starts[i] - (at + 8), 4);
		put(at + 12, PIECE, 4);
	}
}

/* Writes a jump at that place of the function, of 5 bytes or, if conditional, 6. */
static void
jump(size_t place, uint32_t target, bool conditional)
{
	size_t at = FUNCTION + place;

	image[at] = conditional ? 0x0f : 0xe9;
	if (conditional)
		image[at + 1] = 0x84;
	put(at + 1 + conditional, target - (uint32_t)(at + 5 + conditional), 4);
}

static size_t
read_image(void *from, uint64_t at, char *to, size_t size)
{
	(void)from;
	if (at >= SIZE)
		return 0;
	size = size < SIZE - at ? size : (size_t)(SIZE - at);
	memcpy(to, image + at, size);
	return size;
}

static bool
find(uint64_t function, struct pycold *part)
{
	static const struct elf_source source = { read_image, NULL, SIZE };
	struct elf_file file, again;
	struct elf elf;

	*part = (struct pycold){ 0 };
	return CHECK(elf_open(&elf, elf_whole(&file, &source))) &&
	    pycold_find(&elf, elf_whole(&again, &source), function, part);
}

static void
found(void)
{
	struct pycold part;

	make();
	for (size_t i = 0; i < 4; i++)
		jump(16 * i, COLD + 8 * (uint32_t)i + 1, i % 2 == 0);
	/* jumps to other functions, and within the function */
	jump(0x80, OTHER, false);
	jump(0x90, COLD, false);
	jump(0xa0, FUNCTION + 3, true);
	CHECK(find(FUNCTION, &part) && part.base == COLD && part.end == COLD + PIECE);
	/* bytes that look like a jump into the middle of another function: too few jumps are left */
	jump(0xb0, OTHER + 5, false);
	CHECK(!find(FUNCTION, &part));
	jump(0xc0, COLD + 0x77, false);
	CHECK(find(FUNCTION, &part) && part.base == COLD && part.end == COLD + PIECE);
	CHECK(!find(FUNCTION + 1, &part) && !find(OTHER, &part) && !find(0x10, &part));
}

static void
none(void)
{
	struct pycold part;

	make();
	CHECK(!find(FUNCTION, &part));
	for (size_t i = 0; i < 6; i++)
		jump(16 * i, LAST + 1, false); /* the table does not show where that part ends */
	CHECK(!find(FUNCTION, &part));
	for (size_t i = 0; i < 6; i++)
		jump(16 * i, COLD + 1, false);
	CHECK(find(FUNCTION, &part));
	image[TABLE + 3] = 0x3a; /* another encoding */
	CHECK(!find(FUNCTION, &part));
	image[TABLE + 3] = 0x3b;
	put(DESCRIBED + 8, 0, 4); /* the function is described elsewhere */
	CHECK(!find(FUNCTION, &part));
	make();
	put(TABLE + 8, UINT32_MAX, 4);
	CHECK(!find(FUNCTION, &part));
	put(64, 1, 4);
	CHECK(!find(FUNCTION, &part));
}

int
main(void)
{
	found();
	none();
	return check_end();
}
