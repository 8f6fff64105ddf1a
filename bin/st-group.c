/* Puts together what has the same stack: st-group(1). */
#include "base/cli.h"
#include "group/group.h"
#include "record/stream.h"

#include <stdio.h>

static void
group_all(struct stream *stream, struct grouping *grouping, bool keep)
{
	const struct record *record;

	while ((record = stream_read(stream)) != NULL) {
		bool taken = group_takes(record);

		if (keep || !taken)
			stream_pass(record);
		if (taken && !group_add(grouping, record))
			cli_unusable_line(
			    record->file, record->number, "out of memory, not grouped");
	}
	if (!group_write(grouping, stdout))
		cli_failure(NULL, "out of memory");
}

int
main(int argc, char *argv[])
{
	const char *by = "process,functions";
	bool keep = false;
	long long members = 100000;
	struct stream_options in = STREAM_OPTIONS;
	const struct cli_option options[] = {
		{ .name = "by",
		    .kind = CLI_TEXT,
		    .value = &by,
		    .argument = "KEY[,KEY...]",
		    .help = "what has to be the same (process,functions)" },
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
		CLI_RECORD_MAX(&in.record_max),
		CLI_PROGRESS(&in.progress),
		CLI_END,
	};
	const struct cli cli = { "st-group", "[file ...]",
		"Put together the threads that have the same stack.", options };
	char **files = cli_parse(&cli, argc, argv);
	struct stream *stream;
	struct grouping *grouping;
	struct bytes wrong;
	struct key key;

	if (!key_parse(bytes_of(by), &key, &wrong)) {
		cli_failure("--by", "\"%.*s\" is not one of %s", (int)wrong.len,
		    wrong.len == 0 ? "" : wrong.at, key_names);
		return cli_end();
	}
	stream = stream_open(files, &in);
	grouping = group_new(&key, (size_t)members);
	if (grouping == NULL)
		cli_failure(NULL, "out of memory");
	cli_catch_interrupts();
	if (stream != NULL && grouping != NULL)
		group_all(stream, grouping, keep);
	stream_close(stream);
	group_free(grouping);
	return cli_end();
}
