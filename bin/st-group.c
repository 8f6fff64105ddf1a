/* Puts together what has the same stack: st-group(1). */
#include "base/memory.h"
#include "group/group.h"
#include "io/cli.h"
#include "record/news.h"

#include <stdio.h>

static void
group_record(
    struct grouping *grouping, const struct record *record, struct news_checks *checks, bool keep)
{
	struct counts counts = { .count = 0 };
	const char *wrong = group_takes(record) ? counts_read(record, &counts) : NULL;
	bool taken = counts.count > 0; /* what was not seen is in no group */

	if (wrong != NULL) {
		cli_unusable_line(record->file, record->number, "%s, skipped", wrong);
		return;
	}
	if (group_takes(record))
		news_count_record(checks, record);
	if (keep || !taken)
		stream_pass(record);
	if (taken)
		wrong = group_add(grouping, record, &counts);
	if (wrong != NULL && (memory_refused() || arena_full(record->memory)))
		stream_lost(record, "not grouped");
	else if (wrong != NULL)
		cli_unusable_line(record->file, record->number, "%s, not grouped", wrong);
}

static void
group_all(struct stream *stream, struct grouping *grouping, struct news_checks *checks, bool keep)
{
	const struct record *record;
	size_t cut, lost;

	while ((record = stream_read(stream)) != NULL)
		group_record(grouping, record, checks, keep);
	lost = group_write(grouping, stdout);
	if (lost > 0) {
		cli_unusable(NULL, "out of memory, %zu group%s not written", lost,
		    lost == 1 ? " is" : "s are");
		memory_told();
	}
	cut = group_cut_count(grouping);
	if (cut > 0)
		cli_note(NULL,
		    "%zu group%s more different messages than --messages; the others are counted "
		    "in messages_more, and words are not compared",
		    cut, cut == 1 ? " has" : "s have");
	news_end(checks);
}

static void
parse_key(const char *by, const char *standard, struct key *key)
{
	struct bytes wrong;

	if (!key_parse(bytes_of(by == NULL ? standard : by), key, &wrong))
		cli_not_one_of("--by", wrong, bytes_of(key_names));
}

int
main(int argc, char *argv[])
{
	const char *by = NULL;
	bool keep = false;
	struct news_checks checks = { .fail_on_new = false };
	long long members = 100000, messages = 10000;
	struct group_options group = { .messages = { .exact = false } };
	struct stream_options in = STREAM_OPTIONS;
	const struct cli_option options[] = {
		{ .name = "by",
		    .kind = CLI_TEXT,
		    .value = &by,
		    .argument = "KEY[,KEY...]",
		    .help = "what has to be the same (process,functions or exception,functions)" },
		{ .name = "keep",
		    .kind = CLI_FLAG,
		    .value = &keep,
		    .help = "pass the records through before the groups" },
		{ .name = "members",
		    .kind = CLI_NUMBER,
		    .value = &members,
		    .argument = "N",
		    .help = "list so many members of a group (100000)",
		    .high = 1LL << 40 },
		{ .name = "messages",
		    .kind = CLI_NUMBER,
		    .value = &messages,
		    .argument = "N",
		    .help = "list so many different messages of a group (10000)",
		    .high = 1LL << 30 },
		{ .name = "exact-messages",
		    .kind = CLI_FLAG,
		    .value = &group.messages.exact,
		    .help = "count messages as they are, with their values" },
		NEWS_OPTIONS(&checks),
		CLI_RECORD_MAX(&in.record_max, "64M"),
		CLI_PROGRESS(&in.progress),
		CLI_END,
	};
	const struct cli cli = { "st-group", "[file ...]",
		"Put together the threads, or exceptions, that have the same stack.", options };
	char **files = cli_parse(&cli, argc, argv);
	struct stream *stream;
	struct grouping *grouping;

	parse_key(by, "process,functions", &group.threads);
	parse_key(by, "exception,functions", &group.tracebacks);
	group.members_max = (size_t)members;
	group.messages.most = (size_t)messages;
	stream = stream_open(files, &in);
	grouping = group_new(&group);
	if (grouping == NULL)
		cli_failure(NULL, "out of memory");
	if (stream != NULL && grouping != NULL)
		group_all(stream, grouping, &checks, keep);
	stream_close(stream);
	group_free(grouping);
	return cli_end();
}
