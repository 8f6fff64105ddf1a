#include "native/kernel/kernelcallers.h"

enum { OTHERS_MOST = 200 }; /* lines of other callers end a stack that is parked */

/* Takes a parked stack out. */
static struct kernel_stack
take_out(struct kernel *kernel, size_t i)
{
	struct kernel_stack stack = kernel->parked[i];

	kernel->parked_count--;
	memmove(
	    &kernel->parked[i], &kernel->parked[i + 1], (kernel->parked_count - i) * sizeof(stack));
	return stack;
}

/* Completes the oldest one. */
static void
complete_first(struct dialect *dialect, struct kernel *kernel, struct bytes tool)
{
	struct draft *open = dialect->open;

	dialect->open = take_out(kernel, 0).open;
	dialect_end_stack(dialect, tool);
	dialect->open = open;
}

static void
park(struct dialect *dialect, struct kernel *kernel, struct bytes tool)
{
	if (kernel->parked_count == KERNEL_PARKED)
		complete_first(dialect, kernel, tool);
	kernel->now.open = dialect->open;
	kernel->now.others = 0;
	kernel->parked[kernel->parked_count++] = kernel->now;
}

void
kernelcallers_turn(struct dialect *dialect, struct kernel *kernel, struct bytes tool)
{
	struct kernel_stack next = { .caller = dialect->caller };

	for (size_t i = 0; i < kernel->parked_count; i++)
		kernel->parked[i].others++;
	if (kernel->parked_count > 0 && kernel->parked[0].others > OTHERS_MOST)
		complete_first(dialect, kernel, tool);
	if (dialect->caller == kernel->now.caller)
		return;
	for (size_t i = 0; i < kernel->parked_count && next.open == NULL; i++)
		if (kernel->parked[i].caller == dialect->caller)
			next = take_out(kernel, i);
	if (dialect->open != NULL)
		park(dialect, kernel, tool);
	kernel->now = next;
	dialect->open = next.open;
}

void
kernelcallers_end(struct dialect *dialect, struct kernel *kernel, struct bytes tool)
{
	while (kernel->parked_count > 0)
		complete_first(dialect, kernel, tool);
}
