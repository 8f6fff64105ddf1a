#include "collect/corelocks.h"

#include "base/array.h"

#include <stdlib.h>

/* Of a note on a thread (struct elf_prstatus), by places; the registers as <sys/reg.h> has them. */
enum {
	NOTE_PRSTATUS = 1,
	STATUS_PID = 32,
	STATUS_REGISTERS = 112,
	STATUS_SIZE = 336,
	MACHINE = 18,
	MACHINE_X86_64 = 62,
	REGISTER = 8,
	R10 = 7,
	R9 = 9,
	R8 = 8,
	RAX = 10,
	RDX = 12,
	RSI = 13,
	RDI = 14,
	ORIG_RAX = 15,
	RIP = 16,
	RSP = 19,
	FS_BASE = 21,
};

struct core_memory {
	const struct elf *elf;
	struct elf_segment *segments; /* those with memory in the file; they ascend */
	size_t count, size;
};

static int
by_address(const void *a, const void *b)
{
	const struct elf_segment *one = a, *other = b;

	return (one->address > other->address) - (one->address < other->address);
}

/* False: no memory. */
static bool
list_segments(struct core_memory *memory)
{
	for (uint64_t i = 0; i < memory->elf->segment_count; i++) {
		struct elf_segment segment = elf_segment(memory->elf, i);

		if (segment.type != ELF_LOAD || segment.size == 0)
			continue;
		if (!ARRAY_ROOM(memory->segments, memory->count, memory->size))
			return false;
		memory->segments[memory->count++] = segment;
	}
	if (memory->count > 0)
		qsort(memory->segments, memory->count, sizeof(*memory->segments), by_address);
	return true;
}

static size_t
read_core(void *from, uint64_t at, char *to, size_t size)
{
	const struct core_memory *memory = from;
	size_t low = 0, high = memory->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct elf_segment *segment = &memory->segments[middle];

		if (at < segment->address)
			high = middle;
		else if (at - segment->address >= segment->size)
			low = middle + 1;
		else
			return elf_read(
			    elf_part(memory->elf->image, segment->offset, segment->size),
			    at - segment->address, to, size);
	}
	return 0;
}

static uint64_t
register_of(struct elf_span status, int number)
{
	return elf_number(status, STATUS_REGISTERS + (uint64_t)number * REGISTER, REGISTER);
}

/* A thread that is in a call still has there what says that it is to be begun again. */
static struct futex_call
call_of(struct elf_span status)
{
	static const int registers[] = { RDI, RSI, RDX, R10, R8, R9 };
	static const int64_t restarts[] = { -512, -513, -514, -516 };
	int64_t result = (int64_t)register_of(status, RAX);
	struct futex_call call = locks_no_call;

	for (size_t i = 0; i < COUNT_OF(restarts); i++)
		if (result == restarts[i])
			call.number = (long long)(int64_t)register_of(status, ORIG_RAX);
	for (size_t i = 0; i < COUNT_OF(registers); i++)
		call.arguments[i] = register_of(status, registers[i]);
	call.stack = register_of(status, RSP);
	call.place = register_of(status, RIP);
	return call;
}

/* The note on the next thread; false: there are no more. */
static bool
next_status(struct elf_notes *notes, struct elf_span *status)
{
	struct elf_noted noted;

	while (elf_next_note(notes, &noted))
		if (noted.type == NOTE_PRSTATUS && noted.text.size == STATUS_SIZE &&
		    elf_note_is(&noted, "CORE")) {
			*status = noted.text;
			return true;
		}
	return false;
}

static bool
list_core_threads(struct futex_process *process, const struct elf *elf)
{
	struct elf_notes notes = elf_notes(elf);
	struct elf_span status;
	size_t size = 0;

	while (next_status(&notes, &status)) {
		long long lwp = (int32_t)elf_number(status, STATUS_PID, 4), inner;

		if (!ARRAY_ROOM(process->threads, process->thread_count, size))
			return false;
		/* gdb's cores have the numbers outside of a namespace, the kernel's those inside */
		inner = futex_inner(process->memory, register_of(status, FS_BASE));
		process->threads[process->thread_count++] =
		    (struct futex_thread){ .inner = inner > 0 ? inner : lwp, .lwp = lwp };
	}
	futex_sort_threads(process);
	return true;
}

void
corelocks_parse(const struct elf_source *source, const struct module_map *map, struct locks *locks)
{
	struct elf_file file;
	struct elf elf;
	struct core_memory memory = { .elf = &elf };
	const struct elf_source words = { read_core, &memory, UINT64_MAX };
	struct locks_reading reading;
	struct elf_notes notes;
	struct elf_span status;

	*locks = (struct locks){ .count = 0 };
	if (!elf_open(&elf, elf_whole(&file, source)) || elf.width != 8 ||
	    elf_number(elf.image, MACHINE, 2) != MACHINE_X86_64)
		return;
	if (list_segments(&memory)) {
		reading = locks_begin(locks, &words, map);
		reading.full = !list_core_threads(&reading.process, &elf);
		for (notes = elf_notes(&elf); !reading.full && next_status(&notes, &status);) {
			struct locks_thread thread = { .call = call_of(status) };

			thread.lwp = (int32_t)elf_number(status, STATUS_PID, 4);
			locks_add(&reading, thread);
		}
		locks_end(&reading);
	}
	free(memory.segments);
}
