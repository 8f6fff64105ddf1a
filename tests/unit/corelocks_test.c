#include "check.h"
#include "collect/corelocks.h"

/* A core file after the ELF specification: a header, two segments, two threads' notes, and a page of memory. */
enum {
	SEGMENTS = 64,
	NOTES = 256,
	NOTE = 12 + 8 + 336,
	REGISTERS = 12 + 8 + 112,
	MEMORY = 1024,
	ADDRESS = 0x1000,
	MUTEX = ADDRESS + 0x40,
	PTHREAD = ADDRESS + 0x100,
	SIZE = MEMORY + 2048,
};

static char core[SIZE];

static void
put(size_t at, uint64_t number, size_t size)
{
	memcpy(core + at, &number, size);
}

static void
put_segment(size_t at, uint64_t type, uint64_t offset, uint64_t address, uint64_t size)
{
	put(at, type, 4);
	put(at + 8, offset, 8);
	put(at + 16, address, 8);
	put(at + 32, size, 8);
	put(at + 40, size, 8);
}

/* The registers by their places in struct user_regs_struct. */
static void
put_thread(size_t at, uint64_t pid, int64_t call, int64_t result, uint64_t pthread)
{
	put(at, 5, 4);
	put(at + 4, 336, 4);
	put(at + 8, 1, 4);
	memcpy(core + at + 12, "CORE", 5);
	put(at + 20 + 32, pid, 4);
	put(at + REGISTERS + 10 * 8, (uint64_t)result, 8);
	put(at + REGISTERS + 12 * 8, 2, 8);     /* rdx: the word that is waited for */
	put(at + REGISTERS + 13 * 8, 0x80, 8);  /* rsi */
	put(at + REGISTERS + 14 * 8, MUTEX, 8); /* rdi */
	put(at + REGISTERS + 15 * 8, (uint64_t)call, 8);
	put(at + REGISTERS + 16 * 8, 0x4567, 8); /* rip: in the C library */
	put(at + REGISTERS + 21 * 8, pthread, 8);
}

/* Thread 5 waits for a mutex of thread 6, which runs. */
static void
make_core(void)
{
	static const uint32_t mutex[] = { 2, 0, 6, 1, 0 };

	memset(core, 0, sizeof(core));
	memcpy(core, "\177ELF\2\1\1", 7);
	put(16, 4, 2);
	put(18, 62, 2);
	put(32, SEGMENTS, 8);
	put(54, 56, 2);
	put(56, 2, 2);
	put_segment(SEGMENTS, 4, NOTES, 0, 2 * NOTE);
	put_segment(SEGMENTS + 56, 1, MEMORY, ADDRESS, 2048);
	put_thread(NOTES, 5, 202, -512, 0);
	put_thread(NOTES + NOTE, 6, -1, 0, 0);
	memcpy(core + MEMORY + 0x40, mutex, sizeof(mutex));
}

static size_t
read_core(void *from, uint64_t at, char *to, size_t size)
{
	(void)from;
	if (at >= SIZE)
		return 0;
	if (size > SIZE - at)
		size = (size_t)(SIZE - at);
	memcpy(to, core + at, size);
	return size;
}

/* The owner of the lock that thread 5 waits for; 0: it waits for none. */
static long long
owner(void)
{
	const struct elf_source source = { read_core, NULL, SIZE };
	struct module module = { .path = BYTES("/lib/libc.so.6"), .base = 0x4000, .end = 0x5000 };
	struct module_map map = { .list = &module, .count = 1 };
	const struct locks_thread *found;
	struct locks locks;
	long long number = 0;

	corelocks_read(&source, &map, &locks);
	found = locks_find(&locks, 5);
	if (found != NULL && found->lock.kind != NULL)
		number = found->lock.owner;
	found = locks_find(&locks, 6);
	CHECK(found == NULL || found->lock.kind == NULL);
	locks_free(&locks);
	return number;
}

int
main(void)
{
	make_core();
	CHECK(owner() == 6);
	/* the thread was woken, or runs, or is in another call */
	put_thread(NOTES, 5, 202, 0, 0);
	CHECK(owner() == 0);
	put_thread(NOTES, 5, -1, -512, 0);
	CHECK(owner() == 0);
	put_thread(NOTES, 5, 0, -512, 0);
	CHECK(owner() == 0);
	/* a core file of another machine; without memory; without notes */
	make_core();
	put(18, 183, 2);
	CHECK(owner() == 0);
	make_core();
	put(SEGMENTS + 56 + 32, 0, 8);
	CHECK(owner() == 0);
	make_core();
	put(SEGMENTS, 0, 4);
	CHECK(owner() == 0);
	/* in a pid namespace: gdb's core file has the numbers outside, the memory those inside */
	make_core();
	put_thread(NOTES + NOTE, 6, -1, 0, PTHREAD);
	put(MEMORY + 0x100, PTHREAD, 8);
	put(MEMORY + 0x110, PTHREAD, 8);
	put(MEMORY + 0x100 + 720, 3, 4);
	put(MEMORY + 0x40 + 8, 3, 4);
	CHECK(owner() == 6);
	return check_end();
}
