/* Shows what a file, a process or standard input holds, by running the stages that it takes: st-show(1). */
#include "base/ascii.h"
#include "base/memory.h"
#include "io/cli.h"
#include "io/interrupt.h"
#include "show/plan.h"
#include "show/rest.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The options, each with the stage that it is passed on to. */
static const struct {
	enum plan_stage stage;
	enum cli_kind kind;
	const char *name;
	char letter;
	const char *argument, *help;
} rows[] = {
	{ PLAN_COLLECT, CLI_TEXTS, "name", 0, "NAME",
	    "all live processes of that name (may be given again)" },
	{ PLAN_COLLECT, CLI_TEXTS, "pid", 'p', "PID",
	    "a process, as its number alone (may be given again)" },
	{ PLAN_COLLECT, CLI_FLAG, "follow", 'f', NULL, "of processes: their children, too" },
	{ PLAN_COLLECT, CLI_TEXTS, "exe", 'e', "FILE",
	    "of a core file or process: the executable" },
	{ PLAN_COLLECT, CLI_TEXTS, "samples", 0, "N", "look at processes so many times (1)" },
	{ PLAN_COLLECT, CLI_TEXTS, "interval", 0, "SECONDS", "from one look to the next (1)" },
	{ PLAN_COLLECT, CLI_TEXTS, "tool", 0, "NAME", "gdb, eu-stack, pstack or none (gdb)" },
	{ PLAN_PYLOG, CLI_TEXTS, "tz", 0, "ZONE", "the zone of times in logs that name none" },
	{ PLAN_ANNOTATE, CLI_TEXTS, "rules", 'r', "FILE",
	    "apply the rules of a file (may be given again)" },
	{ PLAN_ANNOTATE, CLI_TEXTS, "pack", 0, "NAME",
	    "apply just these packs, or none (may be given again)" },
	{ PLAN_ANNOTATE, CLI_TEXTS, "known", 0, "FILE",
	    "say what is known, by the groups of a file (may be given again)" },
	{ PLAN_ANNOTATE, CLI_TEXTS, "release", 0, "TEXT", "the release of records that name none" },
	{ PLAN_ANNOTATE, CLI_FLAG, "new-only", 0, NULL,
	    "leave out what is known and has not regressed" },
	{ PLAN_ANNOTATE, CLI_OPTIONAL, "redact", 0, "CLASS[,CLASS...]",
	    "mask secrets: default, all, or these classes of them" },
	{ PLAN_GROUP, CLI_TEXTS, "by", 0, "KEY[,KEY...]", "what has to be the same in a group" },
	{ PLAN_GROUP, CLI_TEXTS, "per", 0, "PERIOD", "count by hour or day, too" },
	{ PLAN_GROUP, CLI_TEXTS, "was", 0, "FILE", "compare with the records or groups of a file" },
	{ PLAN_RENDER, CLI_TEXTS, "format", 0, "NAME",
	    "text, table, html, markdown, … (text): st-render(1) has all" },
	{ PLAN_RENDER, CLI_TEXTS, "infolvl", 'i', "N", "how much to show, 0 to 4 (0)" },
	{ PLAN_RENDER, CLI_FLAG, "verbose", 'v', NULL, "show everything, as -i 4 does" },
	{ PLAN_RENDER, CLI_TEXTS, "sort", 0, "ORDER",
	    "count, first, last or interest: what comes first" },
	{ PLAN_RENDER, CLI_TEXTS, "top", 'n', "N",
	    "show N groups at the most, of text and table the most interesting" },
	{ PLAN_RENDER, CLI_TEXTS, "columns", 0, "NAME[,NAME...]",
	    "of the formats table, csv and tsv" },
	{ PLAN_RENDER, CLI_FLAG, "brief", 0, NULL, "show the heads of groups alone" },
	{ PLAN_RENDER, CLI_TEXTS, "color", 0, "WHEN",
	    "auto, always or never (auto: on a terminal)" },
	{ PLAN_RENDER, CLI_FLAG, "fail-on-new", 0, NULL,
	    "status 3 if something is new or has regressed" },
};

/* These options of st-annotate are passed on to st-group, too, which tells what a process shows as a whole. */
static const char *const repeated[] = { "rules", "pack" };

enum { NAME, PID, GIVEN = COUNT_OF(rows), PASSED = GIVEN + COUNT_OF(repeated) };

/* Repeats these options for st-group, once they have been read. */
static void
repeat(struct plan_option passed[])
{
	for (size_t i = 0; i < COUNT_OF(repeated); i++)
		for (size_t j = 0; j < GIVEN; j++)
			if (strcmp(rows[j].name, repeated[i]) == 0) {
				passed[GIVEN + i] = passed[j];
				passed[GIVEN + i].stage = PLAN_GROUP;
			}
	passed[PASSED] = (struct plan_option){ .name = NULL };
}

/* Gives the things to show. What is passed on is in `passed`, which has room for one more row. */
static char **
parse(struct plan_option passed[], int argc, char *argv[])
{
	struct cli_option options[GIVEN + 1] = { [GIVEN] = CLI_END };
	char **things;
	const struct cli cli = { "st-show", "[thing ...]",
		"Show the threads or exceptions of files, processes (by number) or standard input.",
		options, NULL };

	for (size_t i = 0; i < GIVEN; i++) {
		struct plan_option *each = &passed[i];

		*each = (struct plan_option){ .stage = rows[i].stage, .name = rows[i].name };
		options[i] = (struct cli_option){ .name = rows[i].name,
			.letter = rows[i].letter,
			.kind = rows[i].kind,
			.value = rows[i].kind == CLI_FLAG ? (void *)&each->given
			    : rows[i].kind == CLI_TEXTS   ? (void *)&each->values
							  : (void *)&each->behind,
			.argument = rows[i].argument,
			.help = rows[i].help };
	}
	things = cli_parse(&cli, argc, argv);
	repeat(passed);
	return things;
}

/*
 * Finds out what a word names: a file of that name comes before a process of that number. False: it cannot be looked
 * at, which is reported.
 */
static bool
look_at(struct plan_thing *thing, char *text)
{
	static char dash[] = "-";
	struct stat about;

	/* a stage would find its own standard input by that name */
	if (strcmp(text, "/dev/stdin") == 0)
		text = dash;
	thing->text = text;
	if (strcmp(text, "-") == 0)
		return sample_open(&thing->sample, STDIN_FILENO, "standard input");
	thing->process = text[0] != '\0' &&
	    ascii_run(bytes_of(text), ascii_is_digit) == strlen(text) && stat(text, &about) == -1 &&
	    errno == ENOENT;
	return thing->process || sample_file(&thing->sample, text);
}

/* Looks at all things, and gives how many of them can be shown; *processes: some are running processes. */
static size_t
look_at_all(struct plan_thing *things, char **words, bool *processes)
{
	size_t good = 0;

	for (; *words != NULL; words++) {
		things[good] = (struct plan_thing){ .process = false };
		if (look_at(&things[good], *words))
			*processes = things[good++].process || *processes;
	}
	return good;
}

/* Whether an option is given that two stages get, both of which would report what is wrong with it. */
static bool
is_repeated(const struct plan_option passed[])
{
	bool given = false;

	for (size_t i = GIVEN; i < PASSED; i++)
		given = given || passed[i].values.count > 0;
	return given;
}

static int
run(const struct plan *plan, bool *empty)
{
	struct buffer typed = { .at = NULL };

	pipeline_append(&typed, &plan->pipeline);
	if (!typed.full)
		cli_note(NULL, "%.*s", (int)typed.len, typed.at);
	buffer_free(&typed);
	return pipeline_run(&plan->pipeline, empty);
}

/* Shows the things: if there is nothing in them for the stage that read them, but for another, plans anew. */
static int
show(struct plan *plan, struct plan_thing *things, size_t count, bool named)
{
	bool empty;
	int status = run(plan, &empty);

	if (empty && cli_status() == 0 && !named && rest_look_on(things, count)) {
		pipeline_free(&plan->pipeline);
		*plan = (struct plan){ .options = plan->options };
		plan_make(plan, things, count, named);
		status = plan->full ? status : run(plan, &empty);
	}
	rest_tell(things, plan->good, status == 1 || status == 2);
	if (status == PIPELINE_EMPTY && cli_status() == 0)
		rest_tell_nothing(plan, things, plan->good);
	return status == PIPELINE_EMPTY ? 0 : status;
}

int
main(int argc, char *argv[])
{
	static char dash[] = "-";
	char *standard_input[] = { dash, NULL }, **words;
	struct plan_option passed[PASSED + 1];
	struct plan plan = { .options = passed };
	struct plan_thing *things;
	bool named, processes;
	size_t good;
	int status = 0;

	words = parse(passed, argc, argv);
	named = processes = passed[NAME].values.count + passed[PID].values.count > 0;
	if (words[0] == NULL && !named && isatty(STDIN_FILENO))
		cli_usage(NULL, "nothing to show: name a file, a process, or --name a program");
	if (words[0] == NULL && !named)
		words = standard_input;
	/* if the parent ignored it, so would this process, and then nothing can be waited for */
	signal(SIGCHLD, SIG_DFL);
	interrupt_catch();
	things = memory_zero((size_t)argc + 1, sizeof(*things));
	good = things == NULL ? 0 : look_at_all(things, words, &processes);
	if (things != NULL && (cli_status() == 0 || !processes))
		plan_make(&plan, things, good, named);
	if (plan.full)
		cli_failure(NULL, "out of memory");
	else if (plan.any)
		status = (processes || is_repeated(passed)) && !plan_check(&plan)
		    ? 2
		    : show(&plan, things, good, named);
	pipeline_free(&plan.pipeline);
	for (size_t i = 0; i < GIVEN; i++)
		cli_free_texts(&passed[i].values);
	free(things);
	return pipeline_worse(cli_end(), status);
}
