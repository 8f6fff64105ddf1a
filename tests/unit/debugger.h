/* A debugger on its own: its lines are fed, and the threads that come of them are taken. */
#ifndef ST_TESTS_UNIT_DEBUGGER_H
#define ST_TESTS_UNIT_DEBUGGER_H

#include "native/gdb/gdb.h"

#include "check.h"

enum { DEBUGGER_CEILING = 1 << 20, DEBUGGER_THREADS = 4 };

/* False, and it is said: no memory. */
static inline bool
debugger_open(struct dialect *dialect)
{
	*dialect = (struct dialect){ .drafts = drafts_new(DEBUGGER_CEILING),
		.snapshot = snapshot_new(DEBUGGER_CEILING) };
	dialect->gdb = gdb_new(dialect);
	return CHECK(dialect->drafts != NULL && dialect->snapshot != NULL && dialect->gdb != NULL);
}

static inline void
debugger_close(struct dialect *dialect)
{
	gdb_free(dialect->gdb);
	drafts_free(dialect->drafts);
	owners_free(&dialect->owners);
	samples_free(&dialect->samples);
	snapshot_free(dialect->snapshot);
}

/* Lines, each with its LF, and the end of the log. */
static inline void
debugger_feed(struct dialect *dialect, const struct debugger *debugger, struct bytes lines)
{
	struct bytes text;

	while (bytes_next(&lines, '\n', &text)) {
		dialect->line++;
		debugger->feed(dialect, &(struct line){ .text = text });
	}
	debugger->end(dialect);
}

/* What `begins` says of a line. */
static inline enum begins
debugger_begins(
    const struct dialect *dialect, const struct debugger *debugger, const char *line, bool current)
{
	return debugger->begins(dialect, &(struct line){ .text = bytes_of(line) }, current);
}

/* The next thread: number, LWP, and for each frame `function|args|module|offset|file:line`, or `raw: text`. */
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

/* Lines, and all the threads that come of them, each as debugger_take shows it. */
struct debugger_case {
	const char *lines, *threads[DEBUGGER_THREADS];
};

/* False: no memory, and it is said. */
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

#endif
