/* Shows what a file, a process or standard input holds, by running the stages that it takes: st-show(1). */
#include "base/ascii.h"
#include "base/memory.h"
#include "io/cli.h"
#include "io/interrupt.h"
#include "show/plan.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The options that are passed on: a row of the table of options each. */
enum {
	NAME,
	FOLLOW,
	EXE,
	SAMPLES,
	INTERVAL,
	TZ,
	RULES,
	PACK,
	BY,
	FORMAT,
	DETAIL,
	VERBOSE,
	TOP,
	COLUMNS,
	BRIEF,
	COLOR,
	PASSED, /* those that are given; what follows repeats some of them for another stage */
	GROUP_RULES = PASSED,
	GROUP_PACK,
	OPTIONS
};

/* An option that takes values, and one that takes none. */
#define VALUES(which, short_name, word, text) \
	{ \
		.name = passed[which].name, .letter = (short_name), .kind = CLI_TEXTS, \
		.value = &passed[which].values, .argument = (word), .help = (text) \
	}
#define FLAG(which, short_name, text) \
	{ \
		.name = passed[which].name, .letter = (short_name), .kind = CLI_FLAG, \
		.value = &passed[which].given, .help = (text) \
	}

static char **
parse(struct plan_option passed[], int argc, char *argv[])
{
	const struct cli_option options[] = {
		VALUES(NAME, 0, "NAME", "all live processes of that name (may be given again)"),
		FLAG(FOLLOW, 'f', "of processes: their children, too"),
		VALUES(EXE, 'e', "FILE", "of a core file or process: the executable"),
		VALUES(SAMPLES, 0, "N", "look at processes so many times (1)"),
		VALUES(INTERVAL, 0, "SECONDS", "from one look to the next (1)"),
		VALUES(TZ, 0, "ZONE", "the zone of times in logs that name none"),
		VALUES(RULES, 'r', "FILE", "apply the rules of a file (may be given again)"),
		VALUES(PACK, 0, "NAME", "apply just these packs, or none (may be given again)"),
		VALUES(BY, 0, "KEY[,KEY...]", "what has to be the same in a group"),
		VALUES(FORMAT, 0, "NAME", "how to show it (text): see st-render"),
		VALUES(DETAIL, 'i', "N", "how much to show, 0 to 4 (0)"),
		FLAG(VERBOSE, 'v', "show everything, as -i 4 does"),
		VALUES(TOP, 'n', "N", "show the N most interesting groups (all)"),
		VALUES(COLUMNS, 0, "NAME[,NAME...]", "of the formats table, csv and tsv"),
		FLAG(BRIEF, 0, "show the heads of groups alone"),
		VALUES(COLOR, 0, "WHEN", "auto, always or never (auto: on a terminal)"),
		CLI_END,
	};
	const struct cli cli = { "st-show", "[thing ...]",
		"Show the threads or exceptions of files, processes (by number) or standard input.",
		options };

	return cli_parse(&cli, argc, argv);
}

/* A file of that name goes before a process of that number. False: it cannot be looked at, which was said. */
static bool
look_at(struct plan_thing *thing, const char *text)
{
	struct stat about;

	thing->text = text;
	if (strcmp(text, "-") == 0)
		return sample_open(&thing->sample, STDIN_FILENO, "standard input");
	thing->process = text[0] != '\0' &&
	    ascii_run(bytes_of(text), ascii_is_digit) == strlen(text) && stat(text, &about) == -1 &&
	    errno == ENOENT;
	return thing->process || sample_file(&thing->sample, text);
}

/* Looks at all there is to show. How many of them can be shown; *processes: some of them are running. */
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

static int
run(const struct plan *plan)
{
	struct buffer typed = { .at = NULL };

	pipeline_append(&typed, &plan->pipeline);
	if (!typed.full)
		cli_note(NULL, "%.*s", (int)typed.len, typed.at);
	buffer_free(&typed);
	return pipeline_run(&plan->pipeline);
}

int
main(int argc, char *argv[])
{
	static char dash[] = "-";
	char *standard_input[] = { dash, NULL }, **words;
	struct plan_option passed[OPTIONS + 1] = {
		[NAME] = { PLAN_COLLECT, "name", false, { NULL, 0 } },
		[FOLLOW] = { PLAN_COLLECT, "follow", false, { NULL, 0 } },
		[EXE] = { PLAN_COLLECT, "exe", false, { NULL, 0 } },
		[SAMPLES] = { PLAN_COLLECT, "samples", false, { NULL, 0 } },
		[INTERVAL] = { PLAN_COLLECT, "interval", false, { NULL, 0 } },
		[TZ] = { PLAN_PYLOG, "tz", false, { NULL, 0 } },
		[RULES] = { PLAN_ANNOTATE, "rules", false, { NULL, 0 } },
		[PACK] = { PLAN_ANNOTATE, "pack", false, { NULL, 0 } },
		[BY] = { PLAN_GROUP, "by", false, { NULL, 0 } },
		[FORMAT] = { PLAN_RENDER, "format", false, { NULL, 0 } },
		[DETAIL] = { PLAN_RENDER, "infolvl", false, { NULL, 0 } },
		[VERBOSE] = { PLAN_RENDER, "verbose", false, { NULL, 0 } },
		[TOP] = { PLAN_RENDER, "top", false, { NULL, 0 } },
		[COLUMNS] = { PLAN_RENDER, "columns", false, { NULL, 0 } },
		[BRIEF] = { PLAN_RENDER, "brief", false, { NULL, 0 } },
		[COLOR] = { PLAN_RENDER, "color", false, { NULL, 0 } },
		[GROUP_RULES] = { PLAN_GROUP, "rules", false, { NULL, 0 } },
		[GROUP_PACK] = { PLAN_GROUP, "pack", false, { NULL, 0 } },
	};
	struct plan plan = { .options = passed };
	struct plan_thing *things;
	bool named, processes;
	size_t good;
	int status = 0;

	words = parse(passed, argc, argv);
	passed[GROUP_RULES].values = passed[RULES].values;
	passed[GROUP_PACK].values = passed[PACK].values;
	named = processes = passed[NAME].values.count > 0;
	if (words[0] == NULL && !named && isatty(STDIN_FILENO))
		cli_usage(NULL, "nothing to show: name a file, a process, or --name a program");
	if (words[0] == NULL && !named)
		words = standard_input;
	/* where it is ignored, which is inherited, there would be nothing to wait for */
	signal(SIGCHLD, SIG_DFL);
	interrupt_catch();
	things = memory_zero((size_t)argc + 1, sizeof(*things));
	good = things == NULL ? 0 : look_at_all(things, words, &processes);
	if (things != NULL && (cli_status() == 0 || !processes))
		plan_make(&plan, things, good, named);
	if (plan.full)
		cli_failure(NULL, "out of memory");
	else if (plan.any)
		status = processes && !plan_check(&plan) ? 2 : run(&plan);
	pipeline_free(&plan.pipeline);
	for (size_t i = 0; i < PASSED; i++)
		cli_free_texts(&passed[i].values);
	free(things);
	return pipeline_worse(cli_end(), status);
}
