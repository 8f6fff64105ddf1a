#include "show/plan.h"

#include "base/words.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SUBJECT_ROOM = 64 }; /* for the name of an option */

static const char *const stages[] = { [PLAN_COLLECT] = "st-collect",
	[PLAN_GDB] = "st-parse-gdb",
	[PLAN_PYLOG] = "st-parse-pylog",
	[PLAN_ANNOTATE] = "st-annotate",
	[PLAN_GROUP] = "st-group",
	[PLAN_RENDER] = "st-render" };

static void
add_word(struct plan *plan, struct command *command, const char *word)
{
	plan->full = plan->full || command == NULL || !pipeline_word(command, word);
}

/* Whether it can be read only once, as the pipe of a shell's `<(...)`. */
static bool
is_read_once(const char *path)
{
	struct stat about;

	return stat(path, &about) == 0 && !S_ISREG(about.st_mode) && !S_ISDIR(about.st_mode);
}

/* What is passed on in place of a value; NULL: nothing. A trial must not read what can be read only once. */
static const char *
value_of(const struct plan *plan, const struct plan_option *option, const char *value)
{
	static const struct {
		const char *name, *instead;
	} files[] = { { "rules", NULL }, /* an empty file would be an error */
		{ "known", "/dev/null" }, { "was", "/dev/null" } };

	for (size_t i = 0; plan->trial && i < COUNT_OF(files); i++)
		if (strcmp(option->name, files[i].name) == 0 && is_read_once(value))
			return files[i].instead;
	return value;
}

static void
add_option(struct plan *plan, struct command *command, const struct plan_option *option)
{
	struct buffer word = { .at = NULL };

	buffer_append(&word, BYTES("--"));
	buffer_append(&word, bytes_of(option->name));
	if (option->behind != NULL && option->behind[0] != '\0') {
		buffer_byte(&word, '=');
		buffer_append(&word, bytes_of(option->behind));
	}
	buffer_byte(&word, '\0');
	plan->full = plan->full || word.full;
	if (!plan->full && (option->given || option->behind != NULL))
		add_word(plan, command, word.at);
	for (size_t i = 0; i < option->values.count && !plan->full; i++) {
		const char *value = value_of(plan, option, option->values.list[i]);

		if (value == NULL)
			continue;
		add_word(plan, command, word.at);
		add_word(plan, command, value);
	}
	buffer_free(&word);
}

static bool
is_given(const struct plan_option *option)
{
	return option->given || option->behind != NULL || option->values.count > 0;
}

const struct plan_option *
plan_option(const struct plan_option *options, const char *name)
{
	while (options->name != NULL && strcmp(options->name, name) != 0)
		options++;
	return options;
}

/* A new command for a stage, with the options that are passed on to it. NULL: no memory. */
static struct command *
add_stage(struct plan *plan, struct commands *commands, enum plan_stage stage)
{
	struct command *command = pipeline_add(commands, stages[stage]);
	const struct plan_option *each = plan->options;

	for (; each->name != NULL; each++)
		if (each->stage == stage)
			add_option(plan, command, each);
	plan->full = plan->full || command == NULL;
	plan->runs[stage] = true;
	return command;
}

/* The source that a thing for that stage is added to: the last one, or a new one. */
static struct command *
source_of(struct plan *plan, enum plan_stage stage)
{
	if (plan->last != NULL && plan->last_stage == stage)
		return plan->last;
	plan->last = add_stage(plan, &plan->pipeline.sources, stage);
	plan->last_stage = stage;
	if (stage == PLAN_COLLECT && plan->last != NULL) {
		plan->last->piped = true;
		(void)add_stage(plan, &plan->pipeline.sources, PLAN_GDB);
	}
	return plan->last;
}

/* Adds the name of a file, `./-x` if it looks like an option. */
static void
add_file(struct plan *plan, struct command *command, const char *path)
{
	struct buffer name = { .at = NULL };

	buffer_append(&name, path[0] == '-' ? BYTES("./") : BYTES(""));
	buffer_append(&name, bytes_of(path));
	buffer_byte(&name, '\0');
	add_word(plan, name.full ? NULL : command, name.full ? "" : name.at);
	buffer_free(&name);
}

/* Adds a thing that is an open descriptor, as a source of its own, decompressed if necessary. */
static void
add_input(struct plan *plan, enum plan_stage stage, const struct sample *sample)
{
	struct commands *sources = &plan->pipeline.sources;
	struct command *unpack = NULL, *reader;

	plan->last = NULL;
	if (sample->tool != NULL) {
		unpack = pipeline_add(sources, sample->tool);
		add_word(plan, unpack, "-dc");
	}
	if (stage == PLAN_ANNOTATE) {
		reader = plan->pipeline.filters.first;
	} else {
		reader = source_of(plan, stage);
		if (unpack != NULL)
			unpack->piped = true;
		plan->last = NULL;
	}
	if (unpack != NULL)
		unpack->input = sample->input;
	else if (reader != NULL)
		reader->input = sample->input;
}

static void
add_collected(struct plan *plan, const char *option, const char *value)
{
	struct command *command = source_of(plan, PLAN_COLLECT);

	add_word(plan, command, option);
	add_word(plan, command, value);
}

/* Sets the stage that reads the thing first; false: none does, which is reported. */
static bool
find_stage(struct plan_thing *thing)
{
	const char *name = strcmp(thing->text, "-") == 0 ? "standard input" : thing->text;
	const struct sample *sample = &thing->sample;

	thing->stage = thing->process ? PLAN_COLLECT : PLAN_PYLOG;
	if (thing->process)
		return true;
	switch (sample->thing.kind) {
	case THING_CORE:
		thing->stage = PLAN_COLLECT;
		if (sample->tool != NULL)
			cli_failure(name, "a compressed core file: unpack it with %s -dc first",
			    sample->tool);
		else if (sample->input != -1)
			cli_failure(
			    name, "a core file: name the file, so that a debugger can read it");
		return sample->tool == NULL && sample->input == -1;
	case THING_PROGRAM:
		cli_unusable(name, "a program, not a core file of one; for its processes: --name");
		return false;
	case THING_BINARY:
		cli_unusable(name, "a binary file that no stage reads");
		return false;
	case THING_FOREIGN:
		cli_unusable(name, "%s", sample->thing.looks->advice);
		return false;
	case THING_EMPTY:
		cli_note(name, "is empty");
		return true;
	case THING_CAPTURES:
	case THING_DEBUGGER:
		thing->stage = PLAN_GDB;
		return true;
	case THING_RECORDS:
	case THING_GROUPS:
		thing->stage = PLAN_ANNOTATE;
		return true;
	case THING_LOG:
		break;
	}
	return true;
}

static void
add_thing(struct plan *plan, const struct plan_thing *thing)
{
	if (thing->process)
		add_collected(plan, "--pid", thing->text);
	else if (thing->sample.input != -1)
		add_input(plan, thing->stage, &thing->sample);
	else if (thing->stage == PLAN_COLLECT)
		add_collected(plan, "--corefile", thing->text);
	else if (thing->stage == PLAN_ANNOTATE)
		add_file(plan, plan->pipeline.filters.first, thing->text);
	else
		add_file(plan, source_of(plan, thing->stage), thing->text);
}

/* The filters read records themselves, unless there are other sources: then the records go through a parser. */
static void
join_records(struct plan_thing *things, size_t count, bool named)
{
	bool alone = !named;

	for (size_t i = 0; i < count; i++)
		alone = alone && things[i].stage == PLAN_ANNOTATE &&
		    (count == 1 || things[i].sample.input == -1);
	for (size_t i = 0; i < count && !alone; i++)
		if (things[i].stage == PLAN_ANNOTATE)
			things[i].stage = PLAN_GDB;
}

/* Whether an option of that stage is given. */
static bool
is_asked(const struct plan *plan, enum plan_stage stage)
{
	for (const struct plan_option *each = plan->options; each->name != NULL; each++)
		if (each->stage == stage && is_given(each))
			return true;
	return false;
}

/* The format that is asked for. */
static struct bytes
format_of(const struct plan *plan)
{
	const struct cli_texts *given = &plan_option(plan->options, "format")->values;

	return given->count > 0 ? bytes_of(given->list[given->count - 1]) : BYTES("text");
}

/* Stacks for flame graphs weigh the CPU time of each look, which groups do not keep: they add up without st-group. */
static bool
is_profile(const struct plan *plan)
{
	struct bytes format = format_of(plan);

	return bytes_equal(format, BYTES("folded")) || bytes_equal(format, BYTES("speedscope"));
}

static void
note_unused(const struct plan *plan)
{
	for (const struct plan_option *each = plan->options; each->name != NULL; each++) {
		char subject[SUBJECT_ROOM];

		if (plan->runs[each->stage] || !is_given(each))
			continue;
		snprintf(subject, sizeof(subject), "--%s", each->name);
		cli_note(subject, "not used: %s is not needed here", stages[each->stage]);
	}
}

/* What st-group is asked to count, and the formats that show it. */
static const struct {
	const char *option;
	struct bytes formats[8];
} counted[] = {
	{ "per", { BYTES_ROW("text"), BYTES_ROW("html") } },
	{ "was",
	    { BYTES_ROW("text"), BYTES_ROW("table"), BYTES_ROW("html"), BYTES_ROW("csv"),
		BYTES_ROW("tsv"), BYTES_ROW("markdown") } },
};

static void
note_unshown(const struct plan *plan)
{
	struct bytes format = format_of(plan);

	for (size_t i = 0; i < COUNT_OF(counted); i++) {
		char subject[SUBJECT_ROOM];

		if (!is_given(plan_option(plan->options, counted[i].option)) ||
		    words_find(LIST(counted[i].formats), format) != WORDS_NONE)
			continue;
		snprintf(subject, sizeof(subject), "--%s", counted[i].option);
		cli_note(subject, "not shown by --format %.*s", (int)format.len, format.at);
	}
}

/* Two commands read the rules, so that these cannot come from a pipe. */
static void
check_rules(struct plan *plan)
{
	for (const struct plan_option *each = plan->options; each->name != NULL; each++)
		for (size_t i = 0; i < each->values.count && plan->runs[PLAN_GROUP]; i++)
			if (each->stage == PLAN_GROUP && strcmp(each->name, "rules") == 0 &&
			    is_read_once(each->values.list[i])) {
				cli_failure(each->values.list[i],
				    "rules from a pipe can be read once, and two commands need "
				    "them: put them into a file");
				plan->any = false;
			}
}

/* Whether the first groups are to be shown by a format that has them in the order in which they come. */
static bool
wants_order(const struct plan *plan)
{
	static const struct bytes formats[] = { BYTES_ROW("github"), BYTES_ROW("junit"),
		BYTES_ROW("sarif"), BYTES_ROW("prometheus"), BYTES_ROW("otlp"), BYTES_ROW("json"),
		BYTES_ROW("original") };

	return is_given(plan_option(plan->options, "top")) &&
	    !is_given(plan_option(plan->options, "sort")) &&
	    words_find(LIST(formats), format_of(plan)) != WORDS_NONE;
}

/* Adds the last stage, whose status says whether there was anything to show. */
static void
add_render(struct plan *plan)
{
	struct command *command = add_stage(plan, &plan->pipeline.filters, PLAN_RENDER);
	char status[SUBJECT_ROOM];

	if (wants_order(plan)) {
		add_word(plan, command, "--sort");
		add_word(plan, command, "interest");
	}

	snprintf(status, sizeof(status), "--empty-status=%d", PIPELINE_EMPTY);
	add_word(plan, command, status);
	if (command != NULL)
		command->unsaid = 1;
}

void
plan_make(struct plan *plan, struct plan_thing *things, size_t count, bool named)
{
	size_t good = 0, groups = 0;

	for (size_t i = 0; i < count; i++) {
		if (!find_stage(&things[i]))
			continue;
		groups += !things[i].process && things[i].sample.thing.kind == THING_GROUPS;
		things[good++] = things[i];
	}
	plan->good = good;
	plan->any = named || good > 0;
	join_records(things, good, named);
	(void)add_stage(plan, &plan->pipeline.filters, PLAN_ANNOTATE);
	if (is_asked(plan, PLAN_GROUP) || ((named || groups < good) && !is_profile(plan)))
		(void)add_stage(plan, &plan->pipeline.filters, PLAN_GROUP);
	add_render(plan);
	if (named)
		(void)source_of(plan, PLAN_COLLECT);
	for (size_t i = 0; i < good && !plan->full; i++)
		add_thing(plan, &things[i]);
	check_rules(plan);
	if (plan->any) {
		note_unused(plan);
		note_unshown(plan);
	}
}

/* Runs the stage with its options and without input, and gives its status. */
static int
try_stage(const struct plan *plan, enum plan_stage stage, int err)
{
	struct plan trying = { .options = plan->options, .trial = true };
	struct command *command = add_stage(&trying, &trying.pipeline.filters, stage);
	int status =
	    trying.full ? 2 : pipeline_wait(pipeline_start(command, -1, -1, err), stages[stage]);

	pipeline_free(&trying.pipeline);
	return status;
}

bool
plan_check(const struct plan *plan)
{
	static const enum plan_stage filters[] = { PLAN_GDB, PLAN_ANNOTATE, PLAN_GROUP,
		PLAN_RENDER };

	for (size_t i = 0; i < COUNT_OF(filters); i++)
		if (try_stage(plan, filters[i], -1) == 2 &&
		    try_stage(plan, filters[i], STDERR_FILENO) == 2)
			return false;
	return true;
}
