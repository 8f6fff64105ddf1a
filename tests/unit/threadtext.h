/* Threads as text for the tables of unit tests: what is known of each, and of each of its frames, and nothing else. */
#ifndef ST_TESTS_UNIT_THREADTEXT_H
#define ST_TESTS_UNIT_THREADTEXT_H

#include "debugger.h"

static inline void
threadtext_member(struct buffer *out, const char *name, struct bytes value)
{
	if (value.len == 0)
		return;
	buffer_append(out, bytes_of(name));
	buffer_append(out, value);
}

static inline void
threadtext_number(struct buffer *out, const char *name, long long value)
{
	char text[32];

	if (value == -1) /* any number below 0 means so, and all of them are this one */
		return;
	snprintf(text, sizeof(text), "%lld", value);
	threadtext_member(out, name, bytes_of(text));
}

static inline void
threadtext_flag(struct buffer *out, const char *name, bool value)
{
	if (value)
		buffer_append(out, bytes_of(name));
}

/* ` 1:function(args) module+9 @+3 0xa file:7:2 <raw> name=value`, and words for what else is known */
static inline void
threadtext_frame(struct buffer *out, const struct frame *frame)
{
	buffer_byte(out, ' ');
	threadtext_number(out, "", frame->level);
	buffer_byte(out, ':');
	threadtext_member(out, "", frame->function);
	threadtext_member(out, "", frame->args);
	threadtext_number(out, " @+", frame->offset);
	threadtext_member(out, " ", frame->address);
	threadtext_member(out, " ", frame->module);
	threadtext_number(out, "+", frame->module_offset);
	threadtext_member(out, " ", frame->file);
	threadtext_number(out, ":", frame->line);
	threadtext_number(out, ":", frame->column);
	threadtext_member(out, " id ", frame->build_id);
	threadtext_member(out, " text ", frame->text);
	threadtext_member(out, " raw ", frame->raw);
	threadtext_member(out, " in ", frame->language);
	threadtext_flag(out, " inlined", frame->inlined);
	threadtext_flag(out, " signal", frame->signal_handler);
	for (const struct local *local = frame->locals; local != NULL; local = local->next) {
		threadtext_member(out, " ", local->name);
		threadtext_member(out, "=", local->value);
	}
}

/* ` tid 1 lwp 2 …`, and its frames behind that. */
static inline void
threadtext_show(struct buffer *out, const struct thread *thread)
{
	threadtext_number(out, " inferior ", thread->inferior);
	threadtext_number(out, " tid ", thread->tid);
	threadtext_number(out, " lwp ", thread->lwp);
	threadtext_member(out, " pthread ", thread->pthread);
	threadtext_member(out, " comm ", thread->comm);
	threadtext_number(out, " pid ", thread->process.pid);
	threadtext_member(out, " host ", thread->process.host);
	threadtext_member(out, " command ", thread->process.command);
	threadtext_member(out, " title ", thread->process.title);
	threadtext_member(out, " tool ", thread->tool);
	threadtext_member(out, " in ", thread->language);
	threadtext_flag(out, " current", thread->current);
	threadtext_flag(out, " crashed", thread->crashed);
	threadtext_flag(out, " truncated", thread->truncated);
	threadtext_flag(out, " repeats", thread->repeats);
	threadtext_flag(out, " gil", thread->observed.gil);
	threadtext_member(out, " waits for ", thread->observed.waits_for.kind);
	threadtext_member(out, " signal ", thread->signal);
	threadtext_member(out, " reason ", thread->reason);
	threadtext_member(out, " stack ", thread->stack);
	threadtext_member(out, " stopped ", thread->stopped);
	buffer_append(out, BYTES(" |"));
	for (const struct frame *frame = thread->frames; frame != NULL; frame = frame->next) {
		threadtext_frame(out, frame);
		buffer_append(out, BYTES(";"));
	}
	for (const struct frame *frame = thread->native_frames; frame != NULL; frame = frame->next)
		threadtext_member(out, " beside ", frame->function);
	for (const struct thread *past = thread->history; past != NULL; past = past->next)
		threadtext_member(out, " after: ", past->stack);
	buffer_byte(out, '\n');
}

/* All complete threads that were not taken, a line each; `apart`: no view of another one. */
static inline void
threadtext_check(struct dialect *dialect, const char *name, const char *wanted)
{
	struct buffer got = { .ceiling = 1 << 16 };
	struct draft *draft;

	while ((draft = drafts_take(dialect->drafts)) != NULL) {
		threadtext_flag(&got, "apart", draft->apart);
		threadtext_show(&got, &draft->thread);
	}
	if (!CHECK_TEXT(buffer_bytes(&got), bytes_of(wanted)))
		printf("   %s\n", name);
	buffer_free(&got);
}

/* The lines of a debugger, and the threads that come of them. */
struct threadtext_case {
	const char *name, *lines, *threads;
};

static inline void
threadtext_cases(const struct debugger *debugger, const struct threadtext_case *cases, size_t count)
{
	struct dialect dialect;

	for (size_t n = 0; n < count; n++) {
		if (!debugger_open(&dialect))
			return;
		debugger_feed(&dialect, debugger, bytes_of(cases[n].lines));
		threadtext_check(&dialect, cases[n].name, cases[n].threads);
		debugger_close(&dialect);
	}
}

/* What gdb's lines give where they are read as stacktraces.py reads them. */
static inline void
threadtext_as_original(const char *lines, const char *threads)
{
	struct dialect dialect;

	if (!debugger_open(&dialect))
		return;
	gdb_read_as_original(dialect_state(&dialect, &gdb_debugger));
	debugger_feed(&dialect, &gdb_debugger, bytes_of(lines));
	threadtext_check(&dialect, "as the original", threads);
	debugger_close(&dialect);
}

#endif
