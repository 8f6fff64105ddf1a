#include "collect/corelocks.h"

#include "base/array.h"
#include "collect/corememory.h"

/* Places in the note on a thread (struct elf_prstatus); registers have the numbers of <sys/reg.h>. */
enum {
	NOTE_PRSTATUS = 1,
	STATUS_PID = 32,
	STATUS_REGISTERS = 112,
	STATUS_SIZE = 336,
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

static uint64_t
register_of(struct elf_span status, int number)
{
	return elf_number(status, STATUS_REGISTERS + (uint64_t)number * REGISTER, REGISTER);
}

/* If a thread was in a system call, its result is still an error that tells the kernel to begin the call again. */
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

bool
corelocks_list_threads(struct futex_process *process, const struct elf *elf)
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
corelocks_read(const struct elf_source *source, const struct module_map *map, struct locks *locks)
{
	struct elf_file file;
	struct elf elf;
	struct corememory memory;
	struct locks_reading reading;
	struct elf_notes notes;
	struct elf_span status;

	*locks = (struct locks){ .count = 0 };
	if (!elf_open(&elf, elf_whole(&file, source)) || elf.width != 8 ||
	    elf.machine != ELF_X86_64)
		return;
	if (corememory_open(&memory, &elf)) {
		reading = locks_begin(locks, &memory.source, map);
		reading.full = !corelocks_list_threads(&reading.process, &elf);
		for (notes = elf_notes(&elf); !reading.full && next_status(&notes, &status);) {
			struct locks_thread thread = { .call = call_of(status) };

			thread.lwp = (int32_t)elf_number(status, STATUS_PID, 4);
			locks_add(&reading, thread);
		}
		locks_end(&reading);
	}
	corememory_close(&memory);
}
