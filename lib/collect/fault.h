/* What a core file of Linux says of its process and of the signal that ended it: x86-64 and (not tried) aarch64. */
#ifndef ST_COLLECT_FAULT_H
#define ST_COLLECT_FAULT_H

#include "collect/elf.h"

struct fault {
	long long pid;  /* 0: not known */
	char title[81]; /* its command line, of which the kernel keeps 80 bytes; empty: not known */
	char reason[128]; /* what the faulting address means; empty: nothing is known */
};

/* Reads a core file. What it does not tell, or is no core file of 64 bits, leaves the members as if not known. */
void fault_read(const struct elf_source *core, struct fault *fault);

#endif
