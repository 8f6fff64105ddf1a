#include "native/gdb/rows.h"

void
rows_take(struct threads *threads, struct bytes line, const struct target *target)
{
	struct draft *draft;

	if (threads->reader.original)
		return;
	threads_close(threads);
	draft = dialect_begin(threads->dialect);
	if (draft == NULL)
		return;
	draft->thread.tid = target->id.tid;
	draft->thread.inferior = target->id.inferior;
	draft->thread.lwp = target->lwp;
	draft->thread.pthread = arena_copy(draft->memory, target->pthread);
	draft->thread.comm = arena_copy(draft->memory, target->comm);
	if (!look_add_row(&threads->look, draft))
		return;
	framereader_start(&threads->reader, draft);
	threads->state = THREADS_IN_ROW;
	threads->placeless =
	    target->place.len == 0 || bytes_start(target->place, BYTES("warning: "));
	if (!threads->placeless && target->place.at[0] != '(') /* (running) */
		(void)framereader_begin(&threads->reader, line, 0, target->place);
}

bool
rows_take_place(struct threads *threads, struct bytes line)
{
	struct bytes place = bytes_from(line, bytes_indent(line));
	struct frame scratch = thread_no_frame;

	if (threads->state != THREADS_IN_ROW || !threads->placeless ||
	    !bytes_start(place, BYTES("0x")) || frameline_parse(place, &scratch) == FRAMELINE_ODD)
		return false;
	threads->placeless = false;
	return framereader_begin(&threads->reader, line, 0, place);
}
