#include "collect/fault.h"

#include <signal.h>
#include <stdio.h>

enum {
	NOTE_STATUS = 1,
	NOTE_PROCESS = 3,
	NOTE_SIGNAL = 0x53494749,
	/* by the kernel's elfcore.h, for 64 bits */
	PROCESS_PID = 24,
	PROCESS_ARGUMENTS = 56,
	ARGUMENTS_SIZE = 80,
	STATUS_REGISTERS = 112,
	SIGNAL_CODE = 8,
	SIGNAL_ADDRESS = 16,
	MAPPED_WRONGLY = 2, /* a code of SIGSEGV: memory that does not allow this; 1: no memory */
	LOWEST = 4096,      /* below it nothing is ever mapped */
	/* the most that one function takes of the stack */
	FRAME_MOST = 16 * 1024 * 1024,
	BELOW_STACK = 64 * 1024,
};

/* Where the program counter and the stack pointer are, by the machine's user_regs_struct. */
static const struct machine {
	uint64_t number; /* ELF's */
	uint64_t counter, stack;
} machines[] = {
	{ ELF_X86_64, STATUS_REGISTERS + 16 * 8, STATUS_REGISTERS + 19 * 8 },
	{ ELF_AARCH64, STATUS_REGISTERS + 32 * 8, STATUS_REGISTERS + 31 * 8 },
};

static void
read_process(const struct elf *elf, struct fault *fault)
{
	struct elf_span process = elf_note(elf, "CORE", NOTE_PROCESS);
	struct bytes title;

	if (process.size < PROCESS_ARGUMENTS + ARGUMENTS_SIZE)
		return;
	fault->pid = (long long)elf_number(process, PROCESS_PID, 4);
	elf_read(process, PROCESS_ARGUMENTS, fault->title, ARGUMENTS_SIZE);
	title = bytes_trim_end(bytes_of(fault->title));
	fault->title[title.len] = '\0';
}

/* Whether the process could use the memory there in any way. */
static bool
is_mapped(const struct elf *elf, uint64_t address)
{
	for (uint64_t i = 0; i < elf->segment_count; i++) {
		struct elf_segment segment = elf_segment(elf, i);

		if (segment.type == ELF_LOAD && segment.flags != 0 && address >= segment.address &&
		    address - segment.address < segment.memory)
			return true;
	}
	return false;
}

/* Whether there is no memory at the address, and the stack pointer is off the stack, too, or just above it. */
static bool
is_off_stack(const struct elf *elf, uint64_t address, uint64_t stack)
{
	uint64_t apart = address < stack ? stack - address : address - stack;

	if (is_mapped(elf, address))
		return false;
	return (!is_mapped(elf, stack) && apart <= FRAME_MOST) ||
	    (address < stack && apart <= BELOW_STACK);
}

static void
say_address(
    const struct elf *elf, const struct machine *machine, uint64_t address, struct fault *fault)
{
	struct elf_span status = elf_note(elf, "CORE", NOTE_STATUS);
	uint64_t counter = elf_number(status, machine->counter, 8);
	const char *words = "invalid pointer";

	if (address == counter && address < LOWEST)
		words = "a null pointer was called";
	else if (address < LOWEST)
		words = "null pointer";
	else if (is_off_stack(elf, address, elf_number(status, machine->stack, 8)))
		words = "stack overflow";
	else if (address == counter)
		words = "an invalid pointer was called";
	snprintf(fault->reason, sizeof(fault->reason), "%s (fault at 0x%llx)", words,
	    (unsigned long long)address);
}

void
fault_read(const struct elf_source *source, struct fault *fault)
{
	struct elf_file file;
	struct elf_span info;
	struct elf elf;
	uint64_t code;

	*fault = (struct fault){ .pid = 0 };
	if (!elf_open(&elf, elf_whole(&file, source)) || elf.type != ELF_CORE || elf.width != 8)
		return;
	read_process(&elf, fault);
	info = elf_note(&elf, "CORE", NOTE_SIGNAL);
	code = elf_number(info, SIGNAL_CODE, 4);
	for (size_t i = 0; i < COUNT_OF(machines); i++)
		if (machines[i].number == elf.machine && elf_number(info, 0, 4) == SIGSEGV &&
		    code >= 1 && code <= MAPPED_WRONGLY)
			say_address(&elf, &machines[i], elf_number(info, SIGNAL_ADDRESS, 8), fault);
}
