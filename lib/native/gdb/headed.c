#include "native/gdb/headed.h"

void
headed_begin(struct headed *headed, struct draft *draft, const struct thread_target *target)
{
	struct thread *thread = &draft->thread;

	headed->process = target->process && !target->other ? target->pid : -1;
	thread->tid = target->id.tid;
	thread->inferior = target->id.inferior;
	thread->lwp = target->lwp;
	thread->pthread = arena_copy(draft->memory, target->pthread);
	thread->comm = arena_copy(draft->memory, target->comm);
	if (!target->process)
		thread->process.pid = target->pid;
	if (target->other || target->process)
		thread->target = arena_copy(draft->memory, target->text);
}

void
headed_settle(struct headed *headed, struct thread *thread, long long next)
{
	if (headed->process < 0)
		return;
	if (next >= 0 && headed->kind == PROCESS_UNKNOWN && thread->inferior < 0)
		headed->kind = next == headed->process ? PROCESS_SHARED : PROCESS_LWP;
	if (headed->kind == PROCESS_SHARED)
		return;
	thread->lwp = headed->process;
	thread->target = BYTES_NONE;
	if (headed->kind == PROCESS_UNKNOWN)
		thread->process.pid = headed->process;
}
