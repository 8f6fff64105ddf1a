#include "show/plan.h"

#include "check.h"

/* A thing of a kind; from a descriptor where that is not -1, and compressed where a tool is named. */
#define THING(name, what, fd, unpacks) \
	{ \
		.text = name, .sample = {.thing = { .kind = what }, .input = fd, .tool = unpacks } \
	}
#define PROCESS(pid) \
	{ \
		.text = pid, .process = true \
	}

static void
planned(const struct plan_option *options, struct plan_thing *things, size_t count, bool named,
    const char *wanted)
{
	static const struct plan_option none[] = { { .name = NULL } };
	struct plan plan = { .options = options == NULL ? none : options };
	struct buffer said = { .at = NULL };

	plan_make(&plan, things, count, named);
	CHECK(!plan.full);
	if (plan.any)
		pipeline_append(&said, &plan.pipeline);
	CHECK_TEXT(buffer_bytes(&said), bytes_of(wanted));
	buffer_free(&said);
	pipeline_free(&plan.pipeline);
}

#define PLANNED(wanted, ...) \
	do { \
		struct plan_thing things_[] = { __VA_ARGS__ }; \
		planned(NULL, things_, COUNT_OF(things_), false, wanted); \
	} while (0)

#define FILTERS "st-annotate | st-group | st-render"

static void
test_things(void)
{
	PLANNED("st-parse-pylog app.log | " FILTERS, THING("app.log", THING_LOG, -1, NULL));
	PLANNED("st-parse-gdb bt.txt | " FILTERS, THING("bt.txt", THING_DEBUGGER, -1, NULL));
	PLANNED("st-parse-gdb c.json | " FILTERS, THING("c.json", THING_CAPTURES, -1, NULL));
	PLANNED("st-collect --corefile core | st-parse-gdb | " FILTERS,
	    THING("core", THING_CORE, -1, NULL));
	PLANNED("st-collect --pid 7 | st-parse-gdb | " FILTERS, PROCESS("7"));
	/* records need no parser; groups are not grouped again */
	PLANNED(
	    "st-annotate r.json | st-group | st-render", THING("r.json", THING_RECORDS, -1, NULL));
	PLANNED("st-annotate g.json | st-render", THING("g.json", THING_GROUPS, -1, NULL));
	PLANNED("st-annotate g.json r.json | st-group | st-render",
	    THING("g.json", THING_GROUPS, -1, NULL), THING("r.json", THING_RECORDS, -1, NULL));
	/* beside other sources they pass through a parser */
	PLANNED("{ st-parse-gdb g.json; st-parse-pylog app.log; } | " FILTERS,
	    THING("g.json", THING_GROUPS, -1, NULL), THING("app.log", THING_LOG, -1, NULL));
	/* things of one stage that come one after the other are of one command */
	PLANNED("st-parse-pylog a.log b.log | " FILTERS, THING("a.log", THING_LOG, -1, NULL),
	    THING("b.log", THING_LOG, -1, NULL));
	PLANNED("{ st-parse-pylog a.log; st-parse-gdb bt.txt; st-parse-pylog b.log; } | " FILTERS,
	    THING("a.log", THING_LOG, -1, NULL), THING("bt.txt", THING_DEBUGGER, -1, NULL),
	    THING("b.log", THING_LOG, -1, NULL));
	PLANNED("st-collect --pid 7 --pid 8 --corefile core | st-parse-gdb | " FILTERS,
	    PROCESS("7"), PROCESS("8"), THING("core", THING_CORE, -1, NULL));
	/* a name is no option, and no shell takes it apart */
	PLANNED("st-parse-pylog ./-x 'my log' | " FILTERS, THING("-x", THING_LOG, -1, NULL),
	    THING("my log", THING_LOG, -1, NULL));
	/* standard input, compressed or not */
	PLANNED("st-parse-pylog | " FILTERS, THING("-", THING_LOG, 0, NULL));
	PLANNED("gzip -dc | st-parse-pylog | " FILTERS, THING("-", THING_LOG, 0, "gzip"));
	PLANNED(
	    "gzip -dc | st-annotate | st-group | st-render", THING("-", THING_RECORDS, 0, "gzip"));
	PLANNED("{ st-parse-pylog; st-parse-pylog a.log; } | " FILTERS,
	    THING("-", THING_LOG, 0, NULL), THING("a.log", THING_LOG, -1, NULL));
	planned(NULL, NULL, 0, true, "st-collect | st-parse-gdb | " FILTERS);
	planned(NULL, NULL, 0, false, "");
}

static void
test_options(void)
{
	const char *listed[] = { "folded" }, *rules[] = { "a.json", "b.json" };
	struct plan_option options[] = { { PLAN_RENDER, "format", .values = { listed, 1 } },
		{ PLAN_ANNOTATE, "rules", .values = { rules, 2 } },
		{ PLAN_ANNOTATE, "relabel", .given = true },
		{ PLAN_ANNOTATE, "redact", .behind = "" },
		{ PLAN_GROUP, "by", .values = { NULL, 0 } }, { .name = NULL } };
	struct plan_thing log[] = { THING("app.log", THING_LOG, -1, NULL) };
	struct plan_thing groups[] = { THING("g.json", THING_GROUPS, -1, NULL) };

	/* stacks for flame graphs add up by themselves */
	planned(options, log, 1, false,
	    "st-parse-pylog app.log | st-annotate --rules a.json --rules b.json --relabel --redact "
	    "| "
	    "st-render --format folded");
	/* an option asks for the stage */
	options[4].behind = "role";
	planned(options, groups, 1, false,
	    "st-annotate --rules a.json --rules b.json --relabel --redact g.json | "
	    "st-group --by=role | st-render --format folded");
}

/* The most interesting groups, where the format would take the first ones. */
static void
test_order(void)
{
	const char *format[] = { "junit" }, *top[] = { "3" }, *order[] = { "count" };
	struct plan_option options[] = { { PLAN_RENDER, "format", .values = { format, 1 } },
		{ PLAN_RENDER, "top", .values = { top, 1 } },
		{ PLAN_RENDER, "sort", .values = { order, 0 } }, { .name = NULL } };
	struct plan_thing log[] = { THING("app.log", THING_LOG, -1, NULL) };

	planned(options, log, 1, false,
	    "st-parse-pylog app.log | st-annotate | st-group | "
	    "st-render --format junit --top 3 --sort interest");
	options[2].values.count = 1;
	planned(options, log, 1, false,
	    "st-parse-pylog app.log | st-annotate | st-group | "
	    "st-render --format junit --top 3 --sort count");
	options[2].values.count = 0;
	format[0] = "markdown";
	planned(options, log, 1, false,
	    "st-parse-pylog app.log | st-annotate | st-group | "
	    "st-render --format markdown --top 3");
}

int
main(void)
{
	test_order();
	test_things();
	test_options();
	return check_end();
}
