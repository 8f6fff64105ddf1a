#include "native/gdb/infothreads.h"

#include "native/frameline.h"

bool
infothreads_is_row(struct bytes line)
{
	struct thread_target target;
	bool current;

	return header_parse_row(line, &target, &current);
}

void
infothreads_take(struct threads *threads, struct bytes line, const struct thread_target *target)
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
infothreads_take_place(struct threads *threads, struct bytes line)
{
	struct bytes place = bytes_from(line, bytes_indent(line));
	struct frame scratch = thread_no_frame;

	if (threads->state != THREADS_IN_ROW || !threads->placeless ||
	    !bytes_start(place, BYTES("0x")) || frameline_parse(place, &scratch) == FRAMELINE_ODD)
		return false;
	threads->placeless = false;
	return framereader_begin(&threads->reader, line, 0, place);
}

/* Whether it is `0x… in weave (k=3) from LIB` or `weave (k=3) at weave.c:40`, perhaps wrapped, and no prose. */
static bool
is_place(struct bytes line)
{
	struct frame frame = thread_no_frame;

	switch (frameline_parse(line, &frame)) {
	case FRAMELINE_WHOLE:
		return frame.address.len > 0 || frame.line >= 0 || bytes_has(frame.args, '=');
	case FRAMELINE_OPEN:
		return bytes_start(line, BYTES("0x")) || bytes_has(line, '=');
	default:
		return false;
	}
}

bool
infothreads_take_stop(struct threads *threads, struct bytes line)
{
	struct draft *draft;

	if (threads->reader.original || !is_place(line))
		return false;
	threads_close(threads);
	draft = dialect_begin(threads->dialect);
	if (draft == NULL)
		return false;
	selection_mark_selected(&threads->look.selection, draft);
	look_keep_stop(&threads->look, draft);
	framereader_start(&threads->reader, draft);
	threads->state = THREADS_IN_ROW;
	threads->placeless = false;
	return framereader_begin(&threads->reader, line, 0, line);
}
