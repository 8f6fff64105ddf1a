/* Writes threads and groups for people and other programs: st-render(1). */
#include "base/cli.h"
#include "record/stream.h"
#include "render/format.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static bool
wants_colour(void)
{
	const char *no_colour = getenv("NO_COLOR");

	return isatty(STDOUT_FILENO) && (no_colour == NULL || no_colour[0] == '\0');
}

static void
render(struct stream *stream, const struct format *format, struct rendering *rendering)
{
	const struct record *record;
	long long others = 0;

	while ((record = stream_read(stream)) != NULL) {
		if (!format_takes(record))
			others++;
		else if (!format->add(rendering, record))
			cli_unusable_line(record->file, record->number, "out of memory, not shown");
	}
	if (!format->end(rendering))
		cli_failure(NULL, "out of memory");
	if (others > 0)
		cli_note(
		    NULL, "%lld record%s of other types not shown", others, others == 1 ? "" : "s");
}

int
main(int argc, char *argv[])
{
	int format = 0;
	long long detail = 0;
	struct stream_options in = STREAM_OPTIONS;
	const struct cli_option options[] = {
		{ .name = "format",
		    .kind = CLI_CHOICE,
		    .value = &format,
		    .argument = "NAME",
		    .help = "text, original or json (text)",
		    .choices = format_names },
		{ .name = "infolvl",
		    .letter = 'i',
		    .kind = CLI_NUMBER,
		    .value = &detail,
		    .argument = "N",
		    .help = "how much to show, 0 to 4 (0)",
		    .high = 4 },
		CLI_RECORD_MAX(&in.record_max),
		CLI_PROGRESS(&in.progress),
		CLI_END,
	};
	const struct cli cli = { "st-render", "[file ...]", "Show threads and groups of them.",
		options };
	char **files = cli_parse(&cli, argc, argv);
	struct stream *stream = stream_open(files, &in);
	struct format_options shown = { (int)detail, wants_colour(), stdout };
	struct rendering *rendering = format_all[format]->begin(&shown);

	if (rendering == NULL)
		cli_failure(NULL, "out of memory");
	if (stream != NULL && rendering != NULL)
		render(stream, format_all[format], rendering);
	stream_close(stream);
	return cli_end();
}
