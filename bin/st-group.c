/* Puts together what has the same stack: st-group(1). */
#include "base/memory.h"
#include "group/compare.h"
#include "group/finding.h"
#include "group/group.h"
#include "group/order.h"
#include "io/cli.h"
#include "record/news.h"
#include "rules/ruleset.h"

#include <stdio.h>

/* What else is done with records. `pass`: those that are in no group are passed on; `keep`: the others, too. */
struct passing {
	bool pass, keep;
	struct news_checks *checks; /* NULL: this input is not checked */
};

static void
group_record(struct grouping *grouping, const struct record *record, struct passing passing)
{
	struct counts counts = { .count = 0 };
	const char *wrong = group_takes(record) ? counts_read(record, &counts) : NULL;
	bool taken = counts.count > 0; /* an issue that was not seen is in no group */

	if (wrong != NULL) {
		cli_unusable_line(record->file, record->number, "%s, skipped", wrong);
		return;
	}
	if (group_takes(record) && passing.checks != NULL)
		news_count_record(passing.checks, record);
	if (passing.pass && (passing.keep || !taken))
		stream_pass(record);
	if (taken)
		wrong = group_add(grouping, record, &counts);
	if (wrong != NULL && (memory_refused() || arena_full(record->memory)))
		stream_lost(record, "not grouped");
	else if (wrong != NULL)
		cli_unusable_line(record->file, record->number, "%s, not grouped", wrong);
}

/* Writes all groups. If they are to be ordered, or only some are wanted, it does so once all are known. */
static void
write_groups(struct grouping *grouping, struct order *order, size_t top)
{
	struct bytes line;
	size_t lost = 0;

	while (group_next(grouping, &line)) {
		if (line.len == 0 || (order != NULL && !order_add_line(order, line)))
			lost++;
		else if (order == NULL)
			fwrite(line.at, 1, line.len, stdout);
	}
	if (order != NULL)
		order_write(order, top, stdout);
	if (lost == 0)
		return;
	cli_unusable(
	    NULL, "out of memory, %zu group%s not written", lost, lost == 1 ? " is" : "s are");
	memory_told();
}

static void
note_cut(const struct grouping *grouping)
{
	size_t cut = group_cut_count(grouping);

	if (cut > 0)
		cli_note(NULL,
		    "%zu group%s more different messages than --messages; the others are counted "
		    "in messages_more, and words are not compared",
		    cut, cut == 1 ? " has" : "s have");
}

/* The groups to compare with. NULL: they cannot be read, which is reported. */
static struct grouping *
read_before(const char *path, const struct group_options *options, const struct stream_options *in)
{
	char *files[] = { (char *)path, NULL };
	struct stream *stream = stream_open(files, in);
	struct grouping *before = group_new(options);
	const struct record *record;
	bool any = false, others = false;

	while (stream != NULL && before != NULL && (record = stream_read(stream)) != NULL) {
		if (group_takes(record))
			group_record(before, record, (struct passing){ .pass = false });
		any = any || group_takes(record);
		others = others || !group_takes(record);
	}
	stream_close(stream);
	if (before == NULL)
		cli_failure(NULL, "out of memory");
	else if (!any && (others || cli_status() == 1))
		cli_failure(path, "nothing to compare with%s",
		    others ? ": no threads, exceptions or groups (captures are for st-parse-gdb)"
			   : "");
	if (cli_status() < 2)
		return before;
	group_free(before);
	return NULL;
}

static void
parse_key(const char *by, const char *standard, struct key *key)
{
	struct bytes wrong;

	if (!key_parse(bytes_of(by == NULL ? standard : by), key, &wrong))
		cli_not_one_of("--by", wrong, bytes_of(key_names));
}

/* What the options say. */
struct wanted {
	const char *by, *was;
	struct cli_texts files, packs;
	int per, sort;
	bool keep;
	long long members, messages, top;
	struct group_options group;
	struct news_checks checks;
	struct stream_options in;
};

static const size_t lengths[] = { WHEN_HOUR, WHEN_DAY, 0 };

/* Gives the operands. */
static char **
read_options(int argc, char *argv[], struct wanted *wanted)
{
	static const char *const periods[] = { "hour", "day", NULL };
	const struct cli_option options[] = {
		CLI_WORD("by", &wanted->by, "KEY[,KEY...]",
		    "what has to be the same (process,functions or exception,functions)"),
		CLI_SWITCH("keep", &wanted->keep, "pass the records through before the groups"),
		CLI_ONE_OF("per", &wanted->per, "PERIOD", "count by hour or day, too", periods),
		CLI_WORD(
		    "was", &wanted->was, "FILE", "compare with the records or groups of a file"),
		CLI_ONE_OF("sort", &wanted->sort, "ORDER",
		    "count, first, last or interest: this one first (first seen)", order_names),
		{ .name = "top",
		    .letter = 'n',
		    .kind = CLI_NUMBER,
		    .value = &wanted->top,
		    .argument = "N",
		    .help = "write so many groups, and count the others",
		    .low = 1,
		    .high = 1LL << 40 },
		CLI_COUNT("members", &wanted->members, "N",
		    "list so many members of a group (100000)", 0, 1LL << 40),
		CLI_COUNT("messages", &wanted->messages, "N",
		    "list so many different messages of a group (10000)", 0, 1LL << 30),
		CLI_SWITCH("exact-messages", &wanted->group.messages.exact,
		    "count messages as they are, with their values"),
		{ .name = "rules",
		    .letter = 'r',
		    .kind = CLI_TEXTS,
		    .value = &wanted->files,
		    .argument = "FILE",
		    .help =
			"say what processes show, by the rules of a file (may be given again)" },
		CLI_WORDS("pack", &wanted->packs, "NAME",
		    "the same by just these packs, or none (may be given again)"),
		NEWS_OPTIONS(&wanted->checks),
		FILEPART_OPTIONS(&wanted->in.part),
		CLI_RECORD_MAX(&wanted->in.record_max, "64M"),
		CLI_PROGRESS(&wanted->in.progress),
		CLI_END,
	};
	const struct cli cli = { "st-group", "[file ...]",
		"Put together the threads, or exceptions, that have the same stack.", options,
		NULL };
	char **files = cli_parse(&cli, argc, argv);
	struct group_options *group = &wanted->group;

	parse_key(wanted->by, "process,functions", &group->threads);
	parse_key(wanted->by, "exception,functions", &group->tracebacks);
	group->members_max = (size_t)wanted->members;
	group->messages.most = (size_t)wanted->messages;
	group->per = lengths[wanted->per];
	return files;
}

/* Loads the rules that were asked for. False: one has a fault, which is reported. */
static bool
load_rules(struct ruleset *rules, const struct wanted *wanted)
{
	ruleset_add_files(rules, &wanted->files);
	if (wanted->packs.count > 0)
		ruleset_add_packs(rules, &wanted->packs);
	return cli_status() == 0;
}

/* Finds out what processes show: by these rules and, unless packs were asked for, by the packs in records. */
static void
find_findings(struct grouping *grouping, struct ruleset *rules, const struct wanted *wanted)
{
	size_t passed;

	if (wanted->packs.count == 0)
		ruleset_add_named(rules, group_packs(grouping));
	if (!finding_find(grouping, rules->first, &passed))
		cli_failure(NULL, "out of memory");
	if (passed > 0)
		cli_note(NULL,
		    "%zu process%s threads of more than 2000 kinds: no findings are looked for "
		    "there",
		    passed, passed == 1 ? " has" : "es have");
}

int
main(int argc, char *argv[])
{
	struct wanted wanted = { .per = COUNT_OF(lengths) - 1,
		.sort = ORDER_INPUT,
		.members = 100000,
		.messages = 10000,
		.in = STREAM_OPTIONS };
	char **files = read_options(argc, argv, &wanted);
	bool ordered = wanted.sort != ORDER_INPUT || wanted.top > 0;
	struct grouping *grouping, *before = NULL;
	struct order *order = NULL;
	struct ruleset rules = { .first = NULL };
	struct stream *stream;
	const struct record *record;

	if (!load_rules(&rules, &wanted))
		return cli_end();
	if (wanted.was != NULL &&
	    (before = read_before(wanted.was, &wanted.group, &wanted.in)) == NULL)
		return cli_end();
	stream = stream_open_part(files, &wanted.in);
	grouping = group_new(&wanted.group);
	if (ordered)
		order = order_new((enum order_by)wanted.sort);
	if (grouping == NULL || (ordered && order == NULL)) {
		cli_failure(NULL, "out of memory");
		return cli_end();
	}
	while (stream != NULL && (record = stream_read(stream)) != NULL)
		group_record(
		    grouping, record, (struct passing){ true, wanted.keep, &wanted.checks });
	stream_close(stream);
	if (before != NULL && !compare_groupings(grouping, before))
		cli_failure(NULL, "out of memory");
	find_findings(grouping, &rules, &wanted);
	write_groups(grouping, order, (size_t)wanted.top);
	note_cut(grouping);
	news_end(&wanted.checks);
	order_free(order);
	ruleset_free(&rules);
	cli_free_texts(&wanted.files);
	cli_free_texts(&wanted.packs);
	group_free(before);
	group_free(grouping);
	return cli_end();
}
