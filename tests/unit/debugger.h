/* Tests one debugger's reader alone: feeds it lines, and takes the threads that it finds. */
#ifndef ST_TESTS_UNIT_DEBUGGER_H
#define ST_TESTS_UNIT_DEBUGGER_H

#include "base/buffer.h"
#include "native/debuggers.h"
#include "native/gdb/gdb.h"

#include "check.h"

enum { DEBUGGER_CEILING = 1 << 20, DEBUGGER_THREADS = 4 };

/* Returns false, with a message, if there is no memory. */
static inline bool
debugger_open(struct dialect *dialect)
{
	*dialect = (struct dialect){ .drafts = drafts_new(DEBUGGER_CEILING),
		.snapshot = snapshot_new(DEBUGGER_CEILING) };
	return CHECK(
	    debuggers_open(dialect) && dialect->drafts != NULL && dialect->snapshot != NULL);
}

static inline void
debugger_close(struct dialect *dialect)
{
	debuggers_close(dialect);
	drafts_free(dialect->drafts);
	owners_free(&dialect->owners);
	samples_free(&dialect->samples);
	snapshot_free(dialect->snapshot);
}

/* A line, whose bytes are others once it is read: what is of use later has to be copied. */
static inline void
debugger_feed_line(struct dialect *dialect, const struct debugger *debugger, struct bytes line)
{
	struct buffer own = { .ceiling = DEBUGGER_CEILING };

	buffer_append(&own, line);
	dialect->line++;
	dialect->stray = false;
	debugger->feed(dialect, &(struct line){ .text = buffer_bytes(&own) });
	if (own.len > 0)
		memset(own.at, '~', own.len);
	buffer_free(&own);
}

/* Lines, each with its LF, and the end of the log. */
static inline void
debugger_feed(struct dialect *dialect, const struct debugger *debugger, struct bytes lines)
{
	struct bytes text;

	while (bytes_next(&lines, '\n', &text))
		debugger_feed_line(dialect, debugger, text);
	debugger->end(dialect);
}

/* The result of `begins` for a line. */
static inline enum begins
debugger_begins(
    const struct dialect *dialect, const struct debugger *debugger, const char *line, bool current)
{
	return debugger->begins(dialect, &(struct line){ .text = bytes_of(line) }, current);
}

/* Shows the next thread: number, LWP, and for each frame `function|args|module|offset|file:line`, or `raw: text`. */
static inline bool
debugger_take(struct dialect *dialect, char *shown, size_t size)
{
	struct draft *draft = drafts_take(dialect->drafts);
	size_t used;

	if (draft == NULL)
		return false;
	used = (size_t)snprintf(shown, size, "%lld %lld\n", draft->thread.tid, draft->thread.lwp);
	for (const struct frame *frame = draft->thread.frames; frame != NULL; frame = frame->next)
		used += frame->raw.len > 0
		    ? (size_t)snprintf(shown + used, size - used, "raw: %.*s\n",
			  (int)frame->raw.len, frame->raw.at)
		    : (size_t)snprintf(shown + used, size - used,
			  "%.*s|%.*s|%.*s|%lld|%.*s:%lld%s\n", (int)frame->function.len,
			  frame->function.at, (int)frame->args.len, frame->args.at,
			  (int)frame->module.len, frame->module.at, frame->offset,
			  (int)frame->file.len, frame->file.at, frame->line,
			  frame->inlined ? " inlined" : "");
	return true;
}

/* Lines, and the threads that they have to give, each as debugger_take() shows it. */
struct debugger_case {
	const char *lines, *threads[DEBUGGER_THREADS];
};

/* Returns false, with a message, if there is no memory. */
static inline bool
debugger_check(const struct debugger *debugger, const struct debugger_case *cases, size_t count)
{
	struct dialect dialect;
	char shown[500];

	for (size_t n = 0; n < count; n++) {
		if (!debugger_open(&dialect))
			return false;
		debugger_feed(&dialect, debugger, bytes_of(cases[n].lines));
		for (size_t i = 0; cases[n].threads[i] != NULL; i++)
			if (CHECK(debugger_take(&dialect, shown, sizeof(shown))))
				CHECK_TEXT(bytes_of(shown), bytes_of(cases[n].threads[i]));
		if (!CHECK(drafts_take(dialect.drafts) == NULL))
			printf("   %s", cases[n].lines);
		debugger_close(&dialect);
	}
	return true;
}

/* A log, and its threads as debugger_show() shows them. */
struct debugger_log {
	const char *name, *lines, *threads;
};

static inline size_t
debugger_say(char *shown, size_t size, const char *name, struct bytes text)
{
	return text.len == 0
	    ? 0
	    : (size_t)snprintf(shown, size, " %s%.*s", name, (int)text.len, text.at);
}

/* Shows the members of a thread that are known. */
static inline size_t
debugger_show_thread(const struct thread *thread, char *shown, size_t size)
{
	const struct {
		const char *name;
		long long number;
	} numbers[] = { { "pid=", thread->process.pid }, { "tid=", thread->tid },
		{ "lwp=", thread->lwp } };
	const struct {
		const char *name;
		struct bytes text;
	} texts[] = { { "exe=", thread->process.exe }, { "core=", thread->process.core },
		{ "host=", thread->process.host }, { "command=", thread->process.command },
		{ "pthread=", thread->pthread }, { "comm=", thread->comm },
		{ "target=", thread->target }, { "stack=", thread->stack },
		{ "state=", thread->observed.kernel_state }, { "signal=", thread->signal },
		{ "reason=", thread->reason }, { "stopped=", thread->stopped } };
	size_t used = 0;

	for (size_t i = 0; i < COUNT_OF(numbers); i++)
		if (numbers[i].number >= 0)
			used += (size_t)snprintf(shown + used, size - used, " %s%lld",
			    numbers[i].name, numbers[i].number);
	for (size_t i = 0; i < COUNT_OF(texts); i++)
		used += debugger_say(shown + used, size - used, texts[i].name, texts[i].text);
	return used +
	    (size_t)snprintf(shown + used, size - used, "%s%s%s", thread->crashed ? " crashed" : "",
		thread->current ? " current" : "", thread->truncated ? " truncated" : "");
}

/* Shows all complete threads: tool, known members, and each frame as `level function @address module+offset file:line`. */
static inline void
debugger_show(struct dialect *dialect, char *shown, size_t size)
{
	const struct draft *draft;
	size_t used = 0;

	shown[0] = '\0';
	while ((draft = drafts_take(dialect->drafts)) != NULL) {
		const struct thread *thread = &draft->thread;

		used += (size_t)snprintf(
		    shown + used, size - used, "%.*s", (int)thread->tool.len, thread->tool.at);
		used += debugger_show_thread(thread, shown + used, size - used);
		used += (size_t)snprintf(shown + used, size - used, ":");
		for (const struct frame *frame = thread->frames; frame != NULL;
		     frame = frame->next) {
			used += debugger_say(shown + used, size - used, "raw=", frame->raw);
			used += debugger_say(shown + used, size - used, "", frame->function);
			used += debugger_say(shown + used, size - used, "@", frame->address);
			used += debugger_say(shown + used, size - used, "in ", frame->module);
			used += debugger_say(shown + used, size - used, "at ", frame->file);
			if (frame->line >= 0)
				used += (size_t)snprintf(
				    shown + used, size - used, ":%lld", frame->line);
			used += (size_t)snprintf(shown + used, size - used, "%s%s",
			    frame->inlined ? " inlined" : "", frame->next == NULL ? "" : ";");
		}
		used += (size_t)snprintf(shown + used, size - used, "\n");
	}
}

static inline void
debugger_check_log(const struct debugger *debugger, const struct debugger_log *log)
{
	struct dialect dialect;
	char shown[4000];

	if (!debugger_open(&dialect))
		return;
	debugger_feed(&dialect, debugger, bytes_of(log->lines));
	debugger_show(&dialect, shown, sizeof(shown));
	if (!CHECK_TEXT(bytes_of(shown), bytes_of(log->threads)))
		printf("   %s\n", log->name);
	debugger_close(&dialect);
}

/* A line, and the result of `begins` for it if no debugger has the lines before. */
struct debugger_beginning {
	const char *line;
	enum begins begins;
};

static inline void
debugger_check_beginnings(
    const struct debugger *debugger, const struct debugger_beginning *rows, size_t count)
{
	struct dialect dialect;

	if (!debugger_open(&dialect))
		return;
	for (size_t i = 0; i < count; i++)
		if (!CHECK(
			debugger_begins(&dialect, debugger, rows[i].line, false) == rows[i].begins))
			printf("   %s\n", rows[i].line);
	debugger_close(&dialect);
}

/* The same while the debugger's lines come: no stack begins then, but what tells of another process does. */
static inline void
debugger_check_current(
    const struct debugger *debugger, const struct debugger_beginning *rows, size_t count)
{
	struct dialect dialect;

	if (!debugger_open(&dialect))
		return;
	for (size_t i = 0; i < count; i++)
		if (!CHECK(debugger_begins(&dialect, debugger, rows[i].line, true) ==
			(rows[i].begins == BEGINS_PROCESS ? BEGINS_PROCESS : BEGINS_NOTHING)))
			printf("   %s\n", rows[i].line);
	debugger_close(&dialect);
}

#endif
