#include "show/rest.h"

#include "check.h"
#include "child.h"

#include <stdlib.h>
#include <unistd.h>

static const struct plan_option no_options[] = { { .name = NULL } };
static const struct plan_option new_only[] = { { PLAN_ANNOTATE, "new-only", .given = true },
	{ .name = NULL } };

/* A thing from a pipe. */
#define PIPED(what) \
	{ \
		.text = dash, .sample = {.thing = { .kind = what }, .input = 7, .begins = -1 } \
	}

static char dash[] = "-";

struct nothing {
	const struct plan_option *options;
	enum thing_kind kind;
	bool looked; /* a process looked for what another stage reads */
	int status;  /* of that process */
};

static int
tell(void *of)
{
	const struct nothing *nothing = of;
	struct plan plan = { .options = nothing->options };
	struct plan_thing things[] = { PIPED(nothing->kind) };

	if (nothing->looked && (things[0].sample.looker = (int)fork()) == 0)
		_exit(nothing->status);
	rest_tell_nothing(&plan, things, COUNT_OF(things));
	return 0;
}

static void
told(struct nothing nothing, const char *wanted)
{
	child_check(tell, &nothing, "", wanted, 0);
}

#define NOTHING "stacktraces: nothing to show: no "

static void
test_nothing(void)
{
	told((struct nothing){ no_options, THING_LOG, true, 0 },
	    NOTHING "threads, and no exceptions\n");
	told((struct nothing){ new_only, THING_LOG, true, 0 },
	    NOTHING "new threads, and no new exceptions\n");
	told((struct nothing){ no_options, THING_LOG, true, PIPELINE_OTHER },
	    NOTHING "exceptions; for the threads: ... | st-parse-gdb | st-annotate | st-group | "
		    "st-render\n");
	told((struct nothing){ no_options, THING_DEBUGGER, true, PIPELINE_OTHER },
	    NOTHING "threads; for the exceptions: ... | st-parse-pylog | st-annotate | st-group | "
		    "st-render\n");
	told((struct nothing){ no_options, THING_LOG, false, 0 }, NOTHING "exceptions\n");
	told((struct nothing){ new_only, THING_DEBUGGER, false, 0 }, NOTHING "new threads\n");
	told((struct nothing){ no_options, THING_RECORDS, false, 0 },
	    NOTHING "threads, and no exceptions\n");
}

static void
looked_on(enum thing_kind kind, const char *text, bool again, enum thing_kind becomes)
{
	char path[] = "/tmp/rest_test.XXXXXX";
	int fd = mkstemp(path);
	struct plan_thing things[] = {
		{ .text = path, .sample = { .thing = { .kind = kind }, .input = -1 } }, PIPED(kind)
	};

	CHECK(write(fd, text, strlen(text)) == (ssize_t)strlen(text));
	close(fd);
	CHECK(rest_look_on(things, 1) == again);
	CHECK(things[0].sample.thing.kind == becomes);
	/* beside what cannot be shown twice */
	things[0].sample.thing.kind = kind;
	CHECK(!rest_look_on(things, 2));
	unlink(path);
}

static void
test_look_on(void)
{
	looked_on(THING_LOG, "up\n#0  main () at m.c:2\n", true, THING_DEBUGGER);
	looked_on(THING_LOG, "up\n", false, THING_LOG);
	looked_on(THING_DEBUGGER,
	    "No stack.\nTraceback (most recent call last):\n  File \"/a.py\", line 3, in f\n", true,
	    THING_LOG);
	looked_on(THING_DEBUGGER, "No stack.\n", false, THING_DEBUGGER);
	looked_on(THING_RECORDS, "#0  main () at m.c:2\n", false, THING_RECORDS);
}

int
main(void)
{
	test_nothing();
	test_look_on();
	return check_end();
}
