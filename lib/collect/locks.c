#include "collect/locks.h"

#include "base/array.h"
#include "base/words.h"

#include <stdio.h>
#include <stdlib.h>

enum { NOTE_ABI = 1 };

const struct futex_call locks_no_call = { .number = -1 };

struct futex_call
locks_parse_call(const char *line)
{
	struct futex_call call = locks_no_call;
	uint64_t *const words[] = { &call.arguments[0], &call.arguments[1], &call.arguments[2],
		&call.arguments[3], &call.arguments[4], &call.arguments[5], &call.stack,
		&call.place };
	char *end;
	long long number = strtoll(line, &end, 10);

	if (end == line || number < 0)
		return locks_no_call;
	for (size_t i = 0; i < COUNT_OF(words); i++) {
		line = end;
		*words[i] = strtoull(line, &end, 16);
		if (end == line)
			return locks_no_call;
	}
	call.number = number;
	return call;
}

/* Programs that are linked with glibc have a note that says for which kernels; those of musl and Go have none. */
static bool
has_abi_note(const struct elf_source *memory, const struct module *module)
{
	struct elf_within within = { memory, module->base };
	const struct elf_source source = elf_within(&within, module->end - module->base);
	struct elf_file file;
	struct elf elf;

	return elf_open(&elf, elf_whole(&file, &source)) &&
	    elf_note(&elf, "GNU", NOTE_ABI).size > 0;
}

/* libc.so.6, libc-2.31.so, libpthread.so.0, libpthread-2.31.so; musl's is ld-musl-x86_64.so.1. */
static bool
is_glibc(const struct module *module)
{
	static const struct bytes starts[] = { BYTES_ROW("libc.so.6"), BYTES_ROW("libc-2."),
		BYTES_ROW("libpthread.so.0"), BYTES_ROW("libpthread-2.") };

	return words_start(LIST(starts), bytes_behind_last(module->path, '/')) != WORDS_NONE;
}

static struct locks_library
find_library(const struct module_map *map, const struct elf_source *memory)
{
	struct locks_library library = { .map = map };

	for (size_t i = 0; i < map->count; i++)
		library.shared = library.shared || is_glibc(&map->list[i]);
	/* the program is mapped first; or it is the only module besides [vdso] */
	for (size_t i = 0; i < map->count && !library.shared && library.linked == NULL; i++)
		if (has_abi_note(memory, &map->list[i]))
			library.linked = &map->list[i];
	return library;
}

static bool
is_of_library(const struct locks_library *library, const struct futex_call *call)
{
	const struct module *module = module_map_find(library->map, call->place);

	return module != NULL && (library->shared ? is_glibc(module) : module == library->linked);
}

struct locks_reading
locks_begin(struct locks *locks, const struct elf_source *memory, const struct module_map *map)
{
	struct locks_reading reading = { .process = { .memory = memory }, .locks = locks };

	*locks = (struct locks){ .count = 0 };
	reading.library = find_library(map, memory);
	return reading;
}

void
locks_add(struct locks_reading *reading, struct locks_thread thread)
{
	struct locks *locks = reading->locks;

	if (thread.call.number >= 0 && is_of_library(&reading->library, &thread.call))
		thread.lock = futex_lock_of(&reading->process, &thread.call);
	reading->full = reading->full || !ARRAY_ROOM(locks->list, locks->count, reading->size);
	if (!reading->full)
		locks->list[locks->count++] = thread;
}

ARRAY_ORDER(by_lwp, struct locks_thread, lwp)

void
locks_end(struct locks_reading *reading)
{
	struct locks *locks = reading->locks;

	free(reading->process.threads);
	if (reading->full)
		locks_free(locks);
	if (locks->count > 0)
		qsort(locks->list, locks->count, sizeof(*locks->list), by_lwp);
}

void
locks_free(struct locks *locks)
{
	free(locks->list);
	*locks = (struct locks){ .count = 0 };
}

const struct locks_thread *
locks_find(const struct locks *locks, long long lwp)
{
	const struct locks_thread wanted = { .lwp = lwp };

	if (locks->count == 0)
		return NULL;
	return bsearch(&wanted, locks->list, locks->count, sizeof(wanted), by_lwp);
}

struct bytes
locks_address(uint64_t address, struct arena *memory)
{
	char text[2 + 16 + 1];

	snprintf(text, sizeof(text), "0x%llx", (unsigned long long)address);
	return arena_copy(memory, bytes_of(text));
}

static struct waits_for
waits_for(const struct futex_lock *lock, struct arena *memory)
{
	return (struct waits_for){ .kind = bytes_of(lock->kind),
		.address = locks_address(lock->address, memory),
		.owner = lock->owner > 0 ? lock->owner : -1,
		.exited = lock->ended,
		.timed = lock->timed };
}

void
locks_tell(
    const struct locks *locks, struct captured_thread *threads, size_t count, struct arena *memory)
{
	for (size_t i = 0; i < count; i++) {
		const struct locks_thread *found = locks_find(locks, threads[i].lwp);

		if (found != NULL && found->lock.kind != NULL)
			threads[i].observed.waits_for = waits_for(&found->lock, memory);
	}
}
