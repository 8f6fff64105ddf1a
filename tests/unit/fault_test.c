#include "check.h"
#include "collect/fault.h"

enum { X86 = 62, ARM = 183, SPARC = 43, SEGV = 11, BUS = 7, READ_WRITE = 6, READ_RUN = 5 };

/* A core file, put together after the ELF specification and Linux's elfcore.h. */
struct image {
	char at[4096];
	size_t len;
};

static void
put(struct image *image, size_t at, uint64_t number, size_t size)
{
	memcpy(image->at + at, &number, size);
	if (image->len < at + size)
		image->len = at + size;
}

static void
put_segment(struct image *image, size_t n, uint32_t type, uint32_t flags, uint64_t offset,
    uint64_t address, uint64_t size, uint64_t memory)
{
	size_t at = 64 + n * 56;

	put(image, at, type, 4);
	put(image, at + 4, flags, 4);
	put(image, at + 8, offset, 8);
	put(image, at + 16, address, 8);
	put(image, at + 32, size, 8);
	put(image, at + 40, memory, 8);
}

/* Adds a note, and returns the place of its `size` bytes of contents. */
static size_t
put_note(struct image *image, uint32_t type, size_t size)
{
	size_t at = image->len;

	put(image, at, 5, 4);
	put(image, at + 4, size, 4);
	put(image, at + 8, type, 4);
	memcpy(image->at + at + 12, "CORE\0\0\0", 8);
	put(image, at + 20 + size - 1, 0, 1);
	image->len = at + 20 + size;
	return at + 20;
}

struct row {
	uint64_t machine;
	int signal, code;
	uint64_t address, counter, stack;
	const char *reason;
};

static void
make(struct image *image, const struct row *row)
{
	const size_t registers = row->machine == ARM ? 32 : 16,
		     stack = row->machine == ARM ? 31 : 19;
	size_t start = 64 + 4 * 56, at;

	*image = (struct image){ .len = start };
	memcpy(image->at, "\177ELF\2\1\1", 7);
	put(image, 16, 4, 2);
	put(image, 18, row->machine, 2);
	put(image, 32, 64, 8);
	put(image, 54, 56, 2);
	put(image, 56, 4, 2);
	image->len = start;
	at = put_note(image, 1, 336);
	put(image, at + 112 + registers * 8, row->counter, 8);
	put(image, at + 112 + stack * 8, row->stack, 8);
	image->len = at + 336;
	at = put_note(image, 3, 136);
	put(image, at + 24, 4711, 4);
	memcpy(image->at + at + 56, "oven -d ", 8);
	image->len = at + 136;
	at = put_note(image, 0x53494749, 128);
	put(image, at, (uint64_t)row->signal, 4);
	put(image, at + 8, (uint64_t)(uint32_t)row->code, 4);
	put(image, at + 16, row->address, 8);
	image->len = at + 128;
	put_segment(image, 0, 4, 0, start, 0, image->len - start, 0);
	/* the program; the stack, and its guard pages */
	put_segment(image, 1, 1, READ_RUN, 0, 0x400000, 0, 0x1000);
	put_segment(image, 2, 1, 0, 0, 0x7fe000, 0, 0x1000);
	put_segment(image, 3, 1, READ_WRITE, 0, 0x7ff000, 0, 0x21000);
}

static const struct row rows[] = {
	{ X86, SEGV, 1, 0, 0x400010, 0x801000, "null pointer (fault at 0x0)" },
	{ X86, SEGV, 1, 0xfff, 0x400010, 0x801000, "null pointer (fault at 0xfff)" },
	{ X86, SEGV, 1, 0, 0, 0x801000, "a null pointer was called (fault at 0x0)" },
	{ X86, SEGV, 1, 0x1000, 0x400010, 0x801000, "invalid pointer (fault at 0x1000)" },
	{ X86, SEGV, 1, 0x99999000, 0x99999000, 0x801000,
	    "an invalid pointer was called (fault at 0x99999000)" },
	/* a push just below the stack; a function that needs more than is left */
	{ X86, SEGV, 2, 0x7feff8, 0x400010, 0x7ff000, "stack overflow (fault at 0x7feff8)" },
	{ X86, SEGV, 1, 0x700010, 0x400010, 0x700000, "stack overflow (fault at 0x700010)" },
	/* the same place, but the stack pointer is far from it */
	{ X86, SEGV, 2, 0x7feff8, 0x400010, 0x81f000, "invalid pointer (fault at 0x7feff8)" },
	/* a write to a constant, with the stack in order */
	{ X86, SEGV, 2, 0x400020, 0x400010, 0x801000, "invalid pointer (fault at 0x400020)" },
	/* kill(2), an address that cannot exist, another signal, another machine */
	{ X86, SEGV, 0, 0, 0x400010, 0x801000, "" },
	{ X86, SEGV, 0x80, 0, 0x400010, 0x801000, "" },
	{ X86, SEGV, -6, 0, 0x400010, 0x801000, "" },
	{ X86, BUS, 2, 0, 0x400010, 0x801000, "" },
	{ SPARC, SEGV, 1, 0, 0x400010, 0x801000, "" },
	{ ARM, SEGV, 1, 0, 0, 0x801000, "a null pointer was called (fault at 0x0)" },
	{ ARM, SEGV, 2, 0x7feff8, 0x400010, 0x7ff000, "stack overflow (fault at 0x7feff8)" },
};

static size_t
read_image(void *from, uint64_t at, char *to, size_t size)
{
	const struct image *image = from;

	if (at >= image->len)
		return 0;
	size = size < image->len - at ? size : image->len - (size_t)at;
	memcpy(to, image->at + at, size);
	return size;
}

int
main(void)
{
	static struct image image;
	struct elf_source source = { read_image, &image, 0 };
	struct fault fault;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		make(&image, &rows[i]);
		source.size = image.len;
		fault_read(&source, &fault);
		if (!CHECK_TEXT(bytes_of(fault.reason), bytes_of(rows[i].reason)))
			printf("   row %zu\n", i);
		CHECK(fault.pid == 4711);
		CHECK_TEXT(bytes_of(fault.title), BYTES("oven -d"));
	}
	/* wherever the file is cut, the result is right or missing */
	for (; image.len > 0; image.len--) {
		source.size = image.len;
		fault_read(&source, &fault);
		CHECK(fault.pid == 4711 || (fault.pid == 0 && fault.title[0] == '\0'));
	}
	return check_end();
}
