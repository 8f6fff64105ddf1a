#include "collect/python/pycore.h"

#include "pyprocess.h"

#include <time.h>

/* A core file after the ELF specification, of a process that is stopped: headers, notes, and behind them its memory. */
enum {
	SEGMENTS_MOST = 1000,
	NOTES = 64 + SEGMENTS_MOST * 56,
	NOTE = 12 + 8 + 336, /* NT_PRSTATUS of x86-64 */
	MEMORY = NOTES + 2 * NOTE,
};

struct image {
	char head[MEMORY];
	size_t segments;
	struct elf_source memory; /* of the process */
};

static void
put(struct image *image, size_t at, uint64_t number, size_t size)
{
	memcpy(image->head + at, &number, size);
}

static void
put_segment(struct image *image, uint64_t type, uint64_t offset, uint64_t address, uint64_t size)
{
	size_t at = 64 + image->segments++ * 56;

	put(image, at, type, 4);
	put(image, at + 8, offset, 8);
	put(image, at + 16, address, 8);
	put(image, at + 32, size, 8);
	put(image, at + 40, size, 8);
	put(image, 56, image->segments, 2);
}

static void
put_thread(struct image *image, size_t at, long long lwp)
{
	put(image, at, 5, 4);
	put(image, at + 4, 336, 4);
	put(image, at + 8, 1, 4);
	memcpy(image->head + at + 12, "CORE", 5);
	put(image, at + 20 + 32, (uint64_t)lwp, 4);
}

/* All memory that can be read; the kernel's is beyond what a number of a place in a file can be. */
static void
put_memory(struct image *image, const struct pyprocess *process)
{
	char path[64], line[1000], rights[8];
	unsigned long long start, end;
	FILE *maps;

	snprintf(path, sizeof(path), "/proc/%lld/maps", (long long)process->pid);
	maps = fopen(path, "r");
	if (!CHECK(maps != NULL))
		return;
	while (fgets(line, sizeof(line), maps) != NULL && image->segments < SEGMENTS_MOST)
		if (sscanf(line, "%llx-%llx %7s", &start, &end, rights) == 3 && rights[0] == 'r' &&
		    start >> 63 == 0)
			put_segment(image, ELF_LOAD, MEMORY + start, start, end - start);
	fclose(maps);
}

static void
make(struct image *image, struct pyprocess *process)
{
	memcpy(image->head, "\177ELF\2\1\1", 7);
	put(image, 16, ELF_CORE, 2);
	put(image, 18, ELF_X86_64, 2);
	put(image, 32, 64, 8);
	put(image, 54, 56, 2);
	put_segment(image, 4, NOTES, 0, 2 * NOTE);
	put_thread(image, NOTES, (long long)process->pid);
	put_thread(image, NOTES + NOTE, process->waiter);
	image->memory = reader_memory(&process->reader);
}

static size_t
read_image(void *from, uint64_t at, char *to, size_t size)
{
	struct image *image = from;

	if (at >= MEMORY)
		return image->memory.read(image->memory.from, at - MEMORY, to, size);
	if (size > MEMORY - at)
		size = (size_t)(MEMORY - at);
	memcpy(to, image->head + at, size);
	return size;
}

/* What is read of the core file; to be given back. */
static struct pystacks
read_core(
    struct image *image, const struct module_map *map, const char *exe, struct pyruntime *found)
{
	const struct elf_source core = { read_image, image, UINT64_MAX / 2 };
	struct pystacks stacks = { .memory = arena_new(1 << 24) };
	struct locks calls = { .count = 0 };

	pycore_read(&core, map, exe, &calls, found, &stacks);
	return stacks;
}

static void
give_back(struct pystacks *stacks)
{
	arena_free(stacks->memory);
	pystacks_free(stacks);
}

/* Stops the process where its thread waits, which may only have begun. */
static void
stop(struct image *image, const struct pyprocess *process)
{
	struct pyruntime found;
	struct pystacks stacks;
	bool waits = false;

	for (int i = 0; i < 100 && !waits; i++) {
		CHECK(kill(process->pid, SIGCONT) == 0);
		nanosleep(&(struct timespec){ 0, 50 * 1000000L }, NULL);
		CHECK(kill(process->pid, SIGSTOP) == 0);
		image->segments = 1; /* the notes */
		put_memory(image, process);
		stacks = read_core(image, &process->map, NULL, &found);
		waits = found.kind != PYRUNTIME_KNOWN;
		for (size_t n = 0; n < stacks.count; n++)
			waits = waits ||
			    bytes_find(stacks.threads[n].frames, BYTES("\"wait_here\"")) != NULL;
		give_back(&stacks);
	}
}

/* What the script says of its threads. */
static void
whole(struct image *image, const struct pyprocess *process)
{
	struct pyruntime found;
	struct pystacks stacks = read_core(image, &process->map, NULL, &found);
	size_t waiters = 0;

	if (found.kind == PYRUNTIME_KNOWN) {
		CHECK(found.version == process->version);
		CHECK(!stacks.unread && stacks.count == 2 && stacks.holder_count == 0);
	}
	for (size_t i = 0; i < stacks.count; i++) {
		const struct pystacks_thread *thread = &stacks.threads[i];

		if (thread->lwp != process->waiter)
			continue;
		waiters++;
		CHECK_TEXT(thread->name, BYTES("a waiter"));
		CHECK(bytes_start(thread->frames,
		    BYTES("[{\"function\":\"wait_here\",\"file\":\"<string>\",\"line\":3")));
	}
	CHECK(waiters == (found.kind == PYRUNTIME_KNOWN));
	give_back(&stacks);
}

/* A file that is another one than was mapped has its symbols elsewhere: it is not read. */
static void
replaced(struct image *image, const struct pyprocess *process)
{
	struct module_map map = process->map;
	struct pyruntime found;
	struct pystacks stacks;

	map.list = calloc(map.count, sizeof(*map.list));
	if (!CHECK(map.list != NULL))
		return;
	memcpy(map.list, process->map.list, map.count * sizeof(*map.list));
	for (size_t i = 0; i < map.count; i++)
		map.list[i].build_id = BYTES("00");
	stacks = read_core(image, &map, NULL, &found);
	CHECK(found.kind == PYRUNTIME_NONE && stacks.count == 0 && !stacks.unread);
	give_back(&stacks);
	/* nor is a relative path, which depends on where somebody stands */
	for (size_t i = 0; i < map.count; i++) {
		map.list[i] = process->map.list[i];
		map.list[i].path = bytes_behind_last(map.list[i].path, '/');
	}
	stacks = read_core(image, &map, NULL, &found);
	CHECK(found.kind == PYRUNTIME_NONE && stacks.count == 0);
	give_back(&stacks);
	free(map.list);
}

/* Cores that cannot be read have no threads. */
static void
broken(struct image *image, const struct pyprocess *process)
{
	struct pyruntime found;
	struct pystacks stacks;

	put(image, 56, 1, 2); /* the notes alone, without the memory */
	stacks = read_core(image, &process->map, NULL, &found);
	CHECK(stacks.count == 0 && (found.kind != PYRUNTIME_KNOWN || stacks.unread));
	give_back(&stacks);
	image->head[0] = 'x';
	stacks = read_core(image, &process->map, NULL, &found);
	CHECK(found.kind == PYRUNTIME_NONE && stacks.count == 0);
	give_back(&stacks);
}

int
main(void)
{
	struct image *image = calloc(1, sizeof(*image));
	struct pyprocess process;

	if (CHECK(image != NULL) && pyprocess_begin(&process)) {
		make(image, &process);
		stop(image, &process);
		whole(image, &process);
		replaced(image, &process);
		broken(image, &process);
		pyprocess_end(&process);
	}
	free(image);
	return check_end();
}
